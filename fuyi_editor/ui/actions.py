# SPDX-License-Identifier: MulanPSL-2.0
"""Making an action: its text, its icon and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from fuyi_editor.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def make_action(owner: QObject, text: str, icon_name: str | None = None, *keys: str) -> QAction:
    """An action of `owner` for menus and tool bars."""
    action = QAction(text, owner)
    if icon_name:
        action.setIcon(icon(icon_name))
    action.setShortcuts([QKeySequence(key) for key in keys])
    return action
