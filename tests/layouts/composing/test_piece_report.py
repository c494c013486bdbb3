# SPDX-License-Identifier: MulanPSL-2.0
"""The report of a piece: what finds no place is told, what the new book has itself is not."""

from __future__ import annotations

import pytest

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.composing.piece_report import piece_report
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.report.read_report import ReadReport, Unread
from fuyi_editor.model.nodes import Project, Submission

TIANJIN = load_layouts()["tianjin-project"]


def reported(submission: Submission, *texts: str) -> ReadReport:
    unread = tuple(Unread("正文段落", text, "不是表格里的内容，原样保留", 1) for text in texts)
    read = ReadReport(None, 1, 0, unread)
    return piece_report(read, TIANJIN, submission, compose(TIANJIN, submission))


def book(**fields: str) -> Submission:
    return Submission(title="2024年项目绩效目标表", projects=(Project(name="培训", **fields),))


@pytest.mark.parametrize("text", ["—1—", "- 12 -", "3", "1.培训经费绩效目标表 12"])
def test_page_numbers_and_contents_are_not_missed(text: str) -> None:
    assert reported(book(), text).unread == ()


def test_what_was_not_understood_is_not_said_to_stay() -> None:
    report = reported(book(), "填表人：张三")
    (piece,) = report.unread
    assert (piece.text, piece.reason) == ("填表人：张三", "不是表格里的内容")
    assert (report.layout, report.kept) == ("tianjin-project", False)
    assert "1 处文字没有放进来" in report.summary()


def test_what_the_layout_does_not_print_is_told_with_its_text() -> None:
    (piece,) = reported(book(code="1302P01")).unread
    assert (piece.place, piece.text) == ("项目编码", "1302P01")
    assert TIANJIN.title in piece.reason


def test_the_layouts_own_unit_of_money_is_not_missed() -> None:
    assert reported(book().but(money_unit=TIANJIN.money_unit)).unread == ()
