# SPDX-License-Identifier: MulanPSL-2.0
"""Rules E: stale years and their many exceptions, plans out of time, titles, copied rows."""

from __future__ import annotations

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


def with_purpose(text: str, **parts: str) -> Submission:
    return book({"purpose": text, **parts})


@pytest.mark.parametrize(
    "text",
    [
        "2023年底前完成",
        "安排部署2021年各项工作",
        "2022年度计划",
        "2023 年12月31日前完成",
        "２０２３年年底",
        "2023.12.31前完成",
        "2023全年开展活动",
    ],
)
def test_e01_finds_past_years(text: str):
    (finding,) = found("E01", with_purpose(text))
    assert finding.severity is Severity.ERROR
    assert finding.text == text


@pytest.mark.parametrize(
    "text",
    [
        "2024年底前完成",
        "印制资料2000份，慰问2023人",
        "落实《妇女发展规划（2021—2030年）》《2022年工作要点》",
        "实施2021-2030年妇女儿童发展规划",
        "按照某财预〔2023〕2号文件",
        "根据(2022)15号文件",
        "较2023年增长5%",
        "自2019年以来",
        "2023年决算数",
        "比2022年底提高",
        "2023年12月至2024年3月开展",
        "截至2022年末",
        "2021年出台的办法",
        "资金20230年",
        "金额2023.12万元",
    ],
)
def test_e01_leaves_these_alone(text: str):
    assert found("E01", with_purpose(text)) == []


def test_e01_allows_the_name_of_the_project_and_documents():
    name = "提前下达2023年省级妇女之家建设专项资金"
    assert found("E01", with_purpose(f"用于{name}", name=name)) == []
    row = {"name": "培训场次", "value": "≥1场", "basis": "2022年实施方案"}
    kinds = [{"name": "数量指标", "indicators": [row]}]
    groups = [{"name": "产出指标", "kinds": kinds}]
    dates = {"计划开始日期": "2022年1月1日", "备注": "2022年"}
    findings = found("E01", book({"indicators": groups, "extra": dates}))
    assert [f.place.field for f in findings] == ["extra.备注"]


def test_e01_later_years_are_doubtful_unless_the_project_runs_on():
    (finding,) = found("E01", with_purpose("2025年3月底前完成"))
    assert finding.severity is Severity.WARNING
    data = {"purpose": "2025年3月底前完成", "midterm": {"goals": ["1.三年建成。"]}}
    assert found("E01", book(data)) == []


def test_e01_title_and_report():
    assert [f.place.field for f in found("E01", book(title="2023年绩效文本"))] == ["title"]
    sections = [{"heading": "一、概况", "paragraphs": ["2025年初对2024年自评。", "2022年完成。"]}]
    texts = [f.text for f in found("E01", book(report={"sections": sections}))]
    assert texts == ["2022年完成。"]


def test_e01_without_a_year_cannot_tell():
    findings = [f for f in CHECKER.check(book({"purpose": "2023年"}, year=None)) if f.rule == "E01"]
    assert {f.outcome for f in findings} == {Outcome.CANNOT_TELL}


def test_e03_names_both_years_and_places():
    data = {"goals": ["安排2021年工作。"], "purpose": "2022年底完成"}
    (finding,) = found("E03", book(data))
    assert "2021年、2022年" in finding.message
    assert {finding.text, finding.other_text} == {"安排2021年工作。", "2022年底完成"}
    assert found("E03", book({"purpose": "2024年启动，2025年验收"})) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("妇女儿童发展规划（2011-2020年）终期评估", 1),
        ("实施《中国妇女发展纲要（2011—2020年）》", 1),
        ("落实“十三五”规划", 1),
        ("落实“十四五”规划", 0),
        ("总结“十三五”期间的经验", 0),
        ("妇女儿童发展规划（2021-2030年）编制工作", 1),
        ("妇女儿童发展规划（2021-2030年）中期评估", 0),
        ("规划（2016-2023年）终期评估", 0),  # in the year after
        ("2020-2022年的数据", 0),  # no plan
    ],
)
def test_e02(text: str, count: int):
    assert len(found("E02", with_purpose(text))) == count


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        ("《中国妇女发展纲要（2021—2030年）》", None),
        ("《中国妇女发展纲要(2021-2030)》", None),
        ("《中国妇女发展纲要》", None),
        ("《天津市妇女发展纲要（2020-2030年）》", None),
        ("《中华人民共和国家庭教育促进法》", None),
        ("《中国妇女发展纲要（2020-2030年）》", "《中国妇女发展纲要（2021—2030年）》"),
        ("《中国儿童发展刚要（2021-2030年）》", "《中国儿童发展纲要（2021—2030年）》"),
        ("《中国妇女儿童发展纲要》", "《中国妇女发展纲要》《中国儿童发展纲要》"),
    ],
)
def test_e04(title: str, mended: str | None):
    submission = with_purpose(f"宣传{title}，开展活动")
    findings = found("E04", submission)
    assert len(findings) == (mended is not None)
    for finding in findings:
        assert finding.fix is not None
        after = apply_edits(submission, finding.fix.edits)
        assert first(after).purpose == f"宣传{mended}，开展活动"
        assert found("E04", after) == []


def rows(name: str) -> list[dict[str, object]]:
    indicators = [{"name": name, "value": "规范"}]
    return [{"name": "效益指标", "kinds": [{"name": "社会效益指标", "indicators": indicators}]}]


@pytest.mark.parametrize(
    ("name", "goal", "count"),
    [
        ("帮扶对象档案管理规范性", "1.召开会议。", 1),
        ("帮扶对象档案管理规范性", "1.召开会议，帮扶妇女。", 0),
        ("服务对象满意率", "1.召开会议。", 0),
        ("工作完成时限", "1.召开会议。", 0),
    ],
)
def test_e06(name: str, goal: str, count: int):
    home = {"name": "留守儿童经费", "goals": ["1.帮扶留守儿童。"], "indicators": rows(name)}
    copy = {"name": "妇儿工委经费", "goals": [goal], "indicators": rows(name)}
    findings = found("E06", book(home, copy))
    assert len(findings) == count
    assert all("留守儿童经费" in f.message and f.other_text == name for f in findings)
