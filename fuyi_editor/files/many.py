# SPDX-License-Identifier: MulanPSL-2.0
"""Doing the same with many files, in several processes: one bad file stops no other.

A few files are done right here: a process of its own takes as long to start as some files to read.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Generic, TypeVar

from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from pathlib import Path

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)

_NOT_OURS = ("~$", ".")  # owner files of Word and WPS, and whatever is hidden
_BROKE = "读这个文件时程序出错退出"


@dataclass(frozen=True, slots=True)
class Work(Generic[_Result]):
    """What is done with each file. Functions of a module, or partials: they go to processes."""

    each: Callable[[Path], _Result]
    """Answers for a file that cannot be read as well."""
    failed: Callable[[Path, ReadError], _Result]
    """The answer for a file at which our own program failed, or its process broke."""
    modules: tuple[str, ...]
    """What a fork server imports once for all processes."""
    fewest: int
    """Files for each process, below which it would not be worth its start."""


def files_in(paths: Iterable[Path], suffixes: Collection[str]) -> list[Path]:
    """The files named, and those with one of the suffixes in the folders named, each once."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files |= dict.fromkeys(sorted(_readable(path, suffixes)))
        else:
            files[path] = None
    return list(files)


def _readable(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    for path in folder.rglob("*"):
        ours = path.suffix.lower() in suffixes and not path.name.startswith(_NOT_OURS)
        if ours and path.is_file():
            yield path


def _never() -> bool:
    return False


def go_through(
    files: Sequence[Path],
    work: Work[_Result],
    step: Callable[[Path, _Result], None],
    stopped: Callable[[], bool] = _never,
) -> dict[Path, _Result]:
    """What came of each file, in the order of the files.

    `step` is told each result as it comes, in this thread. Once `stopped` answers true no further
    file is begun; those that were not done are missing from the answer.
    """
    results: dict[Path, _Result] = {}

    def note(path: Path, result: _Result) -> None:
        results[path] = result
        step(path, result)

    workers = min(len(files) // work.fewest, os.cpu_count() or 1)
    left = list(files)
    if workers > 1 and _can_start(work.modules):
        left = _in_pool(files, work, workers, note, stopped)
        for path in left:  # a process broke; alone, each file shows whether it was the one
            if not stopped() and _in_pool([path], work, 1, note, stopped):
                note(path, work.failed(path, ReadError(_BROKE, path=path)))
        left = []
    for path in left:
        if stopped():
            break
        note(path, _answer(path, work, partial(work.each, path)))
    return {path: results[path] for path in files if path in results}


def _can_start(modules: tuple[str, ...]) -> bool:
    """Whether processes can be started here at all: some systems and virus guards forbid it."""
    try:
        with ProcessPoolExecutor(1, mp_context=_context(modules)) as pool:
            pool.submit(os.getpid).result()
    except (BrokenProcessPool, OSError):
        return False
    return True


def _answer(path: Path, work: Work[_Result], answer: Callable[[], _Result]) -> _Result:
    """The answer of the work; an error that nobody foresaw is that of one file."""
    try:
        return answer()
    except BrokenProcessPool:
        raise
    except Exception as error:
        _log.exception("reading %s failed", path)
        cause = f"读这个文件时程序出错（{type(error).__name__}）"
        return work.failed(path, ReadError(cause, "请把这个文件发给我们", path=path))


def _in_pool(
    files: Sequence[Path],
    work: Work[_Result],
    workers: int,
    note: Callable[[Path, _Result], None],
    stopped: Callable[[], bool],
) -> list[Path]:
    """Work in processes of their own; the files that are left when one of these breaks."""
    left = dict.fromkeys(files)
    context = _context(work.modules)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)
    try:
        waiting = {pool.submit(work.each, path): path for path in files}
        for future in as_completed(waiting):
            if stopped():
                return []
            path = waiting[future]
            try:
                result = _answer(path, work, future.result)
            except BrokenProcessPool:
                break
            del left[path]
            note(path, result)
    finally:
        pool.shutdown(cancel_futures=True)
    return list(left)


def _leave_interrupts() -> None:
    """Ctrl+C in a terminal goes to all processes; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _context(modules: tuple[str, ...]) -> BaseContext:
    """How processes are started: never forked from ours, whose libraries may hold locks just then.

    A fork server, where there is one, imports the modules once for all of them.
    """
    if "forkserver" not in get_all_start_methods() or getattr(sys, "frozen", False):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([*modules])
    return context
