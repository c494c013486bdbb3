# SPDX-License-Identifier: MulanPSL-2.0
"""Opening the library's SQLite file, whatever state it is in: the program always starts.

A damaged file is moved aside and what can be read of it taken over; one that is read-only, locked
or of a newer program is copied into memory, where all goes on as usual but for this session only.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from fuyi_editor.library.entry import Entry, identity
from fuyi_editor.library.known import Known
from fuyi_editor.library.pinyin import VERSION

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

_SCHEMA = 1
# Others write for milliseconds, but on a slow disk many of them may queue; giving up costs more.
_BUSY_SECONDS = 10.0
_COLUMNS = tuple(field.name for field in fields(Entry))
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_PLACES = ", ".join("?" * (len(_COLUMNS) + 4))
_TABLES = f"""
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "group" TEXT NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, basis TEXT NOT NULL,
    description TEXT NOT NULL, origin TEXT NOT NULL, year INTEGER, uses INTEGER NOT NULL,
    own INTEGER NOT NULL, identity TEXT NOT NULL,
    sounds TEXT NOT NULL, told TEXT NOT NULL, alphabet TEXT NOT NULL
);
CREATE INDEX entries_identity ON entries (identity);
CREATE TABLE seeded (identity TEXT PRIMARY KEY);
CREATE TABLE facts (name TEXT PRIMARY KEY, text TEXT NOT NULL);
PRAGMA user_version = {_SCHEMA};
"""
_SEARCHED = "sounds, told, alphabet"
_SPELLING = "spelling"


class _NewerError(Exception):
    """The file was made by a newer program."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection; what is wrong with its file, a Chinese sentence, empty if all is well.

    `filled` tells that the program's own lists need not be looked through any more.
    """

    connection: sqlite3.Connection
    problem: str = ""
    filled: bool = False


def open_database(path: Path | None) -> Opened:
    """The library's file, made where it is missing; None is one in memory. Never raises."""
    if path is None:
        return memory_of(())
    try:
        return Opened(_in_file(path))
    except (_NewerError, OSError, sqlite3.OperationalError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:  # no such table
            return _replaced(path)
        return memory_of(_readable(path), problem_of(path, error))
    except sqlite3.DatabaseError:
        return _replaced(path)


def memory_of(entries: Iterable[Entry], problem: str = "") -> Opened:
    """A library in memory that holds these entries, for want of a file that can be written."""
    connection = _connect(":memory:")
    with transaction(connection):
        _make_tables(connection)
        count = len([insert(connection, entry) for entry in entries])
    return Opened(connection, problem, filled=count > 0)


def problem_of(path: Path, error: Exception) -> str:
    """The sentence for a file because of which the library is kept in memory."""
    name = f"指标库文件“{path.name}”"
    return f"{name}{_cause(error)}；这一次照常可用，但新加、修改的不会保存。"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[sqlite3.Connection]:
    """All or nothing; another program that writes just then is waited for."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def insert(connection: sqlite3.Connection, entry: Entry) -> Entry:
    """Store an entry; one with an id takes the place of what had it before. With its id now."""
    values = [getattr(entry, name) for name in _COLUMNS]
    _, *searched = Known.of(entry)
    row = (entry.id or None, *values[1:], identity(entry), *searched)
    columns = f"{_NAMES}, identity, {_SEARCHED}"
    statement = f"INSERT OR REPLACE INTO entries ({columns}) VALUES ({_PLACES})"
    new_id = connection.execute(statement, row).lastrowid
    return replace(entry, id=new_id or entry.id)


def every(connection: sqlite3.Connection) -> Iterator[Known]:
    """All entries with what is searched, in the order in which they came."""
    for row in connection.execute(f"SELECT {_NAMES}, {_SEARCHED} FROM entries ORDER BY id"):
        yield Known(_entry(row[: len(_COLUMNS)]), *row[len(_COLUMNS) :])


def same(connection: sqlite3.Connection, entry: Entry) -> Entry | None:
    """The stored entry that is one with this one."""
    row = connection.execute(
        f"SELECT {_NAMES} FROM entries WHERE identity = ? ORDER BY id", (identity(entry),)
    ).fetchone()
    return _entry(row) if row else None


def fact(connection: sqlite3.Connection, name: str) -> str:
    """A fact about the library itself, empty if it is not known."""
    row = connection.execute("SELECT text FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def state_fact(connection: sqlite3.Connection, name: str, text: str) -> None:
    """Write a fact down."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, text))


def _entry(values: Iterable[Any]) -> Entry:
    *texts, own = values  # `own` is the last column
    return Entry(*texts, own=bool(own))


def _connect(name: str) -> sqlite3.Connection:
    uri = name.startswith("file:")
    return sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None, uri=uri)


def _in_file(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(str(path))
    try:
        with transaction(connection):  # which also tells whether the file can be written
            _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _SCHEMA:
        raise _NewerError
    if version == 0:
        _make_tables(connection)
        return
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise sqlite3.DatabaseError(state)
    next(every(connection), None)  # there are all the columns that we need
    if fact(connection, _SPELLING) != str(VERSION):
        for known in list(every(connection)):
            insert(connection, known.entry)
        state_fact(connection, _SPELLING, str(VERSION))


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    state_fact(connection, _SPELLING, str(VERSION))


def _replaced(path: Path) -> Opened:
    """A new file in the place of a damaged one, which is kept, with what could be read of it."""
    found = _readable(path)
    aside = _free_name(path)
    try:
        path.rename(aside)
        connection = _in_file(path)
        with transaction(connection):
            for entry in found:
                insert(connection, entry)
    except (OSError, sqlite3.Error) as error:
        return memory_of(found, problem_of(path, error))
    told = (
        f"读出了其中的 {len(found)} 条" if found else "里面的指标读不出来，请从自己的文件重新收集"
    )
    kept = f"指标库文件已损坏，改名为“{aside.name}”留存，另建了新的；{told}。"
    return Opened(connection, kept)


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}-损坏{number}{path.suffix}")).exists():
        number += 1
    return aside


def _readable(path: Path) -> list[Entry]:
    """Whatever entries can be read of a file that is not well."""
    found: list[Entry] = []
    with suppress(sqlite3.Error, OSError, TypeError, ValueError):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(_connect(address)) as connection:
            for known in every(connection):
                found.append(known.entry)
    return found


def _cause(error: Exception) -> str:
    if isinstance(error, _NewerError):
        return "是较新版本的程序建立的，请更新程序"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "正被另一个程序占用，请关闭那个程序后再打开"
    if code == sqlite3.SQLITE_READONLY:
        return "是只读的，请在它的“属性”里取消“只读”"
    if code == sqlite3.SQLITE_FULL:
        return "所在的磁盘已满，请清理磁盘"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "损坏了，请关闭程序再打开，能读出来的会留下"
    return "打不开，请检查它所在的文件夹能不能写入"
