# SPDX-License-Identifier: MulanPSL-2.0
"""The kinds of files in the words of the open and save dialogs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.book import Book

_OPENED = {
    "Word、WPS 文字": (".docx", ".docm", ".doc", ".wps", ".odt"),
    "Excel、WPS 表格": (".xlsx", ".xlsm", ".xls", ".et", ".ods"),
    "PDF 文件": (".pdf",),
    "网页": (".html", ".htm", ".mht", ".mhtml"),
    "文本": (".txt", ".csv"),
    "数据文件": (".json",),
}
SAVE_FILTERS = {
    ".docx": "Word 文档 (*.docx)",
    ".xlsx": "Excel 工作簿 (*.xlsx)",
    ".json": "数据文件 (*.json)",
}
PDF_FILTERS = {".pdf": "PDF 文件 (*.pdf)"}
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUICK = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".json"})
_SHEETS = frozenset({"ole-xls", "ods"})
# What the sniffed kinds of files are called that are only read.
_CALLED = {
    "ole-doc": "旧格式的 Word 文档",
    "ole-xls": "旧格式的 Excel 工作簿",
    "odt": " OpenDocument 文档",
    "ods": " OpenDocument 表格",
    "pdf": " PDF 文件",
    "html": "网页",
    "mht": "网页",
    "text": "纯文本",
}


def open_filters() -> list[str]:
    """The filters of the open dialog, the first one for everything that we read."""
    every = tuple(suffix for suffixes in _OPENED.values() for suffix in suffixes)
    groups = {"能打开的文件": every, **_OPENED}
    return [f"{words} ({_patterns(suffixes)})" for words, suffixes in groups.items()] + [
        "所有文件 (*)"
    ]


def opened_suffixes() -> frozenset[str]:
    """The suffixes of the kinds of files that we read, for whoever looks through a folder."""
    return frozenset(suffix for suffixes in _OPENED.values() for suffix in suffixes)


def _patterns(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


def is_quick(path: Path) -> bool:
    """Whether the file is read within a blink, by its name; others go through another process."""
    return path.suffix.lower() in _QUICK


def only_read_words(book: Book) -> str:
    """Why a book cannot be saved where it came from, and what to do instead."""
    kind = book.source.kind if book.source else ""
    called = _CALLED.get(kind, "别的格式")
    return (
        f"“{book.name}”是{called}，只能打开，不能改写；"
        "请存成 Word 文档（.docx）或 Excel 工作簿（.xlsx），原来的文件不会动。"
    )


def rolled_name(book: Book, origin: Path, year: int | None, suffix: str) -> Path:
    """A name of the new year beside last year's file, never its own: fengrun-2024.docx."""
    own = origin.suffix.lower()
    if suffix == ".docx" and own in SAVE_FILTERS:
        suffix = own
    elif suffix == ".docx" and book.source and book.source.kind in _SHEETS:
        suffix = ".xlsx"
    stem, old = origin.stem, [*_YEAR.finditer(origin.stem)]
    if year is not None and old:
        stem = stem[: old[-1].start()] + str(year) + stem[old[-1].end() :]
    if stem == origin.stem:
        stem += f"（{year}年）" if year is not None and not old else "（新）"
    return origin.with_name(stem + suffix)


def name_from(title: str, otherwise: str) -> str:
    """A file name without suffix from a title, or another one where nothing is left of it."""
    return _FORBIDDEN_IN_NAMES.sub("", title) or otherwise


def new_name(book: Book, path: Path, suffix: str) -> Path:
    """A name beside the file that is only read: never its own."""
    if suffix == ".docx" and book.source and book.source.kind in _SHEETS:
        suffix = ".xlsx"
    named = path.with_suffix(suffix)
    # The file may be of another kind than its name says.
    return named if named != path else path.with_name(f"{path.stem}（新）{suffix}")
