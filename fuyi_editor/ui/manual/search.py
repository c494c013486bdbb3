# SPDX-License-Identifier: MulanPSL-2.0
"""Full-text search in the manual, over the texts as they are shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.ui.manual.chapters import Chapter, Section

AROUND = 16
"""Characters of the line that a hit shows before what was found."""
MOST_SHOWN = 60


@dataclass(frozen=True)
class ChapterText:
    """A chapter as it is shown: its text, whose positions are those of the page, and headings."""

    chapter: Chapter
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Hit:
    """A line in which all words stand, or the first word in a section that has them all."""

    chapter: Chapter
    section: str
    start: int
    length: int
    shown: str


def words_of(query: str) -> list[str]:
    """The words to look for; spaces of either width part them."""
    return [*dict.fromkeys(query.lower().split())]


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Start and length of all places where one of the words stands, none inside another."""
    if not words:
        return []
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in longest_first)
    # Not `lower()` of the text: of some letters that is longer, and the positions would be others.
    found = re.finditer(pattern, text, re.IGNORECASE)
    return [(match.start(), len(match[0])) for match in found]


def find_in(texts: Iterable[ChapterText], query: str) -> list[Hit]:
    """Where the words of the query stand, in the order of the manual, headings before all."""
    words = words_of(query)
    if not words:
        return []
    hits = [hit for text in texts for hit in _hits(text, words)]
    headed = [hit for hit in hits if _in_all(hit.section, words)]
    rest = [hit for hit in hits if not _in_all(hit.section, words)]
    return headed + rest


def _hits(text: ChapterText, words: Sequence[str]) -> Iterator[Hit]:
    stretches = [*_lines(text.text)]
    if not any(_in_all(text.text[start:end], words) for start, end in stretches):
        stretches = [*_stretches(text)]
    for start, end in stretches:
        if _in_all(text.text[start:end], words):
            yield _hit(text, start, end, words)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _stretches(text: ChapterText) -> Iterator[tuple[int, int]]:
    starts = [section.start for section in text.sections]
    yield from zip(starts, [*starts[1:], len(text.text)], strict=True)


def _in_all(text: str, words: Sequence[str]) -> bool:
    lowered = text.lower()
    return all(word in lowered for word in words)


def _hit(text: ChapterText, start: int, end: int, words: Sequence[str]) -> Hit:
    first, length = spans(text.text[start:end], words)[0]
    first += start
    line_start = text.text.rfind("\n", 0, first) + 1
    line = text.text[line_start : text.text.find("\n", first) % (len(text.text) + 1)]
    cut = max(0, first - line_start - AROUND)
    shown = ("…" if cut else "") + line[cut : cut + MOST_SHOWN]
    shown += "…" if cut + MOST_SHOWN < len(line) else ""
    number = bisect_right([section.start for section in text.sections], first) - 1
    section = text.sections[max(number, 0)].title if text.sections else text.chapter.title
    return Hit(text.chapter, section, first, length, shown)
