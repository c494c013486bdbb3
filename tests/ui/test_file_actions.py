# SPDX-License-Identifier: MulanPSL-2.0
"""Applying a layout, saving what cannot be revised, and listing what was not understood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTreeWidget

from fuyi_editor.layouts.report import ReadReport, Unread
from fuyi_editor.ui.unread_dialog import UnreadDialog
from tests.ui.window_doubles import FakeBook, make_submission

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

UNREAD = (Unread("项目2 第3行", "自评\n得分", "表里没有这一栏", 4),)


# Applying a layout


def test_applying_a_layout_asks_about_what_it_leaves_out(desk):
    before = desk.session
    desk.window.files.apply_layout.trigger()
    assert "绩效目标 4 处" in desk.ask.asked[0]
    assert desk.session is before


def test_an_applied_layout_is_a_new_book_that_is_saved_nowhere(desk):
    desk.ask.agreed = True
    desk.session.set_field(desk.first().id, "value", "8次")
    submission, node = desk.session.submission, desk.first().id
    desk.session.select(node)
    desk.window.files.apply_layout.trigger()
    assert desk.session.submission is submission
    assert desk.session.book.path is None
    assert desk.session.selected == node
    assert desk.window.isWindowModified()
    assert "尚未保存" in desk.status()
    desk.ask.saving = Path("/b/新版式.docx")
    assert desk.window.files.save_book()
    assert list(desk.saved) == [Path("/b/新版式.docx")]
    assert not desk.window.isWindowModified()


def test_an_applied_layout_is_not_left_without_a_question(desk):
    desk.ask.agreed = True
    desk.window.files.apply_layout.trigger()
    assert not desk.window.open(Path("/b/fengrun-2023.docx"))
    assert desk.ask.asked[-1] == "unsaved 未命名"


# Saving over an opened workbook


def test_an_opened_workbook_is_saved_without_a_question(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(1), Path("/b/上年.xlsx")))
    assert desk.window.files.save_book()
    assert desk.ask.asked == []
    assert list(desk.saved) == [Path("/b/上年.xlsx")]


def test_what_cannot_be_revised_in_place_is_offered_a_new_file(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(1), Path("/b/locked.xlsx")))
    desk.session.set_field(desk.first().id, "value", "8次")
    desk.ask.saving = Path("/b/本年.xlsx")
    assert desk.window.files.save_book()
    assert "数组公式" in desk.ask.problems[0]
    assert desk.ask.asked == ["另存为 locked.xlsx"]
    assert list(desk.saved) == [Path("/b/本年.xlsx")]


# What was not understood


def test_unread_texts_are_counted_and_listed(make_desk):
    desk = make_desk()
    book = FakeBook(make_submission(1), Path("/b/上年.docx"))
    desk.window.show_book(replace(book, report=ReadReport(None, 1, 6, UNREAD)))
    assert "1 处文字未识别" in desk.status()
    button = desk.window.unread_button
    assert button.isVisible()
    button.click()
    assert desk.ask.asked == ["unread 1"]
    desk.window.show_book(book)
    assert not button.isVisible()


def test_the_list_says_place_text_and_reason(qtbot):
    dialog = UnreadDialog(UNREAD)
    qtbot.addWidget(dialog)
    listed = dialog.findChild(QTreeWidget)
    item = listed.topLevelItem(0)
    assert [item.text(column) for column in range(3)] == [
        "项目2 第3行", "自评 得分", "表里没有这一栏",
    ]  # fmt: skip
    assert item.toolTip(1) == "自评\n得分"
