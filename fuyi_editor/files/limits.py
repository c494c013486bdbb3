# SPDX-License-Identifier: MulanPSL-2.0
"""How much one file may ask for, whatever its format, so that opening it takes 5 s and 300 MB.

The largest book we know of has 500 projects: 35,000 cells with a quarter of a million characters,
opened in 2 to 3 s. The limits leave it room several times over, and stop what is no such book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument

MAX_CELLS = 120_000
"""Cells of all tables together; 10,000 indicators of ten columns are 100,000."""
MAX_ROWS = 18_000
"""Rows of all tables together; the same indicators in 500 projects have 17,000."""
MAX_COLUMNS = 1024
"""Columns of a table; Word has 63, and published sheets a few dozen."""
MAX_TEXT = 2_000_000
"""Characters of all texts together; a cell of a megabyte is well below."""
MAX_BLOCKS = 20_000
"""Paragraphs and tables; 500 projects have 2,000."""
MAX_EXPORT = 12 * 1024 * 1024
"""Bytes of an export (.json); 500 projects have 3 million."""
MAX_EXPORT_NODES = 60_000
"""Things with fields in an export; 500 projects have 18,000."""

_KEEP_THE_TABLE = "请在 WPS 里只留下绩效目标表，删去用不到的行、列和文字后再打开"


def check_cells(count: int) -> None:
    """Raise `ReadError` where the tables of a file have absurdly many cells."""
    if count > MAX_CELLS:
        cause = f"表格一共超过 {MAX_CELLS} 格，不像是绩效目标表"
        raise ReadError(cause, _KEEP_THE_TABLE)


def check_columns(count: int) -> None:
    """Raise `ReadError` where a table has absurdly many columns."""
    if count > MAX_COLUMNS:
        cause = f"表格超过 {MAX_COLUMNS} 列，不像是绩效目标表"
        raise ReadError(cause, _KEEP_THE_TABLE)


def check_blocks(count: int) -> None:
    """Raise `ReadError` where a file has absurdly many paragraphs and tables."""
    if count > MAX_BLOCKS:
        cause = f"文件里的段落和表格超过 {MAX_BLOCKS} 个，不像是绩效目标表"
        raise ReadError(cause, _KEEP_THE_TABLE)


def check_page(page: PageDocument) -> None:
    """Raise `ReadError` where a file shows more than the rest of the program can bear."""
    cells = text = rows = 0
    for block in page.blocks:
        if isinstance(block, Grid):
            check_columns(len(block.columns))
            rows += len(block.rows)
            for row in block.rows:
                cells += len(row.cells)
                text += sum(len(cell.text) for cell in row.cells)
        else:
            text += len(block.text)
    check_cells(cells)
    if rows > MAX_ROWS:
        cause = f"表格一共超过 {MAX_ROWS} 行，不像是绩效目标表"
        raise ReadError(cause, _KEEP_THE_TABLE)
    text += sum(len(aside.text) for aside in page.beside)
    check_blocks(len(page.blocks))
    if text > MAX_TEXT:
        raise ReadError("文件里的文字过多，不像是绩效目标表", _KEEP_THE_TABLE)


def check_export(data: bytes) -> None:
    """Raise `ReadError` where the export of a book is absurdly big."""
    if len(data) > MAX_EXPORT or data.count(b"{") > MAX_EXPORT_NODES:
        raise ReadError("JSON 文件里的内容过多，不像是本程序导出的", "请选择原来的表格文件")
