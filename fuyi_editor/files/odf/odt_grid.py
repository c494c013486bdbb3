# SPDX-License-Identifier: MulanPSL-2.0
"""OpenDocument text tables as grids, with every irregularity made whole.

A cell stands where the cells and covered cells before it in its row leave off (ODF 9.1); where a
file leaves out covered cells, it goes to the next free column.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.odf.odf_package import count, nearest, odf
from fuyi_editor.files.odf.odf_text import HOLDERS, PARAGRAPHS, read_line
from fuyi_editor.page.document import (
    NO_BORDERS,
    Align,
    Cell,
    Grid,
    Row,
    TextStyle,
    VerticalAlign,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.odf.odf_styles import OdfStyles
    from fuyi_editor.files.odf.odf_text import Line

MAX_COLUMNS = 1024
MAX_CELLS = 300_000
"""Cells and rows of all tables of a document."""

TABLE = odf("table:table")
_CELL, _COVERED = odf("table:table-cell"), odf("table:covered-table-cell")
_ROW, _HEADER_ROWS = odf("table:table-row"), odf("table:table-header-rows")
_ROW_GROUPS = frozenset({odf("table:table-rows"), odf("table:table-row-group")})
_COLUMNS = frozenset({odf("table:table-column")})
_COLUMN_GROUPS = frozenset(
    odf(f"table:{name}") for name in ("table-columns", "table-header-columns", "table-column-group")
)
_BLOCKS = PARAGRAPHS | {TABLE}
_STYLE, _TEXT_STYLE = odf("table:style-name"), odf("text:style-name")
_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT}
_FILLER_STYLE = TextStyle(vertical_align=VerticalAlign.TOP)
_USUAL_WIDTH = 25.4
_CHECK = "请确认选的是绩效目标表"


class _Open(NamedTuple):
    """A cell that reaches into the rows below."""

    cell: Cell
    rows_left: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """A paragraph of a cell, read."""

    line: Line
    style_name: str


class OdtTables:
    """Reads the tables of one document, counting their cells together."""

    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._room = MAX_CELLS
        self._lender: TextStyle | None = None

    def read(self, table: Element) -> Grid | None:
        """The table as a grid; None when it has no cells."""
        rows: list[Row] = []
        open_cells: list[_Open] = []
        self._lender = None
        for element, header in _rows(table, header=False):
            repeat = count(element, "table:number-rows-repeated")
            self._take_room(repeat)
            for _ in range(repeat):
                cells, open_cells = self._cells(element, open_cells)
                if cells:
                    rows.append(self._row(element, cells, header=header))
        if not rows:
            return None
        wide = max(_width(row.cells) for row in rows)
        filled = tuple(replace(row, cells=_whole(row.cells, wide)) for row in rows)
        name = table.get(_STYLE, "")
        align = _ALIGN.get(self._styles.find("table", name, "table:align") or "", Align.LEFT)
        return Grid(self._columns(table, wide), filled, align)

    def _take_room(self, cells: int) -> None:
        self._room -= cells
        if self._room < 0:
            raise ReadError("表格里的内容过多，超出可处理的范围", _CHECK)

    def _row(self, element: Element, cells: list[Cell], *, header: bool) -> Row:
        name = element.get(_STYLE, "")
        sizes = ("style:row-height", "style:min-row-height")
        return Row(
            cells=tuple(cells),
            min_height=self._styles.measure("table-row", name, *sizes),
            header=header,
            can_split=self._styles.find("table-row", name, "fo:keep-together") != "always",
        )

    def _cells(self, row: Element, open_cells: list[_Open]) -> tuple[list[Cell], list[_Open]]:
        """The cells of a row, and those that reach into the rows below it."""
        cells = [replace(found.cell, text="", continues=True) for found in open_cells]
        taken = {column for cell in cells for column in _columns_of(cell)}
        still = [_Open(cell, rows_left - 1) for cell, rows_left in open_cells if rows_left > 1]
        at = 0
        for element in row:
            if element.tag == _COVERED:
                at += count(element, "table:number-columns-repeated")
            elif element.tag == _CELL:
                for _ in range(count(element, "table:number-columns-repeated")):
                    cell = self._cell(element, at, taken)
                    cells.append(cell)
                    taken.update(_columns_of(cell))
                    high = count(element, "table:number-rows-spanned")
                    if high > 1:
                        still.append(_Open(cell, high - 1))
                    at = cell.column + 1
        self._take_room(len(cells))
        return sorted(cells, key=lambda cell: cell.column), still

    def _cell(self, element: Element, at: int, taken: set[int]) -> Cell:
        while at in taken:
            at += 1
        end = at + count(element, "table:number-columns-spanned")
        if end > MAX_COLUMNS:
            raise ReadError(f"表格超过 {MAX_COLUMNS} 列，超出可处理的范围", _CHECK)
        end = next((column for column in range(at + 1, end) if column in taken), end)
        paragraphs = list(_paragraphs(element))
        name = element.get(_STYLE, "")
        return Cell(
            text="\n".join([paragraph.line.text for paragraph in paragraphs]),
            column=at,
            column_span=end - at,
            style=self._style(paragraphs, self._styles.vertical(name, VerticalAlign.TOP)),
            borders=self._styles.borders(name),
        )

    def _style(self, paragraphs: list[_Shown], vertical: VerticalAlign) -> TextStyle:
        first = next((shown for shown in paragraphs if shown.line.text), None)
        if first is not None:
            style = self._styles.paragraph_style(first.style_name, first.line.spans, vertical)
            self._lender = self._lender if style.bold else style
            return style
        name = paragraphs[0].style_name if paragraphs else ""
        style = self._styles.paragraph_style(name, (), vertical)
        if self._lender is None or self._styles.names_font(name):
            return style
        # A value typed into an empty cell shall look like those around it.
        return replace(style, family=self._lender.family, size=self._lender.size)

    def _columns(self, table: Element, wide: int) -> tuple[float, ...]:
        names: list[str] = []
        for column in nearest(table, _COLUMNS, _COLUMN_GROUPS):
            repeat = count(column, "table:number-columns-repeated")
            names += [column.get(_STYLE, "")] * min(repeat, wide - len(names))
        names += [""] * (wide - len(names))
        widths = [
            self._styles.measure("table-column", name, "style:column-width") for name in names
        ]
        if all(widths):
            return tuple(widths)
        total = self._styles.measure("table", table.get(_STYLE, ""), "style:width")
        total = total or _USUAL_WIDTH * wide
        shares = [
            _share(self._styles.find("table-column", name, "style:rel-column-width"))
            for name in names
        ]
        return tuple(total * share / sum(shares) for share in shares)


def _share(relative: str | None) -> float:
    """A relative column width such as ``1234*``."""
    digits = (relative or "").strip().removesuffix("*")
    return max(float(digits), 1.0) if digits.isdecimal() and len(digits) < 8 else 1.0


def _columns_of(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _width(cells: tuple[Cell, ...]) -> int:
    return cells[-1].column + cells[-1].column_span


def _whole(cells: tuple[Cell, ...], wide: int) -> tuple[Cell, ...]:
    """The cells with blank ones in the gaps, so that every column is covered."""
    found: list[Cell] = []
    at = 0
    for cell in cells:
        if cell.column > at:
            found.append(_filler(at, cell.column))
        found.append(cell)
        at = cell.column + cell.column_span
    if at < wide:
        found.append(_filler(at, wide))
    return tuple(found)


def _filler(start: int, end: int) -> Cell:
    return Cell("", start, end - start, style=_FILLER_STYLE, borders=NO_BORDERS)


def _rows(parent: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    for child in parent:
        if child.tag == _ROW:
            yield child, header
        elif child.tag == _HEADER_ROWS or child.tag in _ROW_GROUPS:
            yield from _rows(child, header=header or child.tag == _HEADER_ROWS)


def _paragraphs(cell: Element) -> Iterator[_Shown]:
    """The paragraphs of a cell, as docx_text.cell_paragraphs has them.

    Of a table inside the cell only paragraphs with text count, and the empty paragraph that has
    to follow such a table does not.
    """
    after_table = False
    for block in nearest(cell, _BLOCKS, HOLDERS):
        if block.tag == TABLE:
            inner = (part for row, _ in _rows(block, header=False) for part in row)
            yield from (shown for part in inner for shown in _paragraphs(part) if shown.line.text)
            after_table = True
            continue
        line = read_line(block)
        if line.text or not after_table:
            yield _Shown(line, block.get(_TEXT_STYLE, ""))
        after_table = False
