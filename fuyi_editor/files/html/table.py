# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of a web page as grids; tables that only lay out the page are taken apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.grid_making import MAX_COLUMNS, Piece, make_grid
from fuyi_editor.files.html.flow import Line, flow
from fuyi_editor.files.html.sections import TableRow, sections
from fuyi_editor.page.document import Paragraph, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.html.styles import HtmlStyles
    from fuyi_editor.page.document import Block

_ROW = frozenset({"tr"})
_CELLS = frozenset({"td", "th"})
_CLOSED = frozenset({"table", "caption", "colgroup", "tr", "td", "th"})
_MAX_ROW_SPAN = 10_000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row: how its text is set, and what it shows."""

    element: Element
    look: TextStyle
    shown: list[Line | Element]


class HtmlTables:
    """Turns what a page shows into blocks.

    With `keep_hidden_rows` rows that are hidden but hold text are shown: a spreadsheet's filter
    that someone forgot must not hide indicators.
    """

    def __init__(self, styles: HtmlStyles, *, keep_hidden_rows: bool = False) -> None:
        self._styles = styles
        self._keep_hidden_rows = keep_hidden_rows

    def blocks(self, shown: Iterable[Line | Element], look: TextStyle) -> Iterator[Block]:
        """Paragraphs and grids for lines and tables; text in a table is set like `look`."""
        for piece in shown:
            if isinstance(piece, Line):
                yield Paragraph(piece.text, piece.style, outline_level=piece.level)
            else:
                yield from self._table(piece, look)

    def _table(self, table: Element, around: TextStyle) -> Iterator[Block]:
        look = self._styles.look(table, around)
        for caption in table.findall("caption"):
            yield from self.blocks(flow(caption, self._styles, look), look)
        run: list[TableRow] = []
        ruled = table.get("border", "0") != "0"
        for row, is_header in self._rows(table):
            cells = [self._cell(cell, row, look) for cell in self._cells(row)]
            if any(self._is_opened(piece) for cell in cells for piece in cell.shown):
                yield from self._sections(table, run)
                run = []
                for cell in cells:
                    yield from self.blocks(cell.shown, cell.look)
                continue
            lines = ruled or any(self._styles.is_ruled(cell.element) for cell in cells)
            run.append(TableRow([self._piece(cell) for cell in cells], lines, is_header))
        yield from self._sections(table, run)

    def _sections(self, table: Element, rows: list[TableRow]) -> Iterator[Block]:
        # One column beside tables within the same table is the page's own layout.
        if all(len(row.pieces) < 2 for row in rows) and table.find(".//table") is not None:
            for row in rows:
                for piece in row.texts:
                    yield from _paragraphs(piece)
            return
        widths = self._widths(table)
        for section in sections(rows):
            if isinstance(section, Piece):
                yield from _paragraphs(section)
                continue
            # Only the rows at the very top are repeated on each page.
            headers = next((n for n, row in enumerate(section) if not row.header), 0)
            grid = make_grid([row.pieces for row in section], widths, frozenset(range(headers)))
            if grid is not None and any(cell.text for _, cell in grid.cells()):
                yield grid

    def _cell(self, cell: Element, row: Element, around: TextStyle) -> _Cell:
        look = self._styles.look(cell, self._styles.look(row, around))
        return _Cell(cell, look, flow(cell, self._styles, look))

    def _piece(self, cell: _Cell) -> Piece:
        lines = list(self._flat(cell.shown, cell.look))
        style = lines[0].style if lines else cell.look
        if style.vertical_align is not cell.look.vertical_align:
            style = replace(style, vertical_align=cell.look.vertical_align)
        row_span = _number(cell.element.get("rowspan"), _MAX_ROW_SPAN)
        return Piece(
            text="\n".join(line.text for line in lines),
            column_span=_span(cell.element),
            # HTML: a span of 0 reaches to the end of the table.
            row_span=row_span or _MAX_ROW_SPAN,
            style=style,
        )

    def _flat(self, shown: Iterable[Line | Element], look: TextStyle) -> Iterator[Line]:
        """The lines of a cell; a small table in it gives a line for each of its rows."""
        for piece in shown:
            if isinstance(piece, Line):
                yield piece
                continue
            for row, _ in self._rows(piece):
                texts = [
                    line.text
                    for cell in self._cells(row)
                    for line in self._flat(flow(cell, self._styles, look), look)
                ]
                if texts:
                    yield Line(" ".join(texts), look)

    def _is_opened(self, piece: Line | Element) -> bool:
        """Whether it is a table too big for a cell: two rows and columns, or such a one inside."""
        if isinstance(piece, Line):
            return False
        tables = (inner for inner in piece.iter("table"))
        return any(self._is_real(inner) for inner in tables)

    def _is_real(self, table: Element) -> bool:
        wide = [row for row, _ in self._rows(table) if len(self._cells(row)) > 1]
        return len(wide) > 1

    def _rows(self, table: Element) -> Iterator[tuple[Element, bool]]:
        """The rows of the table itself, and whether each is a heading."""
        for group in table:
            for row in _within(group, _ROW):
                if self._is_shown(row) and (row is group or self._is_shown(group)):
                    yield row, group.tag == "thead"

    def _is_shown(self, row: Element) -> bool:
        if not self._styles.is_hidden(row):
            return True
        return self._keep_hidden_rows and any(text.strip() for text in row.itertext())

    def _cells(self, row: Element) -> list[Element]:
        cells = (cell for child in row for cell in _within(child, _CELLS))
        return [cell for cell in cells if not self._styles.is_hidden(cell)]

    def _widths(self, table: Element) -> dict[int, float]:
        """The widths of columns, by `col` elements or else by the cells of one column."""
        widths: dict[int, float] = {}
        column = 0
        for element in _column_elements(table):
            for _ in range(_number(element.get("span"), MAX_COLUMNS) or 1):
                widths[column] = self._styles.width(element)
                column += 1
            if column > MAX_COLUMNS:
                break
        if any(widths.values()):
            return widths
        return self._widths_by_cells(table)

    def _widths_by_cells(self, table: Element) -> dict[int, float]:
        widths: dict[int, float] = {}
        for row, _ in self._rows(table):
            cells = self._cells(row)
            # Behind a wide cell and below a high one the columns are not known by counting.
            for column, cell in enumerate(cells):
                if _span(cell) > 1:
                    break
                widths.setdefault(column, self._styles.width(cell))
            if any(_number(cell.get("rowspan"), _MAX_ROW_SPAN) != 1 for cell in cells):
                break
        return widths


def _paragraphs(piece: Piece) -> Iterator[Paragraph]:
    yield from (Paragraph(line, piece.style) for line in piece.text.split("\n"))


def _column_elements(table: Element) -> Iterator[Element]:
    """The `col` elements of a table, and the groups that stand for columns themselves."""
    for child in table:
        if child.tag == "col":
            yield child
        elif child.tag == "colgroup":
            yield from child.findall("col") or [child]


def _within(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The wanted elements in document order, through groups and the forms of old web pages."""
    if element.tag in wanted:
        yield element
    elif element.tag not in _CLOSED:
        for child in element:
            yield from _within(child, wanted)


def _span(cell: Element) -> int:
    return _number(cell.get("colspan"), MAX_COLUMNS) or 1


def _number(text: str | None, limit: int) -> int:
    """A span; 1 where nothing or no number is written."""
    digits = (text or "").strip()
    if not digits.isdecimal():
        return 1
    return min(int(digits[:9]), limit)
