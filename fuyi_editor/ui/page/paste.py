# SPDX-License-Identifier: MulanPSL-2.0
"""Cells from elsewhere over the cells of the page: from the current one to the right and down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.ui.page.places import below, beside, column_of, editable_binding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.page.document import Grid, PageDocument
    from fuyi_editor.ui.page.places import Place


@dataclass(frozen=True, slots=True)
class CellText:
    """A text that goes into a field of a node."""

    node: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Spread:
    """Which texts go where, and how many have no cell that takes them."""

    cells: tuple[CellText, ...]
    left_over: int


def spread(document: PageDocument, start: Place, grid: Grid) -> Spread:
    """The texts of a grid over the cells of the page; a blank one erases nothing."""
    cells: list[CellText] = []
    left_over = 0
    for row, place in zip(grid.rows, _down(document, start, len(grid.rows)), strict=True):
        texts = {cell.column: cell.text for cell in row.cells if not cell.continues}
        across = _across(document, place, len(grid.columns))
        for column, target in enumerate(across):
            text = texts.get(column, "")
            if not text.strip():
                continue
            binding = editable_binding(document, target) if target else None
            if binding is None or binding.field is None:
                left_over += 1
            else:
                cells.append(CellText(binding.node, binding.field, text))
    return Spread(tuple(cells), left_over)


def _down(document: PageDocument, start: Place, count: int) -> Iterator[Place | None]:
    """The cell at the start and those below it in the same table; None beyond its end."""
    place: Place | None = start
    column = column_of(document, start)
    for _ in range(count):
        yield place
        if place is not None:
            lower = below(document, place, 1, column)
            place = lower if lower is not None and lower.block == start.block else None


def _across(document: PageDocument, start: Place | None, count: int) -> Iterator[Place | None]:
    place = start
    for _ in range(count):
        yield place
        place = beside(document, place, 1) if place is not None else None
