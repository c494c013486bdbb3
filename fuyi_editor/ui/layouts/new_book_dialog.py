# SPDX-License-Identifier: MulanPSL-2.0
"""Choosing the layout of a new book, or another one for the open book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from fuyi_editor.layouts.definition.layout_file import LayoutShelf
from fuyi_editor.ui.layouts.picker import LayoutPicker
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.ui.layouts.previews import LayoutPreview


@dataclass(frozen=True)
class LayoutWords:
    """What the dialog is called, says and offers to do."""

    title: str
    heading: str
    accept: str


NEW_WORDS = LayoutWords("新建", "请选择版式。以后可以另存为 Word 文档或 Excel 工作簿。", "新建")
APPLY_WORDS = LayoutWords(
    "套用版式",
    "请选择版式。内容不变，按所选版式重新排成一份新的表，原来的文件不受影响。",
    "套用",
)


class NewBookDialog(QDialog):
    """Modal; `layout_name` tells what was chosen when it was accepted."""

    def __init__(
        self,
        layouts: Mapping[str, Layout],
        parent: QWidget | None = None,
        words: LayoutWords = NEW_WORDS,
        preview: LayoutPreview | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._layouts = layouts
        self.picker = LayoutPicker(layouts, preview)
        self.buttons = QDialogButtonBox()
        self.create_button = self.buttons.addButton(
            words.accept, QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.create_button.setDefault(True)
        heading = QLabel(words.heading)
        heading.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.buttons)
        resize_on_screen(self, 980, 680)
        self.picker.changed.connect(self._follow)
        self.picker.activated.connect(self.accept)
        self.picker.learn_wanted.connect(self._learn)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.picker.setFocus()
        self._follow()

    def layout_name(self) -> str | None:
        """The name of the chosen layout."""
        return self.picker.layout_name()

    def _follow(self) -> None:
        self.create_button.setEnabled(self.layout_name() is not None)

    def _learn(self) -> None:
        """Let a layout be learnt from a sample; it is chosen at once."""
        from fuyi_editor.ui.layouts.learn_dialog import LearnDialog

        if not isinstance(self._layouts, LayoutShelf):
            return
        dialog = LearnDialog(self._layouts, self)
        if dialog.choose_sample() and dialog.exec():
            self._layouts.reload()
            self.picker.reload(dialog.saved_name)
        dialog.deleteLater()
