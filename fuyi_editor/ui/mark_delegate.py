# SPDX-License-Identifier: MulanPSL-2.0
"""Paints the letters of a cell that change in bold on a tint, so that the eye finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    Index = QModelIndex | QPersistentModelIndex

MARK = Qt.ItemDataRole.UserRole + 7
"""`(start, end, state)`: which letters of the text are marked, in the tint of which state."""
_MARGIN = 3  # pixels that Qt's own delegate leaves beside a text


class MarkDelegate(QStyledItemDelegate):
    """Cells without a mark are painted as always."""

    @override
    @never_raises(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(MARK)
        if mark is None:
            super().paint(painter, option, index)
            return
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        cell = cast("Any", own)  # its fields are missing in Qt's stubs
        style = cell.widget.style() if cell.widget else QApplication.style()
        part = QStyle.SubElement.SE_ItemViewItemText
        room = style.subElementRect(part, own, cell.widget).adjusted(_MARGIN, 0, -_MARGIN, 0)
        text, cell.text = cell.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, cell.widget)
        _draw(painter, own, text, room, mark)


def _draw(
    painter: QPainter,
    option: QStyleOptionViewItem,
    text: str,
    room: QRect,
    mark: tuple[int, int, str],
) -> None:
    """The text of a cell, cut off where it is too long, over its ground."""
    cell = cast("Any", option)
    start, end, state = mark
    is_selected = bool(cell.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
    shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    marked: Any = QTextLayout.FormatRange()
    marked.start, marked.length = start, max(0, min(end, len(shown)) - start)
    marked.format = marked_format(cell.palette, state, is_selected=is_selected)
    layout = QTextLayout(shown, cell.font)
    layout.setFormats([marked])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(2 * room.width())  # bold letters are wider: one line all the same
    layout.endLayout()
    painter.save()
    painter.setClipRect(room)
    painter.setPen(cell.palette.color(role))
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))
    painter.restore()


def marked_format(palette: QPalette, state: str, *, is_selected: bool = False) -> QTextCharFormat:
    """Bold on the tint of a state; on a selected row bold and underlined."""
    letters = QTextCharFormat()
    letters.setFontWeight(700)
    if is_selected:
        letters.setFontUnderline(True)
    else:
        letters.setBackground(state_colors(palette).tint(state))
    return letters
