# SPDX-License-Identifier: MulanPSL-2.0
"""Parts to be merged, made of the published book of 丰润 or of a few words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.nodes import Budget, Money, Party, Project, Submission
from fuyi_editor.yearly.merging.parts import Part

if TYPE_CHECKING:
    from fuyi_editor.yearly.merging.conflicts import Conflict
    from fuyi_editor.yearly.merging.merge import Merged

FENGRUN = Path(__file__).parents[1] / "data" / "fengrun-2023.docx"
LAYOUTS = load_layouts()


def fengrun() -> Submission:
    return open_book(FENGRUN, LAYOUTS).submission


def of_unit(book: Submission, unit: Party) -> Submission:
    """The same book, as if another unit had sent it."""
    projects = tuple(with_new_ids(project).but(unit=unit) for project in book.projects)
    return book.but(unit=unit, projects=projects)


def project(name: str, total: str = "1.00", unit: str = "路南区妇联", code: str = "") -> Project:
    return Project(
        name=name, code=code, unit=Party(name=unit), budget=Budget(total=Money(text=total))
    )


def part(
    file: str, *projects: Project, year: int | None = 2023, money: str = "万元", modified: float = 0
) -> Part:
    book = Submission(title=file, year=year, money_unit=money, projects=projects)
    return Part.of(file, book, modified=modified)


def renamed(one: Part, file: str) -> Part:
    return replace(one, file=file)


def kinds(merged: Merged) -> list[str]:
    return [conflict.kind for conflict in merged.conflicts]


def only(merged: Merged, kind: str) -> Conflict:
    (found,) = (conflict for conflict in merged.conflicts if conflict.kind == kind)
    return found
