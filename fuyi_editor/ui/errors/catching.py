# SPDX-License-Identifier: MulanPSL-2.0
"""Catches errors that nobody expected: in slots, events, timers, threads; and what Qt warns of."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from typing_extensions import override

from fuyi_editor.ui import guard
from fuyi_editor.ui.errors.failure import failure_of

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")


class ErrorCatcher(QObject):
    """From `install` to `release` all such errors are logged and told.

    PySide hands what a slot or an overridden method raises to `sys.excepthook`, in the thread where
    it was raised; what `never_raises` holds back is heard through its log records.
    """

    caught = Signal(object)  # Failure; may be emitted in any thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guards = _GuardListener(self)
        self._catching = threading.local()

    def install(self) -> None:
        """Listen from now on."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._excepthook
        threading.excepthook = self._threading_hook
        sys.unraisablehook = self._unraisable_hook
        self._qt_before = qInstallMessageHandler(_log_of_qt)
        logging.getLogger(guard.__name__).addHandler(self._guards)

    def release(self) -> None:
        """Leave everything to whoever had it before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        logging.getLogger(guard.__name__).removeHandler(self._guards)

    def catch(self, error: Exception) -> None:
        """Log an error and tell of it."""
        _log.error("unexpected error", exc_info=error)
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Tell of an error that is in the log already."""
        if getattr(self._catching, "is_busy", False):
            return  # whoever is told of errors has failed: not a circle without an end
        self._catching.is_busy = True
        try:
            self.caught.emit(failure_of(error))
        except Exception:
            _log.exception("error not told")
        finally:
            self._catching.is_busy = False

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception) or _is_watched():
            sys.__excepthook__(kind, error, trace)  # Ctrl+C in the terminal, or who develops
        if isinstance(error, Exception):
            self.catch(error.with_traceback(trace))

    def _threading_hook(self, raised: threading.ExceptHookArgs) -> None:
        if isinstance(raised.exc_value, Exception):
            self.catch(raised.exc_value)

    def _unraisable_hook(self, raised: sys.UnraisableHookArgs) -> None:
        # Something was cleared away badly: nothing that the user did has failed.
        _log.error("error while clearing away", exc_info=raised.exc_value)


class _GuardListener(logging.Handler):
    """Hears of what `never_raises` held back."""

    def __init__(self, catcher: ErrorCatcher) -> None:
        super().__init__(logging.ERROR)
        self._catcher = catcher

    @override
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._catcher.tell(error)


def _log_of_qt(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    """Qt's warnings go to the log; in a terminal they are seen as before."""
    level = _LEVELS.get(kind)
    if level is None or not text:
        return
    _qt_log.log(level, "%s", text)
    if _is_watched():
        print(text, file=sys.stderr)


def _is_watched() -> bool:
    """Whether somebody reads stderr now. Desktops keep it in files, where no text must go."""
    return sys.stderr is not None and sys.stderr.isatty()
