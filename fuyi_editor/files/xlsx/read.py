# SPDX-License-Identifier: MulanPSL-2.0
"""Reading an .xlsx into a page document, by what its sheets show on paper.

Only the standard library reads here: the usual one refuses many files that Excel and WPS open, and
takes a hundred times as long. Hidden sheets are left out; hidden rows and columns are not, since a
filter that someone forgot must not hide indicators.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.sheet.blocks import SheetBlocks, page_of_sheets
from fuyi_editor.files.xlsx.cells import read_sheet
from fuyi_editor.files.xlsx.parts import read_workbook

if TYPE_CHECKING:
    from fuyi_editor.files.sheet.data import SheetData
    from fuyi_editor.files.sheet.grid import Placed
    from fuyi_editor.files.xlsx.parts import SheetPart, Workbook
    from fuyi_editor.page.document import PageDocument


def read_xlsx(data: bytes) -> PageDocument:
    """The page document that the visible sheets of the workbook in `data` show.

    Raises `ReadError` when a needed part is absent or damaged, or a sheet is absurdly big.
    """
    book = read_workbook(data)
    page = page_of_sheets((read_sheet(book, sheet) for sheet in book.sheets), book.title)
    return replace(page, beside=tuple(book.beside))


def place_blocks(book: Workbook, sheet: SheetPart) -> tuple[SheetData, list[Placed]]:
    """What a sheet holds, and its blocks from top to bottom with their places on it."""
    content = read_sheet(book, sheet)
    return content, list(SheetBlocks(content).blocks())
