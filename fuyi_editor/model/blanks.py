# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of a book to be filled in: what a new project starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Project,
    SpendingStep,
)
from fuyi_editor.model.numbering import Numbering, numbering_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.taxonomy import Taxonomy

# What a new project starts with, where the taxonomy has it: the kinds that reviewers expect (A03).
_STARTING_KINDS = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会效益指标",
    "服务对象满意度指标",
)
_PLAIN_NUMBERS = Numbering("", ".", chinese=False)


def blank_project(
    taxonomy: Taxonomy, like: Project | None = None, dates: Iterable[str] = ()
) -> Project:
    """A project to be filled in: empty rows for the expected kinds, all else as in `like`.

    `dates` are those of 资金支出计划 where there is no other project to take them from.
    """
    if like is None:
        return Project(
            spending_plan=tuple(SpendingStep(by=date) for date in dates),
            goals=(Goal(text=_PLAIN_NUMBERS.number(1)),),
            indicators=blank_groups(taxonomy),
        )
    numbering = numbering_of([goal.text for goal in like.goals]) or _PLAIN_NUMBERS
    return Project(
        unit=like.unit,
        supervisor=like.supervisor,
        spending_plan=tuple(SpendingStep(by=step.by) for step in like.spending_plan),
        midterm=Midterm() if like.midterm else None,
        goals=(Goal(text=numbering.number(1)),),
        indicators=flat_groups() if is_flat(like.indicators) else blank_groups(taxonomy),
    )


def is_flat(groups: tuple[IndicatorGroup, ...]) -> bool:
    """Whether the indicators are a list without 一级 and 二级, as some forms print them (F11)."""
    return bool(groups) and not any(
        part.name.strip() for group in groups for part in (group, *group.kinds)
    )


def flat_groups() -> tuple[IndicatorGroup, ...]:
    """One blank indicator of a list without 一级 and 二级."""
    return (IndicatorGroup(kinds=(blank_kind(""),)),)


def blank_groups(taxonomy: Taxonomy) -> tuple[IndicatorGroup, ...]:
    """One blank indicator for every kind that reviewers expect (A03)."""
    groups = (
        IndicatorGroup(
            name=group, kinds=tuple(blank_kind(k) for k in kinds if k in _STARTING_KINDS)
        )
        for group, kinds in taxonomy.groups.items()
    )
    return tuple(group for group in groups if group.kinds)


def blank_kind(name: str) -> IndicatorKind:
    """A 二级 of that name with one blank indicator."""
    return IndicatorKind(name=name, indicators=(Indicator(),))
