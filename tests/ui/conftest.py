# SPDX-License-Identifier: MulanPSL-2.0
"""A whole window over stand-ins for files and checks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from fuyi_editor.files.book_notes import BookNotes
from fuyi_editor.files.errors import PasteError, ReadError, ReviseError, SaveError
from fuyi_editor.files.pasted import pasted_rows
from fuyi_editor.library.store import Library
from fuyi_editor.model.nodes import Submission
from fuyi_editor.model.taxonomy import T2015
from fuyi_editor.ui.garbage import collect_due
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.services import Services
from fuyi_editor.ui.settings import SettingsFile
from tests.ui.window_doubles import BlankChecker, Desk, FakeAsk, FakeBook, make_submission


@pytest.fixture(autouse=True)
def garbage_between_tests() -> Iterator[None]:
    """As in the program, nothing is collected while Qt paints or in the thread of a journal."""
    gc.disable()
    yield
    collect_due()
    gc.enable()


def a_layout() -> SimpleNamespace:
    words = {"title": "天津", "description": "", "source": "", "money_unit": "万元"}
    return SimpleNamespace(**words, taxonomy_name="T2015", taxonomy=T2015)


def fake_services(ask, files, saved, printed, settings: Path | None) -> Services:
    def open_book(path: Path) -> FakeBook:
        if path not in files:
            raise ReadError("文件不存在", "请重新选择文件", path=path)
        return FakeBook(files[path], path)

    def save_book(book: FakeBook, submission: Submission, path: Path) -> FakeBook:
        if path.name.startswith("full"):
            raise SaveError("磁盘已满", "请换一个位置", path=path)
        if path.name.startswith("locked"):
            raise ReviseError("有数组公式跨过要移动的行", "请另存为新文件", path=path)
        saved[path] = submission
        return book.at(path, submission)

    def pasted_book(html: str | None, text: str | None) -> FakeBook:
        if not (html or text):
            raise PasteError("里面没有表格", "请先复制整张表")
        return FakeBook(make_submission(1))

    library = Library(None)
    return Services(
        layouts={"one": a_layout()},
        settings=SettingsFile(settings),
        ask=ask,
        new_checker=BlankChecker,
        is_there=files.__contains__,
        open_book=open_book,
        pasted_book=pasted_book,
        pasted_rows=pasted_rows,
        new_book=lambda layout: FakeBook(make_submission(1)),
        composed=lambda submission, layout: FakeBook(submission),
        renewed=lambda book, submission: FakeBook(submission),
        merged_book=lambda submission, sources, layout: FakeBook(submission),
        rolled_over=lambda book, submission: FakeBook(submission, origin=book.path),
        save_book=save_book,
        set_theme=printed.append,
        set_text_size=printed.append,
        write_pdf=lambda page, facts: b"%PDF",
        print_pages=lambda window, printout: printed.append(printout.document) or "已打印",
        preview_pages=lambda window, page: printed.append(page),
        texts={},
        library=lambda: library,
    )


@pytest.fixture
def make_desk(qtbot, tmp_path, caplog):
    made: list[MainWindow] = []

    def make(settings: Path | None = None, last_years: BookNotes | None = None) -> Desk:
        ask, files, saved, printed = FakeAsk(), {}, {}, []
        services = fake_services(ask, files, saved, printed, settings)
        window = MainWindow(replace(services, last_years=last_years))
        made.append(window)
        window.resize(1366, 740)
        window.show()
        return Desk(window, ask, files, saved, printed, services.settings)

    yield make
    for window in made:
        for workspace in window.tabs.workspaces:
            workspace.session.undo_stack.setClean()
        window.close()
        window.deleteLater()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


@pytest.fixture
def desk(make_desk) -> Desk:
    made = make_desk()
    made.files[Path("/b/fengrun-2023.docx")] = make_submission(2)
    assert made.window.open(Path("/b/fengrun-2023.docx"))
    return made
