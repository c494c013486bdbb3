# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of 上年对照: put last year's file beside the book, copy from it, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.errors import FileError, ReadError
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.tree.texts import VALUE_FIELDS
from fuyi_editor.ui.yearly.last_year_keeper import LastYearKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.book import Book
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

NO_FIELD = "请先选一栏，再照抄上年的内容"
NO_ROW = "上年没有这一行，没有可照抄的"
SAME = "这一栏和上年相同"


class LastYearActions(QObject):
    """Acts on the open book; last year's file is only read."""

    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._services = services
        self._workspace: Workspace | None = None
        self._keepers: dict[EditSession, LastYearKeeper] = {}
        self.attach = make_action(self, "选择上年的表(&S)…", "open")
        self.copy = make_action(self, "照抄上年的内容(&C)", None, "Ctrl+'")
        self.restore = make_action(self, "恢复上年的行(&R)", None)
        self.detach = make_action(self, "不再对照(&N)", None)
        self.attach.triggered.connect(self.choose_and_attach)
        self.copy.triggered.connect(self.copy_field)
        self.restore.triggered.connect(self._restore)
        self.detach.triggered.connect(self._detach)
        self.follow(None)

    @property
    def all(self) -> tuple[QAction, ...]:
        """For the menu, in order."""
        return (self.attach, self.copy, self.restore, self.detach)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on, with what was beside its book the last time."""
        self._workspace = workspace
        if workspace is not None:
            self._keepers[workspace.session].shown()
        self._refresh()

    def equip(self, workspace: Workspace) -> None:
        """Keep from now on what is beside the book of a new workspace."""
        session = workspace.session
        keeper = LastYearKeeper(self._services.last_years, session)
        keeper.found.connect(self._attach_again)
        session.last_year.changed.connect(self._refresh)
        session.selection_changed.connect(self._refresh)
        self._keepers[session] = keeper

    def release(self, workspace: Workspace) -> None:
        """Forget a workspace that is about to go."""
        self._keepers.pop(workspace.session, None)

    def choose_and_attach(self) -> None:
        """Put a file that the user chooses beside the open book."""
        session = self._session()
        if session is None:
            return
        path = self._services.ask.file_to_open(self._services.settings.values.folder)
        if path is None:
            return
        with busy_cursor():
            book = self._read(path)
        if isinstance(book, FileError):
            self._services.ask.tell_problem(book.sentence)
            return
        self._attach(session, book, path)
        self._keepers[session].keep(path)

    def copy_field(self) -> None:
        """Put last year's text into the field at hand."""
        session, place = self._session(), self._place_at_hand()
        if session is None or session.last_year.book is None:
            return
        if place is None:
            self.message.emit(NO_FIELD)
            return
        node, field = session.submission.find(place[0]), place[1]
        before = session.last_year.text(node, field)
        if before is None:
            self.message.emit(NO_ROW)
        elif not session.last_year.book.copying(node, field):
            self.message.emit(SAME)
        else:
            session.end_typing()
            session.set_field(node.id, field, before)

    def _session(self) -> EditSession | None:
        if self._workspace is None:
            return None
        self._workspace.commit_typing()
        return self._workspace.session

    def _place_at_hand(self) -> tuple[str, str] | None:
        """The field that has the keyboard or is selected; of a mere row, its value."""
        if self._workspace is None:
            return None
        entry = self._workspace.inspector.entry_at_hand
        if entry is not None:
            return entry.key
        session = self._workspace.session
        node, field = session.selected, session.selected_field
        if node is None:
            return None
        field = field or VALUE_FIELDS.get(type(session.submission.find(node)))
        return (node, field) if field else None

    def _restore(self) -> None:
        if self._workspace is not None and self._session() is not None:
            self._workspace.inspector.restore_dropped()

    def _detach(self) -> None:
        if (session := self._session()) is not None:
            session.last_year.detach()
            self._keepers[session].keep(None)

    def _attach_again(self, session: EditSession, path: Path) -> None:
        """What was beside the book before; a file that is gone is said and not asked about."""
        book = self._read_if_there(path)
        if session not in self._keepers:
            return  # the book was closed meanwhile
        if isinstance(book, FileError):
            self.message.emit(f"上年的表“{path.name}”没有读出来，没有对照：{book.sentence}")
        else:
            # What was found by itself is seen in the tree; it speaks over nothing said just now.
            session.last_year.attach(book.submission, path.name, session.submission)

    def _attach(self, session: EditSession, book: Book, path: Path) -> None:
        session.last_year.attach(book.submission, path.name, session.submission)
        self.message.emit(f"正在和上年的“{path.name}”对照")

    def _read(self, path: Path) -> Book | FileError:
        try:
            return in_background(lambda: self._services.open_book(path))
        except FileError as error:
            return error

    def _read_if_there(self, path: Path) -> Book | FileError:
        """The same of a drive that may be gone: nobody waits half a minute for it."""

        def read() -> Book:
            if not self._services.is_there(path):
                raise ReadError("文件不在原处，或者盘没有连上", path=path)
            return self._services.open_book(path)

        try:
            return in_background(read)
        except FileError as error:
            return error

    def _refresh(self) -> None:
        session = self._workspace.session if self._workspace else None
        attached = session is not None and session.last_year.is_attached
        self.attach.setEnabled(session is not None)
        for action in (self.copy, self.detach):
            action.setEnabled(attached)
        shown = self._workspace.inspector.dropped.rows if self._workspace else ()
        self.restore.setEnabled(bool(attached and shown))
