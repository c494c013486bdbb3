# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever raises where nobody expected it is heard: slots, events, timers, threads, guards."""

from __future__ import annotations

import gc
import logging
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal, qWarning
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from fuyi_editor.ui.errors.catching import ErrorCatcher
from fuyi_editor.ui.guard import never_raises, nothing


@pytest.fixture
def caught(qapp):
    """The failures that were told."""
    catcher, failures = ErrorCatcher(), []
    catcher.caught.connect(failures.append)
    catcher.install()
    yield failures
    catcher.release()


def fail() -> None:
    raise ValueError("表里的内容")


class Guarded(QWidget):
    @never_raises(nothing)
    def resizeEvent(self, event):
        fail()


class Runnable(QRunnable):
    def run(self):
        fail()


class Thread(QThread):
    def run(self):
        fail()


class Sender(QObject):
    sent = Signal()


def kinds(failures) -> list[str]:
    return [failure.trace[0] for failure in failures]


def test_a_slot(qapp, caught):
    action = QAction()
    action.triggered.connect(fail)
    action.trigger()
    sender = Sender()
    sender.sent.connect(fail)
    sender.sent.emit()
    assert kinds(caught) == ["ValueError"] * 2
    assert caught[0].sentence == "程序里有一处没有料到的错误，刚才的操作没有做完。"


def test_a_timer(qtbot, caught):
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: len(caught) == 1)


def test_an_event_behind_a_guard(qtbot, caught):
    widget = Guarded()
    qtbot.addWidget(widget)
    for width in (100, 120):
        widget.resize(width, 80)
        widget.show()
        widget.hide()
    assert set(kinds(caught)) == {"ValueError"}
    assert len(caught) >= 2
    assert len({failure.signature for failure in caught}) == 1


def test_threads(qtbot, caught):
    QThreadPool.globalInstance().start(Runnable())
    qt_thread, thread = Thread(), threading.Thread(target=fail)
    qt_thread.start()
    thread.start()
    qtbot.waitUntil(lambda: len(caught) == 3)
    qt_thread.wait()
    assert {failure.sentence for failure in caught} == {
        "程序里有一处没有料到的错误，后台的一项工作没有做完。"
    }


def test_what_is_cleared_away_badly_is_only_logged(caught, caplog):
    class Bad:
        def __del__(self):
            fail()

    Bad()
    gc.collect()
    assert caught == []
    assert "error while clearing away" in caplog.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "电脑的内存不够"),
        (PermissionError(13, "表里的内容"), "系统没有完成一次文件读写"),
        (RecursionError(), "内容套得太深"),
        (KeyError("表里的内容"), "程序里有一处没有料到的错误"),
    ],
)
def test_the_sentence_says_what_happened_and_quotes_nothing(caught, error, words):
    sys.excepthook(type(error), error, None)
    assert caught[0].sentence.startswith(words)
    assert "表里的内容" not in caught[0].sentence


@pytest.mark.qt_no_exception_capture
def test_ctrl_c_in_a_terminal_is_no_error_of_the_program(caught, capsys):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert caught == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_who_is_told_and_fails_is_not_told_of_that(qapp, caplog):
    catcher = ErrorCatcher()
    calls = []

    def bad(failure):
        calls.append(failure)
        fail()

    catcher.caught.connect(bad)
    catcher.install()
    try:
        catcher.catch(ValueError())
    finally:
        catcher.release()
    assert len(calls) == 1


def test_warnings_of_qt_go_to_the_log(caught, caplog):
    with caplog.at_level(logging.WARNING, "qt"):
        qWarning("QFont: something")
    assert [record.getMessage() for record in caplog.records] == ["QFont: something"]


def test_after_release_all_is_as_before(qapp):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    catcher = ErrorCatcher()
    catcher.install()
    assert sys.excepthook != before[0]
    catcher.release()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
