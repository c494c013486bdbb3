# SPDX-License-Identifier: MulanPSL-2.0
"""Moving to another indicator taxonomy: the list, its menu entry, and choosing a layout for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QMenu

from fuyi_editor.model.migrate import migration
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Project,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, T2021
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.layouts.migrate_dialog import MigrateDialog
from fuyi_editor.ui.layouts.migrate_words import layout_words, menu_words
from tests.ui.window_doubles import FakeBook

# The offscreen platform says so of sizes and popups.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

AFTER = 3


def groups() -> tuple[IndicatorGroup, ...]:
    cost = IndicatorKind(name="成本指标", indicators=(Indicator(name="总成本"), Indicator()))
    number = IndicatorKind(name="数量指标", indicators=(Indicator(name="场次"),))
    return (IndicatorGroup(name="产出指标", kinds=(number, cost)),)


@pytest.fixture
def submission() -> Submission:
    midterm = Midterm(indicators=groups())
    return Submission(projects=(Project(name="培训", midterm=midterm, indicators=groups()),))


@pytest.fixture
def dialog(qtbot, submission) -> MigrateDialog:
    steps = migration(submission, T2021)
    made = MigrateDialog(submission, steps, menu_words(T2021, len(steps)))
    qtbot.addWidget(made)
    return made


def texts(dialog: MigrateDialog, row: int) -> list[str]:
    return [dialog.list.topLevelItem(row).text(column) for column in range(4)]


# The list


def test_each_row_says_whose_what_where_and_whereto(dialog):
    assert texts(dialog, 2) == [
        "培训", "总成本", "产出指标 › 成本指标", "成本指标 › 经济成本指标",
    ]  # fmt: skip
    assert texts(dialog, 1)[0].startswith("培训 › 中期")
    assert texts(dialog, 1)[1] == "（未命名三级指标）"
    assert dialog.count.text() == "共 4 条，选中 4 条"
    assert dialog.windowTitle() == "换用新指标体系"
    assert all(step.ticked for step in dialog.steps())


def test_ticks_are_counted_and_told(dialog):
    dialog.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.count.text() == "共 4 条，选中 3 条"
    assert [step.ticked for step in dialog.steps()] == [True, False, True, True]
    dialog.none.click()
    assert dialog.count.text() == "共 4 条，选中 0 条"
    assert not dialog.accept_button.isEnabled()
    dialog.all.click()
    assert dialog.accept_button.isEnabled()
    assert all(step.ticked for step in dialog.steps())


def test_another_place_is_chosen_in_the_list(qtbot, dialog):
    dialog.show()
    item = dialog.list.topLevelItem(3)
    dialog.list.itemClicked.emit(item, AFTER)
    box = dialog.list.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())][1] == "成本指标 › 社会成本指标"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert item.text(AFTER) == "成本指标 › 社会成本指标"
    assert [step.after.kind for step in dialog.steps()][2:] == ["经济成本指标", "社会成本指标"]


def test_one_place_needs_no_choice(qtbot):
    cost = IndicatorKind(name="经济成本指标", indicators=(Indicator(name="总成本"),))
    book = Submission(projects=(Project(indicators=(IndicatorGroup(name="成本", kinds=(cost,)),)),))
    steps = migration(book, T2015)
    dialog = MigrateDialog(book, steps, layout_words(T2015, 1, "天津"))
    qtbot.addWidget(dialog)
    dialog.list.itemClicked.emit(dialog.list.topLevelItem(0), AFTER)
    assert dialog.list.findChild(QComboBox) is None
    assert texts(dialog, 0)[AFTER] == "产出 › 成本指标"
    assert dialog.windowTitle() == "换用旧指标体系"


def test_asking_answers_the_steps_or_nothing(qapp, monkeypatch, submission):
    steps = migration(submission, T2021)
    words = menu_words(T2021, 4)
    monkeypatch.setattr(MigrateDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    assert Ask().migration(submission, steps, words) == steps
    monkeypatch.setattr(MigrateDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    assert Ask().migration(submission, steps, words) is None


# The menu


def open_menu(desk) -> None:
    menus = desk.window.menuBar().findChildren(QMenu)
    next(menu for menu in menus if menu.title() == "录入(&E)").aboutToShow.emit()


def first_group(desk) -> str:
    return desk.session.submission.projects[0].indicators[0].name


def test_the_menu_offers_the_other_taxonomy_and_one_undo_takes_it_back(make_desk, submission):
    desk = make_desk()
    desk.window.show_book(FakeBook(submission))
    action = desk.window.taxonomies.change
    open_menu(desk)
    assert action.isEnabled()
    assert action.text() == "换用新指标体系(&X)…"
    action.trigger()
    assert first_group(desk) == "成本指标"
    assert desk.session.undo_stack.undoText() == "换用新指标体系"
    assert desk.session.taxonomy is T2021
    open_menu(desk)
    assert action.text() == "换用旧指标体系(&X)…"
    desk.session.undo_stack.undo()
    assert desk.session.submission == submission
    assert desk.session.taxonomy is T2015


def test_declining_changes_nothing(make_desk, submission):
    desk = make_desk()
    desk.window.show_book(FakeBook(submission))
    desk.ask.moving = False
    desk.window.taxonomies.change.trigger()
    assert desk.session.submission is submission
    assert desk.ask.asked == ["换用新指标体系"]


def test_the_menu_offers_nothing_where_nothing_would_move(desk):
    open_menu(desk)
    assert not desk.window.taxonomies.change.isEnabled()


# A layout of the other taxonomy


@pytest.fixture
def shanghai(make_desk, submission):
    desk = make_desk()
    desk.ask.chosen_layout = SimpleNamespace(title="上海", taxonomy=T2021)
    desk.ask.agreed = True
    desk.window.show_book(FakeBook(submission))
    return desk


def test_a_layout_of_the_other_taxonomy_asks_and_the_move_alone_can_be_undone(shanghai):
    shanghai.window.files.apply_layout.trigger()
    assert shanghai.ask.asked[-1] == "换用新指标体系"
    assert first_group(shanghai) == "成本指标"
    shanghai.session.undo_stack.undo()
    assert first_group(shanghai) == "产出指标"
    assert not shanghai.session.undo_stack.canUndo()
    assert shanghai.window.isWindowModified()


def test_the_layout_is_applied_without_the_move_when_that_is_declined(shanghai):
    before = shanghai.session
    shanghai.ask.moving = False
    shanghai.window.files.apply_layout.trigger()
    assert shanghai.session is not before
    assert first_group(shanghai) == "产出指标"
    assert shanghai.window.isWindowModified()
