# SPDX-License-Identifier: MulanPSL-2.0
"""A delegate that tells what is being typed in a cell, before it is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem


class TypingDelegate(QStyledItemDelegate):
    """Qt's own delegate otherwise."""

    typing = Signal()  # the text in the open editor has changed, or the editor has closed

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self.typing)
        return editor
