# SPDX-License-Identifier: MulanPSL-2.0
"""Which input method Qt talks to on Linux, decided before it starts.

Qt's wheels have a plugin for ibus and none for fcitx, which most Chinese desktops use. Fcitx 5 also
speaks ibus, so Qt is told to use that. A plugin for fcitx that was built against this very Qt, as
in a distribution's own package, is better and left alone; another one would crash the program, so
none is fetched from the system (style.md 5).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

_ONE, _LIST = "QT_IM_MODULE", "QT_IM_MODULES"
_PLUGINS = "platforminputcontexts"
_IN_VAIN = frozenset({"", "fcitx", "fcitx5", "xim"})
"""Modules of which the wheels have none; XIM is no more in Qt 6."""


def choose_input_method(
    environment: MutableMapping[str, str],
    plugins: Path,
    which: Callable[[str], str | None],
    platform: str = sys.platform,
) -> None:
    """Name ibus in the environment where fcitx is wanted and Qt has no plugin for it.

    `plugins` is the folder of Qt's plugins, `which` finds a program.
    """
    if not platform.startswith("linux") or _has_fcitx(environment, plugins):
        return
    several = [module for module in environment.get(_LIST, "").split(";") if module]
    module = environment.get(_ONE, "")
    if several:  # known from Qt 6.7 on, and then alone asked for
        wanted = "fcitx" in environment[_LIST] and "ibus" not in several
        if wanted:
            environment[_LIST] = ";".join([*several, "ibus"])
    else:
        wanted = module in _IN_VAIN and "fcitx" in environment.get("XMODIFIERS", "") + module
        if wanted:
            environment[_ONE] = "ibus"
    if wanted and which("ibus-daemon") is None:
        # The ibus plugin looks for that program, unless it is told to ask over the portal.
        environment["IBUS_USE_PORTAL"] = "1"


def _has_fcitx(environment: MutableMapping[str, str], plugins: Path) -> bool:
    folders = [plugins, *map(Path, environment.get("QT_PLUGIN_PATH", "").split(os.pathsep))]
    return any(any(folder.joinpath(_PLUGINS).glob("*fcitx*")) for folder in folders)
