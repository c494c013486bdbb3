# SPDX-License-Identifier: MulanPSL-2.0
"""One sheet's XML as cells with shown text, merges that do not overlap, and widths and heights."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xlsx_numbers import show_number
from fuyi_editor.files.xlsx_parts import clean, item_text
from fuyi_editor.files.xlsx_styles import flag, integer, local, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.xlsx_parts import SheetPart, Workbook
    from fuyi_editor.files.xlsx_styles import Look

MAX_ROWS = 200_000
"""Rows with content that a sheet may have."""
MAX_COLUMN = 16_383
MAX_ROW = 1_048_575

_MM_PER_PIXEL = 25.4 / 96
_MM_PER_POINT = 25.4 / 72
_DEFAULT_WIDTH = 9.0
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_PAGE_SETUP = frozenset({"pageMargins", "pageSetup", "oddFooter", "printOptions"})


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that the file holds; `ordinal` counts the elements of the part, as in `Origin`."""

    text: str
    look: Look
    is_number: bool
    ordinal: int

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
    """What a sheet holds, rows and columns counted from 0."""

    name: str
    part: str
    cells: dict[int, dict[int, SheetCell]] = field(default_factory=dict[int, dict[int, SheetCell]])
    row_ordinals: dict[int, int] = field(default_factory=dict[int, int])
    heights: dict[int, float] = field(default_factory=dict[int, float])
    """Heights in mm of the rows that have one of their own."""
    merges: dict[int, list[Merge]] = field(default_factory=dict[int, list[Merge]])
    """The merges that touch a row, from left to right."""
    page: dict[str, Element] = field(default_factory=dict[str, "Element"])
    """The elements that say how the sheet is printed, by name."""
    digit_pixels: int = 7
    default_width: float = _DEFAULT_WIDTH
    widths: list[tuple[int, int, float]] = field(default_factory=list[tuple[int, int, float]])
    """First and last column and width in characters."""

    def column_width(self, column: int) -> float:
        """The width of a column in mm."""
        at = bisect_right(self.widths, (column, MAX_COLUMN + 1, 0.0)) - 1
        width = self.default_width
        if at >= 0 and self.widths[at][0] <= column <= self.widths[at][1]:
            width = self.widths[at][2]
        # ECMA-376 §18.3.1.13: characters of the default font to pixels.
        digit = self.digit_pixels
        pixels = int((256 * width + int(128 / digit)) / 256 * digit)
        return max(pixels, 1) * _MM_PER_PIXEL

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell that the file holds there."""
        return self.cells.get(row, {}).get(column)


def read_sheet(book: Workbook, sheet: SheetPart) -> SheetData:
    """Parse a sheet; `ReadError` where it has more rows with content than a form can have."""
    data = SheetData(sheet.name, sheet.part, digit_pixels=book.digit_pixels)
    merges: list[Merge] = []
    walker = _CellWalker(book, data)
    for ordinal, element in enumerate(sheet.root.iter()):
        name = local(element.tag)
        if name == "c":
            walker.cell(element, ordinal)
        elif name == "row":
            walker.row(element, ordinal)
        elif name == "mergeCell":
            merges.extend(_merge(element.get("ref", "")))
        elif name == "col":
            _add_width(data, element)
        elif name == "sheetFormatPr":
            data.default_width = _default_width(element, book.digit_pixels)
        elif name in _PAGE_SETUP:
            data.page[name] = element
    data.widths.sort()
    _place_merges(data, merges)
    if len(data.cells) > MAX_ROWS or len(data.merges) > MAX_ROWS:
        raise ReadError(
            "工作表的行数过多，不像是绩效目标表",
            "请在 WPS 里删去用不到的行后再打开",
            f"工作表“{sheet.name}”",
        )
    return data


class _CellWalker:
    """Takes rows and cells in document order; both may leave out where they are."""

    def __init__(self, book: Workbook, data: SheetData) -> None:
        self._book = book
        self._data = data
        self._row = -1
        self._column = -1

    def row(self, element: Element, ordinal: int) -> None:
        """Begin a row."""
        at = integer(element.get("r")) - 1
        self._row = at if 0 <= at <= MAX_ROW else self._row + 1
        self._column = -1
        self._data.row_ordinals.setdefault(self._row, ordinal)
        height = number(element.get("ht"))
        if height > 0:
            self._data.heights[self._row] = height * _MM_PER_POINT

    def cell(self, element: Element, ordinal: int) -> None:
        """Keep a cell, be it empty: a writer may have to fill it."""
        reference = _REFERENCE.fullmatch(element.get("r", ""))
        column = _column(reference.group(1)) if reference else self._column + 1
        self._column = column
        if column > MAX_COLUMN:
            return
        look = self._book.look(integer(element.get("s")))
        text, is_number = self._text(element, look)
        cell = SheetCell(text, look, is_number, ordinal)
        self._data.cells.setdefault(self._row, {})[column] = cell

    def _text(self, element: Element, look: Look) -> tuple[str, bool]:
        kind = element.get("t", "n")
        value = formula = None
        for part in element:
            name = local(part.tag)
            if name == "v":
                value = part.text
            elif name == "is":
                return item_text(part), False
            elif name == "f":
                formula = part.text
        if value is None:
            # Never computed by the program that wrote it: better seen than lost.
            return (f"={clean(formula)}" if formula else ""), False
        if kind == "s":
            index = integer(value.strip(), -1)
            strings = self._book.strings
            return (strings[index] if 0 <= index < len(strings) else ""), False
        if kind == "b":
            return ("TRUE" if flag(value.strip()) else "FALSE"), False
        if kind == "n":
            code = look.number_format
            shown = show_number(value.strip(), code, from_1904=self._book.from_1904)
            return clean(shown), True
        return clean(value), False


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _merge(reference: str) -> Iterator[Merge]:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first.strip()), _REFERENCE.fullmatch(last.strip())
    if start is None or end is None:
        return
    top, bottom = sorted((int(start.group(2)) - 1, int(end.group(2)) - 1))
    left, right = sorted((_column(start.group(1)), _column(end.group(1))))
    if top >= 0 and bottom <= MAX_ROW and right <= MAX_COLUMN and (top, left) != (bottom, right):
        yield Merge(top, left, bottom, right)


def _place_merges(data: SheetData, merges: list[Merge]) -> None:
    """File each merge under its rows; one that overlaps an earlier one is no merge."""
    lefts: dict[int, list[int]] = {}
    for merge in merges:
        rows = range(merge.top, merge.bottom + 1)
        places = [bisect_right(lefts.get(row, []), merge.right) for row in rows]
        free = all(
            place == 0 or data.merges[row][place - 1].right < merge.left
            for row, place in zip(rows, places, strict=True)
        )
        if free:
            for row, place in zip(rows, places, strict=True):
                lefts.setdefault(row, []).insert(place, merge.left)
                data.merges.setdefault(row, []).insert(place, merge)


def _add_width(data: SheetData, element: Element) -> None:
    first, last = integer(element.get("min")) - 1, integer(element.get("max")) - 1
    width = element.get("width")
    if width is not None and 0 <= first <= last:
        data.widths.append((first, last, min(max(number(width), 0.0), 255.0)))


def _default_width(element: Element, digit: int) -> float:
    own = number(element.get("defaultColWidth"))
    if own > 0:
        return min(own, 255.0)
    # Without a width of its own: that many digits and five pixels, up to the next eight pixels.
    base = min(max(integer(element.get("baseColWidth"), 8), 1), 255)
    pixels = -(-(base * digit + 5) // 8) * 8
    return pixels / digit
