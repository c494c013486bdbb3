# SPDX-License-Identifier: MulanPSL-2.0
"""A checker of a few rules, for tests of what is done with findings: other rules do not disturb."""

from __future__ import annotations

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rules import ALL_RULES

IDS = frozenset({"A01", "A02", "A09", "B01", "C01", "C05"})


def few_rules() -> Checker:
    return Checker(rule for rule in ALL_RULES if rule.id in IDS)
