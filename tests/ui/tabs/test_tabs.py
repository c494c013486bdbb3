# SPDX-License-Identifier: MulanPSL-2.0
"""Several books in one window: each keeps what is its own, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar

from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.tabs.unsaved_dialog import UnsavedDialog
from tests.ui.window_doubles import FakeBook, make_submission

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "grabbing the keyboard")
FIRST, SECOND, THIRD = (Path(f"/b/{name}.docx") for name in ("fengrun-2023", "二", "三"))


@pytest.fixture
def three(desk):
    """Three books, the last one in front."""
    for path in (SECOND, THIRD):
        desk.files[path] = make_submission(2)
        assert desk.window.open(path)
    return desk


def names(desk) -> list[str]:
    tabs = desk.window.tabs
    return [tabs.tabText(index) for index in range(tabs.count())]


def edit(desk, text: str = "8次") -> None:
    desk.session.set_field(desk.first().id, "value", text)


def show(desk, index: int) -> None:
    desk.window.tabs.bring_forward(desk.window.tabs.workspaces[index])


def focus(desk, widget) -> None:
    """Give a widget the keyboard, as a click would."""
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    widget.setFocus()
    assert widget.hasFocus()


def close(desk) -> bool:
    event = QCloseEvent()
    QApplication.sendEvent(desk.window, event)
    return event.isAccepted()


# Opening


def test_with_one_book_no_room_is_taken_by_tabs(desk):
    bar = desk.window.tabs.tabBar()
    assert not bar.isVisible()
    desk.files[SECOND] = make_submission(1)
    desk.window.open(SECOND)
    assert bar.isVisible()
    assert names(desk) == ["fengrun-2023.docx", "二.docx"]
    desk.window.tabbing.close.trigger()
    assert not bar.isVisible()


def test_a_file_that_is_open_comes_to_the_front(three):
    before = three.window.tabs.workspaces
    assert three.window.open(Path("/b/../b/fengrun-2023.docx"))
    assert three.window.tabs.workspaces == before
    assert three.window.workspace is before[0]


def test_books_of_one_name_are_told_apart_by_their_folders(desk):
    other = Path("/c/fengrun-2023.docx")
    desk.files[other] = make_submission(1)
    desk.window.open(other)
    assert names(desk) == ["fengrun-2023.docx（b）", "fengrun-2023.docx（c）"]


def test_several_dropped_files_are_all_opened(make_desk):
    desk = make_desk()
    desk.files.update({path: make_submission(1) for path in (FIRST, SECOND)})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (FIRST, Path("/b/gone.docx"), SECOND)])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    desk.window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, nothing))
    assert names(desk) == ["fengrun-2023.docx", "二.docx"]
    assert len(desk.ask.problems) == 1
    assert desk.session.book.path == SECOND


def test_several_files_are_chosen_at_a_time(make_desk):
    desk = make_desk()
    desk.files.update({path: make_submission(1) for path in (FIRST, SECOND)})
    desk.ask.reading = [FIRST, SECOND]
    desk.window.files.open.trigger()
    assert names(desk) == ["fengrun-2023.docx", "二.docx"]
    assert desk.session.book.path == SECOND


def test_of_many_books_every_tab_has_room_for_its_name(desk):
    for number in range(12):
        path = Path(f"/b/某某区妇女联合会2024年项目支出绩效目标表{number}.docx")
        desk.files[path] = make_submission(1)
        desk.window.open(path)
    bar = desk.window.tabs.tabBar()
    least = 8 * bar.fontMetrics().horizontalAdvance("字")
    assert all(bar.tabRect(index).width() > least for index in range(bar.count()))
    assert bar.tabRect(bar.currentIndex()).right() <= bar.width()  # scrolled to where it is seen


def test_saving_under_the_name_of_an_open_book_is_refused(three):
    three.ask.saving = FIRST
    assert not three.window.files.save_book_as()
    assert "另一个标签" in three.ask.problems[0]
    assert three.saved == {}


# What each book keeps


def test_each_book_has_its_own_undo_selection_and_zoom(three):
    edit(three, "三次")
    three.session.select(three.session.submission.projects[1].id)
    three.window.workspace.page.set_zoom(2.0)
    third = three.session
    show(three, 0)
    assert not three.window.edits.undo.isEnabled()
    assert not three.window.isWindowModified()
    edit(three, "一次")
    three.window.workspace.page.set_zoom(0.5)
    assert three.window.edits.undo.isEnabled()
    assert "50%" in three.status()
    show(three, 2)
    assert three.session is third
    assert three.session.selected == third.submission.projects[1].id
    assert "200%" in three.status()
    three.window.edits.undo.trigger()
    assert three.first().value.text == "6次"
    show(three, 0)
    assert three.first().value.text == "一次"


def test_a_tab_says_by_a_mark_and_in_words_what_was_not_saved(three):
    show(three, 1)
    edit(three)
    tabs = three.window.tabs
    assert names(three) == ["fengrun-2023.docx", "● 二.docx", "三.docx"]
    assert "有改动还没有保存" in tabs.tabToolTip(1)
    assert "有改动还没有保存" in tabs.tabBar().accessibleTabName(1)
    three.window.files.save.trigger()
    assert names(three)[1] == "二.docx"
    assert "有改动" not in tabs.tabToolTip(1)
    assert "已保存" in three.status()
    show(three, 0)
    assert "已保存" not in three.status()


def test_an_action_acts_once_however_often_the_tabs_were_changed(three):
    for index in (0, 1, 2) * 5:
        show(three, index)
    before = len(three.session.submission.projects)
    three.session.select(three.session.submission.projects[0].id)
    three.window.edits.duplicate.trigger()
    assert len(three.session.submission.projects) == before + 1
    three.window.workspace.finder.open("慰问", replacing=True)
    three.window.workspace.finder.replace_all_wanted.emit()
    assert sum("替换" in asked or "删去" in asked for asked in three.ask.asked) == 1


@pytest.mark.parametrize("way", ["click", "key", "open"])
def test_what_is_being_typed_is_taken_over_before_another_book_is_shown(three, way):
    tree = three.window.workspace.tree
    tree.setCurrentIndex(tree.tree_model.index_for(three.first().id))
    assert tree.edit_current()
    editor = tree.indexWidget(tree.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.setText("改到一半")
    third = three.session
    bar = three.window.tabs.tabBar()
    if way == "click":
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(0).center())
    elif way == "key":
        three.window.tabbing.next.trigger()
    else:
        three.window.open(FIRST)
    assert three.session is not third
    assert third.submission.projects[0].indicators[0].kinds[0].indicators[0].name == "改到一半"


def test_the_report_of_what_was_not_read_belongs_to_each_book(three):
    report = three.window.views.panels["report"]
    report.trigger()
    assert three.window.workspace.lower_panels.is_shown("report")
    show(three, 0)
    assert not report.isChecked()
    assert not three.window.workspace.lower_panels.is_shown("report")
    show(three, 2)
    assert report.isChecked()


def test_a_comparison_belongs_to_its_book(three):
    three.ask.opening = FIRST
    three.window.compares.compare.trigger()
    assert three.window.compares.close.isEnabled()
    show(three, 0)
    assert not three.window.compares.close.isEnabled()
    show(three, 2)
    assert three.window.compares.close.isEnabled()
    assert three.window.workspace.lower_panels.is_shown("compare")


def test_last_years_book_belongs_to_its_book(three):
    three.ask.opening = FIRST
    three.window.last_years.attach.trigger()
    assert three.window.last_years.detach.isEnabled()
    show(three, 0)
    assert not three.window.last_years.detach.isEnabled()
    show(three, 2)
    three.window.last_years.detach.trigger()
    assert not three.session.last_year.is_attached


# Going from one to the other


def test_the_keys_go_round(three):
    assert [key.toString() for key in three.window.tabbing.next.shortcuts()] == [
        "Ctrl+Tab", "Ctrl+PgDown",
    ]  # fmt: skip
    three.window.tabbing.next.trigger()
    assert three.session.book.path == FIRST
    three.window.tabbing.previous.trigger()
    assert three.session.book.path == THIRD


def test_the_keys_work_in_the_tree_on_the_page_and_in_a_field(three):
    three.window.activateWindow()
    assert QTest.qWaitForWindowActive(three.window)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    three.session.select(three.first().id, "value")
    workspace = three.window.workspace
    for widget in (workspace.tree, workspace.page, workspace.inspector.row("value").edit):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Tab, control)
        assert three.session.book.path == FIRST
        assert three.window.workspace.isAncestorOf(QApplication.focusWidget())
        QTest.keyClick(three.window.workspace.tree, Qt.Key.Key_Tab, control | shift)
        assert three.window.workspace is workspace
        assert QApplication.focusWidget() is widget  # the keyboard is where it was
    QTest.keyClick(workspace.page, Qt.Key.Key_W, control)
    assert three.window.tabs.count() == 2
    QTest.keyClick(three.window.workspace.tree, Qt.Key.Key_Home)  # Qt thinks Ctrl held till then


def test_the_menu_lists_all_of_them(three):
    show(three, 1)
    edit(three)
    menu = three.window.tabbing.list_menu
    menu.aboutToShow.emit()
    actions = menu.actions()
    assert [action.text() for action in actions] == [
        "&1  fengrun-2023.docx", "&2  ● 二.docx", "&3  三.docx",
    ]  # fmt: skip
    assert [action.isChecked() for action in actions] == [False, True, False]
    actions[2].trigger()
    assert three.session.book.path == THIRD


def test_a_book_in_another_layout_stays_in_its_place(three):
    show(three, 1)
    three.window.files.apply_layout.trigger()
    assert names(three) == ["fengrun-2023.docx", "● 未命名", "三.docx"]
    assert three.window.tabs.currentIndex() == 1


def test_dragged_tabs_keep_their_books(three):
    three.window.tabs.tabBar().moveTab(2, 0)
    assert names(three) == ["三.docx", "fengrun-2023.docx", "二.docx"]
    assert three.session.book.path == THIRD
    show(three, 1)
    assert three.session.book.path == FIRST


def test_nodes_are_copied_from_one_book_into_another(three):
    tree = three.window.workspace.tree
    focus(three, tree)
    tree.setCurrentIndex(tree.tree_model.index_for(three.session.submission.projects[0].id))
    three.window.clips.copy.trigger()
    show(three, 0)
    focus(three, three.window.workspace.tree)
    three.window.clips.paste.trigger()
    assert len(three.session.submission.projects) == 3
    show(three, 2)
    assert len(three.session.submission.projects) == 2


def test_what_was_cut_in_last_years_book_is_no_move_in_the_new_one(desk):
    """Both have the same nodes: the new book was made of the old one."""
    desk.ask.agreed = True
    tree = desk.window.workspace.tree
    node = desk.first()
    old = desk.session
    focus(desk, tree)
    tree.setCurrentIndex(tree.tree_model.index_for(node.id))
    desk.window.clips.cut.trigger()
    desk.window.rollovers.roll_over.trigger()
    assert desk.session is not old
    kind = desk.session.submission.projects[1].indicators[0].kinds[0]
    desk.session.select(kind.id)
    focus(desk, desk.window.workspace.tree)
    desk.window.clips.paste.trigger()
    after = desk.session.submission.find(kind.id)
    assert [i.name for i in after.indicators].count(node.name) == 2
    assert desk.session.submission.holds(node.id)
    assert old.submission.holds(node.id)


# Closing


def test_a_closed_tab_asks_like_the_window(three):
    edit(three)
    three.window.tabbing.close.trigger()
    assert three.ask.asked == ["unsaved 三.docx"]
    assert three.window.tabs.count() == 3
    three.ask.answer = Unsaved.SAVE
    three.window.tabbing.close.trigger()
    assert list(three.saved) == [THIRD]
    assert names(three) == ["fengrun-2023.docx", "二.docx"]


def test_the_last_closed_book_leaves_the_start_page(desk):
    desk.window.tabbing.close.trigger()
    assert desk.window.start_page.isVisible()
    assert desk.window.session is None
    assert desk.window.windowTitle() == "绩效目标表编辑器"
    assert not desk.window.files.save.isEnabled()
    assert not desk.window.tabbing.close.isEnabled()
    assert not desk.window.edits.undo.isEnabled()
    assert desk.window.open(FIRST)


def test_middle_click_and_button_close_that_tab(three):
    bar = three.window.tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(1).center())
    assert names(three) == ["fengrun-2023.docx", "三.docx"]
    button = bar.tabButton(0, QTabBar.ButtonPosition.RightSide)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert names(three) == ["三.docx"]
    assert three.session.book.path == THIRD


def test_the_window_asks_once_about_all_books(three):
    edit(three)
    show(three, 0)
    edit(three, "9次")
    assert not close(three)
    assert three.ask.asked == ["unsaved fengrun-2023.docx 三.docx"]
    three.ask.answer = Unsaved.SAVE
    assert close(three)
    values = [s.projects[0].indicators[0].kinds[0].indicators[0] for s in three.saved.values()]
    assert list(three.saved) == [FIRST, THIRD]
    assert [indicator.value.text for indicator in values] == ["9次", "8次"]


def test_a_book_that_cannot_be_saved_keeps_the_window_open(three):
    edit(three)
    three.window.show_book(FakeBook(make_submission(1), Path("/b/full.docx")))
    edit(three)
    three.ask.answer = Unsaved.SAVE
    assert not close(three)
    assert list(three.saved) == [THIRD]
    assert three.session.book.path == Path("/b/full.docx")
    assert not three.session.undo_stack.isClean()
    three.session.undo_stack.setClean()


def test_not_saving_gives_all_up(three):
    edit(three)
    show(three, 0)
    edit(three)
    three.ask.answer = Unsaved.DISCARD
    assert close(three)
    assert three.saved == {}


def test_close_others_asks_about_them_together(three):
    for index in (0, 1):
        show(three, index)
        edit(three)
    tabs = three.window.tabs
    tabs.menu_wanted.emit(tabs.workspaces[2], tabs.mapToGlobal(tabs.rect().center()))
    three.window.tabbing.menu.hide()
    three.window.tabbing.close_others.trigger()
    assert three.ask.asked == ["unsaved fengrun-2023.docx 二.docx"]
    assert tabs.count() == 3
    three.ask.answer = Unsaved.DISCARD
    three.window.tabbing.close_others.trigger()
    assert names(three) == ["三.docx"]


def test_the_menu_of_a_tab_knows_its_file(three, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()))
    )
    tabs, tabbing = three.window.tabs, three.window.tabbing
    tabs.menu_wanted.emit(tabs.workspaces[0], tabs.mapToGlobal(tabs.rect().center()))
    tabbing.menu.hide()
    tabbing.copy_path.trigger()
    assert QGuiApplication.clipboard().text() == str(FIRST)
    tabbing.open_folder.trigger()
    assert opened == ["/b"]
    assert "打不开" in three.window.statusBar().currentMessage()
    three.window.files.new.trigger()
    tabs.menu_wanted.emit(tabs.workspaces[3], tabs.mapToGlobal(tabs.rect().center()))
    tabbing.menu.hide()
    assert not tabbing.copy_path.isEnabled()


@pytest.mark.parametrize("answer", list(Unsaved))
def test_the_question_lists_the_books(qtbot, answer):
    dialog = UnsavedDialog(["一.docx", "二.docx"])
    qtbot.addWidget(dialog)
    assert [dialog.list.item(row).text() for row in range(2)] == ["一.docx", "二.docx"]
    if answer is Unsaved.CANCEL:
        dialog.show()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        {Unsaved.SAVE: dialog.save, Unsaved.DISCARD: dialog.discard}[answer].click()
    assert dialog.answer is answer
