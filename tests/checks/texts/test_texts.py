# SPDX-License-Identifier: MulanPSL-2.0
"""Rules F: what is a slip and what only looks like one; what a fix makes of it."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import Submission
from tests.checks.books import book, first, with_row

CHECKER = Checker()
FOUND, CLEAN = Outcome.FOUND, Outcome.CLEAN
NOT_APPLICABLE = Outcome.NOT_APPLICABLE


def at(submission: Submission, rule: str, node: str, field: str) -> Finding:
    (finding,) = [
        f
        for f in CHECKER.check_all(submission)
        if f.rule == rule and (f.place.node, f.place.field) == (node, field)
    ]
    return finding


def purpose(rule: str, text: str) -> tuple[Finding, str]:
    """The finding at a 用途 of that text, and the text after its fix."""
    submission = book({"purpose": text})
    finding = at(submission, rule, first(submission).id, "purpose")
    mended = apply_edits(submission, finding.fix.edits) if finding.fix else submission
    return finding, first(mended).purpose


@pytest.mark.parametrize(
    ("rule", "text", "mended"),
    [
        ("F01", "提出意见意见和建议建议", "提出意见和建议"),
        ("F04", "保证0A运作，2O24年，2l日", "保证OA运作，2024年，21日"),
        ("F04", "二0二四年", "二〇二四年"),
        ("F05", '寻找”最美“和“芳华"杯', "寻找“最美”和“芳华”杯"),
        ("F05", '"最美"家庭', "“最美”家庭"),
        ("F05", "活动（三八)经费", "活动（三八）经费"),
        ("F05", "依据财预［2024］2号", "依据财预〔2024〕2号"),
        ("F06", "目标:宣传,培训;(一)走访(含家访)", "目标：宣传，培训；（一）走访（含家访）"),
        ("F08", "光大妇女的中帼工作", "广大妇女的巾帼工作"),
        ("F11", "法学研 究业务工 作", "法学研究业务工作"),
        ("F07", "扫黑；二、改革；三、建设。", "一、扫黑；二、改革；三、建设。"),
    ],
)
def test_what_is_certain_is_mended(rule: str, text: str, mended: str) -> None:
    finding, after = purpose(rule, text)
    assert (finding.outcome, finding.text, after) == (FOUND, text, mended)
    assert purpose(rule, mended)[0].outcome is not FOUND


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("F02", "寻找命名名工作"),
        ("F02", "大赛赛"),
        ("F03", "完成时jian间"),
        ("F03", "省shi级培训"),
        ("F05", "]2024年寻找"),
        ("F05", "活动（三八"),
        ("F05", "“最美家庭"),
        ("F05", "最美”家庭“和“岗位"),
        ("F07", "1.培训；3.宣传"),
        ("F09", "采取统筹安排资金等办法。保证进度。"),
        ("F10", "培训----宣传"),
        ("F10", "此处填写用途"),
        ("F10", "培训&nbsp;宣传"),
    ],
)
def test_what_is_not_certain_is_only_told(rule: str, text: str) -> None:
    finding, _ = purpose(rule, text)
    assert (finding.outcome, finding.fix) == (FOUND, None)
    assert finding.message
    assert "{" not in finding.message + finding.remedy


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("F01", "一个一个走访，研究研究；最美家庭家庭教育；哈哈哈哈"),
        ("F02", "在职职工学习习近平讲话，人人参加，实实在在"),
        ("F02", "项目目标、专项项目、活动动态、中心心理室、全市市级、执委会会议、2022年年底"),
        ("F03", "使用APP、OA、wifi和5kg物资，网址www.baidu.com，vlog拍摄"),
        ("F04", "10A、A0A、OA、200元、20人"),
        ("F05", "1）培训；2）宣传；a)走访；（含“六一”《办法》）"),
        ("F05", "“从“三八”到“六一””，Women’s Day，5‘活动’"),
        ("F05", "没有标点"),
        ("F06", "8:30，1:20，3,000元，100(%)，5元/(人·天)，APP,OA，http://a.cn"),
        ("F08", "发扬光大，成交率，在相应时间内，相应时间段，校园满意度，反复盖章，公布署名"),
        ("F10", "满意度<95%，听取审核意见，2021-2030年"),
        ("F11", "“巾帼心向党 建功新时代 献礼”活动 演讲，APP 使用 5 次"),
    ],
)
def test_what_only_looks_like_a_slip(rule: str, text: str) -> None:
    assert purpose(rule, text)[0].outcome is CLEAN


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("1.培训；2.宣传", CLEAN),
        ("三、四季度各1次；1、2月走访", NOT_APPLICABLE),
        ("安排1.5万元；2.5万元", NOT_APPLICABLE),
        ("1. 系列活动；\n2. 慰问 3. 教育 4. 创建", CLEAN),
        ("2021、2022年各一次", NOT_APPLICABLE),
    ],
)
def test_numbers_in_a_text_that_are_no_faults(text: str, outcome: Outcome) -> None:
    finding, _ = purpose("F07", text)
    assert finding.outcome in (outcome, NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("goals", "faulty", "mended"),
    [
        (["1.1.活动。", "2.2.培训。"], 0, ["1.活动。", "2.培训。"]),
        (["1.培训", "3.宣传", "4.慰问"], 1, ["1.培训", "2.宣传", "3.慰问"]),
        (["2.培训", "3.宣传"], 0, ["1.培训", "2.宣传"]),
        (["1.培训", "1.宣传"], 1, ["1.培训", "2.宣传"]),
        (["1.培训", "2、宣传"], 1, ["1.培训", "2.宣传"]),
        (["目标一：培训", "目标三：宣传"], 1, ["目标一：培训", "目标二：宣传"]),
        (["1.培训", "宣传", "3.慰问"], 2, None),
        (["目标一：培训"], 0, None),
        (["1.培训"], None, None),
        (["1.1.培训", "1.2.宣传"], None, None),
        (["（一）培训", "1.线上", "2.线下", "（二）宣传", "1.报纸"], None, None),
        (["培训", "宣传"], None, None),
    ],
)
def test_numbers_of_goals(goals: list[str], faulty: int | None, mended: list[str] | None) -> None:
    submission = book({"goals": goals})
    findings = [f for f in CHECKER.check(submission) if f.rule == "F07"]
    nodes = [first(submission).goals[faulty].id] if faulty is not None else []
    assert [f.place.node for f in findings] == nodes
    if mended is not None:
        assert findings[0].fix is not None
        after = apply_edits(submission, findings[0].fix.edits)
        assert [goal.text for goal in first(after).goals] == mended
    elif findings:
        assert findings[0].fix is None


def test_a_goal_that_goes_on_in_the_next_numbers_is_no_fault() -> None:
    submission = book({"goals": ["1.培训。", "2.宣传；3.慰问。"]})
    assert not [f for f in CHECKER.check(submission) if f.rule == "F07"]


def test_a_short_heading_begins_another_list_in_a_report() -> None:
    paragraphs = ["整改措施", "（一）调整", "（二）激励", "结果应用", "（一）公开"]
    submission = book(report={"sections": [{"heading": "一、应用", "paragraphs": paragraphs}]})
    assert not [f for f in CHECKER.check(submission) if f.rule == "F07"]


def test_values_keep_the_punctuation_of_the_system() -> None:
    submission = with_row(name="补助标准", value="≤100元/(人·天)")
    indicator = first(submission).indicators[0].kinds[0].indicators[-1]
    assert at(submission, "F06", indicator.id, "value").outcome is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("field", "text", "mended"),
    [
        ("value", "2024年年底。", "2024年年底"),
        ("value", "正常运行率达到95%.", "正常运行率达到95%"),
        ("name", "安全感。", "安全感"),
    ],
)
def test_a_full_stop_in_a_cell(field: str, text: str, mended: str) -> None:
    submission = with_row(**{"name": "时限", "value": "优", field: text})
    indicator = first(submission).indicators[0].kinds[0].indicators[-1]
    finding = at(submission, "F09", indicator.id, field)
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == [mended]


def test_goals_that_end_alike() -> None:
    def lacking(*goals: str) -> list[str]:
        submission = book({"goals": list(goals)})
        return [f.text for f in CHECKER.check(submission) if f.rule == "F09"]

    assert lacking("1.培训。", "2.宣传。", "3.慰问") == ["3.慰问"]
    assert lacking("1.培训。", "2.宣传") == []
    assert lacking("1.培训", "2.宣传", "3.慰问。") == []
    assert lacking("1.培训；", "2.宣传；", "3.慰问。") == []


def test_a_note_of_the_reviewer_is_told_by_its_label() -> None:
    submission = book({"extra": {"审核意见": "请逐项填列", "备注": "无"}})
    findings = [f for f in CHECKER.check(submission) if f.rule == "F10"]
    assert [(f.place.field, f.text) for f in findings] == [("extra.审核意见", "请逐项填列")]


def test_stars_in_a_value_are_placeholders_and_no_markup() -> None:
    submission = with_row(name="培训人数", value="≥**人")
    assert "F10" not in {f.rule for f in CHECKER.check(submission)}


@pytest.mark.parametrize("name", ["≥95%", "数量指标", "社会效益指标"])
def test_a_name_from_another_column(name: str) -> None:
    submission = with_row(name=name, value="优")
    indicator = first(submission).indicators[0].kinds[0].indicators[-1]
    assert at(submission, "F11", indicator.id, "name").outcome is FOUND


def test_the_paragraphs_of_a_report_are_looked_at() -> None:
    paragraphs = ["执行率100%,自评 95 分。", "推进民生事实工程。"]
    submission = book(report={"sections": [{"heading": "一、概况", "paragraphs": paragraphs}]})
    found = {(f.rule, f.text) for f in CHECKER.check(submission)}
    assert {("F06", paragraphs[0]), ("F08", paragraphs[1])} <= found
