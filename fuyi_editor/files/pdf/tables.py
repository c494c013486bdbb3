# SPDX-License-Identifier: MulanPSL-2.0
"""A table of one page: the boxes of its raster with the lines of text in them, row by row.

Cells know their sides in points instead of columns, so that the parts of a table that goes over
several pages, each with some of its edges, can be put one under the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.lines import TextLine, text_lines
from fuyi_editor.page.document import Borders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.marks import Glyph
    from fuyi_editor.files.pdf.raster import Box, Raster

SAME_EDGE = 72 / 25.4
"""Edges no farther apart than this millimetre are one edge."""

_USUAL_PADDING = 5.4  # of Word, WPS and LibreOffice
_LEAST_PADDING = 0.5


@dataclass(slots=True)
class TableCell:
    """A cell from `left` to `right`; one that `continues` the cell above it has no lines."""

    left: float
    right: float
    lines: list[TextLine] = field(default_factory=list[TextLine])
    continues: bool = False
    borders: Borders = field(default_factory=Borders)
    top: float = 0.0
    bottom: float = 0.0
    """Where the whole cell ends, over all rows that it covers on its page."""

    def stands_over(self, other: TableCell) -> bool:
        """Whether another cell has the same sides."""
        return (
            abs(self.left - other.left) <= SAME_EDGE and abs(self.right - other.right) <= SAME_EDGE
        )

    @property
    def text(self) -> str:
        """The lines without anything between them, to compare."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class TableRow:
    """A row of cells that leave no gap."""

    cells: list[TableCell]
    height: float
    header: bool = False


@dataclass(slots=True)
class Table:
    """A table: on one page at first, later with what continues it."""

    rows: list[TableRow]
    page: int
    left: float
    right: float
    top: float
    bottom: float
    padding: float = _USUAL_PADDING
    open_bottom: bool = False
    head: TextLine | None = None
    """A line of two texts right above: in the published files a first row without rules."""
    head_repeats: bool = False

    def anchor(self, row: int, column: int) -> TableCell:
        """The cell that the cell at this place belongs to, itself if it is no continuation."""
        cell = self.rows[row].cells[column]
        while cell.continues and row:
            row -= 1
            cell = next((upper for upper in self.rows[row].cells if upper.stands_over(cell)), cell)
        return cell


def build_table(raster: Raster, glyphs: Iterable[Glyph], page: int) -> Table:
    """The table of a raster with the characters that stand in it."""
    owner = {
        (column, row): box
        for box in raster.boxes
        for column in range(box.left, box.right)
        for row in range(box.top, box.bottom)
    }
    inside: dict[Box, list[Glyph]] = {}
    for glyph in glyphs:
        inside.setdefault(owner[raster.place(glyph.center, glyph.middle)], []).append(glyph)
    rows = [
        TableRow([], raster.ys[number + 1] - raster.ys[number])
        for number in range(len(raster.ys) - 1)
    ]
    for box in sorted(raster.boxes, key=lambda box: box.left):
        for number in range(box.top, box.bottom):
            lines = text_lines(inside.get(box, ())) if number == box.top else []
            rows[number].cells.append(_cell(raster, box, lines, continues=number > box.top))
    table = Table(
        rows, page, raster.xs[0], raster.xs[-1], raster.ys[0], raster.ys[-1],
        open_bottom=raster.open_bottom,
    )  # fmt: skip
    table.padding = _padding(rows)
    return table


def _cell(raster: Raster, box: Box, lines: list[TextLine], *, continues: bool) -> TableCell:
    return TableCell(
        raster.xs[box.left], raster.xs[box.right], lines, continues, box.borders,
        raster.ys[box.top], raster.ys[box.bottom],
    )  # fmt: skip


def _padding(rows: Sequence[TableRow]) -> float:
    """How far from the side of its cell a text begins: as the leftmost texts do."""
    gaps = [line.left - c.left for row in rows for c in row.cells for line in c.lines]
    gaps = [gap for gap in gaps if gap >= _LEAST_PADDING]
    return min([*gaps, _USUAL_PADDING])
