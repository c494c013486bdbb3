# SPDX-License-Identifier: MulanPSL-2.0
"""How high a paragraph or the rows of a grid are, before anyone asks on which page they stand."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.page.document import POINTS_PER_MM, Align, Grid, PageSetup, Paragraph, Row
from fuyi_editor.page.metrics import ascent, break_lines, descent, face_for, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.page.document import Cell, TextStyle
    from fuyi_editor.page.metrics import Face, Line

PADDING_X = 5.4
"""Points left and right of the text of a cell: the 0.19 cm of Word."""
PADDING_Y = 1.0
SINGLE_SPACING = 1.3
"""Distance of lines in font sizes where no exact pitch is given (宋体 in Word: 1.297)."""


@dataclass(frozen=True, slots=True)
class TextLayout:
    """Text broken into lines of one style."""

    lines: tuple[Line, ...]
    style: TextStyle
    face: Face
    pitch: float
    height: float
    """Points over all lines, with the space above and below."""
    indented: tuple[int, ...] = ()
    """The numbers of the lines that begin with the first-line indent."""
    tail: str = ""
    """Set flush right after dot leaders: the page number of a line of contents."""

    def height_of(self, count: int) -> float:
        """Points that `count` of the lines need, with the space above and below."""
        return self.style.space_before + count * self.pitch + self.style.space_after

    def baseline(self, number: int) -> float:
        """Points from the top of the first line to the baseline of line `number` (0, 1, …)."""
        above, size = ascent(self.face), self.style.size
        return (number + 0.5) * self.pitch + (above - descent(self.face)) / 2 * size

    def x_of(self, number: int, width: float) -> float:
        """How far right of the left edge a line starts when `width` points are free."""
        free = max(0.0, width - self.lines[number].width)  # punctuation hangs over the right edge
        if self.style.align is Align.CENTER:
            return free / 2
        if self.style.align is Align.RIGHT:
            return free
        return self.style.first_indent if number in self.indented else 0.0


def lay_out_text(
    text: str, style: TextStyle, width: float, tail: str = "", *, hanging: bool = False
) -> TextLayout:
    """Break `text` at its line feeds and wherever a line is full."""
    face = face_for(style.family, style.bold)
    size = style.size
    pitch = style.line_pitch or SINGLE_SPACING * size
    width = max(width, size)
    if "\t" in text:
        text = text.expandtabs(4)
    lines: tuple[Line, ...] = ()
    indented: list[int] = []
    if style.first_indent:
        # Each line feed begins a paragraph of its own, as it does in the file.
        for part in text.split("\n"):
            indented.append(len(lines))
            lines += break_lines(part, face, size, width, style.first_indent, hanging=hanging)
    else:
        lines = break_lines(text, face, size, width, hanging=hanging)
    height = style.space_before + len(lines) * pitch + style.space_after
    return TextLayout(lines, style, face, pitch, height, tuple(indented), tail)


@dataclass(frozen=True, eq=False)
class ParagraphLayout:
    """A measured paragraph."""

    paragraph: Paragraph
    text: TextLayout
    width: float

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.text.height

    @property
    def shortest_start(self) -> float:
        """Points that must be free before the paragraph may begin on a page (two lines)."""
        return self.text.style.space_before + min(2, len(self.text.lines)) * self.text.pitch


def lay_out_paragraph(paragraph: Paragraph, setup: PageSetup) -> ParagraphLayout:
    """Measure a paragraph between the margins."""
    width = setup.content_width * POINTS_PER_MM
    style = paragraph.style
    if not (paragraph.contents and "\t" in paragraph.text):
        text = lay_out_text(paragraph.text, style, width, hanging=True)
        return ParagraphLayout(paragraph, text, width)
    entry, _, number = paragraph.text.rpartition("\t")
    room = width - text_width(number, face_for(style.family, style.bold), style.size)
    text = lay_out_text(entry, style, room - 2 * style.size, number)
    return ParagraphLayout(paragraph, text, width)


class Anchor(NamedTuple):
    """The cell that shows the text of a merge: its row in the grid and its index in the row."""

    row: int
    cell: int


class MeasuredRow(NamedTuple):
    """A row with the broken text of its cells (None for those that continue the cell above)."""

    row: Row
    texts: tuple[TextLayout | None, ...]
    height: float
    """Points needed by all cells, or by the minimum height, as if none was merged."""
    continues: bool


def measure_row(row: Row, edges: tuple[float, ...]) -> MeasuredRow:
    """Break the texts of a row; `edges` are the x of the column edges in points."""
    texts: list[TextLayout | None] = []
    height = row.min_height * POINTS_PER_MM
    continues = False
    for cell in row.cells:
        if cell.continues:
            continues = True
            texts.append(None)
            continue
        width = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * PADDING_X
        text = lay_out_text(cell.text, cell.style, width)
        texts.append(text)
        height = max(height, text.height + 2 * PADDING_Y)
    return MeasuredRow(row, tuple(texts), height, continues)


class GridLayout:
    """A measured grid: row heights, merges, and where its rows begin when none is cut."""

    def __init__(
        self, grid: Grid, setup: PageSetup, known_rows: Mapping[int, MeasuredRow] | None = None
    ) -> None:
        """Measure `grid`; rows found in `known_rows` (by id) are taken over as they are."""
        self.grid = grid
        self.edges = tuple(accumulate((w * POINTS_PER_MM for w in grid.columns), initial=0.0))
        known = known_rows or {}
        self.rows = tuple(known.get(id(row)) or measure_row(row, self.edges) for row in grid.rows)
        self.left = _left_edge(grid, setup)
        self._limit = setup.content_height * POINTS_PER_MM
        self.spans: dict[Anchor, int] = {}
        """Rows covered, for anchors that cover more than one."""
        self._merges: dict[int, list[Anchor]] = {}  # by column, from top to bottom
        self._find_merges()
        self.heights = self._row_heights()
        self.offsets = list(accumulate(self.heights, initial=0.0))
        self.header = self._header_run()

    @property
    def height(self) -> float:
        """Points from top to bottom when nothing is cut."""
        return self.offsets[-1]

    @property
    def shortest_start(self) -> float:
        """Points that must be free before the grid may begin: a leading header and one row."""
        return self.offsets[min(self.first_end, len(self.rows))]

    @cached_property
    def first_end(self) -> int:
        """How many rows belong together at the start of the grid."""
        return self.header.stop + 1 if len(self.header) and self.header.start == 0 else 1

    def text(self, anchor: Anchor) -> TextLayout:
        """The broken text of a cell."""
        text = self.rows[anchor.row].texts[anchor.cell]
        # A cell that continues nothing is an error of the file; it shows as an empty one.
        return text or lay_out_text("", self.cell(anchor).style, 0.0)

    def anchors_of(self, row: int) -> tuple[Anchor, ...]:
        """The anchor of every cell of a row, itself for a cell that continues nothing."""
        measured = self.rows[row]
        if not measured.continues:
            return tuple(Anchor(row, index) for index in range(len(measured.texts)))
        return tuple(
            self._anchor_above(row, cell.column) or Anchor(row, index)
            if cell.continues
            else Anchor(row, index)
            for index, cell in enumerate(measured.row.cells)
        )

    def merges_into(self, row: int) -> tuple[Anchor, ...]:
        """The merged cells that go on from the row above into `row`."""
        if row >= len(self.rows) or not self.rows[row].continues:
            return ()
        return tuple(anchor for anchor in self.anchors_of(row) if anchor.row < row)

    def _anchor_above(self, row: int, column: int) -> Anchor | None:
        merges = self._merges.get(column, [])
        at = bisect_left(merges, Anchor(row, 0)) - 1
        return merges[at] if at >= 0 and self.last_row(merges[at]) >= row else None

    def last_row(self, anchor: Anchor) -> int:
        """The last row that a cell covers."""
        return anchor.row + self.spans.get(anchor, 1) - 1

    def _find_merges(self) -> None:
        reach: dict[int, int] = {}  # the row down to which the last merge of a column goes so far
        for number, measured in enumerate(self.rows):
            if not measured.continues:
                continue
            for cell in measured.row.cells:
                if not cell.continues:
                    continue
                if reach.get(cell.column) != number - 1 and not self._open_merge(number, cell):
                    continue
                reach[cell.column] = number
                anchor = self._merges[cell.column][-1]
                self.spans[anchor] = number - anchor.row + 1

    def _open_merge(self, row: int, cell: Cell) -> bool:
        above = self.rows[row - 1].row.cells if row else ()
        for index, upper in enumerate(above):
            if upper.column == cell.column and not upper.continues:
                self._merges.setdefault(cell.column, []).append(Anchor(row - 1, index))
                return True
        return False

    def _row_heights(self) -> list[float]:
        heights = [measured.height for measured in self.rows]
        for anchor in self.spans:
            if self._needed_by(anchor) >= heights[anchor.row]:
                heights[anchor.row] = self._height_without_merged(anchor.row)
        for row, height in enumerate(heights):
            if height > self._limit:
                # No empty row is higher than a page, whatever the file says.
                heights[row] = max(self._needed(row), min(height, self._limit / 2))
        for anchor in sorted(self.spans, key=self.last_row):
            last = self.last_row(anchor)
            lacking = self._needed_by(anchor)
            lacking -= sum(heights[anchor.row : last + 1])
            heights[last] += max(0.0, lacking)
        return heights

    def _needed_by(self, anchor: Anchor) -> float:
        return self.text(anchor).height + 2 * PADDING_Y

    def _height_without_merged(self, row: int) -> float:
        least = self.rows[row].row.min_height * POINTS_PER_MM
        return max(least, self._needed(row))

    def _needed(self, row: int) -> float:
        needed = 0.0
        for index, text in enumerate(self.rows[row].texts):
            if text is not None and Anchor(row, index) not in self.spans:
                needed = max(needed, text.height + 2 * PADDING_Y)
        return needed

    def _header_run(self) -> range:
        start = next((n for n, row in enumerate(self.rows) if row.row.header), None)
        if start is None:
            return range(0)
        stop = start
        while stop < len(self.rows) and self.rows[stop].row.header:
            stop += 1
        return range(start, stop)

    def cell(self, anchor: Anchor) -> Cell:
        """The cell itself."""
        return self.rows[anchor.row].row.cells[anchor.cell]


def _left_edge(grid: Grid, setup: PageSetup) -> float:
    """Points from the paper's edge to the grid."""
    free = setup.content_width - grid.width
    if grid.align is Align.CENTER:
        return (setup.left + free / 2) * POINTS_PER_MM
    return (setup.left + (free if grid.align is Align.RIGHT else 0.0)) * POINTS_PER_MM


BlockLayout = ParagraphLayout | GridLayout
