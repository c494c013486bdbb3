# SPDX-License-Identifier: MulanPSL-2.0
"""The selected row of a roll over in full: the whole text before and after, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from fuyi_editor.ui.mark_delegate import marked_format
from fuyi_editor.ui.yearly.rollover_rows import CLEARED, LEFT_STATE, NEW_STATE, OLD_STATE
from fuyi_editor.yearly.rollover.proposals import Proposal

if TYPE_CHECKING:
    from fuyi_editor.yearly.rollover.proposals import Item

_BLANK = "（空）"


class RollOverDetails(QTextEdit):
    """Read-only; the text can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("选中一处的全文")
        self.setMinimumHeight(5 * self.fontMetrics().lineSpacing())

    def show_item(self, item: Item | None) -> None:
        """Show what a row is about; nothing for the row of a project."""
        self.clear()
        if item is None:
            return
        is_proposal = isinstance(item, Proposal)
        state = OLD_STATE if is_proposal else LEFT_STATE
        self._write("原文：", item.text or _BLANK, item.start, item.end, state)
        if isinstance(item, Proposal):
            end = item.start + len(item.new)
            self._write("改为：", item.after or CLEARED, item.start, end, NEW_STATE)
        self._write("说明：" if is_proposal else "未改：", item.why, 0, 0, state)
        self.verticalScrollBar().setValue(0)

    def _write(self, label: str, text: str, start: int, end: int, state: str) -> None:
        cursor = self.textCursor()
        if not self.document().isEmpty():
            cursor.insertBlock()
        plain, marked = QTextCharFormat(), marked_format(self.palette(), state)
        cursor.insertText(label + text[:start], plain)
        cursor.insertText(text[start:end], marked)
        cursor.insertText(text[end:], plain)
        self.setTextCursor(cursor)
