# SPDX-License-Identifier: MulanPSL-2.0
"""New from what there is: the dialog, a new book after a file, projects put into the open book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from fuyi_editor.ui.layouts.template_dialog import (
    ADD_PROJECTS,
    NEW_FROM_BOOK,
    Pattern,
    TemplateDialog,
)
from fuyi_editor.yearly.template import STRUCTURE, Part
from tests.ui.window_doubles import FakeBook, make_submission

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
OLD = Path("/b/去年.docx")


@pytest.fixture
def desk(make_desk):
    desk = make_desk()
    desk.window.show_book(FakeBook(make_submission(2), Path("/b/今年.docx")))
    desk.files[OLD] = make_submission(3)
    desk.ask.opening = OLD
    return desk


def test_a_new_book_has_the_chosen_projects_without_values(desk):
    wanted = desk.files[OLD].projects[1]
    desk.ask.wanted = Pattern(frozenset({wanted.id}), STRUCTURE)
    desk.window.templates.new.trigger()
    (project,) = desk.session.submission.projects
    assert project.name == wanted.name
    assert desk.first().name == "数量指标1"
    assert desk.first().value.is_blank
    assert desk.session.book.path is None
    assert desk.window.isWindowModified()


def test_the_open_book_stays_open_beside_the_new_one(desk):
    desk.session.set_field(desk.first().id, "value", "8次")
    before = desk.window.workspace
    desk.ask.wanted = Pattern(frozenset(), STRUCTURE)
    desk.window.templates.new.trigger()
    assert desk.window.tabs.workspaces == (before, desk.window.workspace)
    assert not before.session.undo_stack.isClean()


def test_projects_come_in_after_the_one_at_hand_in_one_step(desk):
    before = desk.session.submission
    desk.session.select(desk.first().id)
    chosen = desk.files[OLD].projects[1:]
    keep = frozenset({Part.NAMES, Part.ROWS, Part.VALUES})
    desk.ask.wanted = Pattern(frozenset(p.id for p in chosen), keep)
    desk.window.templates.add.trigger()
    names = [project.name for project in desk.session.submission.projects]
    assert names == ["项目1", "项目2", "项目3", "项目2"]
    added = desk.session.submission.projects[1]
    assert added.indicators[0].kinds[0].indicators[0].value.text == "6次"
    assert added.budget.total.text == ""
    assert desk.session.selected == added.id
    desk.session.undo_stack.undo()
    assert desk.session.submission == before


def test_nothing_is_added_when_it_is_given_up(desk):
    before = desk.session.submission
    desk.window.templates.add.trigger()
    assert desk.session.submission is before
    desk.ask.opening = Path("/b/none.docx")
    desk.window.templates.add.trigger()
    assert "文件不存在" in desk.ask.problems[-1]


def test_a_file_without_projects_is_told(desk):
    desk.files[OLD] = make_submission(0, department=True)
    desk.window.templates.add.trigger()
    assert "没有项目" in desk.ask.problems[-1]


def test_the_dialog_begins_with_the_structure_of_all(qtbot):
    book = make_submission(3)
    dialog = TemplateDialog(book, NEW_FROM_BOOK)
    qtbot.addWidget(dialog)
    assert dialog.pattern() == Pattern(frozenset(p.id for p in book.projects), STRUCTURE)
    dialog.projects.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.parts[Part.MONEY].setChecked(True)
    kept = frozenset({book.projects[0].id, book.projects[2].id})
    assert dialog.pattern() == Pattern(kept, STRUCTURE | {Part.MONEY})
    assert "选中 2 个" in dialog.count.text()


def test_at_least_one_project_must_be_chosen(qtbot):
    dialog = TemplateDialog(make_submission(3), ADD_PROJECTS)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.all.click()
    assert dialog.accept_button.isEnabled()
    dialog.none.click()
    assert not dialog.accept_button.isEnabled()
