# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the manual on the keys: those of the menus from the menus, the others by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from fuyi_editor.ui.manual.chapters import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

KEYS_CHAPTER = "keys"
_ON_KEYS = {"Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
_AFTER_PLUS = re.compile(r"(?<=\w)\+")  # not the second one of Ctrl++
Keys = tuple[tuple[str, str], ...]

PAGE_KEYS: Keys = (
    ("在单元格之间移动", "方向键"),
    ("到下一个、上一个可填的单元格", "Tab、Shift+Tab"),
    ("选中几个单元格（也可以用鼠标拖）", "Shift+方向键"),
    ("修改单元格", "F2、Enter，或直接输入"),
    ("单元格内换行", "Shift+Enter"),
    ("放弃正在输入的内容", "Esc"),
    ("离开表，到下一个、上一个窗格（目录、表、属性、检查结果）", "F6、Shift+F6"),
)
LIBRARY_KEYS: Keys = (
    ("输入指标名称时，在建议里上下选择", "↓、↑"),
    ("填入选中的建议", "Enter、Tab"),
    ("收起建议", "Esc"),
    ("指标库窗口：查找", "Ctrl+F"),
    ("指标库窗口：插入选中的指标", "Enter"),
    ("指标库窗口：修改、删除选中的指标", "F2、Del"),
    ("指标库窗口：撤销、恢复对指标库的改动", "Ctrl+Z、Ctrl+Y"),
)
FIND_KEYS: Keys = (
    ("下一处、上一处", "Enter、Shift+Enter"),
    ("到查找结果里", "↓"),
    ("收起查找", "Esc"),
)
MANUAL_KEYS: Keys = (
    ("查找", "Ctrl+F"),
    ("查到的下一处、上一处", "Enter、F3、Shift+F3"),
    ("后退、前进", "Alt+←、Alt+→"),
    ("放大、缩小、原来大小", "Ctrl++、Ctrl+-、Ctrl+0"),
    ("收起查找，再按关闭手册", "Esc"),
)
BY_HAND = {
    "页面（表上）": PAGE_KEYS,
    "查找栏": FIND_KEYS,
    "指标库": LIBRARY_KEYS,
    "手册窗口": MANUAL_KEYS,
}


def key_chapter(bar: QMenuBar) -> str:
    """The keys of all menus, then those that are in none."""
    parts = [
        _table(plain_text(menu_action), list(keys_of(menu_action.menu())))
        for menu_action in bar.actions()
    ]
    parts += [_table(title, keys) for title, keys in BY_HAND.items()]
    return "\n\n".join(part for part in parts if part)


def keys_of(menu: object) -> Iterator[tuple[str, str]]:
    """What can be done in a menu and those in it, with its keys."""
    if not isinstance(menu, QMenu):
        return
    for action in menu.actions():
        yield from keys_of(action.menu())
        keys = [key_words(key) for key in action.shortcuts()]
        if keys:
            yield plain_text(action), "、".join(dict.fromkeys(keys))


def key_words(key: QKeySequence) -> str:
    """A key by what stands on it: not 回车 and 上方向, as Qt says; it tells two Enters apart."""
    *held, last = _AFTER_PLUS.split(key.toString(QKeySequence.SequenceFormat.PortableText))
    return "+".join([*held, _ON_KEYS.get(last, last)])


def plain_text(action: QAction) -> str:
    """The words of an action without letter and dots."""
    # Undo and redo, which have no letter of their own, also say what they would undo.
    text = action.text() if "(&" in action.text() else action.iconText()
    return text.replace("…", "").split("(&")[0]


def _table(title: str, keys: Iterable[tuple[str, str]]) -> str:
    rows = [f"| {plain(text)} | {plain(key)} |" for text, key in keys]
    head = [f"## {plain(title)}", "", "| 做什么 | 按键 |", "|---|---|"]
    return "\n".join([*head, *rows]) if rows else ""
