# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B: do the amounts add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import TOLERANCE, plain
from fuyi_editor.model.fields import field_label
from fuyi_editor.model.money import YUAN_PER_UNIT, Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Sheet
    from fuyi_editor.model.nodes import Project


def budget_sum(sheet: Sheet) -> Iterator[Observation]:
    """B01: the total is 财政 + 上年结转 + 其他; a blank part counts as 0 beside a filled one."""
    project = sheet.project
    if project is not None:
        yield _budget_sum(project, sheet.facts.money_unit)


def _budget_sum(project: Project, money_unit: str) -> Observation:
    budget, place = project.budget, "budget.total"
    parts = {
        f"budget.{name}": money
        for name in ("fiscal", "carried_over", "other")
        if not (money := _part(project, name)).is_blank
    }
    if not parts:
        return not_applicable(project, place)
    if budget.total.is_blank:
        return cannot_tell(project, place, "no_total")
    total = budget.total.in_yuan(money_unit)
    if total is None:
        return cannot_tell(project, place, "not_money", label=field_label(project, place))
    amounts = {field: money.in_yuan(money_unit) for field, money in parts.items()}
    unread = [_short_label(project, field) for field, yuan in amounts.items() if yuan is None]
    if unread:
        return cannot_tell(project, place, "not_money", label="、".join(unread))
    yuan_per_unit = YUAN_PER_UNIT.get(money_unit, Decimal(1))
    worked_out = sum((yuan for yuan in amounts.values() if yuan is not None), Decimal(0))
    difference = abs(total - worked_out) / yuan_per_unit
    if difference <= TOLERANCE:
        return clean(project, place)
    return found(
        project,
        place,
        "sum",
        other=(project, next(iter(parts))),
        parts=" + ".join(f"{_short_label(project, f)} {m.text.strip()}" for f, m in parts.items()),
        sum=plain(worked_out / yuan_per_unit),
        difference=plain(difference),
        unit=money_unit,
    )


def _part(project: Project, name: str) -> Money:
    return {
        "fiscal": project.budget.fiscal,
        "carried_over": project.budget.carried_over,
        "other": project.budget.other,
    }[name]


def _short_label(project: Project, field: str) -> str:
    return field_label(project, field).removeprefix("其中：")


RULES = (Rule("B01", sheet=budget_sum),)
