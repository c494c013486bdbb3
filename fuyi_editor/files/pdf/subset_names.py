# SPDX-License-Identifier: MulanPSL-2.0
"""Say in the names of embedded fonts that they are parts of fonts (ISO 32000-1, 9.6.4).

Qt embeds only the glyphs used, but says so only in the descriptor; a program that joins two PDFs
may then take the one part for the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.update import reference

if TYPE_CHECKING:
    from fuyi_editor.files.pdf.update import PdfUpdate

_BASE_FONT = re.compile(rb"(/BaseFont\s*/)(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_TAG = re.compile(rb"/FontName\s*/([A-Z]{6}\+)")
_DESCENDANT = re.compile(rb"/DescendantFonts\s*\[\s*(\d+) 0 R")


def tag_subsets(update: PdfUpdate) -> None:
    """Put the tag of its descriptor before the name of each font."""
    for number, font in list(update.objects()):
        found = _DESCENDANT.search(font)
        if found is None:
            continue
        inner_number = int(found[1])
        inner = update.object(inner_number)
        tag = _TAG.search(update.object(reference(inner, "FontDescriptor")))
        if tag is not None:
            for at, content in ((number, font), (inner_number, inner)):
                update.replace(at, _BASE_FONT.sub(rb"\1" + tag[1] + rb"\2", content, count=1))
