# SPDX-License-Identifier: MulanPSL-2.0
"""`diff(a, b)`: the edits that turn submission `a` into `b`, few and found by identity.

Law: `apply_edits(a, diff(a, b)) == b`. Nodes are followed by their ids, whatever became of them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from fuyi_editor.model.edits import Edit, InsertNode, MoveNode, RemoveNode, SetField
from fuyi_editor.model.fields import FIELDS, JOINED, read_field

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


def diff(before: Submission, after: Submission) -> tuple[Edit, ...]:
    """Edits in the order in which they must be applied; empty if nothing differs."""
    return tuple(_Difference(before, after).edits) if before is not after else ()


class _Difference:
    """Walks `after` from the top and brings a working copy of `before` into its shape."""

    def __init__(self, before: Submission, after: Submission) -> None:
        self.working = before
        self.after = after
        self.edits: list[Edit] = []
        self._same_shape = True
        self._node(before, after)
        if not self._same_shape:
            self._drop_leftovers(before)

    def _do(self, edit: InsertNode | MoveNode | RemoveNode) -> None:
        self.edits.append(edit)
        self.working = edit.apply(self.working)

    def _node(self, old: Node, new: Node) -> None:
        if old is new:
            return
        for name in _field_names(old, new):
            text = read_field(new, name)
            if read_field(old, name) != text:
                # Not done to the working copy: that is asked only where nodes stand, and would
                # be built anew for each of thousands of texts.
                self.edits.append(SetField(node=new.id, field=name, text=text))
        for slot in new.slots:
            self._children(old, new, slot)

    def _children(self, old: Node, new: Node, slot: str) -> None:
        if old.children(slot) is new.children(slot):
            return
        olds = {child.id: child for child in old.children(slot)}
        if list(olds) == [child.id for child in new.children(slot)]:
            for child in new.children(slot):
                self._node(olds[child.id], child)
            return
        self._same_shape = False
        stable = longest_rise(
            [child.id for child in old.children(slot)],
            [child.id for child in new.children(slot) if child.id in olds],
        )
        # Survivors that stay are passed by; all others are put before the next one that stays.
        previous: Node | None = None
        for child in new.children(slot):
            if child.id not in stable:
                self._place(new, slot, child, previous)
            if child.id in self.working.places:
                self._node(self.working.find(child.id), child)
            previous = child

    def _place(self, parent: Node, slot: str, child: Node, previous: Node | None) -> None:
        siblings = self.working.find(parent.id).children(slot)
        ids = [node.id for node in siblings if node.id != child.id]
        index = ids.index(previous.id) + 1 if previous else 0
        if child.id in self.working.places:
            self._do(MoveNode(node=child.id, parent=parent.id, index=index))
        else:
            self._do(InsertNode.of(parent.id, slot, index, self._bare(child)))

    def _bare(self, node: Node) -> Node:
        """The new node without descendants that are still elsewhere: they will be moved here."""
        if not any(child.id in self.working.places for child in node.walk()):
            return node
        for slot in node.slots:
            kept = tuple(
                self._bare(child)
                for child in node.children(slot)
                if child.id not in self.working.places
            )
            node = node.with_children(slot, kept)
        return node

    def _drop_leftovers(self, before: Submission) -> None:
        # `places` has a holder before what it holds, so one removal takes all that is under it.
        after = self.after.places
        for node_id in [node_id for node_id in before.places if node_id not in after]:
            if node_id in self.working.places:
                self._do(RemoveNode(node=node_id))


def _field_names(old: Node, new: Node) -> list[str]:
    """Fields of plain text; goals are nodes and compared as such."""
    names = [field.name for field in FIELDS[type(new)] if field.name not in JOINED]
    extra = {**getattr(old, "extra", {}), **getattr(new, "extra", {})}
    return names + [f"extra.{label}" for label in extra]


def longest_rise(old: list[str], new: list[str]) -> set[str]:
    """The most ids that keep their order from `old` to `new` (longest increasing subsequence)."""
    position = {node_id: index for index, node_id in enumerate(old)}
    tails: list[int] = []
    best: list[str] = []
    before: dict[str, str | None] = {}
    for node_id in new:
        at = bisect_left(tails, position[node_id])
        tails[at : at + 1] = [position[node_id]]
        best[at : at + 1] = [node_id]
        before[node_id] = best[at - 1] if at else None
    kept: set[str] = set()
    step: str | None = best[-1] if best else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept
