# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C about values: units, prices, percents, times, words, signs; with their exceptions."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from fuyi_editor.model.edits import apply_edits
from tests.checks.books import book, first, with_row
from tests.checks.outcomes import said

Case = tuple[str, str, str]
TIMES = {"kind": "时效指标"}
QUALITY = {"kind": "质量指标"}
COSTS = {"kind": "成本指标"}
EFFECTS = {"group": "效益指标", "kind": "社会效益指标"}


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("信访接待人次", "≥1000人", "W ≥1000人次"),
        ("信访接待人次", "≥1.2万人", "W ≥1.2万人次"),
        ("信访接待人次", "≥1000人次", "clean"),
        ("培训人数", "≥1000人次", "W"),
        ("培训人数", "≥1000名", "clean"),
        ("培训场次", "≥5次", "I ≥5场"),
        ("培训场次", "≥5期", "clean"),
        ("课程期数", "≥5场", "I ≥5期"),
        ("表彰户数", "≥5个", "I ≥5户"),
        ("表彰户数", "≥5家", "clean"),
        ("评选三八红旗手数量", "≥7个", "W"),
        ("评选三八红旗手数量", "≥7名", "clean"),
        ("评选三八红旗集体数量", "≥7个", "clean"),
        ("三八红旗手", "≥7个", "clean"),
        ("覆盖率", "≥90%", "-"),
        ("信访接待人次", "", "-"),
    ],
)
def test_c03(name: str, value: str, outcome: str) -> None:
    assert said("C03", name=name, value=value) == outcome


@pytest.mark.parametrize(
    ("goal", "outcome"),
    [
        ("1.开展4项技能培训。", "I"),
        ("1.开展技能培训4次。", "I"),
        ("1.开展4场技能培训。", None),
        ("1.开展5项技能培训。", None),  # another number: D01
        ("1.开展慰问4次。", None),  # another thing
        ("1.培训期间完成宣传，慰问4次。", None),
    ],
)
def test_c03_holds_units_to_the_goals(goal: str, outcome: str | None) -> None:
    found = [
        f
        for f in Checker().check(book({"goals": [goal]}))
        if f.rule == "C03" and f.outcome is Outcome.FOUND
    ]
    assert [f.severity.value[0].upper() for f in found] == (["H"] if outcome else [])
    assert all(f.other_text == goal for f in found)


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("人均培训成本", "≤200元/次", "W"),
        ("人均培训成本", "≤200元/人", "clean"),
        ("人均培训成本", "≤200元/人·天", "clean"),
        ("人均培训成本", "≤200元/人次", "clean"),
        ("编外人员人均成本", "≤1.3万元", "clean"),
        ("单次活动成本", "≤1万元/次", "clean"),
        ("单次活动成本", "≤1万元/场", "clean"),
        ("单次活动成本", "≤100元/人", "W"),
        ("户均补助", "≤100元/人", "W"),
        ("困难家庭慰问标准", "≤500元", "W"),
        ("困难家庭慰问标准", "≤500元/户", "clean"),
        ("会议费标准", "≤550元/人", "W"),
        ("会议费标准", "≤550元/人·天", "clean"),
        ("会议费标准", "≤550元/人/日", "clean"),
        ("会议费", "≤3万元", "-"),
        ("人均培训时长", "≥24小时", "-"),
    ],
)
def test_c04(name: str, value: str, outcome: str) -> None:
    assert said("C04", name=name, value=value, **COSTS) == outcome


def test_c04_reads_the_description() -> None:
    row = {"name": "培训成本", "description": "每人完成培训的成本", "value": "≤200元/次"}
    assert said("C04", **row, **COSTS) == "W"


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("维权及时性", "≥292%", "E"),
        ("维权及时性", "≥100%", "clean"),
        ("维权及时性", "达到292%以上", "E"),
        ("农户收入", "较上年提高120%", "-"),
        ("农户收入增幅", "≥120%", "-"),
        ("投入产出比", "≥150%", "-"),
        ("群众满意度", "≥292%", "-"),  # C01 speaks
        ("培训人数", "≥292人", "-"),
    ],
)
def test_c06(name: str, value: str, outcome: str) -> None:
    assert said("C06", name=name, value=value) == outcome


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("完成时间", "2024年9月30日前", "clean"),
        ("完成时间", "2021年5-7月完成", "clean"),
        ("开展时限", "≤3天", "clean"),
        ("完成时间", "≤9月", "W"),
        ("完成时间", "≤10月底", "W 2024年10月底前"),
        ("完成时间", "≤2024年10月底", "W 2024年10月底前"),
        ("完成时间", "≤2024年", "W"),
        ("完成时间", "≤2024全年", "W"),
        ("完成时间", "按时完成", "W"),
        ("完成时间", "按计划", "W"),
        ("发布周期", "每周", "W"),
        ("完成时间", "12月底前", "I"),
        ("完成时间", "第四季度", "I"),
        ("完成时间", "准确", "W"),
        ("会议召开及时率", "按时", "-"),  # C01 speaks
        ("会议召开及时率", "≥95%", "-"),
        ("响应时间", "7*24小时", "-"),
        ("完成时间", "", "-"),
        ("完成时间", "待定", "-"),
    ],
)
def test_c07(name: str, value: str, outcome: str) -> None:
    assert said("C07", name=name, value=value, **TIMES) == outcome


def test_c07_asks_names_of_times_wherever_they_stand() -> None:
    assert said("C07", name="完成时间", value="≤9月") == "W"
    assert said("C07", name="宣传活动", value="≥9场") == "-"
    assert said("C07", name="影响期限", value="长期", **EFFECTS) == "-"


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("家政社会影响力", "极大提升", "W"),
        ("舆情监测", "严格监控", "W"),
        ("法治环境", "得到优化", "W"),
        ("普法宣传", "推进普法宣传", "W"),
        ("宣传效果", "大力宣传，扩大影响", "W"),
        ("居住环境", "良", "W"),
        ("居住环境", "良。", "W"),
        ("档案资料", "齐全", "clean"),
        ("宣传册", "完成", "clean"),
        ("宣传册", "合格", "clean"),
        ("影响期限", "长期", "clean"),
        ("落实率", "有效落实", "-"),  # C01 speaks
        ("收入水平", "较上年提高≥5%", "-"),
        ("培训人数", "≥5人", "-"),
    ],
)
def test_c12(name: str, value: str, outcome: str) -> None:
    assert said("C12", name=name, value=value, **EFFECTS) == outcome


def test_c12_accepts_words_with_a_scale() -> None:
    row = {"name": "居住环境", "value": "良", "description": "评议90分以上为优，80分以上为良"}
    assert said("C12", **row, **EFFECTS) == "clean"
    assert said("C12", **(row | {"description": "监控舆情7*24小时"}), **EFFECTS) == "W"


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("档案管理规范性", "规范", "W"),
        ("人员配备合理性", "合理。", "W"),
        ("管理制度健全程度", "健全", "W"),
        ("档案管理规范性", "符合档案法", "clean"),
        ("落实率", "落实", "-"),  # C01 speaks
        ("居住环境", "良", "clean"),
    ],
)
def test_c13(name: str, value: str, outcome: str) -> None:
    assert said("C13", name=name, value=value, **EFFECTS) == outcome


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("投诉率", "≥1%", "W"),
        ("投诉率", "≤1%", "clean"),
        ("投诉率", "=0%", "clean"),
        ("投诉处理率", "≥95%", "-"),
        ("事故下降率", "≥5%", "-"),
        ("接访群众重复来访比例", "≥5%", "W"),
        ("系统响应时间", "≥2小时", "W"),
        ("群众满意度", "≤95%", "W"),
        ("群众满意度", "≥95%", "clean"),
        ("群众满意度", "95%", "-"),
    ],
)
def test_c14(name: str, value: str, outcome: str) -> None:
    assert said("C14", name=name, value=value, **EFFECTS) == outcome


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("大于等于95%", "W ≥95%"),
        ("90%以上", "W ≥90%"),
        ("90%及以上", "W ≥90%"),
        ("９０％以上", "W ≥９０％"),
        ("小于1%", "W <1%"),
        ("不少于 3 场", "W ≥3 场"),
        ("5万元以内", "W ≤5万元"),
        ("不低于90%以上", "W ≥90%"),
        ("覆盖率90%以上", "W"),
        ("≥95%", "clean"),
        ("95%", "-"),
        ("优", "-"),
        ("", "-"),
    ],
)
def test_c15(value: str, outcome: str) -> None:
    assert said("C15", name="参训比重", value=value) == outcome


def test_c15_lets_the_sentences_of_a_department_be() -> None:
    sub_goal = {"name": "维权", "indicators": [{"name": "合格率", "value": "大于等于95%"}]}
    findings = Checker().check(book(department={"sub_goals": [sub_goal]}))
    assert not [f for f in findings if f.rule == "C15"]


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("群众满意度", "=100%", "I"),
        ("群众满意度", "100%", "I"),
        ("群众满意度", "≥95%", "clean"),
        ("宣传覆盖率", "=100.00(%)", "I"),
        ("资金到位率", "=100%", "-"),
    ],
)
def test_c17(name: str, value: str, outcome: str) -> None:
    assert said("C17", name=name, value=value, **EFFECTS) == outcome


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("C03", {"name": "信访接待人次", "value": "≥1000人"}),
        ("C07", {"name": "完成时间", "value": "≤10月底", **TIMES}),
        ("C11", {"name": "培训合格率达", "value": "=100%", **QUALITY}),
        ("C15", {"name": "参训比重", "value": "95%以上"}),
    ],
)
def test_a_fix_mends_what_was_found(rule: str, row: dict[str, str]) -> None:
    submission = with_row(**row)
    (finding,) = [f for f in Checker().check(submission) if f.rule == rule]
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert not [f for f in Checker().check(mended) if f.rule == rule]
    assert first(mended) != first(submission)
