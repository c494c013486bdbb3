# SPDX-License-Identifier: MulanPSL-2.0
"""Where ink lies in the picture of a page: its rules, and the texts in its cells."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.page.placed import Rect

_INK = bytes(value < 200 for value in range(256))
"""By grey value 1 for ink and 0 for paper."""


_REACH = 4
"""Pixels to either side in which a rule is looked for."""


@dataclass(frozen=True)
class Box:
    """A rectangle of ink, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def off(self, other: Box) -> float:
        """How far off the edge lies that differs most."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return max(abs(one - two) for one, two in pairs)


class Picture:
    """The ink of a page; `scale` is pixels per point."""

    def __init__(self, image: QImage, scale: float) -> None:
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        self.scale = scale
        stride, data = grey.bytesPerLine(), bytes(grey.constBits()).translate(_INK)
        self._rows = [data[at : at + grey.width()] for at in range(0, len(data), stride)]

    def ink_in(self, rect: Rect, inset: float = 1.5) -> Box | None:
        """The box of the ink inside a rectangle, without its edges; None where there is none."""
        left, right = (round(x * self.scale) for x in (rect.x + inset, rect.right - inset))
        top, bottom = (round(y * self.scale) for y in (rect.y + inset, rect.bottom - inset))
        found = {
            y: row
            for y, whole in enumerate(self._rows[top:bottom], top)
            if 1 in (row := whole[left:right])
        }
        if not found:
            return None
        first = min(row.index(1) for row in found.values())
        last = max(row.rindex(1) for row in found.values())
        edges = left + first, min(found), left + last + 1, max(found) + 1
        return Box(*(edge / self.scale for edge in edges))

    def across(self, y: float, start: float, end: float) -> float | None:
        """Where the horizontal rule near `y` really lies; None where there is none."""
        for x in _along(start, end):
            column = round(x * self.scale)
            place = self._middle(y, lambda row, at=column: self._rows[row][at])
            if place is not None:
                return place
        return None

    def down(self, x: float, start: float, end: float) -> float | None:
        """Where the vertical rule near `x` really lies; None where there is none."""
        for y in _along(start, end):
            row = self._rows[round(y * self.scale)]
            place = self._middle(x, row.__getitem__)
            if place is not None:
                return place
        return None

    def _middle(self, near: float, ink_at: Callable[[int], int]) -> float | None:
        around = range(round(near * self.scale) - _REACH, round(near * self.scale) + _REACH + 1)
        found = [at for at in around if ink_at(at)]
        # All ink: another rule runs along here.
        if not found or len(found) == len(around):
            return None
        return (found[0] + found[-1] + 1) / 2 / self.scale


def _along(start: float, end: float) -> tuple[float, ...]:
    """Some places of a rule; at one of them no other rule crosses it."""
    return tuple(start + (end - start) * part for part in (0.5, 0.43, 0.31, 0.17))
