# SPDX-License-Identifier: MulanPSL-2.0
"""Which characters of two texts differ, marked as a person would with a pen: whole words, no dots.

A comparison letter by letter finds a shared 的 or 数 between two rewordings and leaves specks of
sameness that nobody can read. So numbers and Latin words are taken whole, and what is the same
between two changes counts as changed unless it is longer than they are.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from fuyi_editor.model.numbering import without_number
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

Marks = tuple[tuple[int, int], ...]
"""Stretches of a text, begin and end, that differ from the other text; in order, apart."""

_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
_LONGEST = 1500  # words between the first and the last change: longer ones are marked whole
_BLANK = re.compile(r"[\W_]*")


def changed_marks(old: str, new: str) -> tuple[Marks, Marks]:
    """The marks of both texts; a text that is wholly new or gone has none, as all of it is."""
    if not (old and new) or old == new:
        return (), ()
    olds, news = _WORD.findall(old), _WORD.findall(new)
    blocks = _joined(_blocks(olds, news), olds)
    return (
        _stretches(olds, [(start, end) for start, end, _, _ in blocks]),
        _stretches(news, [(start, end) for _, _, start, end in blocks]),
    )


def same_but_width(old: str, new: str) -> bool:
    """Whether texts that differ do so only in spaces, line breaks or the width of letters."""
    return old != new and _bare(old) == _bare(new)


def same_but_number(old: str, new: str) -> bool:
    """Whether texts differ only in the number in front of them: a row before them came or went."""
    return old != new and _bare(without_number(old)) == _bare(without_number(new))


def _bare(text: str) -> str:
    return "".join(to_half_width(text).split())


_Block = tuple[int, int, int, int]
"""A change: from word to word in the old text, and in the new."""


def _blocks(olds: Sequence[str], news: Sequence[str]) -> list[_Block]:
    """What differs, word by word."""
    start = _same_at_start(olds, news)
    end = _same_at_start(olds[start:][::-1], news[start:][::-1])
    middle = olds[start : len(olds) - end], news[start : len(news) - end]
    if max(map(len, middle)) > _LONGEST:
        return [(start, len(olds) - end, start, len(news) - end)]
    same = SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks()
    blocks: list[_Block] = []
    old, new = start, start
    for old_same, new_same, length in same:
        block = (old, old_same + start, new, new_same + start)
        if block[0] < block[1] or block[2] < block[3]:
            blocks.append(_moved_right(block, olds, news, length or end))
        old, new = old_same + length + start, new_same + length + start
    return blocks


def _moved_right(block: _Block, olds: Sequence[str], news: Sequence[str], room: int) -> _Block:
    """就业 and 就业创业: 创业 was put in at the end, not 业创 in the middle.

    `room` words behind are the same in both.
    """
    old, old_end, new, new_end = block
    if old < old_end and new < new_end:
        return block
    words, start, end = (olds, old, old_end) if old < old_end else (news, new, new_end)
    step = 0
    while step < room and words[start + step] == words[end + step]:
        step += 1
    return old + step, old_end + step, new + step, new_end + step


def _same_at_start(olds: Sequence[str], news: Sequence[str]) -> int:
    pairs = zip(olds, news, strict=False)
    return next(
        (place for place, (old, new) in enumerate(pairs) if old != new), min(len(olds), len(news))
    )


def _joined(blocks: list[_Block], olds: Sequence[str]) -> list[_Block]:
    """Neighbouring changes in one where what lies between is shorter than either, or no word."""
    joined: list[_Block] = []
    for block in blocks:
        while joined and _is_speck(joined[-1], block, olds):
            before = joined.pop()
            block = (before[0], block[1], before[2], block[3])
        joined.append(block)
    return joined


def _is_speck(before: _Block, after: _Block, olds: Sequence[str]) -> bool:
    between = olds[before[1] : after[0]]
    if _BLANK.fullmatch("".join(between)):
        return len(between) < 2
    return len(between) <= min(_size(before), _size(after))


def _size(block: _Block) -> int:
    return max(block[1] - block[0], block[3] - block[2])


def _stretches(words: Sequence[str], blocks: Sequence[tuple[int, int]]) -> Marks:
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word))
    return tuple((ends[start], ends[end]) for start, end in blocks if end > start)
