# SPDX-License-Identifier: MulanPSL-2.0
"""What the window needs from the rest of the program, handed in by `app.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.checks.engine import Checker
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.files.backups import Backups
    from fuyi_editor.files.book import Book
    from fuyi_editor.files.book_notes import BookNotes
    from fuyi_editor.files.edit_lock import EditLock
    from fuyi_editor.files.recovery import RecoveryFolder
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.library.store import Library
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import Grid, PageDocument
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.printing.printout import PdfFacts, Printout
    from fuyi_editor.ui.settings import SettingsFile


@dataclass(frozen=True)
class Services:
    """Functions that open and save raise `files.errors.FileError` with a sentence for the user."""

    layouts: Mapping[str, Layout]
    settings: SettingsFile
    ask: Ask
    new_checker: Callable[[], Checker]
    """A checker serves one open book, whose latest state it remembers."""
    open_book: Callable[[Path], Book]
    is_there: Callable[[Path], bool]
    """Whether there is such a file; a drive that does not answer is not waited for."""
    pasted_book: Callable[[str | None, str | None], Book]
    """The book in the HTML or the plain text of the clipboard."""
    pasted_rows: Callable[[str | None, str | None], Grid]
    """The rows in them, that are to go into the open book."""
    new_book: Callable[[Layout], Book]
    composed: Callable[[Submission, Layout], Book]
    """The submission as a new book in another layout."""
    renewed: Callable[[Book, Submission], Book]
    """A new book after the pattern of another one, in the same form; that one's file stays."""
    merged_book: Callable[[Submission, Mapping[str, str], Layout], Book]
    """The books of many units as one new book; by a project's id the file that it is from."""
    rolled_over: Callable[[Book, Submission], Book]
    """The new year's book, whose saving revises the old one's file under another name."""
    save_book: Callable[[Book, Submission, Path], Book]
    set_theme: Callable[[str], None]
    set_text_size: Callable[[str], None]
    write_pdf: Callable[[PageDocument, PdfFacts], bytes]
    print_pages: Callable[[QWidget, Printout], str]
    """Says what was done, nothing where the user turned back."""
    preview_pages: Callable[[QWidget, PageDocument], None]
    """Something else than the open book, to look at and to print."""
    texts: RuleTexts
    """The words of the rules, for help and headings."""
    notes: BookNotes | None = None
    """Where it is kept what is not to be told again of a book; nowhere if None."""
    last_years: BookNotes | None = None
    """Where it is kept which file of last year stands beside which book; nowhere if None."""
    library: Callable[[], Library] | None = None
    """The indicator library, one and the same each time; none if None."""
    recovery: RecoveryFolder | None = None
    """Where it is kept what is not saved; nowhere if None."""
    backups: Backups | None = None
    """Where older states of books are kept; nowhere if None."""
    data: Path | None = None
    """The folder of all that is kept; nothing is if None."""
    is_portable: bool = False
    """Whether that is beside the program, and nothing is kept anywhere else."""
    logs: Path | None = None
    """The folder of the log; none is kept if None."""
    new_lock: Callable[[], EditLock] | None = None
    """Makes what tells others that a book is open here; they are not told if None."""
