# SPDX-License-Identifier: MulanPSL-2.0
"""From the lines of a page to its tables: rasters of all edges, and the boxes the lines cut out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.marks import Rule
from fuyi_editor.page.document import Borders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    _Lines = tuple[list[Rule], list[Rule]]

MAX_BOXES = 250_000
"""Columns times rows of one table on one page."""

_TOUCH = 1.5  # how far from a line another may end that meets it
_NARROWEST = 2.0  # edges closer than this are the two lines of a double line
_OPEN_BY = 5.0  # lines that stick out this far show a side without a line
_ENDS_TOGETHER = 2.0
_SMALLEST = 15.0  # a lower or narrower single box is one to tick


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on the raster: columns `left` to `right` and rows `top` to `bottom`, ends excluded."""

    left: int
    right: int
    top: int
    bottom: int
    borders: Borders


@dataclass(frozen=True, slots=True)
class Raster:
    """A ruled table of one page; `xs` and `ys` are all its edges."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    open_bottom: bool
    """No line closes it below, since its last row goes on on the next page."""

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The column and row of a point in the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return min(column, len(self.xs) - 2), min(row, len(self.ys) - 2)

    def holds(self, other: Raster) -> bool:
        """Whether another raster lies within this one."""
        return self.covers(other.xs[0], other.ys[0]) and self.covers(other.xs[-1], other.ys[-1])


def find_rasters(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Raster]:
    """The tables that the lines of a page make, from top to bottom."""
    rasters = [
        raster
        for across, down in _meeting(horizontal, vertical)
        if (raster := _Ruled(across, down).raster()) is not None
    ]
    rasters = [raster for raster in rasters if not _is_frame(raster, rasters)]
    outer = [r for r in rasters if not any(o is not r and o.holds(r) for o in rasters)]
    return sorted(outer, key=lambda raster: (raster.ys[0], raster.xs[0]))


def _is_frame(raster: Raster, others: list[Raster]) -> bool:
    """Whether it is a box to tick or a frame round a page, which holds text but is no table."""
    if len(raster.boxes) > 1:
        return False
    width, height = raster.xs[-1] - raster.xs[0], raster.ys[-1] - raster.ys[0]
    if min(width, height) < _SMALLEST:
        return True
    return any(other is not raster and raster.holds(other) for other in others)


def _meeting(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[_Lines]:
    """The lines in groups that hang together; lines that meet none rule no table."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    heights = [rule.at for rule in horizontal]
    for index, rule in enumerate(vertical, start=len(horizontal)):
        first = bisect_left(heights, rule.start - _TOUCH)
        for number in range(first, bisect_right(heights, rule.end + _TOUCH)):
            across = horizontal[number]
            if across.start - _TOUCH <= rule.at <= across.end + _TOUCH:
                parents[root(number)] = root(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*horizontal, *vertical)):
        group = groups.setdefault(root(index), ([], []))
        group[index >= len(horizontal)].append(rule)
    return _with_lone_sides(list(groups.values()))


def _with_lone_sides(groups: list[_Lines]) -> list[_Lines]:
    """Give vertical lines that meet none to the table that is as high.

    On the middle pages of a merged label no horizontal line reaches the outer side of its column.
    """
    tables = [group for group in groups if all(group)]
    for lines in groups:
        if lines[0]:
            continue
        for rule in lines[1]:
            beside = [group for group in tables if _stands_beside(rule, group[0])]
            if beside:
                nearest = min(beside, key=lambda group: abs(group[1][0].at - rule.at))
                nearest[1].append(rule)
    return tables


def _stands_beside(rule: Rule, horizontal: list[Rule]) -> bool:
    top, bottom = min(line.at for line in horizontal), max(line.at for line in horizontal)
    return abs(rule.start - top) < _OPEN_BY and abs(rule.end - bottom) < _OPEN_BY


class _Ruled:
    """Lines that hang together, from which a raster is made."""

    def __init__(self, horizontal: list[Rule], vertical: list[Rule]) -> None:
        self._horizontal = horizontal + _open_sides(horizontal, vertical)
        self._vertical = vertical + _open_sides(vertical, horizontal)
        last = max((rule.at for rule in horizontal), default=0.0)
        self._open_bottom = any(rule.at > last for rule in self._horizontal)
        self._xs = _edges(self._vertical)
        self._ys = _edges(self._horizontal)

    def raster(self) -> Raster | None:
        """The table, None when the lines enclose nothing."""
        columns, rows = len(self._xs) - 1, len(self._ys) - 1
        if columns < 1 or rows < 1 or columns * rows > MAX_BOXES:
            return None
        self._beside = _walls(self._vertical, self._xs, self._ys)
        self._below = _walls(self._horizontal, self._ys, self._xs)
        return Raster(self._xs, self._ys, tuple(self._boxes(columns, rows)), self._open_bottom)

    def _boxes(self, columns: int, rows: int) -> Iterable[Box]:
        taken = [[False] * columns for _ in range(rows)]
        for top in range(rows):
            for left in range(columns):
                if taken[top][left]:
                    continue
                right, bottom = self._reach(left, top, taken)
                for row in range(top, bottom):
                    taken[row][left:right] = [True] * (right - left)
                yield Box(left, right, top, bottom, self._borders(left, right, top, bottom))

    def _reach(self, left: int, top: int, taken: list[list[bool]]) -> tuple[int, int]:
        """How far to the right and then down no line is in the way."""
        columns, rows = len(taken[0]), len(taken)
        right, bottom = left + 1, top + 1
        while right < columns and not (self._beside[right][top] or taken[top][right]):
            right += 1
        while bottom < rows and not (
            any(self._below[bottom][left:right])
            or any(taken[bottom][left:right])
            or any(self._beside[column][bottom] for column in range(left + 1, right))
        ):
            bottom += 1
        return right, bottom

    def _borders(self, left: int, right: int, top: int, bottom: int) -> Borders:
        return Borders(
            top=any(self._below[top][left:right]),
            right=any(self._beside[right][top:bottom]),
            bottom=any(self._below[bottom][left:right]),
            left=any(self._beside[left][top:bottom]),
        )


def _edges(rules: list[Rule]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if groups and at - groups[-1][-1] < _NARROWEST and at - groups[-1][0] < 2 * _NARROWEST:
            groups[-1].append(at)
        else:
            groups.append([at])
    return tuple(sum(group) / len(group) for group in groups)


def _walls(
    rules: list[Rule], edges: tuple[float, ...], steps: tuple[float, ...]
) -> list[list[bool]]:
    """For each edge, and each step along it, whether a line runs there."""
    walls = [[False] * (len(steps) - 1) for _ in edges]
    for rule in rules:
        edge = min(bisect_left(edges, rule.at), len(edges) - 1)
        if edge and rule.at - edges[edge - 1] < edges[edge] - rule.at:
            edge -= 1
        first = max(bisect_right(steps, rule.start) - 1, 0)
        for step in range(first, len(steps) - 1):
            start, end = steps[step], steps[step + 1]
            if start >= rule.end:
                break
            if min(end, rule.end) - max(start, rule.start) >= (end - start) / 2:
                walls[edge][step] = True
    return walls


def _open_sides(rules: list[Rule], across: list[Rule]) -> list[Rule]:
    """Stand-ins for outer lines that are missing, where at least two lines end in the open."""
    if not rules or len(across) < 2:
        return []
    found: list[Rule] = []
    first, last = min(rule.at for rule in rules), max(rule.at for rule in rules)
    starts, ends = [rule.start for rule in across], [rule.end for rule in across]
    low, high = min(starts), max(ends)
    begin, end = min(rule.at for rule in across), max(rule.at for rule in across)
    if first - low > _OPEN_BY and sum(start - low < _ENDS_TOGETHER for start in starts) > 1:
        found.append(Rule(low, begin, end))
    if high - last > _OPEN_BY and sum(high - stop < _ENDS_TOGETHER for stop in ends) > 1:
        found.append(Rule(high, begin, end))
    return found
