# SPDX-License-Identifier: MulanPSL-2.0
"""Several cells of a table of the page: a rectangle between two cells, merged cells whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.page.document import Cell, Grid, Row
from fuyi_editor.ui.page.places import Place, piece_at

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument


class Rectangle(NamedTuple):
    """Rows and columns of a grid, the last ones not included."""

    top: int
    bottom: int
    left: int
    right: int


def cells_between(document: PageDocument, one: Place, other: Place) -> list[Place]:
    """The cells of the rectangle between two cells, in reading order; none of different tables."""
    grid, area = _area(document, one, other)
    if grid is None:
        return []
    return [
        Place(one.block, number, index)
        for number in range(area.top, area.bottom)
        for index, cell in enumerate(grid.rows[number].cells)
        if not cell.continues and _overlaps(cell, area)
    ]


def grid_between(document: PageDocument, one: Place, other: Place) -> Grid | None:
    """The rectangle between two cells as a table of its own; None of different tables."""
    grid, area = _area(document, one, other)
    if grid is None:
        return None
    rows = tuple(
        Row(
            tuple(
                replace(cell, column=cell.column - area.left)
                for cell in row.cells
                if _overlaps(cell, area)
            )
        )
        for row in grid.rows[area.top : area.bottom]
    )
    return Grid(grid.columns[area.left : area.right], rows)


def _area(document: PageDocument, one: Place, other: Place) -> tuple[Grid | None, Rectangle]:
    nothing = Rectangle(0, 0, 0, 0)
    first, last = piece_at(document, one), piece_at(document, other)
    grid = document.blocks[one.block] if one.block == other.block else None
    if not (isinstance(grid, Grid) and isinstance(first, Cell) and isinstance(last, Cell)):
        return None, nothing
    if one.row is None or other.row is None:
        return None, nothing
    area = _joined(_around(grid, one.row, first), _around(grid, other.row, last))
    while (grown := _grown(grid, area)) != area:
        area = grown
    return grid, area


def _grown(grid: Grid, area: Rectangle) -> Rectangle:
    """The rectangle with every merged cell whole that reaches out of it."""
    for number in range(area.top, area.bottom):
        for cell in grid.rows[number].cells:
            if _overlaps(cell, area):
                area = _joined(area, _around(grid, *_anchor(grid, number, cell)))
    return area


def _anchor(grid: Grid, row: int, cell: Cell) -> tuple[int, Cell]:
    """The row and cell that a cell goes on from."""
    found: Cell | None = cell
    while found is not None and found.continues and row > 0:
        row -= 1
        found = grid.rows[row].cell_at(cell.column)
    return row, found or cell


def _around(grid: Grid, row: int, cell: Cell) -> Rectangle:
    bottom = row + grid.row_span(row, cell)
    return Rectangle(row, bottom, cell.column, cell.column + cell.column_span)


def _joined(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.top, other.top),
        max(one.bottom, other.bottom),
        min(one.left, other.left),
        max(one.right, other.right),
    )


def _overlaps(cell: Cell, area: Rectangle) -> bool:
    return cell.column < area.right and area.left < cell.column + cell.column_span
