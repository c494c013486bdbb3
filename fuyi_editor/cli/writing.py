# SPDX-License-Identifier: MulanPSL-2.0
"""Writing a book as the file that a command was asked for: .docx, .xlsx, .json or .pdf."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import DONE, FAILED
from fuyi_editor.files.book import save_book
from fuyi_editor.files.store import save_bytes
from fuyi_editor.layouts.composing.coverage import unshown_summary

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.book import Book


def write_book(book: Book, target: Path) -> int:
    """Save a book as what the suffix says, and tell what there is no place for; the exit code.

    `FileError` where it cannot be saved.
    """
    if target.suffix.lower() != ".json":
        _warn_of_unshown(book)
    if target.suffix.lower() == ".pdf":
        return _convert_to_pdf(book, target)
    save_book(book, book.submission, target)
    return DONE


def _warn_of_unshown(book: Book) -> None:
    missing = unshown_summary(book.submission, book.page(book.submission))
    if missing:
        print(f"提示：表里没有这些内容的位置，没有写入：{missing}。", file=sys.stderr)


def _convert_to_pdf(book: Book, target: Path) -> int:
    try:
        from fuyi_editor.ui.printing.pdf_export import write_pdf
        from fuyi_editor.ui.printing.printout import PdfFacts
    except ImportError:
        print(f"没有写出“{target.name}”：写 PDF 要用 PySide6，这里没有安装。", file=sys.stderr)
        return FAILED
    save_bytes(target, write_pdf(book.page(book.submission), PdfFacts.of(book.submission)))
    return DONE
