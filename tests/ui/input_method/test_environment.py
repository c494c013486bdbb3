# SPDX-License-Identifier: MulanPSL-2.0
"""Which input method Qt is told to use, by what the desktop says and what plugins there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from fuyi_editor.ui.input_method import choose_input_method

PORTAL = {"IBUS_USE_PORTAL": "1"}


def chosen(environment: dict[str, str], plugins: Path, *programs: str, platform="linux"):
    known = dict(environment)
    choose_input_method(known, plugins, {p: p for p in programs}.get, platform)
    return {key: text for key, text in known.items() if environment.get(key) != text}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        # Fcitx 5 as deepin, UOS, Kylin and fcitx's own manual set it up.
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "wayland;fcitx"}, {"QT_IM_MODULES": "wayland;fcitx;ibus"}),
        # ibus and others are left as they are.
        ({"QT_IM_MODULE": "ibus"}, {}),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, {}),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, {}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, {}),
        ({"QT_IM_MODULES": "wayland"}, {}),
        ({"XMODIFIERS": "@im=ibus"}, {}),
        ({}, {}),
    ],
)
def test_ibus_is_chosen_where_fcitx_is_wanted(tmp_path, environment, told):
    assert chosen(environment, tmp_path, "ibus-daemon") == told
    assert chosen(environment, tmp_path) == (told | PORTAL if told else {})


def test_a_plugin_for_fcitx_is_used_where_there_is_one(tmp_path):
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    folder.joinpath("libfcitx5platforminputcontextplugin.so").touch()
    wanted = {"QT_IM_MODULE": "fcitx"}
    assert chosen(wanted, tmp_path) == {}
    elsewhere = wanted | {"QT_PLUGIN_PATH": str(tmp_path)}
    assert chosen(elsewhere, Path("/nowhere")) == {}


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nothing_is_touched(tmp_path, platform):
    assert chosen({"QT_IM_MODULE": "fcitx"}, tmp_path, platform=platform) == {}


def test_qt_has_the_plugin_that_is_told_to_be_used():
    """A Qt without it would take no Chinese at all on Linux."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    if not folder.is_dir():
        pytest.skip("this system's Qt has no such plugins")
    names = [path.name for path in folder.iterdir()]
    assert any("ibus" in name for name in names)
