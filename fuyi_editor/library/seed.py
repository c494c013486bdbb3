# SPDX-License-Identifier: MulanPSL-2.0
"""What a new library is filled with: the lists in `resources/library/`.

A newer program adds the entries that are new in its lists. What was once sown is never sown again,
so that a removed entry stays away and an edited one stays as the user has it.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from fuyi_editor.library.database import fact, insert, same, state_fact, transaction
from fuyi_editor.library.entry import Entry, identity, tidied
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    import sqlite3

_FACT = "seeds"


class _SeedList(BaseModel):
    """Indicators of one kind of work from one source, by 二级: name, value, basis, description."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    work: str
    source: str
    kinds: dict[str, tuple[tuple[str, str, str, str], ...]]


class _SeedFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    lists: tuple[_SeedList, ...]


def seed_entries() -> list[Entry]:
    """The program's own entries. ValidationError where a file is wrong."""
    lists = (
        seed_list
        for text in _texts()
        for seed_list in _SeedFile.model_validate(tomllib.loads(text)).lists
    )
    return [
        tidied(
            Entry(
                name=name,
                kind=kind,
                value=value,
                basis=basis,
                description=description,
                origin=f"{seed_list.source}：{seed_list.work}",
            )
        )
        for seed_list in lists
        for kind, rows in seed_list.kinds.items()
        for name, value, basis, description in rows
    ]


def sow(connection: sqlite3.Connection) -> None:
    """Store the program's entries that this library never had."""
    # Parsing takes longer than reading, and the lists change with the program only.
    fingerprint = hashlib.sha256("".join(_texts()).encode()).hexdigest()
    if fact(connection, _FACT) == fingerprint:
        return
    entries = {identity(entry): entry for entry in seed_entries()}
    with transaction(connection):
        known = {row[0] for row in connection.execute("SELECT identity FROM seeded")}
        new = {key: entry for key, entry in entries.items() if key not in known}
        for entry in new.values():
            if same(connection, entry) is None:
                insert(connection, entry)
        connection.executemany("INSERT INTO seeded VALUES (?)", [(key,) for key in new])
        state_fact(connection, _FACT, fingerprint)


def _texts() -> list[str]:
    paths = sorted(resource("library").glob("*.toml"))
    return [path.read_text(encoding="utf-8") for path in paths]
