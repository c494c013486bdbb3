# SPDX-License-Identifier: MulanPSL-2.0
"""Texts that are about to change in many places: each before and after, and a tick for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.marked_text import MARK, MarkedTextDelegate, Snippet
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE, _BEFORE, _AFTER = range(3)
_HEADERS = ["位置", "现在", "改为"]
_SHARES = (0.32, 0.33, 0.35)
_WIDTH, _HEIGHT, _MARGIN = 940, 480, 16
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One place; `refused` says why it cannot change, and then it cannot be ticked."""

    place: str
    before: Snippet
    after: Snippet
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ChangesWords:
    """The words of the dialog's title, of its button, and what a screen reader calls the list."""

    title: str
    accept: str
    list_name: str


class ChangesDialog(QDialog):
    """Modal; `chosen` tells the numbers of the lines that were left ticked."""

    def __init__(
        self,
        lines: Sequence[ChangeLine],
        heading: str,
        words: ChangesWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._lines = tuple(lines)
        self.list = QTreeWidget()
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.count = dim_label()
        self.count.setWordWrap(False)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.accept_button = self.buttons.addButton(words.accept, role.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", role.RejectRole)
        self._set_up_list(words.list_name)
        self._arrange(heading)
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.list.itemChanged.connect(self._show_count)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_count()

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the lines that are to change, counted from 0."""
        items = (self.list.topLevelItem(row) for row in range(len(self._lines)))
        return tuple(
            row for row, item in enumerate(items) if item and item.checkState(_PLACE) == _CHECKED
        )

    def _set_up_list(self, name: str) -> None:
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName(name)
        show_tick_boxes(self.list)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        delegate = MarkedTextDelegate(self.list)
        for column in (_BEFORE, _AFTER):
            self.list.setItemDelegateForColumn(column, delegate)
        self.list.addTopLevelItems([_item(line) for line in self._lines])
        room = _WIDTH - 2 * _MARGIN - 24
        for column, share in enumerate(_SHARES[:-1]):
            self.list.setColumnWidth(column, round(share * room))

    def _arrange(self, heading: str) -> None:
        words = QLabel(heading)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        ticks = QHBoxLayout()
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
            button.setVisible(len(self._lines) > 1)
            ticks.addWidget(button)
        ticks.addStretch(1)
        ticks.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 12)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addLayout(ticks)
        layout.addWidget(self.buttons)
        resize_on_screen(self, _WIDTH, _HEIGHT)

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(_UNCHECKED)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)  # thousands of lines would be counted as often
        for row, line in enumerate(self._lines):
            item = self.list.topLevelItem(row)
            if item is not None and not line.refused:
                item.setCheckState(_PLACE, state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._show_count()

    def _show_count(self) -> None:
        chosen = len(self.chosen())
        refused = sum(bool(line.refused) for line in self._lines)
        cannot = f"，{refused} 处不能改" if refused else ""
        counted = f"共 {len(self._lines)} 处{cannot}，选中 {chosen} 处"
        self.count.setText(f"{counted}；改后可以一步撤销")
        self.accept_button.setEnabled(chosen > 0)


def _item(line: ChangeLine) -> QTreeWidgetItem:
    after = line.refused or line.after.text or "（空）"
    item = QTreeWidgetItem([line.place, line.before.text or "（空）", after])
    item.setToolTip(_PLACE, line.place)
    item.setData(_BEFORE, MARK, line.before[1:])
    item.setToolTip(_AFTER, line.refused)
    if line.refused:
        item.setCheckState(_PLACE, _UNCHECKED)
        item.setIcon(_AFTER, icon("warning"))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable & ~Qt.ItemFlag.ItemIsEnabled)
    else:
        item.setCheckState(_PLACE, _CHECKED)
        item.setData(_AFTER, MARK, line.after[1:])
    return item
