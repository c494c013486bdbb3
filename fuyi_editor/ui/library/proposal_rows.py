# SPDX-License-Identifier: MulanPSL-2.0
"""The rows under a name that is being typed: each one entry of the library, its match marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.library.words import origin_words, short_kind, spoken_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from fuyi_editor.library.entry import Entry

    Index = QModelIndex | QPersistentModelIndex

PROPOSAL = Qt.ItemDataRole.UserRole
PADDING, GAP = 8, 12
ROUNDED = 2  # a text is cut that is a fraction of a pixel wider than its place
# What stands beside the name, from the right; how wide it may be in letters, first what is kept.
_COLUMNS = ("origin", "kind", "value")
_MOST_EMS = {"value": 10, "kind": 6, "origin": 11}
_LEAST_NAME_EMS = 9
_Role = QPalette.ColorRole
_TOP = QModelIndex()


class Proposal(NamedTuple):
    """An entry, the value that it would give, and which part of its name answers to the typing."""

    entry: Entry
    value: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """Its 二级, in short."""
        return short_kind(self.entry)

    @property
    def origin(self) -> str:
        """Where it comes from, in short."""
        return origin_words(self.entry)


class ProposalModel(QAbstractListModel):
    """A few entries, best first."""

    def __init__(self) -> None:
        super().__init__()
        self.proposals: tuple[Proposal, ...] = ()

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.proposals = tuple(proposals)
        self.endResetModel()

    @override
    @never_raises(int)
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.proposals)

    @override
    @never_raises(nothing)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        proposal = self.proposals[index.row()]
        entry = proposal.entry
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_entry(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return entry.description or None
            case _ if role == PROPOSAL:
                return proposal
            case _:
                return None


class ProposalDelegate(QStyledItemDelegate):
    """Name with the match in bold, value, and in grey the 二级 and where the entry comes from."""

    def __init__(self) -> None:
        super().__init__()
        self._widths: dict[str, int] = {}

    def fit(self, proposals: Sequence[Proposal], font: QFont, room: int) -> None:
        """Divide `room` pixels among the columns; where the entry comes from goes first."""
        metrics = QFontMetrics(font)
        em = metrics.horizontalAdvance("字")
        self._widths = {}
        left = room - 2 * PADDING - _LEAST_NAME_EMS * em
        for column, most in _MOST_EMS.items():
            texts = (getattr(proposal, column) for proposal in proposals)
            widest = max(map(metrics.horizontalAdvance, texts), default=0)
            width = min(widest + ROUNDED, most * em)
            if widest and width <= left - GAP:
                self._widths[column] = width
                left -= width + GAP

    @override
    @never_raises(QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, row_height(cast("Any", option).fontMetrics))

    @override
    @never_raises(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        proposal: Proposal = index.data(PROPOSAL)
        pen = _Pen(painter, option)
        rest = pen.rect.adjusted(PADDING, 0, -PADDING, 0)
        for column in _COLUMNS:
            if width := self._widths.get(column):
                place = QRect(rest.right() - width + 1, rest.top(), width, rest.height())
                pen.write(place, getattr(proposal, column), faint=column != "value")
                rest.setRight(rest.right() - width - GAP)
        pen.write_name(rest, proposal)


def row_height(metrics: QFontMetrics) -> int:
    """How high a row is in a font."""
    return metrics.height() + 9


class _Pen:
    """Writes the words of one row, in the colours of a chosen row or of any other."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        style = cast("Any", option)  # Qt's type file leaves the members out
        self._painter = painter
        self._font = QFont(style.font)
        self.rect: QRect = style.rect
        palette: QPalette = style.palette
        chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        self._ink = palette.color(_Role.HighlightedText if chosen else _Role.Text)
        self._faint = self._ink if chosen else palette.color(_Role.PlaceholderText)
        self._mark = self._ink if chosen else palette.color(_Role.Link)
        if chosen:
            painter.fillRect(self.rect, palette.highlight())
        elif style.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(self.rect, palette.midlight())

    def write(self, place: QRect, words: str, *, faint: bool) -> None:
        """One column; what does not fit is cut."""
        self._piece(place, words, self._faint if faint else self._ink)

    def write_name(self, place: QRect, proposal: Proposal) -> None:
        """The name, the part that was typed in bold."""
        name, start, end = proposal.entry.name, proposal.start, proposal.end
        pieces = ((name[:start], False), (name[start:end], True), (name[end:], False))
        for text, bold in pieces:
            self._font.setBold(bold)
            self._piece(place, text, self._mark if bold else self._ink)
            place = place.adjusted(QFontMetrics(self._font).horizontalAdvance(text), 0, 0, 0)
        self._font.setBold(False)

    def _piece(self, place: QRect, words: str, ink: QColor) -> None:
        if place.width() <= 0 or not words:
            return
        elide = Qt.TextElideMode.ElideRight
        cut = QFontMetrics(self._font).elidedText(words, elide, place.width())
        self._painter.setFont(self._font)
        self._painter.setPen(ink)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)
