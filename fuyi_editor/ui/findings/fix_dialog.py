# SPDX-License-Identifier: MulanPSL-2.0
"""What fixes would change, before they change it: place, before, after, and a tick for each."""

from __future__ import annotations

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

from fuyi_editor.checks.fixes import changes_of
from fuyi_editor.ui.findings.words import short
from fuyi_editor.ui.place_words import place_words
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.fixes import Change
    from fuyi_editor.model.nodes import Submission

_PLACE, _BEFORE, _AFTER = range(3)
_HEADERS = ["位置", "现在", "改为"]
_EMS = (26, 20, 20)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FixDialog(QDialog):
    """Modal; `chosen` tells which findings were left ticked. Nothing is changed here."""

    def __init__(
        self,
        submission: Submission,
        findings: Sequence[Finding],
        heading: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("修正")
        self._submission = submission
        self._findings = tuple(findings)
        self.list = QTreeWidget()
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.count = dim_label()
        self.count.setWordWrap(False)
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton("修正", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._set_up_list()
        self._arrange(heading)
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.list.itemChanged.connect(self._show_count)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_count()

    def chosen(self) -> tuple[Finding, ...]:
        """The findings that are to be mended."""
        items = (self.list.topLevelItem(row) for row in range(len(self._findings)))
        pairs = zip(self._findings, items, strict=True)
        return tuple(f for f, item in pairs if item and item.checkState(_PLACE) == _CHECKED)

    def _set_up_list(self) -> None:
        self.list.setHeaderLabels(_HEADERS)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("要修正的地方")
        show_tick_boxes(self.list)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        items = [self._item(finding) for finding in self._findings]
        self.list.addTopLevelItems(items)
        self.list.setRootIsDecorated(any(item.childCount() for item in items))
        self.list.expandAll()
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.list.setColumnWidth(column, width * em)

    def _arrange(self, heading: str) -> None:
        words = QLabel(heading)
        words.setWordWrap(True)
        ticks = QHBoxLayout()
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
            button.setVisible(len(self._findings) > 1)
            ticks.addWidget(button)
        ticks.addStretch(1)
        ticks.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addLayout(ticks)
        layout.addWidget(self.buttons)
        self.resize(900, 420)

    def _item(self, finding: Finding) -> QTreeWidgetItem:
        """A line for the first change of a fix, the others below it."""
        assert finding.fix is not None
        changes = changes_of(self._submission, finding.fix, finding.place.project)
        item = self._line(changes[0])
        for change in changes[1:]:
            item.addChild(self._line(change))
        item.setCheckState(_PLACE, _CHECKED)
        item.setToolTip(_PLACE, finding.message)
        return item

    def _line(self, change: Change) -> QTreeWidgetItem:
        place = place_words(self._submission, change.place, with_project=True)
        before = short(change.before) if change.is_text else ""
        after = short(change.after)
        item = QTreeWidgetItem([place, before, after])
        item.setToolTip(_BEFORE, change.before)
        item.setToolTip(_AFTER, change.after)
        return item

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(_UNCHECKED)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(len(self._findings)):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setCheckState(_PLACE, state)

    def _show_count(self) -> None:
        chosen = len(self.chosen())
        self.count.setText(f"共 {len(self._findings)} 处，选中 {chosen} 处；改后可以一步撤销")
        self.accept_button.setEnabled(chosen > 0)
