# SPDX-License-Identifier: MulanPSL-2.0
"""The bar over the page: what to look for in the whole book, and what to put in its place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.model.search import Query
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector.edits import LineEdit
from fuyi_editor.ui.small_widgets import make_search_line

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPING_PAUSE_MS = 150
_LEAST_EMS, _MOST_EMS = 6, 26
NOTHING = "没有找到"


class FindBar(QFrame):
    """Says what is wanted; the finder does it."""

    changed = Signal()  # another query, after a pause in typing
    next_wanted = Signal()
    previous_wanted = Signal()
    list_wanted = Signal()
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = self._edit("在整本里查找…", "查找的文字")
        self.count = QLabel()
        self.previous = self._button("up", "上一处", "上一处（Shift+F3）")
        self.next = self._button("down", "下一处", "下一处（F3）")
        self.match_case = self._toggle("Aa", "区分大小写")
        self.fold_width = self._toggle("全=半", "全角、半角不分")
        self.fold_width.setChecked(Query("").fold_width)
        self.replacing = self._toggle("替换", "显示或收起替换（Ctrl+H）")
        self.close_button = self._button("close", "关闭查找", "关闭（Esc）")
        self.replacement = self._edit("替换为…", "替换为")
        self.replace = QPushButton("替换")
        self.replace.setToolTip("替换这一处，再到下一处")
        self.replace_all = QPushButton("全部替换…")
        self.replace_all.setToolTip("先逐处列出来，勾选后一次替换，可以一步撤销")
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._arrange()
        self._connect()
        self.show_replacing(False)
        self.hide()

    @property
    def query(self) -> Query:
        """What is looked for now."""
        return Query(self.words.text(), self.match_case.isChecked(), self.fold_width.isChecked())

    def open(self, text: str, *, replacing: bool) -> None:
        """Show the bar with the keyboard in it; a `text` is what to look for."""
        if text and text != self.words.text():
            self.words.setText(text)
            self.end_pause(even_if_over=True)
        self.show_replacing(replacing)
        self.show()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_replacing(self, shown: bool) -> None:
        """With or without the second line."""
        self.replacing.setChecked(shown)
        for widget in (self.replacement, self.replace, self.replace_all):
            widget.setVisible(shown)

    def show_count(self, at: int | None, count: int) -> None:
        """Which of how many places is the current one; counted from 0, None for no place yet."""
        if not self.words.text():
            words = spoken = ""
        elif not count:
            words = spoken = NOTHING
        elif at is None:
            words = spoken = f"{count} 处"
        else:
            words, spoken = f"{at + 1}/{count}", f"第 {at + 1} 处，共 {count} 处"
        self.count.setText(words)
        self.count.setAccessibleName(spoken)
        self._enable(count > 0)

    def end_pause(self, *, even_if_over: bool = False) -> None:
        """Look for what was typed at once, without waiting for a pause."""
        if self._pause.isActive() or even_if_over:
            self._pause.stop()
            self.changed.emit()

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is in this bar."""
        return widget is not None and self.isAncestorOf(widget)

    def _edit(self, placeholder: str, name: str) -> LineEdit:
        edit = LineEdit()
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(name)
        make_search_line(edit)
        em = self.fontMetrics().horizontalAdvance("字")
        edit.setMinimumWidth(_LEAST_EMS * em)
        edit.setMaximumWidth(_MOST_EMS * em)
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return edit

    def _button(self, icon_name: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _toggle(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _arrange(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("8888/8888"))
        lines = QGridLayout(self)
        lines.setContentsMargins(8, 5, 6, 5)
        lines.setSpacing(4)
        lines.setColumnStretch(0, 1)
        lines.addWidget(self.words, 0, 0)
        lines.addLayout(
            _line(
                self.count, self.previous, self.next, self.match_case, self.fold_width,
                self.replacing, None, self.close_button,
            ), 0, 1,
        )  # fmt: skip
        lines.addWidget(self.replacement, 1, 0)
        lines.addLayout(_line(self.replace, self.replace_all, None), 1, 1)
        for widget, following in pairwise(self._in_order()):
            self.setTabOrder(widget, following)
        self.setAccessibleName("查找和替换")

    def _in_order(self) -> tuple[QWidget, ...]:
        """From the words to what takes their place, as one types."""
        return (
            self.words, self.replacement, self.replace, self.replace_all, self.previous,
            self.next, self.match_case, self.fold_width, self.replacing, self.close_button,
        )  # fmt: skip

    def _connect(self) -> None:
        self._pause.timeout.connect(self.changed)
        self.words.edited.connect(self._typed)
        self.words.returnPressed.connect(self.next_wanted)
        self.replacement.returnPressed.connect(self.replace_wanted)
        self.match_case.toggled.connect(self.changed)
        self.fold_width.toggled.connect(self.changed)
        self.replacing.toggled.connect(self.show_replacing)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.replace.clicked.connect(self.replace_wanted)
        self.replace_all.clicked.connect(self.replace_all_wanted)
        self.close_button.clicked.connect(self.closed)
        self._key("Esc", self, self.closed.emit)
        for key in ("Shift+Return", "Shift+Enter"):
            self._key(key, self.words, self.previous_wanted.emit)
        self._key("Down", self.words, self.list_wanted.emit)

    def _key(self, key: str, widget: QWidget, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _typed(self, text: str) -> None:
        self._enable(bool(text))  # whoever is quick need not wait for the count
        self._pause.start()

    def _enable(self, enabled: bool) -> None:
        for button in (self.previous, self.next, self.replace, self.replace_all):
            button.setEnabled(enabled)

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("8888/8888"))


def _line(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is room that grows."""
    line = QHBoxLayout()
    line.setSpacing(4)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line
