# SPDX-License-Identifier: MulanPSL-2.0
"""The window: opening, saving, leaving, undo, and what it remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.page.canvas import ZoomMode
from fuyi_editor.ui.settings import MOST_RECENT, Settings, SettingsFile
from fuyi_editor.ui.window_state import clamped, resize_on_screen
from fuyi_editor.ui.workspace import first_sizes
from tests.ui.window_doubles import Desk, make_submission

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def close(desk: Desk) -> bool:
    event = QCloseEvent()
    QApplication.sendEvent(desk.window, event)
    return event.isAccepted()


def menu(desk: Desk, title: str) -> QMenu:
    return next(m for m in desk.window.findChildren(QMenu) if m.title().startswith(title))


# Opening and leaving


def test_without_a_book_there_is_a_start_page_and_nothing_to_save(make_desk):
    desk = make_desk()
    assert desk.window.start_page.isVisible()
    assert not desk.window.files.save.isEnabled()
    assert not desk.window.edits.delete.isEnabled()
    assert desk.window.windowTitle() == "绩效目标表编辑器"


def test_an_opened_book_is_shown(desk):
    assert desk.window.windowTitle() == "[*]fengrun-2023.docx — 绩效目标表编辑器"
    assert desk.window.workspace.tree.isVisible()
    assert "读入 2 个项目" in desk.status()
    assert "%" in desk.status()


def test_what_has_no_place_on_the_page_is_shown_by_its_parts(desk):
    group = desk.session.submission.projects[1].indicators[1]
    desk.session.select(group.id)
    assert desk.window.workspace.page.current_binding.node == group.kinds[0].indicators[0].id
    project = desk.session.submission.projects[0]
    desk.session.select(project.goals[1].id, "text")
    assert desk.window.workspace.page.current_binding.node == project.id


def test_a_file_that_fails_tells_once_and_leaves_the_book(desk):
    before = desk.session
    assert not desk.window.open(Path("/b/gone.docx"))
    assert desk.ask.problems == ["打不开“gone.docx”：文件不存在；请重新选择文件。"]
    assert desk.session is before


def test_the_star_follows_the_undo_stack(desk):
    desk.session.set_field(desk.first().id, "value", "8次")
    assert desk.window.isWindowModified()
    desk.window.edits.undo.trigger()
    assert not desk.window.isWindowModified()
    desk.window.edits.redo.trigger()
    assert desk.window.files.save_book()
    assert not desk.window.isWindowModified()


def test_how_the_page_is_looked_at_survives_a_restart(make_desk, tmp_path):
    desk, file = make_desk(tmp_path / "settings.json"), Path("/b/fengrun-2023.docx")
    desk.files[file] = make_submission(1)
    desk.window.open(file)
    desk.window.views.zooms.fit_page.trigger()
    desk.window.views.zooms.one_by_one.trigger()
    assert desk.window.workspace.page.one_by_one
    assert close(desk)
    again = make_desk(tmp_path / "settings.json")
    again.files[file] = make_submission(1)
    again.window.open(file)
    page = again.window.workspace.page
    assert page.zoom_mode is ZoomMode.FIT_PAGE
    assert page.one_by_one
    assert again.window.views.zooms.one_by_one.isChecked()
    again.window.views.zooms.one_by_one.trigger()
    assert not page.one_by_one


@pytest.mark.parametrize(
    ("answer", "left", "saved"),
    [(Unsaved.CANCEL, False, 0), (Unsaved.DISCARD, True, 0), (Unsaved.SAVE, True, 1)],
)
def test_unsaved_changes_are_asked_about(desk, answer, left, saved):
    desk.session.set_field(desk.first().id, "value", "8次")
    desk.ask.answer = answer
    assert close(desk) is left
    assert desk.ask.asked == ["unsaved fengrun-2023.docx"]
    assert len(desk.saved) == saved


def test_a_save_that_fails_keeps_the_book_open_and_dirty(desk):
    desk.session.set_field(desk.first().id, "value", "8次")
    desk.ask.saving = Path("/b/full.docx")
    assert not desk.window.files.save_book_as()
    assert desk.ask.problems == ["没有保存“full.docx”：磁盘已满；请换一个位置。"]
    assert desk.window.isWindowModified()
    desk.ask.answer = Unsaved.CANCEL
    assert not close(desk)


def test_another_book_is_opened_beside_the_first(desk):
    other = Path("/b/other.docx")
    desk.files[other] = make_submission(3)
    desk.session.set_field(desk.first().id, "value", "8次")
    assert desk.window.open(other)
    assert desk.ask.asked == []
    assert len(desk.session.submission.projects) == 3
    assert not desk.window.isWindowModified()
    desk.session.set_field(desk.first().id, "value", "9次")
    desk.window.edits.undo.trigger()
    assert desk.first().value.text == "6次"


def test_a_new_book_asks_for_a_name_when_saved(desk, tmp_path):
    desk.window.files.new.trigger()
    assert desk.window.windowTitle().startswith("[*]未命名")
    desk.ask.saving = tmp_path / "新.xlsx"
    assert desk.window.files.save_book()
    assert desk.ask.asked == ["另存为 2023年绩效文本.docx"]
    assert "新.xlsx" in desk.window.windowTitle()
    assert "已保存 " in desk.status()


def test_a_format_that_cannot_be_written_is_saved_as_another(desk):
    old = Path("/b/old.doc")
    desk.files[old] = make_submission(1)
    desk.window.open(old)
    desk.window.files.save_book()
    assert desk.ask.asked[-1] == "另存为 old.docx"


def test_a_dropped_file_is_opened(desk):
    other = Path("/b/other.docx")
    desk.files[other] = make_submission(1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(event)
    assert len(desk.session.submission.projects) == 1


def test_pdf_and_print(desk, tmp_path):
    desk.ask.saving = tmp_path / "x.pdf"
    assert desk.window.files.export_pdf()
    assert desk.ask.saving.read_bytes() == b"%PDF"
    assert desk.ask.asked == ["导出 PDF fengrun-2023.pdf"]
    desk.window.files.print.trigger()
    assert desk.printed == [desk.session.page]
    assert desk.window.statusBar().currentMessage() == "已打印"


# Typing, undo


def test_undo_says_what_it_undoes(desk):
    desk.session.set_field(desk.first().id, "value", "8次")
    actions = menu(desk, "录入").actions()
    assert actions[0].text() == "撤销 修改指标值"
    actions[0].trigger()
    assert actions[1].text() == "恢复 修改指标值"
    assert not actions[0].isEnabled()


def test_typing_in_a_field_is_one_step(desk, qtbot):
    desk.session.select(desk.first().id, "value")
    edit = desk.window.workspace.inspector.row("value").edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "12345")
    assert desk.first().value.text == "12345"
    assert desk.session.undo_stack.count() == 1
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.first().value.text == "6次")


def test_saving_takes_what_is_being_typed_in_the_tree(desk):
    tree = desk.window.workspace.tree
    tree.setCurrentIndex(tree.tree_model.index_for(desk.first().id))
    assert tree.edit_current()
    editor = tree.indexWidget(tree.currentIndex())
    editor.setText("走访次数")
    desk.window.files.save.trigger()
    assert desk.first().name == "走访次数"
    (submission,) = desk.saved.values()
    assert submission.find(desk.first().id).name == "走访次数"


def test_saving_takes_what_is_being_typed_on_the_page(desk):
    page = desk.window.workspace.page
    desk.session.select(desk.first().id, "value")
    page.setFocus()
    assert page.start_edit()
    commit = QInputMethodEvent()
    commit.setCommitString("九次")
    page.editor.selectAll()
    QApplication.sendEvent(page.editor, commit)
    desk.window.files.save.trigger()
    (submission,) = desk.saved.values()
    assert submission.find(desk.first().id).value.text == "九次"


def test_the_page_selects_in_the_tree_and_the_tree_on_the_page(desk):
    workspace = desk.window.workspace
    node = desk.session.submission.projects[1].indicators[0].kinds[0].indicators[1]
    desk.session.select(node.id, "value")
    assert workspace.page.current_binding.node == node.id
    assert workspace.page.current_binding.field == "value"
    assert workspace.tree.tree_model.node_of(workspace.tree.currentIndex()) == node.id
    page = workspace.page
    place = page.current
    page.go_to(type(place)(place.block, place.row - 1, 0))
    assert desk.session.selected_field == "name"
    assert workspace.tree.tree_model.node_of(workspace.tree.currentIndex()) != node.id


def test_findings_are_marked_and_walked(desk):
    desk.session.set_field(desk.first().id, "value", "")
    desk.window.views.check_now.trigger()
    assert "警告 1" in desk.window.statusBar().currentMessage()
    desk.session.select(desk.session.submission.projects[1].id)
    desk.window.views.next_finding.trigger()
    assert (desk.session.selected, desk.session.selected_field) == (desk.first().id, "value")
    page = desk.window.workspace.page
    assert any(mark.kind == "warning" for number in range(len(page.pages))
               for mark in page.marks_on(number))  # fmt: skip


# What is remembered


def test_esc_leads_from_the_findings_to_the_page(desk):
    desk.session.set_field(desk.first().id, "value", "")
    desk.window.views.check_now.trigger()
    desk.window.activateWindow()
    findings = desk.window.workspace.findings
    findings.enter()
    assert desk.window.focusWidget() is findings.view
    QTest.keyClick(findings.view, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is desk.window.workspace.page


def test_settings_survive_a_restart(make_desk, tmp_path):
    path = tmp_path / "conf" / "settings.json"
    desk = make_desk(path)
    file = Path("/b/fengrun-2023.docx")
    desk.files[file] = make_submission(1)
    desk.window.open(file)
    desk.window.views.panels["findings"].setChecked(False)
    desk.window.views.themes.actions()[2].trigger()
    desk.window.workspace.page.set_zoom(1.5)
    assert desk.printed == ["dark"]
    assert close(desk)
    again = make_desk(path)
    assert again.settings.values.recent == [str(file)]
    assert again.settings.values.theme == "dark"
    again.files[file] = make_submission(1)
    again.window.open(file)
    assert not again.window.workspace.findings.isVisible()
    assert again.window.workspace.page.zoom == pytest.approx(1.5)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"recent": 3, "theme": ["x"], "zoom": "?"}', "\0\0", "[" * 99999],
)
def test_broken_settings_never_stop_the_start(make_desk, tmp_path, text, caplog):
    path = tmp_path / "settings.json"
    path.write_text(text)
    desk = make_desk(path)
    assert desk.settings.values == Settings()
    caplog.clear()


def test_one_bad_setting_leaves_the_others(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "window": [1, 2], "unknown": 1}))
    assert SettingsFile(path).values == Settings(theme="dark")


def test_settings_that_cannot_be_written_are_given_up(tmp_path, caplog):
    (tmp_path / "a").write_text("")
    assert not SettingsFile(tmp_path / "a" / "settings.json").save()


def test_recent_files_are_few_and_gone_ones_leave(make_desk):
    desk = make_desk()
    settings = desk.settings
    for number in range(MOST_RECENT + 3):
        settings.remember_recent(Path(f"/b/{number}.docx"))
    settings.remember_recent(Path("/b/5.docx"))
    assert settings.values.recent[0] == str(Path("/b/5.docx"))
    assert len(settings.values.recent) == MOST_RECENT
    recent = desk.window.files.recent_menu
    recent.aboutToShow.emit()
    assert recent.actions()[0].text().startswith("&1  5.docx")
    recent.actions()[0].trigger()
    assert len(desk.ask.problems) == 1
    assert str(Path("/b/5.docx")) not in settings.values.recent


def test_on_a_small_screen_the_panels_leave_the_page_its_room():
    assert first_sizes(QSize(1366, 768)) == ([330, 720, 316], [568, 200])
    assert first_sizes(QSize(911, 512)) == ([255, 410, 246], [374, 138])  # 1366 × 768 at 150 %


def test_a_dialog_is_no_larger_than_the_screen(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableSize()
    resize_on_screen(dialog, 4000, 300)
    assert dialog.width() < room.width()
    assert dialog.height() == 300


def test_the_window_is_put_on_a_screen():
    screen = QRect(0, 0, 1366, 768)
    assert clamped(QRect(5000, -50, 4000, 300), screen) == QRect(0, 0, 1366, 560)
    assert clamped(QRect(500, 300, 900, 560), screen) == QRect(466, 208, 900, 560)


def test_every_connection_leads_to_a_method():
    import inspect

    from fuyi_editor.ui import edit_actions, file_actions, main_window, view_actions, workspace

    modules = (edit_actions, file_actions, main_window, view_actions, workspace)
    assert not any("connect(lambda" in inspect.getsource(module) for module in modules)


def test_deleting_the_department_is_not_offered(make_desk):
    desk = make_desk()
    path = Path("/b/d.docx")
    desk.files[path] = make_submission(1, department=True)
    desk.window.open(path)
    desk.session.select(desk.session.submission.department.id)
    assert not desk.window.edits.delete.isEnabled()
