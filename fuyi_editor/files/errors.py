# SPDX-License-Identifier: MulanPSL-2.0
"""Errors of reading and saving files, each one Chinese sentence that says what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from pathlib import Path

_NO_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class FileError(Exception):
    """A file could not be read or saved.

    `cause` says what is wrong, `place` where in the file, `remedy` what the user can do; all three
    are Chinese without a closing full stop. `path` is added by whoever knows it.
    """

    _VERB: ClassVar[str] = "无法处理"
    _WHAT: ClassVar[str] = "文件"

    def __init__(
        self, cause: str, remedy: str = "", place: str = "", path: Path | None = None
    ) -> None:
        super().__init__(cause, remedy, place, path)
        self.cause = cause
        self.remedy = remedy
        self.place = place
        self.path = path

    @property
    def sentence(self) -> str:
        """The whole error as one sentence for the user."""
        name = f"“{self.path.name or self.path}”" if self.path else self._WHAT
        place = f"（{self.place}）" if self.place else ""
        remedy = f"；{self.remedy}" if self.remedy else ""
        # Names and texts of a file may hold line ends; a sentence does not.
        return _NO_LINE.sub(" ", f"{self._VERB}{name}：{self.cause}{place}{remedy}。")

    def with_path(self, path: Path) -> Self:
        """This very error, now naming `path`."""
        self.path = path
        # Errors cross process borders by pickle, which rebuilds them from `args`.
        self.args = (self.cause, self.remedy, self.place, path)
        return self

    def __str__(self) -> str:
        """The same as `sentence`."""
        return self.sentence


class ReadError(FileError):
    """A file could not be opened, or what is in it could not be read."""

    _VERB = "打不开"


class OldFormatError(ReadError):
    """A file of a format older than any that our readers know; another program may know it."""


class PasteError(FileError):
    """What is on the clipboard could not be made a book."""

    _VERB = "没有粘贴"
    _WHAT = "剪贴板里的内容"


class SaveError(FileError):
    """A file could not be saved; the old file, if any, is whole."""

    _VERB = "没有保存"


class ReviseError(SaveError):
    """The opened file cannot be changed in place so that all of it stays right."""
