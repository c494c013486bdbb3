# SPDX-License-Identifier: MulanPSL-2.0
"""What a PDF of Qt still lacks: bookmarks, an author, font names, text that copies as it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.outline import add_author, add_language, add_outline
from fuyi_editor.files.pdf.subset_names import tag_subsets
from fuyi_editor.files.pdf.text_maps import mend_text_maps
from fuyi_editor.files.pdf.update import PdfUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.page.bookmarks import Bookmark


@dataclass(frozen=True)
class PdfContent:
    """What is known of the pages besides how they look."""

    text: str
    """All that they show."""
    far: Mapping[str, str]
    """Characters beyond U+FFFF by font, see `mend_text_maps`."""
    author: str = ""
    bookmarks: tuple[Bookmark, ...] = ()


def finish_pdf(data: bytes, content: PdfContent) -> bytes:
    """The PDF of Qt with all that added."""
    update = PdfUpdate(data)
    mend_text_maps(update, content.text, content.far)
    tag_subsets(update)
    add_language(update)
    if content.author:
        add_author(update, content.author)
    if content.bookmarks:
        add_outline(update, content.bookmarks)
    return update.written()
