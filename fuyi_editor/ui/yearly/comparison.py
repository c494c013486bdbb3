# SPDX-License-Identifier: MulanPSL-2.0
"""The open book beside another one: what differs, worked out anew while nobody types (issue 5).

In slices, between which keys and paint have their turn, like the checks.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.layouts.sheets.revision_sheet import ComparedBook
from fuyi_editor.yearly.comparison.compare import comparing
from fuyi_editor.yearly.comparison.summary import summary_of
from fuyi_editor.yearly.following.follow import follow_steps

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.yearly.comparison.change import Change, Side
    from fuyi_editor.yearly.comparison.compare import Changes
    from fuyi_editor.yearly.following.pairs import Following

SLICE_SECONDS = 0.004
PAUSE_MS = 250
"""How long nobody has typed before the books are compared again."""

_Found = tuple["Following", "Changes"]


class Comparison(QObject):
    """The differences of the session's book and another; which of the two is older can be said."""

    changed = Signal()

    def __init__(
        self, session: EditSession, other: Submission, name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.other = other
        self.other_name = name
        self.other_is_old = _is_old(other, session.submission)
        self.corrections: dict[str, str | None] = {}
        self.changes: Changes = ()
        self._following: Following | None = None
        self._steps: Generator[None, None, _Found] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        session.submission_changed.connect(self._submission_changed)
        session.book_changed.connect(self.changed)  # saved under another name
        self.finish()

    @property
    def sides(self) -> tuple[Submission, Submission]:
        """The older book and the newer one, as they are now."""
        now = self._session.submission
        return (self.other, now) if self.other_is_old else (now, self.other)

    @property
    def heads(self) -> tuple[ComparedBook, ComparedBook]:
        """What the two are called, in the same order."""
        mine, other = self._session.book.name, self.other_name
        names = (other, mine) if self.other_is_old else (mine, other)
        first, second = self.sides
        return ComparedBook(names[0], first.year), ComparedBook(names[1], second.year)

    @property
    def summary(self) -> str:
        """How many differences there are, in one sentence."""
        return summary_of(self.changes)

    def swap(self) -> None:
        """The older book is the newer one from now on."""
        self.other_is_old = not self.other_is_old
        # A pair reads the same from either side; an id that both books have is the later row's.
        self.corrections = {
            **{node: None for node, other in self.corrections.items() if other is None},
            **{other: node for node, other in self.corrections.items() if other is not None},
        }
        self.finish()

    def correct(self, corrections: Mapping[str, str | None]) -> None:
        """Take these rows for one from now on, or a row for one that has no partner."""
        for node, other in corrections.items():
            self.corrections.pop(node, None)
            self.corrections[node] = other
        self.finish()

    def ours(self, change: Change) -> Side | None:
        """The open book's side of a change."""
        return change.after if self.other_is_old else change.before

    def theirs(self, change: Change) -> Side | None:
        """The other book's side of a change."""
        return change.before if self.other_is_old else change.after

    def place(self, change: Change) -> tuple[str, str | None]:
        """Node and field of the open book to go to; of a row that it has not, where it would be."""
        side = self.ours(change)
        if side is not None:
            return side.nodes[0], side.field
        theirs = self.theirs(change)
        assert theirs is not None
        for node in reversed(self.other.chain(theirs.nodes[0])[:-1]):
            if partners := self.partners(node.id):
                return partners[0], None
        return self._session.submission.id, None

    def partners(self, other_id: str) -> tuple[str, ...]:
        """The rows of the open book that a row of the other one is taken for."""
        if self._following is None:
            return ()
        find = self._following.after_of if self.other_is_old else self._following.before_of
        return find(other_id)

    def counterparts(self, node_id: str) -> tuple[str, ...]:
        """The rows of the one book that a row of the other is taken for; of the newer one first."""
        if self._following is None:
            return ()
        return self._following.before_of(node_id) or self._following.after_of(node_id)

    def finish(self) -> None:
        """Compare at once and to the end."""
        self._timer.stop()
        self._steps = None
        steps = self._comparing()
        while True:
            try:
                next(steps)
            except StopIteration as done:
                self._found(done.value)
                return

    def _submission_changed(self) -> None:
        self._steps = None
        self._timer.start(PAUSE_MS)

    def _comparing(self) -> Generator[None, None, _Found]:
        before, after = self.sides
        following = yield from follow_steps(before, after, self.corrections)
        changes = yield from comparing(before, after, following)
        return following, changes

    def _go_on(self) -> None:
        end = time.perf_counter() + SLICE_SECONDS
        if self._steps is None:
            self._steps = self._comparing()
        try:
            while time.perf_counter() < end:
                next(self._steps)
        except StopIteration as done:
            self._steps = None
            self._found(done.value)
        else:
            self._timer.start(0)

    def _found(self, found: _Found) -> None:
        self._following, changes = found
        if changes != self.changes:
            self.changes = changes
        self.changed.emit()


def _is_old(other: Submission, mine: Submission) -> bool:
    """By their years; last year's file is what is mostly chosen."""
    return other.year is None or mine.year is None or other.year <= mine.year
