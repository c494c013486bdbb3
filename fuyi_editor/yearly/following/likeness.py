# SPDX-License-Identifier: MulanPSL-2.0
"""How alike two texts, two values, two names of indicators are: from 0 to 1, below for unlike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative import nouns
from fuyi_editor.model.numbering import without_number
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from fuyi_editor.model.value import IndicatorValue

_REMEMBERED = 16384  # texts: those of two large books
_NAME, _NOUNS = 0.65, 0.35


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """A text without its number in front, white space and the width of its letters."""
    return "".join(to_half_width(without_number(text)).split())


@lru_cache(maxsize=_REMEMBERED)
def grams(text: str) -> frozenset[str]:
    """Every character of a text, and every two neighbouring ones."""
    text = folded(text)
    return frozenset(text).union(text[at : at + 2] for at in range(len(text) - 1))


def shared_share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of both is in both (Dice); 0 where either has nothing."""
    if not (one and other):
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def text_likeness(one: str, other: str) -> float:
    """Of two sentences."""
    return shared_share(grams(one), grams(other))


def name_likeness(one: str, other: str) -> float:
    """Of two names: by their characters, and by what is left without verbs and words of measure."""
    if folded(one) == folded(other):
        return 1.0
    letters = text_likeness(one, other)
    about = nouns.pairs(one), nouns.pairs(other)
    if not all(about):
        return letters
    return _NAME * letters + _NOUNS * shared_share(*about)


def value_likeness(one: IndicatorValue, other: IndicatorValue) -> float:
    """Of two values; −1 where they measure different things: ≥300人 and ≥95%.

    The number tells little: it is what changes from one year to the next.
    """
    if one.is_blank or other.is_blank:
        return 0.0
    if folded(one.text) == folded(other.text):
        return 1.0
    left, right = one.reading, other.reading
    if left.kind is not right.kind:
        return 0.0 if ValueKind.UNKNOWN in (left.kind, right.kind) else -0.5
    if left.kind is not ValueKind.QUANTITY:
        return 0.5
    if not nouns.same_units(left.unit, right.unit):
        return -1.0
    return 0.8 if left.sign == right.sign else 0.6
