# SPDX-License-Identifier: MulanPSL-2.0
"""Errors and log messages put so that no text of a book is in them: types and places in the code.

The message of an exception may quote anything: a KeyError its key, a ValueError the number that was
typed, pydantic the whole input. So messages are left out, whatever the type (issue 6).
"""

from __future__ import annotations

import re
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT_OUT = "*"
_FIRST_FRAMES, _LAST_FRAMES = 10, 30  # of a recursion without an end there are a thousand
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_QUOTED = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""", re.DOTALL)  # \' does not end what repr quotes


def trace_lines(error: BaseException) -> list[str]:
    """The error and what led to it, as types with files, lines and functions; the latest first."""
    lines: list[str] = []
    for number, one in enumerate(_chain(error)):
        lines.append(f"caused by {_type_name(one)}" if number else _type_name(one))
        lines.extend(f"  {frame}" for frame in _frames(one))
    return lines


def signature(error: BaseException) -> str:
    """The same for errors of one kind from one place in the code."""
    frames = traceback.extract_tb(error.__traceback__, limit=-1)
    return f"{type(error).__qualname__} {_place(frames[0]) if frames else ''}"


def redacted(text: str) -> str:
    """A log message without what it quotes and without Chinese, which may be a text of a book."""
    return _NOT_ASCII.sub(LEFT_OUT, _QUOTED.sub(rf"\1{LEFT_OUT}\1", text))


def _type_name(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _full_name(kind)
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} {error.errno}"  # the number tells a full disk from a missing folder
    return name


def _full_name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, its cause, the cause of that: as Python itself would print them."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)


def _frames(error: BaseException) -> list[str]:
    """Where it was raised, the innermost call last. Source lines are not looked up."""
    places = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)]
    left_out = len(places) - _FIRST_FRAMES - _LAST_FRAMES
    if left_out > 0:
        places[_FIRST_FRAMES:-_LAST_FRAMES] = [f"... {left_out} more ..."]
    return places


def _place(frame: traceback.FrameSummary) -> str:
    return f"{_short(frame.filename)}:{frame.lineno} {frame.name}"


def _short(filename: str) -> str:
    """The file as seen from its package: the folders above may bear the name of the user."""
    parts = PurePath(filename.replace("\\", "/")).parts
    for folder in ("site-packages", "fuyi_editor"):
        if folder in parts:
            at = len(parts) - 1 - parts[::-1].index(folder)
            return "/".join(parts[at + (folder == "site-packages") :])
    return redacted("/".join(parts[-2:]))
