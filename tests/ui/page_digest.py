# SPDX-License-Identifier: MulanPSL-2.0
"""What a page says, in a short name: the same for a book in the window and in its file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument


def page_digest(page: PageDocument) -> str:
    """The digest of all texts but those of contents, whose page numbers follow from the rest."""
    texts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            texts += [cell.text for _, cell in block.cells()]
        elif not block.contents:
            texts.append(block.text)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
