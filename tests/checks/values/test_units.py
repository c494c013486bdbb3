# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C: exceptions, the four outcomes, fixes."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.edits import apply_edits
from tests.checks.books import first, with_row

CHECKER = Checker()
FOUND, CLEAN = Outcome.FOUND, Outcome.CLEAN
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE


def value(rule: str, name: str, text: str) -> Finding:
    submission = with_row(name=name, value=text)
    indicator = first(submission).indicators[0].kinds[0].indicators[-1]
    (finding,) = [
        f
        for f in CHECKER.check_all(submission)
        if f.rule == rule and f.place.node == indicator.id and f.place.field == "value"
    ]
    return finding


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("覆盖率", "≥1个", FOUND),
        ("完成率", "完成", FOUND),
        ("落实率", "落实", FOUND),
        ("及时率", "按时完成", FOUND),
        ("群众 满意度", "满意", FOUND),
        ("妇女占比", "≥30人", FOUND),
        ("宣传覆盖面", "≥10个乡镇", FOUND),
        ("投诉率", "≤-1%", FOUND),
        ("成功率", "≥3次", FOUND),
        ("覆盖率", "≥90%", CLEAN),
        ("覆盖率", "≥９０％", CLEAN),
        ("覆盖率", "≥90百分比", CLEAN),
        ("新生儿死亡率", "≤5‰", CLEAN),
        ("满意度(%)", "=100.00(%)", CLEAN),
        ("满意率 （%）", "≥1人", FOUND),
        ("销售增长率", "≥150%", NOT_APPLICABLE),
        ("销售增长率", "≥15%", CLEAN),
        ("工作效率", "提高", NOT_APPLICABLE),
        ("活动频率", "≥1次/周", NOT_APPLICABLE),
        ("效率", "≥1个", NOT_APPLICABLE),
        ("覆盖率", "", NOT_APPLICABLE),
        ("覆盖率", "≥**%", NOT_APPLICABLE),
        ("活动次数", "≥5次", NOT_APPLICABLE),
        ("师生比例", "1:20", CANNOT_TELL),
        ("覆盖率", "较上年提高≥5%", CANNOT_TELL),
    ],
)
def test_c01(name: str, text: str, outcome: Outcome) -> None:
    finding = value("C01", name, text)
    assert finding.outcome is outcome
    assert finding.text == text
    assert finding.severity is Severity.ERROR
    assert bool(finding.message) == (outcome in (FOUND, CANNOT_TELL))


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("搭建平台活动次数", "广泛动员", FOUND),
        ("活动次数", "≥5", FOUND),
        ("活动次数", "≥95%", FOUND),
        ("培训人数", "≥3场", FOUND),
        ("培训人数", "2023年12月底", FOUND),
        ("资料数量", "≥5%", FOUND),
        ("资料数量", "≥5万元", FOUND),
        ("表彰户数", "≥30人", FOUND),
        ("培训人数", "≥350人", CLEAN),
        ("培训人数", "≥200余名", CLEAN),
        ("服务人次", "≥5万人次", CLEAN),
        ("服务人次", "≥1000人", CLEAN),
        ("活动场次", "≥5次", CLEAN),
        ("活动次数", "≥4次/年", CLEAN),
        ("表彰户数（户）", "≥1560户", CLEAN),
        ("建设数量", "≥1个", CLEAN),
        ("通过核验数量", "≥1家", CLEAN),
        ("培训天数", "≥3天", CLEAN),
        ("覆盖率", "≥1个", NOT_APPLICABLE),
        ("活动次数", " ", NOT_APPLICABLE),
        ("活动次数", "≥XX次", NOT_APPLICABLE),
        ("活动次数", "每季度1次", CANNOT_TELL),
        ("培训人数", "10-20人", CANNOT_TELL),
    ],
)
def test_c02(name: str, text: str, outcome: Outcome) -> None:
    finding = value("C02", name, text)
    assert finding.outcome is outcome
    assert finding.text == text
    assert bool(finding.message) == (outcome in (FOUND, CANNOT_TELL))


@pytest.mark.parametrize(
    ("name", "text", "outcome", "mended"),
    [
        ("会议及时率", "≥95百分比", FOUND, "≥95%"),
        ("会议及时率", " ≥ ９５ 百分比", FOUND, " ≥ ９５%"),
        ("会议及时率", "≥100百分比", FOUND, "=100%"),
        ("会议及时率", "≥100%", FOUND, "=100%"),
        ("会议及时率", ">=100.00%", FOUND, "=100.00%"),
        ("会议及时率", "100%以上", FOUND, None),
        ("会议及时率", "=100.00(%)", CLEAN, None),
        ("会议及时率", "=100%", CLEAN, None),
        ("会议及时率", "100%", CLEAN, None),
        ("会议及时率", "≥95%", CLEAN, None),
        ("销售额增长率", "≥100%", CLEAN, None),
        ("会议及时率", "百分比", CANNOT_TELL, None),
        ("会议场次", "≥1场", NOT_APPLICABLE, None),
        ("会议质量", "优", NOT_APPLICABLE, None),
    ],
)
def test_c05(name: str, text: str, outcome: Outcome, mended: str | None) -> None:
    finding = value("C05", name, text)
    assert finding.outcome is outcome
    assert finding.severity is Severity.WARNING
    if mended is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert [edit.text for edit in finding.fix.edits] == [mended]


def test_a_fix_changes_one_value_and_mends_the_finding() -> None:
    submission = with_row(name="会议及时率", value="≥95百分比")
    (finding,) = CHECKER.check(submission)
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert first(mended).indicators[0].kinds[0].indicators[-1].value.text == "≥95%"
    assert CHECKER.check(mended) == ()
