# SPDX-License-Identifier: MulanPSL-2.0
"""A table on the clipboard: as a new book, or as the rows that are to go into the open one."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from fuyi_editor.files.apart import read_apart
from fuyi_editor.files.book import book_of_piece
from fuyi_editor.files.errors import PasteError, ReadError
from fuyi_editor.files.grid_making import Piece, make_grid
from fuyi_editor.files.preflight import MAX_FOREIGN
from fuyi_editor.page.document import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.files.book import Book, Layouts
    from fuyi_editor.files.sniff import FileKind
    from fuyi_editor.page.document import Block, Grid, PageDocument

_COPY_TABLE = "请在 Word、WPS、Excel 或网页里选中整张绩效目标表，复制后再粘贴"
_NO_TABLE = ("里面没有表格", _COPY_TABLE)
_NOT_THIS_FORM = (
    "没有认出绩效目标表（表里没有“项目名称”一栏）",
    "请连同“项目名称”“绩效目标”“一级指标”这些栏目名称一起选中，复制后再粘贴",
)
_NOTHING = ("里面没有文字", "请先在 Excel、WPS、Word 里选中要粘贴的单元格，复制后再粘贴")
_TOO_MUCH = ("内容太多", "请只选中绩效目标表，复制后再粘贴")


def pasted_book(html: str | None, text: str | None, layouts: Layouts) -> Book:
    """The book on the clipboard, saved nowhere yet; `html` is preferred, for it has the merges.

    Raises `PasteError` with a sentence for the user when neither holds a table that we know.
    """
    problem = PasteError(*_NO_TABLE)
    kinds: tuple[tuple[FileKind, str | None], ...] = (("html", html), ("text", text))
    for kind, clip in kinds:
        if not (clip and clip.strip()):
            continue
        try:
            return _book(kind, clip, layouts)
        except PasteError as error:
            # A page without any table says less than a table of another form.
            problem = error if problem.cause == _NO_TABLE[0] else problem
    raise problem


def pasted_rows(html: str | None, text: str | None) -> Grid:
    """The rows on the clipboard, with their merges; lines without a table are a single column.

    Of several tables the largest counts. Raises `PasteError` with a sentence for the user.
    """
    problem = PasteError(*_NOTHING)
    kinds: tuple[tuple[FileKind, str | None], ...] = (("html", html), ("text", text))
    for kind, clip in kinds:
        if not (clip and clip.strip()):
            continue
        try:
            page = _page(kind, clip)
        except PasteError as error:
            problem = error
            continue
        if page.grids:
            return max(page.grids, key=lambda grid: sum(1 for _ in grid.cells()))
        if (lines := _lines_of(page.blocks)) is not None and (kind == "text" or not text):
            return lines
    raise problem


def _lines_of(blocks: Iterable[Block]) -> Grid | None:
    pieces = [[Piece(b.text)] for b in blocks if isinstance(b, Paragraph) and b.text.strip()]
    return make_grid(pieces) if pieces else None


def _book(kind: FileKind, clip: str, layouts: Layouts) -> Book:
    page = _page(kind, clip)
    try:
        book = book_of_piece(page, layouts)
    except ReadError as error:
        raise PasteError(error.cause, _COPY_TABLE, error.place) from error
    if book is None:
        raise PasteError(*(_NOT_THIS_FORM if page.grids else _NO_TABLE))
    return book


def _page(kind: FileKind, clip: str) -> PageDocument:
    # Marked as UTF-8, whatever encoding the page itself speaks of: it was decoded long ago.
    data = codecs.BOM_UTF8 + clip.encode("utf-8", errors="replace")
    if len(data) > MAX_FOREIGN:
        raise PasteError(*_TOO_MUCH)
    try:
        return read_apart(kind, data)
    except ReadError as error:
        raise PasteError(error.cause, _COPY_TABLE, error.place) from error
