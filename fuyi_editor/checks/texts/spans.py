# SPDX-License-Identifier: MulanPSL-2.0
"""Stretches of a text, and whether another one lies within one of them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spans:
    """Start and end of each stretch; asking takes no longer where there are many."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        found = sorted(spans)
        self._starts = [start for start, _ in found]
        self._furthest = [*accumulate((end for _, end in found), max)]

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them begins at `start` or before and reaches to `end` or beyond."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._furthest[at - 1] >= end
