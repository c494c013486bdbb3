# SPDX-License-Identifier: MulanPSL-2.0
"""The three hints over an open book: at the tree, the page and the findings.

They stay till they are dismissed, one by one or all with Esc, or till something is edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.manual.hint_bubble import HintBubble, Side

if TYPE_CHECKING:
    from fuyi_editor.ui.workspace import Workspace

HINTS = {
    "tree": (
        "目录",
        "部门、项目、指标一层一层排在这里。点一行，中间的表和右边的填写栏就到那里。",
        Side.LEFT,
    ),
    "page": ("要打印的表", "点一格就能直接改，打印出来就是这个样子。", Side.ABOVE),
    "findings": (
        "检查结果",
        "没填的、写得不对的都列在这里。F8 到下一处，F9 一键改好，F1 看说明。",
        Side.BELOW,
    ),
}
_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_MOVED = (QEvent.Type.Resize, QEvent.Type.Move)


class Hints(QObject):
    """Shows the hints over one workspace at a time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._workspace: Workspace | None = None
        self.bubbles: dict[str, HintBubble] = {}
        self._escape = QShortcut(QKeySequence("Esc"), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.close_all)

    def show_over(self, workspace: Workspace) -> None:
        """Show all hints of panels that are shown."""
        self.close_all()
        self._workspace = workspace
        for name, (title, text, side) in HINTS.items():
            panel = self._panels()[name]
            panel.installEventFilter(self)
            if panel.isVisible():
                bubble = HintBubble(title, text, side, self._window)
                bubble.closed.connect(self._closed)
                self.bubbles[name] = bubble
        self._place()
        for bubble in self.bubbles.values():
            bubble.tell()
        workspace.session.undo_stack.indexChanged.connect(self.close_all)
        _program().focusChanged.connect(self._share_escape)
        self._share_escape(None, QApplication.focusWidget())

    def close_all(self) -> None:
        """Put all hints away."""
        workspace, self._workspace = self._workspace, None
        bubbles, self.bubbles = self.bubbles, {}
        self._escape.setEnabled(False)
        if workspace is None:
            return
        for bubble in bubbles.values():
            bubble.hide()
            bubble.deleteLater()
        for name in HINTS:
            _panel(workspace, name).removeEventFilter(self)
        workspace.session.undo_stack.indexChanged.disconnect(self.close_all)
        _program().focusChanged.disconnect(self._share_escape)

    def _closed(self, closed: HintBubble) -> None:
        for name, bubble in [*self.bubbles.items()]:
            if bubble is closed:
                del self.bubbles[name]
                closed.deleteLater()
        if not self.bubbles:
            self.close_all()

    def _share_escape(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Where something is being typed, Esc gives up the typing and leaves the hints."""
        self._escape.setEnabled(not isinstance(now, _TYPING))

    def _panels(self) -> dict[str, QWidget]:
        return {name: _panel(self._workspace, name) for name in HINTS} if self._workspace else {}

    def _place(self) -> None:
        panels = self._panels()
        room = QRect(self._window.rect()).adjusted(6, 6, -6, -6)
        for name, bubble in self.bubbles.items():
            panel = panels[name]
            bubble.setVisible(panel.isVisible())
            corner = panel.mapTo(self._window, QPoint(0, 0))
            bubble.point_at(QRect(corner, panel.size()), room)

    @override
    @never_raises(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bubbles follow their panels."""
        if event.type() in _MOVED:
            self._place()
        return False


def _panel(workspace: Workspace, name: str) -> QWidget:
    return workspace.page if name == "page" else workspace.panels[name]


def _program() -> QApplication:
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    return program
