# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in a recovery file: how an unsaved book came about, and every step since.

A recovery file is text, one record a line, each behind the CRC of its bytes:

    head      whose it is, which file and form the book has, which of the states below are its own
    state     a whole submission with the ids of its nodes, as often as the head says
    step      a time, and the edits that lead from the state before to the one then

Steps are appended; the last one may be torn by the power cut, and is then passed over. The rest is
only ever written as a whole. The bytes of the file that the form was read from, if any, stand
beside it under the same name (`.source`): the file itself may be changed or gone by then.

Format 1: issue 6.
"""

from __future__ import annotations

import json
import logging
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from fuyi_editor.files.file_stamp import FileStamp
from fuyi_editor.files.owner import Owner
from fuyi_editor.model.edits import Edit, apply_edits
from fuyi_editor.model.nodes import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAT = 1
SUFFIX, SOURCE_SUFFIX = ".journal", ".source"
_log = logging.getLogger(__name__)
_EDITS: TypeAdapter[list[Edit]] = TypeAdapter(list[Edit])


class BrokenJournalError(Exception):
    """A recovery file from which no book can be made."""


class BookRecord(BaseModel):
    """What of a book is not in its submission. Paths are absolute."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: Path | None = None
    copy_of: Path | None = None
    origin: Path | None = None
    layout: str | None = None
    merged: dict[str, str] | None = None
    """Of a book that was merged: from which file each project is, by its id."""
    source: str | None = None
    """The digest of the bytes that the form was read from; None for a form set anew."""
    revises: bool = False
    """Whether saving revises those bytes."""
    stamp: FileStamp | None = None
    """What the book's file was when it was read or saved last."""


class Head(BaseModel):
    """The first record. `form`, `before` and `now` are numbers of states."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    owner: Owner
    book: BookRecord
    states: int
    form: int
    """What the form was read as: the source read again has the same nodes under other ids."""
    before: int
    saved: bool
    """Whether `before` is what the book's file says; else the book was never saved."""
    now: int
    """What it says now, but for the steps that follow."""


@dataclass(frozen=True)
class Journal:
    """A recovery file as it was read."""

    head: Head
    form: Submission
    before: Submission
    now: Submission
    """The last state of which the file knows."""
    changed: float
    """When that was, in seconds since 1970."""


@dataclass(frozen=True)
class Beginning:
    """What stands before the steps."""

    book: BookRecord
    form: Submission
    before: Submission
    saved: bool
    now: Submission


def first_part(owner: Owner, begin: Beginning) -> Iterator[bytes]:
    """The records before the steps; a state that is another one's too is written once.

    They come one by one, because a book of 500 projects takes half a second.
    """
    states: list[Submission] = []
    numbers: list[int] = []
    for state in (begin.form, begin.before, begin.now):
        known = [number for number, other in enumerate(states) if other is state]
        numbers.append(known[0] if known else len(states))
        if not known:
            states.append(state)
    form, before, now = numbers
    head = Head(
        owner=owner, book=begin.book, states=len(states),
        form=form, before=before, saved=begin.saved, now=now,
    )  # fmt: skip
    yield _line(head.model_dump_json())
    for state in states:
        yield _line(_state_json(state))
    yield step([])


def step(edits: Sequence[Edit]) -> bytes:
    """The record of edits made now."""
    texts = [edit.model_dump_json() for edit in edits]
    return _line(f'{{"at":{time.time():.3f},"edits":[{",".join(texts)}]}}')


def read_journal(data: bytes) -> Journal:
    """What a recovery file says; `BrokenJournalError` where its first part is not whole."""
    lines = _lines(data)
    try:
        head = Head.model_validate(next(lines))
        if head.format != FORMAT:
            raise BrokenJournalError(f"format {head.format}")
        states = [Submission.model_validate(next(lines)) for _ in range(head.states)]
        form, before, now = states[head.form], states[head.before], states[head.now]
    except (StopIteration, ValidationError, IndexError) as error:
        raise BrokenJournalError(str(error)) from error
    changed = 0.0
    try:
        for record in lines:
            now = apply_edits(now, _EDITS.validate_python(record["edits"]))
            changed = float(record["at"])
    except (ValueError, KeyError, TypeError):
        # What was known before is worth more than nothing.
        _log.exception("a step cannot be taken again; the state before it counts")
    return Journal(head, form, before, now, changed)


def read_head(path: Path) -> Head | None:
    """The first record of a recovery file, None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return Head.model_validate(next(_lines(file.readline())))
    except (OSError, StopIteration, ValidationError):
        return None


def _state_json(submission: Submission) -> str:
    """All of it with ids. Project by project: one call for all would keep every thread waiting."""
    shell = submission.but(projects=()).model_dump(mode="json", context={"ids": True})
    del shell["projects"]
    projects = [project.model_dump_json(context={"ids": True}) for project in submission.projects]
    return f'{json.dumps(shell, ensure_ascii=False)[:-1]}, "projects": [{",".join(projects)}]}}'


def _line(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(data), data)


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    """The records up to the first that is not whole."""
    for line in data.split(b"\n")[:-1]:
        crc, _, text = line.partition(b" ")
        if crc != b"%08x" % zlib.crc32(text):
            return
        yield json.loads(text.decode("utf-8", "surrogatepass"))
