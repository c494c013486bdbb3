# SPDX-License-Identifier: MulanPSL-2.0
"""One question about all books whose changes were not saved, before the window is closed."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.ask_files import PROGRAM_NAME
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

DISCARDED = "不保存的话，这些改动就没有了。"


class Unsaved(Enum):
    """What to do with changes that were not saved."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class UnsavedDialog(QDialog):
    """Lists the books; closed without a word, nothing is left."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(PROGRAM_NAME)
        self.answer = Unsaved.CANCEL
        self.list = QListWidget()
        self.list.addItems(list(names))
        self.list.setAccessibleName("有改动还没有保存的表")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.save = QPushButton("全部保存(&S)")
        self.discard = QPushButton("不保存(&N)")
        self.buttons.addButton(self.save, role.AcceptRole)
        self.buttons.addButton(self.discard, role.DestructiveRole)
        self.buttons.addButton("取消", role.RejectRole)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(QLabel(f"{len(names)} 本表有改动还没有保存："))
        layout.addWidget(self.list, 1)
        layout.addWidget(dim_label(DISCARDED))
        layout.addWidget(self.buttons)
        resize_on_screen(self, 460, 300)
        self.save.setFocus()

    def _save(self) -> None:
        self.answer = Unsaved.SAVE
        self.accept()

    def _discard(self) -> None:
        self.answer = Unsaved.DISCARD
        self.accept()
