# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two short Chinese texts speak of the same thing, judged by the words they share."""

from __future__ import annotations


def shared_part(one: str, other: str, length: int, *, ignoring: tuple[str, ...] = ()) -> str:
    """The first part of that many characters that both texts have, empty if there is none.

    Words that stand everywhere (`ignoring`) are taken out of the first text before.
    """
    for word in ignoring:
        one = one.replace(word, "\n")
    for start in range(len(one) - length + 1):
        part = one[start : start + length]
        if "\n" not in part and part in other:
            return part
    return ""


def differ_in_one(one: str, other: str) -> bool:
    """妇女活动经费, 妇联活动经费: as long as each other, and one character is another."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
