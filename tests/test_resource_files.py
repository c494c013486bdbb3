# SPDX-License-Identifier: MulanPSL-2.0
"""The user's own folder is the one that Qt names, and a portable program keeps its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fuyi_editor.resource_files import PORTABLE, user_folder


def test_it_is_where_qt_would_keep_the_data_of_the_program(monkeypatch, tmp_path):
    core = pytest.importorskip("PySide6.QtCore")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    name = core.QCoreApplication.applicationName()
    core.QCoreApplication.setApplicationName("fuyi-editor")
    place = core.QStandardPaths.writableLocation(
        core.QStandardPaths.StandardLocation.AppDataLocation
    )
    core.QCoreApplication.setApplicationName(name)
    assert user_folder("layouts") == Path(place) / "layouts"


@pytest.mark.parametrize(
    ("platform", "variables", "end"),
    [
        ("linux", {"XDG_DATA_HOME": "relative"}, ".local/share/fuyi-editor"),
        ("darwin", {}, "Library/Application Support/fuyi-editor"),
        ("win32", {"APPDATA": "/users/wang/AppData/Roaming"}, "wang/AppData/Roaming/fuyi-editor"),
        ("win32", {"APPDATA": ""}, "AppData/Roaming/fuyi-editor"),
    ],
)
def test_every_system_has_a_place(monkeypatch, platform, variables, end):
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert user_folder().as_posix().endswith(end)


def test_a_folder_beside_the_packed_program_keeps_everything(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fuyi-editor"))
    (tmp_path / PORTABLE).mkdir()
    assert user_folder() != tmp_path / PORTABLE
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert user_folder("layouts") == tmp_path / PORTABLE / "layouts"
