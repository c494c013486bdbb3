# SPDX-License-Identifier: MulanPSL-2.0
"""Which blocks of a sample belong to which section of a layout: book, department, project, …"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import Block, PageDocument


@dataclass(frozen=True, slots=True)
class Section:
    """A section by the name of its key in the file, and the numbers of its blocks."""

    name: str
    blocks: tuple[int, ...]
    breaks: frozenset[str] = frozenset()
    """Of a project: the templates of the headings that begin a page in any project."""

    def with_break(self, block: Block) -> Block:
        """The heading of the first project begins no page below one over all projects."""
        binding = block.binding if isinstance(block, Paragraph) else None
        if binding is None or binding.template not in self.breaks:
            return block
        return replace(block, page_break_before=True)


def unbound(page: PageDocument) -> PageDocument:
    """The page as a reader gives it, knowing of no submission."""

    def bare(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, binding=None, node=None)
        rows = (
            replace(row, node=None, cells=tuple(replace(cell, binding=None) for cell in row.cells))
            for row in block.rows
        )
        return replace(block, node=None, rows=tuple(rows))

    return page.with_blocks(tuple(bare(block) for block in page.blocks))


def sections_of(page: PageDocument, submission: Submission) -> list[Section]:
    """The sections that the sample has; of several projects one stands for all."""
    owners = _owners(page, submission)
    sample = _sample(page, submission, owners)
    blocks: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        name = "project" if owner == sample else owner
        if not submission.holds(name):
            blocks.setdefault(name, []).append(index)
    breaks = frozenset(
        block.binding.template
        for block in page.blocks
        if isinstance(block, Paragraph) and block.page_break_before and block.binding
    )
    return [
        Section(name, tuple(found), breaks if name == "project" else frozenset())
        for name, found in blocks.items()
    ]


def _owners(page: PageDocument, submission: Submission) -> list[str]:
    """For every block the name of its section, for a project's its id."""
    known = [_owner(block, submission) for block in page.blocks]
    contents = [i for i, b in enumerate(page.blocks) if isinstance(b, Paragraph) and b.contents]
    headings = {_text(block) for block, owner in zip(page.blocks, known, strict=True) if owner}
    found: list[str] = []
    for index, owner in enumerate(known):
        if contents and index <= contents[-1]:
            owner = "book"
        ends = _is_blank(page.blocks[index]) and bool(found) and found[-1] != "book"
        owner = owner or (found[-1] if ends else "")
        again = _text(page.blocks[index]) in headings
        found.append(owner or _by_place(index, known, found, submission, again=again))
    return found


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _text(block: Block) -> str:
    return "" if isinstance(block, Grid) or block.contents else block.text


def _owner(block: Block, submission: Submission) -> str:
    if isinstance(block, Paragraph) and block.contents:
        return "book"
    nodes = [
        block.node,
        block.binding.node if isinstance(block, Paragraph) and block.binding else None,
    ]
    for node in nodes:
        if node is None or not submission.holds(node):
            continue
        if node == submission.id:
            return "projects" if isinstance(block, Grid) else ""
        slot, _ = submission.places[node]
        return submission.chain(node)[1].id if slot == "projects" else slot
    return ""


def _by_place(
    index: int, known: Sequence[str], found: Sequence[str], submission: Submission, *, again: bool
) -> str:
    """The section of a block that is about nothing: that of what it leads to, or ends.

    `again`: the same words stand over a later project, too.
    """
    following = next((owner for owner in known[index:] if owner), "")
    before = next((owner for owner in reversed(found) if owner != "book"), "")
    if not following:
        return before or "book"
    if not submission.holds(following):
        return following
    if before == "department":
        return "projects_heading"
    # A title over the only project goes with its table; over all of several it is the book's.
    if len(submission.projects) == 1 or again:
        return following
    return before or "book"


def _sample(page: PageDocument, submission: Submission, owners: Sequence[str]) -> str:
    """The project whose tables look as those of most."""
    shapes: dict[str, list[object]] = {p.id: [] for p in submission.projects}
    for block, owner in zip(page.blocks, owners, strict=True):
        if owner in shapes:
            shapes[owner].append(_shape(block))
    shown = {owner: tuple(shape) for owner, shape in shapes.items() if shape}
    if not shown:
        return ""
    usual = Counter(shown.values()).most_common(1)[0][0]
    return next(owner for owner, shape in shown.items() if shape == usual)


def _shape(block: Block) -> object:
    if isinstance(block, Grid):
        return len(block.columns), sum(row.node is None for row in block.rows)
    return bool(block.text.strip())
