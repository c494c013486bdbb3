# SPDX-License-Identifier: MulanPSL-2.0
"""A published book from the first finding to the saved file, by keyboard only, with every rule."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.book_notes import BookNotes
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.main_window import MainWindow
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk

SAMPLE = Path(__file__).parents[1] / "data" / "menyuan-2023.docx"
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MOST_RULES = 40


@pytest.fixture
def window(qtbot, tmp_path, caplog):
    ask = FakeAsk(agreed=True, why="实际情况就是这样")
    services = replace(
        fake_services(ask, {}, {}, [], None),
        new_checker=Checker,
        open_book=partial(open_book, layouts=load_layouts()),
        save_book=save_book,
        texts=load_texts(),
        notes=BookNotes(tmp_path / "notes"),
    )
    made = MainWindow(services)
    made.resize(1366, 740)
    made.show()
    yield made
    made.session.undo_stack.setClean()
    made.close()
    made.deleteLater()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def opened(window: MainWindow, path: Path):
    assert window.open(path)
    window.session.check_now()
    return window.workspace.findings


def press(window: MainWindow, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_mend_all_that_can_be_mended_save_and_check_again(window, tmp_path, qtbot):
    path = Path(shutil.copy(SAMPLE, tmp_path / "门源.docx"))
    panel = opened(window, path)
    session = window.session
    count = len(session.findings)
    press(window, Qt.Key.Key_F8)  # the first finding, and its place on the page
    assert session.selected == panel.current.place.node
    mended: list[str] = []
    for _ in range(MOST_RULES):
        fixable = [finding for finding in session.findings if finding.fix]
        if not fixable:
            break
        while panel.current is None or panel.current.fix is None:
            press(window, Qt.Key.Key_F8)
        mended.append(panel.current.rule)
        press(window, Qt.Key.Key_F9, SHIFT)
    assert mended
    assert not any(finding.fix for finding in session.findings)  # mending comes to an end
    assert len(session.findings) < count
    press(window, Qt.Key.Key_F8)
    press(window, Qt.Key.Key_F9, CTRL)  # what is left is right as it is, and not to be told again
    dismissed = [finding.message for finding in session.dismissed]
    assert len(dismissed) == 1
    expected = session.findings
    press(window, Qt.Key.Key_S, CTRL)
    assert session.undo_stack.isClean()

    opened(window, path)  # read again from the file
    again = window.session
    assert [(f.rule, f.text, f.message) for f in again.findings] == [
        (f.rule, f.text, f.message) for f in expected
    ]
    assert [f.message for f in again.dismissed] == dismissed
