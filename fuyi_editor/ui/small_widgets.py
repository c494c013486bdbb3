# SPDX-License-Identifier: MulanPSL-2.0
"""What several panels use: an icon that follows the theme, dimmed words, lines to search in."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon


class IconLabel(QWidget):
    """One icon, painted afresh each time, so that it follows the theme and the screen's scale."""

    def __init__(self, name: str, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._icon = icon(name)
        self.name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self.name:
            self.name = name
            self._icon = icon(name)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, QRect(0, 0, self._side, self._side))


def buddy_label(text: str, field: QWidget) -> QLabel:
    """A label whose mnemonic leads to a field that stands in a row with others."""
    label = QLabel(text)
    label.setBuddy(field)
    return label


class OneLine(QLabel):
    """Words on a single line, cut off where there is no room; pointing at them shows them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def dim_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label for what is said in passing; wraps, still readable (contrast 4.5 and more)."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # The role, not its colour: so it follows the theme.
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def make_search_line(edit: QLineEdit) -> None:
    """A magnifying glass before the text, and behind it what clears it."""
    glass = edit.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
    glass.setText("查找")
    add_clear_button(edit)


def add_clear_button(edit: QLineEdit) -> None:
    """Qt's own button that clears a line, which has no name by itself (issue 6)."""
    before = set(edit.findChildren(QToolButton))
    edit.setClearButtonEnabled(True)
    for button in set(edit.findChildren(QToolButton)) - before:
        button.setAccessibleName("清除")
