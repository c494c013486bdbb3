# SPDX-License-Identifier: MulanPSL-2.0
"""In which cells two pages differ: rows are matched by what they say, then cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.page.document import Binding, PageDocument

_Piece = tuple[str, "Binding | None"]
_Row = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell or paragraph that says something else; "" where a page has none, or a blank one."""

    before: str
    after: str
    old: Binding | None
    new: Binding | None


def differences(before: PageDocument, after: PageDocument) -> list[Difference]:
    """All cells and paragraphs that differ, in reading order; blank ones do not count as new.

    Lines of contents are left out: their page numbers follow from the rest.
    """
    olds, news = list(_rows(before)), list(_rows(after))
    start = _same_at_start(olds, news)
    end = _same_at_start(olds[start:][::-1], news[start:][::-1])
    olds, news = olds[start : len(olds) - end], news[start : len(news) - end]
    matcher = SequenceMatcher(None, _texts(olds), _texts(news), autojunk=False)
    found: list[Difference] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            found += _of_rows(olds[i:i_end], news[j:j_end])
    return found


def _of_rows(olds: Sequence[_Row], news: Sequence[_Row]) -> Iterator[Difference]:
    nothing: _Piece = ("", None)
    for old, new in zip_longest(olds, news, fillvalue=()):
        for (before, old_place), (after, new_place) in zip_longest(old, new, fillvalue=nothing):
            if before.strip() != after.strip():
                yield Difference(before, after, old_place, new_place)


def _rows(page: PageDocument) -> Iterator[_Row]:
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield tuple((cell.text, cell.binding) for cell in row.cells if not cell.continues)
        elif not block.contents:
            yield ((block.text, block.binding),)


def _texts(rows: Sequence[_Row]) -> list[tuple[str, ...]]:
    return [tuple(text for text, _ in row) for row in rows]


def _same_at_start(olds: Sequence[_Row], news: Sequence[_Row]) -> int:
    count = 0
    for old, new in zip(_texts(olds), _texts(news), strict=False):
        if old != new:
            break
        count += 1
    return count
