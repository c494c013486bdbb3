# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B04 to B07 for rows: prices and counts, costs and the budget, signs and units."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.edits import apply_edits
from tests.checks.books import book, first
from tests.checks.outcomes import said

CHECKER = Checker()
COST = {"kind": "成本指标"}


def table(budget: str, counts: dict[str, str], costs: dict[str, str], **parts: Any) -> Any:
    def kind(name: str, rows: dict[str, str]) -> dict[str, Any]:
        indicators = [{"name": name, "value": value} for name, value in rows.items()]
        return {"name": name, "indicators": indicators}

    kinds = [kind("数量指标", counts), kind("成本指标", costs)]
    project = {"budget": {"total": budget}, "indicators": [{"name": "产出指标", "kinds": kinds}]}
    return book(project, **parts)


def of_rule(rule: str, submission: Any) -> list[Finding]:
    return [f for f in CHECKER.check_all(submission) if f.rule == rule]


def b04(budget: str, counts: dict[str, str], costs: dict[str, str]) -> list[str]:
    """The messages of what was found, `?` where it cannot be told."""
    findings = of_rule("B04", table(budget, counts, costs))
    spoken = {Outcome.FOUND: "found", Outcome.CANNOT_TELL: "?"}
    return [spoken[f.outcome] for f in findings if f.outcome in spoken]


@pytest.mark.parametrize(
    ("budget", "counts", "costs", "outcomes"),
    [
        ("2.00", {"培训人数": "≥100人"}, {"人均培训成本": "≤200元/次"}, []),
        ("1.99", {"培训人数": "≥100人"}, {"人均培训成本": "≤200元/次"}, ["found"]),
        ("2.00", {"培训人数": "≥100人次"}, {"培训费标准": "≤200元/人"}, []),
        ("6.00", {"活动次数": "≥5次"}, {"单次活动成本": "≤1万元/次"}, []),
        ("4.00", {"活动次数": "≥5次"}, {"单次活动成本": "≤1万元"}, ["found"]),
        ("4.00", {"活动次数": "≥5次"}, {"单次活动成本": "≤1万"}, ["found"]),
        # Two counts in the same unit: what the names say decides.
        ("2.00", {"宣传场次": "≥50场", "培训场次": "≥2场"}, {"单场培训成本": "≤1万元"}, []),
        ("1.00", {"宣传场次": "≥50场", "培训场次": "≥2场"}, {"单场培训成本": "≤1万元"}, ["found"]),
        # The names say nothing, or something else: it cannot be told which is meant.
        ("1.00", {"慰问人数": "≥1000人", "培训期数": "≥2期"}, {"培训费标准": "≤400元/人"}, ["?"]),
        ("1.00", {"参加会议": "≥1次", "召开会议": "≥3次"}, {"单次会议成本": "≤0.5万元"}, ["?"]),
        ("1.00", {"参加会议": "≥1次", "召开会议": "≥1次"}, {"单次会议成本": "≤0.5万元"}, []),
        ("1.00", {"宣传资料": "≥2000份"}, {"单次宣传活动成本": "0.05万元"}, ["?"]),
        ("1.00", {"开展维权": "根据实际情况"}, {"单次维权成本": "≤0.01万元"}, ["?"]),
        # Parts, and a row for the whole.
        ("5.00", {}, {"活动费": "≤3.84万", "培训费": "≤1.16万元"}, []),
        ("5.00", {}, {"活动费": "≤3.84万", "培训费": "≤2.16万元"}, ["found"]),
        ("5.00", {}, {"项目总成本": "≤5万元", "活动费": "≤3万元", "培训费": "≤2万元"}, []),
        ("5.00", {}, {"活动费": "≤8万元", "培训费": "≤2万元"}, []),  # B05 tells it
        ("5.00", {}, {"活动费": "≤3万元", "培训费": "≤1万元"}, ["found"]),  # 1万元 unexplained
        ("5.00", {}, {"活动费": "≤1万元", "培训费": "≤1万元"}, []),  # meant to be all of it?
        ("5.00", {}, {"活动费": "≤3万元"}, []),
        ("", {"培训人数": "≥100人"}, {"人均培训成本": "≤200元/人"}, []),
        ("约5", {"培训人数": "≥100人"}, {"人均培训成本": "≤200元/人"}, []),
        ("5.00", {"培训人数": "≥100人"}, {"成本节约率": "≥5%"}, []),
    ],
)
def test_b04(budget: str, counts: dict[str, str], costs: dict[str, str], outcomes: list[str]):
    assert b04(budget, counts, costs) == outcomes


def test_b04_shows_the_product_and_both_places():
    submission = table("4.00", {"表彰户数": "≥1560户"}, {"按进度安排进行": "≤200元/户"})
    (finding,) = [f for f in of_rule("B04", submission) if f.outcome is Outcome.FOUND]
    assert "1560户×200元=31.20万元，大于预算数4.00万元" in finding.message
    assert (finding.text, finding.severity) == ("≤200元/户", Severity.WARNING)
    assert finding.other_text == "≥1560户"


def test_b04_in_a_table_in_yuan():
    submission = table("40000", {"培训人数": "≥100人"}, {"人均成本": "≤500元/人"}, money_unit="元")
    (finding,) = [f for f in of_rule("B04", submission) if f.outcome is Outcome.FOUND]
    assert "100人×500元=50000.00元，大于预算数40000.00元" in finding.message


def test_b04_gap_is_a_hint_at_the_budget():
    submission = table(
        "2.5", {"召开会议": "≥3次"}, {"单次会议成本": "≤0.4万元", "耗材成本": "≤1万元"}
    )
    (finding,) = [f for f in of_rule("B04", submission) if f.outcome is Outcome.FOUND]
    assert finding.message == (
        "成本指标合计 3次×0.4万元+1.00万元=2.20万元，比预算数“2.5”少 0.30万元。"
    )
    assert (finding.place.field, finding.severity) == ("budget.total", Severity.HINT)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("≤6万元", "clean"),
        ("≤60000元", "clean"),
        ("≤6.01万元", "E"),
        ("≤6.5万", "E"),
        ("≤70000元", "E"),
        ("≤200元/人", "-"),
        ("按标准", "-"),
        ("", "-"),
    ],
)
def test_b05(value: str, outcome: str):
    assert said("B05", name="活动费", value=value, **COST) == outcome
    assert said("B05", name="资助金额", value=value) == "-"


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("活动费", "≤6万元", "clean"),
        ("活动费", "=6万元", "clean"),
        ("活动费", "6万元", "clean"),  # A02 asks for the sign
        ("活动费", "≥6万元", "E"),
        ("活动费", "＞6万元", "E"),
        ("活动费", "6万元以上", "E"),
        ("活动费", "> 财政预算拨款", "E"),
        ("活动费", "按标准执行", "E"),
        ("活动费", "2024年12月", "E"),
        ("活动费", "3至6万元", "cannot tell"),
        ("活动费", "", "-"),
        ("活动费", "≤**万元", "-"),
        ("成本节约率", "≥5%", "-"),
        ("预算执行率", "≥95%", "-"),
    ],
)
def test_b06(name: str, value: str, outcome: str):
    assert said("B06", name=name, value=value, **COST) == outcome


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("≤3.84万", "W ≤3.84万元"),
        ("≤ 3.84 万 ", "W ≤ 3.84 万元"),
        ("≤3.84万元", "clean"),
        ("≤6元", "E ≤6万元"),  # the budget is 6.00 万元
        ("≤5元", "clean"),
        ("≤200元/人", "clean"),
        ("按标准", "-"),
    ],
)
def test_b07_for_costs(value: str, outcome: str):
    assert said("B07", name="活动费", value=value, **COST) == outcome


def test_b07_leaves_ten_thousands_of_other_things_alone():
    assert said("B07", name="服务人次", value="≥5万") == "-"
    texts = "服务妇女2.5万人次，发放资料3万份，资金6万元。"
    assert [f for f in CHECKER.check(book({"purpose": texts})) if f.rule == "B07"] == []


def test_b07_in_fields_and_texts():
    data = {"budget": {"total": "6万", "fiscal": "6万元"}, "purpose": "其中投入资金3万，用于慰问。"}
    submission = book(data)
    found = [f for f in CHECKER.check(submission) if f.rule == "B07"]
    assert [f.place.field for f in found] == ["budget.total", "purpose"]
    assert found[0].fix is not None
    mended = apply_edits(submission, found[0].fix.edits)
    assert first(mended).budget.total.text == "6万元"
    assert found[1].fix is None
    assert "投入资金3万" in found[1].message
