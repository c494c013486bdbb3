# SPDX-License-Identifier: MulanPSL-2.0
"""The read report as a tree: what was not read on top, then every block with all its pieces.

Words are made when a row is painted: a book of 500 projects has some ten thousand pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPixmap
from typing_extensions import override

from fuyi_editor.layouts.report.places import ReadState
from fuyi_editor.layouts.report.words import (
    STATE_WORDS,
    block_words,
    count_words,
    meaning_words,
    piece_words,
    place_words,
)
from fuyi_editor.ui.grouped_model import AnyIndex, GroupedModel
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.report.places import Piece, ReadBlock
    from fuyi_editor.ui.session import EditSession

_Role = Qt.ItemDataRole
BLANK_TEXT = "（空）"
UNREAD_TITLE = "未识别"
_ICONS = {ReadState.READ: "done", ReadState.UNREAD: "unread"}


class Column(IntEnum):
    """The columns of the report."""

    PLACE = 0
    TEXT = 1
    MEANING = 2


@dataclass(frozen=True, slots=True)
class _Group:
    """What is listed under one heading; `block` is None for all that was not read."""

    block: ReadBlock | None
    rows: Sequence[tuple[ReadBlock, Piece]]


class ReadReportModel(GroupedModel):
    """Blocks at the top, their pieces below."""

    titles = ("位置", "内容", "读作")
    padding = 7

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
        self.sizes = [len(group.rows) for group in self._groups]
        self.endResetModel()

    def piece(self, index: AnyIndex) -> Piece | None:
        """The piece of a row; None for a heading."""
        place = self.place(index)
        return self._groups[place[0]].rows[place[1]][1] if place else None

    def is_unread_group(self, row: int) -> bool:
        """Whether that heading is the one over all that was not read."""
        return self._groups[row].block is None

    def is_empty(self) -> bool:
        """Whether nothing is listed."""
        return not self._groups

    # What the view asks

    @override
    def heading(self, group: int) -> str:
        return self._title(self._groups[group])

    @override
    def heading_color(self, group: int) -> QColor | None:
        colors = state_colors(QGuiApplication.palette())
        return colors.text("unread") if self.is_unread_group(group) else None

    @override
    def row_data(self, group: int, row: int, column: int, role: int) -> object:
        block, piece = self._groups[group].rows[row]
        if role == _Role.DisplayRole:
            return self._words(group, block, piece, Column(column))
        if role == _Role.AccessibleTextRole:
            words = self._words(group, block, piece, Column(column))
            return f"{STATE_WORDS[piece.state]}：{words}" if column == Column.PLACE else words
        if role == _Role.ToolTipRole:
            return self._tip(block, piece)
        return self._looks(piece, Column(column), role)

    def _title(self, group: _Group) -> str:
        if group.block is None:
            return f"{UNREAD_TITLE}（{len(group.rows)}）"
        words = block_words(self._session.submission, group.block)
        return f"{words}（{count_words(group.block.counts())}）"

    def _words(self, group: int, block: ReadBlock, piece: Piece, column: Column) -> str:
        is_unread_group = self.is_unread_group(group)
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
