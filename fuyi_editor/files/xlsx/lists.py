# SPDX-License-Identifier: MulanPSL-2.0
"""Writing lists with sums as a workbook to work on: numbers are numbers, sums are formulas."""

from __future__ import annotations

import io
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.xlsx.page import clean_text
from fuyi_editor.files.xlsx.tables import HEAD, LOOK, MOST_ROWS, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MONEY = "#,##0.00####"  # 元 that were converted to 万元 exactly may have more decimals than two
_LINE, _AROUND, _HIGHEST = 15.0, 3.0, 409.5  # points; Excel knows no higher row
_SUM = {"bold": True, "bg_color": "#f2f2f2"}
_ALIGNED = {"int": {"align": "center"}, "Decimal": {"align": "right"}}


class FormulaData(Protocol):
    """A formula in A1 notation and its present value, for readers that do not calculate."""

    @property
    def text(self) -> str:
        """With the equals sign in front."""
        ...

    @property
    def value(self) -> Decimal | int:
        """What it comes to."""
        ...


CellData = str | int | Decimal | FormulaData


class ListData(Protocol):
    """A sheet: a head, rows, and a last row of sums that may be empty."""

    @property
    def name(self) -> str:
        """The name of the sheet."""
        ...

    @property
    def title(self) -> str:
        """Printed above every page; empty for nothing."""
        ...

    @property
    def headers(self) -> Sequence[str]:
        """The first line."""
        ...

    @property
    def widths(self) -> Sequence[int]:
        """In characters of a column."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[CellData]]:
        """The lines below."""
        ...

    @property
    def last(self) -> Sequence[CellData]:
        """Under all others; not among what is filtered and sorted."""
        ...


def write_lists(lists: Iterable[ListData]) -> bytes:
    """A workbook with one sheet for each list; texts are never taken for formulas or links."""
    from xlsxwriter.workbook import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    looks = _Looks(book)
    for data in lists:
        if len(data.rows) > MOST_ROWS - 1:
            cause = f"“{data.name}”有 {len(data.rows)} 行，超过 Excel 的行数"
            raise SaveError(cause, "请分几次汇总，每次少一些文件")
        _write(book.add_worksheet(data.name), data, looks)
    book.close()
    return buffer.getvalue()


class _Looks:
    """The formats of one workbook: for texts, whole numbers and money, in rows and in sums."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format(HEAD)
        self._kept: dict[tuple[str, bool], Format] = {}
        self._book = book

    def of(self, value: CellData, *, is_sum: bool) -> Format:
        """How a value is set; a formula is set as its value."""
        plain = value if isinstance(value, str | int | Decimal) else value.value
        kind = type(plain).__name__
        if (kind, is_sum) not in self._kept:
            look: dict[str, Any] = LOOK | (_SUM if is_sum else {})
            look |= _ALIGNED.get(kind, {})
            look |= {"num_format": _MONEY} if isinstance(plain, Decimal) else {}
            self._kept[kind, is_sum] = self._book.add_format(look)
        return self._kept[kind, is_sum]


def _write(sheet: Worksheet, data: ListData, looks: _Looks) -> None:
    for column, (title, width) in enumerate(zip(data.headers, data.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, looks.head)
    for line, row in enumerate(data.rows, 1):
        sheet.set_row(line, _height(row, data.widths))
        for column, value in enumerate(row):
            _write_cell(sheet, line, column, value, looks.of(value, is_sum=False))
    if data.last:
        sheet.set_row(len(data.rows) + 1, _LINE + _AROUND)
    for column, value in enumerate(data.last):
        _write_cell(sheet, len(data.rows) + 1, column, value, looks.of(value, is_sum=True))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(data.rows), len(data.headers) - 1)
    _set_up_print(sheet, data.title)


def _height(row: Sequence[CellData], widths: Sequence[int]) -> float:
    """Points for the lines that the longest text wraps into: not every program works that out."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            lines = max(lines, sum(_lines(line, width) for line in value.split("\n")))
    return min(lines * _LINE + _AROUND, _HIGHEST)


def _lines(text: str, width: int) -> int:
    """A Chinese letter is two characters wide; a line seldom fills its column to the end."""
    letters = sum(1 if letter.isascii() else 2 for letter in text)
    return max(1, math.ceil(letters / max(1, width - 2)))


def _write_cell(sheet: Worksheet, row: int, column: int, value: CellData, look: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, cut(clean_text(value)), look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value), look)
    else:
        shown: Any = float(value.value)  # annotated as int by the default 0
        sheet.write_formula(row, column, value.text, look, shown)


def _set_up_print(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if title:
        # The space: a digit after the size of the letters would belong to it.
        sheet.set_header("&C&14 " + title.replace("&", "&&"))
    sheet.set_footer("&C第 &P 页　共 &N 页")
