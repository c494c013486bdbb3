# SPDX-License-Identifier: MulanPSL-2.0
"""The dialog says what happened and that nothing is lost; its details can be copied."""

from __future__ import annotations

import platform

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication

from fuyi_editor import __version__
from fuyi_editor.ui.errors.error_dialog import KEPT_WORDS, AfterError, ErrorDialog
from fuyi_editor.ui.errors.failure import failure_of
from fuyi_editor.ui.recovery.journal_keeper import Kept


def failure():
    try:
        int("妇女之家 SECRET-4711")
    except ValueError as error:
        return failure_of(error)


@pytest.fixture
def make_dialog(qtbot):
    def make(kept: Kept = Kept.ALL) -> ErrorDialog:
        dialog = ErrorDialog(failure(), kept)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


@pytest.mark.parametrize("kept", Kept)
def test_it_says_what_happened_and_what_is_kept(make_dialog, kept):
    dialog = make_dialog(kept)
    assert dialog.what.text().endswith("没有做完。")
    assert dialog.kept.text() == KEPT_WORDS[kept]
    assert ("保存副本" in dialog.leave.text()) is (kept is not Kept.NOTHING)


def test_the_details_are_versions_and_places_without_any_text_of_the_book(make_dialog, qtbot):
    dialog = make_dialog()
    assert not dialog.details.isVisible()
    qtbot.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    assert dialog.details.isVisible()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.details.toPlainText()
    for known in (__version__, platform.python_version(), qVersion(), "ValueError", "failure"):
        assert known in copied
    assert "SECRET" not in copied
    assert copied.isascii()


def test_enter_and_esc_go_on(make_dialog, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = make_dialog()
        qtbot.keyClick(dialog, key)
        assert not dialog.isVisible()
        assert dialog.answer is AfterError.GO_ON


def test_the_other_button_leaves(make_dialog, qtbot):
    dialog = make_dialog()
    qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    assert dialog.answer is AfterError.LEAVE
