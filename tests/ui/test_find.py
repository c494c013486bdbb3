# SPDX-License-Identifier: MulanPSL-2.0
"""Find and replace in the window: bar, list, keys, one undo step, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from fuyi_editor.model.nodes import Goal
from fuyi_editor.model.search import Query, find
from fuyi_editor.ui.changes_dialog import ChangeLine, ChangesDialog
from fuyi_editor.ui.find.find_actions import REPLACE_WORDS, change_lines
from fuyi_editor.ui.find.find_bar import NOTHING
from fuyi_editor.ui.find.find_list import NOT_PRINTED, Column, FindModel
from fuyi_editor.ui.marked_text import MARK, Snippet, snippet
from tests.ui.window_doubles import make_submission

if TYPE_CHECKING:
    from tests.ui.window_doubles import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def press(widget, key: Qt.Key, modifiers: Modifier = Modifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def opened(desk: Desk, text: str, key: Qt.Key = Key.Key_F):
    """The finder, opened by its key over the tree, with a text typed."""
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    tree = desk.window.workspace.tree
    tree.setFocus()
    press(tree, key, Modifier.ControlModifier)
    finder = desk.window.workspace.finder
    assert finder.bar.words.hasFocus()
    type_in(finder.bar.words, text)
    return finder


def type_in(widget, text: str) -> None:
    """As an input method commits it: Qt's own clicks know no Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def values(desk: Desk) -> list[str]:
    return [
        i.value.text
        for p in desk.session.submission.projects
        for g in p.indicators
        for k in g.kinds
        for i in k.indicators
    ]


def at(desk: Desk) -> tuple[str | None, str | None]:
    return desk.session.selected, desk.session.selected_field


def test_typing_counts_and_lists_but_goes_nowhere(desk, qtbot):
    before = at(desk)
    finder = opened(desk, "数量")
    qtbot.waitUntil(lambda: len(finder.hits) == 6)
    assert finder.bar.count.text() == "6 处"
    assert at(desk) == before
    tabs = desk.window.workspace.lower_panels
    assert tabs.tabText(tabs.currentIndex()) == "查找结果 6"
    assert finder.list.isVisible()


def test_enter_and_f3_go_on_and_shift_goes_back_round_the_book(desk):
    finder = opened(desk, "项目")
    press(finder.bar.words, Key.Key_Return)
    first, second = (project.id for project in desk.session.submission.projects)
    assert at(desk) == (first, "name")
    assert finder.bar.words.hasFocus()
    assert finder.bar.count.text() == "1/2"
    assert finder.bar.count.accessibleName() == "第 1 处，共 2 处"
    press(desk.window.workspace.page, Key.Key_F3)
    assert at(desk) == (second, "name")
    press(finder.bar.words, Key.Key_F3)
    assert at(desk) == (first, "name")
    assert "回到第一处" in desk.window.statusBar().currentMessage()
    press(finder.bar.words, Key.Key_Return, Modifier.ShiftModifier)
    assert at(desk) == (second, "name")
    press(finder.bar.words, Key.Key_F3, Modifier.ShiftModifier)
    assert at(desk) == (first, "name")


def test_it_goes_on_from_where_the_person_went(desk):
    finder = opened(desk, "6次")
    last = desk.session.submission.projects[1]
    desk.session.select(last.id)
    press(finder.bar.words, Key.Key_Return)
    assert at(desk)[0] == last.indicators[0].kinds[0].indicators[0].id
    desk.session.select(last.id)
    assert finder.bar.count.text() == "6 处"
    press(finder.bar.words, Key.Key_Return, Modifier.ShiftModifier)
    assert finder.bar.count.text() == "3/6"


def test_page_and_tree_show_what_was_found(desk):
    finder = opened(desk, "质量指标2")
    press(finder.bar.words, Key.Key_Return)
    node = at(desk)[0]
    workspace = desk.window.workspace
    assert workspace.tree.tree_model.node_of(workspace.tree.currentIndex()) == node
    assert workspace.page.current_binding.node == node
    assert workspace.page.current_text == "质量指标2"


def test_the_list_is_walked_with_arrows_and_clicks(desk):
    finder = opened(desk, "6次")
    press(finder.bar.words, Key.Key_Down)
    assert finder.list.hasFocus()
    assert finder.bar.count.text() == "1/6"
    press(finder.list, Key.Key_Down)
    assert finder.bar.count.text() == "2/6"
    assert at(desk) == (finder.hits[1].node, "value")
    index = finder.list.hits.index(4, Column.TEXT)
    QTest.mouseClick(
        finder.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=finder.list.visualRect(index).center(),
    )
    assert at(desk) == (finder.hits[4].node, "value")


@pytest.mark.parametrize("where", ["words", "list", "replacement"])
def test_esc_puts_all_away_and_goes_back(desk, where):
    finder = opened(desk, "6次", Key.Key_H)
    widget = finder.list if where == "list" else getattr(finder.bar, where)
    if where == "list":
        press(finder.bar.words, Key.Key_Down)
    widget.setFocus()
    press(widget, Key.Key_Escape)
    assert finder.bar.isHidden()
    assert not finder.list.isVisible()
    assert desk.window.workspace.tree.hasFocus()


def test_what_had_the_keyboard_may_be_gone(desk):
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    page = desk.window.workspace.page
    desk.session.select(desk.first().id, "value")
    page.setFocus()
    page.start_edit()
    page.editor.insertPlainText("9")
    page.editor.selectAll()
    press(page.editor, Key.Key_F, Modifier.ControlModifier)
    finder = desk.window.workspace.finder
    assert finder.bar.words.text() == "6次9"
    assert desk.first().value.text == "6次9"
    press(finder.bar.words, Key.Key_Escape)
    assert page.hasFocus()


def test_replacing_goes_from_place_to_place(desk):
    finder = opened(desk, "6次", Key.Key_H)
    type_in(finder.bar.replacement, "≥6次")
    press(finder.bar.replacement, Key.Key_Return)
    assert values(desk).count("≥6次") == 0, "the first only goes there"
    press(finder.bar.replacement, Key.Key_Return)
    assert values(desk)[:3] == ["≥6次", "≥95%", "6次"]
    assert at(desk)[0] == finder.hits[1].node, "what was put there is not found again"
    assert desk.session.undo_stack.undoText() == "替换"
    finder.bar.replace.click()
    assert values(desk)[2] == "≥6次"
    assert desk.session.undo_stack.count() == 2


def test_a_place_that_refuses_says_why(desk):
    finder = opened(desk, "2023", Key.Key_H)
    finder.bar.replacement.setText("明")
    for _ in range(3):
        finder.bar.replace.click()
    assert "年度应是四位数字" in desk.window.statusBar().currentMessage()
    assert desk.session.submission.year == 2023


def test_replacing_all_asks_first_and_is_one_step(desk):
    before = desk.session.submission
    finder = opened(desk, "指标1", Key.Key_H)
    finder.bar.replacement.setText("指标一")
    finder.bar.replace_all.click()
    assert desk.ask.asked == ["“指标1”替换为“指标一”，共 6 处。请勾选要替换的地方："]
    assert desk.session.submission is before
    desk.ask.agreed = True
    finder.bar.replace_all.click()
    assert find(desk.session.submission, Query("指标1")) == ()
    assert finder.bar.count.text() == NOTHING
    assert not finder.bar.replace_all.isEnabled()
    assert desk.session.undo_stack.undoText() == "替换 6 处"
    desk.window.edits.undo.trigger()
    assert desk.session.submission is before


def test_the_bar_follows_the_book(desk, qtbot):
    finder = opened(desk, "6次")
    press(finder.bar.words, Key.Key_Return)
    desk.session.set_field(desk.first().id, "value", "8天")
    qtbot.waitUntil(lambda: len(finder.hits) == 5)
    assert finder.bar.count.text() == "5 处"


def test_width_and_case_are_chosen_in_the_bar(desk):
    finder = opened(desk, "９５％")
    press(finder.bar.words, Key.Key_Return)
    assert len(finder.hits) == 6
    finder.bar.fold_width.click()
    assert finder.bar.count.text() == NOTHING
    press(finder.bar.words, Key.Key_Return)
    assert desk.window.statusBar().currentMessage() == f"{NOTHING}“９５％”"


def test_f3_without_words_asks_for_them(desk):
    desk.window.finding.next.trigger()
    assert desk.window.workspace.finder.is_open
    assert not desk.window.finding.next.text().startswith("…")


def test_the_filter_of_the_tree_has_another_key(desk):
    desk.window.views.find.trigger()
    assert desk.window.views.find.shortcut().toString() == "Ctrl+Shift+F"
    assert desk.window.finding.find.shortcut().toString() == "Ctrl+F"
    keys = [s for a in desk.window.finding.all for s in a.shortcuts()]
    assert len(keys) == 4


def test_what_is_not_printed_is_found_and_says_so(qapp):
    book = make_submission(1)
    model = FindModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    hits = find(book, Query("慰问"))
    model.show(book, hits, frozenset())
    assert model.has_notes
    assert model.index(0, Column.NOTE).data() == NOT_PRINTED
    assert model.index(0, Column.PROJECT).data() == "项目1"
    model.show(book, (), frozenset())
    model.show(book, hits, frozenset({(Goal, "text")}))
    assert not model.has_notes
    assert model.index(0, Column.NOTE).data() == ""
    assert model.index(0, Column.TEXT).data(MARK) == (2, 4)


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("短的文字", 0, 2, Snippet("短的文字", 0, 2)),
        ("甲\n乙", 2, 3, Snippet("甲⏎乙", 2, 3)),
        (
            "前" * 40 + "中" + "后" * 80,
            40,
            41,
            Snippet("…" + "前" * 14 + "中" + "后" * 60 + "…", 15, 16),
        ),
    ],
)
def test_a_long_text_is_shown_around_the_place(text, start, end, shown):
    assert snippet(text, start, end) == shown


def test_the_list_of_changes_lets_each_be_left(desk, qtbot):
    finder = opened(desk, "2023", Key.Key_H)
    finder.bar.replacement.setText("明")
    finder.catch_up()
    lines = change_lines(desk.session.submission, finder)
    assert [bool(line.refused) for line in lines] == [False, True]
    dialog = ChangesDialog(lines, "2023", REPLACE_WORDS)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == (0,)
    assert dialog.count.text() == "共 2 处，1 处不能改，选中 1 处；改后可以一步撤销"
    dialog.none.click()
    assert dialog.chosen() == ()
    assert not dialog.accept_button.isEnabled()
    dialog.all.click()
    assert dialog.chosen() == (0,)
    assert "四位数字" in dialog.list.topLevelItem(1).text(2)


def test_thousands_of_changes_open_at_once(qtbot):
    mark = Snippet("甲乙丙", 1, 2)
    dialog = ChangesDialog([ChangeLine("处", mark, mark)] * 3000, "许多", REPLACE_WORDS)
    qtbot.addWidget(dialog)
    dialog.none.click()
    assert dialog.chosen() == ()
    dialog.list.topLevelItem(7).setCheckState(0, Qt.CheckState.Checked)
    assert dialog.chosen() == (7,)
