# SPDX-License-Identifier: MulanPSL-2.0
"""The main window as a picture, where there may be no screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qInstallMessageHandler

from fuyi_editor.cli.parser import FAILED
from fuyi_editor.files.book import open_book
from fuyi_editor.files.errors import FileError
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import user_folder

if TYPE_CHECKING:
    import argparse

    from PySide6.QtWidgets import QApplication

    from fuyi_editor.ui.main_window import MainWindow


def draw(app: QApplication, window: MainWindow, options: argparse.Namespace) -> int:
    """Draw the window with the file into a picture and leave."""
    # No screen bounds it: the offscreen platform's own has 800 × 800 pixels.
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*options.size)
    for path in options.files:
        try:
            layouts = load_layouts([user_folder("layouts")])
            window.show_book(open_book(path, layouts))
        except FileError as error:
            print(error, file=sys.stderr)
            return FAILED
    window.show()
    _settle(app)
    if window.workspace is not None:
        window.workspace.session.check_now()
        # Which fonts the machine has that makes the picture is nothing to who looks at it.
        window.workspace.font_line.hide()
    _settle(app)
    if not window.grab().save(str(options.screenshot)):
        print(f"图片写不出来：“{options.screenshot}”，请检查文件夹是否存在。", file=sys.stderr)
        return FAILED
    return 0


def _settle(app: QApplication) -> None:
    for _ in range(5):  # layouts settle over a few turns of the event loop
        app.processEvents()


def leave_out_noise() -> None:
    """Keep one line from stderr: that the platform without a screen knows no limits of size."""
    qInstallMessageHandler(_tell_warning)


def _tell_warning(_kind: object, _context: object, text: str | None) -> None:
    if text and "propagateSizeHints" not in text:
        print(text, file=sys.stderr)
