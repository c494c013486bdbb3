# SPDX-License-Identifier: MulanPSL-2.0
"""What only the screen shows on a page: findings, what was not read, the current cell …"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPolygonF

from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.page.paginate import Page
    from fuyi_editor.page.placed import Rect

CURRENT = QColor("#1f6f8b")
HOVER = QColor(31, 111, 139, 22)
SELECTED = QColor(31, 111, 139, 52)
_MARK = 7.0  # points: the corner sign of a finding
_LETTERS = {"error": "!", "warning": "!", "hint": "i", "unknown": "?"}


class MarkKind(Enum):
    """How a place on the page is marked; the first four are the states of a finding."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    UNKNOWN = "unknown"
    UNREAD = "unread"
    CURRENT = "current"
    HOVERED = "hovered"
    SELECTED = "selected"


_GROUNDS = {MarkKind.HOVERED.value: HOVER, MarkKind.SELECTED.value: SELECTED}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A mark on a cell, or on a paragraph when `row` is None."""

    block: int
    row: int | None
    cell: int | None
    kind: str
    """A value of `MarkKind`."""


def paper_palette() -> QPalette:
    """White paper with black text, whatever the theme of the program."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#000000"))
    return palette


def rects_of(page: Page, highlight: Highlight) -> list[Rect]:
    """Where a marked cell or paragraph lies on this page; a repeated header counts too."""
    if highlight.row is None:
        return [p.rect for p in page.paragraphs if p.block == highlight.block]
    return [
        cell.rect
        for cell in page.cells
        if (cell.block, cell.row, cell.index) == (highlight.block, highlight.row, highlight.cell)
    ]


def paint_tints(painter: QPainter, page: Page, highlights: Iterable[Highlight]) -> None:
    """The grounds of marked places, to lie below the text."""
    colors = state_colors(paper_palette())
    for highlight in highlights:
        for rect in rects_of(page, highlight):
            if highlight.kind in _GROUNDS:
                painter.fillRect(_qrect(rect), _GROUNDS[highlight.kind])
            elif highlight.kind in _LETTERS or highlight.kind == MarkKind.UNREAD.value:
                painter.fillRect(_qrect(rect), colors.tint(highlight.kind))


def paint_signs(painter: QPainter, page: Page, highlights: Iterable[Highlight]) -> None:
    """Corner signs of findings and the frame of the current cell, to lie above the text."""
    colors = state_colors(paper_palette())
    for highlight in highlights:
        for rect in rects_of(page, highlight):
            if highlight.kind == MarkKind.CURRENT.value:
                paint_frame(painter, _qrect(rect))
            elif highlight.kind == MarkKind.UNREAD.value:
                # Inside the rules of a cell; a paragraph has none, but text up to its edge.
                inset = -1.0 if highlight.row is None else 1.0
                frame = _qrect(rect).adjusted(inset, inset, -inset, -inset)
                _paint_dashes(painter, frame, colors.text(highlight.kind))
            elif highlight.kind in _LETTERS:
                _paint_corner(painter, rect, highlight.kind, colors.text(highlight.kind))


def paint_frame(painter: QPainter, rect: QRectF) -> None:
    """The frame around the current cell."""
    pen = QPen(CURRENT, 2.0 * painter.device().devicePixelRatioF())
    pen.setCosmetic(True)  # its width is in device pixels
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawRect(rect)


def _qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def _paint_dashes(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """A dashed frame: told from the signs of findings by its form, and quieter than they are."""
    pen = QPen(color, painter.device().devicePixelRatioF(), Qt.PenStyle.DashLine)
    pen.setCosmetic(True)  # its width is in device pixels
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawRect(rect)


def _paint_corner(painter: QPainter, rect: Rect, kind: str, color: QColor) -> None:
    """A small sign in the upper right corner: form and letter tell the kind without the colour."""
    size = min(_MARK, rect.height - 1)
    box = QRectF(rect.right - size - 1, rect.y + 1, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if kind == "error":
        painter.drawEllipse(box)
    elif kind == "warning":
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawRoundedRect(box, size / 5, size / 5)
    painter.setBrush(QColor("#ffffff"))
    painter.drawPath(_letter(kind, box, size))


def _letter(kind: str, box: QRectF, size: float) -> QPainterPath:
    # Drawn, not written: a sign must not depend on a font at six pixels.
    path = QPainterPath()
    x, bar = box.center().x(), size / 7
    low = 0.08 if kind == "warning" else 0.0  # the triangle is wide below
    dot = QRectF(x - bar / 2, 0, bar, bar)
    stem = QRectF(x - bar / 2, 0, bar, size * 0.32)
    upside_down = _LETTERS[kind] == "i"
    top, second = box.top() + size * (0.22 + low), box.top() + size * (0.66 + low)
    if upside_down:
        dot.moveTop(top)
        stem.moveTop(box.top() + size * 0.44)
    else:
        stem.moveTop(top + size * low)
        dot.moveTop(second)
    path.addRect(dot)
    path.addRect(stem)
    return path
