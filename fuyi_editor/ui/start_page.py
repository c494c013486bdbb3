# SPDX-License-Identifier: MulanPSL-2.0
"""What the window shows while no book is open: the ways to begin, and the recent files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

WIDTH = 520
HINT = (
    "打开上年公开的绩效目标表：Word、Excel、WPS、PDF 文件或网页都行，也可以把文件拖进来；"
    "或者复制网页、文档里的整张表，再从剪贴板粘贴。"
)
_NAME = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Calm and empty; Enter or a click on a recent file asks for it."""

    recent_chosen = Signal(str)

    def __init__(
        self,
        open_: QAction,
        roll_over: QAction,
        paste: QAction,
        new: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.recent = QListWidget()
        self.recent.setAccessibleName("最近打开的文件")
        self.recent.setFrameShape(QListWidget.Shape.NoFrame)
        self.recent.viewport().setAutoFillBackground(False)
        self.recent.setIconSize(QSize(18, 18))
        self.recent.itemActivated.connect(self._chosen)
        self.recent.itemClicked.connect(self._chosen)
        self._heading = dim_label("最近打开")
        title = QLabel("绩效目标表编辑器")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        title.setFont(font)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.buttons: list[QPushButton] = []
        for action, text in (
            (open_, "打开绩效目标表…"),
            (roll_over, "上年结转…"),
            (paste, "从剪贴板粘贴表格"),
            (new, "新建…"),
        ):
            button = QPushButton(action.icon(), text)
            button.setMinimumHeight(36)
            button.clicked.connect(action.trigger)
            self.buttons.append(button)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(title)
        hint = dim_label(HINT)
        hint.setMinimumWidth(WIDTH)  # the list, just as wide, is hidden while it is empty
        column.addWidget(hint)
        column.addLayout(buttons)
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.recent, 4)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(column, 0)
        layout.addStretch(1)
        self.recent.setMinimumWidth(WIDTH)

    def show_recent(self, names: list[str]) -> None:
        """List these files, without looking whether they are there."""
        self.recent.clear()
        for name in names:
            path = Path(name)
            item = QListWidgetItem(icon("open"), f"{path.name}\n{path.parent}")
            item.setData(_NAME, name)
            item.setToolTip(name)
            self.recent.addItem(item)
        self._heading.setVisible(bool(names))
        self.recent.setVisible(bool(names))

    def _chosen(self, item: QListWidgetItem) -> None:
        self.recent_chosen.emit(item.data(_NAME))
