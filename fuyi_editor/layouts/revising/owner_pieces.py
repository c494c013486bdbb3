# SPDX-License-Identifier: MulanPSL-2.0
"""Grids about several projects, taken apart by whom their rows are about, and put together.

Sheets have one project under the other without a blank row, and Word joins tables that touch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from fuyi_editor.layouts.revising.row_merges import whole_merges
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.layouts.revising.shown_cells import ShownCells
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import Block, Row


@dataclass(frozen=True, slots=True)
class Piece(Grid):
    """The rows of a grid that are about one node; `whole` says of which grid."""

    whole: int = 0


def taken_apart(blocks: Iterable[Block], book: Submission) -> tuple[Block, ...]:
    """The blocks with a piece for each owner in the place of grids about more than their node."""
    apart: list[Block] = []
    for number, block in enumerate(blocks):
        owners = _owners(block, book) if isinstance(block, Grid) else []
        if isinstance(block, Grid) and set(owners) - {block.node}:
            apart += _pieces(block, owners, number)
        else:
            apart.append(block)
    return tuple(apart)


def _pieces(grid: Grid, owners: list[str], number: int) -> Iterator[Piece]:
    rows = iter(grid.rows)
    for owner, run in groupby(owners):
        own = tuple(next(rows) for _ in run)
        yield Piece(grid.columns, own, grid.align, owner, grid.origin, number)


def put_together(blocks: list[Block], source: tuple[Block, ...], show: ShownCells) -> list[Block]:
    """The blocks with neighbouring pieces of one grid of `source` as that grid again."""
    whole: list[Block] = []
    for number, run in groupby(blocks, lambda b: b.whole if isinstance(b, Piece) else None):
        if number is None:
            whole += run
            continue
        pieces = [piece for piece in run if isinstance(piece, Piece)]
        rows = whole_merges(tuple(row for piece in pieces for row in piece.rows), show)
        grid = source[number]
        assert isinstance(grid, Grid)
        whole.append(grid if rows == grid.rows else replace(grid, rows=rows, node=pieces[0].node))
    return whole


def _owners(grid: Grid, book: Submission) -> list[str]:
    """Whom each row is about; titles belong to what follows them."""
    owners: list[str] = []
    waiting = 0
    for row in grid.rows:
        owner = _owner(row, book)
        waiting += 1
        if owner is not None:
            owners += [owner] * waiting
            waiting = 0
    return owners + owners[-1:] * waiting


def _owner(row: Row, book: Submission) -> str | None:
    """The project or department, or the book itself in a list of projects."""
    bound = (cell.binding.node for cell in row.cells if cell.binding)
    for node_id in (row.node, *bound):
        if node_id in book.places:
            slot, position = book.places[node_id]
            child = book.children(slot)[position].id
            return book.id if row.node == child else child
    return None
