# SPDX-License-Identifier: MulanPSL-2.0
"""The panel 修订对照: two books, what differs, and the way to every place of the open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.inspector.edits import LineEdit
from fuyi_editor.ui.small_widgets import make_search_line
from fuyi_editor.ui.yearly.compare_model import CompareModel
from fuyi_editor.ui.yearly.compare_view import CompareView

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.yearly.comparison import Comparison
    from fuyi_editor.yearly.comparison.change import Change

NO_DIFFERENCE = "两份文本内容相同"
NO_SUCH_WORDS = "没有含有这些字的改动；按 Esc 或清除查找的字，看全部改动"
_TYPING_PAUSE_MS = 150
_WORDS_EMS = 14


class ComparePanel(QWidget):
    """Shows one comparison; `actions` are the buttons of the bar, in order."""

    current_changed = Signal()
    left = Signal()  # Esc in the list

    def __init__(self, session: EditSession, actions: tuple[QAction, ...]) -> None:
        super().__init__()
        self._session = session
        self.comparison: Comparison | None = None
        self.model = CompareModel(self)
        self.view = CompareView(self.model)
        self.view.addActions(list(actions))
        self.books = QLabel()
        self.words = LineEdit()
        self.empty = QLabel()
        self._pages = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._set_up_words()
        self._arrange(actions)
        self.view.clicked.connect(self._visit)
        self.view.entered_row.connect(self._visit)
        self.view.left.connect(self.left)
        self.view.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def current(self) -> Change | None:
        """The change of the current row."""
        return self.model.change(self.view.currentIndex())

    def show_comparison(self, comparison: Comparison) -> None:
        """Show this one from now on, and what becomes of it."""
        self.comparison = comparison
        comparison.changed.connect(self.refresh)
        self.words.clear()
        self.refresh()

    def refresh(self) -> None:
        """List what differs now; the current row stays, if it still differs."""
        comparison = self.comparison
        if comparison is None:
            return
        self._pause.stop()
        first, second = comparison.heads
        self.books.setText(f"原：{first.words()}　→　新：{second.words()}　{comparison.summary}")
        self.books.setToolTip(self.books.text())
        current, number = self.current, self._number()
        if self.model.show(comparison.changes, self.words.text().strip()):
            self._restore(current, number)
        nothing = NO_SUCH_WORDS if comparison.changes else NO_DIFFERENCE
        self.empty.setText(nothing)
        self._pages.setCurrentWidget(self.view if self.model.shown else self.empty)
        self.current_changed.emit()

    def step(self, by: int) -> bool:
        """Go to the next or the previous change, round the end; False if there is none."""
        shown = self.model.shown
        if not shown:
            return False
        place = self._number(by)
        if not 0 <= place < len(shown):
            place %= len(shown)
            words = "已到最后一处，回到第一处" if by > 0 else "已到第一处，转到最后一处"
            self._session.message.emit(words)
        index = self.model.row_of(place)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._visit(index)
        return True

    def enter(self) -> None:
        """Put the keyboard into the list."""
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget_words(self) -> None:
        """List all changes again."""
        self.words.clear()
        self.refresh()

    def _number(self, by: int = 0) -> int:
        """Which of the listed changes is `by` steps from the current row.

        A heading stands between the last row of the one project and the first of the next.
        """
        index = self.view.currentIndex()
        if not index.isValid():
            return 0 if by >= 0 else -1
        inside = index.parent().isValid()
        heading = index.parent() if inside else index.siblingAtColumn(0)
        groups = (self.model.index(row, 0) for row in range(heading.row()))
        above = sum(map(self.model.rowCount, groups))
        return above + (index.row() + by if inside else min(by, 0))

    def _restore(self, current: Change | None, number: int) -> None:
        """The same change, or the one that has come into its place."""
        shown = self.model.shown
        if current is None or not shown:
            return
        same = (row for row, change in enumerate(shown) if _key(change) == _key(current))
        index = self.model.row_of(next(same, min(number, len(shown) - 1)))
        self.view.setCurrentIndex(index)

    def _visit(self, index: QModelIndex) -> None:
        change = self.model.change(index)
        if change is not None and self.comparison is not None:
            self._session.select(*self.comparison.place(change))

    def _current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()

    def _set_up_words(self) -> None:
        self.words.setPlaceholderText("在改动中查找…")
        make_search_line(self.words)
        self.words.setAccessibleName("在改动中查找")
        self.words.setToolTip("只看含有这些字的改动：项目、位置、原内容、新内容都可以；Esc 清除")
        self.words.setMaximumWidth(self.fontMetrics().horizontalAdvance("字") * _WORDS_EMS)
        self.words.edited.connect(self._pause.start)
        self.words.returnPressed.connect(self.enter)
        escape = QShortcut(QKeySequence("Esc"), self.words)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.forget_words)

    def _arrange(self, actions: tuple[QAction, ...]) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        self.books.setTextFormat(Qt.TextFormat.PlainText)
        # A long name must not make the window wide.
        self.books.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(self.books, 1)
        bar.addWidget(self.words)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar.addWidget(button)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._pages, 1)
        self.setAccessibleName("修订对照面板")


def _key(change: Change) -> tuple[object, ...]:
    """What a change is about, whatever the texts are now."""
    sides = (change.before, change.after)
    return tuple((side.nodes, side.field) if side else None for side in sides)
