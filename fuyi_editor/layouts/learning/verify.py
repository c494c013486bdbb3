# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a layout sets its own sample again: recognised, read, filled, compared cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.places import with_places
from fuyi_editor.layouts.definition.template import fill_template, placeholder_values, placeholders
from fuyi_editor.layouts.learning.flow import unbound
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import Block, Cell, PageDocument, Paragraph

_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """A Chinese sentence. `is_wording`: the sample's own way with signs and spaces, no fault.

    Published outlines write `(一)数量指标:` here and `(一) 数量指标：` there (menyuan-2023).
    """

    sentence: str
    is_wording: bool = False


def verify(layout: Layout, page: PageDocument) -> list[Difference]:
    """What differs; nothing where the layout fills its sample as it was."""
    parsed = parse_page(unbound(page), {layout.name: layout})
    found: list[Difference] = []
    if parsed.layout is None:
        found.append(Difference("打开这份样表时认不出是这个版式。"))
    anew = compose(layout, with_places(parsed.submission, layout))
    meant = _as_filled(parsed.page, parsed.submission)
    faults = [*_grids(meant, anew), *_paragraphs(meant, anew)]
    wordings = [*_grids(page, meant), *_paragraphs(page, meant)]
    return [
        *found,
        *(Difference(sentence) for sentence in faults),
        *(Difference(sentence, is_wording=True) for sentence in wordings),
    ]


def _as_filled(page: PageDocument, submission: Submission) -> PageDocument:
    """The sample with every text written as its field would be."""
    return page.with_blocks(tuple(_filled(block, submission) for block in page.blocks))


def _filled(block: Block, submission: Submission) -> Block:
    if not isinstance(block, Grid):
        return replace(block, text=_text(block, submission))
    rows = (
        replace(row, cells=tuple(replace(c, text=_text(c, submission)) for c in row.cells))
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _text(piece: Cell | Paragraph, submission: Submission) -> str:
    binding = piece.binding
    if binding is None or not placeholders(binding.template):
        return piece.text
    values = placeholder_values(binding.template, submission, binding.node)
    return fill_template(binding.template, values)


def _grids(page: PageDocument, anew: PageDocument) -> Iterator[str]:
    if len(page.grids) != len(anew.grids):
        yield f"样表有 {len(page.grids)} 张表，重新排出来是 {len(anew.grids)} 张。"
    for number, (theirs, ours) in enumerate(zip(page.grids, anew.grids, strict=False), 1):
        yield from _cells(f"第 {number} 张表", theirs, ours)


def _cells(place: str, theirs: Grid, ours: Grid) -> Iterator[str]:
    if len(theirs.columns) != len(ours.columns) or len(theirs.rows) != len(ours.rows):
        yield (
            f"{place}：样表是 {len(theirs.rows)} 行 {len(theirs.columns)} 列，"
            f"重新排出来是 {len(ours.rows)} 行 {len(ours.columns)} 列。"
        )
        return
    shown = _by_place(ours)
    for at, (text, spans) in _by_place(theirs).items():
        where = f"{place}第 {at[0] + 1} 行第 {at[1] + 1} 列"
        if at not in shown:
            yield f"{where}：样表是“{_short(text)}”，重新排出来这里并进了别的格子。"
        elif shown[at][0] != text:
            old, new = _where_they_part(text, shown[at][0])
            yield f"{where}：样表是“{old}”，重新排出来是“{new}”。"
        elif shown[at][1] != spans:
            yield f"{where}：“{_short(text)}”这一格大小不同。"


def _by_place(grid: Grid) -> dict[tuple[int, int], tuple[str, tuple[int, int]]]:
    """Text, columns and rows of every cell, by row and column."""
    return {
        (row, cell.column): (cell.text, (cell.column_span, grid.row_span(row, cell)))
        for row, cell in grid.cells()
    }


def _paragraphs(page: PageDocument, anew: PageDocument) -> Iterator[str]:
    theirs, ours = _texts(page), _texts(anew)
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            lost = "、".join(f"“{_short(text)}”" for text in theirs[start:end]) or "没有"
            come = "、".join(f"“{_short(text)}”" for text in ours[new_start:new_end]) or "没有"
            yield f"表外的文字：样表是{lost}，重新排出来是{come}。"


def _texts(page: PageDocument) -> list[str]:
    """The lines outside grids, those of the contents without their page numbers."""
    blocks = [block for block in page.blocks if not isinstance(block, Grid)]
    return [b.text.partition("\t")[0] if b.contents else b.text for b in blocks if b.text.strip()]


def _where_they_part(old: str, new: str) -> tuple[str, str]:
    """Both texts from a little before the first difference on."""
    pairs = zip(old, new, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(0, same - 6)
    dots = "…" if start else ""
    return dots + _short(old[start:]), dots + _short(new[start:])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
