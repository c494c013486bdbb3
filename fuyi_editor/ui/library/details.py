# SPDX-License-Identifier: MulanPSL-2.0
"""One entry of the indicator library to be read in full and edited, or a new one to be typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.library.entry import Entry
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.inspector.edits import LineEdit, NameCombo, TextEdit
from fuyi_editor.ui.library.words import details_note
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_LABELS = {
    "name": "名称(&N)", "kind": "二级指标(&K)", "value": "指标值(&V)", "unit": "单位(&U)",
    "basis": "依据(&B)", "description": "描述(&M)",
}  # fmt: skip
_LINES = (("name", "kind"), ("value", "unit"), ("basis",), ("description",))
NOTHING = "选中一条指标，在这里看全文、修改。"
TYPE_IT = "输入名称和其他内容，按 Enter 收进指标库。"


class EntryDetails(QWidget):
    """Tells of an edit as one step: when the keyboard goes elsewhere, or at Enter."""

    edited = Signal(object, object)  # the entry before, with id 0 if it is new, and what was typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self.edits: dict[str, LineEdit | NameCombo | TextEdit] = {}
        self.note = dim_label()
        self._left_timer = QTimer(self, singleShot=True, interval=0)
        self._left_timer.timeout.connect(self._commit_if_left)
        self._arrange()
        self._show(None, NOTHING)

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown, with id 0 while a new one is typed."""
        return self._entry

    def show_entry(self, entry: Entry | None) -> None:
        """Show this entry; what was typed of another one is told of first."""
        self.commit()
        self._show(entry, details_note(entry) if entry else NOTHING)

    def begin_new(self, kind: str) -> None:
        """Let a new entry be typed, under that 二级 to begin with."""
        self.commit()
        self._show(Entry(kind=kind), TYPE_IT)
        self.enter()

    def enter(self) -> None:
        """Put the keyboard into the name."""
        self.edits["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer_kinds(self, names: Sequence[str]) -> None:
        """The 二级 to choose from."""
        kind = self.edits["kind"]
        if isinstance(kind, NameCombo):
            kind.offer(tuple(names))

    def commit(self) -> None:
        """Tell of what was typed and not told of yet."""
        before = self._entry
        if before is None:
            return
        for edit in self.edits.values():
            edit.finish_composing()
        typed = replace(before, **{name: edit.text() for name, edit in self.edits.items()})
        if not typed.name.strip():
            # An entry without a name could never be found: it keeps the one it has.
            self.edits["name"].show_text(before.name)
            typed = replace(typed, name=before.name)
        if typed == before or not typed.name:
            return
        self._entry = typed
        self.edited.emit(before, _in_itself(before, typed))

    def _show(self, entry: Entry | None, note: str) -> None:
        self._entry = entry
        for name, edit in self.edits.items():
            edit.show_text(getattr(entry, name) if entry else "")
            edit.setEnabled(entry is not None)
        self.note.setText(note)
        self._keep_height()

    def _keep_height(self) -> None:
        """A splitter does not ask how high a text is that is broken into lines."""
        if layout := self.layout():
            self.setMinimumHeight(layout.minimumHeightForWidth(self.width()))
            layout.update()  # Qt takes it for laid out, now that it was measured

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _frame(self) -> None:
        """The frame of the description is drawn in the colour of its letters, see `TextEdit`."""
        palette = QPalette()
        edge = self.palette().color(QPalette.ColorRole.Window).darker(140)
        palette.setColor(QPalette.ColorRole.WindowText, edge)
        self.edits["description"].setPalette(palette)

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._frame()

    def _left(self) -> None:
        self._left_timer.start()  # where the keyboard has gone is known only afterwards

    def _commit_if_left(self) -> None:
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.commit()

    def _arrange(self) -> None:
        for name, label in _LABELS.items():
            edit = {"kind": NameCombo, "description": TextEdit}.get(name, LineEdit)()
            spoken = label.split("(")[0]
            edit.setAccessibleName(spoken)
            if isinstance(edit, NameCombo):
                edit.set_spoken_name(spoken)
            edit.left.connect(self._left)
            if isinstance(edit, LineEdit):
                edit.returnPressed.connect(self.commit)
            self.edits[name] = edit
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for line, names in enumerate(_LINES):
            for place, name in enumerate(names):
                label = QLabel(_LABELS[name])
                label.setBuddy(self.edits[name])
                grid.addWidget(label, line, 2 * place, Qt.AlignmentFlag.AlignTop)
                label.setContentsMargins(0, 5, 0, 0)
                grid.addWidget(
                    self.edits[name], line, 2 * place + 1, 1, 3 if len(names) == 1 else 1
                )
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        self._frame()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self.note)
        layout.addStretch(1)


def _in_itself(before: Entry, typed: Entry) -> Entry:
    """Without what followed from the texts that were replaced; the library reads it anew."""
    if typed.kind != before.kind:
        typed = replace(typed, group="")
    if typed.value != before.value and typed.unit == before.unit:
        typed = replace(typed, unit="")
    return typed
