# SPDX-License-Identifier: MulanPSL-2.0
"""The entries of the indicator library as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.library.words import spoken_entry, value_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from fuyi_editor.library.entry import Entry

    Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_TOP = QModelIndex()


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    VALUE = 1
    UNIT = 2
    BASIS = 3
    KIND = 4
    ORIGIN = 5
    YEAR = 6
    USES = 7


TITLES = ("名称", "指标值", "单位", "依据", "二级指标", "来源", "年度", "使用次数")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (Column.YEAR, Column.USES)
_TEXTS: dict[int, Callable[[Entry], str]] = {
    Column.NAME: lambda entry: entry.name,
    Column.VALUE: value_words,
    Column.UNIT: lambda entry: entry.unit,
    Column.BASIS: lambda entry: " ".join(entry.basis.split()),
    Column.KIND: lambda entry: entry.kind,
    Column.ORIGIN: lambda entry: entry.origin,
    Column.YEAR: lambda entry: str(entry.year or ""),
    Column.USES: lambda entry: str(entry.uses or ""),
}


class LibraryModel(QAbstractTableModel):
    """In the order in which the library gives them, or by the column that the user clicks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._given: list[Entry] = []
        self._column, self._order = -1, Qt.SortOrder.AscendingOrder

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._given = list(entries)
        self._arrange()
        self.endResetModel()

    def follow(self, entries: Sequence[Entry]) -> bool:
        """Show what the same entries say now, each where it stands; False if they are others."""
        new = {entry.id: entry for entry in entries}
        if len(new) != len(self.entries) or any(e.id not in new for e in self.entries):
            return False
        self.entries = [new[entry.id] for entry in self.entries]
        self._given = [new[entry.id] for entry in self._given]
        last = self.index(len(self.entries) - 1, len(Column) - 1)
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), last)
        return True

    def row_of(self, entry_id: int) -> int:
        """The row of an entry, -1 if it is not shown."""
        rows = (row for row, entry in enumerate(self.entries) if entry.id == entry_id)
        return next(rows, -1)

    def _arrange(self) -> None:
        self.entries = list(self._given)
        text = _TEXTS.get(self._column)
        if text is None:
            return
        numbers = self._column in _NUMBERS
        self.entries.sort(
            key=lambda entry: (int(text(entry) or 0), "") if numbers else (0, text(entry)),
            reverse=self._order is Qt.SortOrder.DescendingOrder,
        )

    @override
    @never_raises(nothing)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self.show_entries(self._given)

    @override
    @never_raises(int)
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    @never_raises(int)
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    @never_raises(nothing)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return TITLES[section] if role == _Role.DisplayRole else None

    @override
    @never_raises(nothing)
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        entry, column = self.entries[index.row()], index.column()
        match role:
            case _Role.DisplayRole:
                return _TEXTS[column](entry)
            case _Role.ToolTipRole:
                return _TEXTS[column](entry) or None
            case _Role.TextAlignmentRole if column in _NUMBERS:
                return _RIGHT
            case _Role.AccessibleTextRole if column == Column.NAME:
                return spoken_entry(entry)
            case _:
                return None
