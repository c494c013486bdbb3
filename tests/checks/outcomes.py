# SPDX-License-Identifier: MulanPSL-2.0
"""What one rule says of one row that is put into a clean table, for table-driven tests."""

from __future__ import annotations

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from tests.checks.books import first, with_row

_CHECKER = Checker()
_LETTERS = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.HINT}


def of_row(rule: str, **row: str) -> list[Finding]:
    """The findings of a rule at the last row of 数量指标, or of the 一级 and 二级 given."""
    submission = with_row(**row)
    rows = [i for g in first(submission).indicators for k in g.kinds for i in k.indicators]
    indicator = next(i for i in rows if i.name == row["name"] and i.value.text == row["value"])
    return [
        f for f in _CHECKER.check_all(submission) if f.rule == rule and f.place.node == indicator.id
    ]


def said(rule: str, **row: str) -> str:
    """`W`, `E`, `I` for what was found, else the first letters of the outcome; the mend behind."""
    findings = of_row(rule, **row)
    found = [f for f in findings if f.outcome is Outcome.FOUND]
    assert len(found) <= 1, [f.message for f in found]
    if found:
        letter = next(letter for letter, s in _LETTERS.items() if s is found[0].severity)
        fix = found[0].fix
        return letter + (f" {fix.edits[0].text}" if fix else "")
    outcomes = {f.outcome for f in findings}
    if Outcome.CLEAN in outcomes:
        return "clean"
    return "cannot tell" if Outcome.CANNOT_TELL in outcomes else "-"
