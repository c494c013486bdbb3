# SPDX-License-Identifier: MulanPSL-2.0
"""The live page: a cell can be pointed at, walked to and typed into where it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from fuyi_editor.layouts.report.places import anchor_of
from fuyi_editor.page.placed import PlacedCell, PlacedParagraph
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.page.cursor import PageCursor
from fuyi_editor.ui.page.marks import Highlight, MarkKind, paint_frame
from fuyi_editor.ui.page.places import (
    Place,
    below,
    beside,
    binding_at,
    column_of,
    editable_binding,
    fields_of,
    piece_at,
    places,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from fuyi_editor.layouts.report.places import Anchor
    from fuyi_editor.page.document import Binding

_SEVEREST_FIRST = ("error", "warning", "unknown", "hint")
_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _no_text(_binding: Binding) -> str:
    return ""


def _place_of(part: PlacedCell | PlacedParagraph) -> Place:
    if isinstance(part, PlacedCell):
        return Place(part.block, part.row, part.index)
    return Place(part.block)


class PageView(PageCursor):
    """Turns mouse, keys and input method into selecting and typing on the page."""

    erase_requested = Signal()
    """The texts of several selected cells are to go."""
    menu_wanted = Signal(QPoint)
    """Where on the screen the menu of the current cell is to open."""

    def __init__(
        self,
        field_text: Callable[[Binding], str] = _no_text,
        cell_note: Callable[[Binding], str] = _no_text,
        cell_words: Callable[[Binding], str] = _no_text,
        parent: QWidget | None = None,
    ) -> None:
        """`field_text` gives the text of a binding's field, `cell_note` what its tooltip says.

        `cell_words` are for the ear: which field it is, and what is found there.
        """
        super().__init__(field_text, parent)
        self._cell_note = cell_note
        self._cell_words = cell_words
        self._hovered: Place | None = None
        self._kinds: Mapping[tuple[str, str | None], str] = {}
        self._unread: Mapping[Anchor, str] = {}
        self._unread_texts: frozenset[str] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("绩效目标表的打印页面；方向键移动，F2 或直接输入即可修改")

    def set_highlights(self, kinds: Mapping[tuple[str, str | None], str]) -> None:
        """Mark fields: (node id, field name) to "error", "warning", "hint" or "unknown"."""
        self._kinds = dict(kinds)
        self.describe()
        self.viewport().update()

    def set_unread(self, reasons: Mapping[Anchor, str]) -> None:
        """Mark what was not read from the file, and say why when it is pointed at."""
        self._unread = dict(reasons)
        self._unread_texts = frozenset(anchor.text for anchor in reasons)
        self.viewport().update()

    @override
    def about_current(self) -> str:
        binding, place = self.current_binding, self.current
        words = self._cell_words(binding) if binding else ""
        unread = self._why_unread(place) if place and not words else ""
        parts = (super().about_current(), words, f"未识别：{unread}" if unread else "")
        return "；".join(part for part in parts if part)

    # Marks.

    @override
    def marks_on(self, index: int) -> list[Highlight]:
        page = self.pages[index]
        marks: list[Highlight] = []
        for part in (*page.cells, *page.paragraphs) if self._kinds or self._unread else ():
            kind = self._kind_of(part.binding) if part.binding is not None else None
            if self._why_unread(_place_of(part)):
                kind = kind or MarkKind.UNREAD.value
            if kind is not None:
                marks.append(Highlight(*_place_of(part), kind))
        for place in self.selected_cells:
            marks.append(Highlight(*place, MarkKind.SELECTED.value))
        if self._hovered is not None and self._hovered != self.current:
            marks.append(Highlight(*self._hovered, MarkKind.HOVERED.value))
        if self.current is not None and self.editor is None:
            marks.append(Highlight(*self.current, MarkKind.CURRENT.value))
        return marks

    def _kind_of(self, binding: Binding) -> str | None:
        found = {self._kinds.get((binding.node, name)) for name in fields_of(binding.template)}
        return next((kind for kind in _SEVEREST_FIRST if kind in found), None)

    def _why_unread(self, place: Place) -> str:
        """Why that place was not read; empty where it was."""
        piece = piece_at(self.document, place) if self._unread else None
        if piece is None or piece.text not in self._unread_texts:
            return ""
        return self._unread.get(anchor_of(self.document.blocks[place.block], piece), "")

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.editor is not None:
            # The old text below the editor is covered; the editor itself only has the text's size.
            painter = QPainter(self.viewport())
            rect = self.editor.covered()
            painter.fillRect(rect, Qt.GlobalColor.white)
            paint_frame(painter, rect)
            painter.end()

    # The mouse.

    def place_at(self, position: QPointF) -> Place | None:
        """The cell or paragraph under a point of the viewport."""
        found = self.page_at(position)
        if found is None:
            return None
        index, point = found
        page = self.pages[index]
        for cell in page.cells:
            if cell.rect.contains(point.x(), point.y()):
                return _place_of(cell)
        for part in page.paragraphs:
            if part.rect.contains(point.x(), point.y()):
                return _place_of(part)
        return None

    @override
    @never_raises(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or place is None:
            super().mousePressEvent(event)
            return
        if self.editor is not None and self.editor.covered().contains(event.position()):
            self.editor.setFocus()
            return
        self.commit_open_editor()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select_to(place)
        else:
            self.go_to(place)

    @override
    @never_raises(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    @never_raises(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.go_to(place)
            self.start_edit()

    @override
    @never_raises(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        self._hover(place)
        if event.buttons() & Qt.MouseButton.LeftButton and self.editor is None:
            self.select_to(place)

    @override
    @never_raises(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the cell under the mouse, which becomes the current one; by key, below that one."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            place, point = self.place_at(QPointF(event.pos())), event.globalPos()
            if place is not None and place not in self.selected_cells:
                self.commit_open_editor()
                self.go_to(place)
        else:
            if self.current is not None:
                self.ensure_visible(self.current)
            rect = self.rect_of_current() or QRectF(0, 0, 0, 0)
            point = self.viewport().mapToGlobal(rect.bottomLeft().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.menu_wanted.emit(point)

    def _hover(self, place: Place | None) -> None:
        if place == self._hovered:
            return
        self._hovered = place
        editable = place is not None and editable_binding(self.document, place) is not None
        shape = Qt.CursorShape.IBeamCursor if editable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    @override
    @never_raises(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_note(event)
            return True
        return super().viewportEvent(event)

    def _show_note(self, event: QHelpEvent) -> None:
        place = self.place_at(QPointF(event.pos()))
        binding = binding_at(self.document, place) if place is not None else None
        note = self._cell_note(binding) if binding is not None else ""
        if not note and place is not None and (reason := self._why_unread(place)):
            note = f"未识别：{reason}"
        if note:
            QToolTip.showText(event.globalPos(), note, self.viewport())
        else:
            QToolTip.hideText()

    # Keys.

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editor is not None:
            QCoreApplication.sendEvent(self.editor, event)  # composing: the focus is still here
        elif not (self._command_key(event) or self._walk(event) or self._type(event)):
            super().keyPressEvent(event)

    def _command_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        down = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.current_text)
        elif key in _EDIT_KEYS and not event.modifiers() & _COMMAND_KEYS:
            self.start_edit()
        elif key == Qt.Key.Key_PageDown:
            down.setValue(down.value() + down.pageStep())
        elif key == Qt.Key.Key_PageUp:
            down.setValue(down.value() - down.pageStep())
        elif key == Qt.Key.Key_Home:
            down.setValue(0)
        elif key == Qt.Key.Key_End:
            down.setValue(down.maximum())
        else:
            return False
        return True

    def _walk(self, event: QKeyEvent) -> bool:
        across, down = _ARROWS.get(Qt.Key(event.key()), (0, 0))
        if not (across or down) or event.modifiers() & _COMMAND_KEYS:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._draw_to(across, down)
            return True
        if self.current is None:
            place = next(places(self.document), None)
        elif across:
            place = beside(self.document, self.current, across)
        else:
            place = below(self.document, self.current, down, self.column)
        if place is not None:
            column = self.column
            self.go_to(place)
            if down:
                self.column = column  # through a wide cell, down the same column again
        return True

    def _draw_to(self, across: int, down: int) -> None:
        """Move the far end of the selection by a cell."""
        edge = self.edge
        if edge is None:
            return
        if across:
            self.select_to(beside(self.document, edge, across))
        else:
            self.select_to(below(self.document, edge, down, column_of(self.document, edge)))

    def _type(self, event: QKeyEvent) -> bool:
        """Typing replaces the text of the current cell, as in a spreadsheet; Esc brings it back."""
        if self.current is None or editable_binding(self.document, self.current) is None:
            return False
        erases = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if erases and self.selected_cells:
            self.erase_requested.emit()
            return True
        text = event.text()
        if event.modifiers() & _COMMAND_KEYS or not (erases or (text and text.isprintable())):
            return False
        if self.start_edit() and self.editor is not None:
            self.editor.selectAll()
            QCoreApplication.sendEvent(self.editor, event)
        return True

    @override
    @never_raises(bool)
    def focusNextPrevChild(self, next: bool) -> bool:
        # At the last cell Tab leaves the page, so that it is no trap for the keyboard.
        return self.go_to_editable(1 if next else -1) or super().focusNextPrevChild(next)

    @override
    @never_raises(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    # The input method. The focus stays here until the first word is committed: moving it in the
    # middle of the word would make the input method drop what was typed.

    @override
    @never_raises(nothing)
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        committed, composing = event.commitString(), event.preeditString()
        if self.editor is None and not (committed or composing):
            event.ignore()
            return
        if self.editor is None:
            self.composing = True
            if not self.start_edit() or self.editor is None:
                self.composing = False
                event.ignore()
                return
            self.editor.selectAll()
        editor = self.editor
        QCoreApplication.sendEvent(editor, event)
        self.updateMicroFocus()
        if self.composing and (committed or not composing):
            self.composing = False
            if not committed:
                editor.begin_again()  # the first word was given up: what it replaced is back
            editor.setFocus()

    @override
    @never_raises(nothing)
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query is Qt.InputMethodQuery.ImEnabled:
            return self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        if query is Qt.InputMethodQuery.ImCursorRectangle:
            if self.editor is not None:
                caret = QRectF(self.editor.cursorRect())
                return caret.translated(QPointF(self.editor.pos() + self.viewport().pos()))
            found = self.rect_of_current()
            return found if found is not None else QRectF()
        return super().inputMethodQuery(query)
