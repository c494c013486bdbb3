# SPDX-License-Identifier: MulanPSL-2.0
"""Which line ends of a PDF are breaks that somebody typed, and which only came about.

A line that would have had room for what begins the next one was ended on purpose. Where a line is
full nothing tells; there a number that begins the next line, as lists have it, makes a break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.lines import is_latin
from fuyi_editor.page.document import Align

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.pdf.lines import TextLine

_SLACK = 0.3  # em; programs leave a quarter between hanzi and Latin letters
_INDENT = 1.2
_FULL = 0.4  # less room than this shows no alignment
_EVEN = 0.5
_RAGGED = 3.0  # less than this before a line may be an indent
_NUMERALS = "一二三四五六七八九十"
_DIGITS = "0123456789"
_MARKS = (
    re.compile(r"\d{1,2}[.．、：:](?=20\d\d年|\D|$)"),
    re.compile(rf"[（(][{_NUMERALS}]{{1,3}}[)）]"),
    re.compile(r"[（(]\d{1,2}[)）]"),
    re.compile(r"\d{1,2}[)）]"),
    re.compile(rf"[{_NUMERALS}]{{1,3}}、"),
    re.compile(rf"(?:目标|指标|任务)[{_NUMERALS}\d]{{1,3}}[：:]"),
    re.compile(rf"第[{_NUMERALS}\d]{{1,3}}[章节条项部]"),
    re.compile(r"[\u2460-\u2473]"),
)
_NUMBER = re.compile(rf"(?:[（(]|目标|指标|任务)?(\d{{1,2}}|[{_NUMERALS}])[)）.．、：:](?!\d)")


@dataclass(frozen=True, slots=True)
class Room:
    """Between what the lines of a cell or page stand, and how they are aligned in it."""

    left: float
    right: float
    align: Align = Align.LEFT

    def free(self, line: TextLine) -> float:
        """How much wider a line could be."""
        if self.align in (Align.CENTER, Align.RIGHT):
            return self.right - self.left - line.width
        return self.right - line.right


def aligned(lines: Sequence[TextLine], left: float, right: float) -> Room:
    """The room between two sides with the alignment that lines show in it.

    A line that fills it says nothing; without another one the text begins at the left.
    """
    votes = {Align.LEFT: 0, Align.CENTER: 0, Align.RIGHT: 0}
    for line in lines:
        before, after = line.left - left, right - line.right
        if before + after < _FULL * line.size:
            continue
        if abs(before - after) <= min(_EVEN * line.size, (before + after) / 4):
            votes[Align.CENTER] += 1
        elif after <= _EVEN * line.size and before > _RAGGED * line.size:
            votes[Align.RIGHT] += 1
        elif before <= after:
            votes[Align.LEFT] += 1
    most = max(votes.values())
    align = next(align for align, count in votes.items() if count == most)
    return Room(left, right, align)


def joined(lines: Sequence[TextLine], room: Room) -> str:
    """The text of lines, with a line feed where one ends on purpose."""
    if not lines:
        return ""
    inline = _marks_inside(lines)
    out = lines[0].text
    for last, line in pairwise(lines):
        if ends(last, line, room, inline):
            out = out.rstrip() + "\n" + line.text
        else:
            out += _joint(last, line) + line.text
    return out.strip()


def ends(last: TextLine, line: TextLine, room: Room, inline: frozenset[int] = frozenset()) -> bool:
    """Whether `last` was ended on purpose before `line`.

    `inline` numbers the kinds of list marks that this text has in the middle of lines too.
    """
    free = room.free(last)
    if free > line.head + _SLACK * line.size:
        return True
    if room.align is Align.LEFT and line.left - last.left > _INDENT * line.size:
        return True
    mark = _mark_at_start(line.text)
    if mark is None or free < 0 or last.text[-1] in _NUMERALS + _DIGITS:  # 三八、五四、六一、重阳
        return False
    return mark not in inline


def list_number(text: str) -> int | None:
    """The number in a list with which a text begins."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _NUMERALS.index(match[1]) + 1


def _mark_at_start(text: str) -> int | None:
    return next((n for n, pattern in enumerate(_MARKS) if pattern.match(text)), None)


def _marks_inside(lines: Sequence[TextLine]) -> frozenset[int]:
    return frozenset(
        number
        for number, pattern in enumerate(_MARKS)
        if any(found.start() > 0 for line in lines for found in pattern.finditer(line.text))
    )


def _joint(last: TextLine, line: TextLine) -> str:
    """What stood at a line end that came about: a space between words, else nothing.

    A code too long for its line is cut anywhere, so digits are joined without one.
    """
    before, after = last.text[-1], line.text[0]
    if not (is_latin(before) and is_latin(after)):
        return ""
    return " " if before.isalpha() and after.isalpha() else ""
