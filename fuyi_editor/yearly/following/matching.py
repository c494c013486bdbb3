# SPDX-License-Identifier: MulanPSL-2.0
"""Pairs between two lists of rows: first those that are the same, then those most alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from fuyi_editor.yearly.following.assignment import best_assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

RowT = TypeVar("RowT")

# A mark that so many rows have tells nothing of one of them; and nobody looks further than this
# for the old row of a new one. Both bound the work of a table of ten thousand rows.
_COMMON = 48
_CANDIDATES = 24
_LEAST_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class Likeness(Generic[RowT]):
    """How rows of one kind are told to be the same row.

    `keys` go from strict to lax; None is no key. Rows of an equal key belong together where each
    list has one such; by the first key, which says all that the row says, also the second with
    the second. `marks` are what rows that are alike share some of; `score` is at most 1, and
    below `least` rows are no pair.
    """

    keys: tuple[Callable[[RowT], Hashable], ...]
    marks: Callable[[RowT], frozenset[str]]
    score: Callable[[RowT, RowT], float]
    least: float


class Match(NamedTuple):
    """Positions in the two lists; `same` by a key (score 1), else by likeness."""

    before: int
    after: int
    score: float
    same: bool


def match(
    befores: Sequence[RowT], afters: Sequence[RowT], likeness: Likeness[RowT]
) -> tuple[Match, ...]:
    """Each row with at most one of the other list, in the order of `afters`."""
    left, right = dict(enumerate(befores)), dict(enumerate(afters))
    found: list[Match] = []
    for number, key in enumerate(likeness.keys):
        for old, new in _by_key(left, right, key, in_order=number == 0):
            found.append(Match(old, new, 1.0, same=True))
            del left[old], right[new]
    scores = {
        pair: score
        for pair in _candidates(left, right, likeness.marks)
        if (score := likeness.score(befores[pair[0]], afters[pair[1]])) >= likeness.least
    }
    # One good pair is worth more than two that barely pass.
    gains = {pair: score - likeness.least + _LEAST_GAIN for pair, score in scores.items()}
    found += [Match(*pair, scores[pair], same=False) for pair in best_assignment(gains)]
    return tuple(sorted(found, key=lambda one: one.after))


def _by_key(
    left: Mapping[int, RowT],
    right: Mapping[int, RowT],
    key: Callable[[RowT], Hashable],
    *,
    in_order: bool,
) -> list[tuple[int, int]]:
    if not (left and right):
        return []
    olds, news = _grouped(left, key), _grouped(right, key)
    return [
        pair
        for name, places in news.items()
        if name in olds and (in_order or len(places) == len(olds[name]) == 1)
        for pair in zip(olds[name], places, strict=False)
    ]


def _grouped(
    rows: Mapping[int, RowT], key: Callable[[RowT], Hashable]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, row in rows.items():
        if (name := key(row)) is not None:
            groups[name].append(place)
    return groups


def _candidates(
    left: Mapping[int, RowT], right: Mapping[int, RowT], marks: Callable[[RowT], frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a mark; of many the ones that share most."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, row in left.items():
        for mark in marks(row):
            having[mark].append(place)
    for place, row in right.items():
        shared: Counter[int] = Counter()
        for mark in marks(row):
            if len(olds := having.get(mark, ())) <= _COMMON:
                shared.update(olds)
        for old, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            yield old, place
