# SPDX-License-Identifier: MulanPSL-2.0
"""Small books written as a person sees them: 二级, name and value, row by row."""

from __future__ import annotations

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015
from fuyi_editor.model.value import IndicatorValue
from fuyi_editor.yearly.following.follow import follow
from fuyi_editor.yearly.following.pairs import Following

GROUP_OF = {kind: group for group, kinds in T2015.groups.items() for kind in kinds}


def project(name: str, *rows: str, goals: tuple[str, ...] = (), **fields: object) -> Project:
    """Rows are `二级 名称 值`, those of one 二级 together; 指标 is left out."""
    groups: dict[str, dict[str, list[Indicator]]] = {}
    for row in rows:
        kind, title, *value = row.split(" ", 2)
        kind += "指标"
        indicator = Indicator(name=title, value=IndicatorValue(text="".join(value)))
        groups.setdefault(GROUP_OF[kind], {}).setdefault(kind, []).append(indicator)
    tree = tuple(
        IndicatorGroup(
            name=group,
            kinds=tuple(IndicatorKind(name=k, indicators=tuple(r)) for k, r in kinds.items()),
        )
        for group, kinds in groups.items()
    )
    texts = tuple(Goal(text=text) for text in goals)
    return Project(name=name, indicators=tree, goals=texts, **fields)


def book(*projects: Project, year: int = 2023) -> Submission:
    return Submission(title=f"{year}年绩效文本", year=year, projects=projects)


def read_again(submission: Submission) -> Submission:
    """The same book as it comes out of a file: no id is what it was."""
    return with_new_ids(submission)


def names(submission: Submission) -> dict[str, str]:
    """What a person would call each indicator, project and goal, by id."""
    return {
        node.id: getattr(node, "name", "") or getattr(node, "text", "")
        for node in submission.walk()
    }


def followed(before: Submission, after: Submission) -> tuple[dict[str, list[str]], Following]:
    """For every row of the later book, by name, the names of what it was."""
    following = follow(before, after)
    olds, news = names(before), names(after)
    was = {
        news[node.id]: [olds[old] for old in following.before_of(node.id)]
        for node in after.walk()
        if isinstance(node, Indicator | Project | Goal)
    }
    return was, following
