# SPDX-License-Identifier: MulanPSL-2.0
"""Ways through a page document: from a cell to the next, to its node, to what can be edited."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.page.document import Binding


class Place(NamedTuple):
    """A cell by block, row and place in the row; a paragraph when `row` is None."""

    block: int
    row: int | None = None
    cell: int | None = None


@lru_cache(maxsize=4096)
def fields_of(template: str) -> tuple[str, ...]:
    """The names of the fields that a binding's template shows."""
    return tuple(re.findall(r"\{([^#}][^}]*)\}", template))


def piece_at(document: PageDocument, place: Place) -> Cell | Paragraph | None:
    """The cell or paragraph of a place; None where the document has none (any more)."""
    if not 0 <= place.block < len(document.blocks):
        return None
    block = document.blocks[place.block]
    if place.row is None or place.cell is None:
        return block if isinstance(block, Paragraph) else None
    if isinstance(block, Paragraph) or place.row >= len(block.rows):
        return None
    cells = block.rows[place.row].cells
    if place.cell >= len(cells) or cells[place.cell].continues:
        return None
    return cells[place.cell]


def place_of_cell(document: PageDocument, block: int, row: int | None, column: int | None) -> Place:
    """The place of the cell that covers a column of a row; of a paragraph without them."""
    grid = document.blocks[block]
    if row is None or column is None or not isinstance(grid, Grid):
        return Place(block)
    return _cell_covering(block, grid, row, column) or Place(block)


def binding_at(document: PageDocument, place: Place) -> Binding | None:
    """What of the model stands at a place."""
    piece = piece_at(document, place)
    return piece.binding if piece is not None else None


def editable_binding(document: PageDocument, place: Place) -> Binding | None:
    """The binding of a place that shows a single field, which can be typed into."""
    binding = binding_at(document, place)
    return binding if binding is not None and len(fields_of(binding.template)) == 1 else None


def node_at(document: PageDocument, place: Place) -> str | None:
    """The node that a place belongs to: its own, or that of its row, grid or paragraph."""
    binding = binding_at(document, place)
    if binding is not None:
        return binding.node
    if not 0 <= place.block < len(document.blocks):
        return None
    block = document.blocks[place.block]
    if isinstance(block, Grid) and place.row is not None and place.row < len(block.rows):
        return block.rows[place.row].node or block.node
    return block.node


def places(document: PageDocument, blocks: range | None = None) -> Iterator[Place]:
    """Every cell and paragraph in reading order."""
    for number in blocks if blocks is not None else range(len(document.blocks)):
        block = document.blocks[number]
        if isinstance(block, Paragraph):
            yield Place(number)
            continue
        for row_number, row in enumerate(block.rows):
            for index, cell in enumerate(row.cells):
                if not cell.continues:
                    yield Place(number, row_number, index)


def find_binding(document: PageDocument, binding: Binding) -> Place | None:
    """Where the same field of the same node stands now."""
    for place in places(document):
        found = binding_at(document, place)
        if found is not None and found.node == binding.node and found.template == binding.template:
            return place
    return None


def find_field(document: PageDocument, node: str, field: str | None) -> Place | None:
    """Where a field of a node stands; without it, where anything of the node stands first.

    A line of the contents is passed by: what it names stands further down, where it is worked on.
    """
    fallback: Place | None = None
    for place in places(document):
        binding = binding_at(document, place)
        if is_contents(document, place):
            continue
        if binding is not None and binding.node == node:
            if field is None or field in fields_of(binding.template):
                return place
            fallback = fallback or place
        elif fallback is None and node_at(document, place) == node:
            fallback = place
    return fallback


def is_contents(document: PageDocument, place: Place) -> bool:
    """Whether a place is a line of the table of contents."""
    block = document.blocks[place.block]
    return isinstance(block, Paragraph) and block.contents


def is_heading(document: PageDocument, place: Place) -> bool:
    """Whether a place is a heading, whose table stands below it."""
    block = document.blocks[place.block]
    return isinstance(block, Paragraph) and block.outline_level > 0


def next_editable(document: PageDocument, place: Place | None, step: int) -> Place | None:
    """The editable place after (step 1) or before (step -1) a place."""
    block = place.block if place else (0 if step > 0 else len(document.blocks) - 1)
    while 0 <= block < len(document.blocks):
        here = list(places(document, range(block, block + 1)))
        for candidate in here[::step]:
            if editable_binding(document, candidate) and _lies_beyond(candidate, place, step):
                return candidate
        block += step
    return None


def _lies_beyond(place: Place, start: Place | None, step: int) -> bool:
    if start is None:
        return True
    one = (place.block, place.row or 0, place.cell or 0)
    other = (start.block, start.row or 0, start.cell or 0)
    return one > other if step > 0 else one < other


def column_of(document: PageDocument, place: Place) -> int:
    """The grid column at which a cell begins, 0 for a paragraph."""
    piece = piece_at(document, place)
    return piece.column if isinstance(piece, Cell) else 0


def beside(document: PageDocument, place: Place, step: int) -> Place | None:
    """The cell to the right (step 1) or to the left (step -1)."""
    block, piece = document.blocks[place.block], piece_at(document, place)
    if not (isinstance(block, Grid) and isinstance(piece, Cell)) or place.row is None:
        return None
    column = piece.column + piece.column_span if step > 0 else piece.column - 1
    return _cell_covering(place.block, block, place.row, column)


def below(document: PageDocument, place: Place, step: int, column: int) -> Place | None:
    """The cell under (step 1) or above (step -1) a place in `column`, over block boundaries too."""
    block, piece = document.blocks[place.block], piece_at(document, place)
    if isinstance(block, Grid) and isinstance(piece, Cell) and place.row is not None:
        row = place.row + (block.row_span(place.row, piece) if step > 0 else -1)
        if 0 <= row < len(block.rows):
            return _cell_covering(place.block, block, row, column)
    number = place.block + step
    while 0 <= number < len(document.blocks):
        other = document.blocks[number]
        if isinstance(other, Grid) and other.rows:
            row = 0 if step > 0 else len(other.rows) - 1
            return _cell_covering(number, other, row, min(column, len(other.columns) - 1))
        if isinstance(other, Paragraph) and (other.text or other.binding):
            return Place(number)
        number += step
    return None


def _cell_covering(number: int, grid: Grid, row: int, column: int) -> Place | None:
    """The cell at a row and column, for a merged one the place of its text."""
    cell = grid.rows[row].cell_at(column)
    while cell is not None and cell.continues and row > 0:
        row -= 1
        cell = grid.rows[row].cell_at(column)
    return Place(number, row, grid.rows[row].cells.index(cell)) if cell is not None else None
