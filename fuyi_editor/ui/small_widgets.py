# SPDX-License-Identifier: MulanPSL-2.0
"""Two labels that several panels use: an icon that follows the theme, and dimmed words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
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


def dim_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label for what is said in passing; wraps, still readable (contrast 4.5 and more)."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # The role, not its colour: so it follows the theme.
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
