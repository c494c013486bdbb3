# SPDX-License-Identifier: MulanPSL-2.0
"""Revising in place: the page as it was read, changed only where the submission changed.

Paragraphs and cells keep their text unless what they show differs from what they showed when read.
New projects and indicators are cloned from their nearest neighbour, deleted ones dropped; labels,
narrative, contents and everything that was not understood stay. What is kept keeps its `Origin`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import Labels, known_labels
from fuyi_editor.layouts.revising.owner_pieces import Piece, put_together, taken_apart
from fuyi_editor.layouts.revising.row_merges import whole_merges
from fuyi_editor.layouts.revising.rows import OwnTables
from fuyi_editor.layouts.revising.shown_cells import ShownCells
from fuyi_editor.model.edits import place_of
from fuyi_editor.page.document import Block, Grid, PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring blocks that belong to one child of a node, or (`child` None) to the node."""

    slot: str
    child: Node | None
    blocks: tuple[Block, ...]


class Reviser:
    """Makes pages of later states of the submission that was read from `source`.

    `labels` are those by which the page was read.
    """

    def __init__(
        self, source: PageDocument, submission: Submission, labels: Labels | None = None
    ) -> None:
        self._source = source
        self.before = submission
        """The submission as it was read."""
        self._blocks = taken_apart(source.blocks, submission)
        self._labels = labels or known_labels()
        self._after = submission
        self._show = ShownCells(submission, submission)
        self._kept: dict[tuple[str, int], tuple[Node, object, list[Block]]] = {}
        self._tables: dict[tuple[int, ...], OwnTables] = {}

    def page(self, submission: Submission) -> PageDocument:
        """The source page with the differences of `submission` in it; itself if there are none."""
        if submission is self.before:
            return self._source
        self._after = submission
        self._show = ShownCells(self.before, submission)
        blocks = self._rebuild(self._blocks, self.before, submission, {})
        whole = put_together(blocks, self._source.blocks, self._show)
        page = self._source.with_blocks(tuple(whole))
        # A book that was carried over is called by its new year, also in what a PDF says of itself.
        is_renamed = submission.title != self.before.title
        return replace(page, title=submission.title) if is_renamed else page

    def _rebuild(
        self, blocks: tuple[Block, ...], old: Node, new: Node, names: Mapping[str, str]
    ) -> list[Block]:
        """The blocks of `old` as they must be for `new`; `names` leads from old ids to new ones."""
        result: list[Block] = []
        for runs in _regions(_runs(blocks, old)):
            if runs[0].child is None:
                result += self._own(runs[0].blocks, old, new, names)
            else:
                for run, child in _cast(runs, old, new):
                    result += self._child(run, child)
        return result

    def _child(self, run: _Run, child: Node) -> list[Block]:
        """The blocks of one child; kept for the next keystroke if nothing about it changed."""
        key = (child.id, id(run.blocks[0]))
        state = self._state(self._after, child)
        if run.child is child and state == self._state(self.before, child):
            return list(run.blocks)
        kept = self._kept.get(key)
        if kept and kept[0] is child and kept[1] == state:
            return kept[2]
        assert run.child is not None
        blocks, names = run.blocks, dict[str, str]()
        if run.child.id != child.id:
            names = dict(_counterparts(run.child, child))
            # A remark under the neighbour's table is the neighbour's alone.
            blocks = tuple(b for b in blocks if _is_form(b))
        done = self._rebuild(blocks, run.child, child, names)
        self._kept[key] = (child, state, done)
        return done

    @staticmethod
    def _state(book: Submission, child: Node) -> object:
        """What a child's blocks show that is not the child's own: its number, the book's fields."""
        of_book = (book.title, book.year, book.unit, book.money_unit)
        return place_of(book, child.id)[2], of_book

    def _own(
        self, blocks: tuple[Block, ...], old: Node, new: Node, names: Mapping[str, str]
    ) -> Iterator[Block]:
        """Blocks of the old node itself, for the new one."""
        tables = self._tables_in(blocks, old)
        shares = tables.shares(new, names)
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                yield self._paragraph(block, names)
                continue
            node = names.get(block.node, block.node) if block.node else None
            if place in shares:
                rows = tables.rows(place, block, shares[place], names, self._show)
            else:
                rows = tuple(self._show.row(row, names) for row in block.rows)
            if not isinstance(block, Piece):
                rows = whole_merges(rows, self._show)
            same = rows == block.rows and node == block.node
            yield block if same else replace(block, rows=rows, node=node)

    def _tables_in(self, blocks: tuple[Block, ...], owner: Node) -> OwnTables:
        """What repeats in the tables among the blocks; found out once, the source never changes."""
        key = tuple(map(id, blocks))
        if key not in self._tables:
            self._tables[key] = OwnTables(blocks, owner, self._labels)
        return self._tables[key]

    def _paragraph(self, block: Paragraph, names: Mapping[str, str]) -> Paragraph:
        node = names.get(block.node, block.node) if block.node else None
        text, binding = self._show.text(block.text, block.binding, names)
        if (text, binding, node) == (block.text, block.binding, block.node):
            return block
        return replace(block, text=text, binding=binding, node=node)


def _runs(blocks: tuple[Block, ...], parent: Node) -> Iterator[_Run]:
    group: list[Block] = []
    owner: tuple[str, int] | None = None
    for block in blocks:
        place = parent.places.get(block.node) if block.node else None
        if group and place != owner:
            yield _run(parent, owner, group)
            group = []
        owner = place
        group.append(block)
    if group:
        yield _run(parent, owner, group)


def _run(parent: Node, place: tuple[str, int] | None, blocks: list[Block]) -> _Run:
    if place is None:
        return _Run("", None, tuple(blocks))
    slot, position = place
    return _Run(slot, parent.children(slot)[position], tuple(blocks))


def _regions(runs: Iterator[_Run]) -> Iterator[list[_Run]]:
    """Runs of children of one slot that stand together; a run of the node itself is alone."""
    region: list[_Run] = []
    for run in runs:
        if region and (run.child is None or run.slot != region[0].slot):
            yield region
            region = []
        region.append(run)
        if run.child is None:
            yield region
            region = []
    if region:
        yield region


def _cast(runs: list[_Run], old: Node, new: Node) -> Iterator[tuple[_Run, Node]]:
    """Which run shows which child now, in the new order.

    A child that was not in the source stands with the nearest sibling before it (or after it), so
    it appears wherever that sibling does: in the contents and among the tables.
    """
    children = new.children(runs[0].slot)
    if new.id != old.id:  # a clone: its children follow the neighbour's one by one
        for index, child in enumerate(children):
            yield runs[min(index, len(runs) - 1)], child
        return
    old_ids = [child.id for child in old.children(runs[0].slot)]
    yield from _in_order(runs, children, old_ids)


def _in_order(
    runs: list[_Run], children: Sequence[Node], old_ids: list[str]
) -> list[tuple[_Run, Node]]:
    """The runs of the children one after the other; where they stood if that order is the old one.

    Runs of a child need not stand together: a line of the next project may come between them.
    """
    by_id: dict[str, list[int]] = {}
    for place, run in enumerate(runs):
        if run.child:
            by_id.setdefault(run.child.id, []).append(place)
    known = set(old_ids)
    survivors = [child.id for child in children if child.id in known]
    nearest = survivors[0] if survivors else None
    placed: list[tuple[int, int, Node]] = []
    after = -1
    for child in children:
        nearest = child.id if child.id in known else nearest
        for place in by_id.get(nearest, []) if nearest else [0]:
            after = place if child.id in known else after
            placed.append((after, place, child))
    left = set(survivors)
    if survivors == [node_id for node_id in old_ids if node_id in left]:
        placed.sort(key=itemgetter(0))
    return [(runs[place], child) for _, place, child in placed]


def _counterparts(old: Node, new: Node) -> Iterator[tuple[str, str]]:
    """Pairs of ids of nodes in the same place under two nodes."""
    yield old.id, new.id
    for slot in old.slots:
        for mine, yours in zip(old.children(slot), new.children(slot), strict=False):
            yield from _counterparts(mine, yours)


def _is_form(block: Block) -> bool:
    return isinstance(block, Grid) or block.binding is not None or not block.text.strip()
