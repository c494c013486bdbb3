# SPDX-License-Identifier: MulanPSL-2.0
"""A table on the clipboard as a new book: copied in Excel, Word, WPS, or from a published page."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from fuyi_editor.files.apart import read_apart
from fuyi_editor.files.book import book_of_piece
from fuyi_editor.files.errors import PasteError, ReadError
from fuyi_editor.files.open_file import MAX_FILE_BYTES

if TYPE_CHECKING:
    from fuyi_editor.files.book import Book, Layouts
    from fuyi_editor.files.sniff import FileKind

_COPY_TABLE = "请在 Word、WPS、Excel 或网页里选中整张绩效目标表，复制后再粘贴"
_NO_TABLE = ("里面没有表格", _COPY_TABLE)
_NOT_THIS_FORM = (
    "没有认出绩效目标表（表里没有“项目名称”一栏）",
    "请连同“项目名称”“绩效目标”“一级指标”这些栏目名称一起选中，复制后再粘贴",
)
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


def _book(kind: FileKind, clip: str, layouts: Layouts) -> Book:
    # Marked as UTF-8, whatever encoding the page itself speaks of: it was decoded long ago.
    data = codecs.BOM_UTF8 + clip.encode("utf-8", errors="replace")
    if len(data) > MAX_FILE_BYTES:
        raise PasteError(*_TOO_MUCH)
    try:
        page = read_apart(kind, data)
    except ReadError as error:
        raise PasteError(error.cause, _COPY_TABLE, error.place) from error
    book = book_of_piece(page, layouts)
    if book is None:
        raise PasteError(*(_NOT_THIS_FORM if page.grids else _NO_TABLE))
    return book
