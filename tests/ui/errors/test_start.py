# SPDX-License-Identifier: MulanPSL-2.0
"""A program that cannot start says so and where the log is; one whose file fails goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fuyi_editor import app, assembly
from fuyi_editor.cli.parser import FAILED
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.errors.error_dialog import AfterError
from fuyi_editor.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


@pytest.fixture
def told(monkeypatch):
    words: list[str] = []
    monkeypatch.setattr(Ask, "tell_problem", lambda ask, sentence: words.append(sentence))
    return words


def _fail(*args, **options):
    raise ValueError("表里的内容")


def log_in(home) -> str:
    return next(home.rglob("fuyi-editor.log")).read_text("utf-8")


def test_a_window_that_cannot_be_made(qapp, home, told, monkeypatch):
    monkeypatch.setattr(assembly, "make_window", _fail)
    assert app._run_logged(qapp, app._options([])) == FAILED  # noqa: SLF001
    assert len(told) == 1
    assert told[0].startswith("程序没能启动")
    assert "ValueError" in log_in(home)
    assert "表里的内容" not in log_in(home)


def test_a_file_that_fails_unexpectedly(qapp, home, told, monkeypatch):
    asked = []

    def answer(ask, failure, kept):
        asked.append(failure)
        QTimer.singleShot(0, QApplication.closeAllWindows)
        return AfterError.GO_ON

    monkeypatch.setattr(MainWindow, "begin", _fail)
    monkeypatch.setattr(Ask, "after_error", answer)
    assert app._run_logged(qapp, app._options([])) == 0  # noqa: SLF001
    assert len(asked) == 1
    assert told == []
