# SPDX-License-Identifier: MulanPSL-2.0
"""上年对照 in the window: beside fields, in the tree, copying, restoring, and found by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fuyi_editor.files.book_notes import BookNotes
from fuyi_editor.model.edits import RemoveNode, SetField
from fuyi_editor.ui.inspector.last_year import BLANK, SAME
from fuyi_editor.ui.tree.cells import Column
from fuyi_editor.ui.yearly.last_year_actions import NO_ROW
from fuyi_editor.ui.yearly.last_year_actions import SAME as SAME_SAID
from tests.ui.window_doubles import FakeBook, make_submission

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OLD = Path("/b/2022.docx")


@pytest.fixture
def desk(make_desk):
    """A book beside last year's, whose first value was another one."""
    desk = make_desk()
    now = make_submission(2)
    row = now.projects[0].indicators[0].kinds[0].indicators[0]
    before = SetField(node=row.id, field="value", text="≥5次").apply(now)
    desk.files[OLD] = before
    desk.window.show_book(FakeBook(now, Path("/b/2023.docx")))
    desk.ask.opening = OLD
    desk.window.last_years.attach.trigger()
    desk.session.select(desk.first().id)
    return desk


def cell(desk, node: str, role=Qt.ItemDataRole.DisplayRole):
    model = desk.window.workspace.tree.tree_model
    return model.data(model.index_for(node).siblingAtColumn(Column.LAST_YEAR), role)


def test_nothing_is_told_while_nothing_is_beside(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(1), Path("/b/2023.docx")))
    tree = desk.window.workspace.tree
    assert tree.isColumnHidden(Column.LAST_YEAR)
    assert all(row.last_year.isHidden() for row in desk.window.workspace.inspector.rows)
    assert not desk.window.last_years.copy.isEnabled()


def test_each_field_says_what_it_said(desk):
    inspector = desk.window.workspace.inspector
    assert inspector.row("value").last_year.label.text() == "上年：≥5次"
    assert inspector.row("name").last_year.same.text() == SAME
    assert inspector.row("name").last_year.same.isVisible()
    assert inspector.row("name").last_year.isHidden()
    desk.session.set_field(desk.first().id, "value", "≥5次")
    assert inspector.row("value").last_year.same.isVisible()
    assert inspector.row("value").last_year.isHidden()
    desk.session.set_field(desk.first().id, "description", "新写的")
    assert inspector.row("description").last_year.label.text() == BLANK


def test_the_button_copies_in_one_step(desk):
    inspector = desk.window.workspace.inspector
    inspector.row("value").last_year.copy.click()
    assert desk.first().value.text == "≥5次"
    desk.session.undo_stack.undo()
    assert desk.first().value.text == "6次"


def test_the_key_copies_into_the_row_at_hand(desk, qtbot):
    tree = desk.window.workspace.tree
    tree.setFocus()
    desk.window.last_years.copy.trigger()
    assert desk.first().value.text == "≥5次"
    desk.window.last_years.copy.trigger()
    assert desk.window.statusBar().currentMessage() == SAME_SAID


def test_a_new_row_has_nothing_to_copy(desk):
    desk.window.edits.adding.indicator.trigger()
    new = desk.session.selected
    desk.session.last_year.follow_now()
    assert cell(desk, new) == "新"
    assert "上年没有" in cell(desk, new, Qt.ItemDataRole.AccessibleTextRole)
    desk.session.select(new, "value")
    desk.window.last_years.copy.trigger()
    assert desk.window.statusBar().currentMessage() == NO_ROW


def test_the_tree_marks_what_changed(desk):
    tree = desk.window.workspace.tree
    assert not tree.isColumnHidden(Column.LAST_YEAR)
    row = desk.first().id
    assert cell(desk, row) == "改"
    assert "≥5次" in cell(desk, row, Qt.ItemDataRole.ToolTipRole)
    desk.session.set_field(row, "value", "≥5次")
    assert cell(desk, row) == ""


def test_dropped_rows_are_counted_and_brought_back(desk):
    kind = desk.session.submission.projects[0].indicators[0].kinds[0]
    whole = desk.session.submission
    edits = [RemoveNode(node=indicator.id) for indicator in kind.indicators[1:]]
    desk.session.apply("删除", edits)
    assert cell(desk, kind.id) == "少1"
    desk.session.select(kind.id)
    inspector = desk.window.workspace.inspector
    assert [row.node for row in inspector.dropped.rows] == list(kind.indicators[1:])
    assert inspector.dropped.isVisible()
    inspector.dropped.restore.click()
    assert desk.session.submission == whole
    assert desk.session.selected == kind.indicators[1].id
    assert not inspector.dropped.isVisible()
    desk.session.undo_stack.undo()
    assert desk.session.submission != whole


def test_a_dropped_goal_is_told_at_its_folder(desk):
    project = desk.session.submission.projects[0]
    desk.session.apply("删除", [RemoveNode(node=project.goals[1].id)])
    model = desk.window.workspace.tree.tree_model
    folder = model.index_for(project.id, "goals").siblingAtColumn(Column.LAST_YEAR)
    assert model.data(folder) == "少1"
    assert cell(desk, project.id) == ""  # its own fields say the same
    desk.session.select(project.id, "goals")
    (shown,) = desk.window.workspace.inspector.dropped.list.findItems(
        "2.培训", Qt.MatchFlag.MatchExactly
    )
    assert shown is not None


def test_no_more_beside(desk):
    desk.window.last_years.detach.trigger()
    assert desk.window.workspace.tree.isColumnHidden(Column.LAST_YEAR)
    assert all(row.last_year.isHidden() for row in desk.window.workspace.inspector.rows)


def test_a_file_that_cannot_be_read_changes_nothing(desk):
    desk.ask.opening = Path("/b/none.docx")
    desk.window.last_years.attach.trigger()
    assert "文件不存在" in desk.ask.problems[-1]
    assert desk.session.last_year.name == "2022.docx"


def settled(window, qtbot):
    qtbot.waitUntil(lambda: window.session.last_year.is_attached, timeout=3000)


def test_a_book_that_was_rolled_over_finds_its_file(make_desk, qtbot):
    desk = make_desk()
    desk.files[OLD] = make_submission(1)
    desk.window.show_book(replace(FakeBook(make_submission(1)), origin=OLD))
    settled(desk.window, qtbot)
    assert desk.session.last_year.name == OLD.name


def test_what_was_beside_a_book_is_beside_it_again(make_desk, qtbot, tmp_path):
    desk = make_desk(last_years=BookNotes(tmp_path))
    book = FakeBook(make_submission(1), Path("/b/2023.docx"))
    desk.files[OLD] = make_submission(1)
    desk.window.show_book(book)
    desk.ask.opening = OLD
    desk.window.last_years.attach.trigger()
    desk.window.show_book(FakeBook(make_submission(2), Path("/b/other.docx")))
    QApplication.processEvents()
    assert not desk.session.last_year.is_attached
    desk.window.show_book(book)
    settled(desk.window, qtbot)
    desk.window.last_years.detach.trigger()
    desk.window.show_book(book)
    qtbot.wait(400)
    assert not desk.session.last_year.is_attached


def test_a_recovered_copy_has_beside_it_what_its_file_had(make_desk, qtbot, tmp_path):
    desk = make_desk(last_years=BookNotes(tmp_path))
    book = FakeBook(make_submission(1), Path("/b/2023.docx"))
    desk.files[OLD] = make_submission(1)
    desk.window.show_book(book)
    desk.ask.opening = OLD
    desk.window.last_years.attach.trigger()
    desk.window.show_book(replace(book, path=None, copy_of=book.path))
    settled(desk.window, qtbot)
    assert desk.session.last_year.is_attached


def test_a_file_that_is_gone_is_said_and_not_asked_about(make_desk, qtbot):
    desk = make_desk()
    desk.window.show_book(replace(FakeBook(make_submission(1)), origin=OLD))
    qtbot.waitUntil(lambda: "没有对照" in desk.window.statusBar().currentMessage(), timeout=3000)
    assert desk.ask.problems == []
