# SPDX-License-Identifier: MulanPSL-2.0
"""Which rows the tree has: the book's own, the department and the projects, and what is in them.

A row is a node, or the folder of one of its slots (绩效目标), which no node stands for. A folder is
there while something is in it; one that the form prints is there also while it is empty. Where the
form prints a list of indicators without 一级 and 二级 (F11), these have no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Project,
    Submission,
)

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

Printed = tuple[type[Node], str]

FOLDERS: dict[type[Node], dict[str, str]] = {
    Project: {"goals": "绩效目标"},
    Midterm: {"goals": "中期目标"},
    Department: {
        "goals": "总体绩效目标",
        "sub_goals": "分项绩效目标",
        "safeguards": "工作保障措施",
        "tasks": "年度重点工作任务",
        "other_tasks": "其他需完成的任务",
    },
}
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

    def __init__(self, submission: Submission, printed: Container[Printed] = frozenset()) -> None:
        """`printed` are the slots that the form prints (`Book.printed`)."""
        self.submission = submission
        self._printed = printed
        self._is_list = (Indicator, "name") in printed and (IndicatorGroup, "name") not in printed

    def folders(self, node: Node) -> list[str]:
        """The slots of the node that have a folder now."""
        kind = type(node)
        slots = FOLDERS.get(kind, {})
        return [slot for slot in slots if node.children(slot) or (kind, slot) in self._printed]

    def after(self, submission: Submission) -> TreeRows:
        """The rows of another state of the same book."""
        return TreeRows(submission, self._printed)

    def has(self, row: Row | None) -> bool:
        """Whether there is such a row; the top always is."""
        if row is None or not row.slot:
            return row is None or self.submission.holds(row.node)
        return self.submission.holds(row.node) and row.slot in self.folders(self.node(row))

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
        return self._fixed(node) + sum(
            len(self._rows_in(node, slot)) for slot in _open_slots(type(node))
        )

    def rows_for(self, node: Node) -> Sequence[Node]:
        """The nodes whose rows stand in a node's place: mostly the node itself."""
        if not self._has_no_row(node):
            return (node,)
        return [row for slot in node.slots for c in node.children(slot) for row in self.rows_for(c)]

    def _has_no_row(self, node: Node) -> bool:
        return self._is_list and isinstance(node, IndicatorGroup | IndicatorKind)

    def _rows_in(self, node: Node, slot: str) -> Sequence[Node]:
        children = node.children(slot)
        if not self._is_list or slot != "indicators":
            return children
        return [row for child in children for row in self.rows_for(child)]

    def child(self, parent: Row | None, position: int) -> Row | None:
        """The row at `position` under `parent`, if there is one."""
        if position < 0 or position >= self.count(parent):
            return None
        node = self.node(parent)
        if parent is not None and parent.slot:
            return Row(node.children(parent.slot)[position].id)
        if isinstance(node, Submission) and position == 0:
            return Row(node.id)
        folders = self.folders(node)
        if position < len(folders):
            return Row(node.id, folders[position])
        position -= self._fixed(node)
        for slot in _open_slots(type(node)):
            rows = self._rows_in(node, slot)
            if position < len(rows):
                return Row(rows[position].id)
            position -= len(rows)
        return None

    def spot(self, row: Row) -> Spot:
        """Where a row stands. KeyError if it is not here."""
        if row.slot:
            return Spot(Row(row.node), self.folders(self.node(row)).index(row.slot))
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
        offset = self._offset(parent, slot, index)
        while self._has_no_row(parent):
            parent, slot = self.submission.chain(parent.id)[-2], "indicators"
        position = self._fixed(parent) + offset
        for name in _open_slots(type(parent)):
            if name == slot:
                break
            position += len(self._rows_in(parent, name))
        return Spot(None if isinstance(parent, Submission) else Row(parent.id), position)

    def _offset(self, parent: Node, slot: str, index: int) -> int:
        """How many rows there are before the child at an index, beside its own."""
        if not self._is_list:
            return index
        offset = sum(len(self.rows_for(child)) for child in parent.children(slot)[:index])
        if not self._has_no_row(parent):
            return offset
        holder = self.submission.chain(parent.id)[-2]
        return offset + self._offset(holder, *holder.places[parent.id])

    def index_at(self, spot: Spot, slot: str) -> tuple[Node, int] | None:
        """Node and index that an insertion into `slot` at a spot means; None where it has none."""
        node = self.node(spot.parent)
        if spot.parent is not None and spot.parent.slot:
            return (node, spot.position) if spot.parent.slot == slot else None
        index = spot.position - self._fixed(node)
        for name in _open_slots(type(node)):
            rows = self._rows_in(node, name)
            if name == slot and 0 <= index <= len(rows):
                return self._beside(node, slot, rows, index)
            index -= len(rows)
        return None

    def _beside(
        self, node: Node, slot: str, rows: Sequence[Node], index: int
    ) -> tuple[Node, int] | None:
        """Before the row at an index or behind the last one, wherever that is."""
        if rows is node.children(slot) or not rows:
            return node, index
        row = rows[min(index, len(rows) - 1)]
        parent = self.submission.chain(row.id)[-2]
        place = parent.places[row.id][1]
        return parent, place if index < len(rows) else place + 1

    def shown(self, node_id: str, field: str | None = None) -> Row | None:
        """The row of a node, of the folder for a field that is one, or of what holds the node."""
        if not self.submission.holds(node_id):
            return None
        chain = self.submission.chain(node_id)
        row = Row(chain[0].id)
        for parent, child in pairwise(chain):
            if parent.places[child.id][0] in HIDDEN.get(type(parent), ()):
                return row
            if not self._has_no_row(child):
                row = Row(child.id)
        if field is not None and field in self.folders(chain[-1]):
            return Row(node_id, field)
        return row

    def _fixed(self, node: Node) -> int:
        """Rows in front of the children: the book's own row, or folders."""
        return 1 if isinstance(node, Submission) else len(self.folders(node))


@cache
def _open_slots(node_type: type[Node]) -> tuple[str, ...]:
    """The slots whose nodes are rows directly under the node's own."""
    apart = (*FOLDERS.get(node_type, ()), *HIDDEN.get(node_type, ()))
    return tuple(slot for slot in node_type.slots if slot not in apart)
