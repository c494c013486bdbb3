# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B08 and B10: rates, scores and weights of self-evaluations and filed tables."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from fuyi_editor.model.nodes import Submission
from tests.checks.books import book

CHECKER = Checker()


def outcome(rule: str, submission: Submission) -> str:
    """What was found as the end of its message; else the most telling outcome."""
    findings = [f for f in CHECKER.check_all(submission) if f.rule == rule]
    found = [f.message for f in findings if f.outcome is Outcome.FOUND]
    if found:
        return " | ".join(found)
    said = {f.outcome for f in findings}
    if Outcome.CANNOT_TELL in said:
        return "cannot tell"
    return "clean" if Outcome.CLEAN in said else "-"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"adjusted": "97.43", "spent": "91.67", "rate": "94.09%"}, "clean"),
        ({"adjusted": "97.43", "spent": "91.67", "rate": "94.08"}, "clean"),  # cut off
        ({"adjusted": "97.43", "spent": "91.67", "rate": "94%"}, "clean"),
        ({"adjusted": "97.43", "spent": "91.67", "rate": "96.09%"}, "91.67÷97.43=94.09%"),
        ({"spent": "3.00", "rate": "50%"}, "clean"),  # of the 6.00 of the budget (F5)
        ({"spent": "3.00", "rate": "60%"}, "3.00÷6.00=50.00%"),
        ({"adjusted": "0", "spent": "3.00", "rate": "60%"}, "cannot tell"),
        ({"adjusted": "0", "spent": "0", "rate": "0%"}, "-"),
        ({"adjusted": "10", "spent": "", "rate": "60%"}, "-"),
        ({"adjusted": "10", "spent": "9", "rate": "—"}, "-"),
        ({"adjusted": "10", "spent": "9"}, "-"),
    ],
)
def test_rate(line: dict[str, str], said: str):
    told = outcome("B08", book({"execution": {"total": line}}))
    assert told == said or said in told


@pytest.mark.parametrize(
    ("spent", "rate", "score", "said"),
    [
        ("91.67", "94.09%", "9.41", "clean"),
        ("91.67", "94.09%", "9.4", "clean"),
        ("91.67", "94.09%", "10.00", "10.00×94.09%=9.41"),
        ("97.43", "100%", "10", "clean"),
        ("107.17", "110%", "10", "clean"),  # never more than the weight
        ("107.17", "110%", "11", "10.00×100.00%=10.00"),
    ],
)
def test_score_of_the_rate(spent: str, rate: str, score: str, said: str):
    line = {"adjusted": "97.43", "spent": spent, "rate": rate, "weight": "10", "score": score}
    told = outcome("B08", book({"execution": {"total": line}}))
    assert told == said or said in told


def rows(*scores: str, key: str = "score") -> list[dict[str, Any]]:
    indicators = [{"name": f"培训{n}", "value": "≥1场", key: s} for n, s in enumerate(scores)]
    return [{"name": "产出指标", "kinds": [{"name": "数量指标", "indicators": indicators}]}]


@pytest.mark.parametrize(
    ("scores", "total", "said"),
    [
        (("50", "40.5"), "99.5", "clean"),
        (("50", "40.5"), "99", "各项得分之和 99.50"),
        (("50", ""), "59", "cannot tell"),
        (("50", "40"), "优", "-"),
    ],
)
def test_total_score(scores: tuple[str, ...], total: str, said: str):
    data = {"total_score": total, "indicators": rows(*scores)}
    told = outcome("B08", book({**data, "execution": {"total": {"score": "9"}}}))
    assert told == said or said in told


@pytest.mark.parametrize(
    ("weights", "own", "said"),
    [
        (("50", "40"), "", "clean"),  # filed: without the 10 of 预算执行率
        (("50", "50"), "", "clean"),
        (("50", "40"), "10", "clean"),
        (("50", "50"), "10", "50+50+预算执行率 10=110，应为 100"),
        (("50", "30"), "", "50+30=80，应为 90或 100"),
        (("33.333", "33.333", "33.339"), "", "clean"),  # cut off to two decimals
        (("50分", "40分"), "", "clean"),
        (("50", ""), "", "没有填分值"),
        (("90", "0"), "", "应大于 0"),
        (("90", "若干"), "", "不是数字"),
        (("", ""), "10", "-"),
    ],
)
def test_weights(weights: tuple[str, ...], own: str, said: str):
    data = {"indicators": rows(*weights, key="weight")}
    told = outcome("B10", book({**data, "execution": {"total": {"weight": own}}}))
    assert told == said or said in told


@pytest.mark.parametrize("label", ["label", "field"])
def test_weight_of_a_group(label: str):
    groups = rows("50", "30", key="weight")
    if label == "label":
        groups[0]["name"] = "产出指标（90分）"
    else:
        groups[0]["weight"] = "90分"
    told = outcome("B10", book({"indicators": groups, "execution": {"total": {"weight": "20"}}}))
    assert "分值是 90，其下各指标合计 50+30=80" in told


def test_weights_of_groups_alone():
    groups = rows("", key="weight")
    groups[0]["weight"] = "70"
    assert "70，应为 90或 100" in outcome("B10", book({"indicators": groups}))
    groups[0]["weight"] = "90"
    assert outcome("B10", book({"indicators": groups})) == "clean"
