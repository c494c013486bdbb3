# SPDX-License-Identifier: MulanPSL-2.0
"""Findings of many books as tables: nothing is counted twice, nothing is left out."""

from __future__ import annotations

from fuyi_editor.checks.results.tables import NO_UNIT, UNTOLD, FileFindings, file_findings, tables
from tests.checks.books import book, with_row
from tests.checks.few_rules import few_rules

CHECKER = few_rules()
TEXTS = CHECKER.texts


def found_in(file: str, submission) -> FileFindings:
    return file_findings(file, submission, CHECKER.check_all(submission))


def rows(table):
    return [dict(zip(table.headers, row, strict=True)) for row in table.rows]


WRONG = book({"budget": {"total": "6", "fiscal": "7.00"}, "goals": []})
FILES = (
    found_in("甲.docx", WRONG),
    found_in("乙.docx", book({"unit": {"code": "1", "name": "乙县妇联"}})),
    found_in("丙.docx", with_row(name="及时率", value="1:20")),
    FileFindings("坏.docx", problem="打不开“坏.docx”：文件已损坏。"),
)


def test_by_unit_counts_every_finding_once() -> None:
    by_unit, *_ = tables(FILES, TEXTS)
    lines = rows(by_unit)
    assert by_unit.name == "按单位汇总"
    assert [line["单位"] for line in lines] == ["713001丰润区妇女联合会", "1乙县妇联"]
    assert (lines[0]["文件数"], lines[0]["文件"]) == (2, "甲.docx\n丙.docx")
    assert sum(line["合计"] for line in lines) == sum(len(one.details) for one in FILES)
    assert lines[0][UNTOLD] == 2
    assert lines[1]["合计"] == 0  # nothing found is said too


def test_by_rule_has_the_most_frequent_first() -> None:
    _, by_rule, *_ = tables(FILES, TEXTS)
    lines = rows(by_rule)
    counts = [line["处数"] for line in lines]
    assert counts == sorted(counts, reverse=True)
    b01 = next(line for line in lines if line["规则"] == "B01")
    assert (b01["处数"], b01["涉及文件"], b01["其中错误"]) == (1, 1, 1)
    assert b01["名称"] == TEXTS["B01"].name


def test_details_name_both_places() -> None:
    *_, details, unread = tables(FILES, TEXTS)
    b01 = next(line for line in rows(details) if line["规则"] == "B01")
    assert b01["文件"] == "甲.docx"
    assert (b01["原文"], b01["级别"]) == ("6", "错误")
    assert b01["位置"] == "妇女儿童活动经费 › 预算数"
    assert b01["另一处"] == "妇女儿童活动经费 › 其中：财政资金：7.00"
    assert all(b01[name] for name in ("问题", "改法"))
    assert unread.rows == [("坏.docx", "打不开“坏.docx”：文件已损坏。")]


def test_a_book_without_a_unit_is_counted_too() -> None:
    by_unit, *_ = tables([found_in("x", book({"unit": {}, "goals": []}))], TEXTS)
    assert rows(by_unit)[0]["单位"] == NO_UNIT
    assert len(tables([], TEXTS)) == 3
