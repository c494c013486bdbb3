# SPDX-License-Identifier: MulanPSL-2.0
"""The actions on open books: close, go to the next one, where the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from fuyi_editor.ui.actions import make_action

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from fuyi_editor.ui.tabs.books import Books
    from fuyi_editor.ui.workspace import Workspace

NO_FOLDER = "文件夹“{folder}”打不开：不在原处，或者盘没有连上"


class TabActions(QObject):
    """Acts on the book that is shown; the menu of a tab on the book of that tab."""

    message = Signal(str)

    def __init__(self, books: Books, window: QWidget) -> None:
        super().__init__(window)
        self._books = books
        self._shown: Workspace | None = None
        self._of_menu: Workspace | None = None
        self.close = make_action(self, "关闭(&C)", None, "Ctrl+W", "Ctrl+F4")
        self.next = make_action(self, "下一本(&N)", None, "Ctrl+Tab", "Ctrl+PgDown")
        self.previous = make_action(self, "上一本(&P)", None, "Ctrl+Shift+Tab", "Ctrl+PgUp")
        self.close_this = make_action(self, "关闭(&C)")
        self.close_others = make_action(self, "关闭其他(&O)")
        self.open_folder = make_action(self, "打开所在文件夹(&F)")
        self.copy_path = make_action(self, "复制路径(&P)")
        self.list_menu = QMenu("打开的表(&B)", window)
        self.menu = QMenu(window)
        self.menu.addActions([self.close_this, self.close_others])
        self.menu.addSeparator()
        self.menu.addActions([self.open_folder, self.copy_path])
        self._connect()
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._shown = workspace
        self._refresh()

    def _connect(self) -> None:
        self.close.triggered.connect(self._close_shown)
        self.next.triggered.connect(self._next)
        self.previous.triggered.connect(self._previous)
        self.close_this.triggered.connect(self._close)
        self.close_others.triggered.connect(self._close_others)
        self.open_folder.triggered.connect(self._open_folder)
        self.copy_path.triggered.connect(self._copy_path)
        self.list_menu.aboutToShow.connect(self._fill_list)
        self.list_menu.triggered.connect(self._chosen)
        self._books.tabs.menu_wanted.connect(self._show_menu)
        self._books.changed.connect(self._refresh)

    def _refresh(self) -> None:
        count = self._books.tabs.count()
        self.close.setEnabled(count > 0)
        self.list_menu.setEnabled(count > 0)
        self.next.setEnabled(count > 1)
        self.previous.setEnabled(count > 1)

    def _close_shown(self) -> None:
        if self._shown is not None:
            self._books.close(self._shown)

    def _next(self) -> None:
        self._books.tabs.step(1)

    def _previous(self) -> None:
        self._books.tabs.step(-1)

    # The list of all: of many tabs some are scrolled away

    def _fill_list(self) -> None:
        self.list_menu.clear()
        tabs = self._books.tabs
        for index, workspace in enumerate(tabs.workspaces):
            number = f"&{index + 1}  " if index < 9 else ""
            action = self.list_menu.addAction(number + tabs.tabText(index))
            action.setCheckable(True)
            action.setChecked(workspace is tabs.current)
            action.setData(index)

    def _chosen(self, action: QAction) -> None:
        tabs = self._books.tabs
        tabs.bring_forward(tabs.workspaces[action.data()])

    # The menu of a tab

    def _show_menu(self, workspace: Workspace, where: QPoint) -> None:
        self._of_menu = workspace
        on_disk = self._path() is not None
        self.open_folder.setEnabled(on_disk)
        self.copy_path.setEnabled(on_disk)
        self.close_others.setEnabled(self._books.tabs.count() > 1)
        self.menu.popup(where)

    def _path(self) -> Path | None:
        return self._of_menu.session.book.path if self._of_menu else None

    def _close(self) -> None:
        if self._of_menu is not None:
            self._books.close(self._of_menu)

    def _close_others(self) -> None:
        if (kept := self._of_menu) is not None:
            others = tuple(w for w in self._books.tabs.workspaces if w is not kept)
            if self._books.close_all(others):
                self._books.tabs.bring_forward(kept)

    def _open_folder(self) -> None:
        if (path := self._path()) is not None:
            folder = str(path.absolute().parent)
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
                self.message.emit(NO_FOLDER.format(folder=folder))

    def _copy_path(self) -> None:
        if (path := self._path()) is not None:
            QGuiApplication.clipboard().setText(str(path.absolute()))
            self.message.emit("已复制文件的路径")
