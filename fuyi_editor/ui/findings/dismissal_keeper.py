# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps the dismissals of the open book with the user, and brings them back with the book.

They are found by what the file says (`checks.dismissals.BookName`), else by its path where unit and
year are still the same. Saving writes them anew under what the file says then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fuyi_editor.checks.dismissals import Dismissals, book_name, read_dismissals, to_text

if TYPE_CHECKING:
    from fuyi_editor.files.book import Book
    from fuyi_editor.files.book_notes import BookNotes
    from fuyi_editor.ui.session import EditSession


class DismissalKeeper(QObject):
    """Serves one session, as a part of it. Without notes nothing is kept, as in a mere picture."""

    def __init__(self, notes: BookNotes | None, session: EditSession) -> None:
        """Bring the dismissals of its book into the session, before its first check."""
        super().__init__(session)
        self._notes = notes
        self._session = session
        session.dismissals = self._found(session.book)
        session.dismissals_changed.connect(self._keep)
        session.book_changed.connect(self._keep_anew)

    def _found(self, book: Book) -> Dismissals:
        name = book_name(book.submission)
        if self._notes is None or book.path is None:
            return Dismissals(book=name)
        found = read_dismissals(self._notes.by_content(name.fingerprint))
        if not found.entries:
            by_path = read_dismissals(self._notes.by_path(book.path))
            found = by_path if by_path.book.may_be(name) else Dismissals(book=name)
        return found

    def _keep(self) -> None:
        session = self._session
        if self._notes is None or session.book.path is None:
            return  # a book that has no file yet is kept when it is saved
        kept = session.dismissals.named(session.book.submission)
        if not self._notes.keep(kept.book.fingerprint, session.book.path, to_text(kept)):
            session.message.emit("“不再提示”没有记下来：用户文件夹写不进去；关闭程序后会重新提示")

    def _keep_anew(self) -> None:
        if self._session.dismissals.entries:
            self._keep()
