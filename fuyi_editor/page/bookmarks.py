# SPDX-License-Identifier: MulanPSL-2.0
"""Where a reader jumps to in the pages of a document: its headings and its projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Paragraph
from fuyi_editor.page.placed import PlacedCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.page.paginate import Page
    from fuyi_editor.page.placed import PlacedParagraph


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place with its name; `page` counts the pages given from 0, `top` is in points."""

    title: str
    level: int
    """1 for the highest headings; a bookmark belongs to the nearest higher one before it."""
    page: int
    top: float


def bookmarks_of(
    document: PageDocument, pages: Sequence[Page], projects: Mapping[str, str]
) -> tuple[Bookmark, ...]:
    """The headings, and the projects (by node id their names), in reading order.

    A project without a heading of its own is marked where the first of it stands: its table, or
    its row where all projects share one. A heading that shows nothing of its project, only the
    name of the form (F1, F13), gives way to the project's name.
    """
    return tuple(_Marks(document, projects).on(pages))


class _Marks:
    """Finds the bookmarks of a document; each project only once."""

    def __init__(self, document: PageDocument, projects: Mapping[str, str]) -> None:
        self._document = document
        self._names = projects
        self._seen: set[str] = set()
        self._headings: set[int] = set()
        self._level = 1

    def on(self, pages: Sequence[Page]) -> Iterator[Bookmark]:
        for number, page in enumerate(pages):
            pieces = sorted(
                (*page.paragraphs, *page.cells), key=lambda piece: (piece.block, piece.rect.y)
            )
            for piece in pieces:
                found = self._cell(piece) if isinstance(piece, PlacedCell) else self._text(piece)
                if found:
                    yield Bookmark(*found, number, piece.rect.y)

    def _text(self, piece: PlacedParagraph) -> tuple[str, int] | None:
        paragraph = piece.paragraph
        if paragraph.contents or not paragraph.text.strip() or piece.block in self._headings:
            return None
        if not paragraph.outline_level:
            return self._project(paragraph.node)
        self._headings.add(piece.block)
        self._level = paragraph.outline_level
        project = self._project(paragraph.node)
        if project is None or paragraph.binding is not None:
            return " ".join(paragraph.text.split()), self._level
        return project[0], self._level

    def _cell(self, piece: PlacedCell) -> tuple[str, int] | None:
        grid = self._document.blocks[piece.block]
        if isinstance(grid, Paragraph) or piece.repeated:
            return None
        return self._project(grid.node) or self._project(grid.rows[piece.row].node)

    def _project(self, node: str | None) -> tuple[str, int] | None:
        if node is None or node not in self._names or node in self._seen:
            return None
        self._seen.add(node)
        return self._names[node], self._level + 1 if self._headings else 1
