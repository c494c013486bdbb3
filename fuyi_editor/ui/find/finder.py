# SPDX-License-Identifier: MulanPSL-2.0
"""Finding in one open book: the bar over the page and the list below it, kept with the book.

The list is there while the bar is. What was found is selected in the session, so that tree, page
and inspector show it; the keyboard stays where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from fuyi_editor.model.search import Hit, Search, replace
from fuyi_editor.ui.find.find_bar import NOTHING, FindBar
from fuyi_editor.ui.find.find_list import NOT_PRINTED, FindList, FindModel, is_printed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.search import Replacement
    from fuyi_editor.ui.session import EditSession

_EDIT_PAUSE_MS = 120


class Finder(QObject):
    """Owns what was found, and which of it is the current one."""

    replace_all_wanted = Signal()
    shown = Signal(bool)  # whether the list is to be seen
    count_changed = Signal(int)

    def __init__(self, session: EditSession, home: QWidget, parent: QObject | None = None) -> None:
        """`home` gets the keyboard where nothing else had it."""
        super().__init__(parent)
        self._session = session
        self._home = home
        self.bar = FindBar()
        self.list = FindList(FindModel(self))
        self._search = Search(self.bar.query)
        self.hits: tuple[Hit, ...] = ()
        self._at: int | None = None
        self._came_from: QWidget | None = None
        self._later = QTimer(self, singleShot=True, interval=_EDIT_PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self.bar.changed.connect(self._query_changed)
        self.bar.next_wanted.connect(self.next)
        self.bar.previous_wanted.connect(self.previous)
        self.bar.list_wanted.connect(self._enter_list)
        self.bar.replace_wanted.connect(self.replace_current)
        self.bar.replace_all_wanted.connect(self.replace_all_wanted)
        self.bar.closed.connect(self.close)
        self.list.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.list.clicked.connect(self._clicked)
        self.list.entered_row.connect(self._clicked)
        self.list.left.connect(self.close)
        session.submission_changed.connect(self._submission_changed)
        session.selection_changed.connect(self._selection_changed)
        self.bar.show_count(None, 0)

    @property
    def is_open(self) -> bool:
        """Whether the bar is shown."""
        return not self.bar.isHidden()

    def open(self, text: str, *, replacing: bool) -> None:
        """Show the bar; a `text` is what to look for, else it is what was looked for before."""
        focus = QApplication.focusWidget()
        if not self._has(focus):
            self._came_from = focus
        self.bar.open(text, replacing=replacing)
        self.shown.emit(True)
        self.refresh()

    def close(self) -> None:
        """Put bar and list away; the keyboard goes back to where it was before."""
        back, self._came_from = self._came_from, None
        had_focus = self._has(QApplication.focusWidget())
        self.bar.hide()
        self.shown.emit(False)
        if had_focus:
            # What had the keyboard may be gone: an inspector of another kind of node.
            there = back is not None and isValid(back) and back.isVisible()
            (back if there and back else self._home).setFocus(Qt.FocusReason.OtherFocusReason)

    def _has(self, widget: QWidget | None) -> bool:
        return self.bar.holds(widget) or widget is self.list

    # Going

    def next(self) -> bool:
        """Go to the next place, after the last to the first; False if there is none."""
        return self._step(1)

    def previous(self) -> bool:
        """Go to the place before, before the first to the last; False if there is none."""
        return self._step(-1)

    def _step(self, step: int) -> bool:
        self.catch_up()
        count = len(self.hits)
        if not count:
            if self.bar.words.text():
                self._session.message.emit(f"{NOTHING}“{self.bar.words.text()}”")
            return False
        to = self._at + step if self._at is not None else self._beyond_selection(step)
        if not 0 <= to < count:
            to %= count
            self._session.message.emit(
                "已到最后一处，回到第一处" if step > 0 else "已到第一处，转到最后一处"
            )
        self._go_to(to)
        return True

    def _beyond_selection(self, step: int) -> int:
        """The place at or after the selected node, or the one before it."""
        book, selected = self._session.submission, self._session.selected
        order = {node.id: number for number, node in enumerate(book.walk())}
        at = order.get(selected or "", -1)
        first = next((i for i, h in enumerate(self.hits) if order[h.node] >= at), len(self.hits))
        return first if step > 0 else first - 1

    def _go_to(self, number: int) -> None:
        hit = self.hits[number]
        if not self._session.submission.holds(hit.node):
            return  # gone since; the list says so in a moment
        self._at = number
        self.list.show_row(number)
        self._session.select(hit.node, hit.field)
        self.bar.show_count(number, len(self.hits))
        if not is_printed(self._session.submission, hit, self._session.book.printed):
            self._session.message.emit(f"这一处{NOT_PRINTED}，在右边的属性栏里")

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and current.row() != self._at and self.list.hasFocus():
            self._go_to(current.row())

    def _clicked(self, index: QModelIndex) -> None:
        self._go_to(index.row())

    def _enter_list(self) -> None:
        self.catch_up()
        if self.hits:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            at = self._at if self._at is not None else self._beyond_selection(1)
            self._go_to(at % len(self.hits))

    def _selection_changed(self, node: str | None, field: str | None) -> None:
        """Whoever goes elsewhere goes on from there."""
        hit = self.hits[self._at] if self._at is not None else None
        if hit is not None and (node, field) != (hit.node, hit.field):
            self._at = None
            self.bar.show_count(None, len(self.hits))

    # Replacing

    def replacement(self, hits: tuple[Hit, ...]) -> Replacement:
        """What replacing these with the text of the bar comes to."""
        return replace(self._session.submission, hits, self.bar.replacement.text())

    def replace_current(self) -> bool:
        """Replace the current place and go on to the next; where there is none yet, only go."""
        self.catch_up()
        if self._at is None:
            return self.next()
        at, hit = self._at, self.hits[self._at]
        done = self.replacement((hit,))
        for refusal in done.refusals:
            self._session.message.emit(refusal.sentence)
            return False
        self._session.apply("替换", done.edits)
        self.refresh()
        behind = hit.start + len(self.bar.replacement.text())
        while at < len(self.hits) and _is_before(self.hits[at], hit, behind):
            at += 1  # what was put there holds the words itself
        if self.hits:
            self._go_to(at % len(self.hits))
        return True

    # Keeping up with the book

    def refresh(self) -> None:
        """Look through the book as it is now."""
        self._later.stop()
        before = self.hits[self._at] if self._at is not None else None
        self.hits = self._search.hits(self._session.submission)
        self._at = _same_place(self.hits, before)
        self.list.hits.show(self._session.submission, self.hits, self._session.book.printed)
        self.list.show_row(self._at)
        self.bar.show_count(self._at, len(self.hits))
        self.count_changed.emit(len(self.hits))

    def _query_changed(self) -> None:
        self._search = Search(self.bar.query)
        self._at = None
        self.refresh()

    def catch_up(self) -> None:
        """Take over what was just typed, in the bar or in the book."""
        self.bar.end_pause()
        if self._later.isActive() or not self.is_open:
            self.refresh()

    def _submission_changed(self, _before: Submission, _after: Submission) -> None:
        if self.is_open:
            self._later.start()


def _same_place(hits: tuple[Hit, ...], before: Hit | None) -> int | None:
    """Where the place is now that was the current one; None where it is none any more."""
    if before is None:
        return None
    spot = (before.node, before.field, before.start)
    return next((i for i, h in enumerate(hits) if (h.node, h.field, h.start) == spot), None)


def _is_before(hit: Hit, replaced: Hit, behind: int) -> bool:
    same = (hit.node, hit.field) == (replaced.node, replaced.field)
    return same and hit.start < behind
