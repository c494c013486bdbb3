# SPDX-License-Identifier: MulanPSL-2.0
"""Making a grid of the page document from neighbouring rows of a sheet.

The sheet's columns serve all tables on it. A grid gets only those column edges at which one of its
own cells begins, and no rows in which none does, so that a table stacked on another with different
columns comes back with the columns it had.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.limits import check_columns
from fuyi_editor.page.document import Align, Borders, Cell, Grid, Row, TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.sheet.data import Merge, SheetCell, SheetData
    from fuyi_editor.page.document import Block

MAX_GRID_CELLS = 250_000
"""Columns of the sheet times rows that a single table may reach over; many a sheet has three
columns for one of the form."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where on the sheet it stands.

    `rows` and `columns` are the sheet's first row and column of each row and column of the block,
    and of what comes behind; a block that is in no row of the sheet has neither.
    """

    block: Block
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell of a row: the columns it covers and, if merged, with what."""

    left: int
    right: int
    merge: Merge | None


def row_boxes(data: SheetData, row: int) -> list[_Box]:
    """The cells of a row that show a text or a line, or are merged, from left to right."""
    merges = data.merges.get(row, [])
    lefts = [merge.left for merge in merges]
    boxes = [_Box(merge.left, merge.right, merge) for merge in merges]
    for column, cell in data.cells.get(row, {}).items():
        at = bisect_left(lefts, column + 1) - 1
        if (at < 0 or merges[at].right < column) and (cell.text.strip() or cell.bordered):
            boxes.append(_Box(column, column, None))
    return sorted(boxes, key=lambda box: box.left)


def build_grid(data: SheetData, rows: range) -> Placed | None:
    """The grid of `rows`; None when nothing is in them.

    A grid wider than the paper is narrowed to it, as printing the sheet does.
    """
    header = data.header
    boxes = {row: _shown(data, row) for row in rows}
    found = [box for row in rows for box in boxes[row]]
    if not found:
        return None
    left, right = min(box.left for box in found), max(box.right for box in found)
    _check_size(data, (right - left + 1) * len(rows))
    covers = {row: _cover(boxes[row], left, right) for row in rows}
    starts = sorted({box.left for cover in covers.values() for box in cover})
    check_columns(len(starts))
    builder = _GridBuilder(data, rows, starts, right)
    made: list[Row] = []
    places: list[int] = []
    for row in rows:
        built = builder.row(row, covers[row])
        if header and header[0] <= row <= header[1]:
            built = replace(built, header=True)
        if made and all(cell.continues for cell in built.cells):
            height = made[-1].min_height + built.min_height
            made[-1] = replace(made[-1], min_height=height)
        else:
            made.append(built)
            places.append(row)
    grid = Grid(
        columns=_widths(data, starts, right),
        rows=tuple(made),
        align=Align.CENTER if data.centred else Align.LEFT,
        origin=made[0].origin,
    )
    return Placed(grid, (*places, rows.stop), (*starts, right + 1))


def _check_size(data: SheetData, cells: int) -> None:
    if cells > MAX_GRID_CELLS:
        cause = "工作表里的表格过大，不像是绩效目标表"
        raise ReadError(cause, "请在 WPS 里删去用不到的行和列后再打开", f"工作表“{data.name}”")


def cell_style(cell: SheetCell | None) -> TextStyle:
    """The style of a cell's text; a number without an alignment stands at the right."""
    if cell is None:
        return TextStyle()
    style = cell.look.style
    if cell.is_number and cell.look.number_right:
        return replace(style, align=Align.RIGHT)
    return style


def _shown(data: SheetData, row: int) -> list[_Box]:
    """The boxes of a row without merges in which there is nothing."""
    return [
        box for box in row_boxes(data, row) if box.merge is None or shows_anything(data, box.merge)
    ]


def shows_anything(data: SheetData, merge: Merge) -> bool:
    """Whether a merged rectangle has a text or a line on its edge."""
    for row in (merge.top, merge.bottom):
        for column, cell in data.cells.get(row, {}).items():
            if merge.left <= column <= merge.right:
                if cell.bordered:
                    return True
                if (row, column) == (merge.top, merge.left) and cell.text.strip():
                    return True
    return False


def _cover(boxes: list[_Box], left: int, right: int) -> list[_Box]:
    """The boxes with the plain cells between them, so that every column is covered."""
    cover: list[_Box] = []
    column = left
    for box in boxes:
        cover.extend(_Box(gap, gap, None) for gap in range(column, box.left))
        cover.append(box)
        column = box.right + 1
    cover.extend(_Box(gap, gap, None) for gap in range(column, right + 1))
    return cover


def _widths(data: SheetData, starts: list[int], right: int) -> tuple[float, ...]:
    ends = [*starts[1:], right + 1]
    widths = [
        sum(data.column_width(column) for column in range(start, end))
        for start, end in zip(starts, ends, strict=True)
    ]
    total, room = sum(widths), data.setup.content_width
    # A little over is the rounding of widths to whole pixels.
    scale = room / total if total > room + len(widths) else 1.0
    return tuple(width * scale for width in widths)


class _GridBuilder:
    """Builds rows in the grid's own columns; a merge begins in the first row that it reaches."""

    def __init__(self, data: SheetData, rows: range, starts: Sequence[int], right: int) -> None:
        self._data = data
        self._first = rows.start
        self._starts = starts
        self._right = right

    def row(self, row: int, cover: list[_Box]) -> Row:
        """The row with a cell for each box of its cover."""
        ordinal = self._data.row_ordinals.get(row, -1 - row)
        return Row(
            cells=tuple(self._cell(row, box) for box in cover),
            min_height=self._data.heights.get(row, 0.0),
            origin=self._data.origin(ordinal),
        )

    def _cell(self, row: int, box: _Box) -> Cell:
        column = bisect_left(self._starts, box.left)
        span = bisect_left(self._starts, box.right + 1) - column
        top = box.merge.top if box.merge else row
        held = self._data.cell(top, box.left)
        continues = row > max(top, self._first)
        here = self._data.cell(row, box.left) if continues else held
        return Cell(
            text="" if continues or held is None else held.text,
            column=column,
            column_span=span,
            continues=continues,
            style=cell_style(held),
            borders=self._borders(row, box),
            origin=None if here is None else self._data.origin(here.ordinal),
        )

    def _borders(self, row: int, box: _Box) -> Borders:
        top, bottom = (box.merge.top, box.merge.bottom) if box.merge else (row, row)
        first = self._data.cell(top, box.left)
        right = self._data.cell(top, box.right)
        last = self._data.cell(bottom, box.left)
        return Borders(
            top=first is not None and first.look.borders.top,
            right=right is not None and right.look.borders.right,
            bottom=last is not None and last.look.borders.bottom,
            left=first is not None and first.look.borders.left,
        )
