# SPDX-License-Identifier: MulanPSL-2.0
"""The tree as it is seen: what is open, what is hidden, one selection with the session, speed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from fuyi_editor.model import arrange
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.tree.panel import TreePanel
from tests.ui.window_doubles import BlankChecker, FakeBook, make_submission

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def make_panel(qtbot, caplog):
    def make(projects: int = 2, *, department: bool = False) -> TreePanel:
        session = EditSession(
            FakeBook(make_submission(projects, department=department)), BlankChecker()
        )
        panel = TreePanel(session)
        session.setParent(panel)
        panel.session = session
        qtbot.addWidget(panel)
        panel.resize(330, 600)
        panel.show()
        return panel

    yield make
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def visible(panel: TreePanel) -> list[str]:
    tree, shown = panel.tree, []
    index = tree.tree_model.index(0, 0)
    while index.isValid():
        shown.append(index.data())
        index = tree.indexBelow(index)
    return shown


def test_a_small_book_is_open_but_for_its_folders(make_panel):
    panel = make_panel(1, department=True)
    assert visible(panel) == [
        "2023年绩效文本", "部门整体绩效目标", "总体绩效目标", "分项绩效目标", "工作保障措施",
        "项目1", "绩效目标", "产出指标", "数量指标", "数量指标1", "数量指标2",
        "质量指标", "质量指标1", "质量指标2", "效益指标", "社会效益指标",
        "社会效益指标1", "社会效益指标2",
    ]  # fmt: skip


def test_of_a_large_book_the_projects_are_seen(make_panel):
    panel = make_panel(20)
    assert len(visible(panel)) == 21
    assert panel.session.selected == panel.session.submission.projects[0].id


def test_the_selection_is_the_sessions(make_panel):
    panel = make_panel(20)
    node = panel.session.submission.projects[7].indicators[0].kinds[0].indicators[0]
    panel.session.select(node.id, "value")
    assert panel.tree.currentIndex().data() == "数量指标1"
    assert panel.tree.selectionModel().isSelected(panel.tree.currentIndex())
    assert panel.tree.viewport().rect().intersects(panel.tree.visualRect(panel.tree.currentIndex()))
    panel.tree.setCurrentIndex(panel.tree.tree_model.index(0, 0))
    assert panel.session.selected == panel.session.submission.id


def test_selecting_the_same_node_keeps_its_field(make_panel):
    panel = make_panel()
    node = panel.session.submission.projects[0]
    panel.session.select(node.id, "budget.total")
    panel.tree.setCurrentIndex(panel.tree.tree_model.index_for(node.id).siblingAtColumn(1))
    assert panel.session.selected_field == "budget.total"


def test_selection_and_expansion_survive_changes(make_panel):
    panel = make_panel(20)
    session, tree = panel.session, panel.tree
    node = session.submission.projects[7].indicators[0].kinds[0].indicators[0]
    session.select(node.id)
    expanded = visible(panel)
    session.apply("", arrange.remove(session.submission, session.submission.projects[2].id).edits)
    session.apply("", arrange.move(session.submission, node.id, 1).edits)
    assert tree.tree_model.node_of(tree.currentIndex()) == node.id
    assert session.selected == node.id
    assert len(visible(panel)) == len(expanded) - 1


def test_the_filter_leaves_what_says_the_words(make_panel):
    panel = make_panel(20)
    target = panel.session.submission.projects[3].indicators[0].kinds[0].indicators[1]
    panel.session.set_field(target.id, "name", "走访慰问ＡＢ人数")
    panel.filter_line.setText("ab 走访")
    panel.filter_now()
    assert visible(panel) == ["2023年绩效文本", "项目4", "产出指标", "数量指标", "走访慰问ＡＢ人数"]
    panel.filter_line.setText("项目12")
    panel.filter_now()
    assert visible(panel) == ["2023年绩效文本", "项目12"]
    panel.filter_line.clear()
    panel.filter_now()
    assert {f"项目{number}" for number in range(1, 21)} <= set(visible(panel))


def test_the_filter_finds_goals_and_waits_for_a_pause(make_panel, qtbot):
    panel = make_panel(10)
    goal = panel.session.submission.projects[2].goals[1]
    panel.session.set_field(goal.id, "text", "2.巾帼家政")
    panel.filter_line.setText("家政")
    assert len(visible(panel)) > 4
    qtbot.waitUntil(lambda: visible(panel)[1:] == ["项目3", "绩效目标", "2.巾帼家政"])


def test_a_hidden_row_is_seen_when_it_is_gone_to(make_panel):
    panel = make_panel(10)
    panel.filter_line.setText("项目3")
    panel.filter_now()
    other = panel.session.submission.projects[5]
    panel.session.select(other.id)
    assert "项目6" in visible(panel)


def test_enter_in_the_filter_goes_to_the_first_row_that_says_so(make_panel):
    panel = make_panel(10)
    panel.filter_line.setText("项目4")
    QTest.keyClick(panel.filter_line, Qt.Key.Key_Return)
    assert panel.session.selected == panel.session.submission.projects[3].id
    assert len(visible(panel)) == 2


def test_escape_leaves_the_filter(make_panel, qtbot):
    panel = make_panel(10)
    with qtbot.waitActive(panel):
        panel.activateWindow()
    panel.filter_line.setText("项目4")
    panel.filter_now()
    panel.filter_line.setFocus()
    QTest.keyClick(panel.filter_line, Qt.Key.Key_Escape)
    assert panel.filter_line.text() == ""
    assert len(visible(panel)) == 11
    assert panel.tree.hasFocus()


def test_what_undo_brings_back_is_open_as_before(make_panel):
    panel = make_panel(1)
    session, before = panel.session, visible(panel)
    kind = session.submission.projects[0].indicators[0].kinds[0]
    session.arrange(arrange.remove(session.submission, kind.id))
    assert len(visible(panel)) < len(before)
    session.undo_stack.undo()
    assert visible(panel) == before


def test_when_the_selected_row_goes_its_neighbour_is_selected(make_panel):
    panel = make_panel(1)
    session = panel.session
    session.arrange(arrange.duplicate(session.submission, session.submission.projects[0].id))
    session.undo_stack.undo()
    current = panel.tree.currentIndex()
    assert panel.tree.selectionModel().isSelected(current)
    assert panel.tree.tree_model.node_of(current) == session.selected


def test_names_are_edited_in_place(make_panel):
    panel = make_panel()
    node = panel.session.submission.projects[0]
    panel.session.select(node.id)
    panel.tree.setCurrentIndex(panel.tree.currentIndex().siblingAtColumn(2))
    assert panel.tree.edit_current()
    editor = panel.tree.indexWidget(panel.tree.currentIndex())
    editor.setText("新名")
    panel.tree.commit_open_editor()
    assert panel.session.submission.projects[0].name == "新名"
    panel.tree.setCurrentIndex(panel.tree.tree_model.index(0, 0))
    assert not panel.tree.edit_current()


def test_tab_goes_from_the_name_to_the_value_and_not_on_to_the_next_row(make_panel, qtbot):
    panel = make_panel()
    tree, kinds = panel.tree, panel.session.submission.projects[0].indicators[0].kinds
    panel.session.select(kinds[0].indicators[-1].id)
    assert tree.edit_current()
    for typed, key in (("走访人数", Qt.Key.Key_Tab), ("≥80人", Qt.Key.Key_Tab)):
        editor = tree.indexWidget(tree.currentIndex())
        editor.setText(typed)
        QTest.keyClick(editor, key)
    changed = panel.session.submission.projects[0].indicators[0].kinds
    assert (changed[0].indicators[-1].name, changed[0].indicators[-1].value.text) == (
        "走访人数",
        "≥80人",
    )
    assert changed[1] is kinds[1]
    assert tree.state() is not tree.State.EditingState


def test_the_current_row_stays_seen_when_there_is_less_room(make_panel):
    panel = make_panel(20)
    tree = panel.tree
    panel.session.select(panel.session.submission.projects[15].id)
    panel.resize(330, 200)
    assert tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()).center())


def test_rows_can_be_dragged_but_the_book_and_its_folders_cannot(make_panel):
    panel = make_panel(1, department=True)
    model = panel.tree.tree_model
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(0, 0)) & drag
    assert not model.flags(model.index(1, 0)) & drag
    project = model.index(2, 0)
    assert model.flags(project) & drag
    assert not model.flags(model.index(0, 0, project)) & drag
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
