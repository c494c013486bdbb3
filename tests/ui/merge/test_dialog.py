# SPDX-License-Identifier: MulanPSL-2.0
"""The dialog 汇总 over real files, its choices, and what its action makes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Money
from fuyi_editor.ui.ask_files import AfterFailure
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.merge.dialog import EMPTY_FOLDER, NO_FILES, READING, MergeDialog
from fuyi_editor.ui.merge.files import STOPPED
from fuyi_editor.ui.merge.output import LIST
from fuyi_editor.ui.merge.reader import MergeReader
from fuyi_editor.ui.merge.results import MEND
from tests.bad_files import DATA
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import Desk, FakeAsk, FakeBook, make_submission
from tests.yearly.units import LAYOUTS

# The offscreen platform says so of sizes and popups.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """Two units, one of which corrected its table, and a damaged file."""
    folder = tmp_path_factory.mktemp("sent")
    shutil.copy(DATA / "fengrun-2023.docx", folder / "丰润.docx")
    shutil.copy(DATA / "menyuan-2023.docx", folder / "门源.docx")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    book = open_book(folder / "丰润.docx", LAYOUTS)
    first, *others = book.submission.projects
    budget = first.budget.model_copy(update={"total": Money(text="7.00")})
    changed = book.submission.but(projects=(first.but(budget=budget), *others))
    save_book(book, changed, folder / "丰润改.docx")
    return folder


@pytest.fixture
def dialog(qtbot) -> MergeDialog:
    made = MergeDialog(LAYOUTS, FakeAsk(), "/home")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def read(qtbot, dialog, sent) -> MergeDialog:
    dialog.add([sent])
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    return dialog


def rows(tree) -> list[list[str]]:
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def test_an_empty_dialog_can_make_nothing(dialog):
    assert not dialog.make_button.isEnabled()
    assert not dialog.remove_button.isEnabled()
    assert dialog.summary.text() == NO_FILES
    assert not dialog.progress.isVisible()
    assert dialog.files.accessibleName() == "要汇总的文件"
    assert dialog.conflicts.list.accessibleName() == "重复和冲突"


def test_every_file_tells_what_is_in_it_or_why_not(read):
    found = {row[0]: row[1:] for row in rows(read.files)}
    assert found["丰润.docx"] == [
        "唐山市丰润区妇女联合会本级", "2023", "4", "20.50 万元", "已读",
    ]  # fmt: skip
    assert found["门源.docx"][3] == "14.00 万元"
    assert found["坏.docx"][-1].startswith("打不开“坏.docx”")
    assert "1 个文件没有读出来" in read.summary.text()
    assert "合计 35.50 万元" in read.summary.text()
    assert "部门整体绩效目标没有放进去" in read.notes.text()


def test_while_files_are_read_nothing_else_can_be_done(qtbot, dialog, sent):
    dialog.add([sent])
    assert dialog.progress.isVisible()
    assert dialog.progress.maximum() == 4
    assert dialog.summary.text() == READING
    assert not dialog.add_button.isEnabled()
    assert not dialog.make_button.isEnabled()
    dialog.add([sent / "丰润.docx"])  # dropped meanwhile
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    assert not dialog.progress.isVisible()
    assert dialog.files.topLevelItemCount() == 4


def test_reading_can_be_stopped_and_taken_up_again(qtbot, dialog, sent):
    dialog.add([sent])
    dialog.stop_button.click()
    qtbot.waitUntil(lambda: dialog.add_button.isEnabled(), timeout=20_000)
    states = [row[-1] for row in rows(dialog.files)]
    assert states.count(STOPPED) >= 3
    assert f"{states.count(STOPPED)} 个文件没有读出来" in dialog.summary.text()
    dialog.add([sent])
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    assert dialog.files.topLevelItemCount() == 4
    assert STOPPED not in [row[-1] for row in rows(dialog.files)]


def test_closing_while_files_are_read_ends_the_thread(qtbot, dialog, sent):
    dialog.add([sent])
    reader = dialog.findChild(MergeReader)
    dialog.reject()
    assert reader.isFinished()


def test_a_choice_is_made_in_the_list_and_seen_at_once(qtbot, read):
    tree = read.conflicts.list
    assert [row[0] for row in rows(tree)] == ["同一单位多份"]
    assert read.tabs.tabText(0) == "重复和冲突（1）"
    assert "有 4 个项目相同" in read.conflicts.whole.text()
    item = tree.topLevelItem(0)
    assert item.text(2) == "只要最新的一份"
    tree.itemClicked.emit(item, 2)
    box = tree.findChild(QComboBox)
    box.setCurrentIndex([box.itemText(n) for n in range(box.count())].index("只要第一份"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: "合计 34.50 万元" in read.summary.text())
    assert rows(tree)[0][2] == "只要第一份"
    assert tree.currentItem() is tree.topLevelItem(0)
    totals = rows(read.totals)
    assert totals[0][:3] == ["合计", "10", "34.50"]
    assert [row[-1] for row in totals] == ["共 2 个文件", "门源.docx", "丰润.docx"]


def test_f2_opens_the_choice(qtbot, read):
    tree = read.conflicts.list
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_F2)
    assert tree.findChild(QComboBox) is not None


def test_the_choice_holds_when_files_come_and_go(qtbot, read):
    read.conflicts.chosen.emit("same_unit:唐山市丰润区妇女联合会", "both")
    qtbot.waitUntil(lambda: "合计 41.50" in read.summary.text())
    assert (
        len(rows(read.conflicts.list)) == 5
    )  # the same codes; what is the same project counts once
    gone = next(n for n, row in enumerate(rows(read.files)) if row[0] == "门源.docx")
    read.files.setCurrentItem(read.files.topLevelItem(gone))
    read.remove_button.click()
    assert "合计 27.50" in read.summary.text()
    assert [row[0] for row in rows(read.files)] == ["丰润.docx", "丰润改.docx", "坏.docx"]


def test_what_only_the_file_can_mend_leaves_no_choice(qtbot, dialog, tmp_path):
    book = open_book(DATA / "menyuan-2023.docx", LAYOUTS)
    first, *others = book.submission.projects
    blank = first.but(budget=first.budget.model_copy(update={"total": Money(text="约2万")}))
    save_book(book, book.submission.but(projects=(blank, *others)), tmp_path / "1.docx")
    dialog.add([tmp_path])
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    item = dialog.conflicts.list.topLevelItem(0)
    assert item.text(2) == MEND
    dialog.conflicts.list.itemClicked.emit(item, 2)
    assert dialog.conflicts.list.findChild(QComboBox) is None
    assert rows(dialog.totals)[1][-1] == "1.docx（1 个项目没有预算数）"


def test_files_are_dropped_on_the_list(qtbot, dialog, sent):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(sent / name)) for name in ("丰润.docx", "坏.docx")])
    dialog.files.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, content,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    assert dialog.files.topLevelItemCount() == 2


def test_the_buttons_ask_for_files_and_folders(qtbot, sent, tmp_path):
    ask = FakeAsk(reading=[sent / "丰润.docx"])
    dialog = MergeDialog(LAYOUTS, ask, "/home")
    qtbot.addWidget(dialog)
    dialog.add_button.click()
    qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
    ask.reading = [tmp_path]
    dialog.folder_button.click()
    assert ask.problems == [EMPTY_FOLDER.format(name=tmp_path.name)]
    ask.reading = []
    dialog.folder_button.click()
    assert dialog.files.topLevelItemCount() == 1


# What is made


def test_the_layout_of_most_files_is_proposed_until_another_is_chosen(qtbot, read, sent):
    assert read.output.layout_chosen.name == "hebei-department"
    box = read.output.kind_box
    box.setCurrentIndex(box.findText(LIST))
    box.activated.emit(box.currentIndex())
    assert read.make_button.text() == "另存清单…"
    read.add([sent / "门源.docx"])
    assert read.output.layout_chosen is None


def test_another_year_can_be_chosen(qtbot, read, tmp_path):
    assert read.output.year_box.currentText() == "2023 年（3 个文件）"
    assert not read.output.year_box.isEnabled()
    shutil.copy(DATA / "tianjin-2024.docx", tmp_path / "天津.docx")
    read.add([tmp_path])
    qtbot.waitUntil(lambda: read.make_button.isEnabled(), timeout=20_000)
    assert "年度不同" in [row[0] for row in rows(read.conflicts.list)]
    assert read.output.year_box.isEnabled()
    read.output.year_box.setCurrentIndex(1)
    read.output.year_box.activated.emit(1)
    assert read.merged.submission.year == 2024
    assert len(read.merged.submission.projects) == 7


def test_the_wish_holds_everything(qtbot, read):
    with qtbot.waitSignal(read.wanted) as asked:
        read.make_button.click()
    (wish,) = asked.args
    assert wish.merged is read.merged
    assert wish.layout.name == "hebei-department"
    assert list(wish.unread) == ["坏.docx"]
    assert len(wish.parts) == 3


@pytest.fixture
def merging(qtbot, sent, monkeypatch):
    """A window with real layouts; `acts` are done in the dialog of its action, one by one."""
    acts: list[object] = []
    ask = FakeAsk()
    services = replace(fake_services(ask, {}, {}, [], None), layouts=LAYOUTS)
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show_book(FakeBook(make_submission()))

    def read_and_act(dialog: MergeDialog) -> int:
        dialog.add([sent])
        qtbot.waitUntil(lambda: dialog.make_button.isEnabled(), timeout=20_000)
        for act in acts:
            act(dialog)
        return dialog.result()

    monkeypatch.setattr(MergeDialog, "exec", read_and_act)
    yield Desk(window, ask, {}, {}, [], services.settings), acts
    window.session.undo_stack.setClean()
    window.close()


def choose_list(dialog: MergeDialog) -> None:
    box = dialog.output.kind_box
    box.setCurrentIndex(box.findText(LIST))
    box.activated.emit(box.currentIndex())


def make(dialog: MergeDialog) -> None:
    dialog.make_button.click()


def accepted(dialog: MergeDialog) -> None:
    assert dialog.result() == QDialog.DialogCode.Accepted


def still_open(dialog: MergeDialog) -> None:
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_book_is_opened_as_a_new_one_that_was_saved_nowhere(merging):
    desk, acts = merging
    acts += [make, accepted]
    desk.window.merging.merge.trigger()
    assert len(desk.session.submission.projects) == 10
    assert desk.session.book.path is None
    assert desk.window.isWindowModified()
    assert desk.window.statusBar().currentMessage() == "汇总好了，还没有保存。"


def test_the_open_book_stays_open_with_its_changes(merging):
    desk, acts = merging
    desk.session.apply("改", [SetField(node=desk.first().id, field="value", text="9")])
    before = desk.window.workspace
    acts += [make, accepted]
    desk.window.merging.merge.trigger()
    assert desk.window.tabs.workspaces == (before, desk.window.workspace)
    assert not before.session.undo_stack.isClean()


def test_the_list_is_saved_and_the_open_book_stays(merging, tmp_path):
    desk, acts = merging
    before = desk.session
    desk.ask.saving = tmp_path / "清单.xlsx"
    acts += [choose_list, make, accepted]
    desk.window.merging.merge.trigger()
    assert desk.session is before
    assert desk.ask.asked[-1] == "另存项目清单 2023年项目支出绩效目标汇总.xlsx"
    book = openpyxl.load_workbook(tmp_path / "清单.xlsx", data_only=True)
    assert book["项目清单"]["F12"].value == 35.5
    assert book["来源文件"]["A5"].value == "坏.docx"


def test_a_list_that_could_not_be_saved_is_saved_elsewhere(merging, tmp_path):
    desk, acts = merging
    chosen = iter([tmp_path / "gone" / "清单.xlsx", tmp_path / "清单.xlsx"])
    desk.ask.file_to_save = lambda *_: next(chosen)
    desk.ask.failures = [AfterFailure.ELSEWHERE]
    acts += [choose_list, make, accepted]
    desk.window.merging.merge.trigger()
    assert len(desk.ask.problems) == 1
    assert (tmp_path / "清单.xlsx").exists()


@pytest.mark.parametrize(("saving", "problems"), [(None, 0), (Path("/没有/清单.xlsx"), 1)])
def test_a_list_that_was_not_saved_loses_nothing(merging, saving, problems):
    desk, acts = merging
    desk.ask.saving = saving
    acts += [choose_list, make, still_open]
    desk.window.merging.merge.trigger()
    assert len(desk.ask.problems) == problems


def test_the_menu_has_a_place_of_its_own(desk):
    menus = [action.text() for action in desk.window.menuBar().actions()]
    assert menus[2:5] == ["审核(&C)", "汇总(&M)", "视图(&V)"]
    assert desk.window.merging.merge.isEnabled()
