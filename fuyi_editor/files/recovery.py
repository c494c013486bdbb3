# SPDX-License-Identifier: MulanPSL-2.0
"""Recovery files that a crash or power cut left behind, and the books that are made of them.

A recovery file whose program still runs belongs to another window and is not touched. One that is
recovered is kept, and the journal of the recovered book goes on in it, until that was saved or
given up: a second crash loses nothing.
"""

from __future__ import annotations

import logging
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.book import Book, composed, fitting, open_book, read_book
from fuyi_editor.files.errors import FileError, ReadError
from fuyi_editor.files.file_stamp import OnDisk, digest_of, stat_soon
from fuyi_editor.files.journal import remove_journal
from fuyi_editor.files.journal_file import (
    SOURCE_SUFFIX,
    SUFFIX,
    BrokenJournalError,
    Journal,
    read_head,
    read_journal,
)
from fuyi_editor.layouts.composing.compose import Composer
from fuyi_editor.layouts.composing.merged_book import MergedComposer
from fuyi_editor.layouts.report.read_report import ReadReport
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.arrange import renamed
from fuyi_editor.model.diff import diff
from fuyi_editor.model.export import to_data
from fuyi_editor.page.differences import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.nodes import Submission

    Layouts = Mapping[str, Layout]

_OLD_SECONDS = 24 * 3600
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recovered:
    """A book as an unsaved copy, `book.submission` what undoing leads back to; and its last state.

    `saved` tells whether the former is what the file said.
    """

    book: Book
    saved: bool
    now: Submission
    as_it_was: bool = True
    """Whether it is in its own form; else it was set anew in a layout."""


@dataclass(frozen=True)
class Offer:
    """An unsaved book that can be recovered. Times are seconds since 1970.

    `recovered` is None where the recovery file is damaged; `problem` says so then.
    """

    file: Path
    path: Path | None
    """The file of the book, None for a book that had none."""
    changed: float
    on_disk: float | None
    """When the file was saved last; None where it is gone or does not answer."""
    disk: OnDisk
    recovered: Recovered | None
    differences: tuple[Difference, ...] = ()
    problem: str = ""


class RecoveryFolder:
    """The folder of the recovery files."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist yet."""
        self.folder = folder

    def holds_any(self) -> bool:
        """Whether there is a recovery file of a program that is over."""
        return any(self._left_behind())

    def offers(self, layouts: Layouts) -> list[Offer]:
        """What can be recovered, the latest first; damaged ones last. A big book takes a second."""
        self._clear()
        found = (self._offer(path, layouts) for path in list(self._left_behind()))
        return sorted((o for o in found if o), key=lambda o: (o.recovered is None, -o.changed))

    def claim(self, offer: Offer) -> Path:
        """Take a recovery file for this window; the name it has from now on.

        `ReadError` where another window was faster: renaming succeeds only once.
        """
        mine = self.folder / f"{secrets.token_hex(8)}{SUFFIX}"
        try:
            if (head := read_head(offer.file)) and head.owner.may_live:
                raise FileNotFoundError(offer.file)
            source = offer.file.with_suffix(SOURCE_SUFFIX)
            if source.exists():
                # First, and copied: until the journal has its new name the old one needs it.
                mine.with_suffix(SOURCE_SUFFIX).write_bytes(source.read_bytes())
            offer.file.rename(mine)
            source.unlink(missing_ok=True)
        except OSError as error:
            cause, remedy = "它已在另一个窗口里恢复", "请到那个窗口里继续"
            raise ReadError(cause, remedy, path=offer.path) from error
        return mine

    def discard(self, offer: Offer) -> None:
        """Give up what is in a recovery file."""
        try:
            remove_journal(offer.file)
        except OSError:
            _log.warning("recovery file %s not removed", offer.file, exc_info=True)

    def _left_behind(self) -> Iterator[Path]:
        for path in self._files(SUFFIX):
            head = read_head(path)
            if head is None or not head.owner.may_live:
                yield path

    def _files(self, suffix: str) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.suffix == suffix]
        except OSError:
            return []

    def _clear(self) -> None:
        """Remove what a crash left half-written: sources without a journal, files not yet named."""
        for path in [*self._files(SOURCE_SUFFIX), *self._files(".tmp")]:
            with suppress(OSError):
                alone = path.suffix == ".tmp" or not path.with_suffix(SUFFIX).exists()
                if alone and time.time() - path.stat().st_mtime > _OLD_SECONDS:
                    path.unlink()

    def _offer(self, file: Path, layouts: Layouts) -> Offer | None:
        """None where nothing is unsaved after all."""
        try:
            journal = read_journal(file.read_bytes())
            recovered = _restored(file, journal, layouts)
        except (OSError, BrokenJournalError, FileError) as error:
            _log.warning("recovery file %s cannot be read", file, exc_info=True)
            changed = file.stat().st_mtime if file.exists() else 0.0
            cause = error.cause if isinstance(error, FileError) else "恢复文件已损坏，读不出来"
            return Offer(file, None, changed, None, OnDisk.UNKNOWN, None, problem=cause)
        book = recovered.book
        path = book.copy_of if journal.head.book.path else None
        offer = _compared(Offer(file, path, journal.changed, None, OnDisk.GONE, recovered), journal)
        if _is_saved(offer, layouts):
            self.discard(offer)
            return None
        return offer


def _compared(offer: Offer, journal: Journal) -> Offer:
    """The offer with what became of the file, and with what differs from it."""
    recovered = offer.recovered
    assert recovered is not None
    if recovered.saved:
        before = recovered.book.page(recovered.book.submission)
        found = differences(before, recovered.book.page(recovered.now))
        offer = replace(offer, differences=tuple(found))
    if offer.path is None:
        return offer
    status = stat_soon(offer.path)
    if status is None:
        return offer
    stamp = journal.head.book.stamp
    disk = stamp.compare(offer.path) if stamp else OnDisk.UNKNOWN
    return replace(offer, on_disk=status.st_mtime, disk=disk)


def _is_saved(offer: Offer, layouts: Layouts) -> bool:
    """Whether the file says all of it: the crash came right after saving, or all was undone."""
    recovered = offer.recovered
    assert recovered is not None
    if recovered.saved and not diff(recovered.book.submission, recovered.now):
        return True
    if offer.disk is not OnDisk.CHANGED or offer.path is None:
        return False
    try:
        saved = open_book(offer.path, layouts)
    except FileError:
        return False
    page = recovered.book.page(recovered.now)
    return not differences(saved.page(saved.submission), page) and _hides_as_little(
        saved, recovered
    )


def _hides_as_little(saved: Book, recovered: Recovered) -> bool:
    """Whether nothing that no page shows differs either."""
    return to_data(saved.submission) == to_data(recovered.now)


def _source(file: Path, journal: Journal) -> bytes | None:
    if journal.head.book.source is None:
        return None
    data = file.with_suffix(SOURCE_SUFFIX).read_bytes()
    return data if digest_of(data) == journal.head.book.source else None


def _restored(file: Path, journal: Journal, layouts: Layouts) -> Recovered:
    record = journal.head.book
    source = _source(file, journal)
    if record.source is None:
        layout = layouts.get(record.layout or "")
        return _in_layout(journal, layout, layouts)
    if source is None:
        return _set_anew(journal, layouts)
    name = record.path or record.copy_of or record.origin or file
    book = read_book(name, source, layouts)
    names = _names(journal.form, book.form)
    if names is None:
        return _set_anew(journal, layouts)
    again = {id(journal.form): book.submission}
    for state in (journal.before, journal.now):
        if id(state) not in again:
            again[id(state)] = renamed(state, names)
    before, now = again[id(journal.before)], again[id(journal.now)]
    book = replace(book, submission=before, source=book.source if record.revises else None)
    return Recovered(_copy(book, journal), journal.head.saved, now)


def _names(form: Submission, read_again: Reviser | Composer) -> dict[str, str] | None:
    """Under which ids the nodes are known now; None where they are not the same nodes.

    Another version of the program may read the same file in another way.
    """
    if not isinstance(read_again, Reviser):
        return None
    again = read_again.before
    if to_data(form) != to_data(again):
        return None
    pairs = zip(form.walk(), again.walk(), strict=True)
    return {old.id: new.id for old, new in pairs}


def _in_layout(journal: Journal, layout: Layout | None, layouts: Layouts) -> Recovered:
    """The book in that layout, node for node as it was."""
    if layout is None:
        return _set_anew(journal, layouts)
    report = ReadReport.of(layout.name, journal.before)
    merged = journal.head.book.merged
    form = Composer(layout) if merged is None else MergedComposer(layout, merged)
    book = Book(journal.before, layout, report, form)
    return Recovered(_copy(book, journal), journal.head.saved, journal.now)


def _set_anew(journal: Journal, layouts: Layouts) -> Recovered:
    """The book set anew: what it said is whole, though its own form cannot be had any more."""
    layout = layouts.get(journal.head.book.layout or "") or fitting(journal.now, layouts)
    composed_now = composed(journal.now, layout)
    book = replace(composed_now, submission=journal.before)
    return Recovered(
        _copy(book, journal), journal.head.saved, composed_now.submission, as_it_was=False
    )


def _copy(book: Book, journal: Journal) -> Book:
    record = journal.head.book
    copy_of = record.path or record.copy_of
    return replace(book, path=None, copy_of=copy_of, origin=record.origin, stamp=None)
