# SPDX-License-Identifier: MulanPSL-2.0
"""The action 上年结转: the open book, or one that is opened for it, as the new year's book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.layouts.composing.coverage import unbound_texts
from fuyi_editor.ui.actions import make_action
from fuyi_editor.yearly.rollover.proposals import applied
from fuyi_editor.yearly.rollover.roll_over import next_year

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.ui.file_actions import FileActions
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace


class RollOverActions(QObject):
    """Makes a new book, saved nowhere; last year's file stays as it is."""

    book_made = Signal(object)  # Book: show it beside last year's, which stays open
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services, files: FileActions) -> None:
        super().__init__(window)
        self._services = services
        self._files = files
        self._workspace: Workspace | None = None
        self.roll_over = make_action(self, "上年结转(&Y)…", "roll-over", "Ctrl+Shift+Y")
        self.roll_over.triggered.connect(self.make_new_year)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace

    def make_new_year(self) -> None:
        """Bring the open book to a new year, as it is edited now; without one, open one first."""
        if self._workspace is None:
            self._files.choose_and_open()
        session = self._session()
        if session is None:
            return
        submission = session.submission
        year = next_year(submission, date.today().year + 1)
        rolled = self._services.ask.rollover(submission, year, unbound_texts(session.page))
        if rolled is None:
            return
        after = applied(submission, rolled.ticked)
        book = self._services.rolled_over(session.book, after)
        self.book_made.emit(book)
        self.message.emit(
            f"已结转到 {rolled.year} 年，改了 {len(rolled.ticked)} 处；还没有保存，上年的文件没有动"
        )

    def _session(self) -> EditSession | None:
        if self._workspace is None:
            return None
        self._workspace.commit_typing()
        return self._workspace.session
