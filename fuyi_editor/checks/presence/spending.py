# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A09: 资金支出计划, which share of the money is to be spent by when."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.nodes import SpendingStep
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Sheet

_PERCENT = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*%?\s*$")


def spending_plan(sheet: Sheet) -> Iterator[Observation]:
    """A09: every step filled in, never falling, 100 % at the end; only where it is printed."""
    project = sheet.project
    if project is None:
        return
    steps = project.spending_plan
    if not steps or not sheet.prints(SpendingStep, "percent"):
        yield not_applicable(project, "spending_plan")
        return
    if not any(step.percent.strip() for step in steps):
        # One finding for a row that nobody has filled in, as in A01.
        yield found(steps[0], "percent", "all_blank")
        yield from (not_applicable(step, "percent") for step in steps[1:])
        return
    before: SpendingStep | None = None
    for step in steps:
        yield _spending_step(step, before, is_last=step is steps[-1])
        if _percent(step) is not None:
            before = step


def _spending_step(
    step: SpendingStep, before: SpendingStep | None, *, is_last: bool
) -> Observation:
    if not step.percent.strip():
        return found(step, "percent", "blank", by=step.by)
    percent = _percent(step)
    if percent is None:
        return found(step, "percent", "not_a_percent", by=step.by)
    previous = _percent(before) if before else None
    if before is not None and previous is not None and percent < previous:
        other, earlier = (before, "percent"), before.percent.strip()
        return found(
            step, "percent", "falls", other=other, by=step.by, earlier=earlier, earlier_by=before.by
        )
    if percent > 100:
        return found(step, "percent", "too_much", by=step.by)
    if is_last and percent != 100:
        return found(step, "percent", "not_all", by=step.by)
    return clean(step, "percent")


def _percent(step: SpendingStep) -> Decimal | None:
    match = _PERCENT.match(to_half_width(step.percent))
    return Decimal(match[1]) if match else None


RULES = (Rule("A09", sheet=spending_plan),)
