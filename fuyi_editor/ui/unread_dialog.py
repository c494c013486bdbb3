# SPDX-License-Identifier: MulanPSL-2.0
"""The texts of a file that were not understood: where each stands, what it says, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.report import Unread

HEADING = "下面这些文字程序没有认出来，不能在目录和属性里修改，但保存时会原样留在文件里。"
_PLACE_EMS, _TEXT_EMS = 13, 22


class UnreadDialog(QDialog):
    """A list to look through; nothing can be changed in it."""

    def __init__(self, unread: Sequence[Unread], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"未识别的文字（{len(unread)} 处）")
        heading = QLabel(HEADING)
        heading.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setHeaderLabels(["位置", "文字", "原因"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("未识别的文字")
        for piece in unread:
            text = " ".join(piece.text.split())
            item = QTreeWidgetItem(self.list, [piece.place, text, piece.reason])
            item.setToolTip(1, piece.text)
        em = self.fontMetrics().horizontalAdvance("字")
        self.list.setColumnWidth(0, _PLACE_EMS * em)
        self.list.setColumnWidth(1, _TEXT_EMS * em)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(760, 420)
