# SPDX-License-Identifier: MulanPSL-2.0
"""Merges of cells over rows kept whole while rows come, move and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.layouts.revising.shown_cells import ShownCells
    from fuyi_editor.page.document import Cell, Row

_ABOVE = -1
"""The number of a label that began above the rows."""


class Frames:
    """Labels that reach down beside repeated rows; `columns` are those they stand in (F10)."""

    def __init__(self, source: Sequence[Row], shown: Iterable[int]) -> None:
        own = set(shown)
        self.columns = sorted(
            {c.column for row in source for c in row.cells if c.continues and c.column not in own}
        )
        self._source = source
        self._begun = {column: _begun(source, column) for column in self.columns}

    def framed(self, rows: list[tuple[Row, int]]) -> list[Row]:
        """The rows, each with the number of its source row, and each label begun once."""
        framed: list[Row] = []
        above: dict[int, int] = dict.fromkeys(self.columns, _ABOVE)
        for row, number in rows:
            framed.append(self._framed(row, number, above) if self.columns else row)
        return framed

    def _framed(self, row: Row, number: int, above: dict[int, int]) -> Row:
        changed: dict[int, Cell] = {}
        for column in self.columns:
            label = self._begun[column][number]
            cell = row.cell_at(column)
            if cell is not None and cell.column == column:
                goes_on = label == above[column]
                if goes_on and not cell.continues:
                    changed[column] = replace(cell, text="", continues=True, binding=None)
                elif not goes_on and cell.continues and label != _ABOVE:
                    first = self._source[label].cell_at(column)
                    changed[column] = first if first is not None else cell
            above[column] = label
        if not changed:
            return row
        return replace(row, cells=tuple(changed.get(cell.column, cell) for cell in row.cells))


def _begun(source: Sequence[Row], column: int) -> list[int]:
    """For each row the number of the row in which the cell of that column begins."""
    begun: list[int] = []
    for number, row in enumerate(source):
        cell = row.cell_at(column)
        goes_on = cell is not None and cell.column == column and cell.continues
        begun.append((begun[-1] if begun else _ABOVE) if goes_on else number)
    return begun


def whole_merges(rows: tuple[Row, ...], show: ShownCells) -> tuple[Row, ...]:
    """The rows, a cell that goes on with nothing above it showing its own text instead."""
    whole: list[Row] = []
    above: dict[int, int] = {}
    for row in rows:
        if any(cell.continues and not _fits(cell, above) for cell in row.cells):
            cells = tuple(c if _fits(c, above) else show.begun(c) for c in row.cells)
            row = replace(row, cells=cells)
        whole.append(row)
        above = {cell.column: cell.column_span for cell in row.cells}
    return tuple(whole)


def _fits(cell: Cell, above: dict[int, int]) -> bool:
    return not cell.continues or above.get(cell.column) == cell.column_span
