# SPDX-License-Identifier: MulanPSL-2.0
"""The page of the manual window: one chapter, its links, its size, what was searched for marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QTextBlock, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.manual.chapters import Section, section_named
from fuyi_editor.ui.manual.rendering import MARGIN, fit_pictures, sections_of, show_chapter
from fuyi_editor.ui.manual.search import spans, words_of
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from fuyi_editor.ui.manual.chapters import Chapter

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.15, 0.6, 3.0


class ManualPage(QTextBrowser):
    """Text to read, select and copy; it loads nothing but the manual's own pictures."""

    place_wanted = Signal(str)  # `chapter#section`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("手册正文")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(self._clicked)
        self.chapter: Chapter | None = None
        self.sections: tuple[Section, ...] = ()
        self.zoom = 1.0
        self._query = ""

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning; what was searched for is marked in it."""
        if chapter is not self.chapter:
            self.chapter = chapter
            self._render()
        self.verticalScrollBar().setValue(0)

    def go_to_section(self, name: str) -> Section | None:
        """Bring a heading to the top; None if the chapter has none of that name."""
        section = section_named(self.sections, name)
        if section is not None:
            self.setTextCursor(self._span(section.start, 0))
            self._bring_up(self.document().findBlock(section.start))
        return section

    def show_span(self, start: int, length: int) -> None:
        """Select these characters and bring them into sight."""
        cursor = self._span(start, length)
        self.setTextCursor(cursor)
        # Some lines of what stands before it: a hit at the very edge is not understood.
        top = self.verticalScrollBar().value() + self.cursorRect(cursor).top()
        self.verticalScrollBar().setValue(top - self.viewport().height() // 3)

    def mark(self, query: str) -> None:
        """Mark all places of the words of the query, here and in what is shown next."""
        self._query = query
        self._mark()

    def set_zoom(self, zoom: float) -> None:
        """Text and pictures that many times as large as the program's own."""
        top = self._top()
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._fit()
        self._bring_up(top)

    def _clicked(self, url: QUrl) -> None:
        decoded = QUrl.ComponentFormattingOption.FullyDecoded
        section = url.fragment(decoded)
        chapter = url.fileName(decoded).removesuffix(".md")
        self.place_wanted.emit(f"{chapter}#{section}" if section else chapter)

    def _render(self) -> None:
        if self.chapter is None:
            return
        show_chapter(self.document(), self.chapter, self.palette())
        self.sections = sections_of(self.document())
        self._fit()
        self._mark()

    def _fit(self) -> None:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * self.zoom)
        self.document().setDefaultFont(font)
        room = self.viewport().width() - 2 * MARGIN
        fit_pictures(self.document(), room, self.zoom, self.devicePixelRatioF())

    def _mark(self) -> None:
        found = spans(self.toPlainText(), words_of(self._query))
        self.setExtraSelections([self._marked(start, length) for start, length in found])

    def _marked(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        mark: Any = QTextEdit.ExtraSelection()  # whose members are in no type file
        mark.cursor = self._span(start, length)
        mark.format.setBackground(state_colors(self.palette()).tint("warning"))
        mark.format.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        mark.format.setFontUnderline(True)  # not by colour alone
        return mark

    def _span(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _top(self) -> QTextBlock:
        """The paragraph that is read: it stays where it is when lines break otherwise."""
        if not self.verticalScrollBar().value():
            return self.document().begin()
        return self.cursorForPosition(QPoint(MARGIN, MARGIN)).block()

    def _bring_up(self, block: QTextBlock) -> None:
        self.document().size()  # the whole chapter is laid out, or the bar could not go so far
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - MARGIN // 3 if block.position() else 0)

    # Overridden

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self._top()
        super().resizeEvent(event)
        self._fit()
        self._bring_up(top)

    @override
    @never_raises(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel, as on the page of the book."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            up = event.angleDelta().y() > 0
            self.set_zoom(self.zoom * (ZOOM_STEP if up else 1 / ZOOM_STEP))
            event.accept()
            return
        super().wheelEvent(event)

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours for links and lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            scrolled = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(scrolled)
