# SPDX-License-Identifier: MulanPSL-2.0
"""Below the inspector's form: the rows of last year that are missing here, to be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.place_words import node_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.yearly.beside import Dropped

MOST_LINES = 5


class DroppedRows(QWidget):
    """Hidden while nothing of last year is missing in the shown node."""

    restore_wanted = Signal(object)  # tuple[Dropped, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dropped: tuple[Dropped, ...] = ()
        self._heading = QLabel()
        self._heading.setWordWrap(True)
        self.list = QListWidget()
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName("上年有、今年没有的行")
        self.list.itemDoubleClicked.connect(self._restore_item)
        self.restore = QPushButton("恢复所选的行")
        self.restore.setToolTip("放回上年的位置；可以撤销")
        self.restore.clicked.connect(self._restore)
        self.list.itemSelectionChanged.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 10, 8)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self.list)
        layout.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_rows(self, dropped: Sequence[Dropped]) -> None:
        """Offer these to be brought back."""
        if tuple(dropped) == self._dropped:
            return
        self._dropped = tuple(dropped)
        self.list.clear()
        for row in self._dropped:
            item = QListWidgetItem(_words(row), self.list)
            item.setToolTip(_words(row))
        self._heading.setText(f"上年有、今年没有的（{len(self._dropped)} 行）")
        lines = min(len(self._dropped), MOST_LINES)
        height = self.list.sizeHintForRow(0) * lines + 2 * self.list.frameWidth() + 2
        self.list.setFixedHeight(max(height, 1))
        self.setVisible(bool(self._dropped))
        self._refresh()

    @property
    def rows(self) -> tuple[Dropped, ...]:
        """What is offered now."""
        return self._dropped

    def _refresh(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()) or len(self._dropped) == 1)

    def _restore_item(self, item: QListWidgetItem) -> None:
        self.restore_wanted.emit((self._dropped[self.list.row(item)],))

    def _restore(self) -> None:
        chosen = sorted(self.list.row(item) for item in self.list.selectedItems())
        rows = tuple(self._dropped[number] for number in chosen)
        self.restore_wanted.emit(rows or self._dropped[:1])


def _words(row: Dropped) -> str:
    """Its name, and what it said; a goal is nothing but its text."""
    node = row.node
    if isinstance(node, Indicator):
        value = " ".join(node.value.text.split())
        return f"{node_title(node)}　{value}".rstrip()
    text: object = getattr(node, "text", None)
    return " ".join(text.split()) if isinstance(text, str) else node_title(node)
