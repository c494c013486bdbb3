# SPDX-License-Identifier: MulanPSL-2.0
"""Reading foreign files in a process of their own, which may hang, swell or crash without harm.

The readers of these formats use libraries in C, or follow chains of offsets that a hostile file may
tie into knots. The child gets the bytes and nothing else, and is ended when it takes too long.
"""

from __future__ import annotations

import io
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from fuyi_editor.files.errors import OldFormatError, ReadError
from fuyi_editor.page import document
from fuyi_editor.page.document import PageDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.sniff import FileKind

# The child's own limit counts its work alone. Where the system knows none, the clock must do, and
# a virus scanner may hold a program for seconds before it starts.
SECONDS = 8.0 if sys.platform == "win32" else 20.0
WORKER_SWITCH = "--read-apart"
"""The first argument of a frozen program that is to be a worker: it then calls
`apart_worker.main` with the arguments that follow, before anything else is imported."""

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from fuyi_editor.files.apart_worker import main; main(sys.argv[2:])"
)
_DAMAGED = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"


def read_apart(
    kind: FileKind,
    data: bytes,
    *,
    seconds: float = SECONDS,
    worker: Sequence[str] | None = None,
) -> PageDocument:
    """The page document in a file of a foreign kind, read by a child process.

    Raises `ReadError`: the reader's own, or one that says that reading took too long or crashed.
    `worker` is the command that starts the child, to which the kind is added.
    """
    answer, code = _ask([*(worker or worker_command()), kind], data, seconds)
    try:
        result = _PageUnpickler(io.BytesIO(answer)).load()
    except Exception as error:
        # No answer or half of one: the child is gone, and whatever it left behind says no more.
        raise _ended(code) from error
    if isinstance(result, ReadError):
        raise result
    if not isinstance(result, PageDocument):
        raise _ended(code)
    return result


def worker_command() -> list[str]:
    """The command that starts a worker, but for the kind."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_SWITCH]
    # -P: the folder that the user works in may hold files named like Python's own modules.
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).resolve().parents[2])]


def _ask(command: Sequence[str], data: bytes, seconds: float) -> tuple[bytes, int]:
    """What the command answers to the data, and its exit code."""
    # Without this Windows shows a console window for as long as the child runs.
    flags = subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
    try:
        child = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            creationflags=flags,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    except OSError as error:
        raise ReadError("系统没有让读取程序启动", "请关闭一些程序后再试") from error
    return child.stdout, child.returncode


def _ended(code: int) -> ReadError:
    if sys.platform != "win32" and -code in (signal.SIGXCPU, signal.SIGKILL):
        return _too_slow()
    cause = "读取这个文件时程序出错退出，文件可能已损坏"
    return ReadError(cause, _DAMAGED, f"退出代码 {code}")


def _too_slow() -> ReadError:
    return ReadError("读取这个文件用时太久，它可能已损坏或内容过多", _DAMAGED)


class _PageUnpickler(pickle.Unpickler):
    """Loads page documents and read errors, and nothing that a taken-over child may ask for."""

    @override
    def find_class(self, module: str, name: str, /) -> object:
        """A class of the page document or the error; all others are refused."""
        for error in (ReadError, OldFormatError):
            if (module, name) == (error.__module__, error.__name__):
                return error
        found = getattr(document, name, None) if module == document.__name__ else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
