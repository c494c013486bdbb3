# SPDX-License-Identifier: MulanPSL-2.0
"""Findings in the words of a reviewer."""

from __future__ import annotations

from fuyi_editor.checks.results.opinions import WHOLE_BOOK, load_points, opinions
from fuyi_editor.checks.rules import ALL_RULES
from tests.checks.books import book, with_row
from tests.checks.few_rules import few_rules

CHECKER = few_rules()


def test_every_rule_has_a_point_of_the_official_sheet() -> None:
    points = load_points()
    contents = {"完整性审核", "相关性审核", "适当性审核", "可行性审核"}
    for rule in ALL_RULES:
        assert rule.id[:1] in points.by_rule
        assert points.point(rule.id)[0] in contents
    assert points.point("B01") == ("适当性审核", "资源匹配性")
    assert points.point("A09") == ("可行性审核", "条件充分性")
    assert points.point("Z99") == ("完整性审核", "规范完整性")


def test_opinions_stand_by_project_in_the_order_of_the_sheet() -> None:
    submission = book(
        {"budget": {"total": "6", "fiscal": "7.00"}, "goals": []},
        {"name": "", "goals": []},
        year=None,
    )
    found = opinions(submission, CHECKER.check(submission))
    assert [name for name, _ in found] == [WHOLE_BOOK, "妇女儿童活动经费", "（未命名项目）"]
    contents = [opinion.content for opinion in found[1][1]]
    assert contents == ["完整性审核", "适当性审核"]
    count = sum(len(rows) for _, rows in found)
    assert count == len(CHECKER.check(submission))


def test_an_opinion_says_where_what_and_how_to_mend() -> None:
    submission = with_row(group="效益指标", kind="社会效益指标", name="覆盖率", value="≥1个")
    ((_, (opinion,)),) = opinions(submission, CHECKER.check(submission))
    assert opinion.opinion.startswith("社会效益指标：“覆盖率”的指标值“≥1个”")
    assert "。须改正：写成百分数" in opinion.opinion


def test_what_a_rule_cannot_tell_is_for_the_reviewer_to_see() -> None:
    submission = with_row(name="及时率", value="1:20")
    ((_, rows),) = opinions(submission, CHECKER.check_all(submission))
    assert all(row.opinion.endswith("请人工核对。") for row in rows)
    assert opinions(book(), CHECKER.check_all(book())) == []
