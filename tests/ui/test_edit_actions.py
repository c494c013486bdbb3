# SPDX-License-Identifier: MulanPSL-2.0
"""Adding, copying, moving and deleting, by keys and menus; a few nodes are one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from fuyi_editor.model.edits import InsertNode
from fuyi_editor.model.nodes import SpendingStep
from fuyi_editor.ui.tree.cells import Column
from fuyi_editor.ui.tree.edits import missing_kinds, move_step, remove_all, topmost
from tests.ui.window_doubles import T2015, make_submission

if TYPE_CHECKING:
    from tests.ui.window_doubles import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def names(desk: Desk, kind: int = 0) -> list[str]:
    kinds = desk.session.submission.projects[0].indicators[0].kinds
    return [indicator.name for indicator in kinds[kind].indicators]


def on_tree(desk: Desk, node: str):
    """Put the keyboard on the row of a node."""
    tree = desk.window.workspace.tree
    desk.window.activateWindow()
    tree.setFocus()
    desk.session.select(node)
    return tree


def test_an_indicator_is_added_and_named_by_keys(desk, qtbot):
    tree = on_tree(desk, desk.first().id)
    QTest.keyClick(tree, Key.Key_Return, CTRL)
    assert names(desk) == ["数量指标1", "", "数量指标2"]
    editor = tree.indexWidget(tree.currentIndex())
    editor.setText("走访人数")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: names(desk) == ["数量指标1", "走访人数", "数量指标2"])
    QTest.keyClick(tree, Key.Key_Insert)
    assert names(desk) == ["数量指标1", "走访人数", "", "数量指标2"]


def test_delete_takes_all_selected_rows_as_one_step(desk):
    tree = on_tree(desk, desk.first().id)
    second = desk.session.submission.projects[0].indicators[1].kinds[0].indicators[0]
    flags = QItemSelectionModel.SelectionFlag
    index = tree.tree_model.index_for(second.id)
    tree.selectionModel().select(index, flags.Select | flags.Rows)
    before = desk.session.submission
    QTest.keyClick(tree, Key.Key_Delete)
    assert names(desk) == ["数量指标2"]
    assert not desk.session.submission.holds(second.id)
    assert desk.session.undo_stack.undoText() == "删除 2 项"
    assert "Ctrl+Z" in desk.window.statusBar().currentMessage()
    desk.window.edits.undo.trigger()
    assert desk.session.submission is before


def test_after_a_deletion_a_neighbour_is_selected_everywhere(desk):
    tree = on_tree(desk, desk.first().id)
    QTest.keyClick(tree, Key.Key_Delete)
    now = desk.first()
    assert desk.session.selected == now.id
    assert tree.tree_model.node_of(tree.currentIndex()) == now.id


def test_undoing_an_addition_leaves_something_selected(desk):
    on_tree(desk, desk.first().id)
    desk.window.edits.adding.indicator.trigger()
    desk.window.edits.undo.trigger()
    assert desk.session.selected is not None
    tree = desk.window.workspace.tree
    assert tree.tree_model.node_of(tree.currentIndex()) == desk.session.selected


def test_moving_by_keys_crosses_into_the_next_kind(desk):
    tree = on_tree(desk, desk.first().id)
    QTest.keyClick(tree, Key.Key_Down, ALT)
    assert names(desk) == ["数量指标2", "数量指标1"]
    QTest.keyClick(tree, Key.Key_Down, ALT)
    assert names(desk, 1) == ["数量指标1", "质量指标1", "质量指标2"]
    QTest.keyClick(tree, Key.Key_Up, ALT)
    assert names(desk) == ["数量指标2", "数量指标1"]
    on_tree(desk, desk.session.submission.projects[0].id)
    QTest.keyClick(tree, Key.Key_Up, ALT)
    assert desk.window.statusBar().currentMessage() == "已经在最前面了"


def test_duplicating_a_project_copies_all_of_it(desk):
    project = desk.session.submission.projects[0]
    tree = on_tree(desk, project.id)
    QTest.keyClick(tree, Key.Key_D, CTRL)
    first, copy, _ = desk.session.submission.projects
    assert first is project
    assert copy.name == project.name
    assert copy.id != project.id
    assert desk.session.selected == copy.id
    assert desk.session.undo_stack.undoText() == "复制项目"


def test_delete_in_a_text_field_deletes_letters(desk):
    desk.session.select(desk.first().id, "value")
    edit = desk.window.workspace.inspector.row("value").edit
    edit.setFocus()
    edit.setCursorPosition(0)
    QTest.keyClick(edit, Key.Key_Delete)
    assert desk.first().value.text == "次"


def test_delete_on_the_page_deletes_no_row(desk):
    page = desk.window.workspace.page
    desk.session.select(desk.first().id, "value")
    page.setFocus()
    before = names(desk)
    QTest.keyClick(page, Key.Key_Delete)
    assert names(desk) == before


def test_what_the_page_alone_shows_is_not_deleted_with_its_project(desk):
    project = desk.session.submission.projects[0]
    step = SpendingStep(by="3月底")
    desk.session.apply("", (InsertNode.of(project.id, "spending_plan", 0, step),))
    desk.session.select(step.id, "by")
    tree = desk.window.workspace.tree
    assert tree.tree_model.node_of(tree.currentIndex()) == project.id
    before = desk.session.submission
    desk.window.edits.delete.setEnabled(True)
    desk.window.edits.delete.trigger()
    assert desk.session.submission is before


def test_a_folder_is_not_deleted_as_its_project(desk):
    tree = desk.window.workspace.tree
    model = tree.tree_model
    project = desk.session.submission.projects[0]
    tree.show_index(model.index(0, 0, model.index_for(project.id)))
    assert (desk.session.selected, desk.session.selected_field) == (project.id, "goals")
    before = desk.session.submission
    desk.window.edits.delete.trigger()
    assert desk.session.submission is before


def test_kinds_that_are_missing_are_offered(desk):
    on_tree(desk, desk.first().id)
    menu = desk.window.edits.adding.kinds_menu
    assert menu.menuAction().isEnabled()
    menu.aboutToShow.emit()
    offered = [action.data() for action in menu.actions() if action.data()]
    assert ("产出指标", "时效指标") in offered
    assert ("产出指标", "数量指标") not in offered
    menu.actions()[0].trigger()
    kinds = desk.session.submission.projects[0].indicators[0].kinds
    assert [kind.name for kind in kinds][-1] == offered[0][1]


def test_goals_and_projects_are_added(desk):
    on_tree(desk, desk.first().id)
    desk.window.edits.adding.by_slot["goals"].trigger()
    goals = [goal.text for goal in desk.session.submission.projects[0].goals]
    assert goals == ["1.慰问", "2.培训", "3."]
    desk.window.workspace.commit_typing()
    desk.window.edits.adding.project.trigger()
    assert [p.name for p in desk.session.submission.projects] == ["项目1", "", "项目2"]
    assert desk.session.selected == desk.session.submission.projects[1].id


def test_the_context_menu_is_the_trees(desk):
    assert desk.window.workspace.tree.context_menu is desk.window.edits.context_menu
    texts = [a.text() for a in desk.window.edits.context_menu.actions() if a.isVisible()]
    assert texts[0].startswith("新增三级指标")


def test_renaming_opens_the_editor(desk):
    tree = on_tree(desk, desk.first().id)
    desk.window.edits.rename.trigger()
    assert tree.indexWidget(tree.currentIndex()).text() == "数量指标1"
    assert tree.currentIndex().column() == Column.NAME


# Without a window


def test_topmost_leaves_out_what_is_under_another():
    submission = make_submission(2)
    first, second = submission.projects
    group = first.indicators[0]
    ids = [second.id, group.kinds[0].id, group.id, first.goals[0].id, "nowhere"]
    assert topmost(submission, ids) == [first.goals[0].id, group.id, second.id]


def test_all_indicators_of_a_kind_take_it_with_them():
    submission = make_submission(1)
    kind = submission.projects[0].indicators[1].kinds[0]
    done = remove_all(submission, [node.id for node in kind.indicators])
    assert done is not None
    after = submission
    for edit in done.edits:
        after = edit.apply(after)
    assert [group.name for group in after.projects[0].indicators] == ["产出指标"]
    assert remove_all(submission, []) is None
    assert remove_all(submission, [submission.id]) is None


def test_a_block_moves_together_and_stops_together():
    submission = make_submission(3)
    ids = [project.id for project in submission.projects]
    assert move_step(submission, ids[:2], -1) is None
    done = move_step(submission, ids[:2], 1)
    assert done is not None
    after = submission
    for edit in done.edits:
        after = edit.apply(after)
    assert [project.name for project in after.projects] == ["项目3", "项目1", "项目2"]


def test_missing_kinds_know_other_spellings():
    project = make_submission(1).projects[0]
    group = project.indicators[1]
    spelled = group.but(name="效果指标")
    project = project.but(indicators=(project.indicators[0], spelled))
    assert ("效益指标", "社会效益指标") not in missing_kinds(project, T2015)
