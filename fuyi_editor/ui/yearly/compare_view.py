# SPDX-License-Identifier: MulanPSL-2.0
"""The list of differences on the screen: column widths, what stays open, and the keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from fuyi_editor.ui.panel_list import PanelList
from fuyi_editor.ui.yearly.compare_delegate import ChangeDelegate
from fuyi_editor.ui.yearly.compare_model import Column, CompareModel

# So many rows are listed with one line each: measuring all would be felt.
MANY_ROWS = 600
_SHARES = {Column.PLACE: 0.24, Column.OLD: 0.29, Column.NEW: 0.29, Column.NOTE: 0.18}


class CompareView(PanelList):
    """Rows are as high as their texts, as long as there are not too many."""

    def __init__(self, model: CompareModel) -> None:
        super().__init__()
        self.delegate = ChangeDelegate(self)
        self._model = model
        self._top = 0
        self._collapsed: set[str] = set()
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setUniformRowHeights(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("修订对照")
        header = self.header()
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._section_resized)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)

    @override
    def fit_columns(self) -> None:
        """Both texts get most of the room."""
        room = self.viewport().width()
        for column, share in _SHARES.items():
            if column is not Column.NOTE:
                self.setColumnWidth(column, round(share * room))

    def _section_resized(self) -> None:
        if not self.delegate.one_line:
            self.scheduleDelayedItemsLayout()

    def _before_reset(self) -> None:
        self._top = self.verticalScrollBar().value()
        headings = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        self._collapsed = {
            self._model.group(index) for index in headings if not self.isExpanded(index)
        }

    def _after_reset(self) -> None:
        self.delegate.one_line = len(self._model.shown) > MANY_ROWS
        self.setUniformRowHeights(self.delegate.one_line)
        for row in range(self._model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self.expandAll()
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            if self._model.group(index) in self._collapsed:
                self.collapse(index)
        self.verticalScrollBar().setValue(self._top)
