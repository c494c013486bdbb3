# SPDX-License-Identifier: MulanPSL-2.0
"""Opens at the start what was open at the end, and keeps in the settings what is open.

The window is there first. A network drive that is gone answers after half a minute: the files are
asked for in threads of their own, and what has not answered in time is left out.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.files.edit_lock import holder_of
from fuyi_editor.files.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fuyi_editor.files.edit_lock import Holder
    from fuyi_editor.ui.file_actions import FileActions
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.tabs.books import Books
    from fuyi_editor.ui.workspace import Workspace

POLL_MS = 30
PATIENCE = 3.0  # seconds; more than the drive is given by `is_there`
GONE = "不在原处，或者盘没有连上"


@dataclass(frozen=True)
class _Answer:
    path: Path
    is_there: bool
    holder: Holder | None


class Restoring(QObject):
    """Serves the window once, at its start; afterwards it only takes down what is open."""

    message = Signal(str)

    def __init__(
        self, books: Books, services: Services, files: FileActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._books = books
        self._services = services
        self._settings = services.settings.values
        self._files = files
        self._is_begun = False
        self._wanted: list[Path] = []
        self._goal: Path | None = None
        self._left_out: dict[str, str] = {}
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._known: dict[Path, _Answer] = {}
        self._end = 0.0
        self._shown: Workspace | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._open_next)
        books.changed.connect(self.remember)

    @property
    def is_busy(self) -> bool:
        """Whether there are files that were open and are not opened yet."""
        return bool(self._wanted)

    def begin(self, given: Sequence[Path]) -> None:
        """Open the files that were asked for, then those of the last time, as the settings say."""
        last = self._settings.open_books if self._settings.reopen else []
        self._wanted = [Path(name) for name in last]
        self._is_begun = True
        for path in given:
            self._open_given(path)
        tabs = self._books.tabs
        self._wanted = [p for p in self._wanted if not (tabs.of_file(p) or tabs.of_copy(p))]
        # What was asked for, or recovered, stays in front.
        self._goal = None if tabs.count() else Path(self._settings.current_book)
        self._shown = tabs.current
        if self._wanted:
            self._end = time.monotonic() + PATIENCE
            for path in self._wanted:
                args = (path, self._services.is_there, self._answers)
                threading.Thread(target=_ask, args=args, daemon=True).start()
            self._timer.start()
        else:
            self.remember()

    def stop(self) -> None:
        """The window closes; what was not opened yet is opened the next time."""
        self._timer.stop()
        self._step.stop()
        self._take_down([*self._open(), *self._wanted])

    def remember(self) -> None:
        """Take down which books are open, once all of the last time are."""
        if self._is_begun and not self.is_busy and self._take_down(self._open()):
            self._services.settings.save()

    def _open_given(self, path: Path) -> None:
        """What was recovered of a file stands for it: the file itself says less."""
        if copy := self._books.tabs.of_copy(path):
            self._books.tabs.bring_forward(copy)
            self.message.emit(f"这是“{path.name}”恢复的内容，还没有保存")
        else:
            self._files.open_path(path)

    def _poll(self) -> None:
        while not self._answers.empty():
            answer = self._answers.get()
            self._known[answer.path] = answer
        if len(self._known) == len(set(self._wanted)) or time.monotonic() > self._end:
            self._timer.stop()
            self._open_next()

    def _open_next(self) -> None:
        if not self._wanted:
            return
        path = self._wanted.pop(0)
        if not self._books.tabs.of_file(path):  # meanwhile it may have been opened by hand
            self._open_behind(path)
        if self._wanted:
            self._step.start()
        else:
            self._finish()

    def _open_behind(self, path: Path) -> None:
        answer = self._known.get(path)
        if answer is None or not answer.is_there:
            self._left_out[path.name] = GONE
        elif answer.holder is None:
            is_first = self._books.tabs.count() == 0
            try:
                workspace = self._books.open_behind(self._files.read(path))
            except FileError as error:
                self._left_out[path.name] = error.cause
                return
            if is_first:
                self._shown = workspace
        elif not answer.holder.owner.is_here:
            self._left_out[path.name] = f"正打开着：{answer.holder.words}"
        # Else it is open in another window of this computer, and stays there.

    def _finish(self) -> None:
        tabs = self._books.tabs
        goal = tabs.of_file(self._goal) if self._goal else None
        if goal is not None and tabs.current is self._shown:  # the user went nowhere else
            tabs.bring_forward(goal)
        if self._left_out:
            named = "；".join(f"“{name}”{why}" for name, why in self._left_out.items())
            self.message.emit(f"上次打开的有 {len(self._left_out)} 本没有打开：{named}")
        self.remember()

    def _open(self) -> list[Path]:
        paths = (w.session.book.path for w in self._books.tabs.workspaces)
        return [path for path in paths if path is not None]

    def _take_down(self, paths: Sequence[Path]) -> bool:
        """Whether the settings say something else now."""
        settings, current = self._settings, self._books.tabs.current
        path = current.session.book.path if current else None
        before = settings.open_books, settings.current_book
        settings.open_books = [str(path.absolute()) for path in paths]
        settings.current_book = str(path.absolute()) if path else ""
        return before != (settings.open_books, settings.current_book)


def _ask(path: Path, is_there: Callable[[Path], bool], answers: SimpleQueue[_Answer]) -> None:
    found = is_there(path)
    answers.put(_Answer(path, found, holder_of(path) if found else None))
