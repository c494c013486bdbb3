# SPDX-License-Identifier: MulanPSL-2.0
"""Taking the sheets of a workbook apart into the paragraphs and grids of a page document.

Blank rows part the tables of a sheet; a row with one text and no lines becomes a paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.limits import check_cells
from fuyi_editor.files.sheet.grid import (
    Placed,
    build_grid,
    cell_style,
    row_boxes,
    shows_anything,
)
from fuyi_editor.page.document import Grid, PageDocument, PageSetup, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.files.sheet.data import SheetCell, SheetData
    from fuyi_editor.page.document import Block


def page_of_sheets(sheets: Iterable[SheetData], title: str) -> PageDocument:
    """The page document that the sheets of a workbook show, on the paper of the first table."""
    blocks: list[Block] = []
    setup: PageSetup | None = None
    cells = 0
    for sheet in sheets:
        found = [piece.block for piece in SheetBlocks(sheet).blocks()]
        cells += sum(len(row.cells) for b in found if isinstance(b, Grid) for row in b.rows)
        check_cells(cells)
        if setup is None and any(isinstance(block, Grid) for block in found):
            setup = sheet.setup
        if blocks and found:
            found = _on_new_page(found)
        blocks.extend(found)
    return PageDocument(tuple(blocks), setup or PageSetup(), title)


def _on_new_page(blocks: list[Block]) -> list[Block]:
    """The blocks of a later sheet: a page of their own, and never a table right after a table."""
    first = blocks[0]
    if isinstance(first, Paragraph):
        return [replace(first, page_break_before=True), *blocks[1:]]
    return [Paragraph("", page_break_before=True), *blocks]


class SheetBlocks:
    """Takes the rows of one sheet apart into paragraphs and grids."""

    def __init__(self, data: SheetData) -> None:
        self._data = data
        self._filled = [row for row in sorted({*data.cells, *data.merges}) if self._is_filled(row)]
        self._ruled = any(cell.bordered for row in data.cells.values() for cell in row.values())

    def blocks(self) -> Iterator[Placed]:
        """The blocks from top to bottom, one empty paragraph for each run of blank rows."""
        heading_wanted = True
        above: Block | None = None
        for placed in self._pieces():
            block = placed.block
            if isinstance(block, Grid) and isinstance(above, Grid):
                yield Placed(Paragraph(""))
            if isinstance(block, Paragraph) and block.text and heading_wanted:
                heading_wanted = False
                if self._ruled:
                    placed = replace(placed, block=replace(block, outline_level=2))
            elif isinstance(block, Grid):
                heading_wanted = False
            yield placed
            above = block

    def _pieces(self) -> Iterator[Placed]:
        run: list[int] = []
        expected = None
        for row in self._filled:
            if expected is not None and row < expected:
                continue
            if expected is not None and row > expected:
                yield from self._grid(run)
                run = []
                origin = self._data.origin(-1 - expected)
                yield Placed(Paragraph("", origin=origin), (expected, row))
            expected = row + 1
            paragraph = self._paragraph(row, follows_grid=bool(run))
            if paragraph is None:
                run.append(row)
                continue
            yield from self._grid(run)
            run = []
            yield paragraph
            expected = paragraph.rows[-1]
        yield from self._grid(run)

    def _grid(self, run: list[int]) -> Iterator[Placed]:
        if run:
            rows = range(run[0], run[-1] + 1)
            grid = build_grid(self._data, rows)
            if grid is not None:
                yield grid

    def _is_filled(self, row: int) -> bool:
        for cell in self._data.cells.get(row, {}).values():
            if cell.bordered or cell.text.strip():
                return True
        merges = self._data.merges.get(row, [])
        return any(merge.top < row and shows_anything(self._data, merge) for merge in merges)

    def _last_row(self, row: int) -> int:
        return max((merge.bottom for merge in self._data.merges.get(row, [])), default=row)

    def _paragraph(self, row: int, *, follows_grid: bool) -> Placed | None:
        """The row as a paragraph, None when it belongs to a grid."""
        merges = self._data.merges.get(row, [])
        if len(merges) > 1 or any(merge.top < row for merge in merges):
            return None
        # Where no line tells a table from text, a single text below a table belongs to it.
        if follows_grid and not self._ruled:
            return None
        texts = [box for box in row_boxes(self._data, row) if self._text_at(row, box.left)]
        cell = self._data.cell(row, texts[0].left) if len(texts) == 1 else None
        last = self._last_row(row)
        if cell is None or self._has_lines(range(row, last + 1)):
            return None
        if last > row and self._beside(range(row + 1, last + 1)):
            return None
        origin = self._data.origin(cell.ordinal)
        paragraph = Paragraph(cell.text, cell_style(cell), origin=origin)
        return Placed(paragraph, (row, last + 1), (texts[0].left,))

    def _text_at(self, row: int, column: int) -> bool:
        cell = self._data.cell(row, column)
        return cell is not None and bool(cell.text.strip())

    def _has_lines(self, rows: range) -> bool:
        """Whether any cell of the rows is ruled, a line below the first row of a table aside."""
        return any(self._is_ruled(cell) for row in rows for cell in self._row_cells(row))

    def _is_ruled(self, cell: SheetCell) -> bool:
        sides = cell.look.borders
        # The line under a title is the upper line of the table that follows.
        return sides.top or sides.left or sides.right

    def _row_cells(self, row: int) -> list[SheetCell]:
        return list(self._data.cells.get(row, {}).values())

    def _beside(self, rows: range) -> bool:
        """Whether other texts or merges stand in the rows that a high merge covers."""
        return any(
            len(self._data.merges.get(row, [])) > 1
            or any(box.merge is None for box in row_boxes(self._data, row))
            for row in rows
        )
