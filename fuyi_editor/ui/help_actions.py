# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 帮助: the list of keys, made from the menus, and the version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMainWindow,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from fuyi_editor import __version__
from fuyi_editor.ui.ask import PROGRAM_NAME
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.ui.services import Services

ABOUT = (
    f"{PROGRAM_NAME}　{__version__}\n\n"
    "供县级妇联编制、核对和打印预算绩效目标表。\n"
    "完全离线运行，不连接网络，也不上传任何内容。\n\n"
    "许可证：木兰宽松许可证第 2 版"
)
# Keys that are not in any menu.
PAGE_KEYS = (
    ("在单元格之间移动", "方向键"),
    ("到下一个、上一个可填的单元格", "Tab、Shift+Tab"),
    ("选中几个单元格（也可以用鼠标拖）", "Shift+方向键"),
    ("修改单元格", "F2、Enter，或直接输入"),
    ("单元格内换行", "Shift+Enter"),
    ("放弃正在输入的内容", "Esc"),
)
LIBRARY_KEYS = (
    ("输入指标名称时，在建议里上下选择", "↓、↑"),
    ("填入选中的建议", "Enter、Tab"),
    ("收起建议", "Esc"),
    ("指标库窗口：查找", "Ctrl+F"),
    ("指标库窗口：插入选中的指标", "Enter"),
    ("指标库窗口：修改、删除选中的指标", "F2、Del"),
    ("指标库窗口：撤销、恢复对指标库的改动", "Ctrl+Z、Ctrl+Y"),
)


class HelpActions(QObject):
    """Shows what there is to know about the program."""

    def __init__(self, window: QMainWindow, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self.shortcuts = QAction("快捷键一览(&K)", self)
        self.shortcuts.setShortcut(QKeySequence("Ctrl+F1"))
        self.field_help = QAction("本栏填写说明(&F)", self)
        self.field_help.setShortcut(QKeySequence("F1"))
        self.about = QAction("关于(&A)", self)
        self.shortcuts.triggered.connect(self._show_shortcuts)
        self.about.triggered.connect(self._show_about)
        self._dialog: ShortcutsDialog | None = None

    def _show_shortcuts(self) -> None:
        if self._dialog is None:
            self._dialog = ShortcutsDialog(self._window)
        self._dialog.show()
        self._dialog.raise_()

    def _show_about(self) -> None:
        self._services.ask.tell("关于", ABOUT)


class ShortcutsDialog(QDialog):
    """Every action that has a key, by menu. It may stay open beside the window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("快捷键一览")
        self.list = QTreeWidget()
        self.list.setHeaderLabels(["操作", "按键"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("快捷键")
        for menu_action in window.menuBar().actions():
            menu = menu_action.menu()
            if isinstance(menu, QMenu):
                self._add(_plain(menu.title()), list(_keys(menu)))
        self._add("页面", list(PAGE_KEYS))
        self._add("指标库", list(LIBRARY_KEYS))
        self.list.expandAll()
        self.list.resizeColumnToContents(0)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        resize_on_screen(self, 460, 560)

    def _add(self, title: str, keys: list[tuple[str, str]]) -> None:
        if not keys:
            return
        group = QTreeWidgetItem(self.list, [title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        for text, key in keys:
            QTreeWidgetItem(group, [text, key])


def _keys(menu: QMenu) -> Iterator[tuple[str, str]]:
    for action in menu.actions():
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys:
            # Undo and redo, which have no letter of their own, also say what they would undo.
            text = action.text() if "(&" in action.text() else action.iconText()
            yield _plain(text), "、".join(dict.fromkeys(keys))


def _plain(text: str) -> str:
    return text.split("(&")[0].rstrip("…")
