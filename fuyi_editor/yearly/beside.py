# SPDX-License-Identifier: MulanPSL-2.0
"""Last year's book beside this one (上年对照): its texts, and what is new, changed or dropped."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.edits import InsertNode, SetField, place_of
from fuyi_editor.model.fields import FIELDS, JOINED, read_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.following.follow import Following

_BETWEEN = "\n"  # the texts of rows that were merged into one


class Mark(Enum):
    """What became of a row since last year."""

    SAME = ""
    CHANGED = "改动"
    NEW = "新增"


class Dropped(NamedTuple):
    """A row of last year that is not in this book; `holder` is where it would stand now."""

    node: Node
    holder: str
    slot: str


class LastYear:
    """Last year's submission, as it is seen from one state of this year's.

    `following` tells which rows are the same. It may be that of a state a moment ago: a row that
    it does not know is new, one that is gone is not asked for.
    """

    def __init__(self, before: Submission, now: Submission, following: Following) -> None:
        """The book of last year, this one, and how their rows belong together."""
        self.submission = before
        self._now = now
        self._following = following

    def at(self, now: Submission) -> LastYear:
        """The same as it is seen from another state of this year's book."""
        return LastYear(self.submission, now, self._following)

    def counterparts(self, node_id: str) -> tuple[Node, ...]:
        """What the row was last year; several where rows were merged, none where it is new."""
        return tuple(self.submission.find(node) for node in self._following.before_of(node_id))

    def text(self, node: Node, field: str) -> str | None:
        """What last year's book says in that field; None where it has no such row."""
        found = [n for n in self.counterparts(node.id) if type(n) is type(node)]
        if not found:
            return None
        return _BETWEEN.join(dict.fromkeys(read_field(old, field) for old in found))

    def mark(self, node: Node) -> Mark:
        """Whether the row itself is new or says something else; what is under it does not count."""
        found = self.counterparts(node.id)
        old = next(iter(found), None)
        if old is None:
            return Mark.NEW
        if len(found) > 1 or len(self._following.after_of(old.id)) > 1:
            return Mark.CHANGED
        if old is node or all(
            read_field(old, name) == read_field(node, name) for name in _fields(old, node)
        ):
            return Mark.SAME
        return Mark.CHANGED

    @cached_property
    def dropped(self) -> dict[str, tuple[Dropped, ...]]:
        """The rows that were dropped, by the id of what would hold them now; topmost ones only."""
        found: dict[str, list[Dropped]] = {}
        for parent, slot, child in _pairs(self.submission):
            holder = self._after(parent.id)
            if holder is not None and self._after(child.id) is None:
                found.setdefault(holder, []).append(Dropped(child, holder, slot))
        return {holder: tuple(rows) for holder, rows in found.items()}

    def restoring(self, now: Submission, dropped: Dropped) -> tuple[Edit, ...]:
        """The edits that bring a dropped row back with all that was under it, where it stood."""
        node, holder, slot = dropped
        parent, _, index = place_of(self.submission, node.id)
        here = [child.id for child in now.find(holder).children(slot)]
        # A sibling that was brought back itself has last year's id again.
        above = (
            one
            for sibling in reversed(parent.children(slot)[:index])
            for one in (*reversed(self._following.after_of(sibling.id)), sibling.id)
        )
        place = next((here.index(one) + 1 for one in above if one in here), 0)
        return (InsertNode.of(holder, slot, place, node),)

    def copying(self, node: Node, field: str) -> tuple[Edit, ...]:
        """The edit that puts last year's text into a field; none where it says so already."""
        text = self.text(node, field)
        if text is None or text == read_field(node, field):
            return ()
        return (SetField(node=node.id, field=field, text=text),)

    def _after(self, before: str) -> str | None:
        """The first row of this year that it has become, if it is in the book."""
        if before == self.submission.id:
            return self._now.id
        after = self._following.after_of(before)
        return next((node for node in after if self._now.holds(node)), None)


def _pairs(top: Node) -> Iterator[tuple[Node, str, Node]]:
    """Every node with what holds it, and in which slot."""
    for slot in top.slots:
        for child in top.children(slot):
            yield top, slot, child
            yield from _pairs(child)


def _fields(old: Node, new: Node) -> Iterator[str]:
    """Their own fields; what child nodes say is compared with them."""
    yield from (field.name for field in FIELDS[type(new)] if field.name not in JOINED)
    extra: dict[str, None] = dict.fromkeys((*getattr(old, "extra", {}), *getattr(new, "extra", {})))
    yield from (f"extra.{label}" for label in extra)
