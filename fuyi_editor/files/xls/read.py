# SPDX-License-Identifier: MulanPSL-2.0
"""Reading old Excel and WPS workbooks (.xls, .et) into a page document, as .xlsx is read."""

from __future__ import annotations

import io
from struct import error as struct_error
from typing import TYPE_CHECKING, Protocol, cast

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.sheet.blocks import page_of_sheets
from fuyi_editor.files.sheet.data import (
    MM_PER_POINT,
    Merge,
    SheetCell,
    SheetData,
    default_characters,
    digit_pixels,
    width_in_mm,
)
from fuyi_editor.files.xls.looks import Looks, XlsStyles
from fuyi_editor.files.xls.records import DAMAGED, SheetRecords, read_records
from fuyi_editor.files.xlsx.numbers import show_number
from fuyi_editor.files.xlsx.page import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.files.sheet.data import Look
    from fuyi_editor.page.document import PageDocument

_STREAMS = ("Workbook", "Book")
_UTF_8 = 65001
_EMPTY, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 2, 3, 4, 5
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_TWIPS_PER_POINT = 20
# What the library meets in damaged files, depending on where the damage is.
_TRIPS = (
    struct_error, LookupError, ValueError, AssertionError, TypeError, AttributeError, OverflowError,
)  # fmt: skip


class _Metadata(Protocol):
    title: bytes | str | None
    codepage: int | None


class _Package(Protocol):
    """The parts of the library's package of streams that are used here."""

    def exists(self, filename: str) -> bool: ...
    def openstream(self, filename: str) -> io.BytesIO: ...
    def get_metadata(self) -> _Metadata: ...


class _Column(Protocol):
    width: int


class _Row(Protocol):
    height: int
    has_default_height: int


class _Sheet(Protocol):
    """The parts of a sheet of the library that are used here."""

    name: str
    visibility: int
    nrows: int
    merged_cells: Sequence[tuple[int, int, int, int]]
    colinfo_map: Mapping[int, _Column]
    rowinfo_map: Mapping[int, _Row]
    defcolwidth: int | None
    standardwidth: int | None

    def row_types(self, rowx: int) -> Sequence[int]: ...
    def row_values(self, rowx: int) -> Sequence[object]: ...
    def cell_xf_index(self, rowx: int, colx: int) -> int: ...


class _Book(XlsStyles, Protocol):
    datemode: int

    def sheet_by_index(self, sheetx: int) -> _Sheet: ...
    def unload_sheet(self, sheet_name_or_index: int) -> None: ...


def read_xls(data: bytes) -> PageDocument:
    """The page document that the visible sheets of the old workbook in `data` show.

    Raises `ReadError` when it is protected by a password, damaged, or absurdly big.
    """
    import xlrd
    from xlrd.biffh import XLRDError

    stream, title = _open(data)
    records = read_records(stream)
    try:
        book = cast(
            "_Book",
            xlrd.open_workbook(
                file_contents=records.stream,
                logfile=io.StringIO(),
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                encoding_override=records.encoding,
            ),
        )
        sheets = list(_sheets(book, records.sheets))
    except (XLRDError, *_TRIPS) as error:
        raise ReadError("工作簿已损坏", DAMAGED) from error
    return page_of_sheets(sheets, title)


def _open(data: bytes) -> tuple[bytes, str]:
    """The stream of the workbook and the document's title."""
    import olefile

    try:
        package = cast("_Package", olefile.OleFileIO(io.BytesIO(data)))
        for name in _STREAMS:
            if package.exists(name):
                return package.openstream(name).read(), _title(package)
    except (OSError, *_TRIPS) as error:
        raise ReadError("工作簿已损坏", DAMAGED) from error
    raise ReadError("文件里没有工作簿", "请选择 Excel 或 WPS 表格文件")


def _title(package: _Package) -> str:
    found = package.get_metadata()
    title = found.title
    if isinstance(title, bytes):
        # The property set names its code page as a signed number: UTF-8 is -535.
        encoding = "utf-8" if (found.codepage or 0) % 0x10000 == _UTF_8 else "gb18030"
        title = title.decode(encoding, "replace")
    return clean_text(title or "").strip()


def _sheets(book: _Book, records: Sequence[SheetRecords]) -> Iterator[SheetData]:
    looks = Looks(book)
    digit = digit_pixels(looks.font(0))
    for number, printing in enumerate(records):
        sheet = book.sheet_by_index(number)
        if sheet.visibility == 0:
            data = SheetData(
                sheet.name,
                header=printing.header,
                setup=printing.setup,
                centred=printing.centred,
            )
            _read_cells(book, sheet, looks, data)
            _read_sizes(sheet, digit, data)
            data.place_merges(
                [
                    Merge(top, left, bottom - 1, right - 1)
                    for top, bottom, left, right in sheet.merged_cells
                    if bottom - top > 1 or right - left > 1
                ]
            )
            data.check_rows()
            yield data
        book.unload_sheet(number)


def _read_cells(book: _Book, sheet: _Sheet, looks: Looks, data: SheetData) -> None:
    from_1904 = book.datemode == 1
    for row in range(sheet.nrows):
        values = sheet.row_values(row)
        found: dict[int, SheetCell] = {}
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == _EMPTY:
                continue
            look = looks.get(sheet.cell_xf_index(row, column))
            text = _shown(kind, values[column], look, from_1904=from_1904)
            found[column] = SheetCell(text, look, kind in (_NUMBER, _DATE))
        if found:
            data.cells[row] = found


def _shown(kind: int, value: object, look: Look, *, from_1904: bool) -> str:
    if kind in (_NUMBER, _DATE):
        return clean_text(show_number(repr(value), look.number_format, from_1904=from_1904))
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return _ERRORS.get(value, "#N/A") if isinstance(value, int) else "#N/A"
    return clean_text(value) if isinstance(value, str) else ""


def _read_sizes(sheet: _Sheet, digit: int, data: SheetData) -> None:
    if sheet.standardwidth is not None:
        usual = sheet.standardwidth / 256
    else:
        usual = default_characters(sheet.defcolwidth or 8, digit)
    data.default_width = width_in_mm(usual, digit)
    data.widths = [
        (column, column, width_in_mm(min(info.width / 256, 255.0), digit))
        for column, info in sorted(sheet.colinfo_map.items())
    ]
    for row, info in sheet.rowinfo_map.items():
        if not info.has_default_height and info.height:
            data.heights[row] = info.height / _TWIPS_PER_POINT * MM_PER_POINT
