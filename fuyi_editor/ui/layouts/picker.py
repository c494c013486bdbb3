# SPDX-License-Identifier: MulanPSL-2.0
"""Choosing a layout: a list to search, a miniature of the very book, what would be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.layouts.definition.layout_file import LayoutShelf
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.layouts.picker_list import TAXONOMY_WORDS, LayoutList
from fuyi_editor.ui.layouts.picker_page import PageMiniature
from fuyi_editor.ui.small_widgets import IconLabel, dim_label, make_search_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.ui.layouts.previews import LayoutPreview

REST_MS = 50
"""A selection that rests so long is painted: running through the list stays quick."""
_LINES = 8
_LIST_KEYS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5,
}  # fmt: skip


class LayoutPicker(QWidget):
    """`changed` tells that another layout (or none) is chosen, `activated` that it is meant."""

    changed = Signal()
    activated = Signal()
    learn_wanted = Signal()

    def __init__(
        self,
        layouts: Mapping[str, Layout],
        preview: LayoutPreview | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self._preview = preview
        self._left_out: dict[str, str] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找：名称、省份、依据、自己的…")
        self.search.setAccessibleName("查找版式")
        make_search_line(self.search)
        self.list = LayoutList()
        self.miniature = PageMiniature()
        self.description = _plain_label()
        self.facts = dim_label()
        self.warning = _plain_label()
        self.problems = _plain_label()
        self.learn_button = QPushButton("从样表学一个版式(&L)…")
        self.folder_button = QPushButton("打开版式文件夹(&F)")
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._arrange()
        self._connect()
        self.reload()

    def layout_name(self) -> str | None:
        """The name of the chosen layout."""
        return self.list.name()

    def reload(self, chosen: str = "") -> None:
        """Show the layouts as they are now, this one chosen."""
        self.miniature.forget()
        self._left_out.clear()
        self.list.fill(self._layouts)
        self.list.setCurrentRow(0)
        if chosen:
            self.search.clear()
            self.list.choose(chosen)
        problems = self._layouts.problems if isinstance(self._layouts, LayoutShelf) else ()
        self.problems.setText("\n".join(problems))
        self._problem_row.setVisible(bool(problems))
        self._show_words()

    # Building

    def _arrange(self) -> None:
        self._warning_row = _row_of("warning", self.warning)
        self._problem_row = _row_of("warning", self.problems)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.learn_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.miniature, 1)
        right.addWidget(self._words())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.addWidget(self._problem_row, 1, 0, 1, 2)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        has_folder = isinstance(self._layouts, LayoutShelf) and bool(self._layouts.folders)
        self.learn_button.setVisible(has_folder)
        self.folder_button.setVisible(has_folder)
        self.setFocusProxy(self.search)
        for button in (self.learn_button, self.folder_button):
            button.setAutoDefault(False)  # Enter means the layout

    def _words(self) -> QWidget:
        """What is said of the layout, in so much room that the miniature stays where it is."""
        words = QWidget()
        words.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        inside = QVBoxLayout(words)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for widget in (self.description, self.facts, self._warning_row):
            inside.addWidget(widget)
        inside.addStretch(1)
        return words

    def _connect(self) -> None:
        self.search.textChanged.connect(self.list.search)
        self.search.returnPressed.connect(self._activate)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(self._selected)
        self.list.itemDoubleClicked.connect(self._activate)
        self.learn_button.clicked.connect(self.learn_wanted)
        self.folder_button.clicked.connect(self._open_folder)
        self._timer.timeout.connect(self._show_page)

    # Showing

    def _selected(self) -> None:
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        name = self.layout_name()
        layout = self._layouts[name] if name else None
        self.description.setText(layout.description if layout else "没有找到这样的版式。")
        self.facts.setText(_facts(layout) if layout else "")
        self.facts.setVisible(layout is not None)
        known = name is not None and self.miniature.knows(name)
        self.miniature.show_page(name if name and known else "")
        self._show_left_out(self._left_out.get(name or "", ""))
        if name is not None and self._preview is not None:
            self._timer.start()

    def _show_page(self) -> None:
        name = self.layout_name()
        if name is None or self._preview is None:
            return
        layout = self._layouts[name]
        if not self.miniature.knows(name):
            self.miniature.keep(name, self._preview.first_pages(layout))
        self.miniature.show_page(name)
        if name not in self._left_out:
            self._left_out[name] = self._preview.left_out(layout)
        self._show_left_out(self._left_out[name])

    def _show_left_out(self, texts: str) -> None:
        self.warning.setText(f"这个版式没有地方印：{texts}。" if texts else "")
        self._warning_row.setVisible(bool(texts))

    # Doing

    def _activate(self) -> None:
        if self.layout_name() is not None:
            self.activated.emit()

    def _open_folder(self) -> None:
        assert isinstance(self._layouts, LayoutShelf)
        folder = self._layouts.folders[0]
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @override
    @never_raises(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if watched is self.search and key in _LIST_KEYS:
            for _ in range(abs(_LIST_KEYS[key])):
                self.list.step(1 if _LIST_KEYS[key] > 0 else -1)
            return True
        if watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
            return True
        if watched is self.list and event.text().strip() and not event.modifiers():
            self.search.setFocus()
            self.search.setText(self.search.text() + event.text())
            return True
        return False


def _facts(layout: Layout) -> str:
    facts = [f"依据：{layout.source}"] if layout.source else []
    facts.append(f"金额单位：{layout.money_unit}；{TAXONOMY_WORDS[layout.taxonomy_name]}")
    return "\n".join(facts)


def _plain_label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _row_of(name: str, label: QLabel) -> QWidget:
    """A label behind an icon, shown and hidden together."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(IconLabel(name), 0, Qt.AlignmentFlag.AlignTop)
    inside.addWidget(label, 1)
    return row
