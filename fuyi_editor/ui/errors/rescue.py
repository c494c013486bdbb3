# SPDX-License-Identifier: MulanPSL-2.0
"""After an error that nobody expected: what is unsaved is kept, the user told, the program goes on.

The dialog waits for the event loop: an error may come up while a widget is painted, and no window
may be opened then.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from fuyi_editor.ui.errors.error_dialog import AfterError
from fuyi_editor.ui.recovery.journal_keeper import Kept

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.errors.failure import Failure
    from fuyi_editor.ui.recovery.safety import Safety
    from fuyi_editor.ui.tabs.books import Books

AGAIN = "刚才说过的问题又出现了一次，这一步没有做完；建议保存后重新打开程序"
NO_COPY = "副本没有存成。没有保存的改动还在窗口里，请换一个位置再试，或先继续使用。"
_log = logging.getLogger(__name__)


class Rescue(QObject):
    """Serves one window. An error that has been told is not told in a dialog a second time."""

    message = Signal(str)

    def __init__(self, window: QWidget, ask: Ask, safety: Safety, books: Books) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._safety = safety
        self._books = books
        self._told: set[str] = set()
        self._now: tuple[Failure, Kept] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)

    def take(self, failure: Failure) -> None:
        """Keep what is unsaved at once, and tell the user when the event loop runs.

        While one error is told others are in the log only. Must not raise: who would hear of it?
        """
        try:
            if failure.signature in self._told:
                # In a timer or in painting it comes back for ever; dialogs must not.
                self.message.emit(AGAIN)
            elif self._now is None:
                self._told.add(failure.signature)
                self._now = failure, Kept.FAILED
                self._now = failure, self._safety.keep_now()
                self._soon.start()
        except Exception:
            _log.exception("nothing could be kept")
            self._soon.start()

    def _tell(self) -> None:
        if self._now is None:
            return
        failure, kept = self._now
        try:
            while popup := QApplication.activePopupWidget():
                popup.close()  # an open menu would take the clicks
            ask = self._ask.over(QApplication.activeModalWidget() or self._window)
            while ask.after_error(failure, kept) is AfterError.LEAVE:
                if self._may_leave(ask, kept) and self._window.close():
                    break
        finally:
            self._now = None

    def _may_leave(self, ask: Ask, kept: Kept) -> bool:
        """Whether what is unsaved is in copies now."""
        if kept is Kept.NOTHING:
            return True
        try:
            return self._books.save_copies()
        except Exception:
            _log.exception("no copy saved")
            ask.tell_problem(NO_COPY)
            return False
