# SPDX-License-Identifier: MulanPSL-2.0
"""The first start shows the sample and three hints; no other one does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fuyi_editor.files.book import open_book, rolled_over, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import resource
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.manual.first_start import SAMPLE
from fuyi_editor.ui.manual.hints import HINTS
from fuyi_editor.ui.settings import Settings, SettingsFile
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk, make_submission

LAYOUTS = load_layouts()
BOOK = Path("/b/fengrun-2023.docx")
ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def settings_path(tmp_path):
    return tmp_path / "config" / "settings.json"


@pytest.fixture
def start(qtbot, settings_path):
    """Start the program; it opens real files where it is asked for one that is no stand-in."""
    windows = []

    def begin(file: Path | None = None, settings: Path | None = settings_path) -> MainWindow:
        ask = FakeAsk()
        services = fake_services(ask, {BOOK: make_submission(2)}, {}, [], settings)
        real = partial(open_book, layouts=LAYOUTS)
        fake = services.open_book
        services = replace(
            services,
            open_book=lambda path: fake(path) if path == BOOK else real(path),
            save_book=save_book,
            rolled_over=rolled_over,
        )
        window = MainWindow(services)
        window.ask = ask
        qtbot.addWidget(window, before_close_func=give_up)
        windows.append(window)
        window.resize(1366, 740)
        window.show()
        window.begin([file] if file else [])
        QTest.qWait(20)
        return window

    return begin


def give_up(window: MainWindow) -> None:
    for workspace in window.tabs.workspaces:
        workspace.session.undo_stack.setClean()


def bubbles(window):
    return window.first_start.hints.bubbles


def test_the_first_start_shows_the_sample_and_three_hints(start, settings_path):
    window = start()
    assert window.session.submission.unit.name.endswith("妇女联合会本级")
    assert window.windowTitle().startswith("[*]样本")
    assert not window.isWindowModified()
    assert set(bubbles(window)) == set(HINTS) == {"tree", "page", "findings"}
    assert all(bubble.isVisible() for bubble in bubbles(window).values())
    assert settings_path.exists()  # taken down at once


def test_the_sample_is_a_copy_that_cannot_be_written_over(start, tmp_path):
    before = resource(*SAMPLE).read_bytes()
    window = start()
    assert window.session.book.path is None
    project = window.session.submission.projects[0]
    window.session.set_field(project.id, "name", "改过的名称")
    window.ask.saving = tmp_path / "我的.docx"
    window.files.save.trigger()
    suggested = window.ask.asked[-1]
    assert "fengrun-2023" not in suggested
    assert (tmp_path / "我的.docx").exists()
    assert window.session.book.path == tmp_path / "我的.docx"
    assert resource(*SAMPLE).read_bytes() == before


def test_the_sample_can_be_rolled_over_and_saved(start, tmp_path):
    window = start()
    window.ask.agreed = True
    window.rollovers.roll_over.trigger()
    assert window.session.submission.year == 2024
    window.ask.saving = tmp_path / "今年.docx"
    window.files.save.trigger()
    assert open_book(tmp_path / "今年.docx", LAYOUTS).submission.year == 2024


def test_no_other_start_shows_them(start):
    start().close()
    window = start()
    assert window.session is None
    assert not bubbles(window)
    window.open(BOOK)
    QTest.qWait(20)
    assert not bubbles(window)


def test_with_a_file_the_first_start_shows_that_and_the_hints(start):
    window = start(BOOK)
    assert window.session.book.path == BOOK
    assert len(bubbles(window)) == 3


def test_where_settings_are_there_or_not_kept_nothing_is_shown(start, settings_path):
    assert start(settings=None).session is None
    settings_path.parent.mkdir(parents=True)
    settings_path.write_text("这不是设置", encoding="utf-8")
    window = start()
    assert window.session is None
    assert not bubbles(window)


def test_a_hint_is_dismissed_alone_and_the_others_stay(start):
    window = start()
    bubbles(window)["tree"].button.click()
    assert set(bubbles(window)) == {"page", "findings"}
    bubbles(window)["page"].button.click()
    bubbles(window)["findings"].button.click()
    assert not bubbles(window)


def test_escape_dismisses_all(start):
    window = start()
    window.workspace.tree.setFocus()
    QTest.keyClick(window.workspace.tree, ESCAPE)
    assert not bubbles(window)


def test_escape_while_typing_gives_up_the_typing(start):
    window = start()
    page = window.workspace.page
    page.setFocus()
    page.start_edit()
    editor = page.editor
    assert editor is not None
    QTest.keyClick(editor, ESCAPE)
    assert page.editor is None
    assert len(bubbles(window)) == 3


def test_they_do_not_take_the_keyboard(start):
    window = start()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not any(bubble.isAncestorOf(focus) for bubble in bubbles(window).values())
    for bubble in bubbles(window).values():
        assert bubble.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert bubble.button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_they_are_named_for_screen_readers(start):
    for bubble in bubbles(start()).values():
        assert "使用提示" in bubble.accessibleName()
        assert bubble.button.accessibleName()


def test_the_first_edit_puts_them_away(start):
    window = start()
    project = window.session.submission.projects[0]
    window.session.set_field(project.id, "name", "改过")
    assert not bubbles(window)


def test_the_menu_shows_them_again(start):
    window = start(settings=None)
    window.first_start.show_hints.trigger()
    assert "请先打开" in window.statusBar().currentMessage()
    window.first_start.open_sample.trigger()
    assert window.windowTitle().startswith("[*]样本")
    window.first_start.show_hints.trigger()
    assert len(bubbles(window)) == 3
    window.first_start.show_hints.trigger()
    assert len(bubbles(window)) == 3


def test_no_hint_points_at_a_panel_that_is_hidden(start):
    window = start()
    window.views.panels["findings"].setChecked(False)
    window.first_start.show_hints.trigger()
    assert set(bubbles(window)) == {"tree", "page"}


@pytest.mark.parametrize("size", [(1366, 740), (911, 512)])
def test_no_bubble_covers_the_button_of_another(start, size):
    window = start()
    window.resize(*size)
    QTest.qWait(20)
    shown = list(bubbles(window).values())
    for bubble in shown:
        assert window.rect().contains(bubble.geometry())
        corner = bubble.button.mapTo(window, bubble.button.rect().topLeft())
        button = bubble.button.rect().translated(corner)
        others = [other for other in shown if other is not bubble]
        assert not any(other.geometry().intersects(button) for other in others)


def test_settings_know_whether_they_are_new(tmp_path):
    assert SettingsFile(tmp_path / "s.json").is_new
    assert not SettingsFile(None).is_new
    (tmp_path / "s.json").write_text(Settings().model_dump_json(), encoding="utf-8")
    assert not SettingsFile(tmp_path / "s.json").is_new
