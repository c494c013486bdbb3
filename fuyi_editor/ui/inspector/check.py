# SPDX-License-Identifier: MulanPSL-2.0
"""A check box of the inspector, with the same words as its other edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class CheckEdit(QCheckBox):
    """Stands for a field that has one text or none."""

    edited = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, checked_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked_text = checked_text
        self.toggled.connect(self._toggled)

    def field_text(self) -> str:
        """The text that the box stands for now."""
        return self._checked_text if self.isChecked() else ""

    def show_text(self, text: str) -> bool:
        """Show a text that came from elsewhere; whether anything changed on the screen."""
        checked = bool(text.strip())
        if checked == self.isChecked():
            return False
        self.blockSignals(True)
        self.setChecked(checked)
        self.blockSignals(False)
        return True

    def finish_composing(self) -> None:
        """Nothing is ever composed in a box."""

    def _toggled(self, _checked: bool) -> None:
        self.edited.emit(self.field_text())

    @override
    @never_raises(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    @never_raises(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
