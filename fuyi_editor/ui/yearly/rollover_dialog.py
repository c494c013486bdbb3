# SPDX-License-Identifier: MulanPSL-2.0
"""上年结转: everything that would change for the new year, with a tick for each, before it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen
from fuyi_editor.ui.yearly.rollover_details import RollOverDetails
from fuyi_editor.ui.yearly.rollover_list import RollOverList
from fuyi_editor.ui.yearly.rollover_rows import is_open
from fuyi_editor.yearly.rollover.proposals import Choice, Choices, Group, Proposal, RollOver
from fuyi_editor.yearly.rollover.roll_over import rollover, year_before

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.rollover.proposals import Item

LAST_YEAR = 2099
HEADING = "打勾的会改，没有打勾的不改；改好后是一本新的表，另起名字保存，上年的文件不动。"
_CHOICES = {
    "codes": ("项目编码", {Choice.YEAR: "换年份", Choice.KEEP: "保留", Choice.CLEAR: "清空"}),
    "amounts": ("金额", {Choice.KEEP: "保留", Choice.CLEAR: "清空"}),
    "plan": ("资金支出计划", {Choice.KEEP: "保留", Choice.CLEAR: "清空"}),
}
_SHOWN: dict[str, Callable[[Item, bool], bool]] = {
    "全部": lambda item, ticked: True,
    "要改的": lambda item, ticked: ticked,
    "没有打勾的": lambda item, ticked: is_open(item) and not ticked,
    "未改的": lambda item, ticked: not is_open(item),
}


class RollOverDialog(QDialog):
    """Modal; `rollover` tells the year and which proposals were left ticked. Nothing is changed."""

    def __init__(
        self,
        submission: Submission,
        year: int,
        around: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`around` are the texts of the file that show no field of the book."""
        super().__init__(parent)
        self.setWindowTitle("上年结转")
        self._submission = submission
        self._around = around
        self._rolled = rollover(submission, year, around=around)
        self.year = QSpinBox()
        # Of a book that does not say its year, any may be the new one.
        first = submission.year + 1 if submission.year else 2000
        self.year.setRange(min(first, LAST_YEAR), LAST_YEAR)
        self.year.setSuffix(" 年")
        self.year.setValue(year)
        self.choices = {name: _box(label, words) for name, (label, words) in _CHOICES.items()}
        self.filter = QComboBox()
        self.filter.setAccessibleName("显示")
        self.list = RollOverList()
        self.details = RollOverDetails()
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.count = dim_label()
        self.count.setWordWrap(False)
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton("结转", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._fill_filter()
        self._arrange()
        self._connect()
        self._show(self._rolled)
        self.list.setFocus()

    def rollover(self) -> RollOver:
        """The year, and all items with the ticks as the person left them."""
        ticks = self.list.ticks()
        items = (
            replace(item, ticked=ticks[item.key]) if isinstance(item, Proposal) else item
            for item in self._rolled.items
        )
        return replace(self._rolled, items=tuple(items))

    def _connect(self) -> None:
        self.year.valueChanged.connect(self._read_anew)
        for box in self.choices.values():
            box.currentIndexChanged.connect(self._read_anew)
        self.filter.currentIndexChanged.connect(self._filter)
        self.list.ticks_changed.connect(self._show_count)
        self.list.item_selected.connect(self.details.show_item)
        self.all.clicked.connect(self.list.tick_shown)
        self.none.clicked.connect(self.list.untick_shown)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _fill_filter(self) -> None:
        self.filter.addItems(list(_SHOWN))
        self.filter.insertSeparator(self.filter.count())
        for group in Group:
            self.filter.addItem(group.value, group)

    def _arrange(self) -> None:
        heading = QLabel(HEADING)
        heading.setWordWrap(True)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(self.details)
        parts.setStretchFactor(0, 1)
        parts.setSizes([460, 110])
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addLayout(self._choices_row())
        layout.addWidget(parts, 1)
        layout.addLayout(self._ticks_row())
        layout.addWidget(self.buttons)
        resize_on_screen(self, 1180, 720)

    def _choices_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(f"上年的表：{year_words(self._submission)}"))
        row.addSpacing(14)
        named = {"结转到(&Y)：": self.year}
        named |= {f"{label}：": self.choices[name] for name, (label, _) in _CHOICES.items()}
        for text, widget in named.items():
            label = QLabel(text)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
            row.addSpacing(14)
        row.addStretch(1)
        return row

    def _ticks_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel("显示(&S)：")
        label.setBuddy(self.filter)
        row.addWidget(label)
        row.addWidget(self.filter)
        row.addSpacing(14)
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
            button.setToolTip("只对现在显示的")
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _read_anew(self) -> None:
        """The list for another year or with another choice; ticks that were changed stay so."""
        chosen = {name: box.currentData() for name, box in self.choices.items()}
        self._show(rollover(self._submission, self.year.value(), Choices(**chosen), self._around))

    def _show(self, rolled: RollOver) -> None:
        self._rolled = rolled
        self.list.show_items(self._submission, rolled.items)
        self._filter()

    def _filter(self) -> None:
        group = self.filter.currentData()
        if isinstance(group, Group):
            self.list.filter(lambda item, _: isinstance(item, Proposal) and item.group is group)
        else:
            self.list.filter(_SHOWN[self.filter.currentText()])
        self._show_count()

    def _show_count(self) -> None:
        proposals, ticked = len(self._rolled.proposals), sum(self.list.ticks().values())
        shown, left = self.list.shown_count(), len(self._rolled.left)
        self.count.setText(
            f"显示 {shown} 处；共 {proposals} 处可改，选中 {ticked} 处；未改 {left} 处"
        )
        self.accept_button.setEnabled(ticked > 0)


def year_words(submission: Submission) -> str:
    """What the window calls the year of a book: 2023 年, or that it does not say."""
    year = year_before(submission)
    return f"{year} 年" if year is not None else "没有写年度"


def _box(label: str, words: dict[Choice, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(label)
    for choice, text in words.items():
        box.addItem(text, choice)
    return box
