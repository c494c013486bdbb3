# SPDX-License-Identifier: MulanPSL-2.0
"""The numbers in front of goals and headings, kept right when these come, move and go.

Forms print `1.…`, `1、…` (F7), `目标一：…` (F9), `一、…` (F12), `（一）…`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CHINESE_DIGITS = "零一二三四五六七八九十"
_NUMBER = "([一二三四五六七八九十]+|\\d+)"
# Before the number, the number, behind it. A full stop with a digit behind it is that of a number:
# 1.5万元 begins no list.
_NUMBERED = tuple(
    re.compile(before + _NUMBER + after)
    for before, after in (
        (r"(\s*目标\s*)", r"(\s*[：:、.．])"),
        (r"(\s*[（(]\s*)", r"(\s*[）)])"),
        (r"(\s*)", r"(\s*(?:[.．](?!\d)|、))"),
    )
)


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十; 0 to 99."""
    if not 0 <= number < 100:
        raise ValueError(f"no Chinese number for {number}")
    if number <= 10:
        return CHINESE_DIGITS[number]
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十"
    return head + (CHINESE_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a list is numbered: what stands around the number, and in which digits it is."""

    before: str
    after: str
    chinese: bool

    def number(self, position: int) -> str:
        """What stands in front of the text at that position; 1 is the first."""
        digits = chinese_number(position) if self.chinese and position < 100 else str(position)
        return f"{self.before}{digits}{self.after}"

    def applied(self, texts: Sequence[str]) -> list[str]:
        """The texts numbered 1, 2, 3 …, whatever numbers they had."""
        return [
            self.number(position) + without_number(text) for position, text in enumerate(texts, 1)
        ]


def numbering_of(texts: Sequence[str]) -> Numbering | None:
    """How the texts are numbered if they are so 1, 2, 3 … throughout, else None."""
    found = [_split(text) for text in texts]
    if not texts or None in found:
        return None
    known = [split for split in found if split]
    alike = len({numbering.chinese for numbering, _ in known}) == 1
    in_order = [position for _, position in known] == list(range(1, len(texts) + 1))
    return known[0][0] if alike and in_order else None


def without_number(text: str) -> str:
    """The text less the number in front of it."""
    match = _match(text)
    return text[match.end() :] if match else text


def says_nothing(text: str) -> bool:
    """Whether a text is blank but for numbers in front of its lines, as in a new project."""
    return not any(without_number(line).strip() for line in text.split("\n"))


def _split(text: str) -> tuple[Numbering, int] | None:
    match = _match(text)
    if match is None:
        return None
    before, number, after = match.groups()
    if number.isdecimal():
        return Numbering(before, after, chinese=False), int(number)
    position = next((n for n in range(1, 100) if chinese_number(n) == number), 0)
    return Numbering(before, after, chinese=True), position


def _match(text: str) -> re.Match[str] | None:
    return next((found for pattern in _NUMBERED if (found := pattern.match(text))), None)
