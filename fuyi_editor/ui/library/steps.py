# SPDX-License-Identifier: MulanPSL-2.0
"""Changes of the indicator library as steps that can be undone, whatever made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.library.store import Library

    _Result = TypeVar("_Result")
    _Entries = tuple[Entry, ...]


class LibrarySteps(QObject):
    """One stack for one library; a step is known by the entries that it changed."""

    changed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.stack = QUndoStack(self)

    def do(self, title: str, change: Callable[[], _Result]) -> _Result:
        """Let `change` change the library, as one step; what it answers."""
        before = {entry.id: entry for entry in self._library.browse()}
        try:
            return change()
        finally:
            after = {entry.id: entry for entry in self._library.browse()}
            if before != after:
                ids = [key for key in (before | after) if before.get(key) != after.get(key)]
                old = tuple(before[key] for key in ids if key in before)
                new = tuple(after[key] for key in ids if key in after)
                self.stack.push(_Step(self, title, old, new))
                self.changed.emit()

    def swap(self, old: _Entries, new: _Entries) -> None:
        """Put `new` in the place of `old`; only steps call this."""
        kept = {entry.id for entry in new}
        self._library.remove([entry.id for entry in old if entry.id not in kept])
        self._library.restore(new)
        self.changed.emit()


class _Step(QUndoCommand):
    """The entries that differ, before and after."""

    def __init__(self, steps: LibrarySteps, title: str, old: _Entries, new: _Entries) -> None:
        super().__init__(title)
        self._steps = steps
        self._old, self._new = old, new
        self._is_done = True

    @override
    def redo(self) -> None:
        if not self._is_done:
            self._steps.swap(self._old, self._new)
        self._is_done = False

    @override
    def undo(self) -> None:
        self._steps.swap(self._new, self._old)
