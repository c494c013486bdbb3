# SPDX-License-Identifier: MulanPSL-2.0
"""All rules; at one place of a table findings come in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks import (
    basis,
    completeness,
    costs,
    deadlines,
    decimals,
    frequency,
    indicator_names,
    kinds,
    money,
    money_texts,
    money_units,
    plans,
    prices,
    same_things,
    scores,
    signs,
    spending,
    totals,
    unit_choice,
    units,
    vague_values,
    years,
)

if TYPE_CHECKING:
    from fuyi_editor.checks.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *spending.RULES,
    *money.RULES,
    *costs.RULES,
    *totals.RULES,
    *decimals.RULES,
    *money_units.RULES,
    *money_texts.RULES,
    *scores.RULES,
    *years.RULES,
    *plans.RULES,
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
)
