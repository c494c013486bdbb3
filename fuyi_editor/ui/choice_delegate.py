# SPDX-License-Identifier: MulanPSL-2.0
"""A column of a list whose cells hold one of a few texts, shown with an arrow, chosen in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QLocale, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

CHOICES = Qt.ItemDataRole.UserRole
"""Under this role the item holds the texts it may have."""


class ChoiceDelegate(QStyledItemDelegate):
    """Opens a combo box over the cell; what is picked there is taken at once."""

    @override
    @never_raises(str)
    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return f"{value} ▾"

    @override
    @never_raises(QWidget)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.addItems(index.data(CHOICES) or [])
        box.activated.connect(self._picked)
        return box

    @override
    @never_raises(nothing)
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data())
            editor.showPopup()

    @override
    @never_raises(nothing)
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())

    def _picked(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box)
