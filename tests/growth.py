# SPDX-License-Identifier: MulanPSL-2.0
"""Whether work takes far longer than other work, both measured side by side in the same run.

Seconds tell of the machine, a ratio of the code: four times the input takes linear work four times
as long, quadratic work sixteen times. A busy machine cannot fail it: only the work's own time on
the processor counts, the quickest of all runs is taken, and a bad ratio is measured again.
"""

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")

BOUND = 12
# The processor time that Windows tells grows by steps of 16 ms.
_clock = time.perf_counter if sys.platform == "win32" else time.thread_time
_FEWEST_RUNS = 3
_MOST_RUNS = 12


def assert_not_far_slower(
    work: Callable[[], object], than: Callable[[], object], bound: float = BOUND
) -> None:
    """The work takes less than `bound` times as long as the other."""
    slow = quick = math.inf
    for run in range(_MOST_RUNS):
        quick = min(quick, _seconds(than))
        slow = min(slow, _seconds(work))
        if run + 1 >= _FEWEST_RUNS and slow < bound * quick:
            return
    pytest.fail(f"takes {slow / quick:.1f} times as long, {bound} are allowed")


def _seconds(work: Callable[[], object]) -> float:
    start = _clock()
    work()
    return _clock() - start


class Pace:
    """How long sound work takes, for holding much other work to it that is run once each."""

    def __init__(self, work: Callable[[], object]) -> None:
        """By the quickest of a few runs."""
        self._sound = min(_seconds(work) for _ in range(_FEWEST_RUNS))

    def keep(self, work: Callable[[], _Result], bound: float = 50) -> _Result:
        """The result of the work, which takes less than `bound` times as long."""
        slow = math.inf
        for _ in range(_MOST_RUNS):
            start = _clock()
            result = work()
            slow = min(slow, _clock() - start)
            if slow < bound * self._sound:
                return result
        pytest.fail(f"takes {slow / self._sound:.1f} times as long, {bound} are allowed")
