# SPDX-License-Identifier: MulanPSL-2.0
"""帮助 → 打开日志文件夹 opens the folder, or says where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fuyi_editor.ui.errors.log_actions import LogActions
from tests.ui.conftest import fake_services
from tests.ui.window_doubles import FakeAsk


class FileManager(QObject):
    """What the system opens folders with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def make_actions(qtbot):
    ask, window = FakeAsk(), QWidget()
    qtbot.addWidget(window)
    services = fake_services(ask, {}, {}, [], None)

    def make(folder):
        return LogActions(window, replace(services, logs=folder)), ask

    return make


def test_the_folder_is_opened_even_before_anything_was_logged(make_actions, tmp_path):
    actions, ask = make_actions(tmp_path / "data" / "logs")
    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "show")
    try:
        actions.open_folder.trigger()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert manager.opened == [str(tmp_path / "data" / "logs")]
    assert (tmp_path / "data" / "logs").is_dir()
    assert ask.told == []


def test_without_a_file_manager_it_is_said_where_the_folder_is(make_actions, tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    actions, ask = make_actions(tmp_path / "logs")
    actions.open_folder.trigger()
    assert ask.told[0].endswith(str(tmp_path / "logs"))


def test_where_no_log_is_kept_there_is_nothing_to_open(make_actions):
    actions, _ = make_actions(None)
    assert not actions.open_folder.isEnabled()
