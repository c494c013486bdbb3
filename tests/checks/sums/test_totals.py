# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B02, B03, B09, B11 and B12: sums over a book, decimals, amounts in texts."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import Submission
from tests.checks.books import book, first

CHECKER = Checker()


def found(rule: str, submission: Submission) -> list[Finding]:
    findings = CHECKER.check_all(submission)
    return [f for f in findings if f.rule == rule and f.outcome is Outcome.FOUND]


def outcomes(rule: str, submission: Submission) -> list[Outcome]:
    return [f.outcome for f in CHECKER.check_all(submission) if f.rule == rule]


def department(tasks: dict[str, str] | None = None, **budget: str) -> Submission:
    rows = [{"name": name, "amount": amount} for name, amount in (tasks or {}).items()]
    return book(department={"budget": budget, "tasks": rows})


@pytest.mark.parametrize(
    ("tasks", "budget", "count"),
    [
        ({}, {"basic": "500", "project": "200", "fiscal": "700.00"}, 0),
        ({}, {"basic": "500", "project": "200", "fiscal": "690", "other": "10"}, 0),
        ({}, {"basic": "500", "project": "200", "fiscal": "690"}, 1),
        ({}, {"basic": "500", "project": "200", "own_level": "600", "transfers": "100"}, 0),
        ({}, {"basic": "500", "project": "200", "own_level": "600", "transfers": "0"}, 1),
        ({}, {"basic": "500"}, 0),
        ({"基本支出": "500", "慰问": "150", "培训": "50"}, {"basic": "500", "project": "200"}, 0),
        ({"基本支出": "510", "慰问": "150", "培训": "40"}, {"basic": "500", "project": "200"}, 2),
        ({"人员经费": "400", "公用经费": "100"}, {"basic": "500", "project": "200"}, 0),
        ({"基本支出": "510", "慰问": ""}, {"basic": "500", "project": "200"}, 0),  # not all known
        ({"基本支出": "500", "慰问": "150"}, {"basic": "500", "project": "0"}, 1),
        ({}, {}, 0),
    ],
)
def test_b02(tasks: dict[str, str], budget: dict[str, str], count: int):
    assert len(found("B02", department(tasks, **budget))) == count


def test_b02_shows_the_sum_of_the_tasks():
    submission = department({"慰问": "150", "培训": "40.5"}, project="200")
    (finding,) = found("B02", submission)
    assert finding.message == (
        "项目支出 200，不等于 2 项任务的资金 150+40.5=190.50万元，相差 9.50万元。"
    )
    assert (finding.text, finding.other_text) == ("200", "150")


SUMS = [
    {"unit": {"code": "合计"}, "amount": "14.00"},
    {"unit": {"code": "003", "name": "某县妇联"}, "amount": "14.00"},
]


def listed(amounts: list[str], sums: list[dict[str, Any]]) -> Submission:
    supervisor = {"code": "003", "name": "某县妇联"}
    projects = [{"budget": {"total": a}, "supervisor": supervisor} for a in amounts]
    return book(*projects, subtotals=sums)


def test_b03_adds_up_and_says_what_is_missing():
    assert outcomes("B03", listed(["2.7", "11.30"], SUMS)) == [Outcome.CLEAN] * 2
    wrong = found("B03", listed(["2.7", "11.20"], SUMS))
    assert [f.text for f in wrong] == ["14.00", "14.00"]
    assert "2.7+11.20=13.90万元，相差 0.10万元" in wrong[0].message
    assert outcomes("B03", listed(["2.7", ""], SUMS)) == [Outcome.CANNOT_TELL] * 2
    strange = [{"unit": {"code": "004", "name": "别的单位"}, "amount": "1.00"}]
    assert outcomes("B03", listed(["2.7"], strange)) == [Outcome.NOT_APPLICABLE]
    no_money = [{"unit": {"code": "合计"}, "amount": "见上"}]
    assert outcomes("B03", listed(["2.7"], no_money)) == [Outcome.CANNOT_TELL]


def test_b03_fills_a_blank_sum():
    submission = listed(["2.7", "11.30"], [{"unit": {"code": "合计"}}])
    (finding,) = found("B03", submission)
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert mended.subtotals[0].amount.text == "14.00"
    assert found("B03", mended) == []


def test_b09_mends_a_column_at_once():
    submission = listed(["2.7", "1,1.30", "0", "３"], SUMS)
    (finding,) = found("B09", submission)
    assert (finding.text, finding.other_text) == ("2.7", "14.00")
    assert finding.severity is Severity.HINT
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert [p.budget.total.text for p in mended.projects] == ["2.70", "1,1.30", "0", "３.00"]
    assert found("B09", mended) == []


@pytest.mark.parametrize(
    ("amounts", "count"),
    [
        (["6.00", "6.00"], 0),
        (["6", "4", "2"], 0),  # all alike
        (["6.000000", "2.00"], 1),
        (["6.0万元", "6.00"], 1),
        (["约6", "6.00"], 0),
    ],
)
def test_b09_within_a_budget(amounts: list[str], count: int):
    names = ("total", "fiscal", "other")
    budget = dict(zip(names, amounts, strict=False))
    assert len(found("B09", book({"budget": budget}))) == count


@pytest.mark.parametrize(
    ("purpose", "key"),
    [
        ("用于培训4万元、慰问2万元", ""),
        ("用于培训4万元、慰问1万元", "合计 4.00+1.00=5.00万元"),
        ("用于培训4万元、慰问1万元等", ""),
        ("用于培训4万元", ""),
        ("用于培训8万元", "“8万元”大于"),
        ("用于培训60000元", ""),
        ("项目资金5万元", "“5万元”与"),
        ("每人补助500元，户均标准800元", ""),
        ("预计发放妇女创业贷款1550万元", ""),
        ("带动群众增收300万元", ""),
        ("培训200余名妇女", ""),
    ],
)
def test_b11(purpose: str, key: str):
    findings = found("B11", book({"purpose": purpose}))
    assert len(findings) == bool(key)
    assert all(key in f.message and f.other_text == "6.00" for f in findings)


def test_b11_holds_a_task_to_its_own_money():
    task = {"name": "贴息", "amount": "60", "target": "提供61万元贴息，发放贷款1550万元"}
    (finding,) = found("B11", book(department={"tasks": [task]}))
    assert (finding.place.field, finding.other_text) == ("target", "60")


def test_b12_compares_all_projects_with_the_department():
    project = {"budget": {"total": "6.00"}}
    enough = book(project, project, department={"budget": {"project": "12.00"}})
    assert outcomes("B12", enough) == [Outcome.CLEAN]
    (finding,) = found("B12", book(project, project, department={"budget": {"project": "11.99"}}))
    assert "2 个项目的金额合计12.00万元" in finding.message
    assert first(enough).budget.total.text == finding.other_text


OPENING = (
    "申请预算资金 97.43 万元,实际支出 91.67 万元,预算执行率 94.09%。其中:预算项目 1 个,"
    "金额合计 25.00 万元,到位数 20.00 万元,实际支出 20.00 {unit},执行率为 {rate}。"
)


def report(*paragraphs: str, unit: str = "万元", rate: str = "80%", **more: str) -> Submission:
    opening = OPENING.format(unit=unit, rate=rate)
    sections = [
        {"heading": "一、部门整体概况", "paragraphs": [opening]},
        {"heading": "四、绩效实现情况分析", "paragraphs": list(paragraphs)},
        *({"heading": heading, "paragraphs": [text]} for heading, text in more.items()),
    ]
    return Submission.model_validate({"year": 2023, "report": {"sections": sections}})


def test_a_report_that_adds_up_is_clean():
    submission = report("年初预算为25万元，到位数20.00万元，实际支出20.00万元，执行率为80%。")
    for rule in ("B07", "B08", "B11"):
        assert found(rule, submission) == []
        assert Outcome.CLEAN in outcomes(rule, submission)


def test_b07_in_a_report_is_mended():
    submission = report(unit="元")
    (finding,) = found("B07", submission)
    assert finding.severity is Severity.ERROR
    assert "“实际支出 20.00 元”与“到位数 20.00 万元”差一万倍" in finding.message
    assert found("B08", submission) == []  # the rate is right once the unit is
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert found("B07", mended) == []
    assert mended.report is not None
    texts = [paragraph.text for paragraph in mended.report.sections[0].paragraphs]
    assert texts == [
        OPENING.format(unit="万元", rate="80%").replace("20.00 万元,执", "20.00万元,执")
    ]


def test_b08_in_a_report():
    (finding,) = found("B08", report(rate="84%"))
    assert "执行率84%与算得的不符：20.00÷25.00=80.00%" in finding.message


def test_b08_tells_of_two_bases():
    (finding,) = found("B08", report("预算总金额97.43万元，拨付到位91.67万元，执行91.67万元。"))
    assert finding.severity is Severity.HINT
    assert "94.09%" in finding.message


def test_b11_in_a_report_of_one_project():
    (finding,) = found("B11", report("本次评价项目1个，涉及金额20万元。"))
    assert "“涉及金额20万元”" in finding.message
    assert finding.other_text.startswith("申请预算资金 97.43")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("争取上级资金17万元新建妇女之家2个。", 1),
        ("使用专项资金25万元。", 0),
        ("发放救助金10万余元。", 0),
        ("带动销售17万元。", 0),
    ],
)
def test_b12_in_a_report(text: str, count: int):
    assert len(found("B12", report(text))) == count
