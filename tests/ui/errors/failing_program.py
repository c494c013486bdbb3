# SPDX-License-Identifier: MulanPSL-2.0
"""The real program with a fault in it: the print dialog raises what the title of the book says."""

from __future__ import annotations

import sys

from fuyi_editor import app, assembly


def _fail(settings, ask, parent, printout):
    raise ValueError(f"“{printout.document.title}” cannot be shown")


if __name__ == "__main__":
    assembly.print_pages = _fail
    sys.exit(app.run_window(sys.argv[1:]))
