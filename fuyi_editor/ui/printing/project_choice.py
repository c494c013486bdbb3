# SPDX-License-Identifier: MulanPSL-2.0
"""Tick the projects of a book that are to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.tick_boxes import show_tick_boxes

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHERS = ""
"""Stands for what is in no project."""
OTHERS_WORDS = "封面、目录和其他部分"
_ID = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_SHOWN_ROWS = 7
_ROOM = 4


class ProjectChoice(QWidget):
    """A list with a box before each project; at first all are ticked."""

    changed = Signal()

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`names` by node id, in the order of the book; `OTHERS` may be among them."""
        super().__init__(parent)
        self.list = QListWidget()
        # The space bar ticks the current row; a selected one would look chosen.
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setAccessibleName("打印哪些项目")
        show_tick_boxes(self.list)
        self.all, self.none = QPushButton("全选(&A)"), QPushButton("全不选(&N)")
        self.count = dim_label()
        for node, name in names.items():
            self._add(node, name)
        self.list.setCurrentRow(0)
        self._arrange()
        self._count()
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.list.itemChanged.connect(self._changed)

    @property
    def ticked(self) -> frozenset[str]:
        """The ids of what is ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return frozenset(item.data(_ID) for item in items if item.checkState() == _CHECKED)

    @property
    def is_all(self) -> bool:
        """Whether everything is ticked."""
        return len(self.ticked) == self.list.count()

    def _add(self, node: str, name: str) -> None:
        item = QListWidgetItem(name, self.list)
        item.setData(_ID, node)
        item.setToolTip(name)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(_CHECKED)

    def _arrange(self) -> None:
        rows = min(self.list.count(), _SHOWN_ROWS)
        self.list.setFixedHeight(
            rows * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth() + _ROOM
        )
        # Long names end in dots, and are whole in their tooltips.
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        buttons = QHBoxLayout()
        for button in (self.all, self.none):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
            buttons.addWidget(button)
        buttons.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def _tick_all(self) -> None:
        self._tick(_CHECKED)

    def _tick_none(self) -> None:
        self._tick(_UNCHECKED)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self._changed()

    def _changed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.count.setText(f"选中 {len(self.ticked)} / {self.list.count()}")
