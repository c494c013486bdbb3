# SPDX-License-Identifier: MulanPSL-2.0
"""Saving: the older state is kept, a change by others is seen, a failure can be tried again."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.errors import FileError, ReviseError
from fuyi_editor.files.file_stamp import OnDisk
from fuyi_editor.layouts.composing.coverage import newly_unshown_summary
from fuyi_editor.ui.ask_files import AfterFailure, WhenChanged
from fuyi_editor.ui.background import busy_cursor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession


def write_until_done(
    ask: Ask, write: Callable[[Path], None], ask_name: Callable[[], Path | None]
) -> Path | None:
    """Write under the name that the user chooses until it succeeds; where it did, or None.

    After each `FileError` the user tries again, chooses another name, or gives up.
    """
    chosen = ask_name()
    while chosen is not None:
        try:
            with busy_cursor():
                write(chosen)
        except FileError as error:
            answer = ask.after_failure(error.with_path(chosen).sentence)
        else:
            return chosen
        if answer is AfterFailure.ELSEWHERE:
            chosen = ask_name()
        elif answer is AfterFailure.GIVE_UP:
            chosen = None
    return None


class SavedAs(Enum):
    """How an attempt to save ended."""

    DONE = "done"
    NOT = "not"
    ANOTHER_NAME = "another name"
    """The user wants to save under another one."""
    ANOTHER_PLACE = "another place"
    """It failed, and the user wants to save somewhere else."""


class Saving(QObject):
    """Saves the book of a session under a name."""

    message = Signal(str)
    reload_wanted = Signal(object)  # Path: open it again, without the changes made here

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._told_of_backups = False

    def save(self, session: EditSession, path: Path) -> SavedAs:
        """Save there; the book is that file's then."""
        left_out = _left_out(session, path)
        if left_out and not self._services.ask.may_leave_out(left_out):
            return SavedAs.NOT
        changed = self._changed_elsewhere(session, path)
        return self._write(session, path) if changed is None else changed

    def _write(self, session: EditSession, path: Path) -> SavedAs:
        ask, answer = self._services.ask, AfterFailure.RETRY
        while answer is AfterFailure.RETRY:
            try:
                with busy_cursor():
                    problem = self._keep_backup(path)
                    book = self._services.save_book(session.book, session.submission, path)
            except ReviseError as error:
                # The opened workbook cannot take these changes in place; as a new file it can.
                ask.tell_problem(error.sentence)
                return SavedAs.ANOTHER_NAME
            except FileError as error:
                answer = ask.after_failure(error.sentence)
            else:
                session.saved_as(book)
                self._services.settings.remember_recent(path)
                self.message.emit(f"已保存到 {path}")
                self._tell_of_backup(problem)
                return SavedAs.DONE
        return SavedAs.ANOTHER_PLACE if answer is AfterFailure.ELSEWHERE else SavedAs.NOT

    def _changed_elsewhere(self, session: EditSession, path: Path) -> SavedAs | None:
        """None where the file is as this window left it, or may be written over all the same."""
        book = session.book
        if book.stamp is None or path != book.path:
            return None
        if book.stamp.compare(path) is not OnDisk.CHANGED:
            return None  # one that is gone is simply written again
        modified = not session.undo_stack.isClean()
        answer = self._services.ask.when_changed(book.name, modified=modified, saving=True)
        if answer is WhenChanged.MINE:
            return None
        if answer is WhenChanged.RELOAD:
            self.reload_wanted.emit(path)
        return SavedAs.ANOTHER_NAME if answer is WhenChanged.ELSEWHERE else SavedAs.NOT

    def _keep_backup(self, path: Path) -> str:
        """Keep the state that is about to be replaced; what went wrong, in a sentence.

        It does not stop the save: what was typed today counts more than what it was yesterday.
        """
        if self._services.backups is None:
            return ""
        try:
            self._services.backups.keep(path)
        except FileError as error:
            return f"“{path.name}”已经保存。但是{error.cause}。"
        return ""

    def _tell_of_backup(self, problem: str) -> None:
        if problem and not self._told_of_backups:
            # Once in a dialog, which also holds up closing; then in passing.
            self._told_of_backups = True
            self._services.ask.tell_problem(problem)
        elif problem:
            self.message.emit(problem)


def _left_out(session: EditSession, path: Path) -> str:
    """What a table would not hold, and was not yet left out when the book was opened."""
    book = session.book
    if path.suffix.lower() == ".json":
        return ""
    whole = book.path is not None and book.path.suffix.lower() == ".json"
    own = None if whole else book.page(book.submission)
    return newly_unshown_summary(session.submission, session.page, book.submission, own)
