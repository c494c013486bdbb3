# SPDX-License-Identifier: MulanPSL-2.0
"""After an unexpected error in the window: recovery file first, one dialog, and on it goes."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from fuyi_editor.checks.engine import Checker
from fuyi_editor.files import journal
from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.journal_file import read_journal
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.errors.catching import ErrorCatcher
from fuyi_editor.ui.errors.error_dialog import AfterError
from fuyi_editor.ui.errors.log_file import LOG_NAME, ProgramLog
from fuyi_editor.ui.errors.rescue import AGAIN
from fuyi_editor.ui.main_window import MainWindow
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()


class Desk:
    """A window over a real file, with everything that hears of errors."""

    def __init__(self, home: Path) -> None:
        self.ask = FakeAsk(answer=Unsaved.DISCARD, agreed=True)
        self.home = home
        self.failing = None
        services = replace(
            fake_services(self.ask, {}, {}, [], None),
            layouts=LAYOUTS,
            new_checker=Checker,
            open_book=partial(open_book, layouts=LAYOUTS),
            save_book=save_book,
            print_pages=self._print,
            recovery=RecoveryFolder(home / "recovery"),
        )
        self.window = MainWindow(services)
        self.catcher = ErrorCatcher()
        self.catcher.caught.connect(self.window.rescue.take)
        self.catcher.install()
        self.window.resize(1200, 700)
        self.window.show()

    def _print(self, window, printout):
        raise self.failing or ValueError(printout.document.title)

    @property
    def dialogs(self) -> list[str]:
        return [words for words in self.ask.asked if words.startswith("error")]

    def open(self, name: str) -> None:
        assert self.window.open(Path(shutil.copy(DATA / name, self.home)))

    def first(self):
        return self.window.session.submission.projects[0].indicators[0].kinds[0].indicators[0]

    def edit(self, text: str) -> None:
        self.window.session.set_field(self.first().id, "value", text)

    def kept(self):
        (file,) = (self.home / "recovery").glob("*.journal")
        return read_journal(file.read_bytes()).now

    def fail(self) -> None:
        self.window.files.print.trigger()


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(tmp_path)
    made.open("fengrun-2023.docx")
    yield made
    made.catcher.release()
    made.window.close()
    made.window.deleteLater()


def test_the_recovery_file_is_there_before_anything_is_asked(desk, qtbot):
    desk.edit("≥98%")
    desk.fail()
    assert desk.dialogs == []
    assert desk.kept().projects[0].indicators[0].kinds[0].indicators[0].value.text == "≥98%"
    qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
    assert desk.dialogs[0].startswith("error all 程序里有一处没有料到的错误")
    desk.edit("≥97%")  # and on it goes
    assert desk.first().value.text == "≥97%"


def test_the_journal_does_not_wait_for_more_to_be_typed(desk, monkeypatch):
    monkeypatch.setattr(journal, "GATHER_SECONDS", 60)
    desk.edit("≥98%")
    desk.fail()
    assert desk.kept().projects[0].indicators[0].kinds[0].indicators[0].value.text == "≥98%"


def test_without_unsaved_changes_there_is_nothing_to_keep(desk, qtbot):
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
    assert desk.dialogs[0].startswith("error nothing")


def test_a_journal_that_cannot_be_written_is_told(desk, qtbot):
    (desk.home / "recovery").write_text("a file where the folder should be")
    desk.edit("≥98%")
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
    assert desk.dialogs[0].startswith("error failed")


def test_what_is_typed_and_cannot_be_had_is_left_out(desk, monkeypatch, qtbot):
    desk.edit("≥98%")

    def broken():
        raise RuntimeError

    monkeypatch.setattr(desk.window.workspace, "with_typing", broken)
    desk.fail()
    assert desk.kept().projects[0].indicators[0].kinds[0].indicators[0].value.text == "≥98%"


def test_the_same_error_is_told_in_a_dialog_once(desk, qtbot):
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
    desk.fail()
    qtbot.wait(20)
    assert len(desk.dialogs) == 1
    assert desk.window.statusBar().currentMessage() == AGAIN
    desk.failing = KeyError("another")
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 2)


def test_a_timer_that_fails_for_ever_opens_one_dialog(desk, qtbot):
    timer = QTimer(interval=1)
    timer.timeout.connect(desk.fail)
    timer.start()
    qtbot.waitUntil(lambda: desk.window.statusBar().currentMessage() == AGAIN)
    timer.stop()
    assert len(desk.dialogs) == 1


def test_a_second_error_while_one_is_told_is_only_logged(desk, qtbot, monkeypatch, caplog):
    def answer(failure, kept):
        desk.ask.asked.append("error first")
        desk.failing = KeyError("meanwhile")
        desk.fail()
        qtbot.wait(20)
        return AfterError.GO_ON

    monkeypatch.setattr(desk.ask, "after_error", answer)
    desk.fail()
    qtbot.waitUntil(lambda: bool(desk.dialogs))
    qtbot.wait(20)
    assert len(desk.dialogs) == 1
    errors = [record for record in caplog.records if record.name.endswith("catching")]
    assert len(errors) == 2


def test_an_open_menu_is_closed_before_the_dialog(desk, qtbot):
    menu = QMenu(desk.window)
    menu.addAction("x")
    menu.popup(desk.window.pos())
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
    assert not menu.isVisible()


def test_who_leaves_saves_a_copy_and_the_file_stays(desk, qtbot):
    desk.edit("≥98%")
    desk.ask.errors = [AfterError.LEAVE]
    desk.ask.saving = desk.home / "副本.docx"
    desk.fail()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert "另存为 fengrun-2023（副本）.docx" in desk.ask.asked
    saved, old = (
        open_book(desk.home / name, LAYOUTS).submission
        for name in ("副本.docx", "fengrun-2023.docx")
    )
    assert saved.projects[0].indicators[0].kinds[0].indicators[0].value.text == "≥98%"
    assert old.projects[0].indicators[0].kinds[0].indicators[0].value.text != "≥98%"
    assert not list((desk.home / "recovery").glob("*.journal"))


def test_of_several_books_each_that_is_unsaved_is_saved_as_a_copy(desk, qtbot, monkeypatch):
    desk.edit("≥98%")
    desk.open("tianjin-2024.docx")
    desk.open("menyuan-2023.docx")
    desk.edit("≥97%")
    desk.ask.errors = [AfterError.LEAVE]
    suggested = []

    def save_there(title, path, filters=None):
        suggested.append(path.name)
        return path

    monkeypatch.setattr(desk.ask, "file_to_save", save_there)
    desk.fail()
    assert len(list((desk.home / "recovery").glob("*.journal"))) == 2
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert suggested == ["fengrun-2023（副本）.docx", "menyuan-2023（副本）.docx"]
    assert all((desk.home / name).exists() for name in suggested)


def test_a_copy_that_fails_leaves_the_window_open(desk, qtbot, monkeypatch):
    desk.edit("≥98%")
    desk.ask.errors = [AfterError.LEAVE, AfterError.LEAVE, AfterError.GO_ON]
    desk.ask.saving = None  # at first the user thinks better of it

    def broken():
        raise RuntimeError("表里的内容")

    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 3)
    assert desk.window.isVisible()
    monkeypatch.setattr(desk.window.books, "save_copies", broken)
    desk.failing, desk.ask.errors = KeyError(), [AfterError.LEAVE]
    desk.fail()
    qtbot.waitUntil(lambda: len(desk.dialogs) == 5)
    assert desk.window.isVisible()
    assert desk.ask.problems[0].startswith("副本没有存成")


def test_with_nothing_unsaved_who_leaves_is_asked_nothing(desk, qtbot):
    desk.ask.errors = [AfterError.LEAVE]
    desk.fail()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert desk.ask.asked[-1].startswith("error")


def test_the_log_of_a_whole_day_holds_no_text_of_any_book(desk, qtbot):
    """The main job with all that is logged on the way: no Chinese, nothing that was typed."""
    log = ProgramLog(desk.home / "logs")
    try:
        desk.edit("SECRET-4711")
        desk.window.session.check_now()
        desk.window.workspace.page.start_edit()
        desk.fail()
        qtbot.waitUntil(lambda: len(desk.dialogs) == 1)
        assert desk.window.files.save_book()
        (desk.home / "坏.docx").write_bytes((DATA / "fengrun-2023.docx").read_bytes()[:3000])
        assert not desk.window.open(desk.home / "坏.docx")
        books = ("fengrun-2023.xls", "menyuan-2023.txt", "tianjin-2024.docx")
        for number, name in enumerate(books):
            desk.failing = (TypeError, KeyError, LookupError)[number]("SECRET-4711")
            desk.open(name)
            desk.window.session.check_now()
            desk.fail()
            qtbot.waitUntil(lambda count=number + 2: len(desk.dialogs) == count)
        recovery = desk.home / "recovery"
        (recovery / "0.journal").write_text("SECRET-4711", "utf-8")
        RecoveryFolder(recovery).offers(LAYOUTS)
        logging.getLogger("fuyi_editor.ui.settings").warning("setting %s is bad: %r", "a", "慰问")
    finally:
        log.close()
    text = (desk.home / "logs" / LOG_NAME).read_text("utf-8")
    assert text.count("unexpected error") == 4
    assert text.isascii()
    assert "SECRET" not in text
