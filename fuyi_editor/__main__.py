# SPDX-License-Identifier: MulanPSL-2.0
"""Start: the command line where a command is named, else the window."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

# That of `files.apart`, whose worker in a frozen program is the program itself.
_WORKER_SWITCH = "--read-apart"
_INTERRUPTED = 130  # as shells have it: ended by Ctrl+C


def main() -> None:
    """Entry point of `fuyi-editor` and `python -m fuyi_editor`."""
    if sys.argv[1:2] == [_WORKER_SWITCH]:
        from fuyi_editor.files.apart_worker import main as read_apart

        read_apart(sys.argv[2:])
    if getattr(sys, "frozen", False) and "--multiprocessing-fork" in sys.argv:
        from multiprocessing import freeze_support

        freeze_support()  # a frozen program is its own worker here as well (files.many)
    _speak_utf8()
    try:
        sys.exit(_run(sys.argv[1:]))
    except KeyboardInterrupt:
        print("已停止，没有做完。", file=sys.stderr)
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output (`head`) has seen enough; Python must not flush into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run(arguments: list[str]) -> int:
    from fuyi_editor.cli import commands

    first = arguments[0] if arguments else ""
    if first in (*commands.COMMANDS, "-h", "--help", "--version"):
        return commands.run(arguments)
    from fuyi_editor.app import run_window

    return run_window(arguments)


def _speak_utf8() -> None:
    """Files and pipes get UTF-8; a Chinese Windows console keeps its own code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


if __name__ == "__main__":
    main()
