# SPDX-License-Identifier: MulanPSL-2.0
"""Checking many files at once, each in one of several processes; one bad file stops no other."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, TextIO

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome, Severity
from fuyi_editor.checks.report import findings_data, findings_text
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.tables import FileFindings, file_findings
from fuyi_editor.files.book import open_book
from fuyi_editor.files.errors import FileError, ReadError
from fuyi_editor.layouts.layout_file import load_layouts
from fuyi_editor.resource_files import user_folder
from fuyi_editor.ui.file_kinds import opened_suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from pathlib import Path

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.layout_file import LayoutShelf

_NOT_OURS = ("~$", ".")  # owner files of Word and WPS, and whatever is hidden
_BAR = 24
_FEWEST = 4  # files for each process: a new one takes as long to start as some files to check


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


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of every kind we read in the folders named, each once."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files |= dict.fromkeys(sorted(_readable(path)))
        else:
            files[path] = None
    return list(files)


def check_files(files: Sequence[Path], wanted: Wanted, progress: Progress) -> Iterator[Checked]:
    """What came of each file, in the order of the files."""
    workers = min(len(files) // _FEWEST, os.cpu_count() or 1)
    if workers < 2:
        for path in files:
            yield check_file(path, wanted)
            progress.step(path)
        return
    results: dict[Path, Checked] = {}
    left = _in_pool(files, wanted, workers, results, progress)
    for path in left:  # a process broke; alone, each file shows whether it was the one
        if _in_pool([path], wanted, 1, results, progress):
            results[path] = _failed(path, ReadError("检查这个文件时程序出错退出", path=path))
            progress.step(path)
    yield from (results[path] for path in files)


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


class Progress:
    """A bar on a terminal; nothing where the output goes into a file."""

    def __init__(self, count: int, stream: TextIO = sys.stderr) -> None:
        self._count, self._done, self._stream = count, 0, stream
        self._shown = count > 1 and stream.isatty()

    def step(self, path: Path) -> None:
        """One more is done."""
        self._done += 1
        if self._shown:
            full = _BAR * self._done // self._count
            bar = "█" * full + "░" * (_BAR - full)
            self._stream.write(f"\r\x1b[K检查 {bar} {self._done}/{self._count} {path.name}")
            self._stream.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _readable(folder: Path) -> Iterator[Path]:
    suffixes = opened_suffixes()
    for path in folder.rglob("*"):
        ours = path.suffix.lower() in suffixes and not path.name.startswith(_NOT_OURS)
        if ours and path.is_file():
            yield path


def _in_pool(
    files: Sequence[Path],
    wanted: Wanted,
    workers: int,
    results: dict[Path, Checked],
    progress: Progress,
) -> list[Path]:
    """Check in processes of their own; the files that are left when one of these breaks."""
    pool = ProcessPoolExecutor(workers, mp_context=_context())
    try:
        waiting = {pool.submit(check_file, path, wanted): path for path in files}
        for future in as_completed(waiting):
            path = waiting[future]
            try:
                results[path] = future.result()
            except BrokenProcessPool:
                break
            progress.step(path)
    finally:
        pool.shutdown(cancel_futures=True)
    return [path for path in files if path not in results]


def _context() -> BaseContext:
    """How processes are started: never forked from ours, whose libraries may hold locks just then.

    A fork server, where there is one, imports our modules once for all of them.
    """
    if "forkserver" not in get_all_start_methods() or getattr(sys, "frozen", False):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


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
