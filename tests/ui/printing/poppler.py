# SPDX-License-Identifier: MulanPSL-2.0
"""PDFs as another program reads them: poppler's tools."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.page.paginate import paginate

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.page.placed import PlacedLine

TOOLS = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")


def run(tool: str, *options: str, data: bytes, tmp_path: Path) -> str:
    """What `pdftotext` or one of its sisters says of a PDF."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    to_stdout = ("-",) if tool == "pdftotext" else ()
    done = subprocess.run([tool, *options, path, *to_stdout], check=True, capture_output=True)
    assert not done.stderr, done.stderr  # a PDF that had to be repaired
    return done.stdout.decode()


def folded(text: str) -> str:
    """A text without white space, which programs put between lines as they like."""
    return re.sub(r"\s", "", text)


def lines_of(document: PageDocument) -> list[tuple[PlacedLine, ...]]:
    """The lines of every cell, paragraph and footer of the pages."""
    return [
        lines
        for page in paginate(document)
        for lines in (*(piece.lines for piece in (*page.cells, *page.paragraphs)), page.footer)
    ]
