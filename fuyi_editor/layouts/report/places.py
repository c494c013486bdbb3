# SPDX-License-Identifier: MulanPSL-2.0
"""What became of every piece of a page that was read, worked out from the page itself.

A piece without a binding must be a known label, or else it counts as not read: so nothing can be
dropped silently, whatever a reader forgets to note.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.layouts.definition.own_labels import labels_with
from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.reading.label_cells import CONTENTS, EXTRA, LabelCells
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.report.read_report import Unread
from fuyi_editor.page.document import Cell, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.report.read_report import ReadReport
    from fuyi_editor.page.document import Binding, Block, Origin, PageDocument

KEPT = "原样保留"
NO_FIELD = f"没有认出是哪一栏，{KEPT}"
NO_TABLE = f"不是表格里的内容，{KEPT}"
NO_BLOCK = f"不在正文和表格里，没有读，{KEPT}"
MONEY_UNIT = "money_unit"


class ReadState(Enum):
    """What became of a piece."""

    READ = "read"
    LABEL = "label"
    UNREAD = "unread"
    BLANK = "blank"


class Spot(NamedTuple):
    """Where a piece stands in a page: a cell, or without row and column a paragraph."""

    block: int
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What of a piece stays as it is while the book is edited around it."""

    owner: str | None
    text: str
    binding: Binding | None
    origin: Origin | None
    column: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell or paragraph; `note` is why it was not read, or what kind of label it is.

    `number` counts the cells of its row, or the paragraphs of its block, from 1. `whole` is the
    text of its whole grid, of which nothing was read; the piece is the first cell of it.
    """

    spot: Spot
    anchor: Anchor
    state: ReadState
    note: str = ""
    number: int = 0
    whole: str = ""

    @property
    def text(self) -> str:
        """What stood there when the page was read."""
        return self.whole or self.anchor.text


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A grid, or the paragraphs between two grids; `where` says which."""

    where: str
    node: str | None
    pieces: tuple[Piece, ...]

    def counts(self) -> Counter[ReadState]:
        """How many pieces there are of each state."""
        return Counter(piece.state for piece in self.pieces)


class PageReading:
    """Every piece of a bound page; `noted` are the pieces that its readers could not place."""

    def __init__(self, page: PageDocument, words: LabelCells, noted: Iterable[Unread]) -> None:
        self._page = page
        self._words = words
        self._noted = tuple(noted)
        self._reasons: dict[Spot, str] = {}
        for piece in self._noted:
            spots = spots_of(page, piece)
            self._reasons |= dict.fromkeys(spots, piece.reason)

    @cached_property
    def blocks(self) -> tuple[ReadBlock, ...]:
        """All pieces, grid by grid; blank paragraphs are none."""
        found: list[ReadBlock] = []
        between: list[Piece] = []
        grids = 0
        for number, block in enumerate(self._page.blocks):
            if isinstance(block, Paragraph):
                for piece in self._pieces(number, block):
                    between.append(replace(piece, number=len(between) + 1))
                continue
            grids += 1
            if between:
                found.append(ReadBlock(f"表 {grids} 前面的文字", None, tuple(between)))
                between = []
            pieces = tuple(self._pieces(number, block))
            found.append(ReadBlock(f"表 {grids}", block.node, pieces))
        if between:
            where = f"表 {grids} 后面的文字" if grids else "正文"
            found.append(ReadBlock(where, None, tuple(between)))
        return tuple(found)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """What was noted and whatever else has neither a field nor is a label, in reading order."""
        found = list(self._noted)
        for number, block in enumerate(self._page.blocks):
            for piece in self._pieces(number, block):
                if piece.state is ReadState.UNREAD and piece.spot not in self._reasons:
                    place = "正文段落" if isinstance(block, Paragraph) else "表格"
                    found.append(Unread(place, piece.text, piece.note, *piece.spot))
        return tuple(sorted(found, key=lambda one: (one.block, one.row or 0, one.column or 0)))

    @cached_property
    def unread_pieces(self) -> tuple[tuple[ReadBlock, Piece], ...]:
        """What was not read, each with the block in which it stands; a whole table is one."""
        homes = {piece.spot: (block, piece) for block in self.blocks for piece in block.pieces}
        found: list[tuple[ReadBlock, Piece]] = []
        for note in self.unread:
            spots = spots_of(self._page, note)
            home = homes.get(spots[0]) if spots else None
            if home is not None and note.row is None and home[1].spot.row is not None:
                found.append((home[0], replace(home[1], whole=note.text)))
            elif home is not None:
                found.append(home)
        return (*found, *(_apart(note) for note in _beside(self._page)))

    def _pieces(self, number: int, block: Block) -> Iterator[Piece]:
        if isinstance(block, Paragraph):
            if block.text.strip():
                state, note = self._judged(Spot(number), block, block)
                yield Piece(Spot(number), anchor_of(block, block), state, note)
            return
        for row_number, row in enumerate(block.rows):
            for place, cell in enumerate(row.cells, 1):
                if not cell.continues:
                    spot = Spot(number, row_number, cell.column)
                    state, note = self._judged(spot, block, cell)
                    yield Piece(spot, anchor_of(block, cell), state, note, place)

    def _judged(self, spot: Spot, block: Block, part: Cell | Paragraph) -> tuple[ReadState, str]:
        reason = self._reasons.get(spot)
        if reason is not None:
            return ReadState.UNREAD, reason
        if part.binding is not None and placeholders(part.binding.template):
            note = CONTENTS if isinstance(part, Paragraph) and part.contents else ""
            return (ReadState.READ if part.text.strip() else ReadState.BLANK), note
        if not part.text.strip():
            return ReadState.BLANK, ""
        kind = EXTRA if part.binding else self._words.kind_of(block, spot.row, part)
        if kind:
            return ReadState.LABEL, kind
        return ReadState.UNREAD, NO_TABLE if isinstance(part, Paragraph) else NO_FIELD


def anchor_of(block: Block, part: Cell | Paragraph) -> Anchor:
    """What a piece of that block can be found again by."""
    column = part.column if isinstance(part, Cell) else None
    return Anchor(block.node, part.text, part.binding, part.origin, column)


def spots_of(page: PageDocument, unread: Unread) -> list[Spot]:
    """The pieces that a note is about: one, or every text of a grid that has no field."""
    block = page.blocks[unread.block]
    if unread.row is not None or isinstance(block, Paragraph):
        return [Spot(unread.block, unread.row, unread.column)]
    cells = list(block.cells())
    unit = [(r, c) for r, c in cells if c.binding and MONEY_UNIT in c.binding.template]
    free = [(r, c) for r, c in cells if c.text.strip() and c.binding is None]
    # A table in another unit of money is noted as a whole; its line of the unit is what differs.
    return [Spot(unread.block, row, cell.column) for row, cell in (unit or free)]


def part_at(page: PageDocument, spot: Spot) -> Cell | Paragraph | None:
    """The cell or paragraph at a spot, None where there is none."""
    block = page.blocks[spot.block]
    if isinstance(block, Paragraph):
        return block
    if spot.row is None or spot.column is None or spot.row >= len(block.rows):
        return None
    return block.rows[spot.row].cell_at(spot.column)


def unread_anchors(page: PageDocument, unread: Iterable[Unread]) -> dict[Anchor, str]:
    """Why each piece was not read, by what it can be found by on later pages."""
    reasons: dict[Anchor, str] = {}
    for note in unread:
        for spot in spots_of(page, note):
            if (part := part_at(page, spot)) is not None:
                reasons[anchor_of(page.blocks[spot.block], part)] = note.reason
    return reasons


_Here = tuple[Spot, Cell | Paragraph]
_Shelves = defaultdict[tuple[str | None, str], list[_Here]]


class PageIndex:
    """Finds the pieces of an earlier page of the same book again."""

    def __init__(self, page: PageDocument) -> None:
        self.page = page
        self._bound: _Shelves = defaultdict(list)
        self._free: _Shelves = defaultdict(list)
        for number, block in enumerate(page.blocks):
            for spot, part in _parts(number, block):
                if (binding := part.binding) is not None:
                    self._bound[binding.node, binding.template].append((spot, part))
                else:
                    self._free[block.node, part.text].append((spot, part))

    def find(self, anchor: Anchor, spot: Spot) -> Spot | None:
        """Where it stands now, the nearest to its old spot where several pieces are alike."""
        if anchor.binding is not None:
            found = self._bound.get((anchor.binding.node, anchor.binding.template), [])
        else:
            found = self._free.get((anchor.owner, anchor.text), [])
        near = min(found, key=lambda here: _distance(here, anchor, spot), default=None)
        return near[0] if near else None

    def moved(self, unread: Iterable[Unread], source: PageDocument) -> Iterator[Unread]:
        """The notes on `source` for this page; of what is no more there is no note either."""
        for note in unread:
            spots = spots_of(source, note)
            part = part_at(source, spots[0]) if spots else None
            if part is None:
                continue
            anchor = anchor_of(source.blocks[note.block], part)
            spot = self.find(anchor, spots[0])
            if spot is not None and note.row is None:
                yield replace(note, block=spot.block)
            elif spot is not None:
                yield replace(note, block=spot.block, row=spot.row, column=spot.column)


def _parts(number: int, block: Block) -> Iterator[tuple[Spot, Cell | Paragraph]]:
    if isinstance(block, Paragraph):
        yield Spot(number), block
        return
    for row, cell in block.cells():
        yield Spot(number, row, cell.column), cell


def _distance(here: _Here, anchor: Anchor, spot: Spot) -> tuple[bool, bool, int, int]:
    at, part = here
    rows = abs((at.row or 0) - (spot.row or 0))
    aside = at.column != anchor.column
    return part.origin != anchor.origin, aside, abs(at.block - spot.block), rows


def detached(unread: Iterable[Unread]) -> list[tuple[ReadBlock, Piece]]:
    """Pieces that were left out of the page altogether, such as of what was pasted."""
    notes = (replace(note, reason=note.reason.replace(KEPT, "没有放进来")) for note in unread)
    return [_apart(note) for note in notes]


def _beside(page: PageDocument) -> Iterator[Unread]:
    """Notes on what the file holds besides the blocks of its page."""
    for aside in page.beside:
        yield Unread(aside.place, aside.text, NO_BLOCK, 0)


def _apart(note: Unread) -> tuple[ReadBlock, Piece]:
    """A piece that stands nowhere on the page."""
    anchor = Anchor(None, note.text, None, None, None)
    piece = Piece(Spot(note.block), anchor, ReadState.UNREAD, note.reason)
    return ReadBlock(note.place, None, (piece,)), piece


def page_reading(
    page: PageDocument, layout: Layout | None, report: ReadReport, title: str
) -> PageReading:
    """The reading of a page that was read as that layout, with what its report noted."""
    words = LabelCells(labels_with(known_labels(), layout), layout, title)
    return PageReading(page, words, report.unread)
