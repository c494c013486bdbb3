# SPDX-License-Identifier: MulanPSL-2.0
"""The titles over the columns of a table; a title over several columns may have a row below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import Cell, Row


@dataclass(frozen=True, slots=True)
class Titles:
    """`rows` is the number of rows that the titles take, `cells` one title for each column."""

    rows: int
    cells: tuple[Cell, ...]


def titles_at(rows: Sequence[Row], index: int) -> Titles:
    """The cells of that row as titles, joined by the row below where it splits some of them.

    预算金额 over 总额 | 财政拨款 | 其他资金 (F2), 偏差原因分析 over six columns (F5).
    """
    upper = rows[index]
    cells = [cell for cell in upper.cells if not cell.continues]
    below = _second_row(rows, index, cells)
    if below is None:
        return Titles(1, tuple(cells))
    split = _split_over(upper, below)
    joined = [cell for cell in cells if cell.column not in split]
    joined += [cell for cell in below.cells if not cell.continues]
    return Titles(2, tuple(sorted(joined, key=lambda cell: cell.column)))


def _second_row(rows: Sequence[Row], index: int, cells: list[Cell]) -> Row | None:
    """The row of titles under a title that spans several columns, while the others reach down.

    All of them may reach down, in a row that was only made higher.
    """
    titles = [cell for cell in cells if cell.text.strip()]
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is not None and all(cell.continues for cell in below.cells):
        return below
    if below is None or not any(cell.column_span > 1 for cell in titles):
        return None
    narrow = [cell for cell in titles if cell.column_span == 1]
    down = [below.cell_at(cell.column) for cell in narrow]
    return below if narrow and all(cell and cell.continues for cell in down) else None


def _split_over(upper: Row, below: Row) -> set[int]:
    """Columns of the upper titles that have titles of their own below them."""
    return {
        cell.column
        for cell in upper.cells
        if (under := below.cell_at(cell.column)) and not under.continues
    }
