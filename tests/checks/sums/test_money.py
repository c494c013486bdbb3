# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B: the four outcomes of B01, tolerance and units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome
from tests.checks.books import book

CHECKER = Checker()
FOUND, CLEAN = Outcome.FOUND, Outcome.CLEAN
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE


def budget_sum(
    total: str, fiscal: str = "", carried_over: str = "", other: str = "", money_unit: str = "万元"
) -> Finding:
    parts = {"total": total, "fiscal": fiscal, "carried_over": carried_over, "other": other}
    submission = book({"budget": parts}, money_unit=money_unit)
    (finding,) = [f for f in CHECKER.check_all(submission) if f.rule == "B01"]
    return finding


@pytest.mark.parametrize(
    ("amounts", "outcome"),
    [
        (("6.00", "6.00"), CLEAN),
        (("6.005", "6.00"), CLEAN),
        (("6.01", "6.00"), FOUND),
        (("1,020.5", "1020", "0.5"), CLEAN),
        (("０．５０", "0.50"), CLEAN),
        (("1", "", "", "10000元"), CLEAN),
        (("6.00", "6.00", "", "-"), CANNOT_TELL),
        (("约6", "6.00"), CANNOT_TELL),
        (("", "6.00"), CANNOT_TELL),
        (("6.00",), NOT_APPLICABLE),
        (("",), NOT_APPLICABLE),
    ],
)
def test_b01(amounts: tuple[str, ...], outcome: Outcome) -> None:
    finding = budget_sum(*amounts)
    assert finding.outcome is outcome
    assert bool(finding.message) == (outcome in (FOUND, CANNOT_TELL))


def test_b01_shows_the_sum_and_both_places() -> None:
    finding = budget_sum("20.50", "12.00", other="8")
    assert finding.message == (
        "预算数“20.50”不等于各项资金之和：财政资金 12.00 + 其他资金 8 = 20.00，相差 0.50（万元）。"
    )
    assert finding.place.field == "budget.total"
    assert finding.other is not None
    assert (finding.other.field, finding.other_text) == ("budget.fiscal", "12.00")


def test_b01_in_yuan_is_exact_to_half_a_cent() -> None:
    assert budget_sum("60000", "59999.99", money_unit="元").outcome is FOUND
    assert budget_sum("60000", "6万元", money_unit="元").outcome is CLEAN


@given(st.text(max_size=40), st.text("0123456789.,+-万元 ", max_size=60))
def test_b01_never_raises(total: str, fiscal: str) -> None:
    budget_sum(total, fiscal)
    budget_sum(fiscal, total)
