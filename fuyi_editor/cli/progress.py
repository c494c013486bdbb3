# SPDX-License-Identifier: MulanPSL-2.0
"""How far a command is with many files: a bar on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pathlib import Path

_BAR = 24


class Progress:
    """A bar on a terminal; nothing where the output goes into a file."""

    def __init__(self, verb: str, count: int, stream: TextIO = sys.stderr) -> None:
        self._verb, self._count, self._done, self._stream = verb, count, 0, stream
        self._shown = count > 1 and stream.isatty()

    def step(self, path: Path, _result: object = None) -> None:
        """One more is done."""
        self._done += 1
        if self._shown:
            full = _BAR * self._done // self._count
            bar = "█" * full + "░" * (_BAR - full)
            place = f"{bar} {self._done}/{self._count} {path.name}"
            self._stream.write(f"\r\x1b[K{self._verb} {place}")
            self._stream.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
