# SPDX-License-Identifier: MulanPSL-2.0
"""Which layout a page is set in: the one whose printed words the page has, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import fold_label, known_labels
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.page.document import PageDocument

_ENOUGH = 0.8


def recognise(page: PageDocument, layouts: Mapping[str, Layout]) -> Layout | None:
    """The layout that the page is set in, None where none fits well."""
    printed = set(_texts(page))
    words = {name: layout.constants for name, layout in layouts.items()}
    labels = known_labels()
    telling = (labels.of_project | labels.of_department).union(*words.values())
    printed &= telling
    best: tuple[float, Layout] | None = None
    for name, layout in layouts.items():
        common = len(printed & words[name]) / max(len(printed | words[name]), 1)
        if best is None or common > best[0]:
            best = (common, layout)
    return best[1] if best and best[0] >= _ENOUGH else None


def _texts(page: PageDocument) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Grid):
            yield from (fold_label(cell.text) for _, cell in block.cells() if len(cell.text) < 40)
        elif not block.contents and len(block.text) < 60:
            yield fold_label(block.text)
