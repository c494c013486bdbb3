# SPDX-License-Identifier: MulanPSL-2.0
"""A small hidden file beside an open book that names who has it open, for whoever opens it next.

It warns, and never keeps anybody out: where nothing can be written beside the book there is no
lock, and one that a crash left behind on this machine counts for nothing. It is written only when
the book has been read, and removed by its own writer only.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from fuyi_editor.files.owner import Owner

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 4096
_HIDDEN = 2
_log = logging.getLogger(__name__)


class Holder(BaseModel):
    """Who has a book open, and since when."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    owner: Owner
    since: datetime

    @property
    def words(self) -> str:
        """For example `王芳 在电脑 FULIAN-2 上从 3月5日 09:12 起`."""
        user = self.owner.user or "有人"
        place = "在这台电脑的另一个窗口里" if self.owner.is_here else f"在电脑 {self.owner.host} 上"
        return f"{user} {place}从 {self.since.month}月{self.since.day}日 {self.since:%H:%M} 起"


def holder_of(path: Path) -> Holder | None:
    """Who else has the book at `path` open; None for nobody, or a run that is over."""
    holder = _read(_beside(path))
    if holder is None or holder.owner == Owner.this() or not holder.owner.may_live:
        return None
    return holder


class EditLock:
    """The lock of the open book; `take` and `leave` never fail."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._mine: Holder | None = None

    def take(self, path: Path) -> None:
        """Name this run as the one that has the book at `path` open, also instead of another."""
        lock = _beside(path)
        if lock == self._path:
            return
        self.leave()
        mine = Holder(owner=Owner.this(), since=datetime.now())
        try:
            # Windows refuses to write over a hidden file.
            lock.unlink(missing_ok=True)
            lock.write_text(mine.model_dump_json(), encoding="utf-8")
        except OSError:
            _log.info("no lock beside %s", path, exc_info=True)
            return
        self._path, self._mine = lock, mine
        _hide(lock)

    def leave(self) -> None:
        """Take the lock away, unless somebody else has taken the book over."""
        path, self._path = self._path, None
        if path is not None and _read(path) == self._mine:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".~{path.name}.fuyi-lock")


def _read(lock: Path) -> Holder | None:
    try:
        with lock.open("rb") as file:
            return Holder.model_validate_json(file.read(_MOST_BYTES))
    except (OSError, ValidationError):
        return None


def _hide(lock: Path) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("kernel32").SetFileAttributesW(str(lock), _HIDDEN)
