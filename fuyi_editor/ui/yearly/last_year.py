# SPDX-License-Identifier: MulanPSL-2.0
"""Last year's book beside the open one, for every view that tells of it (上年对照, issue 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.yearly.beside import Dropped, LastYear, Mark
from fuyi_editor.yearly.following.follow import follow

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

FOLLOW_PAUSE_MS = 300


class LastYearBeside(QObject):
    """Nothing is beside a book until `attach`; then what its rows were last year.

    Rows are followed anew when some have come or gone, and only in a pause of the typing.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        """The file name of last year's book; empty while there is none."""
        self._now: Submission | None = None
        self._last: LastYear | None = None
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_PAUSE_MS)
        self._pause.timeout.connect(self.follow_now)

    @property
    def is_attached(self) -> bool:
        """Whether there is a book of last year."""
        return self._last is not None

    @property
    def book(self) -> LastYear | None:
        """Last year's book as it is seen from the present state."""
        return self._last

    def attach(self, before: Submission, name: str, now: Submission) -> None:
        """Put last year's submission beside the present one."""
        self.name, self._now = name, now
        self._last = LastYear(before, now, follow(before, now))
        self.changed.emit()

    def detach(self) -> None:
        """Nothing is beside the book any more."""
        self.name, self._last = "", None
        self._pause.stop()
        self.changed.emit()

    def submission_changed(self, before: Submission, after: Submission) -> None:
        """Follow the book; a text that changed changes no row's counterpart."""
        self._now = after
        if self._last is None or before.places.keys() == after.places.keys():
            return
        # What has come is new until it is known better; what has gone was dropped.
        self._last = self._last.at(after)
        self._pause.start()

    def follow_now(self) -> None:
        """Find out anew which rows belong together, without waiting for a pause."""
        self._pause.stop()
        if self._last is not None and self._now is not None:
            before = self._last.submission
            self._last = LastYear(before, self._now, follow(before, self._now))
            self.changed.emit()

    # What views ask

    def text(self, node: Node, field: str) -> str | None:
        """What the field said last year; None where that is not known."""
        return self._last.text(node, field) if self._last else None

    def mark(self, node: Node) -> Mark:
        """What became of a row since last year."""
        return self._last.mark(node) if self._last else Mark.SAME

    def dropped(self, holder: str, slot: str | None = None) -> tuple[Dropped, ...]:
        """The rows of last year that would stand in a node, or in one of its slots."""
        rows = self._last.dropped.get(holder, ()) if self._last else ()
        return tuple(row for row in rows if slot is None or row.slot == slot)
