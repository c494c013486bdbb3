# SPDX-License-Identifier: MulanPSL-2.0
"""A list under headings, as Qt's views ask for it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises

AnyIndex = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
_Role = Qt.ItemDataRole


class GroupedModel(QAbstractItemModel):
    """Headings at the top, rows below each; a row's index holds its heading's number from 1."""

    titles: ClassVar[tuple[str, ...]]
    """What stands above the columns."""
    padding: ClassVar[int | None] = None
    """Pixels more than a line of text for each row; None where the view's delegate measures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: list[int] = []
        """How many rows there are under each heading."""

    @abstractmethod
    def heading(self, group: int) -> str:
        """What a heading says."""

    def heading_color(self, group: int) -> QColor | None:
        """Another colour than that of other texts."""
        return None

    @abstractmethod
    def row_data(self, group: int, row: int, column: int, role: int) -> object:
        """What a view asks of a row."""

    def place(self, index: AnyIndex) -> tuple[int, int] | None:
        """The group of a row and its number in it; None for a heading."""
        group = index.internalId() - 1 if index.isValid() else -1
        sizes = self.sizes
        if not 0 <= group < len(sizes) or index.row() >= sizes[group]:
            return None
        return group, index.row()

    # Qt's questions

    @override
    @never_raises(QModelIndex)
    def index(self, row: int, column: int, parent: AnyIndex = TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    @never_raises(QModelIndex)
    # QObject.parent() without an index is another function of the same name in Qt.
    def parent(self, index: AnyIndex = TOP) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    @override
    @never_raises(int)
    def rowCount(self, parent: AnyIndex = TOP) -> int:
        sizes = self.sizes
        if not parent.isValid():
            return len(sizes)
        is_heading = not parent.internalId() and parent.column() == 0
        return sizes[parent.row()] if is_heading and parent.row() < len(sizes) else 0

    @override
    def columnCount(self, parent: AnyIndex = TOP) -> int:
        return len(self.titles)

    @override
    @never_raises(lambda: None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self.titles[section]
        return None

    @override
    @never_raises(lambda: None)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.SizeHintRole and self.padding is not None:
            return QSize(0, QFontMetrics(QGuiApplication.font()).height() + self.padding)
        if place := self.place(index):
            return self.row_data(*place, index.column(), role)
        if not index.isValid() or index.column() or index.row() >= len(self.sizes):
            return None
        if role == _Role.DisplayRole:
            return self.heading(index.row())
        if role == _Role.FontRole:
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        return self.heading_color(index.row()) if role == _Role.ForegroundRole else None
