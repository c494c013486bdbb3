# SPDX-License-Identifier: MulanPSL-2.0
"""Which row of the other book a row is: chosen from a list, the likeliest first, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.small_widgets import dim_label, make_search_line
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fuyi_editor.yearly.comparison.candidates import Candidate

TITLE = "对应到"
NONE_WORDS = "没有对应的"
KEEP_WORDS = "它原来的对应也保留（一条拆成几条，或几条合并成一条）"
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Counterpart:
    """What was chosen: a row of the other book or None; whether that keeps its other partners."""

    node: str | None
    keep_others: bool = False


@dataclass(frozen=True)
class MatchQuestion:
    """Of which row it is asked, in words; the rows there are; which are taken, and by this one."""

    heading: str
    candidates: Sequence[Candidate]
    taken: Collection[str]
    now: str | None
    may_share: bool
    """Whether several rows may be one: only indicators are split and merged."""


class MatchDialog(QDialog):
    """Modal; `counterpart` tells what was chosen when it was accepted."""

    def __init__(self, question: MatchQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self._question = question
        self.words = QLineEdit()
        self.list = QTreeWidget()
        self.keep = QCheckBox(KEEP_WORDS)
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._fill()
        self._arrange()
        self.words.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._refresh)
        self.list.itemDoubleClicked.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        resize_on_screen(self, 820, 500)
        self._refresh()

    def counterpart(self) -> Counterpart:
        """The chosen row."""
        item = self.list.currentItem()
        node = item.data(0, _ID) if item else None
        return Counterpart(node, self.keep.isEnabled() and self.keep.isChecked())

    def _fill(self) -> None:
        self.list.setHeaderLabels(["内容", "位置", "项目", ""])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("另一份文本里的行")
        none = QTreeWidgetItem(self.list, [NONE_WORDS])
        chosen = none
        for one in self._question.candidates:
            taken = "已有对应" if one.node in self._question.taken else ""
            if one.node == self._question.now:
                taken = "现在的对应"
            item = QTreeWidgetItem(self.list, [one.text, one.place, one.project, taken])
            item.setData(0, _ID, one.node)
            item.setToolTip(0, one.text)
            if one.node == self._question.now:
                chosen = item
        self.list.setCurrentItem(chosen)
        for column, width in enumerate((270, 250, 150)):
            self.list.setColumnWidth(column, width)

    def _arrange(self) -> None:
        heading = QLabel(self._question.heading)
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setPlaceholderText("查找…")
        make_search_line(self.words)
        self.words.setAccessibleName("查找")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.keep)
        layout.addWidget(
            dim_label("还没有对应的、最像的排在前面。改了对应以后，对照表马上重新列出。")
        )
        layout.addWidget(self.buttons)
        self.keep.setVisible(self._question.may_share)

    def _filter(self, words: str) -> None:
        for row in range(1, self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            texts = (item.text(column) for column in range(3))
            item.setHidden(bool(words.strip()) and not any(words.strip() in t for t in texts))

    def _refresh(self) -> None:
        item = self.list.currentItem()
        node = item.data(0, _ID) if item else None
        shared = node in self._question.taken and node != self._question.now
        self.keep.setEnabled(shared)
        self.accept_button.setEnabled(item is not None)
