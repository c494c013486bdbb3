# SPDX-License-Identifier: MulanPSL-2.0
"""What lies where on a page: rectangles and lines of text in points from the paper's corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuyi_editor.page.document import Binding, Borders, Cell, Paragraph
    from fuyi_editor.page.metrics import Face


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside (left and top edges included)."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text: where its baseline starts and what it is set in."""

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    underlines: tuple[tuple[float, float], ...] = ()
    """From x to x."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell, or that part of a merged or cut cell which is on this page.

    `row` and `index` are those of the anchor in its grid, wherever this part lies.
    """

    rect: Rect
    borders: Borders
    block: int
    row: int
    index: int
    cell: Cell
    lines: tuple[PlacedLine, ...]
    repeated: bool = False
    """Belongs to a header row that was already on an earlier page."""

    @property
    def binding(self) -> Binding | None:
        """What of the model is shown here."""
        return self.cell.binding


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph, or the part of it on this page; the rectangle is as wide as the text may be."""

    rect: Rect
    block: int
    paragraph: Paragraph
    lines: tuple[PlacedLine, ...]

    @property
    def binding(self) -> Binding | None:
        """What of the model is shown here."""
        return self.paragraph.binding
