# SPDX-License-Identifier: MulanPSL-2.0
"""F6 goes from pane to pane: Tab walks the cells of the page, so this is the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from fuyi_editor.ui.actions import make_action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QAction

    from fuyi_editor.ui.workspace import Workspace

_BY_KEY = Qt.FocusReason.ShortcutFocusReason


class PaneActions(QObject):
    """The panes of the open workspace, those that are shown, in reading order and round again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self.next = make_action(self, "下一个窗格(&X)", None, "F6")
        self.previous = make_action(self, "上一个窗格(&V)", None, "Shift+F6")
        self.next.triggered.connect(self._go_on)
        self.previous.triggered.connect(self._go_back)
        self.follow(None)

    @property
    def all(self) -> Sequence[QAction]:
        """For the menu."""
        return self.next, self.previous

    def follow(self, workspace: Workspace | None) -> None:
        """Go through the panes of this workspace from now on."""
        self._workspace = workspace
        for action in (self.next, self.previous):
            action.setEnabled(workspace is not None)

    def _go_on(self) -> None:
        self._go(1)

    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        if self._workspace is None:
            return
        panes = [pane for pane in self._workspace.panes if pane.isVisible()]
        focused = QApplication.focusWidget()
        here = [n for n, pane in enumerate(panes) if _holds(pane, focused)]
        start = here[0] if here else (-1 if step > 0 else 0)
        for distance in range(1, len(panes) + 1):
            if enter_pane(panes[(start + step * distance) % len(panes)]):
                return


def enter_pane(pane: QWidget) -> bool:
    """Let the keys work in a pane: where they did last, else in its list or its first field."""
    last = pane.focusWidget()
    target = last if last is not None and _takes_keys(pane, last) else _first(pane)
    if target is None:
        return False
    if isinstance(target, QAbstractItemView) and not target.currentIndex().isValid():
        # A screen reader has nothing to say of a list without a current row.
        target.setCurrentIndex(target.model().index(0, 0))
    target.setFocus(_BY_KEY)
    return True


def _first(pane: QWidget) -> QWidget | None:
    found = list(_in_tab_order(pane))
    lists = [widget for widget in found if isinstance(widget, QAbstractItemView)]
    return next(iter(lists or found), None)


def _in_tab_order(pane: QWidget) -> Iterator[QWidget]:
    if _takes_keys(pane, pane):
        yield pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if _takes_keys(pane, widget):
            yield widget
        widget = widget.nextInFocusChain()


def _takes_keys(pane: QWidget, widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return _holds(pane, widget) and by_tab and widget.isVisible() and widget.isEnabled()


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))
