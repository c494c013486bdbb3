# SPDX-License-Identifier: MulanPSL-2.0
"""Work out where the texts and boxes of one page stand; done only for the pages that are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.page.block_layout import (
    PADDING_X,
    PADDING_Y,
    Anchor,
    GridLayout,
    ParagraphLayout,
    TextLayout,
)
from fuyi_editor.page.document import Borders, VerticalAlign
from fuyi_editor.page.marked_text import marks_within
from fuyi_editor.page.metrics import text_width
from fuyi_editor.page.placed import PlacedCell, PlacedLine, PlacedParagraph, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.page.document import Cell
    from fuyi_editor.page.grid_flow import Piece
    from fuyi_editor.page.marked_text import Marks
    from fuyi_editor.page.metrics import Face

LEADER = "."


@dataclass(frozen=True, slots=True, eq=False)
class GridSlice:
    """A piece of a grid at its height on a page; `block` counts from the start of its section."""

    block: int
    y: float
    layout: GridLayout
    piece: Piece


@dataclass(frozen=True, slots=True, eq=False)
class ParagraphSlice:
    """Lines `first` to before `end` of a paragraph; `y` is the top of the first of them."""

    block: int
    y: float
    layout: ParagraphLayout
    first: int
    end: int


Slice = GridSlice | ParagraphSlice


def place_text(
    text: TextLayout,
    left: float,
    top: float,
    width: float,
    shown: tuple[int, int],
    marked: Sequence[Marks] = (),
) -> tuple[PlacedLine, ...]:
    """Lines `shown[0]` to before `shown[1]`, the first of them with its top at `top`.

    `marked` are the underlined stretches of every line of the text, if there are any.
    """
    first, end = shown
    placed: list[PlacedLine] = []
    size, face = text.style.size, text.face
    for number in range(first, end):
        line = text.lines[number]
        baseline = top + text.baseline(number - first)
        x = left + text.x_of(number, width)
        if line.text.strip():
            marks = marked[number] if marked else ()
            under = tuple(_underline(line.text, mark, x, face, size) for mark in marks)
            placed.append(PlacedLine(x, baseline, line.text.rstrip(), face, size, under))
        if text.tail and number == len(text.lines) - 1:
            placed.extend(_leaders(text, x + line.width, left + width, baseline))
    return tuple(placed)


def _underline(
    text: str, mark: tuple[int, int], x: float, face: Face, size: float
) -> tuple[float, float]:
    start, end = mark
    begin = x + text_width(text[:start], face, size)
    return begin, begin + text_width(text[start:end], face, size)


def _marks_of_lines(cell: Cell, text: TextLayout) -> list[Marks]:
    """The marks of a cell, line by line: its lines are its text, less the line feeds."""
    found: list[Marks] = []
    start = 0
    for line in text.lines:
        end = start + len(line.text)
        found.append(marks_within(cell.marks, start, end))
        start = end + (cell.text[end : end + 1] == "\n")
    return found


def _leaders(text: TextLayout, start: float, right: float, baseline: float) -> Iterator[PlacedLine]:
    size, face, tail = text.style.size, text.face, text.tail
    tail_x = right - text_width(tail, face, size)
    dot = text_width(LEADER, face, size) or size
    count = int((tail_x - start - size / 2) / dot)
    if count > 0:
        yield PlacedLine(tail_x - size / 4 - count * dot, baseline, LEADER * count, face, size)
    yield PlacedLine(tail_x, baseline, tail, face, size)


def place_paragraph(piece: ParagraphSlice, block: int, left: float) -> PlacedParagraph:
    """A paragraph's lines below each other."""
    layout = piece.layout
    lines = place_text(layout.text, left, piece.y, layout.width, (piece.first, piece.end))
    rect = Rect(left, piece.y, layout.width, (piece.end - piece.first) * layout.text.pitch)
    return PlacedParagraph(rect, block, layout.paragraph, lines)


def place_grid(piece: GridSlice, block: int) -> Iterator[PlacedCell]:
    """The boxes of a grid piece, row by row, each merge where it begins."""
    layout, rows = piece.layout, piece.piece.rows
    y = piece.y
    for position, (row, height) in enumerate(zip(rows, piece.piece.heights, strict=True)):
        above = rows[position - 1] if position else -1
        for anchor in layout.anchors_of(row):
            if anchor.row == row or not anchor.row <= above:
                yield _place_cell(piece, block, anchor, position, y)
        y += height


def _place_cell(
    piece: GridSlice, block: int, anchor: Anchor, position: int, y: float
) -> PlacedCell:
    layout, part = piece.layout, piece.piece
    cell = layout.cell(anchor)
    last_row = layout.last_row(anchor)
    end = position + 1
    while end < len(part.rows) and part.rows[end] <= last_row:
        end += 1
    left = layout.left + layout.edges[cell.column]
    width = layout.edges[cell.column + cell.column_span] - layout.edges[cell.column]
    rect = Rect(left, y, width, sum(part.heights[position:end]))
    text = layout.text(anchor)
    shown = part.lines.get(anchor, (0, len(text.lines)))
    top = rect.y + _text_top(text, shown, rect.height)
    inner = width - 2 * PADDING_X
    marked = _marks_of_lines(cell, text) if cell.marks else ()
    return PlacedCell(
        rect,
        _part_borders(piece, anchor, position, end - 1),
        block,
        anchor.row,
        anchor.cell,
        cell,
        place_text(text, left + PADDING_X, top, inner, shown, marked),
        repeated=position < part.repeated,
    )


def _text_top(text: TextLayout, shown: tuple[int, int], height: float) -> float:
    """Where in a box of `height` the first line begins."""
    free = height - 2 * PADDING_Y - text.height_of(shown[1] - shown[0])
    top = PADDING_Y + text.style.space_before
    whole = shown == (0, len(text.lines))
    if not whole or free <= 0 or text.style.vertical_align is VerticalAlign.TOP:
        return top
    return top + (free / 2 if text.style.vertical_align is VerticalAlign.CENTER else free)


def _part_borders(piece: GridSlice, anchor: Anchor, first: int, last: int) -> Borders:
    """The borders of a part; where a ruled cell is cut, its box is closed."""
    layout, part = piece.layout, piece.piece
    borders = layout.cell(anchor).borders
    ruled = borders.left or borders.right
    opened = part.rows[first] != anchor.row or (part.opens_cut and first == part.repeated)
    last_row = part.rows[last]
    closed = last_row != layout.last_row(anchor) or (part.ends_cut and last == len(part.rows) - 1)
    lowest = layout.rows[last_row].row.cell_at(layout.cell(anchor).column)
    bottom = lowest.borders.bottom if lowest else borders.bottom
    return Borders(
        top=ruled or borders.top if opened else borders.top,
        right=borders.right,
        bottom=ruled or bottom if closed else bottom,
        left=borders.left,
    )
