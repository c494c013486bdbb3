# SPDX-License-Identifier: MulanPSL-2.0
"""All rules; at one place of a table findings come in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative import conclusions, definitions, narrative, purposes
from fuyi_editor.checks.presence import (
    blank_money,
    cells,
    completeness,
    coverage,
    disclosure,
    order,
    self_evaluation,
    spending,
)
from fuyi_editor.checks.sums import costs, decimals, money, money_texts, money_units, scores, totals
from fuyi_editor.checks.texts import brackets, leftovers, list_numbers, punctuation, slips
from fuyi_editor.checks.values import (
    basis,
    deadlines,
    frequency,
    indicator_names,
    kinds,
    prices,
    same_things,
    signs,
    unit_choice,
    units,
    vague_values,
)
from fuyi_editor.checks.years import copies, plans, years

if TYPE_CHECKING:
    from fuyi_editor.checks.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *cells.RULES,
    *blank_money.RULES,
    *spending.RULES,
    *coverage.RULES,
    *disclosure.RULES,
    *self_evaluation.RULES,
    *money.RULES,
    *costs.RULES,
    *totals.RULES,
    *decimals.RULES,
    *money_units.RULES,
    *money_texts.RULES,
    *scores.RULES,
    *years.RULES,
    *plans.RULES,
    *narrative.RULES,
    *definitions.RULES,
    *conclusions.RULES,
    *purposes.RULES,
    *copies.RULES,
    *units.RULES,
    *unit_choice.RULES,
    *prices.RULES,
    *deadlines.RULES,
    *kinds.RULES,
    *indicator_names.RULES,
    *vague_values.RULES,
    *signs.RULES,
    *frequency.RULES,
    *basis.RULES,
    *same_things.RULES,
    *slips.RULES,
    *brackets.RULES,
    *punctuation.RULES,
    *list_numbers.RULES,
    *leftovers.RULES,
    *order.RULES,
)
