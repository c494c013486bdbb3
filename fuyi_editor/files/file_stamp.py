# SPDX-License-Identifier: MulanPSL-2.0
"""What a file was when it was read or written, and whether another program changed it since."""

from __future__ import annotations

import hashlib
import threading
from enum import Enum
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import os
    from pathlib import Path

PATIENCE = 2.0
"""Seconds that a drive may take to say what stands on it; one that is gone takes 30 and more."""


class OnDisk(Enum):
    """What has become of a file."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNKNOWN = "unknown"
    """The drive does not answer, or may not be read."""


class FileStamp(BaseModel):
    """Size, time (in ns, as the system tells it) and SHA-256 of the bytes of a file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    size: int
    modified: int
    digest: str

    @classmethod
    def of(cls, path: Path, data: bytes) -> Self | None:
        """The stamp of the file at `path`, whose bytes are `data`; None if it is gone already."""
        try:
            found = path.stat()
        except OSError:
            return None
        # Changed between reading and asking: no time at all, so that the bytes are compared.
        modified = found.st_mtime_ns if found.st_size == len(data) else 0
        return cls(size=len(data), modified=modified, digest=digest_of(data))

    def compare(self, path: Path) -> OnDisk:
        """What has become of the file at `path`; a copy with the same bytes is the same."""
        try:
            found = path.stat()
            if (found.st_size, found.st_mtime_ns) == (self.size, self.modified):
                return OnDisk.SAME
            same = found.st_size == self.size and digest_of(path.read_bytes()) == self.digest
        except (FileNotFoundError, NotADirectoryError):
            return OnDisk.GONE
        except OSError:
            return OnDisk.UNKNOWN
        return OnDisk.SAME if same else OnDisk.CHANGED


def digest_of(data: bytes) -> str:
    """The name by which equal bytes are known again."""
    return hashlib.sha256(data).hexdigest()


def stat_soon(path: Path, seconds: float = PATIENCE) -> os.stat_result | None:
    """What the system says of a file; None when it is not there or the drive does not answer."""
    answers: list[os.stat_result] = []

    def ask() -> None:
        try:
            answers.append(path.stat())
        except (OSError, ValueError):
            return

    # A daemon: a call that hangs in a dead drive must not keep the program from ending.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else None
