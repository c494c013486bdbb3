# SPDX-License-Identifier: MulanPSL-2.0
"""Dated copies of what a save replaces: the last ones of each book, in the user's own folder.

A copy is named after the moment it was made and its bytes, and carries the time of the file that it
is a copy of. What was kept already is not kept twice.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import FileError, SaveError
from fuyi_editor.files.file_stamp import digest_of
from fuyi_editor.files.store import save_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_COPIES = 20
MOST_BYTES_OF_BOOK = 200 * 1024 * 1024
MOST_BYTES = 1024 * 1024 * 1024
_NAMED = "path.txt"
_DIGITS = 16

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """An older state of a book's file: `saved` is when that state was saved."""

    path: Path
    kept: int
    digest: str
    size: int
    saved: datetime


class Backups:
    """The copies in one folder, which need not exist yet."""

    def __init__(self, folder: Path, most: int = MOST_COPIES) -> None:
        self._folder = folder
        self.most = most
        """How many copies of each book are kept; fewer are from the next save on."""

    def keep(self, path: Path) -> None:
        """Keep a copy of the file at `path`, where there is one. `SaveError` if it cannot be."""
        try:
            data = path.read_bytes()
            modified = path.stat().st_mtime_ns
        except FileNotFoundError:
            return
        except OSError as error:
            raise SaveError("旧版本读不出来，没有留下备份", path=path) from error
        try:
            self._keep(path, data, modified)
        except FileError as error:
            raise SaveError(
                f"旧版本没有留下备份：{error.cause}", error.remedy, path=path
            ) from error
        except OSError as error:
            cause = "旧版本没有留下备份：用户文件夹写不进去"
            raise SaveError(cause, path=path) from error

    def of(self, path: Path) -> list[Backup]:
        """The copies of the book at `path`, the newest first."""
        return sorted(_copies(self._of(path)), key=lambda copy: copy.kept, reverse=True)

    def _keep(self, path: Path, data: bytes, modified: int) -> None:
        folder = self._of(path)
        folder.mkdir(parents=True, exist_ok=True)
        digest = digest_of(data)[:_DIGITS]
        kept = self._next_moment(path)
        target = folder / f"{kept}-{digest}{path.suffix.lower()}"
        known = next((copy for copy in _copies(folder) if copy.digest == digest), None)
        if known is not None:
            known.path.rename(target)
        else:
            save_bytes(target, data)
        os.utime(target, ns=(modified, modified))
        if not (folder / _NAMED).exists():
            save_bytes(folder / _NAMED, str(path.absolute()).encode())
        self._clear(folder)

    def _of(self, path: Path) -> Path:
        name = os.path.normcase(os.path.realpath(path))
        return self._folder / digest_of(name.encode("utf-8", "surrogatepass"))[:24]

    def _next_moment(self, path: Path) -> int:
        """Now in ms, but later than every copy: clocks are set back at times."""
        latest = max((copy.kept for copy in self.of(path)), default=0)
        return max(time.time_ns() // 1_000_000, latest + 1)

    def _clear(self, folder: Path) -> None:
        """Remove what is too much of this book, then of all; the newest of each book stays."""
        size = 0
        for number, copy in enumerate(sorted(_copies(folder), key=lambda copy: -copy.kept)):
            size += copy.size
            if number and (number >= self.most or size > MOST_BYTES_OF_BOOK):
                _remove(copy)
        everything = [sorted(_copies(book), key=lambda copy: copy.kept) for book in self._books()]
        size = sum(copy.size for copies in everything for copy in copies)
        removable = (copy for copies in everything for copy in copies[:-1])
        for copy in sorted(removable, key=lambda copy: copy.kept):
            if size <= MOST_BYTES:
                break
            _remove(copy)
            size -= copy.size

    def _books(self) -> list[Path]:
        return [entry for entry in self._folder.iterdir() if entry.is_dir()]


def _copies(folder: Path) -> Iterator[Backup]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        moment, _, digest = entry.stem.partition("-")
        if not moment.isdecimal() or len(digest) != _DIGITS:
            continue
        with suppress(OSError):
            found = entry.stat()
            saved = datetime.fromtimestamp(found.st_mtime)
            yield Backup(entry, int(moment), digest, found.st_size, saved)


def _remove(copy: Backup) -> None:
    try:
        copy.path.unlink(missing_ok=True)
    except OSError:
        _log.warning("backup %s not removed", copy.path, exc_info=True)
