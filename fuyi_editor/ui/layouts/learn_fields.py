# SPDX-License-Identifier: MulanPSL-2.0
"""What a cell of a sample may be: a list of fields in groups, to search and to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.layouts.learning.choices import choices
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.small_widgets import make_search_line

if TYPE_CHECKING:
    from fuyi_editor.layouts.learning.choices import Choice

AUTO, FIXED, OTHER = "auto", "fixed", "other"
_SIMPLE = {
    AUTO: "程序自己认的",
    FIXED: "固定文字：每份表上都一样",
    OTHER: "其他内容：要填写，按旁边的文字保存",
}
_DATA = Qt.ItemDataRole.UserRole


class FieldList(QWidget):
    """`chosen` tells a `Choice`, or "auto", "fixed", "other"."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找：项目名称、预算数、三级指标…")
        self.search.setAccessibleName("查找字段")
        make_search_line(self.search)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("这一格是什么")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self.show_owner("fields")

    def show_owner(self, owner: str) -> None:
        """Offer the fields of a project's table (`fields`) or a department's (`department`)."""
        if owner == self._owner:
            return
        self._owner = owner
        self.tree.clear()
        for key, text in _SIMPLE.items():
            self._item(self.tree.invisibleRootItem(), text, key)
        groups: dict[str, QTreeWidgetItem] = {}
        for choice in choices(owner):
            if choice.group not in groups:
                group = QTreeWidgetItem(self.tree, [choice.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                groups[choice.group] = group
            self._item(groups[choice.group], choice.label, choice)
        self.tree.expandAll()
        self._filter(self.search.text())

    def _item(self, parent: QTreeWidgetItem, text: str, data: Choice | str) -> None:
        item = QTreeWidgetItem(parent, [text])
        item.setData(0, _DATA, data)

    def _leaves(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for row in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(row)
            if top is not None:
                below = [top.child(number) for number in range(top.childCount())]
                found += [item for item in below if item] or [top]
        return found

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown: list[QTreeWidgetItem] = []
        for item in self._leaves():
            parent = item.parent()
            whole = f"{parent.text(0) if parent else ''} {item.text(0)}".casefold()
            hidden = not all(word in whole for word in words)
            item.setHidden(hidden)
            shown += [] if hidden else [item]
        for row in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(row)
            if top is not None and top.childCount():
                below = (top.child(number) for number in range(top.childCount()))
                top.setHidden(all(item is None or item.isHidden() for item in below))
        if shown and words:
            self.tree.setCurrentItem(shown[0])
        else:
            self.tree.setCurrentIndex(QModelIndex())

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        data = item.data(0, _DATA) if item is not None else None
        if data is not None:
            self.chosen.emit(data)

    @override
    @never_raises(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.tree.currentItem())
            return True
        return False

    def _step(self, by: int) -> None:
        leaves = [item for item in self._leaves() if not item.isHidden()]
        current = self.tree.currentItem()
        at = leaves.index(current) + by if current in leaves else 0
        if 0 <= at < len(leaves):
            self.tree.setCurrentItem(leaves[at])
