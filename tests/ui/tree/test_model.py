# SPDX-License-Identifier: MulanPSL-2.0
"""The tree model: it always equals the tree of the submission, and is never reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTreeView

from fuyi_editor.model import arrange
from fuyi_editor.model.edits import RemoveNode, SetField
from fuyi_editor.model.nodes import (
    Indicator,
    Submission,
)
from fuyi_editor.ui.tree.cells import Column
from fuyi_editor.ui.tree.model import SubmissionTreeModel
from tests.ui.tree_words import TOP, expected, make_model, shape
from tests.ui.window_doubles import (
    make_full_submission,
    make_submission,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Role = Qt.ItemDataRole
FULL = make_full_submission()
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def model(qapp, caplog) -> SubmissionTreeModel:
    made = make_model(make_submission())
    tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    assert tester is not None
    yield made
    assert not caplog.records, "a guard caught an exception"


def indicator(submission: Submission, project: int = 0, kind: int = 0, at: int = 0) -> Indicator:
    return submission.projects[project].indicators[0].kinds[kind].indicators[at]


def test_rows_are_the_book_its_department_and_projects(qapp):
    model = make_model(make_submission(department=True))
    assert [row[0] for row in shape(model)] == [
        "2023年绩效文本",
        "部门整体绩效目标",
        "项目1",
        "项目2",
    ]
    project = shape(model)[2]
    assert project[1] == "6.00万元"
    assert [row[:2] for row in project[2]] == [
        ("绩效目标", "2 条"),
        ("产出指标", ""),
        ("效益指标", ""),
    ]
    assert project[2][1][2][0] == (
        "数量指标", "", [("数量指标1", "6次", []), ("数量指标2", "≥95%", [])]
    )  # fmt: skip


def test_a_typed_value_goes_through_the_session(model):
    node = indicator(model.session.submission)
    index = model.index_for(node.id).siblingAtColumn(Column.VALUE)
    assert model.setData(index, "≥8次")
    assert indicator(model.session.submission).value.text == "≥8次"
    assert index.data() == "≥8次"
    assert model.session.undo_stack.undoText() == "修改指标值"


def test_many_texts_are_told_as_one_change(qapp):
    model = make_model(make_submission(40))
    session = model.session
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    rows = [node for node in session.submission.walk() if isinstance(node, Indicator)]
    assert len(rows) == 240
    edits = [SetField(node=node.id, field="name", text="新名") for node in rows]
    session.apply("替换", [*edits, RemoveNode(node=session.submission.projects[0].id)])
    assert (0, 40) in told
    assert len(told) < 10
    assert shape(model) == expected(session.submission)
    session.undo_stack.undo()
    assert shape(model) == expected(session.submission)


def test_two_edits_of_one_cell_are_two_steps(model):
    index = model.index_for(indicator(model.session.submission).id)
    model.setData(index, "甲")
    model.setData(index, "乙")
    assert model.session.undo_stack.count() == 2


def test_what_cannot_be_edited_says_so(model):
    editable = Qt.ItemFlag.ItemIsEditable
    book, project = model.index(0, 0), model.index(1, 0)
    folder = model.index(0, 0, project)
    assert not model.flags(book) & editable
    assert model.flags(project) & editable
    assert not model.flags(project.siblingAtColumn(Column.VALUE)) & editable
    assert not model.flags(folder) & editable
    assert model.flags(model.index(0, 0, folder)) & editable
    assert not model.setData(book, "x")


def test_a_text_of_several_lines_is_not_edited_on_one(model):
    goal = model.session.submission.projects[0].goals[0]
    model.session.set_field(goal.id, "text", "1.甲\n乙")
    index = model.index_for(goal.id)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert index.data() == "1.甲 乙"


def test_states_count_upwards_and_come_in_words(model):
    session = model.session
    node = indicator(session.submission)
    index = model.index_for(node.id)
    session.check_now()
    assert index.siblingAtColumn(Column.STATE).data() == ""
    assert index.siblingAtColumn(Column.STATE).data(Role.AccessibleTextRole) == "完整"
    session.set_field(node.id, "value", "")
    session.set_field(indicator(session.submission, at=1).id, "value", "x")
    session.check_now()
    state = index.siblingAtColumn(Column.STATE)
    assert state.data() == "待补 1"
    assert state.data(Role.BackgroundRole) is not None
    assert index.siblingAtColumn(Column.VALUE).data(Role.BackgroundRole) is not None
    assert index.data(Role.BackgroundRole) is None
    assert "指标值没有填写" in index.data(Role.ToolTipRole)
    project = model.index(1, 0)
    assert project.siblingAtColumn(Column.STATE).data() == "有误 1"
    assert project.siblingAtColumn(Column.STATE).data(Role.BackgroundRole) is None
    assert "有误 1，待补 1" in project.data(Role.ToolTipRole)
    assert "有误 1，待补 1" in model.index(0, 0).data(Role.AccessibleTextRole)
    assert index.data(Role.AccessibleTextRole).startswith("三级指标，数量指标1，指标值空白，待补 1")
    assert model.index(2, Column.STATE).data(Role.AccessibleTextRole) == "完整"


def test_states_tell_only_of_the_state_column(model):
    told: list[tuple[int, int]] = []
    model.session.set_field(indicator(model.session.submission).id, "value", "")
    model.dataChanged.connect(lambda top, low, *_: told.append((top.column(), low.column())))
    model.session.check_now()
    assert set(told) == {(Column.STATE, Column.STATE)}


def test_persistent_indexes_follow_a_move_and_an_insertion(model):
    from PySide6.QtCore import QPersistentModelIndex

    session = model.session
    first = indicator(session.submission)
    kept = QPersistentModelIndex(model.index_for(first.id))
    session.arrange(arrange.add_indicator(session.submission, first.id))
    session.arrange(arrange.move(session.submission, first.id, 1))
    assert kept.isValid()
    assert model.node_of(kept) == first.id
    assert kept.row() == 1
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert kept.row() == 0


# Dropping


def drop(model: SubmissionTreeModel, node: str, row: int, parent: QModelIndex) -> bool:
    data = model.mimeData([model.index_for(node)])
    if not model.canDropMimeData(data, MOVE, row, 0, parent):
        return False
    return model.dropMimeData(data, MOVE, row, 0, parent)


def test_an_indicator_drops_between_the_rows_of_another_kind(model):
    node = indicator(model.session.submission)
    kind = model.session.submission.projects[1].indicators[0].kinds[1]
    assert drop(model, node.id, 1, model.index_for(kind.id))
    names = [i.name for i in model.session.submission.find(kind.id).indicators]
    assert names == ["质量指标1", "数量指标1", "质量指标2"]
    assert model.session.undo_stack.undoText() == "移动三级指标"
    assert model.session.selected == node.id
    assert shape(model) == expected(model.session.submission)


def test_an_indicator_drops_onto_a_kind_and_behind_an_indicator(model):
    node = indicator(model.session.submission)
    kind = model.session.submission.projects[0].indicators[0].kinds[1]
    assert drop(model, node.id, -1, model.index_for(kind.id))
    assert model.session.submission.find(kind.id).indicators[-1].id == node.id
    other = model.session.submission.find(kind.id).indicators[0]
    assert drop(model, node.id, -1, model.index_for(other.id))
    assert model.session.submission.find(kind.id).indicators[1].id == node.id


def test_levels_are_kept(model):
    submission = model.session.submission
    node = indicator(submission)
    project, group = submission.projects[1], submission.projects[1].indicators[0]
    assert not drop(model, node.id, -1, model.index_for(project.id))
    assert not drop(model, node.id, 0, model.index_for(group.id))
    assert not drop(model, node.id, -1, QModelIndex())
    assert not drop(model, group.id, -1, model.index_for(group.kinds[0].id))
    assert not drop(model, project.id, 0, QModelIndex())  # above the row of the book
    assert model.session.submission is submission


def test_a_project_drops_between_projects(model):
    first, second = model.session.submission.projects
    assert drop(model, second.id, 1, QModelIndex())
    assert model.session.submission.projects == (second, first)
    assert drop(model, second.id, -1, QModelIndex())
    assert model.session.submission.projects == (first, second)


def test_a_goal_drops_and_the_numbers_stay_in_order(model):
    project = model.session.submission.projects[0]
    folder = model.index(0, 0, model.index_for(project.id))
    assert drop(model, project.goals[1].id, 0, folder)
    assert [g.text for g in model.session.submission.projects[0].goals] == ["1.培训", "2.慰问"]


def test_several_rows_drop_as_one_step(model):
    project = model.session.submission.projects[0]
    nodes = project.indicators[0].kinds[0].indicators
    target = project.indicators[0].kinds[1]
    data = model.mimeData([model.index_for(node.id) for node in reversed(nodes)])
    assert model.dropMimeData(data, MOVE, 1, 0, model.index_for(target.id))
    moved = model.session.submission.find(target.id).indicators
    assert [node.name for node in moved] == ["质量指标1", "数量指标1", "数量指标2", "质量指标2"]
    model.session.undo_stack.undo()
    assert model.session.submission == model.session.submission.but(
        projects=(project, *model.session.submission.projects[1:])
    )


def test_foreign_data_is_refused(model, qapp):
    data = QMimeData()
    data.setText("x")
    assert not model.canDropMimeData(data, MOVE, -1, 0, QModelIndex())
    other = make_model(make_submission())
    foreign = other.mimeData([other.index(1, 0)])
    assert not model.dropMimeData(foreign, MOVE, -1, 0, QModelIndex())


def test_a_view_cannot_remove_what_was_dragged(model):
    before = shape(model)
    assert not model.removeRows(1, 1)
    assert shape(model) == before


def test_a_folder_comes_and_goes_with_what_is_in_it(qapp):
    model = make_model(make_submission(1, department=True), frozenset())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    session = model.session
    department = session.submission.department
    assert [row[0] for row in shape(model)[1][2]] == ["总体绩效目标"]
    assert session.arrange(arrange.add_task(session.submission, department.id))
    assert [row[:2] for row in shape(model)[1][2]] == [
        ("总体绩效目标", "1 条"), ("年度重点工作任务", "1 条")
    ]  # fmt: skip
    assert session.arrange(arrange.remove(session.submission, department.goals[0].id))
    assert [row[0] for row in shape(model)[1][2]] == ["年度重点工作任务"]
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert shape(model) == expected(session.submission, frozenset())


def test_a_list_of_indicators_has_no_levels(qapp):
    model = make_model(make_submission(1), levels=False)
    session = model.session
    project = session.submission.projects[0]
    assert [row[0] for row in shape(model)[1][2]] == [
        "绩效目标", "数量指标1", "数量指标2", "质量指标1", "质量指标2",
        "社会效益指标1", "社会效益指标2",
    ]  # fmt: skip
    top = model.index_for(project.id)
    first, second = project.indicators[0].kinds[0].indicators
    assert drop(model, first.id, 4, top)  # before 质量指标2, in its kind
    assert drop(model, second.id, 7, top)  # behind the last one of all
    assert [row[0] for row in shape(model)[1][2]][1:] == [
        "质量指标1", "数量指标1", "质量指标2", "社会效益指标1", "社会效益指标2", "数量指标2"
    ]  # fmt: skip
    group = session.submission.projects[0].indicators[0]
    assert model.index_for(group.id) == model.index_for(project.id)
    session.arrange(arrange.remove(session.submission, group.id))
    assert shape(model) == expected(session.submission, levels=False)
    session.undo_stack.undo()
    assert shape(model) == expected(session.submission, levels=False)


def test_what_there_is_only_one_of_stays(qapp):
    model = make_model(FULL)
    drag = Qt.ItemFlag.ItemIsDragEnabled
    project = FULL.projects[0]
    for node in (FULL.department, FULL.report, project.midterm):
        assert not model.flags(model.index_for(node.id)) & drag
    for node in (FULL.subtotals[0], FULL.department.tasks[0], FULL.report.sections[0], project):
        assert model.flags(model.index_for(node.id)) & drag


def test_a_subtotal_is_named_by_its_unit_which_is_edited_elsewhere(qapp):
    model = make_model(FULL)
    index = model.index_for(FULL.subtotals[0].id)
    assert index.data() == "合计"
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    told = []
    model.dataChanged.connect(lambda first, last, roles: told.append(first.row()))
    model.session.set_field(FULL.subtotals[0].id, "unit.name", "全部")
    assert index.row() in told
    assert index.data() == "合计全部"


def test_projects_drop_among_projects_and_sections_keep_their_numbers(qapp):
    model = make_model(FULL)
    session = model.session
    first, second = FULL.projects
    top = model.index_for(first.id).row()
    assert drop(model, second.id, top, TOP)
    assert session.submission.projects == (second, first)
    assert not drop(model, second.id, model.index_for(FULL.report.id).row() + 1, TOP)
    report = model.index_for(FULL.report.id)
    assert drop(model, FULL.report.sections[1].id, 0, report)
    headings = [section.heading for section in session.submission.report.sections]
    assert headings == ["一、问题", "二、概况"]


def test_typed_text_survives_changes_elsewhere(model, qtbot: QtBot):
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.expandAll()
    view.show()
    session = model.session
    node = indicator(session.submission, at=1)
    index = model.index_for(node.id)
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.indexWidget(index)
    editor.setText("正在输入")
    session.arrange(arrange.add_indicator(session.submission, indicator(session.submission).id))
    session.check_now()
    session.arrange(arrange.remove(session.submission, indicator(session.submission).id))
    assert view.indexWidget(model.index_for(node.id)).text() == "正在输入"
    view.commitData(editor)
    assert session.submission.find(node.id).name == "正在输入"
