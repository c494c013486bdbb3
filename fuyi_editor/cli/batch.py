# SPDX-License-Identifier: MulanPSL-2.0
"""Checking many files at once; what comes of each is plain data."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome, Severity
from fuyi_editor.checks.results.report import findings_data, findings_text
from fuyi_editor.checks.results.tables import FileFindings, file_findings
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.files.book import open_book
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.many import Work, go_through
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.cli.progress import Progress
    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.definition.layout_file import LayoutShelf

_FEWEST = 4  # a new process takes as long to start as some files to check


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to check: rules by id or first letters (all if none), and whether to tell all."""

    rules: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file; plain data that crosses from process to process."""

    found: FileFindings
    text: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    has_errors: bool = False


def check_files(files: Sequence[Path], wanted: Wanted, progress: Progress) -> Iterator[Checked]:
    """What came of each file, in the order of the files."""
    work = Work(partial(check_file, wanted=wanted), _failed, (__name__,), _FEWEST)
    yield from go_through(files, work, progress.step).values()


def check_file(path: Path, wanted: Wanted) -> Checked:
    """What came of one file."""
    try:
        book, findings = open_and_check(path, wanted)
    except FileError as error:
        return _failed(path, error)
    errors = (f.outcome is Outcome.FOUND and f.severity is Severity.ERROR for f in findings)
    return Checked(
        file_findings(str(path), book.submission, findings),
        findings_text(book.submission, findings),
        findings_data(book.submission, findings, str(path)),
        any(errors),
    )


def open_and_check(path: Path, wanted: Wanted) -> tuple[Book, tuple[Finding, ...]]:
    """The book in a file, and what was found in it. `FileError` where it cannot be read."""
    book = open_book(path, _layouts())
    checker = _checker(wanted.rules)
    check = checker.check_all if wanted.everything else checker.check
    return book, check(book.submission, book.taxonomy, book.printed)


def unknown_rules(names: Iterable[str]) -> list[str]:
    """Which of these are neither a rule nor the beginning of one."""
    return [name for name in names if not any(rule.id.startswith(name) for rule in ALL_RULES)]


def _failed(path: Path, error: FileError) -> Checked:
    return Checked(FileFindings(str(path), problem=error.sentence))


@cache
def _layouts() -> LayoutShelf:
    return load_layouts([user_folder("layouts")])


def _checker(names: tuple[str, ...]) -> Checker:
    chosen = [rule for rule in ALL_RULES if not names or rule.id.startswith(names)]
    return Checker(chosen, on_failure=_tell_failure)


def _tell_failure(rule: str, error: Exception) -> None:
    print(f"规则 {rule} 没有查完：{type(error).__name__}", file=sys.stderr)
