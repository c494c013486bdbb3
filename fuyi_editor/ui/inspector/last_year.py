# SPDX-License-Identifier: MulanPSL-2.0
"""What a field said last year: that it is the same beside its label, else the text below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from fuyi_editor.ui.inspector.plan import Entry

SAME = "同上年"
BLANK = "上年是空白"
LONGEST = 120  # letters; all of a longer text is in the tool tip


class LastYearLine(QWidget):
    """Hidden while there is no book of last year, or no such row in it."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.same = dim_label(SAME)
        """Beside the label of the field: most fields are the same, and need no line for that."""
        self.same.setWordWrap(False)
        self.same.hide()
        self.label = dim_label()
        self.label.setMinimumWidth(1)
        self.copy = QToolButton()
        self.copy.setText("照抄")
        self.copy.setAutoRaise(True)
        # Tab goes from field to field; the keyboard has a key of its own for this.
        self.copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy.clicked.connect(self.copy_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_text(self, entry: Entry, before: str | None, now: str) -> None:
        """Say what the field of that entry said, where it is known."""
        # A figure in a table has no room for it, and a box shows its state itself.
        shown = before is not None and not entry.row and not entry.checked
        self.same.setVisible(shown and before == now)
        self.setVisible(shown and before != now)
        if before is None:
            return
        self.copy.setToolTip("用上年的内容替换这一栏（Ctrl+'）")
        self.copy.setAccessibleName(f"{entry.label}照抄上年")
        self.label.setText(last_year_words(before))
        self.label.setToolTip(before if len(before) > LONGEST else "")


def last_year_words(before: str) -> str:
    """What stands below the field."""
    if not before.strip():
        return BLANK
    shown = before if len(before) <= LONGEST else before[:LONGEST] + "…"
    return f"上年：{shown}"
