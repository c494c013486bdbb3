# SPDX-License-Identifier: MulanPSL-2.0
"""Making a grid from rows of cells with spans, as web pages and pasted text give them.

Such rows may overlap, leave gaps or reach over columns that no cell begins in; what comes out is
always a whole grid. Spans are capped, so that a few bytes cannot ask for millions of cells.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.limits import MAX_CELLS
from fuyi_editor.page.document import Cell, Grid, PageSetup, Paragraph, Row, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fuyi_editor.page.document import Block

MAX_COLUMNS = 200
_PLAIN = TextStyle()
ROOM = PageSetup().content_width

_TOO_WIDE = "请在 WPS 里删去用不到的行和列后再打开"


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell before it has a place: it goes to the first free columns of its row."""

    text: str
    column_span: int = 1
    row_span: int = 1
    style: TextStyle = _PLAIN


@dataclass(slots=True)
class _Open:
    """A cell that reaches into the rows below."""

    cell: Cell
    rows_left: int


def make_grid(
    rows: Sequence[Sequence[Piece]],
    widths: Mapping[int, float] | None = None,
    headers: frozenset[int] = frozenset(),
) -> Grid | None:
    """The grid of these rows; None when there is no cell in them.

    `widths` are the known widths in mm of columns before unused ones are dropped, `headers` the
    rows repeated on each page. Raises `ReadError` when there are absurdly many columns or cells.
    """
    check_size(sum(len(row) for row in rows))
    placed = _place(rows)
    # A column in which no cell of the source begins is only the far end of an idle span.
    starts = sorted({cell.column for row in placed for cell in row})
    if not starts:
        return None
    check_size(len(starts) * len(placed))
    place_of = {start: place for place, start in enumerate(starts)}
    made: list[Row] = []
    for number, row in enumerate(placed):
        # A row of nothing but cells from above is no row of its own.
        if not all(cell.continues for cell in row):
            cells = tuple(_filled(row, place_of, starts))
            made.append(Row(cells, header=number in headers))
    return Grid(_columns(starts, widths or {}), tuple(made))


def check_size(cells: int) -> None:
    """Raise `ReadError` where a table has absurdly many cells."""
    if cells > MAX_CELLS:
        raise ReadError("表格过大，不像是绩效目标表", _TOO_WIDE)


def with_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with an empty paragraph between tables, which would else become one table."""
    above: Block | None = None
    for block in blocks:
        if isinstance(block, Grid) and isinstance(above, Grid):
            yield Paragraph("")
        yield block
        above = block


def first_text(blocks: Iterable[Block]) -> str:
    """The first line of text outside tables: the title of a document that has no other."""
    texts = (block.text for block in blocks if isinstance(block, Paragraph))
    return next((text for text in texts if text.strip()), "")


def _place(rows: Sequence[Sequence[Piece]]) -> list[list[Cell]]:
    """The cells of each row at their columns, those that continue from above included."""
    open_cells: dict[int, _Open] = {}
    placed: list[list[Cell]] = []
    for row in rows:
        cells = [replace(found.cell, text="", continues=True) for found in open_cells.values()]
        begun = _begin(row, open_cells)
        for found in open_cells.values():
            found.rows_left -= 1
        open_cells = {start: found for start, found in open_cells.items() if found.rows_left > 0}
        for cell, row_span in begun:
            cells.append(cell)
            if row_span > 1:
                open_cells[cell.column] = _Open(cell, row_span - 1)
        placed.append(sorted(cells, key=lambda cell: cell.column))
    return placed


def _begin(row: Sequence[Piece], open_cells: Mapping[int, _Open]) -> list[tuple[Cell, int]]:
    """The cells of a row in the columns that are free, and over how many rows each reaches."""
    taken = {
        column
        for found in open_cells.values()
        for column in range(found.cell.column, found.cell.column + found.cell.column_span)
    }
    begun: list[tuple[Cell, int]] = []
    column = 0
    for piece in row:
        while column in taken:
            column += 1
        if column >= MAX_COLUMNS:
            raise ReadError(f"表格超过 {MAX_COLUMNS} 列，不像是绩效目标表", _TOO_WIDE)
        end = column + 1
        limit = min(column + max(piece.column_span, 1), MAX_COLUMNS)
        while end < limit and end not in taken:
            end += 1
        begun.append((Cell(piece.text, column, end - column, style=piece.style), piece.row_span))
        column = end
    return begun


def _filled(row: list[Cell], place_of: Mapping[int, int], starts: list[int]) -> Iterator[Cell]:
    """The row in the grid's own columns, with blank cells where the source has none."""
    column = 0
    for cell in row:
        start = place_of[cell.column]
        if start > column:
            yield Cell("", column, start - column)
        column = bisect_left(starts, cell.column + cell.column_span)
        yield replace(cell, column=start, column_span=column - start)
    if column < len(starts):
        yield Cell("", column, len(starts) - column)


def _columns(starts: list[int], widths: Mapping[int, float]) -> tuple[float, ...]:
    """The widths of the columns that begin at `starts`, narrowed to the page where needed."""
    ends = [*starts[1:], starts[-1] + 1]
    known = [
        [widths[column] for column in range(start, end) if widths.get(column, 0) > 0]
        for start, end in zip(starts, ends, strict=True)
    ]
    given = [sum(parts) for parts in known if parts]
    if not given:
        return (ROOM / len(starts),) * len(starts)
    usual = sum(given) / len(given)
    found = [sum(parts) or usual for parts in known]
    scale = min(1.0, ROOM / sum(found))
    return tuple(width * scale for width in found)
