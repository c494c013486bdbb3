# SPDX-License-Identifier: MulanPSL-2.0
"""What cannot be opened gets one dialog with one sentence; the open book stays as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.main_window import MainWindow
from tests.bad_files import CAUSES, DATA, make_bad_files
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk


@pytest.fixture
def ask() -> FakeAsk:
    return FakeAsk()


@pytest.fixture
def window(qtbot, ask) -> MainWindow:
    """The real window over the real reader; only the dialogs are answered by the test."""
    services = fake_services(ask, {}, {}, [], None)
    opener = partial(open_book, layouts=load_layouts())
    window = MainWindow(replace(services, open_book=opener))
    qtbot.addWidget(window)
    assert window.open(DATA / "fengrun-2023.docx")
    return window


@pytest.mark.parametrize(("name", "cause"), list(CAUSES.items()))
def test_a_bad_file_is_told_and_the_open_book_stays(window, ask, name, cause, tmp_path):
    session = window.session
    project = session.submission.projects[0]
    session.set_field(project.id, "purpose", "还没有保存的用途")
    session.undo_stack.setClean()  # else the window first asks about the changes
    submission, page = session.submission, session.page
    assert not window.open(make_bad_files(tmp_path)[name])
    assert len(ask.problems) == 1
    assert f"{name}.docx" in ask.problems[0]
    assert cause in ask.problems[0]
    assert window.session is session
    assert session.submission is submission
    assert session.page is page
    assert "fengrun-2023.docx" in window.windowTitle()
