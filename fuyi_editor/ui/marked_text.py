# SPDX-License-Identifier: MulanPSL-2.0
"""Cells of lists in which a part of the text is marked: the place that was found, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

MARK = Qt.ItemDataRole.UserRole + 7
"""Under this role the item holds the start and the end of what is marked in its text."""
_BEFORE, _AFTER = 14, 60
_WIDE = 100_000.0  # a line that never wraps
_State = QStyle.StateFlag


class Snippet(NamedTuple):
    """A piece of a text on one line, and the part of it that is marked."""

    text: str
    start: int
    end: int


def snippet(text: str, start: int, end: int) -> Snippet:
    """So much of a long text around a place that the place is seen in a narrow column."""
    first = start - _BEFORE if start > _BEFORE + 1 else 0
    last = min(len(text), end + _AFTER)
    head = ("…" if first else "") + text[first:start]
    tail = text[end:last] + ("…" if last < len(text) else "")
    line = (head + text[start:end] + tail).replace("\n", "⏎").replace("\t", " ")
    return Snippet(line, len(head), len(head) + end - start)


class MarkedTextDelegate(QStyledItemDelegate):
    """Paints the marked part bold on a tint; selected rows keep the colours of the selection."""

    @override
    @never_raises(nothing)
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        mark = index.data(MARK)
        if mark is None:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        told: Any = cell  # its fields are missing in Qt's stubs
        text, told.text = told.text, ""
        style: QStyle = told.widget.style() if told.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, told.widget)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, told.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, told.widget) + 1
        area.adjust(margin, 0, -margin, 0)
        _draw(painter, area, cell, text, mark)


def _draw(
    painter: QPainter, area: QRect, cell: QStyleOptionViewItem, text: str, mark: tuple[int, int]
) -> None:
    told: Any = cell
    text = told.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 4)
    layout = QTextLayout(text, told.font)
    layout.setFormats([_marked(cell, _utf16(text[: mark[0]]), _utf16(text[: mark[1]]))])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_WIDE)
    layout.endLayout()
    painter.save()
    painter.setClipRect(area)
    painter.setPen(_colour(cell))
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2))
    painter.restore()


def _marked(cell: QStyleOptionViewItem, start: int, end: int) -> QTextLayout.FormatRange:
    told: Any = cell
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    if told.state & _State.State_Selected:
        look.setFontUnderline(True)
    else:
        colours = state_colors(told.palette)
        look.setBackground(colours.tint("warning"))
        look.setForeground(colours.text("warning"))
    marked = QTextLayout.FormatRange()
    part: Any = marked
    part.start, part.length, part.format = start, max(end - start, 0), look
    return marked


def _colour(cell: QStyleOptionViewItem) -> QColor:
    told: Any = cell
    enabled = told.state & _State.State_Enabled
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    selected = told.state & _State.State_Selected
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    return told.palette.color(group, role)


def _utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2
