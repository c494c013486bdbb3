# SPDX-License-Identifier: MulanPSL-2.0
"""The process that reads one foreign file for the editor and ends: see `apart`.

It takes the bytes of the file from its standard input and hands back a pickled page document or
`ReadError`. Nothing of the window or the model is loaded here, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from typing import TYPE_CHECKING, NoReturn, cast

from fuyi_editor.files import foreign_read
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.read_guard import guarded

if TYPE_CHECKING:
    from fuyi_editor.files.sniff import FileKind

MEMORY = 200 * 1024 * 1024
"""Bytes of address space. A book of 500 projects takes 80 (.xls, .doc) to 150 MB (.pdf), and what
the editor itself holds meanwhile comes on top."""
CPU_SECONDS = 5


def main(arguments: list[str]) -> NoReturn:
    """Read the file on the standard input as the kind that the only argument names."""
    kind = cast("FileKind", arguments[0])
    answer = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not mix with the answer.
    os.dup2(2, 1)
    _limit_itself()
    with os.fdopen(0, "rb") as file:
        data = file.read()
    try:
        result = guarded(lambda: foreign_read.read_foreign(kind, data))
    except ReadError as error:
        result = error
    pickle.dump(result, answer, pickle.HIGHEST_PROTOCOL)
    answer.close()
    # The answer is complete: nothing that a library does while Python is shut down may spoil it.
    os._exit(0)


def _limit_itself() -> None:
    """Ask the system to stop this process before it can harm; Windows knows no such limits."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit by name only, and a lower one may be set already.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
