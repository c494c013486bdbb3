# SPDX-License-Identifier: MulanPSL-2.0
"""From the coordinates of a PDF page to those of the page as one reads it.

A PDF counts upwards from some corner, and its page may be turned by quarters (ISO 32000-1, 8.3.2
and table 30); landscape pages often are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the visible box of a page is, and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """The width of the page as one reads it."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page as one reads it."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point, from the upper left corner."""
        match self.quarters:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Where an arrow points: so much to the right, so much down."""
        match self.quarters:
            case 1:
                return y, x
            case 2:
                return -x, y
            case 3:
                return -y, -x
            case _:
                return x, -y

    def cut(self, box: Box | None) -> Box:
        """The part of a box that the page shows, in the page's own coordinates."""
        return overlap(box, (self.left, self.bottom, self.right, self.top))

    def across(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        """The left and right side of a box."""
        one, other = self.point(left, bottom)[0], self.point(right, top)[0]
        return min(one, other), max(one, other)


def overlap(one: Box | None, other: Box) -> Box:
    """What two boxes have in common; None is without limits."""
    if one is None:
        return other
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, min(one[2], other[2]), min(one[3], other[3])


def turn_of(page: PdfPage) -> Turn:
    """How a page is shown."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page.raw, box):
        return Turn(0.0, 0.0, page.get_width(), page.get_height(), 0)
    return Turn(box.left, box.bottom, box.right, box.top, page.get_rotation() // 90 % 4)
