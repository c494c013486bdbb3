# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C about names, kinds and bases, and about the same thing in two places."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from tests.checks.books import book
from tests.checks.outcomes import said

TIMES = {"kind": "时效指标"}
QUALITY = {"kind": "质量指标"}
COSTS = {"kind": "成本指标"}
EFFECTS = {"group": "效益指标", "kind": "社会效益指标"}


def output(**rows: list[tuple[str, str]]) -> dict[str, Any]:
    """A project with these rows under 产出指标: 数量指标=[(name, value), …]."""
    kinds = [
        {"name": kind, "indicators": [{"name": n, "value": v} for n, v in pairs]}
        for kind, pairs in rows.items()
    ]
    return {"indicators": [{"name": "产出指标", "kinds": kinds}]}


def messages(rule: str, *projects: dict[str, Any], **parts: Any) -> list[str]:
    findings = Checker().check(book(*projects, **parts))
    return [f.message for f in findings if f.rule == rule and f.outcome is Outcome.FOUND]


@pytest.mark.parametrize(
    ("name", "value", "row", "outcome"),
    [
        ("工作完成率", "=100%", TIMES, "I"),
        ("会议召开及时率", "=100%", TIMES, "clean"),
        ("完成时间", "2024年6月底前", TIMES, "clean"),
        ("培训活动", "≥4场", TIMES, "I"),
        ("培训结业", "2024年6月底前", QUALITY, "I"),
        ("培训结业", "合格", QUALITY, "-"),
        ("工作完成率", "=100%", QUALITY, "-"),
        ("工作完成率", "", TIMES, "-"),
    ],
)
def test_c08(name: str, value: str, row: dict[str, str], outcome: str) -> None:
    assert said("C08", name=name, value=value, **row) == outcome


@pytest.mark.parametrize(
    ("name", "value", "row", "outcome"),
    [
        ("通过核验数量", "≥1个", QUALITY, "W"),
        ("核验通过率", "=100%", QUALITY, "clean"),
        ("安全事故次数", "=0次", QUALITY, "clean"),
        ("获奖数量", "≥1项", QUALITY, "clean"),
        ("提高全民幸福感", "优", QUALITY, "W"),
        ("课程质量", "优", QUALITY, "clean"),
        ("创建活动达标率", "=100%", EFFECTS, "I"),
        ("政策知晓率", "≥90%", EFFECTS, "clean"),
        ("通过核验数量", "≥1个", {}, "-"),
    ],
)
def test_c09(name: str, value: str, row: dict[str, str], outcome: str) -> None:
    assert said("C09", name=name, value=value, **row) == outcome


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("公众号报道", "≥50篇", "I"),
        ("搭建平台活动次数", "广泛动员", "I"),
        ("带动就业", "≥200人", "clean"),
        ("美丽庭院", "≥200户", "clean"),
        ("信访投诉", "≤2次", "-"),
        ("知晓率", "≥90%", "-"),
    ],
)
def test_c10(name: str, value: str, outcome: str) -> None:
    assert said("C10", name=name, value=value, **EFFECTS) == outcome


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("宣传工作于2022年底前完成。", "", "W"),
        ("确保网站正常运转", "完成", "W"),
        ("按进度安排进行", "≤200元/户", "W"),
        ("按时完成率", "≥95%", "clean"),
        ("试点创建率达", "100%", "W 试点创建率"),
        ("提高全民幸福感", "优", "I"),
        ("提升妇女能力培训", "≥5场", "clean"),
        ("推动发展水平", "较高", "clean"),
        ("维权及时性", "100%", "I"),
        ("档案规范性", "规范", "clean"),
        ("妇女引领率", "100%", "I"),
        ("培训合格率", "100%", "clean"),
        ("正常运行率。", "≥95%", "clean"),
        ("培" * 31, "≥1场", "I"),
        ("培" * 30, "≥1场", "clean"),
        ("", "≥1场", "-"),
        ("XX活动", "≥1场", "-"),
    ],
)
def test_c11(name: str, value: str, outcome: str) -> None:
    assert said("C11", name=name, value=value) == outcome


def test_c11_is_content_with_a_rate_that_is_defined() -> None:
    row = {"name": "妇女引领率", "value": "≥30%"}
    assert said("C11", **row, description="参加志愿服务的妇女占妇女总数的比例") == "clean"
    assert said("C11", **row, description="妇女引领率") == "I"


@pytest.mark.parametrize(
    ("value", "often", "found"),
    [
        ("≥100期", "每周", True),
        ("≥52期", "每周", False),
        ("≥20期", "每月", True),
        ("≥5期", "每季度", True),
        ("≥4期", "每季度", False),
        ("≥100期", "不定期", False),
    ],
)
def test_c16(value: str, often: str, found: bool) -> None:
    project = output(数量指标=[("女子学堂课程期数", value)], 时效指标=[("女子学堂课程周期", often)])
    assert bool(messages("C16", project)) == found


def test_c16_reads_goals_and_leaves_other_things_alone() -> None:
    rows = output(数量指标=[("女子学堂课程期数", "≥100期")])
    assert messages("C16", rows | {"goals": ["1.每周发布女子学堂课程一期。"]})
    assert not messages("C16", rows | {"goals": ["1.每周发布女子学堂课程两期。"]})
    assert not messages("C16", rows | {"goals": ["1.每周走访困难家庭一次。"]})


def test_c16_knows_what_is_held_once() -> None:
    rows = output(时效指标=[("会议召开及时率", "≥95%")])
    assert messages("C16", rows | {"name": "第十五次代表大会"})
    assert not messages("C16", rows | {"name": "会议费"})
    several = output(数量指标=[("会议", "≥3次")], 时效指标=[("会议召开及时率", "≥95%")])
    assert not messages("C16", several | {"name": "第十五次代表大会"})


@pytest.mark.parametrize(
    ("people", "price", "found"),
    [
        (("编外聘用人员", "≥3人"), ("编外聘用人员人均成本", "1.3万元"), True),
        (("编外聘用人员", "=3人"), ("编外聘用人员人均成本", "1.3万元"), False),
        (("编外聘用人员", "≥3人"), ("培训成本", "≤1.3万元"), False),
        (("培训人数", "≥30人"), ("培训人均成本", "≤200元/人"), False),
    ],
)
def test_c18(people: tuple[str, str], price: tuple[str, str], found: bool) -> None:
    assert bool(messages("C18", output(数量指标=[people], 成本指标=[price]))) == found


@pytest.mark.parametrize(
    ("value", "basis", "row", "outcome"),
    [
        ("≥95%", "计划标准", {}, "clean"),
        ("≥95%", "调查问卷", {}, "I"),
        ("2024年6月底前", "历史标准", TIMES, "I"),
        ("2024年6月底前", "计划标准", TIMES, "clean"),
        ("优", "历史标准", EFFECTS, "I"),
        ("≤200元", "历史标准", COSTS, "I"),
        ("≤200元", "预算支出标准", COSTS, "clean"),
        ("≥95%", "《关于做好妇女工作的通知》", {}, "clean"),
        ("≥95%", "", {}, "-"),
    ],
)
def test_c19(value: str, basis: str, row: dict[str, str], outcome: str) -> None:
    assert said("C19", name="活动", value=value, basis=basis, **row) == outcome


def test_c19_tells_the_words_of_the_book_once() -> None:
    def project(*bases: str) -> dict[str, Any]:
        rows = [{"name": f"活动{b}", "value": "≥5场", "basis": b} for b in bases]
        kinds = [{"name": "数量指标", "indicators": rows}]
        return {"indicators": [{"name": "产出指标", "kinds": kinds}]}

    (message,) = messages("C19", project("年初计划", "计划标准"), project("上级要求", "年初计划"))
    assert "“年初计划”、“上级要求”" in message


@pytest.mark.parametrize(
    ("counted", "price", "found"),
    [
        (("制作宣传资料", "≥2000份"), "单次宣传活动成本", True),
        (("开展宣传活动", "≥20次"), "单次宣传活动成本", False),
        (("开展妇儿维权", "根据实际情况"), "单次维权成本", False),
        (("创建示范点", "≥1个"), "单次创建成本", False),
        (("活动次数", "≥5次"), "单次活动成本", False),
        (("培训人数", "≥100人"), "人均培训成本", False),
        (("培训场次", "≥10场"), "人均培训成本", True),
        (("培训场次", "≥10场"), "单次慰问成本", True),
        (("培训场次", "≥10场"), "会议材料成本", False),
    ],
)
def test_c20(counted: tuple[str, str], price: str, found: bool) -> None:
    project = output(数量指标=[counted], 成本指标=[(price, "≤0.1万元")])
    assert bool(messages("C20", project)) == found


def test_c20_cannot_tell_without_quantities() -> None:
    project = output(成本指标=[("单次慰问成本", "≤0.1万元")])
    (finding,) = [f for f in Checker().check(book(project)) if f.rule == "C20"]
    assert finding.outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("name", "description", "outcome"),
    [
        ("培训人员满意度", "受益群体满意度", "I"),
        ("培训人员满意度", "参加培训人员满意度", "clean"),
        ("农村家庭满意度", "农村家庭满意度得到提高", "clean"),
        ("表彰户数", "持续创建美丽庭院户", "I"),
        ("活动次数", "进行各种活动次数", "clean"),
        ("活动次数", "", "-"),
        ("完成时间", "培训工作完成的时间", "-"),
    ],
)
def test_c21(name: str, description: str, outcome: str) -> None:
    assert said("C21", name=name, value="≥95%", description=description) == outcome


def test_c21_knows_documents_with_one_name_and_funds_with_two() -> None:
    def report(*texts: str) -> dict[str, Any]:
        return {"sections": [{"heading": "一、概况", "paragraphs": [{"text": t} for t in texts]}]}

    assert messages("C21", report=report("公用经费和妇女活动经费1个项目", "“妇联活动经费”项目"))
    assert not messages("C21", report=report("妇女活动经费1个项目", "“妇女活动经费”项目"))
    assert not messages("C21", report=report("公用经费与办公经费", "业务经费"))
