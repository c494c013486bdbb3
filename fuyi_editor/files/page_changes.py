# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a revised page shows anything else than the page that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import Block, Cell, Row


def same_blocks(blocks: Sequence[Block], others: Sequence[Block]) -> bool:
    """Whether the blocks show the same as the others and stem from the same places."""
    return len(blocks) == len(others) and all(map(_same_block, blocks, others))


def _same_block(block: Block, other: Block) -> bool:
    if block is other:
        return True
    if block.origin != other.origin:
        return False
    if isinstance(block, Grid):
        return isinstance(other, Grid) and same_rows(block.rows, other.rows)
    return isinstance(other, Paragraph) and block.text == other.text


def same_rows(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether the rows show the same as the others and stem from the same places."""
    return rows is others or (len(rows) == len(others) and all(map(_same_row, rows, others)))


def _same_row(row: Row, other: Row) -> bool:
    if row is other:
        return True
    return (
        row.origin == other.origin
        and len(row.cells) == len(other.cells)
        and all(map(_same_cell, row.cells, other.cells))
    )


def _same_cell(cell: Cell, other: Cell) -> bool:
    return cell is other or (
        cell.text == other.text
        and cell.continues == other.continues
        and cell.origin == other.origin
    )
