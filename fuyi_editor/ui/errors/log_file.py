# SPDX-License-Identifier: MulanPSL-2.0
"""The log in the user's data folder: small, the oldest goes first, without the texts of books."""

from __future__ import annotations

import faulthandler
import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, TextIO

from typing_extensions import override

from fuyi_editor.ui.errors.trace import redacted, signature, trace_lines

if TYPE_CHECKING:
    from pathlib import Path

LOG_NAME, CRASH_NAME = "fuyi-editor.log", "crash.log"
MOST_BYTES = 256 * 1024
OLD_LOGS = 2
_MOST_KNOWN = 500


class ProgramLog:
    """From here to `close` the log of the program and that of hard crashes are written."""

    def __init__(self, folder: Path) -> None:
        """Where the folder cannot be written, nothing is kept and nothing fails."""
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handler = _LogFile(
            folder / LOG_NAME, maxBytes=MOST_BYTES, backupCount=OLD_LOGS, encoding="utf-8",
            delay=True,
        )  # fmt: skip
        self._handler.setFormatter(PrivateFormatter())
        self._handler.addFilter(RareFilter())
        root = logging.getLogger()
        self._level_before = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self._handler)
        self._crashes = _crash_file(folder / CRASH_NAME)
        if self._crashes is not None:
            # It notes files, lines and functions only.
            faulthandler.enable(self._crashes)

    def close(self) -> None:
        """Write no more."""
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level_before)
        self._handler.close()
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()


def _crash_file(path: Path) -> TextIO | None:
    """The file, open; it must stay so, since in a crash nothing can be opened any more."""
    try:
        if path.exists() and path.stat().st_size > MOST_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return path.open("a", encoding="utf-8")
    except OSError:
        return None


class PrivateFormatter(logging.Formatter):
    """Time, level, logger and the message without what it quotes; of errors types and places."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        moment = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        repeated = getattr(record, "repeated", 1)
        times = f" ({repeated} times)" if repeated > 1 else ""
        message = redacted(record.getMessage())
        lines = [f"{moment} {record.levelname} {record.name}: {message}{times}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            lines += trace_lines(error)
        return "\n".join(lines)


class RareFilter(logging.Filter):
    """Lets what is said again and again through at the 1st, 10th, 100th … time only.

    An error in painting comes back with every picture, and would push all else out of the file.
    """

    def __init__(self) -> None:
        super().__init__()
        self._times: dict[str, int] = {}

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        key = f"{record.name} {record.msg} {record.args} {signature(error) if error else ''}"
        if len(self._times) > _MOST_KNOWN:
            self._times.clear()
        times = self._times[key] = self._times.get(key, 0) + 1
        record.repeated = times
        return str(times).strip("0") == "1"


class _LogFile(RotatingFileHandler):
    """Never stands in the way: what cannot be written is left out."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the message of a failure would have the record's texts in it."""

    @override
    def rotate(self, source: str, dest: str) -> None:
        # On Windows a second window that has the file open forbids it; then the file grows on.
        with suppress(OSError):
            super().rotate(source, dest)
