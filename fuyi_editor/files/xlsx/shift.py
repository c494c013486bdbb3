# SPDX-License-Identifier: MulanPSL-2.0
"""Where the rows of a sheet go when rows are dropped, repeated, added and moved.

All rows count from 0. A revised sheet is a list of pieces of the old one; what is behind the last
piece follows as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.sheet.data import MAX_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


KEEP_OR_SAVE_AS = "请撤销这一步，或用“另存为”另存一份新文件（原有公式等不会带过去）"


@dataclass(frozen=True, slots=True)
class Piece:
    """`count` neighbouring rows of the sheet to be, that stem from row `old` on.

    `old` is None for new blank rows; `copy` is 0 for the rows themselves, and otherwise the number
    of the copy that they are part of.
    """

    old: int | None
    count: int
    copy: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece in its place; `stayed` where it kept its order among the others."""

    new: int
    old: int
    count: int
    copy: int
    stayed: bool = True

    def within(self, first: int, last: int) -> tuple[int, int] | None:
        """The new rows of what lies in the old rows `first` to `last`."""
        low, high = max(first, self.old), min(last, self.old + self.count - 1)
        shift = self.new - self.old
        return (low + shift, high + shift) if low <= high else None


class RowShift:
    """The new place of each old row; `rows` is how many old rows the pieces were made of."""

    def __init__(self, pieces: Iterable[Piece], rows: int) -> None:
        self._rows = rows
        self._runs = _joined(pieces)
        self._total = sum(run.count for run in self._runs)
        self._delta = self._total - rows
        originals = [run for run in self._runs if run.old >= 0 and not run.copy]
        kept = _in_order(originals)
        self._runs = [
            _Run(run.new, run.old, run.count, run.copy, run.copy == 0 and run.new in kept)
            for run in self._runs
        ]
        self._by_old = sorted(
            (run for run in self._runs if run.old >= 0 and not run.copy), key=lambda run: run.old
        )
        self._olds = [run.old for run in self._by_old]
        self._news = [run.new for run in self._runs]

    @property
    def moves(self) -> bool:
        """Whether any row gets another number, goes or comes."""
        whole = [run for run in self._runs if not run.old and run.count == self._rows]
        return bool(self._delta) or len(whole) < len(self._runs)

    @property
    def tail(self) -> int:
        """By how many rows everything behind the pieces moves."""
        return self._delta

    def row(self, old: int) -> int | None:
        """The new number of a row, None when it is no more."""
        if old >= self._rows:
            return old if old == MAX_ROW else min(old + self._delta, MAX_ROW)
        at = bisect_right(self._olds, old) - 1
        found = self._by_old[at].within(old, old) if at >= 0 else None
        return found[0] if found else None

    def row_or_next(self, old: int) -> int:
        """The new number of a row, or of the first one behind it that is still there."""
        while old < self._rows:
            at = bisect_right(self._olds, old) - 1
            if at >= 0 and (found := self._by_old[at].within(old, old)):
                return found[0]
            old = self._olds[at + 1] if at + 1 < len(self._olds) else self._rows
        return self.row(old) or 0

    def copies(self, old: int) -> Iterator[tuple[int, int]]:
        """New number and number of the copy of each row made from `old`."""
        if old >= self._rows:
            yield old + self._delta, 0
        for run in self._runs:
            if run.old >= 0 and (found := run.within(old, old)):
                yield found[0], run.copy

    def whole_copies(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The new rows of each copy that repeats the rows `first` to `last` one after another."""
        for run in self._runs:
            part = run.within(first, last) if run.copy and run.old >= 0 else None
            if part and part[1] - part[0] == last - first:
                yield part

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """The runs of new rows, copies too, that stem from the rows `first` to `last`."""
        found = [part for run in self._runs if run.old >= 0 and (part := run.within(first, last))]
        if last >= self._rows:
            low, high = self.row(max(first, self._rows)), self.row(last)
            found.append((low or 0, high or 0))
        joined: list[tuple[int, int]] = []
        for low, high in found:
            if joined and joined[-1][1] + 1 == low:
                joined[-1] = (joined[-1][0], high)
            else:
                joined.append((low, high))
        return joined

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """The range of new rows that a reference to the rows `first` to `last` means now.

        It grows by what is put between its rows, and by copies of its rows right behind it; None
        when all its rows are gone. Raises `ReviseError` when they have been scattered.
        """
        if first == last:
            row = self.row(first)
            return None if row is None else (row, row)
        low, high = max(bisect_right(self._olds, first) - 1, 0), bisect_right(self._olds, last)
        own = [
            (part, run.stayed)
            for run in self._by_old[low:high]
            if (part := run.within(first, last)) is not None
        ]
        if last >= self._rows:
            own.append(((self.row(max(first, self._rows)) or 0, self.row(last) or 0), True))
        parts = [part for part, stayed in own if stayed]
        if not parts:
            if not own:
                return None
            parts = [part for part, _ in own]
            low, high = min(p[0] for p in parts), max(p[1] for p in parts)
            if high - low + 1 != sum(p[1] - p[0] + 1 for p in parts):
                rows = f"原第 {first + 1} 至 {last + 1} 行"
                raise ReviseError("移动的行使一处引用的区域断成了几段", KEEP_OR_SAVE_AS, rows)
        low, high = min(p[0] for p in parts), max(p[1] for p in parts)
        return self._grown(first, last, low, high)

    def _grown(self, first: int, last: int, low: int, high: int) -> tuple[int, int]:
        """The range with the rows at its ends that are copies of, or moved from, its own."""
        at = bisect_left(self._news, low) - 1
        while at >= 0 and (run := self._runs[at]).new + run.count == low:
            part = run.within(first, last) if run.old >= 0 else None
            if part is None or part[1] != low - 1:
                break
            low, at = part[0], at - 1
        at = bisect_right(self._news, high)
        while at < len(self._runs) and (run := self._runs[at]).new == high + 1:
            part = run.within(first, last) if run.old >= 0 else None
            if part is None or part[0] != high + 1:
                break
            high, at = part[1], at + 1
        return low, high


def _joined(pieces: Iterable[Piece]) -> list[_Run]:
    """The pieces as runs as long as can be; blank rows have a number below zero."""
    runs: list[_Run] = []
    new = 0
    for piece in pieces:
        old = -1 if piece.old is None else piece.old
        last = runs[-1] if runs else None
        on = last and last.old >= 0 and last.copy == piece.copy and last.old + last.count == old
        if last and on:
            runs[-1] = _Run(last.new, last.old, last.count + piece.count, last.copy)
        elif piece.count:
            runs.append(_Run(new, old, piece.count, piece.copy))
        new += piece.count
    return runs


def _in_order(runs: Sequence[_Run]) -> set[int]:
    """The new numbers of the runs that make the most rows in their old order."""
    keys: list[int] = []
    weights: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, run in enumerate(runs):
        at = bisect_left(keys, run.old)
        weight = run.count + (weights[at - 1] if at else 0)
        before.append(ends[at - 1] if at else -1)
        stop = at
        while stop < len(keys) and weights[stop] <= weight:
            stop += 1
        keys[at:stop], weights[at:stop], ends[at:stop] = [run.old], [weight], [index]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(runs[at].new)
        at = before[at]
    return kept
