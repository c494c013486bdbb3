# SPDX-License-Identifier: MulanPSL-2.0
"""Where the window stood and how its panels were divided, kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget

    from fuyi_editor.ui.settings import Settings
    from fuyi_editor.ui.workspace import Workspace

LEAST_WIDTH, LEAST_HEIGHT = 900, 560
FRAME = QSize(16, 48)  # the title bar and edges around a window, generously
# On a smaller screen than this the window takes all of it at the first start.
ROOMY_WIDTH = 1500


def restore_window(window: QMainWindow, settings: Settings) -> None:
    """Put the window where it was, or where it fits if that screen is gone."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    wanted = QRect(*settings.window) if settings.window else QRect()
    on_screen = any(s.availableGeometry().intersects(wanted) for s in QGuiApplication.screens())
    if wanted.isValid() and on_screen:
        fitting = QGuiApplication.screenAt(wanted.center()) or QGuiApplication.primaryScreen()
        window.setGeometry(clamped(wanted, fitting.availableGeometry()))
    else:
        width, height = screen.width() * 4 // 5, screen.height() * 17 // 20
        centred = QRect(0, 0, width, height)
        centred.moveCenter(screen.center())
        window.setGeometry(clamped(centred, screen))
    small = settings.window is None and screen.width() < ROOMY_WIDTH
    if settings.maximized or small:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def resize_on_screen(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog that size, or what there is: its buttons must not be below the screen."""
    room = dialog.screen().availableSize() - FRAME
    dialog.resize(QSize(width, height).boundedTo(room))


def clamped(wanted: QRect, screen: QRect) -> QRect:
    """The rectangle moved and cut so that all of it is on the screen."""
    width = min(max(wanted.width(), LEAST_WIDTH), screen.width())
    height = min(max(wanted.height(), LEAST_HEIGHT), screen.height())
    left = min(max(wanted.left(), screen.left()), screen.left() + screen.width() - width)
    top = min(max(wanted.top(), screen.top()), screen.top() + screen.height() - height)
    return QRect(left, top, width, height)


def remember_window(window: QMainWindow, settings: Settings) -> None:
    """Take down where the window stands; the normal place, also while it is maximized."""
    place = window.normalGeometry()
    settings.window = (place.x(), place.y(), place.width(), place.height())
    settings.maximized = window.isMaximized()


def restore_splitters(workspace: Workspace, settings: Settings) -> None:
    """Divide the panels as the last time."""
    for name, splitter in workspace.splitters.items():
        sizes = settings.splitters.get(name, [])
        if len(sizes) == splitter.count() and all(size > 0 for size in sizes):
            splitter.setSizes(sizes)


def remember_splitters(workspace: Workspace, settings: Settings) -> None:
    """Take down the sizes; a hidden panel keeps the one it had."""
    for name, splitter in workspace.splitters.items():
        sizes = splitter.sizes()
        old = settings.splitters.get(name, [])
        if len(old) == len(sizes):
            sizes = [size or before for size, before in zip(sizes, old, strict=True)]
        settings.splitters[name] = sizes
