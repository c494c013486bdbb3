# SPDX-License-Identifier: MulanPSL-2.0
"""The composition root of the window: makes the parts, hands them to each other, runs Qt."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from fuyi_editor.ui.main_window import MainWindow

FAILED = 2
SCREENSHOT_SIZE = (1366, 768)
NO_SCREEN = (
    "这里没有屏幕，打不开窗口；加 --screenshot OUT.png 可以把窗口画成图片，"
    "convert、check 命令不用屏幕（见 --help）。"
)


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, or draw it into a picture. Returns the exit code."""
    options = _options(arguments)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return FAILED
    _choose_input_method()
    app = _application()
    window = _window(app, remember=options.screenshot is None)
    if options.screenshot:
        return _draw(app, window, options)
    window.show()
    if options.file is not None:
        window.open(options.file)
    return app.exec()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuyi-editor")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--screenshot", metavar="OUT.png", type=Path)
    parser.add_argument("--theme", choices=("light", "dark"), default=None)
    parser.add_argument("--size", metavar="宽x高", type=_size, default=SCREENSHOT_SIZE)
    return parser.parse_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _choose_input_method() -> None:
    """Let fcitx users type Chinese: Qt's wheels have no fcitx plugin, but fcitx5 speaks ibus.

    The ibus plugin refuses to start without a program `ibus-daemon` unless told to use the portal.
    """
    if not sys.platform.startswith("linux"):
        return
    module = os.environ.get("QT_IM_MODULE", "")
    wanted = os.environ.get("XMODIFIERS", "") + module
    if module in ("", "fcitx", "fcitx5", "xim") and "fcitx" in wanted:
        os.environ["QT_IM_MODULE"] = "ibus"
        if shutil.which("ibus-daemon") is None:
            os.environ["IBUS_USE_PORTAL"] = "1"


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName("fuyi-editor")
    app.setApplicationDisplayName("绩效目标表编辑器")
    return app
