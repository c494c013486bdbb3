# SPDX-License-Identifier: MulanPSL-2.0
"""Choosing a layout: titles on the left, what each is for on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.layout import Layout

_NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class LayoutWords:
    """What the dialog is called, says and offers to do."""

    title: str
    heading: str
    accept: str


NEW_WORDS = LayoutWords("新建", "请选择表格样式。以后可以另存为 Word 文档或 Excel 工作簿。", "新建")
APPLY_WORDS = LayoutWords(
    "套用版式",
    "请选择表格样式。内容不变，按所选样式重新排成一份新的表，原来的文件不受影响。",
    "套用",
)


class NewBookDialog(QDialog):
    """Modal; `layout_name` tells what was chosen when it was accepted."""

    def __init__(
        self,
        layouts: Mapping[str, Layout],
        parent: QWidget | None = None,
        words: LayoutWords = NEW_WORDS,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._words = words
        self._layouts = layouts
        self.titles = QListWidget()
        self.titles.setAccessibleName("表格样式")
        self.titles.setSpacing(2)
        self.description = QLabel()
        self.description.setWordWrap(True)
        self.description.setTextFormat(Qt.TextFormat.PlainText)
        self.description.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.buttons = QDialogButtonBox()
        self.create_button = self.buttons.addButton(
            words.accept, QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        for name, layout in layouts.items():
            item = QListWidgetItem(layout.title)
            item.setData(_NAME, name)
            self.titles.addItem(item)
        self._arrange()
        self.titles.currentItemChanged.connect(self._show_description)
        self.titles.itemActivated.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.titles.setCurrentRow(0)
        self._show_description()

    def layout_name(self) -> str | None:
        """The name of the chosen layout."""
        item = self.titles.currentItem()
        return item.data(_NAME) if item else None

    def _arrange(self) -> None:
        heading = QLabel(self._words.heading)
        heading.setWordWrap(True)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.titles, 3)
        middle.addWidget(self.description, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addLayout(middle, 1)
        layout.addWidget(self.buttons)
        self.resize(560, 340)

    def _show_description(self) -> None:
        name = self.layout_name()
        self.create_button.setEnabled(name is not None)
        layout = self._layouts[name] if name else None
        self.description.setText(layout.description if layout else "没有可用的表格样式。")
