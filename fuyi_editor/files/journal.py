# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps what is not saved on the disk while it is being typed, in a thread of its own.

The window only says what is unsaved now; two submissions that share almost all parts. The thread
finds the difference, so a keystroke waits for no disk. What is typed within a moment becomes one
step; each step is flushed to the disk itself, so that a power cut too costs less than a second.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from fuyi_editor.files.errors import FileError
from fuyi_editor.files.file_stamp import digest_of
from fuyi_editor.files.journal_file import (
    SOURCE_SUFFIX,
    SUFFIX,
    Beginning,
    BookRecord,
    first_part,
    step,
)
from fuyi_editor.files.owner import Owner
from fuyi_editor.files.store import save_bytes
from fuyi_editor.layouts.composing.merged_book import MergedComposer
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.diff import diff

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.book import Book
    from fuyi_editor.model.nodes import Submission

GATHER_SECONDS = 0.25
RETRY_SECONDS = 10.0
MOST_STEPS = 200
"""A recovery file with more steps is written anew: each has to be taken again to recover."""
TROUBLE = "没有保存的改动暂时记不到恢复文件里（{cause}），请尽快保存"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unsaved:
    """What is not saved: the book, what its file says (None: never saved), what it says now.

    `file` is the recovery file that it was recovered from, in which the journal goes on.
    """

    book: Book
    saved: Submission | None
    now: Submission
    file: Path | None = None

    @property
    def before(self) -> Submission:
        """What undoing everything leads back to."""
        return self.book.submission if self.saved is None else self.saved


class JournalWriter:
    """Makes the recovery file in `folder` say what was told last; none where nothing is unsaved."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist yet."""
        self.trouble = ""
        """Why what was told last cannot be written, in a sentence for the user; "" if it can."""
        self._wanted: Unsaved | None = None
        self._is_written = True
        self._told = threading.Condition()
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self._file = _RecoveryFile(folder)
        self._failed = False

    def tell(self, unsaved: Unsaved | None) -> None:
        """From now on this is unsaved; returns at once."""
        with self._told:
            self._wanted, self._is_written = unsaved, False
        if self._thread is None:
            if unsaved is None or self._end.is_set():
                return
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Have what was told last written at once; whether it is on the disk by then."""
        with self._told:
            self._failed = False  # tried again, however it went before
            self._hurry.set()
            self._wake.set()
            self._told.wait_for(lambda: self._is_written or self._failed, seconds)
            return self._is_written

    def close(self) -> None:
        """Write what was told last, and end."""
        self._end.set()
        self._hurry.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._end.is_set():
            self._wake.wait(RETRY_SECONDS if self._failed else None)
            self._hurry.wait(GATHER_SECONDS)
            self._hurry.clear()
            self._wake.clear()
            self._write()
        self._write()  # what was told between the last time and the end
        self._file.close()

    def _write(self) -> None:
        wanted = self._wanted
        try:
            self._file.say(wanted)
        except Exception as error:
            # Whatever it is, the thread must live: the next state may go through.
            if not self._failed:
                _log.exception("journal not written")
            self._failed = True
            self._file.close()
            cause = error.cause if isinstance(error, FileError) else "用户文件夹写不进去"
            self.trouble = TROUBLE.format(cause=cause) if wanted else ""
        else:
            self._failed, self.trouble = False, ""
        with self._told:
            self._is_written = wanted is self._wanted and not self._failed
            self._told.notify_all()


class _RecoveryFile:
    """The recovery file of one book at a time. After a failure it is written anew as a whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path: Path | None = None
        self._stream: BinaryIO | None = None
        self._about: Unsaved | None = None
        self._steps = 0
        self._source = ""

    def say(self, unsaved: Unsaved | None) -> None:
        if unsaved is None:
            self._remove()
            return
        if unsaved.file is not None and unsaved.file != self._path:
            self._remove()
            self._path = unsaved.file
        last = self._about
        if self._steps >= MOST_STEPS:
            last = self._begin(unsaved, unsaved.now)
        elif (
            self._stream is None
            or last is None
            or last.book is not unsaved.book
            or last.saved is not unsaved.saved
        ):
            last = self._begin(unsaved, unsaved.before)
        if edits := diff(last.now, unsaved.now):
            self._append(step(edits))
        self._about = unsaved

    def close(self) -> None:
        """Let go of the file; what is said next is written as a whole."""
        stream, self._stream, self._about = self._stream, None, None
        if stream is not None:
            with suppress(OSError):
                stream.close()

    def _begin(self, unsaved: Unsaved, now: Submission) -> Unsaved:
        self.close()
        with suppress(FileExistsError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path or self._folder / f"{secrets.token_hex(8)}{SUFFIX}"
        self._path = path
        book, form = unsaved.book, unsaved.book.form
        if book.original is not None and isinstance(form, Reviser):
            record = _record(book, digest_of(book.original))
            self._keep_source(path.with_suffix(SOURCE_SUFFIX), book.original, record.source)
            read = form.before
        else:
            record, read = _record(book, None), unsaved.before
        begin = Beginning(record, read, unsaved.before, unsaved.saved is not None, now)
        save_bytes(path, b"".join(first_part(Owner.this(), begin)))
        self._stream = path.open("ab", buffering=0)
        self._steps = 0
        return Unsaved(book, unsaved.saved, now)

    def _keep_source(self, path: Path, data: bytes, digest: str | None) -> None:
        if digest == self._source and path.exists():
            return
        save_bytes(path, data)
        self._source = digest or ""

    def _append(self, record: bytes) -> None:
        assert self._stream is not None
        if self._stream.write(record) != len(record):
            raise OSError("short write")
        os.fsync(self._stream.fileno())
        self._steps += 1

    def _remove(self) -> None:
        self.close()
        if self._path is not None:
            remove_journal(self._path)
        self._path, self._source = None, ""


def remove_journal(path: Path) -> None:
    """Take a recovery file away with what belongs to it; the file itself first."""
    path.unlink(missing_ok=True)
    path.with_suffix(SOURCE_SUFFIX).unlink(missing_ok=True)


def _record(book: Book, source: str | None) -> BookRecord:
    return BookRecord(
        path=_absolute(book.path),
        copy_of=_absolute(book.copy_of),
        origin=_absolute(book.origin),
        layout=book.layout.name if book.layout else None,
        merged=dict(book.form.sources) if isinstance(book.form, MergedComposer) else None,
        source=source,
        revises=book.source is not None,
        stamp=book.stamp,
    )


def _absolute(path: Path | None) -> Path | None:
    return path.absolute() if path else None
