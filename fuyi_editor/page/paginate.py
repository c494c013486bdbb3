# SPDX-License-Identifier: MulanPSL-2.0
"""Put a page document on pages.

Only what an edit changed is measured again: layouts of blocks are kept by the block object, rows by
the row object, and the pages of a section (blocks up to the next forced page break) by its layouts.
Where each line stands on a page is worked out when the page is asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from fuyi_editor.page.block_layout import GridLayout, lay_out_paragraph, lay_out_text
from fuyi_editor.page.document import POINTS_PER_MM, Grid, PageDocument, PageSetup, Paragraph
from fuyi_editor.page.placing import (
    GridSlice,
    ParagraphSlice,
    place_grid,
    place_paragraph,
    place_text,
)
from fuyi_editor.page.section_flow import Section, flow_section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.page.block_layout import BlockLayout, MeasuredRow
    from fuyi_editor.page.document import Block
    from fuyi_editor.page.placed import PlacedCell, PlacedLine, PlacedParagraph
    from fuyi_editor.page.section_flow import Sheet

_FOOTER_EDGE = 42.5
"""Points (1.5 cm) between the footer's line and the lower edge of the paper."""


@dataclass(frozen=True, eq=False)
class Page:
    """A page: `number` counts from 1; `first_block` is the index that its sheet counts from."""

    setup: PageSetup
    number: int
    count: int
    sheet: Sheet
    first_block: int

    @property
    def width(self) -> float:
        """Points across the paper."""
        return self.setup.width * POINTS_PER_MM

    @property
    def height(self) -> float:
        """Points down the paper."""
        return self.setup.height * POINTS_PER_MM

    @property
    def blocks(self) -> tuple[int, ...]:
        """The indexes of the blocks that have something on the page, in order."""
        return tuple(self.first_block + piece.block for piece in self.sheet)

    @cached_property
    def cells(self) -> tuple[PlacedCell, ...]:
        """All boxes on the page."""
        return tuple(
            cell
            for piece in self.sheet
            if isinstance(piece, GridSlice)
            for cell in place_grid(piece, self.first_block + piece.block)
        )

    @cached_property
    def paragraphs(self) -> tuple[PlacedParagraph, ...]:
        """All paragraphs on the page."""
        left = self.setup.left * POINTS_PER_MM
        return tuple(
            place_paragraph(piece, self.first_block + piece.block, left)
            for piece in self.sheet
            if isinstance(piece, ParagraphSlice)
        )

    @property
    def footer_text(self) -> str:
        """The footer with its numbers filled in."""
        text = self.setup.footer.replace("{pages}", str(self.count))
        return text.replace("{page}", str(self.number))

    @cached_property
    def footer(self) -> tuple[PlacedLine, ...]:
        """The lines of the footer."""
        if not self.footer_text:
            return ()
        width = self.setup.content_width * POINTS_PER_MM
        text = lay_out_text(self.footer_text, self.setup.footer_style, width)
        edge = min(_FOOTER_EDGE, self.setup.bottom * POINTS_PER_MM / 2)
        top = self.height - edge - text.height
        left = self.setup.left * POINTS_PER_MM
        return place_text(text, left, top, width, (0, len(text.lines)))

    @property
    def lines(self) -> Iterator[PlacedLine]:
        """Every line of text on the page, in drawing order."""
        pieces = sorted((*self.cells, *self.paragraphs), key=lambda piece: piece.block)
        yield from chain.from_iterable(piece.lines for piece in pieces)
        yield from self.footer


class Paginator:
    """Paginates one document again and again as it is edited; keeps what did not change."""

    def __init__(self) -> None:
        """Start with nothing measured."""
        self._setup: PageSetup | None = None
        # By id; the layout holds its block, so an id in here is never given to another object.
        self._layouts: dict[int, BlockLayout] = {}
        self._sections: dict[tuple[int, ...], Section] = {}

    def paginate(self, document: PageDocument) -> tuple[Page, ...]:
        """The pages of `document`."""
        if document.setup != self._setup:
            self._setup, self._layouts, self._sections = document.setup, {}, {}
        layouts = self._measure(document)
        owns = [tuple(layouts[start:end]) for start, end in _section_ranges(document.blocks)]
        keys = [tuple(map(id, own)) for own in owns]
        present = set(keys)
        # A new section is most likely an edited one: the first old one that is no longer there.
        gone = iter([old for key, old in self._sections.items() if key not in present])
        sections: dict[tuple[int, ...], Section] = {}
        numbered: list[tuple[Sheet, int]] = []
        start = 0
        for key, own in zip(keys, owns, strict=True):
            section = self._sections.get(key) or flow_section(own, document.setup, next(gone, None))
            sections[key] = section
            numbered.extend((sheet, start) for sheet in section.sheets)
            start += len(own)
        self._sections = sections
        count = len(numbered)
        return tuple(
            Page(document.setup, number, count, sheet, first)
            for number, (sheet, first) in enumerate(numbered, start=1)
        )

    def _measure(self, document: PageDocument) -> list[BlockLayout]:
        kept = {
            id(block): layout
            for block in document.blocks
            if (layout := self._layouts.get(id(block))) is not None
        }
        known_rows = _rows_by_columns(
            layout for key, layout in self._layouts.items() if key not in kept
        )
        layouts: list[BlockLayout] = []
        for block in document.blocks:
            layout = kept.get(id(block))
            if layout is None:
                layout = _lay_out(block, document.setup, known_rows)
                kept[id(block)] = layout
            layouts.append(layout)
        self._layouts = kept
        return layouts


def _rows_by_columns(
    layouts: Iterator[BlockLayout],
) -> dict[tuple[float, ...], dict[int, MeasuredRow]]:
    """The measured rows of grids that are no longer there: most of them live on in new grids."""
    found: dict[tuple[float, ...], dict[int, MeasuredRow]] = {}
    for layout in layouts:
        if isinstance(layout, GridLayout):
            rows = found.setdefault(layout.grid.columns, {})
            rows.update((id(measured.row), measured) for measured in layout.rows)
    return found


def _lay_out(
    block: Block,
    setup: PageSetup,
    known_rows: dict[tuple[float, ...], dict[int, MeasuredRow]],
) -> BlockLayout:
    if isinstance(block, Paragraph):
        return lay_out_paragraph(block, setup)
    return GridLayout(block, setup, known_rows.get(block.columns))


def _section_ranges(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Ranges of blocks that each begin on a new page."""
    start = 0
    for index, block in enumerate(blocks):
        if index > start and not isinstance(block, Grid) and block.page_break_before:
            yield start, index
            start = index
    yield start, len(blocks)


def paginate(document: PageDocument) -> tuple[Page, ...]:
    """The pages of a document that is laid out once."""
    return Paginator().paginate(document)
