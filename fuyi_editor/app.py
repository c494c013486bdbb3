# SPDX-License-Identifier: MulanPSL-2.0
"""The life of the window, from the command line to the end. Qt is loaded when it is wanted."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import FAILED, ChineseParser
from fuyi_editor.resource_files import user_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from fuyi_editor.ui.errors.catching import ErrorCatcher
    from fuyi_editor.ui.main_window import MainWindow

LOG_FOLDER = "logs"
SCREENSHOT_SIZE = (1366, 768)
NO_SCREEN = (
    "这里没有屏幕，打不开窗口；加 --screenshot OUT.png 可以把窗口画成图片，"
    "convert、check 命令不用屏幕（见 --help）。"
)
NO_START = "程序没能启动；请把文件夹“{folder}”里的日志发给维护程序的人，里面没有表里的内容。"


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, or draw it into a picture. Returns the exit code."""
    options = _options(arguments)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return FAILED
    _choose_input_method()
    if options.screenshot:
        return _draw(options)
    from fuyi_editor.assembly import make_application

    return _run_logged(make_application(), options)


def _draw(options: argparse.Namespace) -> int:
    from fuyi_editor.assembly import make_application, make_window
    from fuyi_editor.screenshot import draw, leave_out_noise

    leave_out_noise()
    app = make_application()
    window = make_window(app, remember=False, theme=options.theme)
    code = draw(app, window, options)
    _take_down(app, window)
    return code


def _run_logged(app: QApplication, options: argparse.Namespace) -> int:
    """Show the window till it is closed; what fails unexpectedly is logged, told and survived."""
    from fuyi_editor.ui.errors.catching import ErrorCatcher
    from fuyi_editor.ui.errors.failure import about_system
    from fuyi_editor.ui.errors.log_file import ProgramLog

    log, catcher = ProgramLog(user_folder(LOG_FOLDER)), ErrorCatcher()
    catcher.install()
    logging.getLogger(__name__).info("start of %s", " | ".join(about_system()))
    try:
        return _live(app, options, catcher)
    except Exception as error:
        catcher.catch(error)
        return _tell_of_no_start()
    finally:
        catcher.release()
        log.close()


def _live(app: QApplication, options: argparse.Namespace, catcher: ErrorCatcher) -> int:
    from fuyi_editor.assembly import make_window

    window = make_window(app, remember=True, theme=options.theme)
    catcher.caught.connect(window.rescue.take)
    window.show()
    try:
        window.begin(options.files)
    except Exception as error:
        catcher.catch(error)  # the window is there, and another file may open
    code = app.exec()
    _take_down(app, window)
    return code


def _tell_of_no_start() -> int:
    """Where the program is started by a click, nobody would see why no window comes."""
    from fuyi_editor.ui.ask import Ask

    Ask().tell_problem(NO_START.format(folder=user_folder(LOG_FOLDER)))
    return FAILED


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = ChineseParser(prog="fuyi-editor")
    parser.add_argument("files", metavar="文件", nargs="*", type=Path)
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
    """Let fcitx users type Chinese; before Qt's application, which looks at the environment."""
    from PySide6.QtCore import QLibraryInfo

    from fuyi_editor.ui.input_method import choose_input_method

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    choose_input_method(os.environ, plugins, shutil.which)


def _take_down(app: QApplication, window: MainWindow) -> None:
    """Let the window go while Qt is whole: what Python clears away at its end may crash."""
    import gc

    from PySide6.QtCore import QEvent

    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
