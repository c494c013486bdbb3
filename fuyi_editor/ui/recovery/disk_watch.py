# SPDX-License-Identifier: MulanPSL-2.0
"""Sees when another program changes the file of a book, as soon as that is looked at again.

The file is looked at in another thread: a network drive that is gone answers after half a minute.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fuyi_editor.files.file_stamp import FileStamp, OnDisk
from fuyi_editor.ui.ask_files import WhenChanged

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.book import Book
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

POLL_MS = 50
GONE = "“{name}”已不在原处：被改名、移走，或者盘断开了；窗口里的内容还在，请重新保存"


class DiskWatch(QObject):
    """Watches the book of one workspace, as a part of it, while that is the one that is shown."""

    reload_wanted = Signal(object)  # Path: open it again, without the changes made here
    save_as_wanted = Signal()
    message = Signal(str)

    def __init__(self, ask: Ask, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._ask = ask
        self._workspace = workspace
        self._seen: FileStamp | None = None
        self._once_more = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        # Asked for, not told by a signal: the thread may outlive this object.
        self._answers: SimpleQueue[tuple[Book, OnDisk, FileStamp | None]] = SimpleQueue()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    def look(self) -> None:
        """Look at the file now; what has become of it is told in a moment."""
        book = self._workspace.session.book
        self._once_more = self.is_looking
        if self.is_looking or book.path is None or book.stamp is None:
            return
        self._timer.start()
        args = (book, book.path, book.stamp, self._answers)
        threading.Thread(target=_look, args=args, daemon=True).start()

    @property
    def is_looking(self) -> bool:
        """Whether the drive has not answered yet."""
        return self._timer.isActive()

    def _poll(self) -> None:
        if not self._answers.empty():
            self._timer.stop()
            self._tell(*self._answers.get())
            if self._once_more:
                self.look()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._workspace.isVisible():
            self.look()

    def _tell(self, book: Book, disk: OnDisk, now: FileStamp | None) -> None:
        workspace = self._workspace
        if workspace.session.book is not book:
            return  # saved meanwhile
        if QApplication.activeModalWidget() is not None or not workspace.isVisible():
            return  # another question is open, or another book; it is looked at again later
        if disk is OnDisk.GONE:
            self._gone(workspace.session)
        elif disk is OnDisk.CHANGED and now != self._seen:
            self._seen = now  # asked once; saving asks again
            workspace.commit_typing()
            self._changed(workspace.session, now)

    def _gone(self, session: EditSession) -> None:
        # From now on only the window has it: it is not left without a question.
        session.book = replace(session.book, stamp=None)
        session.undo_stack.resetClean()
        self.message.emit(GONE.format(name=session.book.name))

    def _changed(self, session: EditSession, now: FileStamp | None) -> None:
        book, modified = session.book, not session.undo_stack.isClean()
        answer = self._ask.when_changed(book.name, modified=modified, saving=False)
        if answer is WhenChanged.RELOAD:
            self.reload_wanted.emit(book.path)
        elif answer is WhenChanged.ELSEWHERE:
            self.save_as_wanted.emit()
        elif answer is WhenChanged.MINE:
            # Saving writes over this very state of the file without another question.
            session.book = replace(book, stamp=now)
            session.undo_stack.resetClean()


def _look(
    book: Book,
    path: Path,
    stamp: FileStamp,
    answers: SimpleQueue[tuple[Book, OnDisk, FileStamp | None]],
) -> None:
    disk = stamp.compare(path)
    now: FileStamp | None = None
    if disk is OnDisk.CHANGED:
        try:
            now = FileStamp.of(path, path.read_bytes())
        except OSError:
            disk = OnDisk.UNKNOWN
    answers.put((book, disk, now))
