# SPDX-License-Identifier: MulanPSL-2.0
"""The best assignment: pairs of one side with the other whose scores are highest together.

Taking the best pair first and so on can leave a row without its partner, because another row took
it that had a nearly as good one of its own. So the sum is what counts (the Hungarian method).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Scores = "Mapping[tuple[int, int], float]"
Pairs = tuple[tuple[int, int], ...]

_MOST = 200  # rows on the shorter side: more take seconds, and are no table that anyone typed


def best_assignment(scores: Mapping[tuple[int, int], float]) -> Pairs:
    """Pairs of left and right, each used once; `scores` holds only pairs that may be, above 0."""
    found: list[tuple[int, int]] = []
    for part in _parts(scores):
        small = min(len({left for left, _ in part}), len({right for _, right in part})) <= _MOST
        found += _best(part) if small else _best_first(part)
    return tuple(sorted(found))


def _parts(scores: Mapping[tuple[int, int], float]) -> Iterator[dict[tuple[int, int], float]]:
    """The scores in parts that have no row in common: nearly always very small ones."""
    rights: dict[int, list[int]] = defaultdict(list)
    lefts: dict[int, list[int]] = defaultdict(list)
    for left, right in scores:
        rights[left].append(right)
        lefts[right].append(left)
    seen: set[int] = set()
    for start in rights:
        if start in seen:
            continue
        seen.add(start)
        reached, waiting, rights_seen = [start], [start], set[int]()
        while waiting:
            for right in rights[waiting.pop()]:
                if right in rights_seen:
                    continue
                rights_seen.add(right)
                new = [left for left in lefts[right] if left not in seen]
                seen.update(new)
                reached += new
                waiting += new
        yield {(left, right): scores[left, right] for left in reached for right in rights[left]}


def _best_first(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    used: tuple[set[int], set[int]] = (set(), set())
    found: list[tuple[int, int]] = []
    for left, right in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if left not in used[0] and right not in used[1]:
            used[0].add(left)
            used[1].add(right)
            found.append((left, right))
    return found


def _best(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    lefts = sorted({left for left, _ in scores})
    rights = sorted({right for _, right in scores})
    if len(lefts) > len(rights):
        turned = {(right, left): score for (left, right), score in scores.items()}
        return [(left, right) for right, left in _best(turned)]
    gains = [[scores.get((left, right), 0.0) for right in rights] for left in lefts]
    pairs = [(lefts[row], rights[column]) for row, column in _hungarian(gains)]
    return [pair for pair in pairs if pair in scores]


def _hungarian(gains: list[list[float]]) -> list[tuple[int, int]]:
    """Every row with a column of its own, the sum the greatest; no more rows than columns.

    Rows come in one after another, each along the cheapest way of making others change columns.
    """
    rows, columns = len(gains), len(gains[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # which row has a column; 0 is none, rows count from 1
    for row in range(1, rows + 1):
        taken[0] = row
        came_from = _make_room(gains, row_price, column_price, taken)
        column = came_from[0]
        while column:
            taken[column] = taken[came_from[column]]
            column = came_from[column]
    return [(row - 1, column - 1) for column, row in enumerate(taken) if column and row]


def _make_room(
    gains: list[list[float]], row_price: list[float], column_price: list[float], taken: list[int]
) -> list[int]:
    """The way from the new row (in column 0) to a free column, told from its end; prices follow.

    `came_from[0]` is the free column that was reached.
    """
    columns = len(column_price)
    least = [float("inf")] * columns
    came_from = [0] * columns
    done = [False] * columns
    column = 0
    while taken[column]:
        done[column] = True
        row = taken[column]
        step, following = float("inf"), 0
        for other in range(1, columns):
            if done[other]:
                continue
            cost = -gains[row - 1][other - 1] - row_price[row] - column_price[other]
            if cost < least[other]:
                least[other], came_from[other] = cost, column
            if least[other] < step:
                step, following = least[other], other
        for other in range(columns):
            if done[other]:
                row_price[taken[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = following
    came_from[0] = column
    return came_from
