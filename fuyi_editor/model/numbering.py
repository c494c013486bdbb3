# SPDX-License-Identifier: MulanPSL-2.0
"""The numbers in front of goals (`1.…`, `2、…`), kept right when goals come, move and go."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^\s*(\d+)\s*([.．、])(?!\d)")

CHINESE_DIGITS = "零一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十; 0 to 99."""
    if not 0 <= number < 100:
        raise ValueError(f"no Chinese number for {number}")
    if number <= 10:
        return CHINESE_DIGITS[number]
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十"
    return head + (CHINESE_DIGITS[ones] if ones else "")


def separator(texts: list[str]) -> str | None:
    """The mark after the numbers if the texts are numbered 1, 2, 3 … throughout, else None."""
    matches = [_NUMBERED.match(text) for text in texts]
    numbers = [int(match[1]) for match in matches if match]
    if not texts or numbers != list(range(1, len(texts) + 1)):
        return None
    first = matches[0]
    return first[2] if first else None


def says_nothing(text: str) -> bool:
    """Whether a text is blank but for numbers in front of its lines, as in a new project."""
    return not any(_NUMBERED.sub("", line, count=1).strip() for line in text.split("\n"))


def renumbered(texts: list[str], mark: str) -> list[str]:
    """The texts with 1, 2, 3 … and the mark in front, whatever numbers they had."""
    return [
        f"{number}{mark}{_NUMBERED.sub('', text, count=1)}" for number, text in enumerate(texts, 1)
    ]
