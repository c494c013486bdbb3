# SPDX-License-Identifier: MulanPSL-2.0
"""Laying the blocks of a sheet over one raster of columns and rows, with measured row heights.

Grids of one project have different columns. Their edges together make the columns of the sheet, so
that each cell covers whole columns. No program adjusts the height of merged rows to their text, and
some adjust none: so every row gets the height that its text needs.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from fuyi_editor.page.document import (
    NO_BORDERS,
    POINTS_PER_MM,
    Borders,
    Grid,
    Paragraph,
    TextStyle,
    check_grid,
)
from fuyi_editor.page.metrics import break_lines, face_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import Block, Cell
    from fuyi_editor.page.marked_text import Marks

PIXELS_PER_MM = 96 / 25.4
POINTS_PER_PIXEL = 0.75
MAX_ROW_POINTS = 400.0
"""Excel allows 409.5; a higher row becomes several that are merged."""

_TOLERANCE = 0.3
_LEAST_COLUMN = 1.0
_SNAP = 5.0
_FRONT_COLUMNS = 8
_PADDING = 4.0
# Song needs 1.3 em a line, but Noto, which stands in for it on most Linux machines, needs 1.45.
_LINE_EM = 1.45
_SLACK = 0.97
"""Substituted fonts have wider Latin letters than Song."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of sheet cells, ends included, that shows one text."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    style: TextStyle
    borders: Borders
    marks: Marks = ()


@dataclass(slots=True)
class SheetLayout:
    """A sheet ready to be written: column widths in pixels, row heights in points."""

    columns: list[int]
    heights: list[float] = field(default_factory=list[float])
    areas: list[Area] = field(default_factory=list[Area])
    breaks: list[int] = field(default_factory=list[int])
    """Rows that begin a new page."""
    header: tuple[int, int] | None = None
    """First and last row to be repeated on every page."""


def lay_out(blocks: Sequence[Block], content_width: float) -> SheetLayout:
    """Place blocks below each other; `content_width` in mm is used where there is no grid.

    Raises `BrokenGridError` for a grid whose cells overlap or leave gaps.
    """
    edges = _common_edges([block for block in blocks if isinstance(block, Grid)], content_width)
    pixels = [round(edge * PIXELS_PER_MM) for edge in edges]
    layout = SheetLayout([right - left for left, right in pairwise(pixels)])
    above: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            _place_paragraph(layout, block)
        else:
            if isinstance(above, Grid):
                # Without a blank row two grids would be one.
                layout.heights.append(TextStyle().size * _LINE_EM)
            _place_grid(layout, block, edges)
        above = block
    return layout


def _edges(grid: Grid, width: float) -> list[float]:
    edges = [0.0, *accumulate(max(column, _LEAST_COLUMN) for column in grid.columns)]
    if width - edges[-1] <= _SNAP:
        edges[-1] = width
    return edges


def _full_width(grids: Sequence[Grid]) -> float:
    return max(sum(max(column, _LEAST_COLUMN) for column in grid.columns) for grid in grids)


def _common_edges(grids: Sequence[Grid], content_width: float) -> list[float]:
    """The edges of all grids in mm from the left; edges within the tolerance count once."""
    if not grids:
        # Several columns, because some programs do not shrink a single one to the page.
        return [content_width * part / _FRONT_COLUMNS for part in range(_FRONT_COLUMNS + 1)]
    width = _full_width(grids)
    common: list[float] = []
    for edge in sorted({edge for grid in grids for edge in _edges(grid, width)}):
        if not common or edge - common[-1] > _TOLERANCE:
            common.append(edge)
    return common


def _place_paragraph(layout: SheetLayout, paragraph: Paragraph) -> None:
    style = paragraph.style
    if paragraph.page_break_before and layout.heights:
        layout.breaks.append(len(layout.heights))
    if not paragraph.text.strip():
        layout.heights.append(min(_pitch(style), MAX_ROW_POINTS))
        return
    width = sum(layout.columns)
    need = _needed(paragraph.text, style, width) + style.space_before + style.space_after
    row = len(layout.heights)
    _append_rows(layout, [need])
    last = (len(layout.heights) - 1, len(layout.columns) - 1)
    layout.areas.append(Area(row, 0, *last, paragraph.text, style, NO_BORDERS))


def _place_grid(layout: SheetLayout, grid: Grid, edges: list[float]) -> None:
    check_grid(grid)
    # An edge stands for the common one at most the tolerance before it.
    columns = [
        min(bisect_left(edges, edge - _TOLERANCE - 1e-9), len(edges) - 1)
        for edge in _edges(grid, edges[-1])
    ]
    anchors = [(row, cell, grid.row_span(row, cell)) for row, cell in grid.cells()]
    starts = _append_rows(layout, _row_heights(layout, grid, columns, anchors))
    for row, cell, span in anchors:
        first, last = columns[cell.column], columns[cell.column + cell.column_span] - 1
        ends = starts[row], first, starts[row + span] - 1, last
        layout.areas.append(Area(*ends, cell.text, cell.style, cell.borders, cell.marks))
    headers = [number for number, row in enumerate(grid.rows) if row.header]
    if headers:
        end = headers[0]
        while end + 1 in headers:
            end += 1
        layout.header = (starts[headers[0]], starts[end + 1] - 1)


def _row_heights(
    layout: SheetLayout, grid: Grid, columns: list[int], anchors: list[tuple[int, Cell, int]]
) -> list[float]:
    """Points per row of the grid; what a merge lacks goes to its last row."""
    heights = [max(row.min_height * POINTS_PER_MM, _pitch(TextStyle())) for row in grid.rows]
    lefts = [0, *accumulate(layout.columns)]
    # Merges are looked at after the single rows, from short to long, as each relies on the others.
    for row, cell, span in sorted(anchors, key=lambda anchor: anchor[2]):
        width = lefts[columns[cell.column + cell.column_span]] - lefts[columns[cell.column]]
        need = _needed(cell.text, cell.style, width)
        lacking = need - (heights[row] if span == 1 else sum(heights[row : row + span]))
        if lacking > 0:
            heights[row + span - 1] += lacking
    return heights


def _append_rows(layout: SheetLayout, heights: list[float]) -> list[int]:
    """Append sheet rows of these heights; where each starts, and where the next would."""
    starts: list[int] = []
    for height in heights:
        starts.append(len(layout.heights))
        parts = max(1, ceil(height / MAX_ROW_POINTS))
        layout.heights.extend([height / parts] * parts)
    return [*starts, len(layout.heights)]


def _pitch(style: TextStyle) -> float:
    return max(style.line_pitch or 0.0, _LINE_EM * style.size)


def _needed(text: str, style: TextStyle, width: int) -> float:
    """Points that `text` needs in `width` pixels, white space included."""
    inner = max((width * POINTS_PER_PIXEL - _PADDING) * _SLACK, style.size)
    lines = break_lines(text, face_for(style.family, style.bold), style.size, inner)
    return len(lines) * _pitch(style) + _PADDING
