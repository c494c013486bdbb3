# SPDX-License-Identifier: MulanPSL-2.0
"""One sheet's XML as cells with shown text, merges that do not overlap, and widths and heights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.files.sheet.data import (
    MAX_COLUMN,
    MAX_ROW,
    MM_PER_POINT,
    Merge,
    SheetCell,
    SheetData,
    default_characters,
    width_in_mm,
)
from fuyi_editor.files.xlsx.numbers import show_number
from fuyi_editor.files.xlsx.page import read_setup
from fuyi_editor.files.xlsx.parts import clean, item_text
from fuyi_editor.files.xlsx.styles import flag, integer, local, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.sheet.data import Look
    from fuyi_editor.files.xlsx.parts import SheetPart, Workbook

_DEFAULT_WIDTH = 9.0
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_PAGE_SETUP = frozenset({"pageMargins", "pageSetup", "oddFooter", "printOptions"})


def read_sheet(book: Workbook, sheet: SheetPart) -> SheetData:
    """Parse a sheet; `ReadError` where it has more rows with content than a form can have."""
    digit = book.digit_pixels
    data = SheetData(sheet.name, sheet.part, header=sheet.header)
    data.default_width = width_in_mm(_DEFAULT_WIDTH, digit)
    merges: list[Merge] = []
    printing: dict[str, Element] = {}
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
            _add_width(data, element, digit)
        elif name == "sheetFormatPr":
            data.default_width = width_in_mm(_default_width(element, digit), digit)
        elif name in _PAGE_SETUP:
            printing[name] = element
    data.widths.sort()
    data.place_merges(merges)
    data.setup = read_setup(printing)
    options = printing.get("printOptions")
    data.centred = options is not None and flag(options.get("horizontalCentered"))
    data.check_rows()
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
            self._data.heights[self._row] = height * MM_PER_POINT

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


def _add_width(data: SheetData, element: Element, digit: int) -> None:
    first, last = integer(element.get("min")) - 1, integer(element.get("max")) - 1
    width = element.get("width")
    if width is not None and 0 <= first <= last:
        characters = min(max(number(width), 0.0), 255.0)
        data.widths.append((first, last, width_in_mm(characters, digit)))


def _default_width(element: Element, digit: int) -> float:
    own = number(element.get("defaultColWidth"))
    if own > 0:
        return min(own, 255.0)
    return default_characters(integer(element.get("baseColWidth"), 8), digit)
