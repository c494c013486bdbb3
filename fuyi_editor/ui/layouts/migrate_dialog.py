# SPDX-License-Identifier: MulanPSL-2.0
"""The list of indicators that would move to another taxonomy: each can be left or sent elsewhere.

Nothing moves before the person has seen where it goes (forms.md 1.2: never silently).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
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

from fuyi_editor.ui.choice_delegate import CHOICES, ChoiceDelegate
from fuyi_editor.ui.place_words import ARROW, node_title
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.model.migrate import Levels, Step
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.layouts.migrate_words import MigrateWords

_PROJECT, _INDICATOR, _BEFORE, _AFTER = range(4)
_HEADERS = ["项目", "指标", "现在", "改为"]
_EMS = (18, 14, 12, 16)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MigrateDialog(QDialog):
    """Modal; `steps` tells which steps were left ticked and where each goes."""

    def __init__(
        self,
        submission: Submission,
        steps: Sequence[Step],
        words: MigrateWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._steps = tuple(steps)
        self._words = words
        self.list = QTreeWidget()
        self._set_up_list()
        self.list.addTopLevelItems([_item(submission, step) for step in steps])
        self.all = QPushButton("全选")
        self.none = QPushButton("全不选")
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
        self.count = dim_label()
        self.count.setWordWrap(False)
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton("换用", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton(words.decline, QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.list.itemChanged.connect(self._show_count)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_count()

    def steps(self) -> tuple[Step, ...]:
        """All steps as the person left them."""
        return tuple(self._step(row) for row in range(len(self._steps)))

    def _step(self, row: int) -> Step:
        step, item = self._steps[row], self.list.topLevelItem(row)
        assert item is not None
        names = [_words_of(choice) for choice in step.choices]
        chosen = step.choices[names.index(item.text(_AFTER))]
        return replace(step, after=chosen, ticked=item.checkState(_PROJECT) == _CHECKED)

    def _set_up_list(self) -> None:
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("要换位置的指标")
        show_tick_boxes(self.list)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if any(len(step.choices) > 1 for step in self._steps):
            self.list.setItemDelegateForColumn(_AFTER, ChoiceDelegate(self.list))
            self.list.itemClicked.connect(self._clicked)
            # Not Enter: that is the dialog's own.
            for key in ("F2", "Alt+Down"):
                QShortcut(QKeySequence(key), self.list).activated.connect(self._choose_current)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.list.setColumnWidth(column, width * em)

    def _arrange(self) -> None:
        heading = QLabel(self._words.heading)
        heading.setWordWrap(True)
        ticks = QHBoxLayout()
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        ticks.addStretch(1)
        ticks.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addLayout(ticks)
        layout.addWidget(self.buttons)
        resize_on_screen(self, 860, 480)

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(_UNCHECKED)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(len(self._steps)):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setCheckState(_PROJECT, state)

    def _show_count(self) -> None:
        ticked = sum(step.ticked for step in self.steps())
        self.count.setText(f"共 {len(self._steps)} 条，选中 {ticked} 条")
        self.accept_button.setEnabled(ticked > 0)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _AFTER:
            self._choose(item)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QTreeWidgetItem) -> None:
        if len(item.data(_AFTER, CHOICES)) > 1:
            self.list.editItem(item, _AFTER)


def _item(submission: Submission, step: Step) -> QTreeWidgetItem:
    owner = _owner_words(submission, step.owner)
    name = node_title(submission.find(step.indicator))
    item = QTreeWidgetItem([owner, name, _words_of(step.before), _words_of(step.after)])
    item.setToolTip(_PROJECT, owner)
    item.setToolTip(_INDICATOR, name)
    item.setData(_AFTER, CHOICES, [_words_of(choice) for choice in step.choices])
    item.setCheckState(_PROJECT, _CHECKED if step.ticked else _UNCHECKED)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item


def _owner_words(submission: Submission, owner: str) -> str:
    """The project's name, 部门整体绩效目标, or a project with 中期."""
    return ARROW.join(node_title(node) for node in submission.chain(owner)[1:])


def _words_of(levels: Levels) -> str:
    return ARROW.join(" ".join(name.split()) or "（空）" for name in levels)
