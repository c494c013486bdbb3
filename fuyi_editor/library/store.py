# SPDX-License-Identifier: MulanPSL-2.0
"""The library: kept in SQLite, searched in memory, filled at first with the program's own lists.

Nothing is read before it is first asked for something. All entries are then held in memory; what
another program writes meanwhile (the window and the command line may run at once) is seen at the
next question.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from fuyi_editor.library.database import (
    Opened,
    every,
    insert,
    memory_of,
    open_database,
    problem_of,
    same,
    transaction,
)
from fuyi_editor.library.entry import joined, tidied
from fuyi_editor.library.harvest import entries_of
from fuyi_editor.library.known import Known
from fuyi_editor.library.ranking import browsing_order, printed_place, proposing_order
from fuyi_editor.library.search import Fit, Query
from fuyi_editor.library.seed import sow
from fuyi_editor.model.taxonomy import fold_kind
from fuyi_editor.resource_files import user_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.model.nodes import Submission

    _Result = TypeVar("_Result")


def library_file() -> Path:
    """Where the library of this user is."""
    return user_folder("library") / "library.sqlite"


class Harvest(NamedTuple):
    """How many entries came to the library, and how many were one with those it had."""

    added: int
    joined: int


class Library:
    """The indicator library of this computer. No method raises for the state its file is in.

    Where the file cannot be used, `problem` says so, and the library goes on in memory.
    """

    def __init__(self, path: Path | None) -> None:
        """None is a library in memory, filled like a new one."""
        self._path = path
        self._opened: Opened | None = None
        self._known: dict[int, Known] = {}
        self._version: int | None = None

    @property
    def problem(self) -> str:
        """What is wrong with the file, one Chinese sentence; empty if nothing is known to be."""
        return self._opened.problem if self._opened else ""

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if self._opened is not None:
            self._opened.connection.close()
        self._opened = self._version = None

    # Asking

    def propose(
        self, typed: str, *, kind: str = "", last_year: Collection[str] = (), limit: int = 12
    ) -> list[Entry]:
        """The likeliest entries for what was typed into the name of an indicator, best first.

        `kind` is the 二级 that the indicator stands under, `last_year` are the names in last year's
        table. Nothing typed proposes what is usual under that 二级.
        """
        order = proposing_order(fold_kind(kind), last_year)
        found = nsmallest(limit, self._fitting(typed), key=order)
        return [known.entry for _, known in found]

    def match(self, entry: Entry, typed: str) -> tuple[int, int]:
        """Which part of an entry's name answers to what was typed: its start and its end."""
        known = self._all().get(entry.id)
        return Query(typed).part(entry.name, known.sounds) if known else (0, 0)

    def browse(self, typed: str = "", *, kind: str = "", own_only: bool = False) -> list[Entry]:
        """All entries that what was typed fits, the best first; else as the table is printed."""
        wanted = fold_kind(kind)
        found = (
            (fit, known)
            for fit, known in self._fitting(typed)
            if (not wanted or known.entry.kind == wanted) and (known.entry.own or not own_only)
        )
        return [known.entry for _, known in sorted(found, key=browsing_order)]

    def find(self, entry_id: int) -> Entry | None:
        """The entry with that id."""
        known = self._all().get(entry_id)
        return known.entry if known else None

    def kinds(self) -> list[tuple[str, str, int]]:
        """一级, 二级 and how many entries there are, in the order of the printed table."""
        levels = Counter((known.entry.group, known.entry.kind) for known in self._all().values())
        ordered = sorted(levels, key=lambda pair: printed_place(*pair))
        return [(group, kind, levels[group, kind]) for group, kind in ordered]

    # Changing

    def add(self, entry: Entry) -> Entry:
        """Store what the user typed, joined with the entry that it is one with, if there is any."""
        stored, _ = self._write(lambda connection: _put(connection, replace(entry, own=True)))
        self._remember([stored])
        return stored

    def change(self, entry: Entry) -> None:
        """Store another wording of an entry; it is the user's own from then on."""
        changed = replace(tidied(entry), own=True)
        self._write(lambda connection: insert(connection, changed))
        self._remember([changed])

    def remove(self, ids: Iterable[int]) -> None:
        """Take entries out; those of the program's own lists do not come back by themselves."""
        gone = [(entry_id,) for entry_id in ids]
        self._write(lambda c: c.executemany("DELETE FROM entries WHERE id = ?", gone))
        for (entry_id,) in gone:
            self._known.pop(entry_id, None)

    def restore(self, entries: Iterable[Entry]) -> None:
        """Put entries back that were removed, as they were."""
        back = list(entries)
        self._write(lambda connection: [insert(connection, entry) for entry in back])
        self._remember(back)

    def used(self, entry_id: int) -> None:
        """Count that an entry was taken; waits for the disk, so best after the key is answered."""
        add_one = "UPDATE entries SET uses = uses + 1 WHERE id = ?"
        self._write(lambda connection: connection.execute(add_one, (entry_id,)))
        if known := self._known.get(entry_id):
            entry = replace(known.entry, uses=known.entry.uses + 1)
            self._known[entry_id] = known._replace(entry=entry)

    def harvest(self, submission: Submission, origin: str) -> Harvest:
        """Take over every indicator of a book; `origin` names its file."""
        return self.join(entries_of(submission, origin))

    def join(self, entries: Iterable[Entry]) -> Harvest:
        """Take over entries, each joined with the one that it is one with."""
        wanted = list(entries)

        def put_all(connection: sqlite3.Connection) -> list[bool]:
            return [_put(connection, entry)[1] for entry in wanted]

        new = self._write(put_all)
        self._version = None
        return Harvest(added=sum(new), joined=len(new) - sum(new))

    # The file behind

    def _fitting(self, typed: str) -> Iterator[tuple[Fit, Known]]:
        return Query(typed).among(self._all().values())

    def _all(self) -> dict[int, Known]:
        """All entries by id, read again if another program has written."""
        try:
            return self._read()
        except sqlite3.Error as error:
            self._leave_file(error)
            return self._read()

    def _read(self) -> dict[int, Known]:
        connection = self._connection()
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._known = {known.entry.id: known for known in every(connection)}
            self._version = version
        return self._known

    def _write(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """What the action returns, done wholly; in memory if the file takes it no more."""
        self._all()  # what memory would have to hold then
        try:
            with transaction(self._connection()) as connection:
                return action(connection)
        except sqlite3.Error as error:
            self._leave_file(error)
        with transaction(self._connection()) as connection:
            return action(connection)

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = open_database(self._path)
        if not self._opened.filled:
            sow(self._opened.connection)
            self._opened = replace(self._opened, filled=True)
        return self._opened.connection

    def _leave_file(self, error: sqlite3.Error) -> None:
        """Go on in memory, with what is known of the file."""
        if self._path is None:
            raise error
        if self._opened is not None:
            with suppress(sqlite3.Error):
                self._opened.connection.close()
        entries = [known.entry for known in self._known.values()]
        self._opened = memory_of(entries, problem_of(self._path, error))
        self._version = None

    def _remember(self, entries: Iterable[Entry]) -> None:
        """Let what was just stored be found, without reading all again."""
        for entry in entries:
            self._known[entry.id] = Known.of(entry)


def _put(connection: sqlite3.Connection, entry: Entry) -> tuple[Entry, bool]:
    """Store an entry or join it with the stored one; the stored entry, and whether it is new."""
    new = replace(tidied(entry), id=0)
    known = same(connection, new)
    return insert(connection, joined(known, new) if known else new), known is None
