# SPDX-License-Identifier: MulanPSL-2.0
"""What is printed on one page of a PDF: characters with their places, and straight ruled lines.

All lengths are points, and `y` grows downwards from the upper edge of the page as one reads it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """How a character is set; `family` is the name that Chinese files use for it."""

    family: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; from `left` to `right` is its advance, not its ink."""

    char: str
    left: float
    right: float
    baseline: float
    font: Font

    @property
    def center(self) -> float:
        """The middle between the sides."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """About the middle between top and bottom of a hanzi."""
        return self.baseline - 0.35 * self.font.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its place across, `start` and `end` are those along it."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """From end to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class PageMarks:
    """A page: its size, its characters in no particular order, its rules merged and sorted."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
