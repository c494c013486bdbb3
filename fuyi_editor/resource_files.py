# SPDX-License-Identifier: MulanPSL-2.0
"""Where data files are: those of the program, and those that the user has of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1] / "resources"
_NAME = "fuyi-editor"
PORTABLE = "数据"
"""A folder of that name beside the program keeps everything there, on a USB stick for example."""


def resource(*parts: str) -> Path:
    """The path of a data file below ``resources``, for example ``resource("fonts", "x.otf")``."""
    return _ROOT.joinpath(*parts)


def user_folder(*parts: str) -> Path:
    """A folder of the user's own data; it may not exist yet.

    The same that Qt calls AppDataLocation, found without Qt for the command line.
    """
    return _user_root().joinpath(*parts)


def portable_folder() -> Path | None:
    """The folder beside the program that takes the place of the user's own, where there is one."""
    packed = getattr(sys, "frozen", False)
    program = Path(sys.executable).resolve().parent if packed else _ROOT.parent
    folder = program / PORTABLE
    return folder if folder.is_dir() else None


def _user_root() -> Path:
    if (portable := portable_folder()) is not None:
        return portable
    if sys.platform == "win32":
        home = os.environ.get("APPDATA")
        return (Path(home) if home else Path.home() / "AppData" / "Roaming") / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".local" / "share") / _NAME
