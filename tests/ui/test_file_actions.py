# SPDX-License-Identifier: MulanPSL-2.0
"""Applying a layout, and saving what cannot be revised."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from tests.ui.window_doubles import FakeBook, make_submission

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


# Applying a layout


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


def test_an_applied_layout_is_not_closed_without_a_question(desk):
    desk.ask.agreed = True
    desk.window.files.apply_layout.trigger()
    assert desk.window.tabs.count() == 1
    desk.window.tabbing.close.trigger()
    assert desk.ask.asked[-1] == "unsaved 未命名"
    assert desk.window.tabs.count() == 1


def test_at_first_files_are_looked_for_among_the_persons_own(desk):
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    desk.settings.values.folder = ""
    desk.window.files.open.trigger()
    assert desk.ask.asked[-1] == f"打开 {QStandardPaths.writableLocation(documents)}"


@pytest.mark.parametrize("suffix", [".docm", ".xlsm", ".docx", ".xlsx", ".json"])
def test_what_can_be_revised_is_saved_where_it_was(make_desk, suffix):
    desk = make_desk()
    path = Path(f"/b/表{suffix}")
    desk.window.show_book(FakeBook(make_submission(1), path))
    assert desk.window.files.save_book()
    assert list(desk.saved) == [path]
    assert not desk.ask.asked


# Saving what the table has no place for


def test_a_book_from_json_is_not_saved_as_a_table_without_saying_what_is_lost(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(1), Path("/b/全部.json")))
    desk.ask.saving = Path("/b/新.docx")
    assert not desk.window.files.save_book_as()
    assert "绩效目标" in desk.ask.asked[-1]
    assert desk.saved == {}
    desk.ask.agreed = True
    assert desk.window.files.save_book_as()
    assert list(desk.saved) == [Path("/b/新.docx")]


def test_what_was_left_out_when_the_file_was_opened_is_not_asked_for_again(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(1), Path("/b/上年.docx")))
    assert desk.window.files.save_book()
    assert desk.ask.asked == []
    project = desk.session.submission.projects[0]
    desk.session.set_field(project.id, "achieved", "已完成")
    assert not desk.window.files.save_book()
    assert desk.ask.asked == ["left out 目标实际完成情况 1 处"]


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
