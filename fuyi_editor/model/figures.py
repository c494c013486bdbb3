# SPDX-License-Identifier: MulanPSL-2.0
"""Figures that the forms print in fixed places: budgets, execution, staff.

Every one is kept as the text of the file; amounts are in the unit of the table.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from fuyi_editor.model.money import Money


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Budget(_Figures):
    """The money of a project by where it comes from."""

    total: Money = Money()
    fiscal: Money = Money()
    carried_over: Money = Money()
    other: Money = Money()


class BudgetLine(_Figures):
    """What became of one line of a budget (F4, F5)."""

    adjusted: Money = Money()
    """全年预算数 (A)."""
    spent: Money = Money()
    """全年执行数 (B), or 1-7月执行数."""
    forecast: Money = Money()
    """全年预计执行数."""
    rate: str = ""
    """执行率, as printed: `94.09%`."""
    weight: str = ""
    """分值."""
    score: str = ""
    """得分."""


class Execution(_Figures):
    """How the budget of a project was carried out, line by line (F4, F5)."""

    total: BudgetLine = BudgetLine()
    fiscal: BudgetLine = BudgetLine()
    carried_over: BudgetLine = BudgetLine()
    other: BudgetLine = BudgetLine()


class Staff(_Figures):
    """财政供养人员数 (F10)."""

    on_duty: str = ""
    retired: str = ""


class DepartmentBudget(_Figures):
    """A department's budget by spending, source and level (F10)."""

    basic: Money = Money()
    project: Money = Money()
    fiscal: Money = Money()
    other: Money = Money()
    own_level: Money = Money()
    transfers: Money = Money()
