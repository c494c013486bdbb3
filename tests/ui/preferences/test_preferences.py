# SPDX-License-Identifier: MulanPSL-2.0
"""设置: what is set holds at once, is remembered, and can be set back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from fuyi_editor.files.backups import Backups
from fuyi_editor.ui.settings import Settings, SettingsFile
from fuyi_editor.ui.theme import TEXT_SIZES, apply_text_size, ui_font

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def opened(make_desk, tmp_path):
    """A window whose settings are kept, and the dialog over it."""
    desk = make_desk(tmp_path / "settings.json")
    services = replace(
        desk.window._services,  # noqa: SLF001 - what app.py would have handed in
        data=tmp_path / "data",
        backups=Backups(tmp_path / "backups"),
    )
    desk.window.preferences._services = services  # noqa: SLF001
    desk.window.preferences.open.trigger()
    return desk, desk.window.preferences.dialog


def kept(tmp_path: Path) -> Settings:
    return SettingsFile(tmp_path / "settings.json").values


def test_everything_is_set_by_keys_and_remembered(opened, tmp_path):
    desk, dialog = opened
    QTest.keyClick(dialog.theme, Qt.Key.Key_End)
    QTest.keyClick(dialog.text_size, Qt.Key.Key_Down)
    QTest.keyClick(dialog.reopen, Qt.Key.Key_Space)
    QTest.keyClick(dialog.backups, Qt.Key.Key_Up)
    now = kept(tmp_path)
    assert (now.theme, now.text_size, now.reopen, now.backups) == ("dark", "large", False, 21)
    assert "dark" in desk.printed
    assert "large" in desk.printed
    ticked = [action.data() for action in desk.window.views.themes.actions() if action.isChecked()]
    assert ticked == ["dark"]
    assert desk.window.preferences._services.backups.most == 21  # noqa: SLF001
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.window.preferences.dialog is None
    desk.window.preferences.open.trigger()
    assert desk.window.preferences.dialog.backups.value() == 21


def test_the_defaults_come_back_and_nothing_else_goes(opened, tmp_path):
    desk, dialog = opened
    desk.settings.remember_recent(Path("/b/一.docx"))
    dialog.theme.setCurrentIndex(2)
    dialog.backups.setValue(5)
    dialog.reopen.setChecked(False)
    dialog.reset.click()
    first, now = Settings(), kept(tmp_path)
    assert (now.theme, now.backups, now.reopen) == (first.theme, first.backups, first.reopen)
    assert dialog.theme.currentData() == first.theme
    assert now.recent == [str(Path("/b/一.docx"))]


def test_recent_files_are_forgotten_at_once(make_desk, tmp_path):
    desk = make_desk(tmp_path / "settings.json")
    desk.settings.remember_recent(Path("/b/一.docx"))
    desk.window.start_page.show_recent(desk.settings.values.recent)
    desk.window.preferences.open.trigger()
    dialog = desk.window.preferences.dialog
    assert dialog.recent.text() == "记着 1 个"
    dialog.clear_recent.click()
    assert dialog.recent.text() == "没有"
    assert not dialog.clear_recent.isEnabled()
    assert desk.window.start_page.recent.count() == 0
    assert kept(tmp_path).recent == []


def test_the_folder_is_shown_and_opened(opened, monkeypatch, tmp_path):
    desk, dialog = opened
    opened_urls: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened_urls.append(url.toLocalFile()))
    )
    dialog.open_folder.click()
    assert opened_urls == [str(tmp_path / "data")]
    assert str(tmp_path / "data") in desk.ask.told[-1]


def test_mnemonics_of_the_dialog_are_unique(opened):
    _, dialog = opened
    words = [
        widget.text()
        for kind in (QLabel, QCheckBox, QPushButton)
        for widget in dialog.findChildren(kind)
    ]
    letters = [text[text.index("&") + 1] for text in words if "&" in text]
    assert len(letters) == len(set(letters)) == 7


def test_words_become_larger_at_once(qapp):
    apply_text_size(qapp, "largest")
    assert qapp.font().pointSizeF() == pytest.approx(
        ui_font().pointSizeF() * TEXT_SIZES["largest"][1]
    )
    apply_text_size(qapp, "normal")
    assert qapp.font().pointSizeF() == ui_font().pointSizeF()


def test_fewer_older_states_are_kept_from_the_next_save_on(tmp_path):
    path = tmp_path / "表.docx"
    backups = Backups(tmp_path / "backups")
    for number in range(6):
        path.write_text(str(number))
        backups.keep(path)
    backups.most = 3
    path.write_text("last")
    backups.keep(path)
    assert len(backups.of(path)) == 3


@pytest.mark.parametrize("count", [0, -1, 10_000, "viele"])
def test_a_number_that_is_none_is_left_at_its_default(tmp_path, count):
    path = tmp_path / "settings.json"
    path.write_text(Settings().model_dump_json().replace('"backups":20', f'"backups":"{count}"'))
    assert SettingsFile(path).values.backups == 20
