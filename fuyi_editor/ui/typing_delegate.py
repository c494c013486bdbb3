# SPDX-License-Identifier: MulanPSL-2.0
"""A delegate that tells what is being typed in a cell, and leaves the keys of an input method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem


def _no() -> bool:
    return False


class TypingDelegate(QStyledItemDelegate):
    """Qt's own delegate otherwise."""

    typing = Signal()  # the text in the open editor has changed, or the editor has closed

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_composing = False
        self.closeEditor.connect(self.typing)

    @override
    @never_raises(QWidget)
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        self._is_composing = False
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self.typing)
        return editor

    @override
    @never_raises(_no)
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif self._is_composing and _is_escape(event) and isinstance(object, QLineEdit):
            # Esc ends the word of the input method, not the editing of the cell.
            QGuiApplication.inputMethod().reset()
            object.inputMethodEvent(QInputMethodEvent())
            self._is_composing = False
            return True
        return super().eventFilter(object, event)


def _is_escape(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() is QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Escape
    )
