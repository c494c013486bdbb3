# SPDX-License-Identifier: MulanPSL-2.0
"""The indicators of a book as entries of the library, each with its year and its file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.library.entry import Entry, tidied
from fuyi_editor.library.pinyin import letters
from fuyi_editor.library.values import is_open, whole_value
from fuyi_editor.model.nodes import Department, Midterm, Project
from fuyi_editor.model.value import IndicatorValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Indicator, Submission

    Owner = Project | Department | Midterm


def entries_of(submission: Submission, origin: str) -> list[Entry]:
    """Every indicator that has a name, in reading order; `origin` names the file."""
    year = submission.year
    told = f"{origin}（{year}年）" if year and str(year) not in origin else origin
    return [
        replace(tidied(entry), origin=told, year=year, own=True)
        for entry in _all_entries(submission)
        if letters(entry.name)
    ]


def _all_entries(submission: Submission) -> Iterator[Entry]:
    for owner in _owners(submission):
        if isinstance(owner, Department):
            # 分项绩效目标 list their indicators without 一级 and 二级.
            for sub_goal in owner.sub_goals:
                yield from (_entry(indicator, "", "") for indicator in sub_goal.indicators)
        for group in owner.indicators:
            for kind in group.kinds:
                yield from (_entry(row, group.name, kind.name) for row in kind.indicators)


def _owners(submission: Submission) -> Iterator[Owner]:
    if submission.department is not None:
        yield submission.department
    for project in submission.projects:
        if project.midterm is not None:
            yield project.midterm
        yield project


def _entry(indicator: Indicator, group: str, kind: str) -> Entry:
    value = IndicatorValue() if is_open(indicator.value) else whole_value(indicator)
    description = indicator.description
    if letters(description) == letters(indicator.name):
        description = ""  # many forms repeat the name there, which describes nothing (rule A10)
    return Entry(
        name=indicator.name,
        group=group,
        kind=kind,
        value=value.text,
        unit=value.reading.unit,
        basis=indicator.basis,
        description=description,
    )
