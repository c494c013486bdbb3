# SPDX-License-Identifier: MulanPSL-2.0
"""What a sheet of any workbook holds, as plain data: .xlsx, .xls and .ods are all read into this.

Cells show their texts already; widths and heights are in mm; merges do not overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import (
    NO_BORDERS,
    Borders,
    Origin,
    PageSetup,
    TextStyle,
    VerticalAlign,
)

MAX_ROWS = 200_000
"""Rows with content that a sheet may have."""
MAX_MERGED_ROWS = 1_000_000
"""Rows that all merges of a sheet may touch, one after the other."""
MAX_COLUMN = 16_383
MAX_ROW = 1_048_575
MM_PER_POINT = 25.4 / 72
MM_PER_PIXEL = 25.4 / 96

_SHORTEN = "请在 WPS 里删去用不到的行后再打开"
_LATIN_DIGIT = 0.51
"""Width of a digit of Calibri in em."""
_PLAIN_STYLE = TextStyle(vertical_align=VerticalAlign.BOTTOM)


@dataclass(frozen=True, slots=True)
class Look:
    """A cell format: `number_right` says that numbers in it stand at the right by themselves."""

    style: TextStyle = _PLAIN_STYLE
    borders: Borders = NO_BORDERS
    number_format: str = "General"
    number_right: bool = True


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that the file holds; `ordinal` counts the elements of the part, as in `Origin`."""

    text: str
    look: Look
    is_number: bool
    ordinal: int = 0

    @property
    def bordered(self) -> bool:
        """Whether any side carries a line."""
        sides = self.look.borders
        return sides.top or sides.right or sides.bottom or sides.left


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged rectangle, ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetData:
    """What a sheet holds, rows and columns counted from 0.

    `part` is empty where no writer can go back to the file: then nothing has an origin.
    """

    name: str
    part: str = ""
    cells: dict[int, dict[int, SheetCell]] = field(default_factory=dict[int, dict[int, SheetCell]])
    row_ordinals: dict[int, int] = field(default_factory=dict[int, int])
    heights: dict[int, float] = field(default_factory=dict[int, float])
    """Heights in mm of the rows that have one of their own."""
    merges: dict[int, list[Merge]] = field(default_factory=dict[int, list[Merge]])
    """The merges that touch a row, from left to right."""
    header: tuple[int, int] | None = None
    """First and last row repeated on each page."""
    setup: PageSetup = field(default_factory=PageSetup)
    centred: bool = False
    """Printed in the middle between the side margins."""
    default_width: float = 0.0
    widths: list[tuple[int, int, float]] = field(default_factory=list[tuple[int, int, float]])
    """First and last column and width in mm, from left to right."""

    def column_width(self, column: int) -> float:
        """The width of a column in mm."""
        at = bisect_right(self.widths, (column, MAX_COLUMN + 1, 0.0)) - 1
        if at >= 0 and self.widths[at][0] <= column <= self.widths[at][1]:
            return self.widths[at][2]
        return self.default_width

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell that the file holds there."""
        return self.cells.get(row, {}).get(column)

    def origin(self, ordinal: int) -> Origin | None:
        """Where in the file an element stands, for a writer to find it again."""
        return Origin(self.part, ordinal) if self.part else None

    def place_merges(self, merges: list[Merge]) -> None:
        """File each merge under its rows; one that overlaps an earlier one is no merge."""
        if sum(merge.bottom - merge.top + 1 for merge in merges) > MAX_MERGED_ROWS:
            raise ReadError("工作表里合并的区域过大", _SHORTEN, self._place())
        lefts: dict[int, list[int]] = {}
        for merge in merges:
            rows = range(merge.top, merge.bottom + 1)
            places = [bisect_right(lefts.get(row, []), merge.right) for row in rows]
            free = all(
                place == 0 or self.merges[row][place - 1].right < merge.left
                for row, place in zip(rows, places, strict=True)
            )
            if free:
                for row, place in zip(rows, places, strict=True):
                    lefts.setdefault(row, []).insert(place, merge.left)
                    self.merges.setdefault(row, []).insert(place, merge)

    def check_rows(self) -> None:
        """Raise `ReadError` where there are more rows with content than a form can have."""
        if len(self.cells) > MAX_ROWS or len(self.merges) > MAX_ROWS:
            raise ReadError("工作表的行数过多，不像是绩效目标表", _SHORTEN, self._place())

    def _place(self) -> str:
        return f"工作表“{self.name}”"


def digit_pixels(font: TextStyle) -> int:
    """How many pixels wide Excel takes a digit of a workbook's default font to be."""
    em = round(font.size * 96 / 72)
    if font.family.isascii() and not font.family.lower().startswith(("sim", "dengxian")):
        return max(int(em * _LATIN_DIGIT), 1)
    return max((em + 1) // 2, 1)


def width_in_mm(characters: float, digit: int) -> float:
    """A column width in digits of the default font, each `digit` pixels wide, in mm."""
    # ECMA-376 §18.3.1.13: characters of the default font to pixels.
    pixels = int((256 * characters + int(128 / digit)) / 256 * digit)
    return max(pixels, 1) * MM_PER_PIXEL


def default_characters(base: int, digit: int) -> float:
    """The width of columns that shall hold `base` digits, in digits."""
    # So many digits and five pixels, up to the next eight pixels.
    pixels = -(-(min(max(base, 1), 255) * digit + 5) // 8) * 8
    return pixels / digit
