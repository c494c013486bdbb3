# SPDX-License-Identifier: MulanPSL-2.0
"""Roll over: what is proposed, what is left and why, figures and codes, and the ticks (issue 5)."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Submission
from fuyi_editor.yearly.rollover.proposals import Choice, Choices, Group, RollOver, applied
from fuyi_editor.yearly.rollover.roll_over import next_year, rollover
from tests.checks.books import book

PLAIN = {"name": "妇女工作经费", "indicators": [], "goals": []}


def of_text(text: str, field: str = "purpose", **parts: Any) -> RollOver:
    """Roll over of a book of 2023 in which only this text says anything."""
    submission = book({**PLAIN, field: text, **parts}, year=2023, title="绩效文本")
    rolled = rollover(submission, 2024)
    items = tuple(item for item in rolled.items if item.place.field != "year")
    return RollOver(rolled.from_year, rolled.year, items)


def after_all(submission: Submission, rolled: RollOver) -> Submission:
    return applied(submission, rolled.proposals)


@pytest.mark.parametrize(
    ("text", "after", "why"),
    [
        ("2023年12月底前", "2024年12月底前", "表上的年度"),
        ("２０２３年度", "２０２４年度", "表上的年度"),
        ("二〇二三年底", "二〇二四年底", "表上的年度"),
        ("二○二三年底", "二○二四年底", "表上的年度"),
        ("2023.12.31前", "2024.12.31前", "表上的年度"),
        (
            "安排部署2021年各项工作",
            "安排部署2024年各项工作",
            "更早的表留下来的：表上是 2023 年，这里还是 2021 年",
        ),
        ("2024年3月验收", "2025年3月验收", "顺延 1 年"),
        ("2023年1月至2023年12月", "2024年1月至2024年12月", "表上的年度"),
        ("2023-2024年度活动", "2024-2025年度活动", "从表上的年度开始"),
        ("2023年12月至2024年3月", "2024年12月至2025年3月", "从表上的年度开始"),
        ("截至2023年底完成", "截至2024年底完成", "表上的年度"),
        ("2023年增长5%", "2024年增长5%", "表上的年度"),
        ("活动经费（2023）", "活动经费（2024）", "括号里的年份"),
    ],
)
def test_years_that_change(text: str, after: str, why: str):
    (proposal,) = of_text(text).proposals
    assert (proposal.after, proposal.ticked, proposal.group) == (after, True, Group.YEARS)
    assert why in proposal.why
    assert proposal.text == text
    assert proposal.old != proposal.new


@pytest.mark.parametrize(
    ("text", "phrase", "why"),
    [
        ("《中国妇女发展纲要（2021—2030年）》", "《中国妇女发展纲要（2021—2030年）》", "书名号"),
        ("印发《2023年工作要点》", "《2023年工作要点》", "书名号"),
        ("某财预〔2023〕2号", "〔2023〕2号", "文号"),
        ("实施2021-2030年妇女儿童发展规划", "2021-2030年", "规划期间"),
        ("规划（2011-2020年）评估", "2011-2020年", "2020 年已经到期"),
        ("2023-2025年三年行动计划", "2023-2025年", "规划期间"),
        ("2023-2024年行动方案", "2023-2024年", "规划期间"),
        ("2020年至2022年的数据", "2020年至2022年", "跨年的起止时间"),
        ("落实“十四五”规划", "十四五", "五年规划的名称"),
        ("妇女权益保障法2022年修订", "2022年修订", "文件、法规的年份"),
        ("较2022年提高", "2022年提高", "与往年比较"),
        ("2022年决算数", "2022年决算数", "决算"),
        ("2020年荣获称号，2019年被评为先进", "2019年被评为先进", "已经做了的事"),
        ("到今年年底", "今年", "相对的说法"),
        ("做好上年度自评", "上年度", "相对的说法"),
        ("党的第二十届中央委员会", "第二十届", "几年才换一届"),
        ("宣传《第43届大赛手册》", "第43届", "书名号"),
    ],
)
def test_what_is_left_and_why(text: str, phrase: str, why: str):
    rolled = of_text(text)
    found = [left for left in rolled.left if left.phrase == phrase]
    assert [why in left.why for left in found] == [True]
    assert all(p.old not in phrase for p in rolled.proposals)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("第43届健身大赛", "第44届健身大赛"),
        ("第４３届健身大赛", "第４４届健身大赛"),
        ("第十九届健身大赛", "第二十届健身大赛"),
        ("首届书画展", "第二届书画展"),
        ("纪念“三八”节113周年", "纪念“三八”节114周年"),
        ("庆祝第113个国际妇女节", "庆祝第114个国际妇女节"),
        ("根据2023年要点", "根据2024年要点"),
        ("自2023年起", "自2024年起"),
    ],
)
def test_what_is_offered_without_a_tick(text: str, after: str):
    (proposal,) = of_text(text).proposals
    assert (proposal.after, proposal.ticked) == (after, False)


@pytest.mark.parametrize(
    "text", ["换届工作", "应届毕业生", "第九十九届", "6月底前", "1-12月", "补助2023元", "2023人"]
)
def test_what_is_no_year(text: str):
    rolled = of_text(text)
    assert (rolled.proposals, rolled.left) == ((), ())


def test_relative_words_are_told_once_and_whole():
    rolled = of_text("上年度自评，上年度评价；今年以来，今年底")
    assert [left.phrase for left in rolled.left] == ["上年度", "今年"]


def test_phrases_of_one_text_are_lines_of_their_own():
    text = "2023年3月启动，2023年底完成，落实《2023年要点》"
    submission = book({**PLAIN, "purpose": text}, year=2023, title="绩效文本")
    rolled = rollover(submission, 2026)
    first, second = (p for p in rolled.proposals if p.place.field == "purpose")
    one = applied(submission, [second]).projects[0]
    assert one.purpose == "2023年3月启动，2026年底完成，落实《2023年要点》"
    both = applied(submission, [second, first]).projects[0]
    assert both.purpose == "2026年3月启动，2026年底完成，落实《2023年要点》"


def test_what_nothing_was_chosen_for_is_shared():
    submission = book({**PLAIN, "purpose": "2023年底"}, PLAIN, year=2023, title="绩效文本")
    after = applied(submission, rollover(submission, 2024).proposals)
    assert after.projects[1] is submission.projects[1]
    assert applied(submission, ()) is submission


# Names, documents, dates


def test_the_name_of_a_project_and_where_it_is_said():
    name = "提前下达2023年妇女之家资金"
    rolled = of_text(f"用于{name}", name=name)
    assert [(p.place.field, p.group, p.ticked) for p in rolled.proposals] == [
        ("name", Group.NAMES, True), ("purpose", Group.NAMES, True),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["2022年妇女之家资金", "第十五次代表大会（2023年）"])
def test_names_that_may_stay_are_offered(name: str):
    rolled = of_text(f"用于{name}", name=name)
    assert [p.ticked for p in rolled.proposals] == [False, False]


def test_documents_and_dates_are_offered_when_of_the_year():
    row = {"name": "培训场次", "value": "≥1场", "basis": "2023年工作要点、2022年方案"}
    kinds = [{"name": "数量指标", "indicators": [row]}]
    groups = [{"name": "产出指标", "kinds": kinds}]
    extra = {"开始日期": "2023年1月1日", "结束日期": "2021-12-31"}
    rolled = of_text("", indicators=groups, extra=extra)
    assert [(p.after, p.ticked, p.group) for p in rolled.proposals] == [
        ("2024年1月1日", False, Group.PAPERS), ("2024年工作要点、2022年方案", False, Group.PAPERS),
    ]  # fmt: skip
    assert [left.phrase for left in rolled.left] == ["2021-12-31", "2022年方案"]


# Figures and codes

CODES = ["13020823P00002310001R", "13020822P00002310001R", "JX-2023-01"]


def with_figures() -> Submission:
    line = {"adjusted": "6.00", "spent": "5.00", "rate": "83%", "weight": "10", "score": "8"}
    row = {
        "name": "场次",
        "value": "≥1场",
        "actual": "2023年完成1场",
        "score": "10",
        "weight": "10",
    }
    kinds = [{"name": "数量指标", "indicators": [row]}]
    project = {
        "code": CODES[0],
        "goals": [],
        "achieved": "2023年全部完成",
        "total_score": "98",
        "execution": {"total": line},
        "spending_plan": [{"by": "3月底", "percent": "20%"}, {"by": "6月底", "percent": ""}],
        "indicators": [{"name": "产出指标", "kinds": kinds}],
        "extra": {"自评得分": "98", "备注": "无"},
    }
    task = {"name": "培训", "amount": "2.00"}
    return book(
        project, *({"code": code} for code in CODES[1:]),
        year=2023, department={"tasks": [task], "budget": {"basic": "9"}},
    )  # fmt: skip


def test_results_are_cleared_and_nothing_else():
    submission = with_figures()
    rolled = rollover(submission, 2024)
    results = [p for p in rolled.proposals if p.group is Group.RESULTS]
    assert all(p.after == "" and p.ticked for p in results)
    assert [p.place.field for p in results] == [
        "execution.total.adjusted", "execution.total.spent", "execution.total.rate",
        "execution.total.score", "achieved", "total_score", "extra.自评得分", "actual", "score",
    ]  # fmt: skip
    project = after_all(submission, rolled).projects[0]
    assert (project.execution.total.weight, project.extra["备注"]) == ("10", "无")
    assert project.spending_plan[0].percent == "20%"
    assert project.budget.total.text == "6.00"


def test_amounts_and_plan_are_cleared_when_asked_to():
    submission = with_figures()
    choices = Choices(amounts=Choice.CLEAR, plan=Choice.CLEAR)
    after = after_all(submission, rollover(submission, 2024, choices))
    project, department = after.projects[0], after.department
    assert department is not None
    assert [m.text for _, m in project.budget] == ["", "", "", ""]
    assert [department.tasks[0].amount.text, department.budget.basic.text] == ["", ""]
    assert [(step.by, step.percent) for step in project.spending_plan] == [
        ("3月底", ""), ("6月底", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "codes", "left"),
    [
        (Choice.KEEP, CODES, 0),
        (Choice.CLEAR, ["", "", ""], 0),
        (Choice.YEAR, ["13020824P00002310001R", *CODES[1:]], 2),
    ],
)
def test_codes(choice: Choice, codes: list[str], left: int):
    submission = with_figures()
    rolled = rollover(submission, 2024, Choices(codes=choice))
    assert [p.code for p in after_all(submission, rolled).projects] == codes
    assert len([item for item in rolled.left if item.place.field == "code"]) == left


# The year of the book


def test_title_and_year_come_first():
    submission = book(PLAIN, title="2023年绩效文本", year=2023)
    title, year = rollover(submission, 2027).proposals
    assert (title.after, year.after) == ("2027年绩效文本", "2027")
    assert after_all(submission, rollover(submission, 2027)).year == 2027
    assert next_year(submission, 2030) == 2024


def test_a_book_that_does_not_say_its_year():
    submission = book({**PLAIN, "purpose": "2023年底完成"}, title="绩效文本", year=None)
    assert next_year(submission, 2030) == 2024
    assert next_year(book(PLAIN, title="绩效文本", year=None), 2030) == 2030
    year, purpose = rollover(submission, 2024).proposals
    assert (year.text, year.after) == ("", "2024")
    assert purpose.after == "2024年底完成"
    assert after_all(submission, rollover(submission, 2024)).year == 2024


def test_again_to_the_same_year_nothing_is_left_to_do():
    submission = book({**PLAIN, "purpose": "2023年底前，2021年的工作"}, year=2023)
    after = after_all(submission, rollover(submission, 2024))
    assert rollover(after, 2024).proposals == ()
    assert read_field(after.projects[0], "purpose") == "2024年底前，2024年的工作"


def test_years_that_stand_outside_the_table_are_told_last():
    submission = book(PLAIN, year=2023)
    around = ("某某县妇女联合会", "二〇二三年二月", "2023年执行数", "2024年", "《2023年办法》")
    left = rollover(submission, 2024, around=around).left
    assert [(item.text, item.phrase) for item in left] == [
        ("二〇二三年二月", "二〇二三年二月"), ("2023年执行数", "2023年执行数"),
    ]  # fmt: skip
    assert {(item.place.node, item.place.field) for item in left} == {(submission.id, "")}
