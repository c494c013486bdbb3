# SPDX-License-Identifier: MulanPSL-2.0
"""What counts the years without naming one: 第43届, 113周年; and 今年, 上年, which stay right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.years.words import year_words
from fuyi_editor.model.numbering import CHINESE_DIGITS, chinese_number
from fuyi_editor.model.width import to_half_width
from fuyi_editor.yearly.rollover.proposals import Group, Left, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.findings import Place

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
# 第43届, 首届; 113周年; 第113个国际妇女节.
_COUNTED = re.compile(
    rf"第(?P<round>{_NUMBER})届|(?P<first>首届)|(?P<age>{_NUMBER})周年"
    rf"|第(?P<day>{_NUMBER})(?=个[^，。；,;\n]{{0,14}}[节日])"
)
_MAY_COUNT = re.compile("届|周年|第.{1,3}个")
_TITLE = re.compile(r"《[^《》]{0,100}》")
_NEAR = 12  # letters around a round that can say of what


def roll_counts(text: str, place: Place, years: int) -> Iterator[Proposal | Left]:
    """Rounds and anniversaries, offered but not ticked: only some come round every year."""
    if not _MAY_COUNT.search(text):
        return
    folded = to_half_width(text)
    titles = [match.span() for match in _TITLE.finditer(text)]
    for match in _COUNTED.finditer(folded):
        name = match.lastgroup or "first"
        span = match.span(name)
        if any(start <= span[0] < end for start, end in titles):
            yield Left(place, text, *match.span(), "书名号里的名称")
        elif _is_standing(folded, match):
            yield Left(place, text, *match.span(), "几年才换一届，不是每年一届")
        elif new := _later(match[name], years, text[slice(*span)]):
            why = "每年一届的才改" if name in ("round", "first") else "逐年加一的才改"
            yield Proposal(place, Group.SESSIONS, text, *span, new, why, ticked=False)


def roll_relative(text: str, place: Place) -> Iterator[Left]:
    """今年, 上年 and the like, each once in a text: they are right in every year."""
    told: set[str] = set()
    for match in _relative().finditer(text):
        if match[0] not in told:
            told.add(match[0])
            yield Left(place, text, *match.span(), "相对的说法，到了新的一年仍然对")


@cache
def _relative() -> re.Pattern[str]:
    """The longest first: 上年度 is not told as 上年."""
    return re.compile("|".join(sorted(year_words().relative, key=len, reverse=True)))


def _is_standing(text: str, match: re.Match[str]) -> bool:
    if match.lastgroup not in ("round", "first"):
        return False
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return any(word in around for word in year_words().standing)


def _later(number: str, years: int, written: str) -> str:
    """The number that many years later, in its own digits; empty where it cannot be written."""
    if number == "首届":
        return f"第{chinese_number(1 + years)}届" if 1 + years < 100 else ""
    if number.isdecimal():
        later = str(int(number) + years)
        is_wide = not written.isascii()
        return (
            later.translate({ord("0") + d: ord("０") + d for d in range(10)}) if is_wide else later
        )
    value = _chinese_value(number)
    return chinese_number(value + years) if value and value + years < 100 else ""


def _chinese_value(text: str) -> int:
    """十 → 10, 四十三 → 43; 0 where it is no number of our kind."""
    tens, ten, ones = text.rpartition("十")
    if any(letter not in CHINESE_DIGITS for letter in tens + ones) or len(tens + ones) > 2:
        return 0
    head = (CHINESE_DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    value = head + (CHINESE_DIGITS.index(ones) if ones else 0)
    return value if text and chinese_number(value) == text else 0
