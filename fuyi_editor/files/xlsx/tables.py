# SPDX-License-Identifier: MulanPSL-2.0
"""Writing plain tables as a workbook to be filtered and sorted: a bold head that stays in sight."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.xlsx.page import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
_MOST_LETTERS = 16_000  # of two UTF-16 units each, as Excel counts
LOOK = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}
HEAD = LOOK | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#e8eef2"}


class TableData(Protocol):
    """A sheet of texts and whole numbers."""

    @property
    def name(self) -> str:
        """The name of the sheet."""
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
    def rows(self) -> Sequence[Sequence[str | int]]:
        """The lines below."""
        ...


def write_tables(tables: Iterable[TableData]) -> bytes:
    """A workbook with one sheet for each table; texts are never taken for formulas or links."""
    from xlsxwriter.workbook import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    head, look = book.add_format(HEAD), book.add_format(LOOK)
    for table in tables:
        if len(table.rows) > MOST_ROWS:
            cause = f"“{table.name}”有 {len(table.rows)} 行，超过 Excel 的行数"
            raise SaveError(cause, "请分几次检查，每次少一些文件")
        _write(book.add_worksheet(table.name), table, head, look)
    book.close()
    return buffer.getvalue()


def _write(sheet: Worksheet, table: TableData, head: Format, look: Format) -> None:
    for column, (title, width) in enumerate(zip(table.headers, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for line, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value, look)
            else:
                sheet.write_string(line, column, cut(clean_text(value)), look)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def cut(text: str) -> str:
    """What Excel can hold; a table about a text need not repeat a chapter of it."""
    return text if len(text) <= _MOST_LETTERS else text[:_MOST_LETTERS] + "…"
