# SPDX-License-Identifier: MulanPSL-2.0
"""Making a grid of the page document from a table whose cells know their sides in points."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.lines import TAB
from fuyi_editor.files.pdf.tables import SAME_EDGE
from fuyi_editor.files.pdf.wraps import aligned, joined
from fuyi_editor.page.document import (
    NO_BORDERS,
    POINTS_PER_MM,
    Align,
    Cell,
    Grid,
    Row,
    TextStyle,
    VerticalAlign,
    check_grid,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.pdf.lines import TextLine
    from fuyi_editor.files.pdf.tables import Table, TableCell, TableRow

_BLANK_LINES = 1.2  # so many lines of room in a cell were wanted and did not come about
_LINE = 1.4  # usual distance of lines, in the height of characters


def make_grid(table: Table) -> Grid:
    """The grid that shows a table; every edge of any of its cells is one of its columns."""
    edges = _columns(table)
    rows = [_row(row, edges, table.padding) for row in table.rows]
    if table.head:
        rows.insert(0, _head_row(table.head, edges, repeats=table.head_repeats))
    widths = (right - left for left, right in pairwise(edges))
    grid = Grid(tuple(width / POINTS_PER_MM for width in widths), tuple(rows))
    grid = _with_whole_merges(grid)
    check_grid(grid)
    return grid


def text_style(lines: Sequence[TextLine], align: Align) -> TextStyle:
    """How most of the lines are set."""
    if not lines:
        return TextStyle(align=align)
    fonts: Counter[object] = Counter()
    for line in lines:
        fonts[line.font] += len(line.text)
    font = max((line.font for line in lines), key=fonts.__getitem__)
    return TextStyle(font.family, font.size, font.bold, align)


def _head_row(line: TextLine, edges: Sequence[float], *, repeats: bool) -> Row:
    """The row for the line above the rules: one text at each side."""
    inside = [number for number, edge in enumerate(edges) if _is_in_gap(line, edge)]
    split = inside[len(inside) // 2]
    texts = line.text.split(TAB)
    left = Cell(texts[0], 0, split, borders=NO_BORDERS, style=text_style([line], Align.LEFT))
    right = Cell(
        texts[1], split, len(edges) - 1 - split, borders=NO_BORDERS,
        style=text_style([line], Align.RIGHT),
    )  # fmt: skip
    return Row((left, right), header=repeats)


def _columns(table: Table) -> list[float]:
    groups: list[list[float]] = []
    edges = [edge for row in table.rows for cell in row.cells for edge in (cell.left, cell.right)]
    for edge in sorted(edges):
        if groups and edge - groups[-1][0] <= SAME_EDGE:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    columns = [Counter(group).most_common(1)[0][0] for group in groups]
    if table.head and not any(_is_in_gap(table.head, edge) for edge in columns):
        insort(columns, sum(table.head.gaps[0]) / 2)
    return columns


def _row(row: TableRow, edges: list[float], padding: float) -> Row:
    cells: list[Cell] = []
    column = 0
    squeezed: list[TextLine] = []
    for place, cell in enumerate(row.cells):
        end = len(edges) - 1 if place == len(row.cells) - 1 else _nearest(edges, cell.right)
        if end > column:
            whole = replace(cell, lines=[*squeezed, *cell.lines])
            cells.append(_cell(whole, column, end - column, padding))
            column, squeezed = end, []
        else:
            squeezed += cell.lines  # narrower than the breadth within which edges are one
    lines = max((len(cell.lines) for cell in row.cells), default=0)
    size = max((line.size for cell in row.cells for line in cell.lines), default=0.0)
    roomy = row.height - lines * size * _LINE > _BLANK_LINES * size
    height = row.height / POINTS_PER_MM if roomy else 0.0
    return Row(tuple(cells), min_height=height, header=row.header)


def _is_in_gap(line: TextLine, x: float) -> bool:
    start, end = line.gaps[0]
    return start <= x <= end


def _nearest(edges: list[float], x: float) -> int:
    at = min(bisect_left(edges, x), len(edges) - 1)
    return at - 1 if at and x - edges[at - 1] < edges[at] - x else at


def _cell(cell: TableCell, column: int, span: int, padding: float) -> Cell:
    room = aligned(cell.lines, cell.left + padding, cell.right - padding)
    style = text_style(cell.lines, room.align if cell.lines else Align.CENTER)
    if _hangs_at_top(cell):
        style = replace(style, vertical_align=VerticalAlign.TOP)
    return Cell(
        joined(cell.lines, room), column, span, cell.continues, style=style, borders=cell.borders
    )


def _hangs_at_top(cell: TableCell) -> bool:
    if not cell.lines:
        return False
    first, last = cell.lines[0], cell.lines[-1]
    if not cell.top < first.baseline <= last.baseline < cell.bottom:
        return False  # it is cut by a page break
    above = first.baseline - first.size - cell.top
    return cell.bottom - last.baseline - above > 2 * _LINE * first.size


def _with_whole_merges(grid: Grid) -> Grid:
    """The same grid without continuations of cells that are not there, as odd lines can make."""
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for row in grid.rows:
        cells = tuple(
            replace(cell, continues=False)
            if cell.continues
            and ((upper := above.get(cell.column)) is None or upper.column_span != cell.column_span)
            else cell
            for cell in row.cells
        )
        rows.append(replace(row, cells=cells))
        above = {cell.column: cell for cell in cells}
    return replace(grid, rows=tuple(rows))
