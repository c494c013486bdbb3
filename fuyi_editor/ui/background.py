# SPDX-License-Identifier: MulanPSL-2.0
"""Work that may take seconds, beside a window that goes on painting but takes no input."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QThread
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Result = TypeVar("_Result")


def in_background(work: Callable[[], _Result]) -> _Result:
    """What `work` answers or raises; it runs in a thread of its own and must not touch Qt.

    Keys and clicks wait until it is done, so nothing of the open book can change meanwhile.
    """
    thread = _Worker(work)
    loop = QEventLoop()
    thread.finished.connect(loop.quit)
    thread.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    thread.wait()
    return thread.answer()


@contextmanager
def busy_cursor() -> Iterator[None]:
    """The cursor says that the program is at work."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


class _Worker(QThread, Generic[_Result]):
    def __init__(self, work: Callable[[], _Result]) -> None:
        super().__init__()
        self._work = work
        self._result: list[_Result] = []
        self._error: BaseException | None = None

    @override
    def run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:
            self._error = error  # raised again where the answer is awaited

    def answer(self) -> _Result:
        """The result, or the error of the work."""
        if self._error is not None:
            raise self._error
        return self._result[0]
