# SPDX-License-Identifier: MulanPSL-2.0
"""The list of 二级 with their counts, and the table of entries, as they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
)
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.library.model import Column, LibraryModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from fuyi_editor.library.entry import Entry

    Levels = tuple[str, str]
    """一级 and 二级."""

ALL = "全部指标"
ROOM = 8  # pixels above and below the letters of a row
NO_KIND = "（没有二级指标）"
_LEVELS = Qt.ItemDataRole.UserRole
_NAME_EMS = 13  # at least
# In letters; first what is kept longest.
_WIDTHS = {
    Column.VALUE: 8, Column.KIND: 8, Column.ORIGIN: 10, Column.USES: 5.5, Column.YEAR: 4,
    Column.BASIS: 8, Column.UNIT: 4,
}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Select = QItemSelectionModel.SelectionFlag


class KindList(QTreeWidget):
    """All entries, or those of one 二级."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName("二级指标")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._changed)

    @property
    def levels(self) -> Levels | None:
        """一级 and 二级 of the chosen line; None for all."""
        item = self.currentItem()
        return item.data(0, _LEVELS) if item else None

    def show_kinds(self, kinds: Iterable[tuple[str, str, int]]) -> None:
        """Show these with their counts; the same line stays chosen."""
        lines = list(kinds)
        chosen = self.levels
        self.blockSignals(True)
        self.clear()
        self._add(ALL, None, sum(count for _, _, count in lines))
        for group, kind, count in lines:
            self._add(kind or group or NO_KIND, (group, kind), count)
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        same = next((item for item in items if item and item.data(0, _LEVELS) == chosen), items[0])
        if same is not None:
            self.setCurrentItem(same)
        self.blockSignals(False)

    def choose_all(self) -> None:
        """Show the entries of every 二级."""
        self.setCurrentItem(self.topLevelItem(0))

    def _add(self, text: str, levels: Levels | None, count: int) -> None:
        item = QTreeWidgetItem(self, [text, str(count)])
        item.setData(0, _LEVELS, levels)
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + ROOM))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, self.palette().placeholderText())
        item.setToolTip(0, text if not levels else " › ".join(filter(None, levels)))

    def _changed(self) -> None:
        self.chosen.emit()


class EntryTable(QTableView):
    """Rows of entries; Enter or a double click wants the current one in the book."""

    wanted = Signal()
    current_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries = LibraryModel(self)
        self.setModel(self.entries)
        self.setAccessibleName("指标")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROOM)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)  # back to the order of the library
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * em))
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentRowChanged.connect(self._row_changed)

    @property
    def current(self) -> Entry | None:
        """The current entry."""
        row = self.currentIndex().row()
        return self.entries.entries[row] if row >= 0 else None

    @property
    def selected(self) -> list[Entry]:
        """The selected entries, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.entries.entries[row] for row in rows]

    def show_entries(self, entries: Sequence[Entry], keep: int = 0) -> None:
        """Show these instead; the one with the id `keep` is made current, else the first one."""
        self.selectionModel().blockSignals(True)
        self.entries.show_entries(entries)
        self.selectionModel().blockSignals(False)
        self.go_to(max(self.entries.row_of(keep), 0))
        self.current_changed.emit()

    def follow(self, entries: Sequence[Entry]) -> None:
        """Show what has changed of the entries that are shown, as quietly as can be."""
        if not self.entries.follow(entries):
            current = self.current
            self.show_entries(entries, current.id if current else 0)

    def go_to(self, row: int) -> None:
        """Make a row current and selected, as far as there are rows."""
        row = min(row, self.entries.rowCount() - 1)
        index = self.entries.index(row, Column.NAME) if row >= 0 else QModelIndex()
        flags = _Select.ClearAndSelect | _Select.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.wanted.emit()

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the name needs the room of what says least."""
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("字")
        left = self.viewport().width() - _NAME_EMS * em
        for column, width in _WIDTHS.items():
            left -= round(width * em)
            self.setColumnHidden(column, left < 0)

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.wanted.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
