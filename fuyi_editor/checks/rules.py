# SPDX-License-Identifier: MulanPSL-2.0
"""All rules; at one place of a table findings come in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks import completeness, costs, money, spending, units

if TYPE_CHECKING:
    from fuyi_editor.checks.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *spending.RULES,
    *money.RULES,
    *costs.RULES,
    *units.RULES,
)
