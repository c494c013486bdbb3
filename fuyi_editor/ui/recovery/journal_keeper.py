# SPDX-License-Identifier: MulanPSL-2.0
"""Tells the journal what of an open book is not saved, also what is still in an open editor."""

from __future__ import annotations

import logging
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.files.journal import JournalWriter, Unsaved

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.workspace import Workspace


LISTEN_MS = 1000
PATIENCE = 5.0  # seconds; a book of 500 projects takes one, a disk that is gone for ever
_log = logging.getLogger(__name__)


class Kept(Enum):
    """What the recovery file has of what is not saved."""

    NOTHING = "nothing"
    """Everything is saved."""
    ALL = "all"
    FAILED = "failed"


class JournalKeeper(QObject):
    """Serves one workspace, as a part of it, with a recovery file of its own."""

    message = Signal(str)  # one sentence for the status bar

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._writer = JournalWriter(folder)
        self._workspace = workspace
        session = workspace.session
        self._saved = session.submission if session.undo_stack.isClean() else None
        self._file: Path | None = None
        self._heard = ""
        self._is_closed = False
        # Not at once: who shows a book may say in the same breath that it is saved nowhere.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        self._listen = QTimer(self, interval=LISTEN_MS)
        self._listen.timeout.connect(self._hear)
        session.undo_stack.cleanChanged.connect(self._clean_changed)
        session.book_changed.connect(self._saved_as)
        # Right then, not when there is time: the next thing the program does may hang it.
        session.submission_changed.connect(self._tell)
        workspace.typing.connect(self._tell)
        self._soon.start()

    def go_on_in(self, file: Path, saved: Submission | None) -> None:
        """The book is about to be recovered from that file; its own says `saved`, None: nothing.

        Told to the journal with the recovered state only: at no moment has the file less, and at
        none is there a second one.
        """
        self._file, self._saved = file, saved

    def keep_now(self) -> Kept:
        """Have it on the disk before anything else is done: an error has come up."""
        try:
            now = self._workspace.with_typing()
        except Exception:
            _log.exception("what is being typed cannot be had")
            now = self._workspace.session.submission
        self._tell_of(now)
        if now is self._saved:
            return Kept.NOTHING
        return Kept.ALL if self._writer.wait(PATIENCE) else Kept.FAILED

    def take_over(self, other: JournalKeeper) -> None:
        """Go on in the recovery file of a book that this one stands in for; that one is closed.

        At no moment is there no file of what is unsaved.
        """
        other.stop()
        self._writer, other._writer = other._writer, self._writer
        self._soon.start()

    def stop(self) -> None:
        """Tell nothing any more, and leave the recovery file as it is."""
        self._soon.stop()
        self._listen.stop()
        self._is_closed = True

    def close(self) -> None:
        """The book may be forgotten: it was saved or given up."""
        self.stop()
        self._writer.tell(None)
        self._writer.close()

    def _clean_changed(self, clean: bool) -> None:
        # Not asked when the submission changes: the stack counts a step only when it was taken.
        stack = self._workspace.session.undo_stack
        if clean:
            self._saved, self._file = self._workspace.session.submission, None
        elif stack.cleanIndex() < 0 and stack.count() == 0:
            self._saved = None
        self._soon.start()

    def _saved_as(self) -> None:
        self._clean_changed(True)

    def _tell(self) -> None:
        if self._is_closed:
            return
        self._tell_of(self._workspace.with_typing())

    def _tell_of(self, now: Submission) -> None:
        if now is not self._saved:
            self._listen.start()
            self._writer.tell(Unsaved(self._workspace.session.book, self._saved, now, self._file))
        elif self._file is None:
            self._writer.tell(None)
        # Else all that was recovered has been undone, perhaps only to see what the file says.

    def _hear(self) -> None:
        """Say once what keeps the journal from being written."""
        trouble = self._writer.trouble
        if trouble and trouble != self._heard:
            self.message.emit(trouble)
        self._heard = trouble
