# SPDX-License-Identifier: MulanPSL-2.0
"""How long it takes to show another one of ten open books, and to open an eleventh.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fuyi_editor.checks.engine import Checker
from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.main_window import MainWindow
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SAMPLE = Path(__file__).parents[1] / "data" / "fengrun-2023.docx"
LAYOUTS = load_layouts()
COUNT = 10


@pytest.fixture
def window(qtbot, tmp_path):
    services = replace(
        fake_services(FakeAsk(), {}, {}, [], None),
        open_book=partial(open_book, layouts=LAYOUTS),
        new_checker=Checker,
    )
    made = MainWindow(services)
    made.resize(1366, 768)
    made.show()
    made.begin([Path(shutil.copy(SAMPLE, tmp_path / f"{number}.docx")) for number in range(COUNT)])
    for workspace in made.tabs.workspaces:
        workspace.session.check_now()
    yield made
    made.close()
    made.deleteLater()


def test_show_another_book(benchmark, window):
    """With all that the window paints for it."""

    seen = [window.workspace]

    def step() -> None:
        window.tabs.step(1)
        QApplication.processEvents()
        seen.append(window.workspace)

    # How often depends: where tests run side by side, nothing is timed and one round is done.
    benchmark.pedantic(step, rounds=2 * COUNT, iterations=1, warmup_rounds=COUNT)
    assert all(one is not other for one, other in pairwise(seen))


def test_open_one_more(benchmark, window, tmp_path):
    opened: list[Path] = []

    def open_more() -> None:
        opened.append(Path(shutil.copy(SAMPLE, tmp_path / f"{COUNT + len(opened)}.docx")))
        assert window.open(opened[-1])
        QApplication.processEvents()

    benchmark.pedantic(open_more, rounds=5)
    assert window.tabs.count() == COUNT + len(opened)
