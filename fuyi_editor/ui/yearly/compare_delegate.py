# SPDX-License-Identifier: MulanPSL-2.0
"""Painting a difference: texts of a few lines, with what changed in them marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from fuyi_editor.page.marked_text import marks_within
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.state_colors import state_colors
from fuyi_editor.ui.yearly.compare_model import CHANGE, Column, text_of
from fuyi_editor.yearly.comparison.change import Change, ChangeKind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFontMetrics, QPainter

    from fuyi_editor.page.marked_text import Marks
    from fuyi_editor.ui.yearly.compare_model import AnyIndex

MOST_LINES = 3
PADDING = 4
_BEFORE_MARK = 12  # characters that are left before the first change of a long text
_LONG = 60
_STATES = {Column.OLD: "error", Column.NEW: "hint"}
_WHOLE = {Column.OLD: ChangeKind.DROPPED, Column.NEW: ChangeKind.ADDED}
_BREAK = "\u2028"  # the line break of QTextLayout
_Role = QPalette.ColorRole


def excerpt(text: str, marks: Marks) -> tuple[str, Marks]:
    """A text from a little before its first change on, where that is far behind its beginning."""
    if not marks or marks[0][0] <= _LONG:
        return text, marks
    start = marks[0][0] - _BEFORE_MARK
    shifted = marks_within(marks, start, len(text))
    return "…" + text[start:], tuple((first + 1, last + 1) for first, last in shifted)


class _Look(NamedTuple):
    """What a cell is painted with."""

    font: QFont
    metrics: QFontMetrics
    palette: QPalette
    selected: bool = False


class ChangeDelegate(QStyledItemDelegate):
    """Paints the columns of a change; headings are left to Qt."""

    one_line = False
    """Whether every row has a single line."""

    @override
    @never_raises(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        change = index.data(CHANGE)
        if not isinstance(change, Change):
            super().paint(painter, option, index)
            return
        view: Any = option  # its fields are missing in Qt's stubs
        self.initStyleOption(option, index)
        view.text = ""
        style = view.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view.widget)
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        column = Column(index.column())
        look = _Look(view.font, view.fontMetrics, view.palette, selected)
        layout = self._laid_out(change, column, look, view.rect.width())
        painter.save()
        painter.setClipRect(view.rect)
        painter.setPen(_ink(change, column, look))
        layout.draw(painter, QPointF(view.rect.x() + PADDING, view.rect.y() + PADDING))
        painter.restore()

    @override
    @never_raises(QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        change = index.data(CHANGE)
        style: Any = option
        view, line = style.widget, style.fontMetrics.height()
        lines = 1
        if isinstance(change, Change) and not self.one_line and isinstance(view, QTreeView):
            look = _Look(style.font, style.fontMetrics, style.palette)
            lines = max(
                self._line_count(change, column, look, _width(view, column)) for column in Column
            )
        return QSize(0, lines * line + 2 * PADDING)

    def _line_count(self, change: Change, column: Column, look: _Look, width: int) -> int:
        text = text_of(change, column)
        # Most cells hold a few letters, which need no layout to be known to fit.
        if "\n" not in text and len(text) * look.metrics.maxWidth() < width - 2 * PADDING:
            return 1
        return self._laid_out(change, column, look, width).lineCount()

    def _laid_out(self, change: Change, column: Column, look: _Look, width: int) -> QTextLayout:
        marks = {Column.OLD: change.old_marks, Column.NEW: change.new_marks}.get(column, ())
        text, marks = excerpt(text_of(change, column), marks)
        room = max(width - 2 * PADDING, 1)
        lines = 1 if self.one_line else MOST_LINES
        text = _cut(text, look.metrics, room, lines)
        layout = QTextLayout(text.replace("\n", _BREAK), look.font)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        shown, drawn = marks_within(marks, 0, len(text)), _format(column, look)
        layout.setFormats([_range(start, end, drawn) for start, end in shown])
        _break(layout, room, lines)
        return layout


def _width(view: QTreeView, column: Column) -> int:
    """What a cell has of its column: rows below a heading are set in, and so is the arrow."""
    inset = 2 * view.indentation() if column is Column.PLACE else 0
    return view.columnWidth(column) - inset


def _ink(change: Change, column: Column, look: _Look) -> QColor:
    """What is new or gone as a whole has the colour of the marks; words for nothing are faint."""
    if look.selected:
        return look.palette.color(_Role.HighlightedText)
    if column in _WHOLE:
        if _WHOLE[column] is change.kind:
            return state_colors(look.palette).text(_STATES[column])
        side = change.before if column is Column.OLD else change.after
        if side is None or not side.text:
            return look.palette.color(_Role.PlaceholderText)
    return look.palette.color(_Role.Text)


def _format(column: Column, look: _Look) -> QTextCharFormat:
    """Underlined and bold, so that a mark is seen without colours too."""
    found = QTextCharFormat()
    found.setFontUnderline(True)
    found.setFontWeight(QFont.Weight.Bold)
    if not look.selected and column in _STATES:
        colors = state_colors(look.palette)
        found.setForeground(colors.text(_STATES[column]))
        found.setBackground(colors.tint(_STATES[column]))
    return found


def _range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found: Any = QTextLayout.FormatRange()  # its fields are missing in Qt's stubs
    found.start, found.length, found.format = start, end - start, look
    return found


def _break(layout: QTextLayout, width: int, most: int) -> None:
    layout.beginLayout()
    height = 0.0
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()


def _cut(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """As much of a text as so many lines may hold, with … where more follows."""
    if lines == 1:
        return metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
    parts = text.split("\n")
    shown: list[str] = []
    for number, part in enumerate(parts):
        left = lines - len(shown)
        room = width * left - (left - 1) * metrics.maxWidth()
        if number == len(parts) - 1 or metrics.horizontalAdvance(part) > room or left == 1:
            shown.append(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room))
            break
        shown.append(part)
    cut = "\n".join(shown)
    return cut if cut == text or cut.endswith("…") else cut + "…"
