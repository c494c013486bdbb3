# SPDX-License-Identifier: MulanPSL-2.0
"""Which file of last year stands beside which book, kept with the user and found again with it.

A book that was rolled over knows where it came from (`Book.origin`). Otherwise, and once it was
saved, a note tells: by the path of the book, where it still is of the same year and unit.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.checks.dismissals import BookName, book_name

if TYPE_CHECKING:
    from fuyi_editor.files.book import Book
    from fuyi_editor.files.book_notes import BookNotes
    from fuyi_editor.ui.session import EditSession

AFTER_SHOWN_MS = 200  # the book itself is on the screen first


class _Note(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    last_year: str
    book: BookName = BookName()


class LastYearKeeper(QObject):
    """Serves one session, as a part of it. Without notes nothing is kept, as in a mere picture."""

    found = Signal(object, object)  # the session, and the Path that it was beside

    def __init__(self, notes: BookNotes | None, session: EditSession) -> None:
        super().__init__(session)
        self._notes = notes
        self._session = session
        self._is_told = False
        self._path = self._noted(session.book)
        session.book_changed.connect(self._keep)

    def shown(self) -> None:
        """The book is on the screen: the first time, tell in a moment what was beside it."""
        if self._path is not None and not self._is_told:
            self._is_told = True
            QTimer.singleShot(AFTER_SHOWN_MS, self, self._tell)

    def keep(self, path: Path | None) -> None:
        """Note that this file is beside the book, or that none is."""
        self._path = path
        self._keep()

    def _noted(self, book: Book) -> Path | None:
        if book.origin is not None:
            return book.origin
        path = book.path or book.copy_of  # a recovered copy stands for its file (issue 6)
        if self._notes is None or path is None:
            return None
        name = book_name(book.submission)
        for text in (self._notes.by_content(name.fingerprint), self._notes.by_path(path)):
            note = _read(text)
            if note is not None and note.last_year and note.book.may_be(name):
                return Path(note.last_year)
        return None

    def _tell(self) -> None:
        if self._path is not None:
            self.found.emit(self._session, self._path)

    def _keep(self) -> None:
        session = self._session
        if self._notes is None or session.book.path is None:
            return  # a book that has no file yet is noted when it is saved
        path = session.book.path
        if self._path is None and self._notes.by_path(path) is None:
            return
        name = book_name(session.book.submission)
        last_year = str(self._path.absolute()) if self._path else ""
        note = _Note(last_year=last_year, book=name)
        self._notes.keep(name.fingerprint, path, note.model_dump_json())


def _read(text: str | None) -> _Note | None:
    try:
        return _Note.model_validate_json(text) if text else None
    except ValidationError:
        return None
