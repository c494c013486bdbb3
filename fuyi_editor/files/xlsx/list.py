# SPDX-License-Identifier: MulanPSL-2.0
"""Reading a workbook that is a plain list, row by row, not a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.limits import check_cells
from fuyi_editor.files.open_file import read_bytes
from fuyi_editor.files.preflight import check_file
from fuyi_editor.files.read_guard import guarded
from fuyi_editor.files.sheet.data import MAX_ROWS
from fuyi_editor.files.xlsx.cells import read_sheet
from fuyi_editor.files.xlsx.parts import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.sheet.data import SheetData

_NO_LIST = ("工作簿里没有内容", "请确认选的文件，清单应在没有隐藏的工作表里")
_NO_WORKBOOK = ("这不是 .xlsx 工作簿", "请先用 WPS 或 Excel 打开，另存为 .xlsx 再试")
_TOO_LONG = ("清单的行数过多", "请删去用不到的行后再试")


def read_list(path: Path) -> list[list[str]]:
    """The texts of the first visible sheet that has any, as shown, from the sheet's first row on.

    Blank rows are empty lists, so that row 5 of the sheet is number 4. `ReadError` naming `path`.
    """
    data = read_bytes(path)
    try:
        if check_file(data) not in ("xlsx", "xlsm"):
            raise ReadError(*_NO_WORKBOOK)
        return guarded(lambda: _first_list(data))
    except ReadError as error:
        raise error.with_path(path) from error.__cause__


def _first_list(data: bytes) -> list[list[str]]:
    book = read_workbook(data)
    for sheet in book.sheets:
        rows = _rows(read_sheet(book, sheet))
        if any(map(any, rows)):
            return rows
    raise ReadError(*_NO_LIST)


def _rows(sheet: SheetData) -> list[list[str]]:
    last = max(sheet.cells, default=-1)
    if last >= MAX_ROWS:
        raise ReadError(*_TOO_LONG)
    found: list[list[str]] = []
    cells = 0
    for row in range(last + 1):
        found.append(_row(sheet, row))
        # A text in the last column that Excel has makes a row of 16,384.
        cells += len(found[-1])
        check_cells(cells)
    return found


def _row(sheet: SheetData, row: int) -> list[str]:
    cells = sheet.cells.get(row, {})
    texts = [""] * (max(cells, default=-1) + 1)
    for column, cell in cells.items():
        texts[column] = cell.text
    return texts
