# SPDX-License-Identifier: MulanPSL-2.0
"""The editor that opens in place over a cell, set like the page below it.

A QTextEdit, not a QPlainTextEdit: only the former can keep the page's distance of lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputMethodEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from fuyi_editor.page.block_layout import PADDING_X, PADDING_Y, SINGLE_SPACING
from fuyi_editor.page.document import Align, VerticalAlign
from fuyi_editor.page.metrics import face_for
from fuyi_editor.ui.fonts import page_font
from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from fuyi_editor.page.document import TextStyle

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEW_LINE_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_LINE_ENDS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})


class CellEditor(QTextEdit):
    """Plain text in the style of a cell; says when the user is done, and how."""

    finished = Signal()  # Enter
    cancelled = Signal()
    moved_on = Signal(int)  # 1: Tab, -1: Shift+Tab
    focus_lost = Signal(bool)  # True: the whole window lost it
    grown = Signal()

    def __init__(self, parent: QWidget, text: str, style: TextStyle, *, in_cell: bool) -> None:
        """An editor with `text`; `in_cell` leaves the padding that cells have."""
        super().__init__(parent)
        self._style = style
        self._padding = (PADDING_X, PADDING_Y) if in_cell else (0.0, 0.0)
        self._cell = QRectF()
        self._scale = 0.0
        self._placing = False
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        option = QTextOption(_ALIGNMENTS[style.align])
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._make_paper()
        self.setPlainText(text)
        self.first_text = self.text()
        self.setAccessibleName("单元格内容")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """What was typed; a no-break space stays one, unlike in `toPlainText`."""
        return self.document().toRawText().translate(_LINE_ENDS)

    @property
    def changed(self) -> bool:
        """Whether the text differs from the one at the start."""
        return self.text() != self.first_text

    @property
    def is_composing(self) -> bool:
        """Whether a word of an input method is shown that is not part of the text yet."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def drop_preedit(self) -> None:
        """Give up the word of the input method."""
        QGuiApplication.inputMethod().reset()
        self.inputMethodEvent(QInputMethodEvent())

    def begin_again(self) -> None:
        """Show the text as it was at the start, selected: nothing has been typed after all."""
        self.selectAll()
        self.insertPlainText(self.first_text)
        self.selectAll()

    def commit_preedit(self) -> None:
        """Take over what is still in the input method, as a click elsewhere would."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()

    def place(self, cell: QRectF, scale: float) -> None:
        """Lie over the cell at `cell` of the viewport; `scale` is pixels per point."""
        self._cell = cell
        if scale != self._scale:
            self._scale = scale
            self._set_type()
        self._fit()

    def covered(self) -> QRectF:
        """What the editor needs of the viewport: the cell, and more when the text has grown."""
        across, down = (p * self._scale for p in self._padding)
        inside = QRectF(self.geometry()).adjusted(-across, -down, across, down)
        return self._cell.united(inside)

    def _make_paper(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
        palette.setColor(QPalette.ColorRole.Text, QColor("#000000"))
        palette.setColor(QPalette.ColorRole.Highlight, QColor("#b9dbe6"))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
        self.setPalette(palette)

    def _set_type(self) -> None:
        """Font and distance of lines at the present zoom."""
        style = self._style
        font = page_font(face_for(style.family, style.bold))
        # Through points, because pixel sizes are whole numbers and would break lines elsewhere.
        font.setPointSizeF(style.size * self._scale * 72 / self.logicalDpiY())
        self.document().setDefaultFont(font)
        block = QTextBlockFormat()
        pitch = (style.line_pitch or SINGLE_SPACING * style.size) * self._scale
        block.setLineHeight(pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setTextIndent(style.first_indent * self._scale)
        self.document().setUndoRedoEnabled(False)  # the distance of lines is not the user's doing
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        self.document().setUndoRedoEnabled(True)

    def _fit(self) -> None:
        """Stand where the text stands on the page: the height follows the text."""
        if self._placing or not self._scale:
            return
        self._placing = True
        across, down = (p * self._scale for p in self._padding)
        inner = self._cell.adjusted(across, down, -across, -down)
        # The caret stands behind the last letter of a full line.
        width = max(inner.width(), self._style.size * self._scale) + self.cursorWidth()
        self.document().setTextWidth(width)
        size = QSizeF(width, max(self.document().size().height(), 1.0))
        top = inner.top() + self._free_above(inner.height() - size.height())
        corner = QPoint(round(inner.left()), round(top))
        self.setGeometry(QRect(corner, size.toSize()))
        self._placing = False
        self.grown.emit()

    def _free_above(self, free: float) -> float:
        if free <= 0 or self._style.vertical_align is VerticalAlign.TOP:
            return 0.0
        return free / 2 if self._style.vertical_align is VerticalAlign.CENTER else free

    @override
    @never_raises(bool)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file that is dropped here is meant for the window, which opens it.
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in _ENTER_KEYS and modifiers & _NEW_LINE_KEYS:
            self.insertPlainText("\n")
        elif key in _ENTER_KEYS:
            self.finished.emit()
        elif key == Qt.Key.Key_Escape and self.is_composing:
            self.drop_preedit()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or modifiers & Qt.KeyboardModifier.ShiftModifier
            self.moved_on.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
        event.accept()  # a key that does nothing here must do nothing on the page either

    @override
    @never_raises(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        reason = event.reason()
        if reason == Qt.FocusReason.PopupFocusReason:
            return  # its own context menu
        self.focus_lost.emit(reason == Qt.FocusReason.ActiveWindowFocusReason)

    @override
    @never_raises(bool)
    def focusNextPrevChild(self, next: bool) -> bool:
        return False  # Tab goes to the next cell, see keyPressEvent

    @override
    @never_raises(nothing)
    def insertFromMimeData(self, source: QMimeData) -> None:
        # Excel puts a line feed behind the text of a single cell.
        self.insertPlainText(source.text().removesuffix("\n").removesuffix("\r"))
