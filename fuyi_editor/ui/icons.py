# SPDX-License-Identifier: MulanPSL-2.0
"""The program's own line icons, drawn in the colours of the palette at the moment of painting.

Severities differ in shape (circle with a cross, triangle, square with an i, dashed circle), so they
can be told apart without colour; the colour only helps.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from fuyi_editor.resource_files import resource
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.state_colors import state_colors

_CLONES: list[QIconEngine] = []
# "done" is "ok" said quietly, where it stands in every row.
_STATE_ICONS = frozenset({"error", "warning", "hint", "unknown", "unread", "ok", "done"})


@cache
def icon(name: str) -> QIcon:
    """The icon of that name; it follows every change of the theme by itself.

    One and the same each time, kept for good: an icon that is cleared away in a cycle of Python
    objects together with its engine, which Python then frees too, crashes (issue 6).
    FileNotFoundError for a name that `resources/icons` does not have.
    """
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise FileNotFoundError(path)
    return QIcon(_LineIconEngine(name))


def icon_names() -> list[str]:
    """The names of all icons."""
    return sorted(path.stem for path in resource("icons").glob("*.svg"))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


class _LineIconEngine(QIconEngine):
    """Paints one SVG as vectors: crisp at every size and screen scale."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @override
    @never_raises(nothing)
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, _colour(self._name, mode)).render(painter, square)

    @override
    @never_raises(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        return _picture(self._name, _colour(self._name, mode), side, side)

    @override
    def clone(self) -> QIconEngine:
        # PySide 6.8 does not hand a returned engine over to Qt: without this list, Python would
        # free it under Qt's hands. Qt clones only when an icon is added to, which is rare.
        _CLONES.append(_LineIconEngine(self._name))
        return _CLONES[-1]

    @override
    def iconName(self) -> str:
        return self._name

    @override
    def isNull(self) -> bool:
        return False


def _colour(name: str, mode: QIcon.Mode) -> str:
    palette = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    if mode == QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText).name()
    if name in _STATE_ICONS:
        return state_colors(palette).text(name).name()
    return palette.color(QPalette.ColorRole.ButtonText).name()
