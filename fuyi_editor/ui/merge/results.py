# SPDX-License-Identifier: MulanPSL-2.0
"""What comes of a merge: the conflicts, each with its choice, and the totals of the units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.model.unit_totals import AMOUNTS
from fuyi_editor.ui.choice_delegate import CHOICES, ChoiceDelegate
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.yearly.merging.conflicts import Conflict
    from fuyi_editor.yearly.merging.merge import Merged

_KIND, _SENTENCE, _CHOICE = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MEND = "请改原来的文件"


class MergeConflicts(QWidget):
    """The conflicts; a choice of one is told at once, and the whole sentence stands below."""

    chosen = Signal(str, str)  # the key of a conflict, the choice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflicts: tuple[Conflict, ...] = ()
        self._nothing = ""
        self.list = QTreeWidget()
        self.list.setAccessibleName("重复和冲突")
        self.list.setHeaderLabels(["种类", "问题", "处理"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setItemDelegateForColumn(_CHOICE, _ConflictDelegate(self.list))
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate((9, 46, 18)):
            self.list.setColumnWidth(column, width * em)
        self.whole = dim_label()
        self.whole.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemChanged.connect(self._changed)
        self.list.currentItemChanged.connect(self._show_whole)
        # Not Enter: that is the dialog's own.
        for key in ("F2", "Alt+Down"):
            QShortcut(QKeySequence(key), self.list).activated.connect(self._choose_current)

    def show_conflicts(self, conflicts: Sequence[Conflict], nothing: str) -> None:
        """Show these instead; the place of the selected one stays so. `nothing` is said of none."""
        self._nothing = nothing
        row = max(0, self._current_row())
        with QSignalBlocker(self.list):
            self.list.clear()
            self._conflicts = tuple(conflicts)
            self.list.addTopLevelItems([_item(conflict) for conflict in conflicts])
            self.list.setCurrentItem(self.list.topLevelItem(min(row, len(conflicts) - 1)))
        self._show_whole()

    def _current_row(self) -> int:
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def _show_whole(self) -> None:
        row = self._current_row()
        self.whole.setText(self._conflicts[row].sentence + "。" if row >= 0 else self._nothing)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _CHOICE:
            self._choose(item)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QTreeWidgetItem) -> None:
        if item.data(_CHOICE, CHOICES):
            self.list.editItem(item, _CHOICE)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column != _CHOICE:
            return
        conflict = self._conflicts[self.list.indexOfTopLevelItem(item)]
        choice = next((c for c, w in conflict.choices.items() if w == item.text(_CHOICE)), "")
        if choice:
            self.chosen.emit(conflict.key, choice)


class _ConflictDelegate(ChoiceDelegate):
    """No arrow beside what leaves no choice."""

    @override
    @never_raises(str)
    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return f"{value}" if value == MEND else f"{value} ▾"


class MergeTotals(QTreeWidget):
    """The sums of every unit with their files, and of the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("按单位合计")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        em = self.fontMetrics().horizontalAdvance("字")
        self.setHeaderLabels(["单位", "项目数", *AMOUNTS.values(), "来源文件"])
        for column, width in enumerate((19, 5, *(7 for _ in AMOUNTS), 20)):
            self.setColumnWidth(column, width * em)
        for column in range(1, len(AMOUNTS) + 2):
            self.headerItem().setTextAlignment(column, _RIGHT)

    def show_totals(self, merged: Merged) -> None:
        """Show the sums of this merge."""
        self.clear()
        whole = f"共 {len(set(merged.sources.values()))} 个文件"
        rows = [(merged.whole, whole)] if merged.units else []
        rows += [(total, "、".join(merged.files(total))) for total in merged.units]
        for number, (total, files) in enumerate(rows):
            missing = f"（{total.missing} 个项目没有预算数）" if total.missing else ""
            sums = [plain(total.sums[name]) for name in AMOUNTS]
            item = QTreeWidgetItem([total.label, str(len(total.projects)), *sums, files + missing])
            for column in range(1, len(AMOUNTS) + 2):
                item.setTextAlignment(column, _RIGHT)
            item.setToolTip(len(AMOUNTS) + 2, files + missing)
            if number == 0:
                _embolden(item)
            self.addTopLevelItem(item)


def _embolden(item: QTreeWidgetItem) -> None:
    for column in range(item.columnCount()):
        font = item.font(column)
        font.setBold(True)
        item.setFont(column, font)


def _item(conflict: Conflict) -> QTreeWidgetItem:
    item = QTreeWidgetItem([conflict.kind_words, conflict.sentence, conflict.choice_words or MEND])
    item.setIcon(_KIND, icon("done" if conflict.settled else "warning"))
    state = "已选定" if conflict.settled else "默认的处理" if conflict.choices else ""
    item.setToolTip(_KIND, state)
    item.setToolTip(_SENTENCE, conflict.sentence)
    item.setData(_CHOICE, CHOICES, list(conflict.choices.values()))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item
