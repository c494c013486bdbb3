# SPDX-License-Identifier: MulanPSL-2.0
"""Start: the command line where a command is named, else the window."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of `fuyi-editor` and `python -m fuyi_editor`."""
    arguments = sys.argv[1:]
    # A window may be asked for by nothing, a file or --screenshot; all else is the command line's.
    from fuyi_editor import cli

    if arguments and (
        arguments[0] in cli.COMMANDS or arguments[0] in ("-h", "--help", "--version")
    ):
        sys.exit(cli.run(arguments))
    from fuyi_editor.app import run_window

    sys.exit(run_window(arguments))


if __name__ == "__main__":
    main()
