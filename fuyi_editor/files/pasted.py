# SPDX-License-Identifier: MulanPSL-2.0
"""A table on the clipboard as a new book: copied in Excel, Word, WPS, or from a published page.

A clip has not the look of a form, so what it says is set anew in the layout that it was read as.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.apart import read_apart
from fuyi_editor.files.book import composed, fitting, says_nothing
from fuyi_editor.files.errors import PasteError, ReadError
from fuyi_editor.files.open_file import MAX_FILE_BYTES
from fuyi_editor.layouts.coverage import unshown_fields
from fuyi_editor.layouts.parse import parse_page
from fuyi_editor.layouts.report import Unread
from fuyi_editor.model.fields import field_label, read_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.files.book import Book
    from fuyi_editor.files.sniff import FileKind
    from fuyi_editor.layouts.layout import Layout
    from fuyi_editor.layouts.parse import ParsedPage

_COPY_TABLE = "请在 Word、WPS、Excel 或网页里选中整张绩效目标表，复制后再粘贴"
_NO_TABLE = ("里面没有表格", _COPY_TABLE)
_NOT_THIS_FORM = (
    "没有认出绩效目标表（表里没有“项目名称”一栏）",
    "请连同“项目名称”“绩效目标”“一级指标”这些栏目名称一起选中，复制后再粘贴",
)
_TOO_MUCH = ("内容太多", "请只选中绩效目标表，复制后再粘贴")
# What is said of files, whose pages keep what was not understood.
_STAYS = "，原样保留"
# Lines of a table of contents and page numbers: the new book has its own.
_OF_OLD_PAGES = re.compile(r"\d{1,4}[.．、].*绩效目标表\s*\d*|[—–\-\s]*\d+[—–\-\s]*", re.DOTALL)


def pasted_book(html: str | None, text: str | None, layouts: Mapping[str, Layout]) -> Book:
    """The book on the clipboard, saved nowhere yet; `html` is preferred, for it has the merges.

    Raises `PasteError` with a sentence for the user when neither holds a table that we know.
    """
    problem = PasteError(*_NO_TABLE)
    kinds: tuple[tuple[FileKind, str | None], ...] = (("html", html), ("text", text))
    for kind, clip in kinds:
        if not (clip and clip.strip()):
            continue
        try:
            return _book(_parsed(kind, clip, layouts), layouts)
        except PasteError as error:
            # A page without any table says less than a table of another form.
            problem = error if problem.cause == _NO_TABLE[0] else problem
    raise problem


def _parsed(kind: FileKind, clip: str, layouts: Mapping[str, Layout]) -> ParsedPage:
    # Marked as UTF-8, whatever encoding the page itself speaks of: it was decoded long ago.
    data = codecs.BOM_UTF8 + clip.encode("utf-8", errors="replace")
    if len(data) > MAX_FILE_BYTES:
        raise PasteError(*_TOO_MUCH)
    try:
        page = read_apart(kind, data)
    except ReadError as error:
        raise PasteError(error.cause, _COPY_TABLE, error.place) from error
    parsed = parse_page(page, layouts)
    if says_nothing(parsed.submission):
        raise PasteError(*(_NOT_THIS_FORM if page.grids else _NO_TABLE))
    return parsed


def _book(parsed: ParsedPage, layouts: Mapping[str, Layout]) -> Book:
    layout = parsed.layout or fitting(parsed.submission, layouts)
    book = composed(parsed.submission, layout)
    left = (
        replace(piece, reason=piece.reason.removesuffix(_STAYS))
        for piece in parsed.report.unread
        if not _OF_OLD_PAGES.fullmatch(piece.text)
    )
    unread = (*left, *_without_place(book, layout))
    return replace(book, report=replace(parsed.report, unread=unread, kept=False))


def _without_place(book: Book, layout: Layout) -> Iterator[Unread]:
    """What was read but has no place in the layout; it is in the inspector, not on paper."""
    submission = book.submission
    for node_id, name in unshown_fields(submission, book.page(submission)):
        if name == "money_unit" and submission.money_unit == layout.money_unit:
            continue  # taken from the layout, not from the clip
        node = submission.find(node_id)
        label = field_label(node, name)
        yield Unread(label, read_field(node, name), f"“{layout.title}”没有印它的地方", 0)
