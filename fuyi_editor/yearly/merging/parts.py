# SPDX-License-Identifier: MulanPSL-2.0
"""What is merged: the book of one file, and its projects one by one on their way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

from fuyi_editor.model.export import to_json
from fuyi_editor.model.nodes import Party
from fuyi_editor.model.unit_totals import unit_key

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Project, Submission


@dataclass(frozen=True, slots=True)
class Part:
    """One file that was read. `file` is a name that no other file has."""

    file: str
    submission: Submission
    content: str
    """The same for files that say the same, whatever bytes they are made of."""
    layout: str = ""
    """The name of the form it was read as; empty where that is not known."""
    modified: float = 0.0
    """When the file was last written, in seconds as the system counts them."""

    @classmethod
    def of(cls, file: str, submission: Submission, layout: str = "", modified: float = 0.0) -> Self:
        """The part of a book that was read."""
        content = hashlib.sha256(to_json(submission).encode()).hexdigest()
        return cls(file, submission, content, layout, modified)

    @property
    def money_unit(self) -> str:
        """万元, 元, or what else the file says."""
        unit = self.submission.money_unit.strip()
        return "万元" if unit in ("", "万") else unit

    @property
    def when(self) -> str:
        """`11-24 09:05`, for the user to tell two files apart."""
        return f"{datetime.fromtimestamp(self.modified):%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A project of a file."""

    project: Project
    part: Part

    @property
    def unit(self) -> str:
        """The same for all projects of a unit; empty where no unit is named."""
        return unit_key(self.project.unit)

    def but(self, **changes: object) -> Entry:
        """The same entry with other values in its project."""
        return replace(self, project=self.project.but(**changes))


def entries_of(part: Part) -> list[Entry]:
    """The projects of a file, each with its unit named as fully as the file names it.

    Where only a code stands beside a project, the name is that of the whole book (F11).
    """
    return [
        Entry(project, part).but(unit=_unit(project, part.submission))
        for project in part.submission.projects
    ]


def _unit(project: Project, book: Submission) -> Party:
    own, whole = project.unit, book.unit
    if own.name.strip() or (own.code and whole.code and own.code != whole.code):
        return own
    return Party(code=own.code or whole.code, name=whole.name)
