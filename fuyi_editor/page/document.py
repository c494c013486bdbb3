# SPDX-License-Identifier: MulanPSL-2.0
"""The page document: the waist between file formats, layouts and the screen.

Plain frozen data. Readers make it, `layouts` binds it to the model, writers and painter draw it.
All lengths are millimetres, except font sizes and line pitches, which are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.page.marked_text import Marks

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_MM = 1440 / 25.4


class Align(Enum):
    """Horizontal alignment of a paragraph."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class VerticalAlign(Enum):
    """Vertical alignment of the text of a cell."""

    TOP = "top"
    CENTER = "center"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph or the text of a cell is set; `family` is the name written to files."""

    family: str = "宋体"
    size: float = 10.5
    bold: bool = False
    align: Align = Align.LEFT
    vertical_align: VerticalAlign = VerticalAlign.CENTER
    first_indent: float = 0.0
    """First-line indent in points."""
    line_pitch: float | None = None
    """Exact distance of lines in points; None is the font's own single spacing."""
    space_before: float = 0.0
    """Points above the first line."""
    space_after: float = 0.0
    """Points below the last line."""


@dataclass(frozen=True, slots=True)
class Borders:
    """Which sides of a cell carry a thin black line."""

    top: bool = True
    right: bool = True
    bottom: bool = True
    left: bool = True


NO_BORDERS = Borders(top=False, right=False, bottom=False, left=False)


@dataclass(frozen=True, slots=True)
class Binding:
    """What of the model a cell or paragraph shows.

    `template` holds field names in braces, `{value}` or `单位：{money_unit}`; `{#}` is the node's
    position among its siblings (1, 2, …) and `{#cn}` the same as 一, 二, ….
    """

    node: str
    template: str

    @property
    def field(self) -> str | None:
        """The name of the only field shown, or None when there are several or none."""
        names = [name for name in _placeholders(self.template) if not name.startswith("#")]
        return names[0] if len(names) == 1 else None


def _placeholders(template: str) -> list[str]:
    return [part.split("}", 1)[0] for part in template.split("{")[1:]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the file a piece came from, so that a writer can repeat it word for word.

    `ordinal` counts the elements of the part in document order (0 = the root element). Below zero
    it is the number of a sheet's row (−1 = the first) that is blank or has no element of its own.
    """

    part: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid row. Lines of text are separated by line feeds.

    A cell that `continues` the cell above it (a vertical merge) shows nothing of its own.
    """

    text: str
    column: int
    column_span: int = 1
    continues: bool = False
    style: TextStyle = TextStyle()
    borders: Borders = Borders()
    binding: Binding | None = None
    origin: Origin | None = None
    marks: Marks = ()
    """Underlined stretches of the text, as in a table of changes; never read from a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells cover every column of the grid once, from left to right.

    `node` is the id of the indicator (or task …) that the row shows, None for fixed rows.
    """

    cells: tuple[Cell, ...]
    min_height: float = 0.0
    header: bool = False
    """Repeated at the top of every page on which the grid goes on."""
    can_split: bool = False
    node: str | None = None
    origin: Origin | None = None

    def cell_at(self, column: int) -> Cell | None:
        """The cell that covers `column`."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `columns` are widths in mm. `node` is the node (project …) it belongs to."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    align: Align = Align.CENTER
    node: str | None = None
    origin: Origin | None = None

    def cells(self) -> Iterator[tuple[int, Cell]]:
        """Row index and cell, in reading order, without the continued ones."""
        for index, row in enumerate(self.rows):
            for cell in row.cells:
                if not cell.continues:
                    yield index, cell

    def row_span(self, row_index: int, cell: Cell) -> int:
        """Over how many rows the anchor `cell` of row `row_index` reaches."""
        span = 1
        for row in self.rows[row_index + 1 :]:
            below = row.cell_at(cell.column)
            if below is None or not below.continues or below.column != cell.column:
                break
            span += 1
        return span

    @property
    def width(self) -> float:
        """Millimetres over all columns."""
        return sum(self.columns)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside grids; `outline_level` 1… marks a heading, 0 is body text.

    `contents` marks a line of the table of contents, whose page number the writer may set.
    """

    text: str
    style: TextStyle = TextStyle()
    outline_level: int = 0
    page_break_before: bool = False
    contents: bool = False
    kept_to_grid: bool = False
    """Stays on the page on which the grid above it ends: a line to sign on, only in print."""
    binding: Binding | None = None
    node: str | None = None
    origin: Origin | None = None


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper and margins in mm; A4 upright with the margins of the published forms by default.

    `footer` is text in which {page} and {pages} stand for numbers; empty for none.
    """

    width: float = 210.0
    height: float = 297.0
    top: float = 25.4
    right: float = 20.0
    bottom: float = 25.4
    left: float = 20.0
    footer: str = ""
    footer_style: TextStyle = field(default_factory=lambda: TextStyle(align=Align.CENTER))

    @property
    def content_width(self) -> float:
        """Millimetres between the side margins."""
        return self.width - self.left - self.right

    @property
    def content_height(self) -> float:
        """Millimetres between the top and bottom margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Aside:
    """A text of a file that is in no block: in a text box, a footnote; `place` says where."""

    place: str
    text: str


@dataclass(frozen=True)
class PageDocument:
    """A whole document: blocks from top to bottom on one kind of paper.

    `beside` is what the file holds besides: it is neither drawn nor changed.
    """

    blocks: tuple[Block, ...]
    setup: PageSetup = PageSetup()
    title: str = ""
    beside: tuple[Aside, ...] = ()

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Only the grids, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    def with_blocks(self, blocks: tuple[Block, ...]) -> PageDocument:
        """The same document over other blocks."""
        return replace(self, blocks=blocks)


class BrokenGridError(ValueError):
    """A grid whose cells overlap, leave a gap, or continue a cell that is not there."""


def check_grid(grid: Grid) -> None:
    """Raise `BrokenGridError` unless every row covers every column once and merges are whole."""
    above: dict[int, Cell] = {}
    for number, row in enumerate(grid.rows, start=1):
        column = 0
        for cell in row.cells:
            if cell.column != column or cell.column_span < 1:
                raise BrokenGridError(f"row {number}: cell at column {cell.column}, not {column}")
            upper = above.get(cell.column)
            if cell.continues and (upper is None or upper.column_span != cell.column_span):
                raise BrokenGridError(f"row {number}: column {column} continues nothing")
            column += cell.column_span
        if column != len(grid.columns):
            raise BrokenGridError(f"row {number} covers {column} of {len(grid.columns)} columns")
        above = {cell.column: cell for cell in row.cells}
