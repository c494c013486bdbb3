# SPDX-License-Identifier: MulanPSL-2.0
"""No menu has two entries of one letter, and no two actions one key."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtWidgets import QMenu, QToolBar

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def letters(menu: QMenu) -> list[str]:
    texts = [action.text().replace("&&", "") for action in menu.actions()]
    return [text[text.index("&") + 1].upper() for text in texts if "&" in text]


def test_no_menu_has_a_letter_twice(desk):
    menus = [menu for menu in desk.window.findChildren(QMenu) if menu.actions()]
    assert len(menus) > 8
    bar = desk.window.menuBar()
    doubled = {
        menu.title(): [letter for letter, count in Counter(letters(menu)).items() if count > 1]
        for menu in [*menus, desk.window.edits.context_menu]
    }
    doubled["menu bar"] = [
        letter
        for letter, count in Counter(
            action.text()[action.text().index("&") + 1] for action in bar.actions()
        ).items()
        if count > 1
    ]
    assert {title: found for title, found in doubled.items() if found} == {}


def test_tips_of_the_tool_bar_name_the_key_and_no_letter(desk):
    actions = desk.window.findChild(QToolBar).actions()
    tips = {action.toolTip() for action in actions if not action.isSeparator()}
    assert not any("&" in tip or "(" in tip for tip in tips)
    assert {"导出 PDF（Ctrl+E）", "上移（Alt+↑）"} <= tips


def test_no_two_entries_of_the_menu_bar_have_one_key(desk):
    keys = Counter(
        key.toString()
        for top in desk.window.menuBar().actions()
        for action in _entries(top.menu())
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []


def _entries(menu: QMenu):
    for action in menu.actions():
        if (below := action.menu()) is not None:
            yield from _entries(below)
        else:
            yield action
