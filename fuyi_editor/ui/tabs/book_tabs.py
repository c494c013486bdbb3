# SPDX-License-Identifier: MulanPSL-2.0
"""The open books, each in a tab; the bar of tabs is there only when there are several."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QMouseEvent, QWheelEvent

    from fuyi_editor.files.book import Book

NOT_SAVED = "有改动还没有保存"
_MARK = "● "
_CROSS = 12
_LEAST_EMS, _MOST_EMS = 12, 22  # of a tab: the names of the forms are long and begin alike


class BookTabs(QTabWidget):
    """Shows one of the workspaces; before another one is shown, what was typed is taken over."""

    current_changed = Signal()
    close_wanted = Signal(object)  # Workspace
    menu_wanted = Signal(object, QPoint)  # Workspace, where on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = _Bar(self)
        self.setTabBar(bar)
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setTabBarAutoHide(True)
        bar.setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName("打开的表")
        bar.setAccessibleName("打开的表")
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bar.customContextMenuRequested.connect(self._menu_asked)
        bar.touched.connect(self.commit_typing)
        bar.middle_clicked.connect(self._close_asked)
        self.currentChanged.connect(self._changed)

    @property
    def workspaces(self) -> tuple[Workspace, ...]:
        """Those of all open books, from left to right."""
        found = (self.widget(index) for index in range(self.count()))
        return tuple(widget for widget in found if isinstance(widget, Workspace))

    @property
    def current(self) -> Workspace | None:
        """The one that is shown."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Workspace) else None

    def of_file(self, path: Path) -> Workspace | None:
        """The one whose book is that file; the disk is not asked."""
        return next((w for w in self.workspaces if _is(w.session.book.path, path)), None)

    def of_copy(self, path: Path) -> Workspace | None:
        """The one whose book is a copy of that file, as what was recovered is."""
        return next((w for w in self.workspaces if _is(w.session.book.copy_of, path)), None)

    def add(self, workspace: Workspace, index: int = -1) -> None:
        """Put a workspace into a tab of its own, the last one where no index is given."""
        session = workspace.session
        session.book_changed.connect(self.name_tabs)
        session.undo_stack.cleanChanged.connect(self.name_tabs)
        index = self.insertTab(index, workspace, "")
        button = _CloseButton(workspace, self.tabBar())
        button.wanted.connect(self.close_wanted)
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, button)
        self.name_tabs()

    def take_away(self, workspace: Workspace) -> None:
        """Take a workspace out of its tab; who does so looks after its end."""
        self.removeTab(self.indexOf(workspace))
        self.name_tabs()

    def bring_forward(self, workspace: Workspace) -> None:
        """Show that one."""
        if workspace is not self.current:
            self.commit_typing()
            self.setCurrentWidget(workspace)

    def step(self, by: int) -> None:
        """Show the one so many tabs further; behind the last comes the first."""
        if self.count() > 1:
            self.bring_forward(self.workspaces[(self.currentIndex() + by) % self.count()])

    def commit_typing(self) -> None:
        """Take over what is being typed in the book that is shown."""
        if workspace := self.current:
            workspace.commit_typing()

    def name_tabs(self) -> None:
        """Say on every tab which book it is, and whether it was saved."""
        # The bar has the focus for this widget: where it is hidden Tab would get stuck here.
        several = Qt.FocusPolicy.TabFocus if self.count() > 1 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(several)
        names = Counter(workspace.session.book.name for workspace in self.workspaces)
        for index, workspace in enumerate(self.workspaces):
            book, clean = workspace.session.book, workspace.session.undo_stack.isClean()
            name = tab_name(book, alone=names[book.name] == 1)
            state = "" if clean else f"，{NOT_SAVED}"
            text = ("" if clean else _MARK) + name.replace("&", "&&")
            if self.tabText(index) != text:  # the bar would be laid out anew
                self.setTabText(index, text)
            self.setTabToolTip(index, f"{book.path or name}{state}")
            self.tabBar().setAccessibleTabName(index, f"{name}{state}")

    def _changed(self, _index: int) -> None:
        self.current_changed.emit()

    def _close_asked(self, index: int) -> None:
        self.close_wanted.emit(self.widget(index))

    def _menu_asked(self, where: QPoint) -> None:
        index = self.tabBar().tabAt(where)
        if index >= 0:
            self.menu_wanted.emit(self.widget(index), self.tabBar().mapToGlobal(where))


class _CloseButton(QToolButton):
    """Instead of Qt's own, which is a red cross on the tab that one works in."""

    wanted = Signal(object)  # Workspace

    def __init__(self, workspace: Workspace, bar: QTabBar) -> None:
        # Of the bar from the first: setTabButton leaves it with Python, which would free it.
        super().__init__(bar)
        self._workspace = workspace
        self.setIcon(icon("close"))
        self.setIconSize(QSize(_CROSS, _CROSS))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip("关闭")
        self.setAccessibleName("关闭这本表")
        self.clicked.connect(self._want)

    def _want(self) -> None:
        self.wanted.emit(self._workspace)


class _Bar(QTabBar):
    touched = Signal()  # before the press or the wheel shows another book
    middle_clicked = Signal(int)

    @override
    @never_raises(QSize)
    def tabSizeHint(self, index: int) -> QSize:
        most = _MOST_EMS * self.fontMetrics().horizontalAdvance("字")
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), most), size.height())

    @override
    @never_raises(QSize)
    def minimumTabSizeHint(self, index: int) -> QSize:
        """Narrower than this, names could not be told apart: the bar is scrolled then."""
        least = _LEAST_EMS * self.fontMetrics().horizontalAdvance("字")
        size = self.tabSizeHint(index)
        return QSize(min(size.width(), least), size.height())

    @override
    @never_raises(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)

    @override
    @never_raises(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index >= 0:
            self.middle_clicked.emit(index)
        else:
            super().mouseReleaseEvent(event)

    @override
    @never_raises(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touched.emit()
        super().wheelEvent(event)


def tab_name(book: Book, *, alone: bool) -> str:
    """The name of the file, with its folder where another open one is called the same."""
    if alone or book.path is None:
        return book.name
    return f"{book.name}（{book.path.parent.name}）"


def _is(one: Path | None, other: Path) -> bool:
    return one is not None and _same_name(one) == _same_name(other)


def _same_name(path: Path) -> str:
    return os.path.normcase(os.path.normpath(path.absolute()))
