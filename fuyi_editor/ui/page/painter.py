# SPDX-License-Identifier: MulanPSL-2.0
"""Paint a page: the one painter of the screen, the printer and the PDF.

One unit of the painter given is a point. Lines stand where pagination put them; nothing is measured
or broken again here. Rules lie on whole device pixels, so that all are equally thin, and
an edge that two cells share is drawn once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from fuyi_editor.ui.fonts import UNITS_PER_POINT, qfont
from fuyi_editor.ui.page.marks import paint_signs, paint_tints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.page.paginate import Page
    from fuyi_editor.page.placed import PlacedCell, PlacedLine
    from fuyi_editor.ui.page.marks import Highlight

RULE_WIDTH = 0.5
"""Points; never less than a device pixel."""
UNDERLINE_WIDTH = 0.7
_UNDERLINE_EM = 0.12


def paint_page(
    painter: QPainter, page: Page, highlights: Sequence[Highlight] | None = None
) -> None:
    """Paint text and rules of `page`; with `highlights` (screen only) also the marks given."""
    if highlights:
        painter.save()
        paint_tints(painter, page, highlights)
        painter.restore()
    paint_rules(painter, page.cells)
    paint_lines(painter, page.lines)
    if highlights:
        painter.save()
        paint_signs(painter, page, highlights)
        painter.restore()


def paint_lines(painter: QPainter, lines: Iterable[PlacedLine]) -> None:
    """Write lines of text in black."""
    painter.save()
    painter.scale(1 / UNITS_PER_POINT, 1 / UNITS_PER_POINT)
    painter.setPen(Qt.GlobalColor.black)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    font = None
    for line in lines:
        wanted = qfont(line.face, line.size)
        if wanted is not font:
            font = wanted
            painter.setFont(font)
        place = QPointF(line.x * UNITS_PER_POINT, line.baseline * UNITS_PER_POINT)
        painter.drawText(place, line.text)
        for start, end in line.underlines:
            painter.fillRect(_underline(line, start, end), Qt.GlobalColor.black)
    painter.restore()


def _underline(line: PlacedLine, start: float, end: float) -> QRectF:
    """Below the signs, where a descender would hang; in the units of the text."""
    top = line.baseline + line.size * _UNDERLINE_EM
    units = (one * UNITS_PER_POINT for one in (start, top, end - start, UNDERLINE_WIDTH))
    return QRectF(*units)


def paint_rules(painter: QPainter, cells: Iterable[PlacedCell]) -> None:
    """Draw the borders of cells, each edge once."""
    transform = painter.deviceTransform()
    width = max(1, round(RULE_WIDTH * transform.m11()))
    painter.save()
    painter.resetTransform()
    # A window's painter has its own offset and device scale below the transform set by us.
    painter.setWorldTransform(painter.deviceTransform().inverted()[0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    # Lines, not filled rectangles: when the print preview shows them smaller, none disappears.
    pen = QPen(Qt.GlobalColor.black, width)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    horizontal, vertical = edges_of(cells)
    for y, start, end in horizontal:
        left, right = transform.map(QPointF(start, y)), transform.map(QPointF(end, y))
        middle = _on_pixels(left.y(), width)
        first, last = _on_pixels(left.x(), width), _on_pixels(right.x(), width)
        painter.drawLine(QLineF(first, middle, last, middle))
    for x, start, end in vertical:
        top, bottom = transform.map(QPointF(x, start)), transform.map(QPointF(x, end))
        middle = _on_pixels(top.x(), width)
        first, last = _on_pixels(top.y(), width), _on_pixels(bottom.y(), width)
        painter.drawLine(QLineF(middle, first, middle, last))
    painter.restore()


def _on_pixels(middle: float, width: int) -> float:
    """The middle of a rule moved so that the rule covers whole pixels."""
    return round(middle - width / 2) + width / 2


Edge = tuple[float, float, float]


def edges_of(cells: Iterable[PlacedCell]) -> tuple[list[Edge], list[Edge]]:
    """Horizontal edges (y, from x, to x) and vertical ones (x, from y, to y), joined and unique."""
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for placed in cells:
        rect, borders = placed.rect, placed.borders
        left, top = round(rect.x, 2), round(rect.y, 2)
        right, bottom = round(rect.right, 2), round(rect.bottom, 2)
        if borders.top:
            across[top].append((left, right))
        if borders.bottom:
            across[bottom].append((left, right))
        if borders.left:
            down[left].append((top, bottom))
        if borders.right:
            down[right].append((top, bottom))
    return list(_joined(across)), list(_joined(down))


def _joined(spans_at: dict[float, list[tuple[float, float]]]) -> Iterator[Edge]:
    for place, spans in spans_at.items():
        spans.sort()
        start, end = spans[0]
        for first, last in spans[1:]:
            if first > end + 0.05:
                yield place, start, end
                start = first
            end = max(end, last) if first <= end + 0.05 else last
        yield place, start, end
