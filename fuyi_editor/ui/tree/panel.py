# SPDX-License-Identifier: MulanPSL-2.0
"""The tree under a line in which one types to see only the rows that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fuyi_editor.model.width import to_half_width
from fuyi_editor.ui.inspector.edits import LineEdit
from fuyi_editor.ui.small_widgets import make_search_line
from fuyi_editor.ui.tree.view import TreeView

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Node
    from fuyi_editor.ui.session import EditSession

TYPING_PAUSE_MS = 150
# Opening all projects of a large book would take longer than a pause in typing.
MOST_OPENED = 40
_SEARCHED = ("name", "code", "text", "description", "purpose", "content")


class TreePanel(QWidget):
    """Filter line and tree. Rows that came after the last typing are seen in any case."""

    def __init__(self, session: EditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree = TreeView(session)
        self.filter_line = LineEdit()
        self.filter_line.setPlaceholderText("筛选项目或指标…")
        make_search_line(self.filter_line)
        self.filter_line.setAccessibleName("筛选项目或指标")
        self._hidden: list[QPersistentModelIndex] = []
        self._timer = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._timer.timeout.connect(self.filter_now)
        self.filter_line.edited.connect(self._typed)
        self.filter_line.returnPressed.connect(self._enter_tree)
        escape = QShortcut(QKeySequence("Esc"), self.filter_line)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._leave_filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(6, 6, 6, 6)
        top.addWidget(self.filter_line)
        layout.addLayout(top)
        layout.addWidget(self.tree, 1)

    def enter_filter(self) -> None:
        """Put the keyboard into the filter line."""
        self.filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_line.selectAll()

    def filter_now(self) -> None:
        """Hide what does not hold the text of the line, without waiting for a pause."""
        self._timer.stop()
        self._show_all()
        self._first = None
        words = _folded(self.filter_line.text()).split()
        if words:
            self._opened = 0
            self._filter_under(QModelIndex(), self._session.submission, words)
        self.tree.scrollTo(self.tree.currentIndex(), TreeView.ScrollHint.PositionAtCenter)

    _opened = 0
    _first: QModelIndex | None = None  # the first row that says the words

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _enter_tree(self) -> None:
        self.filter_now()
        if self._first is not None:
            self.tree.show_index(self._first)
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_filter(self) -> None:
        self.filter_line.clear()
        self.filter_now()
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_all(self) -> None:
        for index in self._hidden:
            if index.isValid():
                self.tree.setRowHidden(index.row(), QModelIndex(index.parent()), False)
        self._hidden.clear()

    def _filter_under(self, parent: QModelIndex, owner: Node, words: list[str]) -> None:
        """Hide the rows under `parent` that neither say the words nor hold a row that does."""
        model = self.tree.tree_model
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            row = model.row_of(index)
            if row is None:
                continue
            if row.slot:
                nodes = owner.children(row.slot)
                if any(_holds(node, words) for node in nodes):
                    self._filter_inside(index, owner, words)
                else:
                    self._hide(index)
                continue
            node = self._session.submission.find(row.node)
            if node is self._session.submission:
                continue
            if _says(node, words):
                self._first = index if self._first is None else self._first
                continue
            if _holds(node, words):
                self._filter_inside(index, node, words)
            else:
                self._hide(index)

    def _filter_inside(self, index: QModelIndex, owner: Node, words: list[str]) -> None:
        if self._opened < MOST_OPENED:
            self._opened += 1
            self.tree.expand(index)
        self._filter_under(index, owner, words)

    def _hide(self, index: QModelIndex) -> None:
        self.tree.setRowHidden(index.row(), index.parent(), True)
        self._hidden.append(QPersistentModelIndex(index))


def _holds(node: Node, words: list[str]) -> bool:
    return any(_says(part, words) for part in node.walk())


def _says(node: Node, words: list[str]) -> bool:
    text = _folded(" ".join(getattr(node, name, "") for name in _SEARCHED))
    return all(word in text for word in words)


def _folded(text: str) -> str:
    return to_half_width(text).casefold()
