# SPDX-License-Identifier: MulanPSL-2.0
"""The read report as a tree: what was not read on top, then every block with all its pieces.

Words are made when a row is painted: a book of 500 projects has some ten thousand pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon, QPixmap
from typing_extensions import override

from fuyi_editor.layouts.read_places import ReadState
from fuyi_editor.layouts.read_words import (
    STATE_WORDS,
    block_words,
    count_words,
    meaning_words,
    piece_words,
    place_words,
)
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.read_places import Piece, ReadBlock
    from fuyi_editor.ui.session import EditSession

AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_ROW_PADDING = 7
_Role = Qt.ItemDataRole
BLANK_TEXT = "（空）"
UNREAD_TITLE = "未识别"
_ICONS = {ReadState.READ: "done", ReadState.UNREAD: "unread"}


class Column(IntEnum):
    """The columns of the report."""

    PLACE = 0
    TEXT = 1
    MEANING = 2


TITLES = ("位置", "内容", "读作")


@dataclass(frozen=True, slots=True)
class _Group:
    """What is listed under one heading; `block` is None for all that was not read."""

    block: ReadBlock | None
    rows: Sequence[tuple[ReadBlock, Piece]]


class ReadReportModel(QAbstractItemModel):
    """Groups at the top, their pieces below. A row's index holds the number of its group from 1."""

    def __init__(self, session: EditSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._groups: list[_Group] = []
        self._icons = {state: icon(name) for state, name in _ICONS.items()}
        self._no_icon = _no_icon()

    # What the panel asks

    def show(self, unread: Sequence[tuple[ReadBlock, Piece]], blocks: Sequence[ReadBlock]) -> None:
        """Show what was not read, and below it these blocks."""
        self.beginResetModel()
        self._groups = [_Group(None, unread)] if unread else []
        for block in blocks:
            self._groups.append(_Group(block, [(block, piece) for piece in block.pieces]))
        self.endResetModel()

    def piece(self, index: AnyIndex) -> Piece | None:
        """The piece of a row; None for a heading."""
        found = self._at(index)
        return found[1] if found else None

    def is_unread_group(self, row: int) -> bool:
        """Whether that heading is the one over all that was not read."""
        return self._groups[row].block is None

    def is_empty(self) -> bool:
        """Whether nothing is listed."""
        return not self._groups

    def _at(self, index: AnyIndex) -> tuple[ReadBlock, Piece] | None:
        number = index.internalId() if index.isValid() else 0
        if not 0 < number <= len(self._groups):
            return None
        rows = self._groups[number - 1].rows
        return rows[index.row()] if index.row() < len(rows) else None

    # Qt's questions

    @override
    def index(self, row: int, column: int, parent: AnyIndex = _TOP) -> QModelIndex:
        if not 0 <= column < len(TITLES):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0) if self._has(row) else QModelIndex()
        inside = not parent.internalId() and self._has(parent.row())
        if inside and 0 <= row < len(self._groups[parent.row()].rows):
            return self.createIndex(row, column, parent.row() + 1)
        return QModelIndex()

    def _has(self, row: int) -> bool:
        return 0 <= row < len(self._groups)

    @override
    # QObject.parent() without an index is another function of the same name in Qt.
    def parent(self, index: AnyIndex = _TOP) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    @override
    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0 or not self._has(parent.row()):
            return 0
        return len(self._groups[parent.row()].rows)

    @override
    def columnCount(self, parent: AnyIndex = _TOP) -> int:
        return len(TITLES)

    @override
    @never_raises(lambda: None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[section]
        return None

    @override
    @never_raises(lambda: None)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _Role.SizeHintRole:
            return QSize(0, QFontMetrics(QGuiApplication.font()).height() + _ROW_PADDING)
        found = self._at(index)
        if found is None:
            return self._group_data(index, role)
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self._words(index, *found, column)
        if role == _Role.AccessibleTextRole:
            words = self._words(index, *found, column)
            return f"{STATE_WORDS[found[1].state]}：{words}" if column is Column.PLACE else words
        if role == _Role.ToolTipRole:
            return self._tip(*found)
        return self._looks(found[1], column, role)

    def _group_data(self, index: AnyIndex, role: int) -> object:
        if index.internalId() or index.column() or not self._has(index.row()):
            return None
        if role == _Role.DisplayRole:
            return self._title(self._groups[index.row()])
        if role == _Role.FontRole:
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        if role == _Role.ForegroundRole and self.is_unread_group(index.row()):
            return state_colors(QGuiApplication.palette()).text("unread")
        return None

    def _title(self, group: _Group) -> str:
        if group.block is None:
            return f"{UNREAD_TITLE}（{len(group.rows)}）"
        words = block_words(self._session.submission, group.block)
        return f"{words}（{count_words(group.block.counts())}）"

    def _words(self, index: AnyIndex, block: ReadBlock, piece: Piece, column: Column) -> str:
        is_unread_group = self.is_unread_group(index.internalId() - 1)
        if column is Column.PLACE:
            place = place_words(piece)
            return f"{block.where} {place}".strip() if is_unread_group else place
        if column is Column.TEXT:
            return " ".join(piece.text.split()) or BLANK_TEXT
        # The heading says whose table it is: only the rest is said again on every row.
        return piece_words(self._session.submission, piece, block.node)

    def _tip(self, block: ReadBlock, piece: Piece) -> str:
        submission = self._session.submission
        said = meaning_words(submission, piece.anchor) or piece_words(submission, piece)
        where = f"{block_words(submission, block)} {place_words(piece)}"
        return f"{where}\n{piece.text.strip() or BLANK_TEXT}\n{STATE_WORDS[piece.state]}：{said}"

    def _looks(self, piece: Piece, column: Column, role: int) -> QIcon | object | None:
        if role == _Role.DecorationRole and column is Column.PLACE:
            return self._icons.get(piece.state, self._no_icon)
        if role == _Role.ForegroundRole:
            colors = state_colors(QGuiApplication.palette())
            if piece.state is ReadState.UNREAD:
                return colors.text("unread") if column is Column.MEANING else None
            if piece.state is not ReadState.READ:
                return colors.unknown_text
        return None


def _no_icon() -> QIcon:
    """Room for an icon where there is none, so that all places begin below each other."""
    blank = QPixmap(16, 16)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)
