# SPDX-License-Identifier: MulanPSL-2.0
"""The footer of an old Word file, with {page} and {pages} where it numbers the pages."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from fuyi_editor.files.doc.fib import Part
from fuyi_editor.files.doc.paragraphs import ParagraphReader
from fuyi_editor.files.doc.sections import MAX_SECTIONS
from fuyi_editor.files.doc.text import read_text
from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from fuyi_editor.files.doc.fib import DocFile
    from fuyi_editor.files.doc.styles import StyleSheet
    from fuyi_editor.page.document import TextStyle

_BODY, _NOTES, _HEADERS = 0, 1, 2
_STORIES = 6
"""Of each section; before them stand as many that separate footnotes ([MS-DOC] §2.8.21)."""
_ODD_FOOTER = 3


def read_footer(doc: DocFile, styles: StyleSheet) -> tuple[str, TextStyle] | None:
    """The text and style of the last section's footer for ordinary pages; None without one.

    A footer that is damaged is none: the table it stands below is whole all the same.
    """
    try:
        before = doc.length(_BODY) + doc.length(_NOTES)
        bounds = _bounds(doc)
        if bounds is None:
            return None
        text = read_text(doc, before + doc.length(_HEADERS))
        reader = ParagraphReader(doc, text, styles, in_footer=True)
        lines = [line for line in reader.read(*(before + at for at in bounds)) if line.text]
    except ReadError:
        return None
    if not lines:
        return None
    return "\n".join(line.text for line in lines), styles.text_style(lines[0].look)


def _bounds(doc: DocFile) -> tuple[int, int] | None:
    """Where the footer begins and ends among the headers and footers."""
    table = doc.part(Part.HEADERS)
    count = len(table) // 4
    if count > _STORIES * (MAX_SECTIONS + 1) + 2:
        return None
    places = struct.unpack_from(f"<{count}I", table)
    # A section without a footer of its own has that of the section before it.
    for at in reversed(range(_STORIES + _ODD_FOOTER, count - 1, _STORIES)):
        if places[at] < places[at + 1]:
            return places[at], places[at + 1]
    return None
