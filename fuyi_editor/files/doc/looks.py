# SPDX-License-Identifier: MulanPSL-2.0
"""How a paragraph or a run of an old Word file looks, and what each modifier changes of it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.sprms import signed, unsigned
from fuyi_editor.files.docx.styles import SINGLE_LINE
from fuyi_editor.page.document import Align

if TYPE_CHECKING:
    from collections.abc import Callable

BODY_LEVEL = 9
_ALIGN = {0: Align.LEFT, 1: Align.CENTER, 2: Align.RIGHT, 3: Align.JUSTIFY, 4: Align.JUSTIFY}
_LINE_UNIT = 12.0
_DEFAULT_SIZE = 10.0
_SYMBOL_MASK = 0xFF


@dataclass(slots=True)
class Look:
    """How a paragraph or a run looks; fonts are numbers in the table of fonts, lengths points."""

    east: int = -1
    latin: int = -1
    size: float = _DEFAULT_SIZE
    bold: bool = False
    align: Align = Align.LEFT
    indent: float = 0.0
    indent_chars: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: int = 0
    by_lines: bool = False
    """Whether `line` counts 240ths of a line; else it is twips, below zero when exact."""
    outline: int = BODY_LEVEL
    page_break: bool = False
    names_font: bool = False
    """Whether the font or its size is said by more than the style of plain text."""
    contents: bool = False
    deleted: bool = False
    symbol: tuple[int, int] | None = None
    """Font and code of a character that only a symbol font has."""

    @property
    def line_pitch(self) -> float | None:
        """The exact distance of lines in points, None for single spacing."""
        single = SINGLE_LINE * self.size
        if self.by_lines:
            if self.line in (0, 240):
                return None
            return round(self.line / 240 * single, 2)
        if self.line < 0:
            return -self.line / 20
        return self.line / 20 if self.line / 20 > single else None


def _spacing(look: Look, operand: bytes) -> None:
    look.line, by_lines = struct.unpack("<hh", operand)
    look.by_lines = bool(by_lines)


def _symbol(look: Look, operand: bytes) -> None:
    font, code = struct.unpack("<HH", operand)
    look.symbol = font, code & _SYMBOL_MASK


def _setter(name: str, read: Callable[[bytes], object]) -> Callable[[Look, bytes], None]:
    return lambda look, operand: setattr(look, name, read(operand))


def _font_setter(name: str, read: Callable[[bytes], object]) -> Callable[[Look, bytes], None]:
    def change(look: Look, operand: bytes) -> None:
        setattr(look, name, read(operand))
        look.names_font = True

    return change


def _align(operand: bytes) -> Align:
    return _ALIGN.get(operand[0], Align.LEFT)


def _points(operand: bytes) -> float:
    return max(signed(operand) / 20, 0.0)


def _lines(operand: bytes) -> float:
    return max(signed(operand) / 100 * _LINE_UNIT, 0.0)


def _flag(operand: bytes) -> bool:
    return bool(operand[0])


SETTERS: dict[int, Callable[[Look, bytes], None]] = {
    sprm.ALIGN_80: _setter("align", _align),
    sprm.ALIGN: _setter("align", _align),
    # A hanging line is no indent here, as with .docx.
    sprm.FIRST_INDENT_80: _setter("indent", _points),
    sprm.FIRST_INDENT: _setter("indent", _points),
    sprm.FIRST_INDENT_CHARS: _setter("indent_chars", lambda found: max(signed(found) / 100, 0)),
    sprm.SPACE_BEFORE: _setter("before", _points),
    sprm.SPACE_AFTER: _setter("after", _points),
    sprm.LINES_BEFORE: _setter("before", _lines),
    sprm.LINES_AFTER: _setter("after", _lines),
    sprm.LINE_SPACING: _spacing,
    sprm.OUTLINE_LEVEL: _setter("outline", lambda found: min(found[0], BODY_LEVEL)),
    sprm.PAGE_BREAK_BEFORE: _setter("page_break", _flag),
    sprm.SIZE: _font_setter("size", lambda found: unsigned(found) / 2 or _DEFAULT_SIZE),
    sprm.LATIN_FONT: _font_setter("latin", unsigned),
    sprm.EAST_FONT: _font_setter("east", unsigned),
    sprm.DELETED: _setter("deleted", _flag),
    sprm.SYMBOL: _symbol,
}
