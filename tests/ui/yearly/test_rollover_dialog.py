# SPDX-License-Identifier: MulanPSL-2.0
"""上年结转 in the window: the list with its ticks, filters and keys, and the new unsaved book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTreeWidgetItem

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.nodes import Project, Submission
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.file_kinds import rolled_name
from fuyi_editor.ui.mark_delegate import MARK
from fuyi_editor.ui.yearly.rollover_dialog import RollOverDialog
from fuyi_editor.ui.yearly.rollover_rows import Column, excerpt
from fuyi_editor.yearly.rollover.proposals import Choice, Group, applied
from tests.ui.window_doubles import FakeBook, make_submission

# The offscreen platform says so of sizes and popups.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DATA = Path(__file__).parents[2] / "data"
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
PLACE, BEFORE, AFTER, WHY = Column


def tianjin() -> Submission:
    return open_book(DATA / "tianjin-2024.docx", load_layouts()).submission


@pytest.fixture
def dialog(qtbot) -> RollOverDialog:
    made = RollOverDialog(tianjin(), 2025)
    qtbot.addWidget(made)
    made.show()
    return made


def sections(dialog: RollOverDialog) -> list[QTreeWidgetItem]:
    return [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]


def rows(dialog: RollOverDialog, *, shown: bool = True) -> list[QTreeWidgetItem]:
    children = [s.child(n) for s in sections(dialog) for n in range(s.childCount())]
    return [row for row in children if not (shown and row.isHidden())]


def row_of(dialog: RollOverDialog, before: str) -> QTreeWidgetItem:
    return next(row for row in rows(dialog) if before in row.text(BEFORE))


def choose(box, data: object) -> None:
    box.setCurrentIndex(box.findData(data))


# The list


def test_each_row_says_where_what_and_why(dialog):
    row = row_of(dialog, "完成第43届")
    assert row.parent().text(PLACE) == "2024年妇女健身项目"
    assert row.text(PLACE) == "资金用途"
    assert row.text(AFTER).startswith("完成第44届“三八”健康杯")
    assert row.text(WHY) == "每年一届的才改"
    assert row.checkState(PLACE) == UNCHECKED
    for column in (BEFORE, AFTER):
        start, end, _ = row.data(column, MARK)
        assert row.text(column)[start:end] == {BEFORE: "43", AFTER: "44"}[column]
    assert dialog.count.text() == "显示 18 处；共 16 处可改，选中 13 处；未改 2 处"


def test_what_stays_has_no_tick_but_a_reason(dialog):
    row = row_of(dialog, "《中国妇女")
    assert row.data(PLACE, Qt.ItemDataRole.CheckStateRole) is None
    assert (row.text(AFTER), row.text(WHY)) == ("不改", "书名号里的名称")


def test_the_selected_row_is_shown_in_full(dialog):
    dialog.list.setCurrentItem(row_of(dialog, "《中国妇女"))
    shown = dialog.details.toPlainText()
    assert "促《中国妇女儿童发展纲要（2020-2030年）》在天津实施" in shown
    assert shown.endswith("未改：书名号里的名称")
    dialog.list.setCurrentItem(row_of(dialog, "完成2024年"))
    assert dialog.details.toPlainText() == (
        "原文：完成2024年妇女儿童相关工作。\n改为：完成2025年妇女儿童相关工作。\n说明：表上的年度"
    )
    dialog.list.setCurrentItem(sections(dialog)[0])
    assert dialog.details.toPlainText() == ""


def test_what_stands_outside_the_table_is_a_part_of_its_own(qtbot):
    dialog = RollOverDialog(tianjin(), 2025, ["二〇二四年一月"])
    qtbot.addWidget(dialog)
    row = row_of(dialog, "二〇二四年一月")
    assert (row.parent().text(PLACE), row.text(AFTER)) == ("表外的文字", "不改")
    assert row.parent() is sections(dialog)[-1]
    assert row.parent().data(PLACE, Qt.ItemDataRole.CheckStateRole) is None


def test_ticks_are_told_with_the_year(dialog):
    submission = tianjin()
    row_of(dialog, "完成2024年").setCheckState(PLACE, UNCHECKED)
    row_of(dialog, "完成第43届").setCheckState(PLACE, CHECKED)
    rolled = dialog.rollover()
    assert rolled.year == 2025
    assert len(rolled.ticked) == 13
    assert {p.text for p in rolled.proposals if not p.ticked} >= {"完成2024年妇女儿童相关工作。"}
    assert any(p.new == "44" for p in rolled.ticked)
    assert submission.year == 2024


def test_the_tick_of_a_project_is_that_of_its_rows(dialog):
    project = row_of(dialog, "完成第43届").parent()
    assert project.checkState(PLACE) == Qt.CheckState.PartiallyChecked
    project.setCheckState(PLACE, CHECKED)
    assert all(project.child(n).checkState(PLACE) == CHECKED for n in range(3))
    project.child(0).setCheckState(PLACE, UNCHECKED)
    assert project.checkState(PLACE) == Qt.CheckState.PartiallyChecked
    project.setCheckState(PLACE, UNCHECKED)
    assert "选中 12 处" in dialog.count.text()


@pytest.mark.parametrize(
    ("name", "count"),
    [("全部", 18), ("要改的", 13), ("没有打勾的", 3), ("未改的", 2), ("届次、周年", 2)],
)
def test_filters(dialog, name: str, count: int):
    dialog.filter.setCurrentText(name)
    assert len(rows(dialog)) == count
    assert dialog.count.text().startswith(f"显示 {count} 处；")
    shown = [section for section in sections(dialog) if not section.isHidden()]
    assert shown == list(dict.fromkeys(row.parent() for row in rows(dialog)))


def test_all_and_none_are_of_what_is_shown(dialog):
    dialog.filter.setCurrentText(Group.SESSIONS.value)
    dialog.all.click()
    assert "选中 15 处" in dialog.count.text()
    dialog.filter.setCurrentText("全部")
    dialog.none.click()
    assert "选中 0 处" in dialog.count.text()
    assert not dialog.accept_button.isEnabled()
    dialog.all.click()
    assert len(dialog.rollover().ticked) == 16


def test_another_year_keeps_the_ticks_that_were_changed(dialog):
    row_of(dialog, "完成第43届").setCheckState(PLACE, CHECKED)
    row_of(dialog, "完成2024年").setCheckState(PLACE, UNCHECKED)
    dialog.year.setValue(2027)
    assert row_of(dialog, "完成第43届").text(AFTER).startswith("完成第46届")
    assert row_of(dialog, "完成第43届").checkState(PLACE) == CHECKED
    assert row_of(dialog, "完成2024年").checkState(PLACE) == UNCHECKED
    assert dialog.rollover().year == 2027
    assert dialog.year.minimum() == 2025


def test_choices_of_codes_amounts_and_plan(qtbot):
    submission = open_book(DATA / "fengrun-2023.docx", load_layouts()).submission
    dialog = RollOverDialog(submission, 2024)
    qtbot.addWidget(dialog)

    def groups() -> set[Group]:
        return {proposal.group for proposal in dialog.rollover().proposals}

    assert Group.CODES in groups()
    choose(dialog.choices["codes"], Choice.KEEP)
    assert groups() == {Group.YEARS, Group.NAMES}
    choose(dialog.choices["codes"], Choice.CLEAR)
    choose(dialog.choices["amounts"], Choice.CLEAR)
    choose(dialog.choices["plan"], Choice.CLEAR)
    assert groups() >= {Group.CODES, Group.AMOUNTS, Group.PLAN}
    row = row_of(dialog, "13020823P00002310001R")
    assert (row.text(AFTER), row.text(WHY)) == ("（清空）", "新的编码由财政系统给出")


def test_space_ticks_and_enter_accepts(qtbot, dialog):
    row = row_of(dialog, "完成2024年")
    dialog.list.setCurrentItem(row, WHY)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert row.checkState(PLACE) == UNCHECKED
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert row.checkState(PLACE) == CHECKED
    dialog.list.setCurrentItem(row_of(dialog, "《中国妇女"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert "选中 13 处" in dialog.count.text()
    dialog.list.setCurrentItem(row.parent())
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert row.checkState(PLACE) == UNCHECKED
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)


def test_the_marks_are_painted(qtbot, dialog, caplog):
    row = row_of(dialog, "完成第43届")
    dialog.list.scrollToItem(row)
    rect = dialog.list.visualItemRect(row)
    picture = dialog.list.viewport().grab(rect).toImage()
    with_mark = {picture.pixel(x, 3) for x in range(picture.width())}
    row.setData(BEFORE, MARK, None)
    row.setData(AFTER, MARK, None)
    picture = dialog.list.viewport().grab(rect).toImage()
    without = {picture.pixel(x, 3) for x in range(picture.width())}
    assert len(with_mark) > len(without)
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def test_a_long_text_is_shown_from_shortly_before_the_phrase():
    text = "一" * 30 + "\n2023年"
    shown, start, end = excerpt(text, 31, 35)
    assert shown == "…" + "一" * 9 + "⏎2023年"
    assert shown[start:end] == "2023"
    assert excerpt("2023年", 0, 4) == ("2023年", 0, 4)


def test_asking_answers_what_is_ticked_or_nothing(qapp, monkeypatch):
    submission = tianjin()
    monkeypatch.setattr(RollOverDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    rolled = Ask().rollover(submission, 2025)
    assert rolled is not None
    assert applied(submission, rolled.ticked).year == 2025
    monkeypatch.setattr(RollOverDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    assert Ask().rollover(submission, 2025) is None


# The window


def test_the_open_book_becomes_a_new_unsaved_one(desk):
    old = desk.session
    desk.ask.agreed = True
    desk.window.rollovers.roll_over.trigger()
    session = desk.session
    assert session is not old
    assert (session.submission.year, session.submission.title) == (2024, "2024年绩效文本")
    assert session.book.path is None
    assert desk.window.isWindowModified()
    assert not session.undo_stack.isClean()
    assert not session.undo_stack.canUndo()
    assert desk.ask.asked == ["rollover 2024"]
    assert "尚未保存" in desk.status()
    assert desk.window.statusBar().currentMessage().startswith("已结转到 2024 年，改了 2 处")
    desk.ask.saving = Path("/b/fengrun-2024.docx")
    desk.window.files.save.trigger()
    assert desk.ask.asked[-1] == "另存为 fengrun-2024.docx"
    assert desk.saved[Path("/b/fengrun-2024.docx")].year == 2024


def test_unsaved_changes_go_along_and_last_years_book_stays_open(desk):
    old = desk.window.workspace
    desk.session.set_field(desk.session.submission.projects[0].id, "name", "2023年新项目")
    desk.ask.agreed = True
    desk.window.rollovers.roll_over.trigger()
    assert desk.session.submission.projects[0].name == "2024年新项目"
    assert desk.saved == {}
    assert desk.window.tabs.workspaces == (old, desk.window.workspace)
    assert old.session.submission.projects[0].name == "2023年新项目"
    assert not old.session.undo_stack.isClean()


def test_closing_the_list_changes_nothing(desk):
    old = desk.session
    desk.window.rollovers.roll_over.trigger()
    assert desk.session is old
    assert old.undo_stack.isClean()


def test_without_a_book_one_is_opened_first(make_desk):
    desk = make_desk()
    button = next(b for b in desk.window.start_page.buttons if "结转" in b.text())
    button.click()  # no file was chosen
    assert desk.window.session is None
    desk.files[Path("/b/门源.docx")] = make_submission(1)
    desk.ask.opening, desk.ask.agreed = Path("/b/门源.docx"), True
    button.click()
    assert desk.session.submission.year == 2024
    desk.window.files.save_as.trigger()
    assert desk.ask.asked[-1] == "另存为 门源（2024年）.docx"


def test_a_foreign_file_is_saved_under_a_new_name_without_a_word(make_desk):
    desk = make_desk()
    submission = make_submission(1)
    book = FakeBook(submission, origin=Path("/b/妇联2023.doc"), is_foreign=True)
    desk.window.show_book(book)
    desk.window.files.save.trigger()
    assert desk.ask.told == []
    assert desk.ask.asked[-1] == "另存为 妇联2023（新）.docx"


@pytest.mark.parametrize(
    ("origin", "year", "suffix", "name"),
    [
        ("fengrun-2023.docx", 2024, ".docx", "fengrun-2024.docx"),
        ("2022年做的2023年表.xlsx", 2024, ".docx", "2022年做的2024年表.xlsx"),
        ("丰润.docx", 2024, ".docx", "丰润（2024年）.docx"),
        ("表20230115.docx", 2024, ".docx", "表20230115（2024年）.docx"),
        ("表2024.docx", 2024, ".docx", "表2024（新）.docx"),
        ("表2023.doc", 2024, ".docx", "表2024.docx"),
        ("表2023.docx", 2024, ".pdf", "表2024.pdf"),
        ("表.docx", None, ".docx", "表（新）.docx"),
    ],
)
def test_the_suggested_name(origin: str, year: int | None, suffix: str, name: str):
    book = FakeBook(Submission(projects=(Project(),)))
    assert rolled_name(book, Path("/b") / origin, year, suffix) == Path("/b") / name
