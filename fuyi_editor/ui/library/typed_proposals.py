# SPDX-License-Identifier: MulanPSL-2.0
"""Watches one editor while a name is typed in it, and turns its keys to the list of proposals.

Nothing is taken that the user did not choose. Of Chinese text no row is chosen at first, so Enter
keeps what was typed; ↓ and Enter takes. Latin letters alone are no name but pinyin: of these the
first row is chosen, and Enter takes it. ↓ in an empty name shows what is usual under its 二级.
While an input method is composing the list is closed: the keys and the room under the text are the
input method's (style.md 5).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.library.words import spoken_entry

if TYPE_CHECKING:
    from fuyi_editor.library.entry import Entry
    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.page.editor import CellEditor

INVITATION = "输入名称，或按 ↓ 选"
_PINYIN = re.compile(r"[A-Za-z' ]+")
_PAGE = 7
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}
_TAKE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_Keypad = Qt.KeyboardModifier.KeypadModifier
_Event = QEvent.Type


def _no() -> bool:
    return False


class TypedProposals(QObject):
    """Belongs to its editor and goes with it."""

    taken = Signal(bool)
    """An entry was taken; True: by Tab, which goes on to the next field."""

    def __init__(self, proposals: Proposals, edit: QLineEdit | CellEditor, node: str) -> None:
        super().__init__(edit)
        self.node = node
        """The indicator whose name is typed."""
        self._proposals = proposals
        self._edit = edit
        self._open = False
        self._composing = False
        self._unwanted = False
        self._known = edit.text()
        self._areas: list[QAbstractScrollArea] = []
        self._said = self._said_before = ""
        if isinstance(edit, QLineEdit):
            edit.textEdited.connect(self._typed)
            edit.textChanged.connect(self._changed)
            edit.setPlaceholderText(INVITATION)
        else:
            edit.textChanged.connect(self._text_changed)
        edit.installEventFilter(self)

    def _changed(self) -> None:
        """Undo, for one, changes the text without anybody typing."""
        if self._edit.text() != self._known:
            self.close()

    def _text_changed(self) -> None:
        # A text edit also tells of what is being composed, with the text still the same.
        if self._edit.text() != self._known:
            self._typed()

    def _typed(self) -> None:
        if self._composing:
            return
        self._known = text = self._edit.text()
        self._unwanted = self._unwanted and bool(text)
        if self._unwanted or not text.strip():
            self.close()
        else:
            self._show(text, first_chosen=_PINYIN.fullmatch(text) is not None)

    def _show(self, text: str, *, first_chosen: bool) -> None:
        found = self._proposals.propose(self.node, text)
        if not found:
            self.close()
            return
        popup = self._proposals.popup
        popup.show_proposals(found, first_chosen=first_chosen)
        popup.place_beside(self._edit)
        if not self._open:
            self._open = True
            self._said_before = self._edit.accessibleDescription()
            popup.entry_clicked.connect(self._clicked)
            self._follow_scrolling()
        popup.show()
        popup.raise_()
        self._say_current()

    def close(self) -> None:
        """Close the list, if it is open for this editor."""
        if not self._open:
            return
        self._open = False
        popup = self._proposals.popup
        popup.entry_clicked.disconnect(self._clicked)
        popup.hide()
        if self._edit.accessibleDescription() == self._said:
            self._edit.setAccessibleDescription(self._said_before)
        for area in self._areas:
            area.verticalScrollBar().valueChanged.disconnect(self.close)
        self._areas = []

    def _follow_scrolling(self) -> None:
        """Once what the editor stands in is scrolled, the list would hang in the air."""
        above = self._edit.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.close)
                self._areas.append(above)
            above = above.parentWidget()

    def _clicked(self, entry: Entry) -> None:
        self._take(entry, onward=False)

    def _take(self, entry: Entry, *, onward: bool) -> None:
        self.close()
        self._proposals.take(self.node, entry)
        self.taken.emit(onward)

    def _say_current(self) -> None:
        """A screen reader stays in the editor; it hears there what the list says."""
        popup = self._proposals.popup
        current = popup.current
        count = f"指标库里有 {len(popup.model.proposals)} 条，按向下键选择"
        self._said = spoken_entry(current) if current else count
        self._edit.setAccessibleDescription(self._said)

    # Keys

    @override
    @never_raises(_no)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return watched is self._edit and self.handles(event)

    def handles(self, event: QEvent) -> bool:
        """Whether the event was for the list; a delegate, which sees events first, asks here."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if self._composing:
                self.close()
        elif event.type() in (_Event.FocusOut, _Event.Hide):
            self.close()
            self._composing = self._unwanted = False
        elif event.type() == _Event.FocusIn:
            self._proposals.expect_typing()
        elif event.type() in (_Event.Move, _Event.Resize) and self._open:
            self._proposals.popup.place_beside(self._edit)
        elif isinstance(event, QKeyEvent):
            return self._handles_key(event) if self._open else self._opens(event)
        return False

    def _opens(self, event: QKeyEvent) -> bool:
        """↓ in an empty name."""
        down = event.type() == _Event.KeyPress and event.key() == Qt.Key.Key_Down
        if not down or event.modifiers() & ~_Keypad or self._composing or self._edit.text():
            return False
        self._show("", first_chosen=True)
        return True

    def _handles_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~_Keypad:
            return False
        key = Qt.Key(event.key())
        wanted = key in _STEPS or key == Qt.Key.Key_Escape
        if not wanted and not (key in _TAKE_KEYS and self._proposals.popup.current):
            return False
        event.accept()
        if event.type() == _Event.KeyPress:
            self._press(key)
        return event.type() in (_Event.KeyPress, _Event.ShortcutOverride)

    def _press(self, key: Qt.Key) -> None:
        current = self._proposals.popup.current
        if key in _STEPS:
            self._proposals.popup.step(_STEPS[key])
            self._say_current()
        elif key == Qt.Key.Key_Escape:
            self._unwanted = True
            self.close()
        elif current is not None:
            self._take(current, onward=key == Qt.Key.Key_Tab)
