# SPDX-License-Identifier: MulanPSL-2.0
"""Composing a new .xlsx from a page document: one sheet per project, laid out as published."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.xlsx.layout import POINTS_PER_PIXEL, lay_out
from fuyi_editor.files.xlsx.page import (
    FOOTER_MARGIN,
    MAX_FOOTER,
    MM_PER_INCH,
    clean_text,
    footer_code,
    paper_number,
)
from fuyi_editor.files.xlsx.sheets import split_sheets
from fuyi_editor.page.document import Align, BrokenGridError, VerticalAlign
from fuyi_editor.page.marked_text import pieces

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from fuyi_editor.files.xlsx.layout import Area, SheetLayout
    from fuyi_editor.files.xlsx.sheets import Sheet
    from fuyi_editor.page.document import Borders, PageDocument, PageSetup, TextStyle

MAX_CELL_UNITS = 32_767
"""UTF-16 units that Excel allows in a cell."""

_TEXT_FORMAT = 49
_TEXT_FORMAT_UP_TO = 100
# Column widths count digits of the workbook's own font. Song's are 8 pixels wide in Excel, and its
# substitutes on Linux agree; Calibri's 7 become 9 where it is missing, and the page is shrunk.
_DEFAULTS: dict[str, object] = {
    "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_scheme": "none"},
    "default_column_width": 72,
    "default_row_height": 18,
}
_HORIZONTAL = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "justify",
}
_VERTICAL = {
    VerticalAlign.TOP: "top",
    VerticalAlign.CENTER: "vcenter",
    VerticalAlign.BOTTOM: "bottom",
}


def compose_xlsx(page: PageDocument) -> bytes:
    """The bytes of a workbook that shows `page` on sheets.

    Raises `SaveError` for a text longer than Excel allows and for a broken grid; nothing is cut.
    """
    from xlsxwriter.workbook import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, **_DEFAULTS})
    book.set_properties({"title": clean_text(page.title)})
    formats = _Formats(book)
    for sheet in split_sheets(page):
        try:
            layout = lay_out(sheet.blocks, page.setup.content_width)
        except BrokenGridError as error:
            cause = "表格的单元格没有对齐，无法写成 Excel 文件"
            raise SaveError(cause, "请改存为 .docx，并把这个问题告诉我们", sheet.name) from error
        _write_sheet(book.add_worksheet(sheet.name), sheet, layout, formats, page.setup)
    book.close()
    return buffer.getvalue()


class _Formats:
    """The formats of a workbook; equal looks share one."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[TextStyle, Borders, bool, bool], Format] = {}
        self._of_texts: dict[tuple[TextStyle, bool], Format] = {}

    def of_text(self, style: TextStyle, *, underline: bool = False) -> Format:
        """The format for a piece of the text of a cell."""
        key = (style, underline)
        if key not in self._of_texts:
            self._of_texts[key] = self._book.add_format(_font(style, underline=underline))
        return self._of_texts[key]

    def get(
        self, style: TextStyle, borders: Borders, *, as_text: bool, underline: bool = False
    ) -> Format:
        """The format for a cell; `as_text` keeps numbers typed over it later as they are typed."""
        key = (style, borders, as_text, underline)
        known = self._known.get(key)
        if known is None:
            known = self._book.add_format(
                {
                    **_font(style, underline=underline),
                    "align": _HORIZONTAL[style.align],
                    "valign": _VERTICAL[style.vertical_align],
                    "text_wrap": True,
                    "num_format": _TEXT_FORMAT if as_text else "General",
                    "top": int(borders.top),
                    "right": int(borders.right),
                    "bottom": int(borders.bottom),
                    "left": int(borders.left),
                }
            )
            self._known[key] = known
        return known


def _font(style: TextStyle, *, underline: bool) -> dict[str, object]:
    return {
        "font_name": style.family,
        "font_size": style.size,
        "bold": style.bold,
        "underline": int(underline),
    }


def _write_sheet(
    target: Worksheet, sheet: Sheet, layout: SheetLayout, formats: _Formats, setup: PageSetup
) -> None:
    for column, pixels in enumerate(layout.columns):
        target.set_column_pixels(column, column, pixels)
    for row, height in enumerate(layout.heights):
        target.set_row_pixels(row, ceil(height / POINTS_PER_PIXEL))
    for area in layout.areas:
        _write_area(target, area, formats, sheet.name)
    if layout.heights:
        last_row, last_column = len(layout.heights) - 1, len(layout.columns) - 1
        target.print_area(0, 0, last_row, last_column)
        _no_number_warnings(target, last_row, last_column)
    if layout.header:
        target.repeat_rows(*layout.header)
    if layout.breaks:
        target.set_h_pagebreaks(layout.breaks)
    _set_up_page(target, setup, sheet.name)


def _no_number_warnings(target: Worksheet, last_row: int, last_column: int) -> None:
    from xlsxwriter.utility import xl_range

    target.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last_column)})


def _write_area(target: Worksheet, area: Area, formats: _Formats, sheet_name: str) -> None:
    text = clean_text(area.text)
    if len(text) > MAX_CELL_UNITS // 2 and len(text.encode("utf-16-le")) > 2 * MAX_CELL_UNITS:
        place = f"工作表“{sheet_name}”第 {area.row + 1} 行，“{text[:12]}…”"
        cause = f"有一格文字超过 Excel 允许的 {MAX_CELL_UNITS} 个字"
        raise SaveError(cause, "请缩短这段文字，或改存为 .docx", place)
    # Older programs show ##### for long texts in cells of the text format.
    look = formats.get(area.style, area.borders, as_text=len(text) <= _TEXT_FORMAT_UP_TO)
    if (area.row, area.column) != (area.last_row, area.last_column):
        target.merge_range(area.row, area.column, area.last_row, area.last_column, "", look)
    if area.marks:
        _write_marked(target, area, formats, look)
    elif text:
        target.write_string(area.row, area.column, text, look)
    else:
        target.write_blank(area.row, area.column, None, look)


def _write_marked(target: Worksheet, area: Area, formats: _Formats, look: Format) -> None:
    """A text of which some stretches are underlined. Excel wants two pieces and more of it."""
    cut = [(clean_text(piece), marked) for piece, marked in pieces(area.text, area.marks)]
    plain, underlined = formats.of_text(area.style), formats.of_text(area.style, underline=True)
    if len(cut) == 1:
        look = formats.get(area.style, area.borders, as_text=True, underline=cut[0][1])
        target.write_string(area.row, area.column, cut[0][0], look)
        return
    parts = (part for piece, marked in cut for part in (underlined if marked else plain, piece))
    target.write_rich_string(area.row, area.column, *parts, look)


def _set_up_page(target: Worksheet, setup: PageSetup, sheet_name: str) -> None:
    landscape = setup.width > setup.height
    target.set_paper(paper_number(setup))
    if landscape:
        target.set_landscape()
    target.fit_to_pages(1, 0)
    target.center_horizontally()
    target.set_margins(
        left=setup.left / MM_PER_INCH,
        right=setup.right / MM_PER_INCH,
        top=setup.top / MM_PER_INCH,
        bottom=setup.bottom / MM_PER_INCH,
    )
    footer = footer_code(setup)
    if len(footer) > MAX_FOOTER:
        raise SaveError("页脚文字太长，Excel 放不下", "请缩短页脚，或改存为 .docx", sheet_name)
    if footer:
        margin = min(FOOTER_MARGIN, setup.bottom / 2) / MM_PER_INCH
        target.set_footer(footer, {"margin": margin})
