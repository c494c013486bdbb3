# SPDX-License-Identifier: MulanPSL-2.0
"""The bar over the findings: levels with their counts, words to look for, groups, 修正."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from fuyi_editor.checks.findings import Severity
from fuyi_editor.ui.findings.groups import STATES, Wanted
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector.edits import LineEdit
from fuyi_editor.ui.inspector.notes import FIX_WORD
from fuyi_editor.ui.small_widgets import make_search_line
from fuyi_editor.ui.state_colors import SEVERITY_WORDS, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE_WORDS = {
    "error": SEVERITY_WORDS[Severity.ERROR],
    "warning": SEVERITY_WORDS[Severity.WARNING],
    "hint": SEVERITY_WORDS[Severity.HINT],
    "unknown": UNKNOWN_WORD,
}
BY_PROJECT, BY_RULE = "按项目", "按规则"
_TYPING_PAUSE_MS = 150


class FindingsBar(QWidget):
    """Says what is to be shown; the panel shows it."""

    changed = Signal()
    left = Signal()  # from the words, down into the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters = {state: QToolButton() for state in STATES}
        self.words = LineEdit()
        self.grouping = QComboBox()
        self.fix_button = QPushButton(icon("fix"), FIX_WORD)
        self.dismissed_button = QToolButton()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._set_up_filters()
        self._set_up_words()
        self._set_up_others()
        bar = QHBoxLayout(self)
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for button in self.filters.values():
            bar.addWidget(button)
        bar.addWidget(self.dismissed_button)
        bar.addStretch(1)
        bar.addWidget(self.words)
        bar.addWidget(self.fix_button)
        bar.addWidget(self.grouping)

    @property
    def wanted(self) -> Wanted:
        """What is to be shown now."""
        states = frozenset(state for state, button in self.filters.items() if button.isChecked())
        by_rule = self.grouping.currentIndex() == 1
        return Wanted(by_rule, states, self.words.text().strip())

    def show_counts(self, counts: Mapping[str, int], dismissed: int) -> None:
        """How many there are of each level, shown or not, and how many are not told any more."""
        for state, button in self.filters.items():
            text = f"{STATE_WORDS[state]} {counts[state]}"
            button.setText(text)
            button.setAccessibleName(text)
        self.dismissed_button.setText(f"不再提示 {dismissed}")
        self.dismissed_button.setVisible(dismissed > 0)

    def _set_up_filters(self) -> None:
        for state, button in self.filters.items():
            button.setIcon(icon(state))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setChecked(state in Wanted().states)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"显示或隐藏{STATE_WORDS[state]}")
            button.toggled.connect(self._changed)
        self.filters["error"].setToolTip("显示或隐藏错误；按 Ctrl+F8 到下一处错误")
        self.filters["unknown"].setToolTip("规则涉及这些地方，但程序读不出内容，请人工核对")

    def _set_up_words(self) -> None:
        self.words.setPlaceholderText("在问题中查找…")
        make_search_line(self.words)
        self.words.setAccessibleName("在问题中查找")
        self.words.setToolTip("只看含有这些字的问题：位置、原文、规则名称都可以；Esc 清除")
        self.words.setMaximumWidth(self.fontMetrics().horizontalAdvance("字") * 16)
        self.words.edited.connect(self._typed)
        self.words.returnPressed.connect(self._enter_list)
        escape = QShortcut(QKeySequence("Esc"), self.words)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.forget_words)

    def _set_up_others(self) -> None:
        self.grouping.addItems([BY_PROJECT, BY_RULE])
        self.grouping.setAccessibleName("分组方式")
        self.grouping.currentIndexChanged.connect(self._changed)
        self.fix_button.setToolTip("修正所选的问题（F9）；可以撤销")
        self.fix_button.setAccessibleName("修正所选的问题")
        self.fix_button.setEnabled(False)
        self.dismissed_button.setAutoRaise(True)
        self.dismissed_button.setToolTip("看看哪些问题不再提示、为什么；可以恢复")
        self.dismissed_button.hide()

    def forget_words(self) -> None:
        """Show the findings of all words again, at once."""
        self.words.clear()
        self._changed()

    def _typed(self) -> None:
        self._pause.start()

    def _changed(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _enter_list(self) -> None:
        self._changed()
        self.left.emit()
