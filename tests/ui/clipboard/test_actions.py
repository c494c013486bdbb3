# SPDX-License-Identifier: MulanPSL-2.0
"""Copy, cut and paste by keys: nodes in the tree, cells on the page, rows of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from fuyi_editor.model.edits import RemoveNode
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.clipboard.actions import NO_PLACE, NOT_COPIED, NOTHING
from fuyi_editor.ui.clipboard.mime import CLIP_TYPE, clip_of
from fuyi_editor.ui.clipboard.paste_foreign import NO_CELL, NO_INDICATORS, NO_KIND
from fuyi_editor.ui.tree.cells import CUT_ROLE
from tests.ui.clipboards import excel, office, only_text, put, word
from tests.ui.window_doubles import make_submission

if TYPE_CHECKING:
    from tests.ui.window_doubles import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

COPY, CUT = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut
PASTE = QKeySequence.StandardKey.Paste


def activate(desk: Desk, widget) -> None:
    """Give a widget the keyboard, as a click would."""
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    widget.setFocus()
    assert widget.hasFocus()


def on_tree(desk: Desk, *nodes: str):
    tree = desk.window.workspace.tree
    activate(desk, tree)
    desk.session.select(nodes[0])
    flags = QItemSelectionModel.SelectionFlag
    for node in nodes[1:]:
        index = tree.tree_model.index_for(node)
        tree.selectionModel().select(index, flags.Select | flags.Rows)
    return tree


def on_page(desk: Desk, node: str, field: str):
    page = desk.window.workspace.page
    desk.session.select(node, field)
    activate(desk, page)
    return page


def message(desk: Desk) -> str:
    return desk.window.statusBar().currentMessage()


def kinds(desk: Desk, project: int = 0) -> dict[str, list[str]]:
    groups = desk.session.submission.projects[project].indicators
    return {k.name: [i.name for i in k.indicators] for g in groups for k in g.kinds}


def indicators(desk: Desk, project: int = 0) -> list:
    groups = desk.session.submission.projects[project].indicators
    return [i for g in groups for k in g.kinds for i in k.indicators]


def test_rows_are_copied_for_us_and_for_everybody(desk):
    first, second = indicators(desk)[1], indicators(desk)[0]
    QTest.keySequence(on_tree(desk, first.id, second.id), COPY)
    content = QGuiApplication.clipboard().mimeData()
    assert [item.node().name for item in clip_of(content).items] == ["数量指标1", "数量指标2"]
    assert content.text() == (
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t数量指标1\t6次\n\t\t数量指标2\t≥95%"
    )
    assert "<table" in content.html()
    assert "2 项" in message(desk)


def test_copied_rows_come_into_another_project(desk):
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), COPY)
    target = indicators(desk, 1)[2]
    before = desk.session.submission
    QTest.keySequence(on_tree(desk, target.id), PASTE)
    assert kinds(desk, 1)["质量指标"] == ["质量指标1", "数量指标1", "质量指标2"]
    pasted = desk.session.selected
    assert desk.session.submission.find(pasted).name == "数量指标1"
    assert desk.session.undo_stack.undoText() == "粘贴三级指标"
    desk.window.edits.undo.trigger()
    assert desk.session.submission is before


def test_cut_rows_are_moved_in_one_step_and_then_copied(desk):
    first = indicators(desk)[0]
    QTest.keySequence(on_tree(desk, first.id), CUT)
    assert kinds(desk)["数量指标"] == ["数量指标1", "数量指标2"]
    target = indicators(desk, 1)[0]
    QTest.keySequence(on_tree(desk, target.id), PASTE)
    assert kinds(desk)["数量指标"] == ["数量指标2"]
    assert kinds(desk, 1)["数量指标"] == ["数量指标1", "数量指标1", "数量指标2"]
    assert desk.session.undo_stack.count() == 1
    assert desk.session.selected == first.id
    QTest.keySequence(on_tree(desk, target.id), PASTE)
    assert len(kinds(desk, 1)["数量指标"]) == 4
    assert desk.session.submission.holds(first.id)


def dim_rows(desk: Desk) -> set[str]:
    model = desk.window.workspace.tree.tree_model
    walked = desk.session.submission.walk()
    return {n.id for n in walked if model.index_for(n.id).data(CUT_ROLE)}


def test_cut_rows_are_dim_until_they_are_pasted(desk):
    project, other = desk.session.submission.projects
    group = project.indicators[0]
    tree = on_tree(desk, group.id)
    desk.window.clips.cut.trigger()
    assert dim_rows(desk) == {node.id for node in group.walk()}
    spoken = tree.tree_model.index_for(group.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("已剪切")
    desk.session.select(other.id)
    desk.window.clips.paste.trigger()
    assert dim_rows(desk) == set()


@pytest.mark.parametrize("by", ["Esc", "copy", "another program", "closing"])
def test_what_was_cut_is_left_after_all(desk, by):
    project, other = desk.session.submission.projects
    indicator = project.indicators[0].kinds[0].indicators[0]
    tree = on_tree(desk, indicator.id)
    desk.window.clips.cut.trigger()
    assert dim_rows(desk) == {indicator.id}
    if by == "Esc":
        QTest.keyClick(tree, Qt.Key.Key_Escape)
    elif by == "copy":
        desk.window.clips.copy.trigger()
    elif by == "another program":
        QGuiApplication.clipboard().clear()
        assert not QGuiApplication.clipboard().ownsClipboard()
    else:
        desk.window.tabbing.close.trigger()
        desk.window.clips.paste.trigger()
        return
    assert dim_rows(desk) == set()
    if by == "Esc":
        desk.session.select(other.indicators[0].kinds[0].id)
        desk.window.clips.paste.trigger()
        assert desk.session.submission.holds(indicator.id)
        names = [i.name for i in desk.session.submission.walk() if isinstance(i, Indicator)]
        assert names.count(indicator.name) == 3  # one in each project, and the copy


def test_a_row_under_a_selected_row_is_not_copied_twice(desk):
    project = desk.session.submission.projects[0]
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id, project.id), COPY)
    assert len(clip_of(QGuiApplication.clipboard().mimeData()).items) == 1


def test_another_book_gets_a_copy_and_this_one_keeps_what_was_cut(make_desk, desk):
    QTest.keySequence(on_tree(desk, desk.session.submission.projects[0].id), CUT)
    other = make_desk()
    other.files[Path("/b/other.docx")] = make_submission(1)
    other.window.open(Path("/b/other.docx"))
    QTest.keySequence(on_tree(other, other.session.submission.projects[0].id), PASTE)
    assert [p.name for p in other.session.submission.projects] == ["项目1", "项目1"]
    assert len(desk.session.submission.projects) == 2
    assert not {n.id for n in other.session.submission.walk()} & {
        n.id for n in desk.session.submission.walk()
    }


def test_what_has_no_place_is_refused_with_a_sentence(desk):
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), COPY)
    QTest.keySequence(on_tree(desk, desk.session.submission.id), PASTE)
    assert message(desk) == NO_PLACE
    QTest.keySequence(on_tree(desk, desk.session.submission.id), COPY)
    assert message(desk) == NOT_COPIED


def test_an_empty_clipboard_says_so(desk):
    put(QMimeData())
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), PASTE)
    assert message(desk) == NOTHING


def test_rubbish_under_our_own_name_is_not_read(desk):
    content = only_text("培训人数\t≥5人")
    content.setData(CLIP_TYPE, b'{"book": 1}')
    put(content)
    desk.ask.agreed = True
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), PASTE)
    assert "培训人数" in kinds(desk)["数量指标"]


TABLE = [
    ["二级指标", "三级指标", "指标值", "指标值确定依据"],
    ["数量指标", "数量指标1", "≥8次", "年度\n计划"],
    [None, "走访户数", "20户", ""],
    ["时效指标", "完成时间", "12月底前", "“通知”要求"],
]


@pytest.mark.parametrize("program", [excel, word, office])
def test_a_table_becomes_indicators_under_their_levels(desk, program):
    put(program(TABLE))
    desk.ask.agreed = True
    before = desk.session.submission
    QTest.keySequence(on_tree(desk, before.projects[0].id), PASTE)
    assert desk.ask.asked[-1] == "rows 3"
    assert kinds(desk) == {
        "数量指标": ["数量指标1", "数量指标2", "走访户数"],
        "质量指标": ["质量指标1", "质量指标2"],
        "社会效益指标": ["社会效益指标1", "社会效益指标2"],
        "时效指标": ["完成时间"],
    }
    first = indicators(desk)[0]
    assert first.id == before.projects[0].indicators[0].kinds[0].indicators[0].id
    assert (first.value.text, first.basis) == ("≥8次", "年度\n计划")
    assert indicators(desk)[-1].basis == "“通知”要求"
    assert desk.session.undo_stack.undoText() == "粘贴 3 行"
    desk.window.edits.undo.trigger()
    assert desk.session.submission is before


def test_text_with_quotes_is_read_where_there_is_no_html(desk):
    put(only_text('走访户数\t"20\n户"\t"""统计""年报"\r\n讲座次数\t4次\t\r\n'))
    desk.ask.agreed = True
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), PASTE)
    assert kinds(desk)["数量指标"] == ["数量指标1", "走访户数", "讲座次数", "数量指标2"]
    new = indicators(desk)[1]
    assert (new.value.text, new.basis) == ("20\n户", '"统计"年报')


def test_a_closed_dialog_changes_nothing(desk):
    put(excel(TABLE))
    QTest.keySequence(on_tree(desk, indicators(desk)[0].id), PASTE)
    assert desk.session.undo_stack.count() == 0


def test_a_table_needs_a_place_for_indicators(desk):
    put(excel(TABLE))
    QTest.keySequence(on_tree(desk, desk.session.submission.id), PASTE)
    assert message(desk) == NO_INDICATORS
    assert desk.ask.asked == []


def test_a_project_without_levels_says_what_is_missing(desk):
    project = desk.session.submission.projects[0]
    for group in project.indicators:
        desk.session.apply("删除", [RemoveNode(node=group.id)])
    put(only_text("走访户数\t20户"))
    desk.ask.agreed = True
    QTest.keySequence(on_tree(desk, project.id), PASTE)
    assert message(desk) == NO_KIND


def test_lines_become_goals_and_are_numbered(desk):
    goal = desk.session.submission.projects[0].goals[0]
    put(only_text("走访困难妇女\r\n\r\n3.表彰先进"))
    QTest.keySequence(on_tree(desk, goal.id), PASTE)
    texts = [g.text for g in desk.session.submission.projects[0].goals]
    assert texts == ["1.慰问", "2.走访困难妇女", "3.表彰先进", "4.培训"]


def test_a_cell_is_copied_cut_and_filled(desk):
    first, second = indicators(desk)[:2]
    page = on_page(desk, first.id, "value")
    QTest.keySequence(page, COPY)
    assert QGuiApplication.clipboard().text() == "6次"
    QTest.keySequence(page, CUT)
    assert indicators(desk)[0].value.text == ""
    QTest.keySequence(on_page(desk, second.id, "value"), PASTE)
    assert indicators(desk)[1].value.text == "6次"
    assert desk.session.undo_stack.count() == 2


def test_one_cell_of_excel_fills_the_cell_and_keeps_its_lines(desk):
    put(excel([["参加\n人数"]]))
    QTest.keySequence(on_page(desk, indicators(desk)[0].id, "name"), PASTE)
    assert indicators(desk)[0].name == "参加\n人数"
    put(only_text("一行\r\n二行\r\n"))
    QTest.keySequence(on_page(desk, indicators(desk)[0].id, "name"), PASTE)
    assert indicators(desk)[0].name == "一行\n二行"


def test_several_cells_go_to_the_right_and_down_after_a_look(desk):
    put(excel([["走访", "20户"], ["讲座", ""], ["宣传", "3次"]]))
    desk.ask.agreed = True
    QTest.keySequence(on_page(desk, indicators(desk)[0].id, "name"), PASTE)
    assert [line.after.text for line in desk.ask.lines] == ["走访", "20户", "讲座", "宣传", "3次"]
    found = [(i.name, i.value.text) for i in indicators(desk)[:3]]
    assert found == [("走访", "20户"), ("讲座", "≥95%"), ("宣传", "3次")]
    assert desk.session.undo_stack.undoText() == "粘贴 5 格"
    desk.window.edits.undo.trigger()
    assert indicators(desk)[0].name == "数量指标1"


def test_what_has_no_cell_is_told(desk):
    put(excel([["1次", "多的"], ["2次", "多的"]]))
    QTest.keySequence(on_page(desk, indicators(desk, 1)[-1].id, "value"), PASTE)
    assert "另有 3 格" in desk.ask.asked[-1]
    assert desk.session.undo_stack.count() == 0


def test_nothing_is_pasted_where_nothing_can_be_typed(desk):
    put(only_text("甲"))
    page = desk.window.workspace.page
    activate(desk, page)
    page._set_current(None)  # noqa: SLF001
    QTest.keySequence(page, PASTE)
    assert message(desk) == NO_CELL


def test_keys_in_a_text_mean_the_text(desk):
    on_tree(desk, indicators(desk)[0].id)
    line = desk.window.workspace.tree_panel.filter_line
    activate(desk, line)
    line.setText("慰问")
    line.selectAll()
    QTest.keySequence(line, CUT)
    assert (line.text(), QGuiApplication.clipboard().text()) == ("", "慰问")
    desk.window.clips.paste.trigger()
    assert line.text() == "慰问"
    line.selectAll()
    desk.window.clips.copy.trigger()
    desk.window.clips.cut.trigger()
    assert line.text() == ""
    assert desk.session.undo_stack.count() == 0


def test_the_menu_of_a_row_has_them_too(desk):
    actions = desk.window.edits.context_menu.actions()
    assert set(desk.window.clips.all) <= set(actions)
    assert Qt.ShortcutContext.WidgetWithChildrenShortcut == desk.window.clips.copy.shortcutContext()
