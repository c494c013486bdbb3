# SPDX-License-Identifier: MulanPSL-2.0
"""Which projects of a book serve as the pattern of new ones, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes
from fuyi_editor.ui.window_state import resize_on_screen
from fuyi_editor.yearly.template import STRUCTURE, Keep, Part

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Submission

_ID = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_PARTS = {
    Part.NAMES: "项目、分项和任务的名称",
    Part.ROWS: "三级指标的名称、描述、依据和权重",
    Part.VALUES: "指标值",
    Part.TEXTS: "绩效目标、资金用途等文字",
    Part.MONEY: "金额、资金支出计划和人数",
}
NEVER = "项目编码、实际完成值、得分和执行情况总是空着。"


@dataclass(frozen=True)
class TemplateWords:
    """What the dialog is called, says and offers to do; what is ticked at first."""

    title: str
    heading: str
    accept: str
    keep: Keep
    all_projects: bool
    """Whether every project is ticked at first; else none is, and one must be."""


@dataclass(frozen=True)
class Pattern:
    """What was chosen: ids of projects, and what is kept."""

    projects: frozenset[str]
    keep: Keep


class TemplateDialog(QDialog):
    """Modal; `pattern` tells what was chosen when it was accepted."""

    def __init__(
        self, submission: Submission, words: TemplateWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._words = words
        self.projects = QListWidget()
        self.projects.setAccessibleName("项目")
        show_tick_boxes(self.projects)
        self.parts = {part: QCheckBox(text) for part, text in _PARTS.items()}
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.count = dim_label()
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(
            words.accept, QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._fill(submission)
        self._arrange()
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.projects.itemChanged.connect(self._refresh)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        resize_on_screen(self, 620, 560)
        self._refresh()

    def pattern(self) -> Pattern:
        """The ticked projects and parts."""
        items = (self.projects.item(row) for row in range(self.projects.count()))
        chosen = frozenset(item.data(_ID) for item in items if item.checkState() == _CHECKED)
        kept = frozenset(part for part, box in self.parts.items() if box.isChecked())
        return Pattern(chosen, kept)

    def _fill(self, submission: Submission) -> None:
        ticked = self._words.all_projects or len(submission.projects) == 1
        for project in submission.projects:
            money = read_field(project, "budget.total").strip()
            amount = f"　{money}{submission.money_unit}" if money else ""
            item = QListWidgetItem(f"{node_title(project)}{amount}", self.projects)
            item.setData(_ID, project.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if ticked else _UNCHECKED)
        self.projects.setCurrentRow(0)
        for part, box in self.parts.items():
            box.setChecked(part in self._words.keep)

    def _arrange(self) -> None:
        heading = QLabel(self._words.heading)
        heading.setWordWrap(True)
        ticks = QHBoxLayout()
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
            button.setVisible(self.projects.count() > 1)
            ticks.addWidget(button)
        ticks.addWidget(self.count, 1)
        kept = QGroupBox("保留")
        boxes = QVBoxLayout(kept)
        for box in self.parts.values():
            boxes.addWidget(box)
        boxes.addWidget(dim_label(NEVER))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.projects, 1)
        layout.addLayout(ticks)
        layout.addWidget(kept)
        layout.addWidget(self.buttons)
        self.projects.setVisible(self.projects.count() > 0)

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(_UNCHECKED)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.projects.count()):
            self.projects.item(row).setCheckState(state)

    def _refresh(self) -> None:
        count, chosen = self.projects.count(), len(self.pattern().projects)
        self.count.setText(f"共 {count} 个项目，选中 {chosen} 个" if count else "")
        # A book of the department alone has no project to choose.
        self.accept_button.setEnabled(chosen > 0 or count == 0)


NEW_FROM_BOOK = TemplateWords(
    "按已有的表新建",
    "按这本表的版式和结构新建一本，原来的文件不受影响。请选择要哪些项目、保留什么。",
    "新建",
    STRUCTURE,
    all_projects=True,
)
ADD_PROJECTS = TemplateWords(
    "从其他表加入项目",
    "把选中的项目加到现在这本表里，放在所选项目的后面；可以撤销。",
    "加入",
    frozenset({Part.NAMES, Part.ROWS, Part.VALUES, Part.TEXTS}),
    all_projects=False,
)
