# SPDX-License-Identifier: MulanPSL-2.0
"""Rows from the clipboard before they become indicators: what each column is, where each row goes.

A click on a column's title, or Alt+↓, says what the column is; one on 处理 what becomes of a row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.layouts.reading.pasted_table import TARGETS, table_rows
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.paste_rows import Action, plan_rows
from fuyi_editor.ui.choice_delegate import CHOICES, ChoiceDelegate
from fuyi_editor.ui.marked_text import MARK, MarkedTextDelegate
from fuyi_editor.ui.place_words import ARROW, node_title
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Container

    from fuyi_editor.layouts.reading.pasted_table import PastedTable
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.paste_rows import RowPlan

_ACTION, _PLACE, _FIRST = range(3)
_WORDS = {Action.OVERWRITE: "覆盖", Action.ADD: "新增", Action.SKIP: "不要"}
_EMS, _PLACE_EMS, _LEAST_EMS, _MOST_EMS = 5, 16, 7, 16
_HINT = (
    "点列标题（或按 Alt+↓）改这一列是什么，点“处理”改这一行；有底色的会替换原有的内容，空格不替换。"
)
NOT_PRINTED = "（表上不印）"


class PasteDialog(QDialog):
    """Modal; `plans` tells what is to become of every row."""

    def __init__(
        self,
        submission: Submission,
        beside: str,
        table: PastedTable,
        unprinted: Container[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`unprinted` are the fields of indicators that the form of the book does not print."""
        super().__init__(parent)
        self.setWindowTitle("粘贴为指标")
        self._submission = submission
        self._beside = beside
        self._table = table
        self._unprinted = unprinted
        self._targets = list(table.guess)
        self._chosen: dict[int, Action] = {}
        self._plans: tuple[RowPlan, ...] = ()
        self._column = 0
        self.list = QTreeWidget()
        self.count = dim_label()
        self.menu = QMenu(self)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.accept_button = self.buttons.addButton("粘贴", role.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", role.RejectRole)
        self._set_up_list()
        self._arrange()
        self._connect()
        self._refresh()
        self.list.setCurrentItem(self.list.topLevelItem(0))

    def plans(self) -> tuple[RowPlan, ...]:
        """Every row as the person left it."""
        return self._plans

    def set_target(self, column: int, target: str) -> None:
        """Take a column, counted from 0, for that; the one that was it before is so no more."""
        if target in self._targets and target:
            self._targets[self._targets.index(target)] = ""
        self._targets[column] = target
        self._refresh()

    def set_action(self, row: int, action: Action) -> None:
        """Settle what becomes of a row, counted from 0."""
        self._chosen[row] = action
        self._refresh()

    def _set_up_list(self) -> None:
        self.list.setColumnCount(_FIRST + len(self._table.guess))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("剪贴板里的行")
        self.list.setItemDelegate(MarkedTextDelegate(self.list))
        self.list.setItemDelegateForColumn(_ACTION, ChoiceDelegate(self.list))
        self.list.addTopLevelItems([QTreeWidgetItem() for _ in self._table.rows])
        header = self.list.header()
        header.setSectionsClickable(True)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        em = self.fontMetrics().horizontalAdvance("字")
        self.list.setColumnWidth(_ACTION, _EMS * em)
        self.list.setColumnWidth(_PLACE, _PLACE_EMS * em)
        for column, texts in enumerate(zip(*self._table.rows, strict=True)):
            longest = max(len(text) for text in (*texts, self._table.titles[column])) + 2
            ems = min(max(longest, _LEAST_EMS), _MOST_EMS)
            self.list.setColumnWidth(_FIRST + column, ems * em)

    def _arrange(self) -> None:
        chain = self._submission.chain(self._beside)
        place = ARROW.join(node_title(node) for node in chain[1:]) or node_title(chain[0])
        heading = QLabel(f"把剪贴板里的 {len(self._table.rows)} 行粘贴到：{place}")
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(dim_label(_HINT))
        layout.addWidget(self.count)
        layout.addWidget(self.buttons)
        resize_on_screen(self, 980, 520)

    def _connect(self) -> None:
        self.list.header().sectionClicked.connect(self._ask_target)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemChanged.connect(self._item_changed)
        self.menu.triggered.connect(self._target_picked)
        for key in ("F2", "Alt+Down"):  # not Enter: that is the dialog's own
            QShortcut(QKeySequence(key), self.list).activated.connect(self._choose_current)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # What is shown

    def _refresh(self) -> None:
        rows = table_rows(self._table, self._targets)
        planned = plan_rows(self._submission, self._beside, rows)
        self._plans = tuple(self._settled(n, plan) for n, plan in enumerate(planned))
        self.list.setHeaderLabels(["处理", "放到", *map(self._title, range(len(self._targets)))])
        self.list.blockSignals(True)
        for number, plan in enumerate(self._plans):
            item = self.list.topLevelItem(number)
            if item is not None:
                self._show_row(item, plan, self._table.rows[number])
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._show_count()

    def _settled(self, number: int, plan: RowPlan) -> RowPlan:
        action = self._chosen.get(number, plan.action)
        return replace(plan, action=action) if action in _possible(plan) else plan

    def _title(self, column: int) -> str:
        target = self._targets[column]
        note = NOT_PRINTED if target and target in self._unprinted else ""
        titled = self._table.titles[column].strip() or f"第 {column + 1} 列"
        return f"{TARGETS[target]}{note} ▾\n{' '.join(titled.split())}"

    def _show_row(self, item: QTreeWidgetItem, plan: RowPlan, cells: tuple[str, ...]) -> None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setText(_ACTION, _WORDS[plan.action])
        item.setData(_ACTION, CHOICES, [_WORDS[action] for action in _possible(plan)])
        item.setText(_PLACE, self._place(plan))
        item.setToolTip(_PLACE, self._place(plan))
        dim = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        normal = self.palette().brush(QPalette.ColorRole.Text)
        for number, text in enumerate(cells):
            column, target = _FIRST + number, self._targets[number]
            line = text.replace("\n", "⏎")
            used = bool(target) and plan.action is not Action.SKIP
            item.setText(column, line)
            item.setForeground(column, normal if used else dim)
            before = self._before(plan, target)
            changes = used and before is not None and text.strip() and before != text
            item.setData(column, MARK, (0, len(line)) if changes else None)
            item.setToolTip(
                column, f"现在：{before or '（空）'}\n改为：{text}" if changes else text
            )

    def _place(self, plan: RowPlan) -> str:
        if plan.action is Action.SKIP:
            return ""
        if plan.action is Action.OVERWRITE and plan.existing:
            chain = self._submission.chain(plan.existing)
            return ARROW.join(name for n in chain[-2:] if (name := node_title(n)))
        return plan.levels.kind or "末尾"

    def _before(self, plan: RowPlan, target: str) -> str | None:
        """What a cell would overwrite; None where it overwrites nothing."""
        if plan.action is not Action.OVERWRITE or not plan.existing:
            return None
        if target in ("", "group", "kind") or target.startswith("value."):
            return None
        return read_field(self._submission.find(plan.existing), target)

    def _show_count(self) -> None:
        counts = {a: sum(plan.action is a for plan in self._plans) for a in Action}
        words = "，".join(f"{_WORDS[a]} {n} 行" for a, n in counts.items() if n)
        done = len(self._plans) - counts[Action.SKIP]
        missing = "" if "name" in self._targets else "；还没有哪一列是“三级指标”"
        self.count.setText(f"{words}{missing}；粘贴后可以一步撤销")
        self.accept_button.setEnabled(done > 0)

    # What is chosen

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _ACTION and len(item.data(_ACTION, CHOICES)) > 1:
            self.list.editItem(item, _ACTION)

    def _item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _ACTION:
            action = next(a for a, word in _WORDS.items() if word == item.text(_ACTION))
            self.set_action(self.list.indexOfTopLevelItem(item), action)

    def _choose_current(self) -> None:
        item, column = self.list.currentItem(), self.list.currentColumn()
        if item is not None and column < _FIRST:
            self._clicked(item, _ACTION)
        else:
            self._ask_target(column)

    def _ask_target(self, section: int) -> None:
        if section < _FIRST:
            return
        self._column = section - _FIRST
        self.menu.clear()
        for target, words in TARGETS.items():
            note = NOT_PRINTED if target and target in self._unprinted else ""
            action = self.menu.addAction(words + note)
            action.setData(target)
            action.setCheckable(True)
            action.setChecked(target == self._targets[self._column])
        header = self.list.header()
        corner = QPoint(header.sectionViewportPosition(section), header.height())
        self.menu.popup(header.mapToGlobal(corner))

    def _target_picked(self, action: QAction) -> None:
        self.set_target(self._column, action.data())


def _possible(plan: RowPlan) -> list[Action]:
    """What may become of a row: only a row of a known name can overwrite."""
    return [a for a in Action if a is not Action.OVERWRITE or plan.existing]
