# SPDX-License-Identifier: MulanPSL-2.0
"""Rules D: numbers of goals and indicators, definitions, conclusions of reports, 用途."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome
from fuyi_editor.model.nodes import Submission
from tests.checks.books import book

CHECKER = Checker()


def found(rule: str, submission: Submission) -> list[Finding]:
    findings = CHECKER.check_all(submission)
    return [f for f in findings if f.rule == rule and f.outcome is Outcome.FOUND]


def groups(rows: dict[str, str], kind: str = "数量指标") -> list[dict[str, Any]]:
    indicators = [{"name": name, "value": value} for name, value in rows.items()]
    return [{"name": "产出指标", "kinds": [{"name": kind, "indicators": indicators}]}]


@pytest.mark.parametrize(
    ("goal", "rows", "count"),
    [
        ("服务人数不少于3050人", {"受益人数": "≥3150人", "培训人数": "≥350人"}, 1),
        ("服务人数不少于3150人", {"受益人数": "≥3150人"}, 0),
        ("创建“妇女之家”示范点20个", {"创建示范点": "48个"}, 1),
        ("设立1个市级规划示范县", {"创建示范点": "48个"}, 0),
        ("公益活动不少于26次", {"公益活动场次": "≥26场", "公益培训场次": "≥8场"}, 0),
        ("举办培训等课程，不少于8次", {"公益活动场次": "≥26场", "公益培训场次": "≥8场"}, 0),
        ("召开执委会议1次", {"执委会议、年中会议": "2次"}, 0),
        ("召开执委会议3次", {"执委会议、年中会议": "2次"}, 1),
        ("创建6个妇女议事会试点", {"创建妇女议事会试点": "≥6个"}, 0),
        ("创建5个妇女议事会试点", {"创建妇女议事会试点": "≥6个"}, 1),
        ("妇女干部培训100人", {"农村妇女培训人数": "≥200人"}, 0),
        ("亲子宣传5场、普法宣传3场", {"宣传场次": "≥8场"}, 0),
        ("服务妇女200余名", {"受益人数": "≥3150人"}, 0),
        ("投入资金3万元", {"受益人数": "≥3150人"}, 0),
        ("服务人数1.2万人", {"受益人数": "≥12000人"}, 0),
    ],
)
def test_d01(goal: str, rows: dict[str, str], count: int):
    submission = book({"goals": [f"1.{goal}。"], "indicators": groups(rows)})
    assert len(found("D01", submission)) == count


def test_d01_names_both_places():
    rows = {"受益人数": "≥3150人"}
    submission = book({"goals": ["1.服务人数不少于3050人。"], "indicators": groups(rows)})
    (finding,) = found("D01", submission)
    assert finding.message == "这里写“服务人数不少于3050人”，指标“受益人数”是“≥3150人”。"
    assert (finding.text, finding.other_text) == ("1.服务人数不少于3050人。", "≥3150人")


def described(*rows: tuple[str, str]) -> Submission:
    projects: list[dict[str, Any]] = []
    for number, (name, description) in enumerate(rows):
        row = {"name": name, "value": "≥95%", "description": description}
        kinds = [{"name": "质量指标", "indicators": [row]}]
        projects.append(
            {"name": f"项目{number}", "indicators": [{"name": "产出指标", "kinds": kinds}]}
        )
    return book(*projects)


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        (("培训合格率", "合格人数占培训人数的比例"), ("培训的合格率", "完成人数占比率"), 1),
        (("培训合格率", "合格人数占培训人数的比例"), ("培训合格率", "合格人数占培训人数比例。"), 0),
        (("培训合格率", "合格人数占培训人数的比例"), ("培训合格率", "培训合格率"), 0),
        (("培训合格率", "合格人数占培训人数的比例"), ("培训合格率", "考核合格情况"), 0),
        (("服务满意度", "满意妇女占比率"), ("服务满意度", "满意儿童占比率"), 0),
        (("培训合格率", "合格人数占培训人数的比例"), ("参训率", "参训人数占比率"), 0),
    ],
)
def test_d02(one: tuple[str, str], two: tuple[str, str], count: int):
    findings = found("D02", described(one, two))
    assert len(findings) == count
    assert all((f.text, f.other_text) == (two[1], one[1]) for f in findings)


def reported(rate: str, problems: str, *more: str) -> Submission:
    opening = f"申请预算资金 97.43 万元,实际支出 91.67 万元,预算执行率 {rate}。"
    sections = [
        {"heading": "一、部门整体概况", "paragraphs": [opening]},
        {"heading": "五、存在问题", "paragraphs": [problems]},
        {"heading": "六、建议", "paragraphs": list(more)},
    ]
    return Submission.model_validate({"year": 2023, "report": {"sections": sections}})


@pytest.mark.parametrize(
    ("rate", "problems", "more", "count"),
    [
        ("94.09%", "无。", "加强管理。", 1),
        ("94.09%", "（一）存在问题：无", "加强管理。", 1),
        ("94.09%", "暂无", "加强管理。", 1),
        ("94.09%", "培训推迟，资金没有用完。", "加强管理。", 0),
        ("94.09%", "无障碍设施不全。", "加强管理。", 0),
        ("100%", "无。", "没有较大偏离绩效目标。", 0),
        ("94.09%", "培训推迟。", "没有较大偏离绩效目标。", 1),
        ("100%", "无。", "针对自评中存在的问题,及时调整。", 1),
        ("100%", "培训推迟。", "针对自评中存在的问题,及时调整。", 0),
    ],
)
def test_d03(rate: str, problems: str, more: str, count: int):
    assert len(found("D03", reported(rate, problems, more))) == count


def test_d03_praise_of_indicators_without_numbers():
    praise = "本部门认为绩效指标全面完整、科学合理。"
    vague = reported("100%", "培训推迟。", "绩效指标为:开展宣传。", praise)
    (finding,) = found("D03", vague)
    assert (finding.text, finding.other_text) == (praise, "绩效指标为:开展宣传。")
    assert found("D03", reported("100%", "培训推迟。", "绩效指标为:宣传4场。", praise)) == []


@pytest.mark.parametrize(
    ("purpose", "count"),
    [
        ("用于妇女儿童活动", 1),  # the name of the project
        ("用于开展妇女儿童相关工作。", 1),
        ("1.开展妇女儿童活动。", 1),
        ("用于提高技能，举办技能大赛", 1),  # the goals
        ("用于场租、师资费、资料印刷费", 0),
        ("用于提高技能，支付场租、师资费和资料印刷费", 0),
        ("", 0),
    ],
)
def test_d04(purpose: str, count: int):
    data = {"purpose": purpose, "goals": ["1.提高技能，", "2.举办技能大赛。"]}
    assert len(found("D04", book(data))) == count


@pytest.mark.parametrize(
    ("purpose", "rows", "message"),
    [
        ("用于租房和司机工资", {"活动次数": "≥5次"}, "租房、司机"),
        ("用于租房", {"干部住房租赁": "≥5套"}, ""),
        ("用于慰问", {"活动次数": "≥5次"}, ""),
    ],
)
def test_d05_what_is_bought_has_an_indicator(purpose: str, rows: dict[str, str], message: str):
    findings = found("D05", book({"purpose": purpose, "indicators": groups(rows)}))
    assert len(findings) == bool(message)
    assert all(message in f.message for f in findings)


def test_d05_what_has_a_price_has_a_goal():
    costs = groups({"耗材成本": "≤1万元"}, "成本指标")
    (finding,) = found("D05", book({"indicators": costs}))
    assert finding.text == "耗材成本"
    assert found("D05", book({"indicators": costs, "purpose": "购买办公耗材"})) == []
