# SPDX-License-Identifier: MulanPSL-2.0
"""Reading OpenDocument workbooks (.ods) into a page document, as .xlsx is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.odf.odf_package import body, count, nearest, odf, open_odf
from fuyi_editor.files.odf.odf_page import MasterPages
from fuyi_editor.files.odf.odf_styles import OdfStyles
from fuyi_editor.files.odf.odf_text import HOLDERS, PARAGRAPHS, joined, read_line
from fuyi_editor.files.sheet.blocks import page_of_sheets
from fuyi_editor.files.sheet.data import (
    MAX_COLUMN,
    MAX_ROW,
    Look,
    Merge,
    SheetCell,
    SheetData,
)
from fuyi_editor.page.document import VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.page.document import PageDocument

MAX_CELLS = 300_000
"""Cells with a text or a line that all sheets may have."""
MAX_BLANK = 1_000
"""Ruled rows or columns without a text; more are whole columns that someone ruled."""

_TABLES = frozenset({odf("table:table")})
_ROWS, _HEADER_ROWS = frozenset({odf("table:table-row")}), odf("table:table-header-rows")
_ROW_GROUPS = frozenset({odf("table:table-rows"), odf("table:table-row-group")})
_COLUMNS = frozenset({odf("table:table-column")})
_COLUMN_GROUPS = frozenset(
    odf(f"table:{name}") for name in ("table-columns", "table-header-columns", "table-column-group")
)
_CELLS = (odf("table:table-cell"), odf("table:covered-table-cell"))
_STYLE, _CELL_STYLE = odf("table:style-name"), odf("table:default-cell-style-name")
_KIND = odf("office:value-type")
_NUMBERS = frozenset({"float", "percentage", "currency", "date", "time"})
_VALUES = tuple(
    odf(f"office:{name}")
    for name in ("string-value", "value", "date-value", "time-value", "boolean-value")
)


def read_ods(data: bytes) -> PageDocument:
    """The page document that the visible sheets of the OpenDocument workbook in `data` show.

    Raises `ReadError` when it is protected by a password, damaged, or absurdly big.
    """
    package = open_odf(data)
    styles = OdfStyles(package.styles, package.content)
    book = _Book(styles, MasterPages(package.styles, of_sheets=True))
    tables = nearest(body(package, "spreadsheet"), _TABLES, frozenset())
    shown = (table for table in tables if book.is_shown(table))
    return page_of_sheets((book.sheet(table) for table in shown), package.title)


class _Run(NamedTuple):
    """Equal cells side by side."""

    first: int
    last: int
    cell: SheetCell
    element: Element


class _Book:
    """Reads the sheets of one workbook, counting their cells together."""

    def __init__(self, styles: OdfStyles, pages: MasterPages) -> None:
        self._styles = styles
        self._pages = pages
        self._looks: dict[str, Look] = {}
        self._room = MAX_CELLS

    def is_shown(self, table: Element) -> bool:
        """Whether a sheet is not hidden."""
        return self._styles.find("table", table.get(_STYLE, ""), "table:display") != "false"

    def sheet(self, table: Element) -> SheetData:
        """What a ``table:table`` holds."""
        page = self._styles.own("table", table.get(_STYLE, ""), "style:master-page-name")
        data = SheetData(
            table.get(odf("table:name"), ""),
            setup=self._pages.setup(page),
            centred=self._pages.centres(page),
        )
        usual = self._columns(table, data)
        merges: list[Merge] = []
        at = 0
        for row, is_header in _rows(table, header=False):
            repeat = min(count(row, "table:number-rows-repeated"), MAX_ROW + 1 - at)
            if repeat <= 0:
                break
            runs = list(self._runs(row, usual))
            self._place(data, runs, at, repeat)
            merges.extend(_merges(runs, at))
            height = self._styles.measure("table-row", row.get(_STYLE, ""), "style:row-height")
            if height and repeat <= MAX_BLANK:
                data.heights.update(dict.fromkeys(range(at, at + repeat), height))
            if is_header:
                data.header = (data.header[0] if data.header else at, at + repeat - 1)
            at += repeat
        data.place_merges(merges)
        data.check_rows()
        return data

    def _columns(self, table: Element, data: SheetData) -> list[tuple[int, str]]:
        """Note the widths; the last column of each run of columns, and the style of its cells."""
        usual: list[tuple[int, str]] = []
        at = 0
        for column in nearest(table, _COLUMNS, _COLUMN_GROUPS):
            last = min(at + count(column, "table:number-columns-repeated") - 1, MAX_COLUMN)
            name = column.get(_STYLE, "")
            width = self._styles.measure("table-column", name, "style:column-width")
            data.widths.append((at, last, width or _USUAL_WIDTH))
            usual.append((last, column.get(_CELL_STYLE, "")))
            at = last + 1
            if at > MAX_COLUMN:
                break
        data.default_width = _USUAL_WIDTH
        return usual

    def _runs(self, row: Element, usual: list[tuple[int, str]]) -> Iterator[_Run]:
        """The cells of a row that show something or are merged."""
        of_row = row.get(_CELL_STYLE, "")
        at = 0
        ends = iter(usual)
        end, of_column = next(ends, (MAX_COLUMN, ""))
        for element in row:
            if element.tag not in _CELLS:
                continue
            if at > MAX_COLUMN:
                return
            last = at + count(element, "table:number-columns-repeated") - 1
            while end < at:
                end, of_column = next(ends, (MAX_COLUMN, ""))
            name = element.get(_STYLE) or of_row or of_column
            cell = self._cell(element, name)
            spans = element.get(_SPANNED[0]) or element.get(_SPANNED[1])
            wide = last - at >= MAX_BLANK
            if cell.text or (cell.bordered and not wide) or spans:
                yield _Run(at, min(last, MAX_COLUMN), cell, element)
            at = last + 1

    def _cell(self, element: Element, style: str) -> SheetCell:
        kind = element.get(_KIND, "")
        covered = element.tag == _CELLS[1]
        text = "" if covered else _text(element, kind)
        return SheetCell(text, self._look(style), kind in _NUMBERS)

    def _look(self, name: str) -> Look:
        if name not in self._looks:
            vertical = self._styles.vertical(name, VerticalAlign.BOTTOM)
            style = self._styles.cell_style(name, vertical)
            source = self._styles.find("table-cell", name, "style:text-align-source")
            borders = self._styles.borders(name)
            self._looks[name] = Look(style, borders, number_right=source != "fix")
        return self._looks[name]

    def _place(self, data: SheetData, runs: list[_Run], at: int, repeat: int) -> None:
        if repeat > MAX_BLANK and not any(run.cell.text for run in runs):
            return
        cells = repeat * sum(run.last - run.first + 1 for run in runs)
        self._room -= cells
        if self._room < 0:
            raise ReadError(
                "工作簿里的内容过多，不像是绩效目标表",
                "请在 WPS 里删去用不到的行、列和工作表后再打开",
                f"工作表“{data.name}”",
            )
        for row in range(at, at + repeat) if runs else ():
            data.cells[row] = {
                column: run.cell for run in runs for column in range(run.first, run.last + 1)
            }


_SPANNED = (odf("table:number-columns-spanned"), odf("table:number-rows-spanned"))
_USUAL_WIDTH = 22.58
"""Millimetres of a column of LibreOffice that has no width of its own."""


def _rows(parent: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each is repeated on each page."""
    for child in parent:
        if child.tag in _ROWS:
            yield child, header
        elif child.tag == _HEADER_ROWS or child.tag in _ROW_GROUPS:
            yield from _rows(child, header=header or child.tag == _HEADER_ROWS)


def _merges(runs: list[_Run], row: int) -> Iterator[Merge]:
    for run in runs:
        wide = count(run.element, "table:number-columns-spanned")
        high = count(run.element, "table:number-rows-spanned")
        right, bottom = run.first + wide - 1, row + high - 1
        if (wide > 1 or high > 1) and right <= MAX_COLUMN and bottom <= MAX_ROW:
            yield Merge(row, run.first, bottom, right)


def _text(element: Element, kind: str) -> str:
    """The text as the program that wrote the file showed it; the bare value where it did not."""
    parts = nearest(element, PARAGRAPHS, HOLDERS)
    text = joined(read_line(part, in_sheet=True) for part in parts)
    if text or not kind:
        return text
    return next((element.get(name, "") for name in _VALUES if element.get(name)), "")
