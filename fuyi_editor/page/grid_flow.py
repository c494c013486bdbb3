# SPDX-License-Identifier: MulanPSL-2.0
"""Cut a measured grid into the pieces that stand on one page each.

Rows stay whole unless they are higher than a page. A merge that goes on over the page is closed and
opened again: a short text (一级指标 …) is repeated in each part, a long one flows on from part to
part. Where a part is too low for its text, its last row grows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.page.block_layout import PADDING_Y, Anchor, GridLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

EPSILON = 0.01
_LEAST_CUT = 72.0
"""A row that must be cut begins on the old page only if this many points are free."""
_REPEATED_PART = 1 / 3
"""Merged texts up to this share of a page are repeated on each page; longer ones flow on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a grid that stand on one page; header rows repeated from before come first."""

    rows: tuple[int, ...]
    heights: tuple[float, ...]
    repeated: int
    lines: Mapping[Anchor, tuple[int, int]]
    """For cut cells: from and to which line their text is shown here."""
    opens_cut: bool = False
    """The first row after the repeated ones goes on from the page before."""
    ends_cut: bool = False
    """The last row goes on on the next page."""

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return sum(self.heights)


def _whole(layout: GridLayout) -> Piece:
    return Piece(tuple(range(len(layout.rows))), tuple(layout.heights), 0, {})


class GridFlow:
    """Takes a grid apart from top to bottom, page by page."""

    def __init__(self, layout: GridLayout, capacity: float, kept_below: float = 0.0) -> None:
        """Begin at the first row; `capacity` is the height of an empty page.

        So many points `kept_below` stay free under the last row, unless that needs its page alone.
        """
        self._layout = layout
        self._capacity = capacity
        self._kept_below = kept_below
        self._row = 0
        self._cut = False
        self._shown: dict[Anchor, int] = {}

    @property
    def finished(self) -> bool:
        """Whether all rows have been taken."""
        return self._row >= len(self._layout.rows)

    def take(self, available: float, *, fresh: bool) -> Piece | None:
        """What goes into `available` points; None when a new page must be begun first.

        On a `fresh` page something is always taken.
        """
        header = self._repeated_header() if fresh else range(0)
        whole = self._layout.height + self._below(len(self._layout.rows), fresh=fresh)
        if not self._row and not self._cut and whole <= available + EPSILON:
            return self._accept(_whole(self._layout))
        room = available - self._height_of(header)
        end = self._last_that_fits(room, fresh=fresh)
        while end > self._row:
            piece = self._settle(header, end)
            if piece.height + self._below(end, fresh=fresh) <= available + EPSILON:
                piece = self._with_cut_row(header, end, available - piece.height) or piece
                return self._accept(piece)
            end = self._without_lone_header(end - 1, fresh=fresh)
        if not fresh and not self._must_cut(self._row, available):
            return None
        piece = self._settle(header, self._row + 1, cut_height=room, fresh=fresh)
        over = piece.height - available
        if over > EPSILON:
            # A merged text in the repeated header needed more room than the header has.
            piece = self._settle(header, self._row + 1, cut_height=room - over, fresh=fresh)
        return self._accept(piece)

    def _below(self, end: int, *, fresh: bool) -> float:
        """What stays free below a piece up to row `end`."""
        is_last = end == len(self._layout.rows)
        alone = fresh and end - self._row == 1
        return self._kept_below if is_last and not alone else 0.0

    def _repeated_header(self) -> range:
        header = self._layout.header
        low_enough = self._height_of(header) <= self._capacity / 2
        return header if header and low_enough and self._row >= header.stop else range(0)

    def _height_of(self, rows: range) -> float:
        return self._layout.offsets[rows.stop] - self._layout.offsets[rows.start]

    def _last_that_fits(self, room: float, *, fresh: bool) -> int:
        offsets = self._layout.offsets
        start = offsets[self._row]
        if self._cut:
            start += self._layout.heights[self._row] - self._rest_height()
        end = bisect_right(offsets, start + room + EPSILON) - 1
        end = max(self._row, min(end, len(self._layout.rows)))
        return max(self._without_lone_header(end, fresh=fresh), self._row)

    def _without_lone_header(self, end: int, *, fresh: bool) -> int:
        """A header with none of its rows below it goes to the next page with them."""
        header = self._layout.header
        if header.start < end <= header.stop and end < len(self._layout.rows):
            return header.start if self._row < header.start or not fresh else end
        return end

    def _must_cut(self, row: int, available: float) -> bool:
        height = (
            self._rest_height() if self._cut and row == self._row else (self._layout.heights[row])
        )
        room = self._capacity - self._height_of(self._repeated_header())
        return height > room + EPSILON and available >= _LEAST_CUT

    def _with_cut_row(self, header: range, end: int, free: float) -> Piece | None:
        if end >= len(self._layout.rows) or not self._must_cut(end, free):
            return None
        return self._settle(header, end + 1, cut_height=free)

    def _rest_height(self) -> float:
        """What is left to show of the row that was cut."""
        layout, rest = self._layout, 0.0
        for anchor in layout.anchors_of(self._row):
            if layout.last_row(anchor) == self._row and not self._repeats(anchor):
                rest = max(rest, self._need(anchor, self._left(anchor)))
        return rest

    def _left(self, anchor: Anchor) -> int:
        return len(self._layout.text(anchor).lines) - self._shown.get(anchor, 0)

    def _need(self, anchor: Anchor, lines: int) -> float:
        return self._layout.text(anchor).height_of(lines) + 2 * PADDING_Y

    def _repeats(self, anchor: Anchor) -> bool:
        height = self._layout.text(anchor).height
        return anchor in self._layout.spans and height <= self._capacity * _REPEATED_PART

    def _settle(
        self, header: range, end: int, *, cut_height: float | None = None, fresh: bool = False
    ) -> Piece:
        """The piece up to row `end`, whose last row is cut to `cut_height` if that is given."""
        layout, cut = self._layout, cut_height is not None
        rows = (*header, *range(self._row, end))
        heights = [layout.heights[row] for row in rows]
        if self._cut:
            heights[len(header)] = self._rest_height()
        if cut_height is not None:
            heights[-1] = cut_height
        lines: dict[Anchor, tuple[int, int]] = {}
        affected = self._cut_cells(header, end, cut=cut)
        for anchor in sorted(affected, key=layout.last_row):
            inside = [
                n for n, row in enumerate(rows) if anchor.row <= row <= layout.last_row(anchor)
            ]
            if not inside:
                continue
            height = sum(heights[n] for n in inside)
            fixed = cut and inside[-1] == len(rows) - 1
            last = layout.last_row(anchor) < end and not fixed
            first, to = self._lines_of(anchor, height, last=last, fixed=fixed, force=fresh)
            lines[anchor] = first, to
            if not fixed:
                heights[inside[-1]] += max(0.0, self._need(anchor, to - first) - height)
        return Piece(rows, tuple(heights), len(header), lines, self._cut, cut)

    def _cut_cells(self, header: range, end: int, *, cut: bool) -> set[Anchor]:
        layout, row = self._layout, self._row
        found = set(layout.anchors_of(row) if self._cut else layout.merges_into(row))
        found.update(layout.anchors_of(end - 1) if cut else layout.merges_into(end))
        for number in header:
            found.update(
                anchor
                for anchor in layout.anchors_of(number)
                if anchor.row < header.start or layout.last_row(anchor) >= header.stop
            )
        return found

    def _lines_of(
        self, anchor: Anchor, height: float, *, last: bool, fixed: bool, force: bool
    ) -> tuple[int, int]:
        """Which lines of a cut cell are shown in a part of it that is `height` points high."""
        total = len(self._layout.text(anchor).lines)
        if self._repeats(anchor):
            fits = not fixed or self._need(anchor, total) <= height + EPSILON
            return (0, total) if fits else (0, 0)
        # A cell that ended before this page without ever being cut has been shown as a whole.
        uncut = total if self._layout.last_row(anchor) < self._row else 0
        shown = self._shown.get(anchor, uncut)
        if last:
            return shown, total
        text = self._layout.text(anchor)
        room = height - self._need(anchor, 0) + EPSILON
        count = int(max(room, 1.0 if force else 0.0) // text.pitch) if text.pitch else total
        if force:
            # On an empty page each piece shows at least one line, so that there is an end.
            count = max(count, 1)
        return shown, min(total, shown + max(count, 0))

    def _accept(self, piece: Piece) -> Piece:
        for anchor, (_, to) in piece.lines.items():
            self._shown[anchor] = max(to, self._shown.get(anchor, 0))
        self._row, self._cut = piece.rows[-1], piece.ends_cut
        if piece.ends_cut and self._row_has_more():
            return piece
        self._row, self._cut = piece.rows[-1] + 1, False
        return replace(piece, ends_cut=False) if piece.ends_cut else piece

    def _row_has_more(self) -> bool:
        return any(
            self._left(anchor) > 0
            for anchor in self._layout.anchors_of(self._row)
            if self._layout.last_row(anchor) == self._row
        )
