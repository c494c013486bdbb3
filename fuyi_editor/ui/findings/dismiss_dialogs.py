# SPDX-License-Identifier: MulanPSL-2.0
"""Two dialogs about findings that are not to be told again: why, and which these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.findings.words import short
from fuyi_editor.ui.place_words import ARROW
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.dismissals import Dismissal
    from fuyi_editor.checks.rule_texts import RuleTexts

REASONS = ("上级文件另有要求", "实际情况就是这样", "已与财政部门沟通", "表格格式不允许修改")
KEPT = "理由和这条记录只记在这台电脑上，不写进文件；原文改动后会重新提示。"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_HEADERS = ["规则", "位置", "问题", "理由", "日期"]
_EMS = (16, 16, 26, 14, 7)


class ReasonDialog(QDialog):
    """Modal; asks for the reason, which may be one of the usual ones or the user's own words."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("不再提示")
        heading = QLabel(what)
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.reasons = QComboBox()
        self.reasons.setEditable(True)
        self.reasons.addItems(REASONS)
        self.reasons.setCurrentText("")
        self.reasons.setAccessibleName("理由")
        if (line := self.reasons.lineEdit()) is not None:
            line.setAccessibleName("理由")
        label = QLabel("理由(&R)：")
        label.setBuddy(self.reasons)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.accept_button = self.buttons.addButton("不再提示", role.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", role.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        for widget in (heading, label, self.reasons, dim_label(KEPT), self.buttons):
            layout.addWidget(widget)
        self.reasons.editTextChanged.connect(self._show_whether_enough)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reasons.setFocus()
        self._show_whether_enough()
        self.resize(520, self.sizeHint().height())

    def reason(self) -> str:
        """The reason as it stands there."""
        return self.reasons.currentText().strip()

    def _show_whether_enough(self) -> None:
        # Next year somebody else will want to know why.
        self.accept_button.setEnabled(bool(self.reason()))


class DismissedDialog(QDialog):
    """Modal; lists all dismissals of the book, `revoked` are those that were ticked."""

    def __init__(
        self, entries: Sequence[Dismissal], texts: RuleTexts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("不再提示的问题")
        self._entries = tuple(entries)
        self.list = QTreeWidget()
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        show_tick_boxes(self.list)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("不再提示的问题")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.addTopLevelItems([_item(entry, texts) for entry in entries])
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.list.setColumnWidth(column, width * em)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.accept_button = self.buttons.addButton("恢复提示", role.AcceptRole)
        self.buttons.addButton("关闭", role.RejectRole).setDefault(True)
        heading = QLabel("勾选要恢复提示的（空格键），再按“恢复提示”。")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(dim_label(KEPT))
        layout.addWidget(self.buttons)
        self.list.itemChanged.connect(self._show_whether_any)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_whether_any()
        self.resize(900, 400)

    def revoked(self) -> tuple[Dismissal, ...]:
        """Those that are to be told again."""
        items = (self.list.topLevelItem(row) for row in range(len(self._entries)))
        pairs = zip(self._entries, items, strict=True)
        return tuple(entry for entry, item in pairs if item and item.checkState(0) == _CHECKED)

    def _show_whether_any(self) -> None:
        self.accept_button.setEnabled(bool(self.revoked()))


def _item(entry: Dismissal, texts: RuleTexts) -> QTreeWidgetItem:
    text = texts.get(entry.rule)
    rule = f"{entry.rule} {text.name}" if text else entry.rule
    place = "整本文本" if entry.whole_rule else ARROW.join(entry.path[-2:])
    what = "这条规则的所有问题" if entry.whole_rule else entry.message
    columns = [rule, place, short(what), short(entry.reason), entry.on.isoformat()]
    item = QTreeWidgetItem(columns)
    for column, words in enumerate((rule, ARROW.join(entry.path), what, entry.reason)):
        item.setToolTip(column, words)
    item.setCheckState(0, _UNCHECKED)
    return item
