# SPDX-License-Identifier: MulanPSL-2.0
"""Which rows the tree has: the book's own, the department and the projects, and what is in them.

A row is a node, or the folder of one of its slots (绩效目标), which no node stands for. Folders are
there whether or not something is in them, so they come and go only with their node.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fuyi_editor.model.nodes import Department, Node, Project, Submission

FOLDERS: dict[type[Node], tuple[str, ...]] = {
    Project: ("goals",),
    Department: ("goals", "sub_goals", "safeguards"),
}
FOLDER_NAMES = {"goals": "绩效目标", "sub_goals": "分项绩效目标", "safeguards": "工作保障措施"}
HIDDEN: dict[type[Node], frozenset[str]] = {Project: frozenset({"spending_plan"})}


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a node, or with a `slot` the folder of that slot of the node."""

    node: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A position among the rows under `parent`; None is the top of the tree."""

    parent: Row | None
    position: int


class TreeRows:
    """The rows of one submission; every answer costs as much as the tree is deep."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def node(self, row: Row | None) -> Node:
        """The node of a row, or that of its folder; the submission for the top."""
        return self.submission.find(row.node) if row else self.submission

    def count(self, parent: Row | None) -> int:
        """How many rows there are under `parent`."""
        node = self.node(parent)
        if parent is not None and parent.slot:
            return len(node.children(parent.slot))
        if isinstance(node, Submission) and parent is not None:
            return 0
        return _fixed(node) + sum(len(node.children(slot)) for slot in _open_slots(type(node)))

    def child(self, parent: Row | None, position: int) -> Row | None:
        """The row at `position` under `parent`, if there is one."""
        if position < 0 or position >= self.count(parent):
            return None
        node = self.node(parent)
        if parent is not None and parent.slot:
            return Row(node.children(parent.slot)[position].id)
        fixed = _fixed(node)
        if position < fixed:
            folders = FOLDERS.get(type(node), ())
            return Row(node.id, folders[position]) if folders else Row(node.id)
        position -= fixed
        for slot in _open_slots(type(node)):
            children = node.children(slot)
            if position < len(children):
                return Row(children[position].id)
            position -= len(children)
        return None

    def spot(self, row: Row) -> Spot:
        """Where a row stands. KeyError if it is not here."""
        if row.slot:
            return Spot(Row(row.node), FOLDERS[type(self.node(row))].index(row.slot))
        if row.node == self.submission.id:
            return Spot(None, 0)
        parent = self.submission.chain(row.node)[-2]
        slot, index = parent.places[row.node]
        found = self.spot_in(parent, slot, index)
        if found is None:
            raise KeyError(row.node)
        return found

    def spot_in(self, parent: Node, slot: str, index: int) -> Spot | None:
        """Where the child at `index` in a slot stands; None in a slot that the tree leaves out."""
        if slot in HIDDEN.get(type(parent), ()):
            return None
        if slot in FOLDERS.get(type(parent), ()):
            return Spot(Row(parent.id, slot), index)
        position = _fixed(parent) + index
        for name in _open_slots(type(parent)):
            if name == slot:
                break
            position += len(parent.children(name))
        return Spot(None if isinstance(parent, Submission) else Row(parent.id), position)

    def slot_at(self, spot: Spot) -> tuple[Node, str, int] | None:
        """Node, slot and index that an insertion at a spot means; the slot before wins."""
        node = self.node(spot.parent)
        if spot.parent is not None and spot.parent.slot:
            return node, spot.parent.slot, spot.position
        index = spot.position - _fixed(node)
        for slot in _open_slots(type(node)):
            size = len(node.children(slot))
            if 0 <= index <= size and slot not in node.single_slots:
                return node, slot, index
            index -= size
        return None

    def shown(self, node_id: str, field: str | None = None) -> Row | None:
        """The row of a node, of the folder for a field that is one, or of what holds the node."""
        if not self.submission.holds(node_id):
            return None
        chain = self.submission.chain(node_id)
        row = Row(chain[0].id)
        for parent, child in pairwise(chain):
            if parent.places[child.id][0] in HIDDEN.get(type(parent), ()):
                return row
            row = Row(child.id)
        if field in FOLDERS.get(type(chain[-1]), ()):
            return Row(node_id, field or "")
        return row


def _fixed(node: Node) -> int:
    """Rows in front of the children: the book's own row, or folders."""
    return 1 if isinstance(node, Submission) else len(FOLDERS.get(type(node), ()))


@cache
def _open_slots(node_type: type[Node]) -> tuple[str, ...]:
    """The slots whose nodes are rows directly under the node's own."""
    apart = (*FOLDERS.get(node_type, ()), *HIDDEN.get(node_type, ()))
    return tuple(slot for slot in node_type.slots if slot not in apart)
