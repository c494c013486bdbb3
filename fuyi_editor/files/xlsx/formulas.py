# SPDX-License-Identifier: MulanPSL-2.0
"""References in formulas: found by a small tokenizer and led to where the rows have gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.sheet.data import MAX_COLUMN, MAX_ROW
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS, RowShift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GONE = "#REF!"

_CORNER = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*"                                             # a text
  | (?:(?P<sheet>'(?:[^']|'')*'|(?:\[[^\[\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?)!)?
    (?:(?P<area>{_CORNER}(?::{_CORNER})?|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})(?![\w.(!])
      |(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})(?![\w.(!]))
  | (?P<named>'(?:[^']|'')*'|(?:\[[^\[\]]*\])?[\w.\\?]+(?::[\w.\\?]+)?)!(?P<name>[\w.\\?]*)
  | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                  # columns of a table
  | [\w.\\?]+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{1,7})")
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LIKE_REFERENCE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc]?[0-9]*|[Cc][0-9]*")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference: `column` as written, "" for whole rows; `row` from 0."""

    column: str
    absolute: bool
    row: int

    def __str__(self) -> str:
        """The corner as formulas write it."""
        return f"{self.column}{'$' if self.absolute else ''}{self.row + 1}"


Corners = tuple[Corner, ...]


def corners(area: str) -> Corners | None:
    """The one or two ends of a reference without a sheet, None when it is none."""
    found: list[Corner] = []
    for text in area.split(":"):
        match = _PART.fullmatch(text)
        if match is None or len(found) == 2:
            return None
        dollar, letters, before, digits = match.groups()
        # In a whole row the only $ is the row's.
        absolute = bool(before or (dollar and not letters))
        column = f"{dollar}{letters}" if letters else ""
        row = int(digits) - 1
        if not 0 <= row <= MAX_ROW or _column(letters) > MAX_COLUMN:
            return None
        found.append(Corner(column, absolute, row))
    return tuple(found)


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


Visit = Callable[[str | None, Corners | str], str | None]


def rewrite(formula: str, visit: Visit) -> str:
    """The formula with each reference as `visit` wants it.

    `visit` gets the sheet (None for the formula's own) and the ends of the area, or a text for
    whole columns and names; it returns the reference anew, or None to leave it.
    """

    def found(match: re.Match[str]) -> str:
        area, written = match["area"], match["sheet"] or match["named"]
        sheet = None if written is None else unquoted(written)
        if area is None and written is None:
            return match[0]
        ends = (corners(area) if area else None) or area or match["columns"] or match["name"] or ""
        new = visit(sheet, ends)
        return match[0] if new is None else new

    return _TOKEN.sub(found, formula)


def unquoted(name: str) -> str:
    """The name of a sheet as it is, from how formulas write it."""
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quoted(name: str) -> str:
    """The name of a sheet as formulas write it."""
    plain = _PLAIN_NAME.fullmatch(name) and not _LIKE_REFERENCE.fullmatch(name)
    return name if plain else "'" + name.replace("'", "''") + "'"


def translate(formula: str, rows: int, columns: int = 0) -> str:
    """The formula of a cell, moved with the cell as copying does."""

    def visit(sheet: str | None, ends: Corners | str) -> str | None:
        if isinstance(ends, str):
            return None
        moved = tuple(_moved(corner, rows, columns) for corner in ends)
        return _written(sheet, [corner for corner in moved if corner], len(ends))

    return rewrite(formula, visit)


def _moved(corner: Corner, rows: int, columns: int) -> Corner | None:
    row = corner.row if corner.absolute else corner.row + rows
    column = corner.column
    if column and not column.startswith("$"):
        column = _letters(_column(column) + columns)
    inside = 0 <= row <= MAX_ROW and (column or not corner.column)
    return replace(corner, row=row, column=column) if inside else None


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(65 + rest) + letters
        column -= 1
    return letters


def _written(sheet: str | None, ends: Sequence[Corner], wanted: int) -> str:
    if len(ends) < wanted:
        return GONE
    return ("" if sheet is None else f"{quoted(sheet)}!") + ":".join(map(str, ends))


@dataclass(slots=True)
class Shifts:
    """What happens to the sheets of a workbook, by which formulas anywhere are led.

    `rows` and `removed` know the sheets by their names in lower case.
    """

    order: list[str]
    """The names of all sheets as the file has them."""
    rows: dict[str, RowShift] = field(default_factory=dict[str, RowShift])
    removed: set[str] = field(default_factory=set[str])
    renamed: dict[str, str] = field(default_factory=dict[str, str])
    """What a sheet is called in formulas from now on, by its name so far."""

    @property
    def nothing(self) -> bool:
        """Whether no formula needs to be led."""
        return not (self.rows or self.removed or self.renamed)

    def touch(self, text: str) -> bool:
        """Whether a text that may hold formulas may name a sheet that changes."""
        lowered = text.casefold()
        # Such names are written otherwise in formulas and XML.
        return any(
            not _PLAIN_NAME.fullmatch(key) or key in lowered for key in (*self.rows, *self.removed)
        )

    def formula(
        self,
        text: str,
        sheet: str,
        copied: Mapping[int, int] | None = None,
        base: int | None = None,
    ) -> str:
        """The formula of a cell on `sheet`, its references led to where the rows are now.

        In a copied row `copied` leads from old rows to their copies, for relative references.
        With `base` relative references to the sheet's own rows move by that many rows.
        """

        def visit(named: str | None, ends: Corners | str) -> str | None:
            if named is not None and self._spans_sheets(named):
                return None
            own = _key(sheet if named is None else named)
            if own in self.removed:
                return GONE
            new_name = named if named is None else self.renamed.get(own, named)
            shift = self.rows.get(own)
            if isinstance(ends, str):
                return None if new_name == named else f"{quoted(new_name or '')}!{ends}"
            at_home = own == _key(sheet)
            if shift is None:
                new: Sequence[Corner] = ends
            elif base is not None and at_home and not any(end.absolute for end in ends):
                new = [found for end in ends if (found := _moved(end, base, 0))]
            else:
                new = _led(ends, shift, copied if at_home else None)
            if tuple(new) == ends and new_name == named:
                return None
            return _written(new_name, new, len(ends))

        return rewrite(text, visit)

    def _spans_sheets(self, named: str) -> bool:
        """Whether the name is of another workbook, or of several sheets that all stay as they are.

        Several sheets of which one changes are more than can be led.
        """
        if "[" in named:
            return True
        first, colon, last = named.partition(":")
        if not colon:
            return False
        keys = [_key(name) for name in self.order]
        try:
            low, high = sorted((keys.index(_key(first)), keys.index(_key(last))))
        except ValueError:
            return True
        if any(key in self.rows or key in self.removed for key in keys[low : high + 1]):
            cause = f"公式里引用了连续几张工作表“{named}”，其中一张有行或表要增减"
            raise ReviseError(cause, KEEP_OR_SAVE_AS)
        return True


def _led(ends: Corners, shift: RowShift, copied: Mapping[int, int] | None) -> Sequence[Corner]:
    """The ends of a reference where its rows are now, fewer if they are gone."""
    if copied and all(not end.absolute and end.row in copied for end in ends):
        return [replace(end, row=copied[end.row]) for end in ends]
    low, high = sorted((ends[0].row, ends[-1].row))
    span = (shift.row(low), shift.row(low)) if len(ends) == 1 else shift.span(low, high)
    if span is None:
        return []
    rows = span if ends[0].row <= ends[-1].row else span[::-1]
    return [replace(end, row=row) for end, row in zip(ends, rows, strict=False) if row is not None]


def _key(name: str) -> str:
    return name.casefold()
