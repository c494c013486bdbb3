# SPDX-License-Identifier: MulanPSL-2.0
"""Findings in the words of a reviewer: under which point of the official sheet, and what he says.

The points are those of the 绩效目标审核表 (forms.md F3); `resources/review.toml` says which rule
belongs to which.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.nodes import Project
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.model.nodes import Submission

_REST = ("完整性审核", "规范完整性")
WHOLE_BOOK = "整本文本"


class Opinion(NamedTuple):
    """A row of the sheet: 审核内容, 审核要点, 审核意见."""

    content: str
    point: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Points:
    """The points by rule or first letter of rules, in the order of the sheet."""

    by_rule: Mapping[str, tuple[str, str]]
    words: Mapping[str, str]

    def point(self, rule: str) -> tuple[str, str]:
        """审核内容 and 审核要点 of a rule."""
        return self.by_rule.get(rule) or self.by_rule.get(rule[:1]) or _REST

    def order(self, rule: str) -> int:
        """Where the sheet has that point."""
        places = list(dict.fromkeys(self.by_rule.values()))
        return places.index(self.point(rule)) if self.point(rule) in places else len(places)


def load_points() -> Points:
    """From `resources/review.toml`."""
    data = tomllib.loads(resource("review.toml").read_text(encoding="utf-8"))
    by_rule = {
        rule: (content["name"], point)
        for content in data["contents"]
        for point, rules in content["points"].items()
        for rule in rules
    }
    return Points(by_rule, data["opinions"])


def opinions(
    submission: Submission, findings: Iterable[Finding], points: Points | None = None
) -> list[tuple[str, list[Opinion]]]:
    """The opinions by project, in the order of the book; within it in that of the sheet."""
    points = points or load_points()
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.outcome in (Outcome.FOUND, Outcome.CANNOT_TELL):
            groups.setdefault(finding.place.project, []).append(finding)
    return [
        (_project_name(submission, project), _rows(submission, found, points))
        for project, found in groups.items()
    ]


def _rows(submission: Submission, found: list[Finding], points: Points) -> list[Opinion]:
    ordered = sorted(found, key=lambda finding: points.order(finding.rule))
    return [
        Opinion(*points.point(finding.rule), _sentence(submission, finding, points))
        for finding in ordered
    ]


def _sentence(submission: Submission, finding: Finding, points: Points) -> str:
    """`数量指标：“活动次数”没有指标值。须改正：填写指标值。`; the project stands in the heading."""
    found = finding.outcome is Outcome.FOUND
    word = points.words[finding.severity.value if found else "unknown"]
    levels = (node for node in submission.chain(finding.place.node) if is_level(node))
    names = (" ".join(read_field(level, "name").split()) for level in levels)
    heading = [f"{name}：" for name in names if name][-1:]
    end = f"{word}：{finding.remedy}" if finding.remedy else f"{word}。"
    return "".join((*heading, finding.message, end))


def _project_name(submission: Submission, project: str) -> str:
    if not project:
        return WHOLE_BOOK
    node = submission.find(project)
    name = node.name if isinstance(node, Project) else ""
    return " ".join(name.split()) or "（未命名项目）"
