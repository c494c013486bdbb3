# SPDX-License-Identifier: MulanPSL-2.0
"""The form of a project: what stands above its indicators, in the order of the printed tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import SECRET
from fuyi_editor.model.nodes import SpendingStep
from fuyi_editor.ui.inspector.plan import Entry, Section, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Midterm, Project

# Of one project beside each other, so that four amounts are compared at a glance.
_BUDGET_COLUMNS, _PLAN_COLUMNS = 2, 4
_LINES = {
    "total": "总额", "fiscal": "财政", "carried_over": "结转", "other": "其他",
}  # fmt: skip
_FIGURES = {
    "adjusted": "全年预算", "spent": "执行数", "forecast": "预计执行", "rate": "执行率",
    "weight": "分值", "score": "得分",
}  # fmt: skip


def project_sections(project: Project) -> tuple[Section, ...]:
    """The groups of a project's form; fields that the book's form does not print are among them."""
    heads = ("code", "name", "unit", "supervisor")
    return (
        Section("基本信息", tuple(entry_of(project, name) for name in heads)),
        Section("", (_secret(project),)),
        budget_section(project),
        Section("预算执行", tuple(_execution(project))),
        Section("", (entry_of(project, "purpose"),)),
        *_spending_plan(project),
        Section("", (entry_of(project, "goals"), entry_of(project, "achieved"))),
        Section("", (entry_of(project, "total_score"),)),
    )


def budget_section(node: Project | Midterm) -> Section:
    """The amounts by where they come from."""
    names = (f"budget.{line}" for line in _LINES)
    entries = (entry_of(node, name) for name in names)
    return Section("预算", tuple(entries), _BUDGET_COLUMNS)


def _secret(project: Project) -> Entry:
    entry = entry_of(project, "secret", "涉密项目（只公开名称和金额）")
    return replace(entry, checked=SECRET)


def _execution(project: Project) -> Iterator[Entry]:
    """Its lines beside each other: the panel is too narrow for the table as it is printed."""
    for figure, row in _FIGURES.items():
        for line, column in _LINES.items():
            entry = entry_of(project, f"execution.{line}.{figure}")
            yield replace(entry, row=row, column=column)


def _spending_plan(project: Project) -> tuple[Section, ...]:
    if not project.spending_plan:
        return ()
    entries = tuple(
        Entry(step.id, SpendingStep, "percent", step.by or f"第{number}期")
        for number, step in enumerate(project.spending_plan, start=1)
    )
    return (Section("资金支出计划（累计）", entries, _PLAN_COLUMNS),)
