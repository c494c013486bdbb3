# SPDX-License-Identifier: MulanPSL-2.0
"""One indicator that became several, told by its name shared out or by its number added up.

开展培训和宣传活动 is 开展培训活动 and 开展宣传活动; ≥300人 is ≥100人 and ≥200人. Several that
became one are the same, looked at from the other side.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.narrative.nouns import same_units
from fuyi_editor.yearly.following.likeness import folded, grams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.model.nodes import Indicator

_ALIKE = 0.6  # of the shorter name that must stand in the other
_COVERED = 0.8  # of a name that the names of its parts must say together
_OWN = 2  # marks of the name that a part must say and no other part does
_MOST_PARTS = 5
_MOST_LOOKS = 50_000  # pairs of names; a table with more that is new is another table


class Whole(NamedTuple):
    """An indicator, and what it is taken for in the other book so far: one row or none."""

    row: Indicator
    partners: tuple[Indicator, ...]


def split_rows(
    wholes: Sequence[Whole], left: Sequence[Indicator]
) -> Iterator[tuple[Indicator, Indicator, float]]:
    """Whole, part and how alike they are, for parts among the rows that are `left`."""
    if not left or len(wholes) * len(left) > _MOST_LOOKS:
        return
    free = list(left)
    for whole, known in wholes:
        if any(_same(whole, one) for one in known):
            continue
        likely = [row for row in free if _share(whole, row) >= _ALIKE][:_MOST_PARTS]
        for chosen in _choices(known, likely):
            parts = (*known, *chosen)
            if _adds_up(whole, parts) or _says_it_together(whole, parts):
                free = [row for row in free if not any(row is part for part in chosen)]
                yield from ((whole, part, _share(whole, part)) for part in chosen)
                break


def _choices(
    known: Sequence[Indicator], likely: Sequence[Indicator]
) -> Iterator[tuple[Indicator, ...]]:
    """Which of the likely rows may be parts, most first; with the known one at least two."""
    for count in range(len(likely), max(1 - len(known), 0), -1):
        yield from combinations(likely, count)


def _same(one: Indicator, other: Indicator) -> bool:
    return folded(one.name) == folded(other.name) and folded(one.value.text) == folded(
        other.value.text
    )


def _share(one: Indicator, other: Indicator) -> float:
    left, right = grams(one.name), grams(other.name)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _adds_up(whole: Indicator, parts: Sequence[Indicator]) -> bool:
    """Whether the parts' numbers make that of the whole, each a part of it."""
    total = whole.value.number
    numbers = [part.value.number for part in parts]
    if not total or any(number is None or not number for number in numbers):
        return False
    unit = whole.value.reading.unit
    if "%" in unit or not all(same_units(part.value.reading.unit, unit) for part in parts):
        return False
    alike = all(_share(whole, part) >= _ALIKE for part in parts)
    return alike and sum((number for number in numbers if number), Decimal(0)) == total


def _says_it_together(whole: Indicator, parts: Sequence[Indicator]) -> bool:
    name = grams(whole.name)
    said = [grams(part.name) & name for part in parts]
    for place, part in enumerate(parts):
        others = frozenset[str]().union(*said[:place], *said[place + 1 :])
        if len(said[place] - others) < _OWN or len(said[place]) < _ALIKE * len(grams(part.name)):
            return False
    return len(frozenset[str]().union(*said)) >= _COVERED * len(name)
