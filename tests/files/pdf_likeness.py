# SPDX-License-Identifier: MulanPSL-2.0
"""How much of the grids of one document another one has, cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.page.document import check_grid

if TYPE_CHECKING:
    from fuyi_editor.page.document import Cell, Grid, PageDocument


@dataclass
class Likeness:
    """Cells of a document, and of how many the other has the text, the shape, the line breaks."""

    cells: int = 0
    texts: int = 0
    shapes: int = 0
    breaks: int = 0


def likeness(wanted: PageDocument, found: PageDocument) -> Likeness:
    """Compares grids in order; white space counts only where it is a line break."""
    result = Likeness()
    for grid, other in zip(wanted.grids, found.grids, strict=True):
        check_grid(other)
        rows, others = _rows(grid), _rows(other)
        assert len(rows) == len(others)
        for row, found_row in zip(rows, others, strict=True):
            for number, (cell, shape) in enumerate(row):
                result.cells += 1
                if number >= len(found_row):
                    continue
                twin, found_shape = found_row[number]
                same = _folded(cell.text) == _folded(twin.text)
                result.texts += same
                result.shapes += shape == found_shape
                result.breaks += same and _lines(cell.text) == _lines(twin.text)
    return result


def _rows(grid: Grid) -> list[list[tuple[Cell, tuple[int, bool]]]]:
    """The cells with their spans over those edges at which some cell begins.

    A row without rules, the unit's name above the table, may be parted anywhere.
    """
    edges = {cell.column for row in grid.rows for cell in row.cells if cell.borders.left}
    rows: list[list[tuple[Cell, tuple[int, bool]]]] = []
    for row in grid.rows:
        bare = not any(cell.borders.left for cell in row.cells)
        cells: list[tuple[Cell, tuple[int, bool]]] = []
        for cell in row.cells:
            reach = range(cell.column, cell.column + cell.column_span)
            span = 0 if bare else sum(edge in reach for edge in edges)
            if span or bare:
                cells.append((cell, (span, cell.continues)))
        rows.append(cells)
    return rows


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text)


def _lines(text: str) -> list[str]:
    return [_folded(line) for line in text.split("\n") if _folded(line)]
