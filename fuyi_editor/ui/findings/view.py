# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of findings on the screen: column widths, and the keys that act on a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView
from typing_extensions import override

from fuyi_editor.ui.findings.model import Column, FindingsModel
from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_WIDTHS = {Column.STATE: 8.5, Column.FIX: 5, Column.RULE: 3.5}  # in widths of a character
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingsView(QTreeView):
    """Tells of Enter on a row, also where the platform activates by one click."""

    entered_row = Signal(QModelIndex)
    other_wanted = Signal(QModelIndex)

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setIndentation(14)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName("检查结果")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.moveSection(header.visualIndex(Column.OTHER), header.visualIndex(Column.FIX))
        self._collapsed: set[str] = set()
        model.rowsInserted.connect(self._rows_inserted)
        model.modelAboutToBeReset.connect(self._remember_collapsed)
        model.modelReset.connect(self._expand_anew)

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
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        (self.other_wanted if shift else self.entered_row).emit(self.currentIndex())
        event.accept()
