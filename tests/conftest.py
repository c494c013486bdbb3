# SPDX-License-Identifier: MulanPSL-2.0
"""What all tests share: Qt without a screen, no dialog that waits for ever, golden files."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

# Before Qt is imported: without a screen it aborts, and in the C locale it warns.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not any(os.environ.get(key) for key in ("LC_ALL", "LC_CTYPE", "LANG")):
    os.environ["LANG"] = "C.UTF-8"

# Machines are noisy, so no example has a deadline. In CI the examples are the same at every run: a
# change is not refused for one that nobody has seen; the runs by hand go on searching.
settings.register_profile("fuyi", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("fuyi")

HAS_QT = importlib.util.find_spec("PySide6") is not None

MODAL_CALLS = {
    "QMessageBox": ("about", "aboutQt", "critical", "exec", "information", "question", "warning"),
    "QFileDialog": (
        "exec",
        "getExistingDirectory",
        "getExistingDirectoryUrl",
        "getOpenFileName",
        "getOpenFileNames",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileName",
        "getSaveFileUrl",
    ),
    "QInputDialog": ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("exec", "getColor"),
    "QFontDialog": ("exec", "getFont"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files with what comes out"
    )
    parser.addoption("--kill-runs", default=20, help="how often the program is killed (test_kill)")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def pytest_runtest_logfinish() -> None:
    # deleteLater needs a running loop, which tests lack: without this, windows pile up (2.7 GB in
    # 400 tests; pytest-qt #498, #569).
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def refuse(name: str) -> Callable[..., NoReturn]:
    def call(*arguments: object, **options: object) -> NoReturn:
        raise AssertionError(f"{name} would wait for the user for ever: {arguments} {options}")

    return call


@pytest.fixture(autouse=True)
def modal_dialogs_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Qt's ready-made dialogs fail the test; one that is wanted is patched by the test."""
    if not HAS_QT:
        return
    from PySide6 import QtWidgets

    for dialog, calls in MODAL_CALLS.items():
        for call in calls:
            refusal = refuse(f"{dialog}.{call}")
            # Only `exec` is called on an object, and both ways must work for it.
            monkeypatch.setattr(
                getattr(QtWidgets, dialog),
                call,
                refusal if call == "exec" else staticmethod(refusal),
            )
