# SPDX-License-Identifier: MulanPSL-2.0
"""Sharing rows out over several tables so that as few as possible change their table."""

from __future__ import annotations


def rising(wanted: list[int | None], count: int) -> list[int]:
    """The numbers, below `count` and never falling, that differ from the wanted ones the least.

    What wants none goes with the one before it, the first ones with the one behind them.
    """
    wanted = _filled(_filled(wanted)[::-1])[::-1]
    cost = [0] * count
    steps: list[list[int]] = []
    for number in wanted:
        step = [min(range(last + 1), key=cost.__getitem__) for last in range(count)]
        cost = [cost[step[n]] + (number is not None and number != n) for n in range(count)]
        steps.append(step)
    number = min(range(count), key=cost.__getitem__)
    found: list[int] = []
    for step in reversed(steps):
        found.append(number)
        number = step[number]
    return found[::-1]


def _filled(wanted: list[int | None]) -> list[int | None]:
    last: int | None = None
    filled: list[int | None] = []
    for number in wanted:
        last = last if number is None else number
        filled.append(last)
    return filled
