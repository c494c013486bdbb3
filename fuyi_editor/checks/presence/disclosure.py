# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A13: tasks are told one by one, and of a secret project only its name and amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.fields import SECRET, read_field
from fuyi_editor.model.nodes import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Sheet
    from fuyi_editor.model.nodes import Department

# 基本支出 stands among the tasks of F10, and 无 where there is nothing to tell.
_NO_TASK = re.compile(r"^\s*(?:无|基本支出.*|人员经费.*|公用经费.*)?\s*$", re.DOTALL)
_NOT_TOLD = frozenset({"", SECRET, "涉密", "（涉密）", "无"})


def disclosure(sheet: Sheet) -> Iterator[Observation]:
    """A13 as a clerk's hint; what is really secret is for the unit to say."""
    owner = sheet.owner
    if isinstance(owner, Project):
        yield _secret(owner)
    elif owner.tasks:
        yield _tasks(owner)
    else:
        yield not_applicable(owner, "tasks")


def _secret(project: Project) -> Observation:
    if not project.secret:
        return not_applicable(project, "secret")
    for field, label in (("purpose", "资金用途"), ("goals", "绩效目标"), ("achieved", "完成情况")):
        if read_field(project, field).strip() not in _NOT_TOLD:
            return found(project, field, "secret", label=label)
    rows = [row for group in project.indicators for kind in group.kinds for row in kind.indicators]
    told = next((row for row in rows if row.name.strip() not in _NOT_TOLD), None)
    if told is not None:
        return found(told, "name", "secret", label="绩效指标")
    return clean(project, "secret")


def _tasks(department: Department) -> Observation:
    tasks = [task for task in department.tasks if not _NO_TASK.match(task.name)]
    amount = department.budget.project.amount
    if len(tasks) != 1 or not amount:
        return clean(department, "tasks") if tasks else not_applicable(department, "tasks")
    return found(tasks[0], "name", "one_task", amount=department.budget.project.text.strip())


RULES = (Rule("A13", sheet=disclosure),)
