# SPDX-License-Identifier: MulanPSL-2.0
"""The edits of the inspector: they tell every change of the text, and never disturb who is typing.

Undo belongs to the book: the edits keep no history and leave Ctrl+Z and Ctrl+Y to the window.
Text that an input method is composing is neither told nor overwritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    # At run time a plain mixin: Qt's class is the second base of each edit.
    class _Edit(QWidget):
        entered: Signal
        left: Signal
        createStandardContextMenu: Callable[[], QMenu]
else:
    _Edit = object

MIN_LINES, MAX_LINES = 2, 12
TEXT_MARGIN = 6  # the text stands right below that of a line edit
# The default of QLineEdit, 32767, would cut a longer text off without a word.
MAX_LENGTH = 10_000_000


_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _no() -> bool:
    return False


def is_undo_key(event: QEvent) -> bool:
    """Whether the event is the key of undo or redo."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


def differing_part(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts differ: the start, the end in `old` and the end in `new`."""
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, len(new) - tail


def moved_cursor(old: str, new: str, position: int) -> int:
    """Where a cursor at `position` of `old` is in `new`: it stays with the text around it."""
    start, old_end, new_end = differing_part(old, new)
    if position <= start:
        return position
    return new_end if position <= old_end else position + new_end - old_end


def without_undo(menu: QMenu) -> QMenu:
    """Qt's own menu of an edit, less the undo and redo that are always grey here."""
    for action in menu.actions()[:3]:
        if action.objectName() in ("edit-undo", "edit-redo") or action.isSeparator():
            menu.removeAction(action)
    return menu


class _BookEdit(_Edit):
    """What both edits have in common: composing, the keys of undo, and leaving."""

    _composing = False
    _waiting: str | None = None  # what to show when composing has ended

    def show_text(self, text: str) -> bool:
        """Show a text that came from elsewhere; whether anything changed on the screen."""
        raise NotImplementedError

    def finish_composing(self) -> None:
        """Take what is being composed as typed, before this edit turns to another field."""
        if self._composing:
            QGuiApplication.inputMethod().commit()
        if self._composing:  # an input method that did not answer
            self.inputMethodEvent(QInputMethodEvent())

    @override
    @never_raises(nothing)
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())
        if not self._composing and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.show_text(waiting)

    @override
    @never_raises(_no)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    @never_raises(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    @never_raises(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    @never_raises(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class LineEdit(_BookEdit, QLineEdit):
    """One line of text."""

    edited = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MAX_LENGTH)
        self.setTextMargins(4, 2, 4, 2)
        self._shown = ""
        self.textChanged.connect(self._text_changed)

    @override
    def show_text(self, text: str) -> bool:
        if self._composing:
            self._waiting = text
            return False
        if text == self._shown:
            return False
        cursor = moved_cursor(self._shown, text, self.cursorPosition())
        self._shown = text
        self.setText(text)
        self.setCursorPosition(cursor if self.hasFocus() else 0)
        return True

    def _text_changed(self, text: str) -> None:
        if text != self._shown:
            self._shown = text
            self._waiting = None
            self.edited.emit(text)


class NarrowEdit(LineEdit):
    """A line for a figure in a table: it takes no more room than there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(0, 1, 0, 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(30, super().minimumSizeHint().height())


class TextEdit(_BookEdit, QPlainTextEdit):
    """Several lines of text; grows and shrinks with them. Tab goes to the next field."""

    edited = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(_NO_BAR)  # lines wrap
        # Fusion's own frame loses sides at 150 %; this one is drawn in the palette's WindowText.
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.document().setDocumentMargin(TEXT_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """The text; unlike `toPlainText` it keeps no-break spaces, which files contain."""
        return self.document().toRawText().replace("\u2029", "\n")

    @override
    @never_raises(bool)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file that is dropped here is meant for the window, which opens it.
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    @override
    def show_text(self, text: str) -> bool:
        if self._composing:
            self._waiting = text
            return False
        # The document knows one kind of line end; a file's \r\n is no change.
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text == self._shown:
            return False
        start, old_end, new_end = differing_part(self._shown, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16(self._shown[:start]))
        cursor.setPosition(_utf16(self._shown[:old_end]), QTextCursor.MoveMode.KeepAnchor)
        self._shown = text
        # Only the part that differs is replaced, so that Qt keeps the cursor and the scrolling.
        self.blockSignals(True)
        cursor.insertText(text[start:new_end])
        self.blockSignals(False)
        self._shown = self.text()
        return True

    def _text_changed(self) -> None:
        # Qt also says so while an input method is composing, when the text is still the same.
        text = self.text()
        if text != self._shown:
            self._shown = text
            self._waiting = None
            self.edited.emit(text)

    def _fit(self) -> None:
        lines = self._count_lines()
        tall = lines > MAX_LINES
        # A scroll bar that comes and goes would wrap the lines anew each time.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if tall else _NO_BAR
        self.setVerticalScrollBarPolicy(policy)
        room = max(MIN_LINES, min(lines, MAX_LINES)) * self.fontMetrics().lineSpacing()
        margins = 2 * self.document().documentMargin() + 2 * self.frameWidth()
        height = round(room + margins) + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _count_lines(self) -> int:
        """The lines as wrapped, no further than matters; Qt itself counts only what it showed."""
        layout = self.document().documentLayout()
        lines = 0
        block = self.document().begin()
        while block.isValid() and lines <= MAX_LINES:
            layout.blockBoundingRect(block)  # wraps it
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        room = self.viewport().size()
        if room.width() != event.size().width():
            # A bar that comes while Qt tells of a size is not told of, and would hide the text.
            super().resizeEvent(QResizeEvent(room, event.size()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


class NameCombo(QComboBox):
    """One line of text with the names that the taxonomy offers."""

    edited = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._edit = LineEdit(self)
        self.setLineEdit(self._edit)
        # Completion writes into the text what nobody typed.
        self.setCompleter(None)  # pyright: ignore[reportArgumentType]  (Qt: none switches it off)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._edit.edited.connect(self.edited)
        self._edit.entered.connect(self.entered)
        self._edit.left.connect(self.left)

    def offer(self, names: tuple[str, ...]) -> None:
        """The names to choose from; the text stays."""
        if names == tuple(self.itemText(row) for row in range(self.count())):
            return
        self._edit.blockSignals(True)
        text = self._edit.text()
        self.clear()
        self.addItems(list(names))
        self.setCurrentIndex(self.findText(text))
        self._edit.setText(text)
        self._edit.blockSignals(False)

    def set_spoken_name(self, name: str) -> None:
        """What a screen reader says, whichever part of the box has the focus."""
        self.setAccessibleName(name)
        self._edit.setAccessibleName(name)

    def text(self) -> str:
        """The text as it stands."""
        return self._edit.text()

    def show_text(self, text: str) -> bool:
        """Show a text that came from elsewhere; whether anything changed on the screen."""
        return self._edit.show_text(text)

    def finish_composing(self) -> None:
        """Take what is being composed as typed, before this edit turns to another field."""
        self._edit.finish_composing()

    @override
    @never_raises(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the form; it must not change a name that happens to be under it.
        event.ignore()


def _utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2
