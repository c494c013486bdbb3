# SPDX-License-Identifier: MulanPSL-2.0
"""The window of the manual: contents and search at the left, a chapter at the right.

It stays open beside the book and follows F1 there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.manual.chapters import FIRST
from fuyi_editor.ui.manual.contents import ContentsTree, HitList
from fuyi_editor.ui.manual.key_chapter import key_words
from fuyi_editor.ui.manual.page import ZOOM_STEP, ManualPage
from fuyi_editor.ui.manual.rendering import chapter_text
from fuyi_editor.ui.manual.search import find_in
from fuyi_editor.ui.small_widgets import dim_label, make_search_line
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.ui.manual.chapters import Chapter
    from fuyi_editor.ui.manual.search import Hit

TITLE = "使用手册"
NOTHING = "手册里没有找到，换个词试试"
SIDE_WIDTH = 270


@dataclass
class _Stop:
    """A place that was read: its name and how far down the page was."""

    place: str
    scrolled: int = 0


class ManualWindow(QWidget):
    """A window of its own beside `parent`, and closed with it."""

    def __init__(self, chapters: Sequence[Chapter], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._texts = [chapter_text(chapter) for chapter in chapters]
        self.contents = ContentsTree(self._texts)
        self.hits = HitList()
        self.search = QLineEdit()
        self.count = dim_label()
        self.page = ManualPage()
        self._stops: list[_Stop] = []
        self._at = -1
        self._make_actions()
        self._arrange()
        self._connect()

    @property
    def place(self) -> str:
        """The place that is read, as links name it."""
        return self._stops[self._at].place if self._stops else ""

    def go_to(self, place: str) -> None:
        """Read there; a place that is not in the manual is its chapter, or the first one."""
        if place != self.place:
            self._leave()
            self._stops = [*self._stops[: self._at + 1], _Stop(place)]
            self._at = len(self._stops) - 1
        self._show(place)

    def show_place(self, place: str) -> None:
        """Come up with a place, or with what was read last if it is empty."""
        self.show()  # first: lines break as wide as the page then is
        self.go_to(place or self.place or FIRST)
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    # Going

    def _leave(self) -> None:
        if self._stops:
            self._stops[self._at].scrolled = self.page.verticalScrollBar().value()

    def _show(self, place: str, scrolled: int | None = None) -> None:
        name, _, section = place.partition("#")
        by_name = {text.chapter.name: text.chapter for text in self._texts}
        self.page.show_chapter(by_name.get(name, self._texts[0].chapter))
        found = self.page.go_to_section(section) if section else None
        if scrolled is not None:
            self.page.verticalScrollBar().setValue(scrolled)
        self.contents.show_place(f"{name}#{found.path}" if found else name)
        self.setWindowTitle(f"{self.page.chapter.title if self.page.chapter else ''} — {TITLE}")
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at + 1 < len(self._stops))

    def _go_back(self) -> None:
        self._step(-1)

    def _go_forward(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._stops):
            self._leave()
            self._at += by
            self._show(self._stops[self._at].place, self._stops[self._at].scrolled)

    # Searching

    def _find(self, query: str) -> None:
        hits = find_in(self._texts, query)
        self.hits.show_hits(hits)
        self.page.mark(query)
        wanted = bool(query.strip())
        self._side.setCurrentWidget(self.hits if wanted else self.contents)
        self.count.setText((f"{len(hits)} 处" if hits else NOTHING) if wanted else "")
        self.count.setVisible(wanted)

    def _show_hit(self, hit: Hit) -> None:
        if self.page.chapter is not hit.chapter:
            self.go_to(hit.chapter.name)
        self.page.show_span(hit.start, hit.length)

    def _next_hit(self) -> None:
        self.hits.step(1)

    def _previous_hit(self) -> None:
        self.hits.step(-1)

    def _enter_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _escape(self) -> None:
        """First end the search, then close."""
        if self.search.text():
            self.search.clear()
            self.page.setFocus()
        else:
            self.close()

    # Seeing

    def _zoom_in(self) -> None:
        self.page.set_zoom(self.page.zoom * ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.page.set_zoom(self.page.zoom / ZOOM_STEP)

    def _zoom_whole(self) -> None:
        self.page.set_zoom(1.0)

    # How it is made

    def _make_actions(self) -> None:
        self.back = make_action(self, "后退", "back", "Alt+Left")
        self.forward = make_action(self, "前进", "forward", "Alt+Right")
        self.zoom_in = make_action(self, "放大", "zoom-in", "Ctrl++", "Ctrl+=")
        self.zoom_out = make_action(self, "缩小", "zoom-out", "Ctrl+-")
        self.zoom_whole = make_action(self, "原来大小", None, "Ctrl+0")
        self.to_search = make_action(self, "查找", "find", "Ctrl+F")
        self.next_hit = make_action(self, "下一处", "down", "F3")
        self.previous_hit = make_action(self, "上一处", "up", "Shift+F3")
        self.addActions(self.keys)

    @property
    def keys(self) -> list[QAction]:
        """Everything here that has a key."""
        return [
            self.to_search, self.next_hit, self.previous_hit, self.back, self.forward,
            self.zoom_in, self.zoom_out, self.zoom_whole,
        ]  # fmt: skip

    def _arrange(self) -> None:
        self.search.setPlaceholderText("在手册里查找…")
        self.search.setAccessibleName("在手册里查找")
        make_search_line(self.search)
        self._side = QStackedWidget()
        self._side.addWidget(self.contents)
        self._side.addWidget(self.hits)
        self.count.hide()
        self.count.setAccessibleName("查到几处")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 0, 8)
        column.addWidget(self.search)
        column.addWidget(self.count)
        column.addWidget(self._side, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 8, 8, 8)
        column.addLayout(self._tools())
        column.addWidget(self.page, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setChildrenCollapsible(False)
        across.setSizes([SIDE_WIDTH, 960 - SIDE_WIDTH])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(across)
        resize_on_screen(self, 960, 700)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for action in (self.back, self.forward, None, self.zoom_out, self.zoom_in):
            if action is None:
                row.addStretch(1)
                continue
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolTip(f"{action.text()}（{key_words(action.shortcut())}）")
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.contents.place_chosen.connect(self.go_to)
        self.page.place_wanted.connect(self.go_to)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._next_hit)
        self.hits.hit_chosen.connect(self._show_hit)
        self.back.triggered.connect(self._go_back)
        self.forward.triggered.connect(self._go_forward)
        self.to_search.triggered.connect(self._enter_search)
        self.next_hit.triggered.connect(self._next_hit)
        self.previous_hit.triggered.connect(self._previous_hit)
        self.zoom_in.triggered.connect(self._zoom_in)
        self.zoom_out.triggered.connect(self._zoom_out)
        self.zoom_whole.triggered.connect(self._zoom_whole)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._escape)
