# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of findings on the screen: column widths, and the keys that act on a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from fuyi_editor.ui.findings.model import Column, FindingsModel
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.panel_list import PanelList

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTHS = {Column.STATE: 8.5, Column.FIX: 5, Column.RULE: 3.5}  # in widths of a character
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingsView(PanelList):
    """Rows come and go under headings that stay open or closed."""

    other_wanted = Signal(QModelIndex)  # Shift+Enter

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("检查结果")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.moveSection(header.visualIndex(Column.OTHER), header.visualIndex(Column.FIX))
        self._collapsed: set[str] = set()
        model.rowsInserted.connect(self._rows_inserted)
        model.modelAboutToBeReset.connect(self._remember_collapsed)
        model.modelReset.connect(self._expand_anew)

    @override
    def fit_columns(self) -> None:
        """The sentence matters most; places are cut first where there is little room."""
        self.setColumnHidden(Column.OTHER, not self._model.has_others())
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * em))
        room = self.viewport().width() - round(sum(_WIDTHS.values()) * em)
        if self.isColumnHidden(Column.OTHER):
            self.setColumnWidth(Column.PLACE, round(min(max(room * 0.45, 5 * em), 24 * em)))
        else:
            self.setColumnWidth(Column.PLACE, round(min(max(room * 0.3, 5 * em), 20 * em)))
            self.setColumnWidth(Column.OTHER, round(min(max(room * 0.22, 4 * em), 18 * em)))

    def _remember_collapsed(self) -> None:
        headings = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        self._collapsed = {
            self._model.group_name(index) for index in headings if not self.isExpanded(index)
        }

    def _expand_anew(self) -> None:
        if not self._model.rowCount():
            return
        self.expandAll()
        for row in range(self._model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            index = self._model.index(row, 0)
            if self._model.group_name(index) in self._collapsed:
                self.collapse(index)

    def _rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            return
        all_are_new = last - first + 1 == self._model.rowCount()
        for row in range(first, last + 1):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            if not all_are_new:
                self.expand(self._model.index(row, 0))
        if all_are_new:
            self.expandAll()  # many times faster than one by one

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and event.key() in _ENTER:
            self.other_wanted.emit(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)
