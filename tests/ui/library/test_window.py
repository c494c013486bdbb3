# SPDX-License-Identifier: MulanPSL-2.0
"""The window of the indicator library: search, edit, undo, and what it does to book and files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.library.entry import Entry
from fuyi_editor.library.store import Library
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.ask_files import AfterFailure
from fuyi_editor.ui.library.collecting import CollectDialog
from fuyi_editor.ui.library.model import Column, LibraryModel
from fuyi_editor.ui.library.window import LibraryWindow
from tests.ui.window_doubles import Desk, make_submission

DATA = Path(__file__).parents[2] / "data"
TRAINED = Entry(name="测试培训人数", kind="数量指标", value="≥120人", basis="年初计划")
CONTENT = Entry(name="测试参训人员满意度", kind="服务对象满意度指标", value="≥90%")


@pytest.fixture
def window(qtbot, desk: Desk) -> LibraryWindow:
    """Over a library that has two entries of the user's own, with the first 二级 selected."""
    desk.window.library.open.trigger()
    window = desk.window.library.window
    for entry in (TRAINED, CONTENT):
        window.library.add(entry)
    window.refresh()
    session = desk.session
    session.select(session.submission.projects[0].indicators[0].kinds[0].id)
    qtbot.waitUntil(window.isVisible)
    yield window
    window.close()


def shown(window: LibraryWindow) -> list[str]:
    return [entry.name for entry in window.table.entries.entries]


def look_for(window: LibraryWindow, words: str) -> None:
    window.search.setFocus()
    window.search.setText(words)


def names_in(library: Library) -> set[str]:
    return {entry.name for entry in library.browse()}


def column(window: LibraryWindow, at: Column) -> list[str]:
    model = window.table.entries
    return [model.index(row, at).data() for row in range(model.rowCount())]


def undo(window: LibraryWindow) -> None:
    window.undo.trigger()


# Looking


def test_its_size_is_remembered(make_desk, tmp_path):
    path = tmp_path / "settings.json"
    desk = make_desk(path)
    desk.window.library.open.trigger()
    desk.window.library.window.resize(700, 500)
    desk.window.close()
    again = make_desk(path)
    again.window.library.open.trigger()
    size = again.window.library.window.size().toTuple()
    assert size == tuple(again.settings.values.library_size)
    assert size != LibraryWindow(Library(None)).size().toTuple()
    again.window.library.window.close()


def test_it_is_found_by_characters_pinyin_and_initials(window):
    for words in ("测试培训", "ceshipeixunrs", "cspxrs"):
        look_for(window, words)
        assert shown(window) == [TRAINED.name]
    assert window.count.text() == "1 条"
    look_for(window, "没有这样的指标")
    assert shown(window) == []
    assert "没有找到" in window.count.text()
    assert not window.insert.isEnabled()


def test_the_kinds_have_counts_and_narrow_the_table(window):
    items = [window.kinds.topLevelItem(row) for row in range(window.kinds.topLevelItemCount())]
    counts = {item.text(0): int(item.text(1)) for item in items}
    assert counts["全部指标"] == len(shown(window)) == len(window.library.browse())
    kind = next(item for item in items if item.text(0) == "服务对象满意度指标")
    window.kinds.setCurrentItem(kind)
    assert set(column(window, Column.KIND)) == {"服务对象满意度指标"}
    assert len(shown(window)) == counts["服务对象满意度指标"]


def test_only_the_users_own(window):
    window.own_only.setChecked(True)
    assert set(shown(window)) == {TRAINED.name, CONTENT.name}


def test_a_column_sorts_and_lets_go(window):
    given = shown(window)
    window.table.sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert shown(window) == sorted(given, reverse=True)
    window.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert shown(window) == given


def test_the_model_keeps_to_qts_rules(window, qtmodeltester):
    model = LibraryModel()
    model.show_entries(window.library.browse()[:5])
    qtmodeltester.check(model)


def test_the_details_are_those_of_the_current_row(window):
    look_for(window, "cspxrs")
    texts = {name: edit.text() for name, edit in window.details.edits.items()}
    assert texts["name"] == TRAINED.name
    assert texts["value"] == "≥120人"
    assert texts["unit"] == "人"
    assert "自己录入" in window.details.note.text()


# Editing


def type_into(window: LibraryWindow, field: str, text: str) -> None:
    edit = window.details.edits[field]
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_an_edit_is_one_step_when_the_keyboard_leaves_the_details(window):
    look_for(window, "cspxrs")
    type_into(window, "value", ">=150")
    type_into(window, "basis", "plan")
    assert window.steps.stack.count() == 0
    window.search.setFocus()
    QApplication.processEvents()
    (changed,) = window.library.browse("cspxrs")
    assert (changed.value, changed.basis) == (">=150", "plan")
    assert window.steps.stack.count() == 1
    assert column(window, Column.VALUE) == [">=150"]
    undo(window)
    (back,) = window.library.browse("cspxrs")
    assert (back.value, back.basis, back.unit) == ("≥120人", "年初计划", "人")
    assert window.details.edits["value"].text() == "≥120人"
    window.redo.trigger()
    assert column(window, Column.VALUE) == [">=150"]


def test_enter_takes_an_edit_over_and_goes_nowhere(window, desk):
    look_for(window, "cspxrs")
    before = desk.session.submission
    type_into(window, "value", "7")
    QTest.keyClick(window.details.edits["value"], Qt.Key.Key_Return)
    assert window.library.browse("cspxrs")[0].value == "7"
    assert desk.session.submission is before
    assert window.isVisible()


def test_what_is_typed_is_kept_when_another_row_is_chosen(window):
    window.own_only.setChecked(True)
    row = shown(window).index(TRAINED.name)
    window.table.go_to(row)
    type_into(window, "description", "abc")
    window.table.go_to(1 - row)
    assert window.library.browse("cspxrs")[0].description == "abc"
    assert window.details.entry.name == CONTENT.name


def test_what_is_typed_is_kept_when_the_window_is_closed(window):
    look_for(window, "cspxrs")
    type_into(window, "basis", "plan")
    window.close_button.click()
    assert window.library.browse("cspxrs")[0].basis == "plan"


def test_a_name_is_never_made_blank(window):
    look_for(window, "cspxrs")
    edit = window.details.edits["name"]
    edit.setFocus()
    edit.clear()
    window.details.commit()
    assert edit.text() == TRAINED.name
    assert window.library.browse("cspxrs") != []


def test_another_kind_moves_the_entry(window):
    look_for(window, "cspxrs")
    window.details.edits["kind"].lineEdit().setText("质量指标")
    window.details.commit()
    (moved,) = window.library.browse("cspxrs")
    assert (moved.group, moved.kind) == ("产出指标", "质量指标")


def test_a_new_entry(window):
    count = len(window.library.browse())
    look_for(window, "没有这样的指标")
    window.new.click()
    type_into(window, "name", "APP")
    type_into(window, "value", "9")
    QTest.keyClick(window.details.edits["value"], Qt.Key.Key_Return)
    assert window.table.current.name == "APP"
    assert window.table.current.own
    assert window.search.text() == ""
    assert len(window.library.browse()) == count + 1
    undo(window)
    assert len(window.library.browse()) == count


def test_a_new_entry_without_a_name_is_none(window):
    count = len(window.library.browse())
    window.new.click()
    type_into(window, "value", "9")
    window.table.go_to(0)
    assert len(window.library.browse()) == count


def test_rows_are_deleted_and_brought_back(window):
    before = window.library.browse()
    window.own_only.setChecked(True)
    window.table.selectAll()
    assert "选中 2 条" in window.count.text()
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    assert shown(window) == []
    assert "Ctrl+Z" in window.status.text()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.library.browse() == before
    assert set(shown(window)) == {TRAINED.name, CONTENT.name}


def test_after_a_deletion_the_next_row_is_current(window):
    given = shown(window)
    window.table.go_to(3)
    window.delete.click()
    assert window.table.current.name == given[4]


def test_an_edit_forgets_no_use(window):
    look_for(window, "cspxrs")
    type_into(window, "basis", "plan")
    window.library.used(window.table.current.id)
    window.details.commit()
    (entry,) = window.library.browse("cspxrs")
    assert (entry.basis, entry.uses) == ("plan", 1)


# Into the book


def test_enter_inserts_under_the_selected_kind_as_one_step(window, desk):
    session = desk.session
    before = session.submission
    look_for(window, "cspxrs")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.table.hasFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    row = session.submission.projects[0].indicators[0].kinds[0].indicators[-1]
    assert (row.name, row.value.text, row.basis) == (TRAINED.name, "≥120人", "年初计划")
    assert session.selected == row.id
    assert window.library.browse("cspxrs")[0].uses == 1
    assert column(window, Column.USES) == ["1"]
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.submission == before


def test_a_double_click_inserts(window, desk, qtbot):
    look_for(window, "cspxrs")
    place = window.table.visualRect(window.table.entries.index(0, 0)).center()
    view = window.table.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(place))
    kind = desk.session.submission.projects[0].indicators[0].kinds[0]
    assert kind.indicators[-1].name == TRAINED.name


def test_all_selected_rows_are_inserted_as_one_step(window, desk):
    session = desk.session
    before = session.submission
    window.own_only.setChecked(True)
    window.table.selectAll()
    wanted = [entry.name for entry in window.table.selected]
    window.insert.click()
    rows = [n for n in session.submission.projects[0].walk() if isinstance(n, Indicator)]
    assert {row.name for row in rows} >= set(wanted)
    assert rows[-1].name == CONTENT.name  # each stands under its own 二级
    assert "已插入 2 条到“数量指标、" in window.status.text()
    assert len(window.table.selected) == 2
    assert column(window, Column.USES) == ["1", "1"]
    session.undo_stack.undo()
    assert session.submission == before


def test_it_opens_without_a_book(make_desk):
    desk = make_desk()
    desk.window.library.open.trigger()
    window = desk.window.library.window
    assert shown(window) != []
    assert not window.insert.isEnabled()
    assert not window.harvest_book.isEnabled()
    window.close()


def test_it_says_where_an_entry_would_go(window, desk):
    session = desk.session
    assert window.insert.isEnabled()
    assert window.place.text() == "插入到：项目1 › 数量指标"
    session.select(session.submission.projects[0].indicators[0].kinds[0].indicators[0].id)
    assert window.place.text() == "插入到：项目1 › 数量指标 › “数量指标1”之后"
    session.select(session.submission.projects[0].indicators[0].kinds[1].id)
    look_for(window, "cspxrs")  # a count belongs to no 质量指标
    assert window.place.text() == "插入到：项目1 › 它的二级指标"
    session.select(session.submission.projects[1].id)
    assert window.place.text() == "插入到：项目2 › 它的二级指标"
    session.select(session.submission.id)
    assert not window.insert.isEnabled()


def test_another_book_is_inserted_into_when_it_is_open(window, desk):
    path = Path("/b/other.docx")
    desk.files[path] = make_submission(1)
    assert desk.window.open(path)
    session = desk.session
    session.select(session.submission.projects[0].indicators[0].kinds[1].id)
    look_for(window, "cspxrs")
    window.insert.click()
    count, quality = session.submission.projects[0].indicators[0].kinds[:2]
    assert count.indicators[-1].name == TRAINED.name
    assert TRAINED.name not in [row.name for row in quality.indicators]


# From files and to them


def test_the_open_book_is_taken_over_with_one_click(window):
    window.harvest_book.click()
    assert {"数量指标1", "质量指标2", "社会效益指标1"} <= names_in(window.library)
    (entry,) = [e for e in window.library.browse("数量指标1") if e.name == "数量指标1"]
    assert entry.own
    assert entry.year == 2023
    assert "fengrun-2023" in entry.origin
    assert window.status.text() == "新收录 6 条，6 条已有，合并到原来的条目"
    undo(window)
    assert "数量指标1" not in names_in(window.library)


@pytest.fixture
def real_files(tmp_path) -> Path:
    for name in ("fengrun-2023.docx", "tianjin-2024.docx", "menyuan-2023.doc"):
        shutil.copy(DATA / name, tmp_path / name)
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "~$别人开着.docx").write_bytes(b"owner")
    return tmp_path


def collect(window: LibraryWindow, paths: list[Path]) -> CollectDialog:
    opener = partial(open_book, layouts=load_layouts([]))
    return CollectDialog(paths, opener, window.library, window)


def test_files_are_read_and_a_damaged_one_is_told_of(window, real_files):
    good = [real_files / "fengrun-2023.docx", real_files / "menyuan-2023.doc"]
    dialog = collect(window, [good[0], real_files / "坏.docx", good[1]])
    collected = dialog.collect()
    assert collected.files == 2
    assert collected.added > 10
    assert not collected.cancelled
    assert len(collected.problems) == 1
    assert "坏.docx" in collected.problems[0]
    assert "1 个文件没有收录" in collected.sentence
    origins = {entry.origin for entry in window.library.browse(own_only=True)}
    assert any("menyuan-2023.doc" in origin for origin in origins)
    dialog.deleteLater()


def test_a_folder_is_taken_over_as_one_step(window, desk, real_files):
    before = window.library.browse()
    for number, name in enumerate(("fengrun-2023.docx", "menyuan-2023.doc", "tianjin-2024.docx")):
        desk.files[real_files / name] = make_submission(number + 1)
    desk.ask.reading = [real_files]
    window.folder.trigger()
    assert "收录了 3 个文件" in window.status.text()
    assert "坏.docx" in desk.ask.told[-1]
    assert "~$" not in desk.ask.told[-1]
    assert window.steps.stack.count() == 1
    undo(window)
    assert window.library.browse() == before


def test_cancelling_keeps_what_was_read(window, real_files):
    path = real_files / "fengrun-2023.docx"
    dialog = collect(window, [path] * 50)
    dialog.bar.valueChanged.connect(lambda _done: dialog.reject())
    collected = dialog.collect()
    assert collected.cancelled
    assert 1 <= collected.files < 50
    assert collected.sentence.startswith("已取消")
    dialog.deleteLater()


def test_an_empty_folder_says_so(window, desk, tmp_path):
    desk.ask.reading = [tmp_path]
    window.folder.trigger()
    assert "没有能打开的文件" in window.status.text()


@pytest.mark.parametrize("size", [(533, 533), (620, 480)])
def test_in_a_low_window_nothing_lies_over_the_fields(window, size):
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    details = window.details
    details.show_entry(replace(CONTENT, origin=30 * "妇女儿童活动、培训"))
    for _ in range(3):
        QApplication.processEvents()
    assert details.note.geometry().top() > details.edits["description"].geometry().bottom()
    assert details.rect().contains(details.note.geometry())


def test_going_out_is_tried_again_elsewhere(window, desk, tmp_path):
    target = tmp_path / "指标库.xlsx"
    chosen = iter([tmp_path / "gone" / "指标库.xlsx", target])
    desk.ask.file_to_save = lambda *_: next(chosen)
    desk.ask.failures = [AfterFailure.RETRY, AfterFailure.ELSEWHERE]
    window.give_out.click()
    assert len(desk.ask.problems) == 2
    assert str(target) in window.status.text()
    assert target.exists()


def test_out_into_a_workbook_and_back_again(window, desk, tmp_path):
    target = tmp_path / "指标库.xlsx"
    desk.ask.saving = target
    window.give_out.click()
    before = window.library.browse()
    assert f"已导出 {len(before)} 条" in window.status.text()
    sheet = openpyxl.load_workbook(target).active
    assert sheet.max_row == len(before) + 1
    window.own_only.setChecked(True)
    window.table.selectAll()
    window.delete.click()
    desk.ask.opening = target
    window.take_in.click()
    after = window.library.browse()
    assert [e.name for e in after] == [e.name for e in before]
    assert "新收录 2 条" in window.status.text()


def test_rows_that_cannot_be_read_are_told_of(window, desk, tmp_path):
    path = tmp_path / "清单.xlsx"
    book = openpyxl.Workbook()
    titles = ("三级指标", "二级指标", "指标值")
    for row in (titles, ("导入的指标", "数量指标", "≥3场"), ("", "质量指标", "优")):
        book.active.append(row)
    book.save(path)
    desk.ask.opening = path
    window.take_in.click()
    assert "导入的指标" in names_in(window.library)
    assert "1 行没有导入" in window.status.text()
    assert "第 3 行" in desk.ask.told[-1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"text"])
def test_a_damaged_workbook_changes_nothing(window, desk, tmp_path, content):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    before = window.library.browse()
    desk.ask.opening = path
    window.take_in.click()
    assert "坏.xlsx" in desk.ask.problems[-1]
    assert window.library.browse() == before


def test_a_folder_that_cannot_be_written_is_told_of(window, desk, tmp_path):
    desk.ask.saving = tmp_path / "没有" / "指标库.xlsx"
    window.give_out.click()
    assert "指标库.xlsx" in desk.ask.problems[-1]


def test_a_file_that_is_no_library_is_told_of(qtbot, tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all " * 100)
    library = Library(path)
    window = LibraryWindow(library)
    qtbot.addWidget(window)
    window.show()
    assert window.warning.isVisible()
    assert "损坏" in window.warning.findChildren(type(window.status))[0].text()
    assert shown(window) != []
    library.close()


# By keyboard and by ear


def test_every_control_has_a_name(window):
    for control in (window.search, window.kinds, window.table, *window.details.edits.values()):
        assert control.accessibleName()
    for button in window.findChildren(QPushButton):
        assert button.text()
        assert not button.autoDefault()
    for button in window.findChildren(QToolButton):
        assert button.text() or not button.isVisible() or button.parent() is window.search


def test_tab_goes_through_all_of_it(window):
    window.search.setFocus()
    seen = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = {
        window.own_only, window.kinds, window.table, window.new, window.delete, window.harvest_book,
        window.harvest_others, window.take_in, window.give_out, window.insert, window.close_button,
        window.details.edits["name"], window.details.edits["description"],
    }  # fmt: skip
    assert wanted <= seen


def test_keys_of_the_window(window):
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_F2)
    assert window.details.edits["name"].hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert window.table.hasFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert not window.isVisible()
