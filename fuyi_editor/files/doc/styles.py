# SPDX-License-Identifier: MulanPSL-2.0
"""The style sheet and the fonts of an old Word file, with direct formatting put on top of them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.fib import Part
from fuyi_editor.files.doc.looks import BODY_LEVEL, SETTERS, Look
from fuyi_editor.files.doc.sprms import sprms, unsigned
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import TextStyle, VerticalAlign

if TYPE_CHECKING:
    from fuyi_editor.files.doc.fib import DocFile

_DEFAULT_FAMILY = "宋体"
MAX_LOOKS = 20_000
"""Different formattings of characters; real files have up to 500."""
_MAX_CHAIN, _MAX_FONTS = 20, 5_000
_MAX_CHARACTER_STYLE = 1_000
_PARAGRAPH_KIND, _CHARACTER_KIND = 1, 2
_PLAIN_TEXT, _FIRST_HEADING, _FIRST_CONTENTS = 0, 1, 19
_FONT_NAME = 39
"""Where the name stands in an entry of the table of fonts (FFN, [MS-DOC] §2.9.93)."""
# What a symbol font shows for a code, where the tables of this trade use it.
_SYMBOLS = {
    ("Symbol", 0xA3): "≤", ("Symbol", 0xB3): "≥", ("Symbol", 0xB1): "±", ("Symbol", 0xB4): "×",
    ("Symbol", 0xB8): "÷", ("Symbol", 0xB9): "≠", ("Symbol", 0xB0): "°", ("Symbol", 0xB7): "·",
    ("Wingdings", 0xFE): "☑", ("Wingdings", 0xFD): "☒", ("Wingdings", 0xFC): "✓",
    ("Wingdings", 0xFB): "✗", ("Wingdings 2", 0x52): "☑", ("Wingdings 2", 0x50): "✓",
}  # fmt: skip
_UNKNOWN_SYMBOL = "□"


@dataclass(frozen=True, slots=True)
class _Style:
    """A style before it is put on its base; `builtin` tells which of Word's own it is."""

    kind: int
    base: int
    builtin: int
    paragraph: bytes
    character: bytes


class StyleSheet:
    """The styles and fonts of one document ([MS-DOC] §2.9.271, §2.9.286)."""

    def __init__(self, doc: DocFile) -> None:
        self._fonts = _read_fonts(doc.part(Part.FONTS))
        self._default = Look()
        self._styles = self._read_styles(doc.part(Part.STYLES))
        self._resolved: dict[int, Look] = {}
        self._paragraphs: dict[tuple[int, bytes], Look] = {}
        self._shared: dict[TextStyle, TextStyle] = {}
        self._runs: dict[tuple[int, bytes, bytes], Look] = {}

    def paragraph(self, style: int, modifiers: bytes) -> Look:
        """A paragraph of a style with modifiers on top."""
        key = style, modifiers
        if key not in self._paragraphs:
            self._paragraphs[key] = self._changed(self._resolve(style), modifiers)
        return self._paragraphs[key]

    def run(self, style: int, paragraph: bytes, modifiers: bytes) -> Look:
        """Characters with modifiers of their own in such a paragraph."""
        key = style, paragraph, modifiers
        if key not in self._runs:
            if len(self._runs) >= MAX_LOOKS:
                raise ReadError("文件的格式过于繁杂，超出可处理的范围", "请确认选的是绩效目标表")
            base = self._changed(self.paragraph(style, paragraph), self._character_style(modifiers))
            self._runs[key] = self._changed(base, modifiers)
        return self._runs[key]

    def symbol(self, look: Look) -> str | None:
        """The character that a symbol font shows in place of the one in the text."""
        if look.symbol is None:
            return None
        font, code = look.symbol
        return _SYMBOLS.get((self._font(font), code), _UNKNOWN_SYMBOL)

    def text_style(self, look: Look, vertical: VerticalAlign = VerticalAlign.CENTER) -> TextStyle:
        """The same look in terms of the page document."""
        style = TextStyle(
            family=self._font(look.east) or self._font(look.latin) or _DEFAULT_FAMILY,
            size=look.size,
            bold=look.bold,
            align=look.align,
            vertical_align=vertical,
            first_indent=look.indent_chars * look.size or look.indent,
            line_pitch=look.line_pitch,
            space_before=look.before,
            space_after=look.after,
        )
        # Thousands of cells share a few styles.
        return self._shared.setdefault(style, style)

    def _font(self, number: int) -> str:
        return self._fonts[number] if 0 <= number < len(self._fonts) else ""

    def _read_styles(self, sheet: bytes) -> list[_Style | None]:
        if len(sheet) < 20:
            return []
        size, count, base_size = struct.unpack_from("<HHH", sheet)
        self._default.latin, self._default.east = struct.unpack_from("<HH", sheet, 14)
        styles: list[_Style | None] = []
        position = 2 + size
        while len(styles) < count and position + 2 <= len(sheet):
            length: int = struct.unpack_from("<H", sheet, position)[0]
            styles.append(_read_style(sheet[position + 2 : position + 2 + length], base_size))
            position += 2 + length + (length & 1)
        return styles

    def _resolve(self, number: int, depth: int = 0) -> Look:
        if number in self._resolved:
            return self._resolved[number]
        style = self._style(number)
        # A style that is based on itself would go on for ever.
        if style is None or depth > _MAX_CHAIN:
            return self._default
        look = replace(self._resolve(style.base, depth + 1))
        if _FIRST_HEADING <= style.builtin < _FIRST_HEADING + BODY_LEVEL:
            look.outline = style.builtin - _FIRST_HEADING
        look.contents = _FIRST_CONTENTS <= style.builtin < _FIRST_CONTENTS + BODY_LEVEL
        look = self._changed(look, style.paragraph)
        look = self._changed(look, style.character)
        look.names_font &= style.builtin != _PLAIN_TEXT
        self._resolved[number] = look
        return look

    def _style(self, number: int) -> _Style | None:
        return self._styles[number] if number < len(self._styles) else None

    def _changed(self, base: Look, modifiers: bytes) -> Look:
        look = replace(base)
        for code, operand in sprms(modifiers):
            if code == sprm.BOLD:
                # 0x80 and 0x81 are the style's own and its opposite (ToggleOperand, §2.9.327).
                own = bool(operand[0] & 1)
                look.bold = base.bold ^ own if operand[0] & 0x80 else own
            elif code in SETTERS:
                SETTERS[code](look, operand)
        return look

    def _character_style(self, modifiers: bytes) -> bytes:
        """What the style that the modifiers of a run name says, and those it is based on."""
        named = dict(sprms(modifiers)).get(sprm.CHARACTER_STYLE, b"")
        number, lists = unsigned(named), list[bytes]()
        while named and len(lists) < _MAX_CHAIN:
            style = self._style(number)
            if style is None or style.kind != _CHARACTER_KIND:
                break
            lists.append(style.character)
            number = style.base
        return b"".join(reversed(lists))[:_MAX_CHARACTER_STYLE]


def _read_style(entry: bytes, base_size: int) -> _Style | None:
    """A style definition (STD, §2.9.260); None for an empty place in the sheet."""
    if len(entry) < 10 or base_size < 10:
        return None
    builtin, kind, exceptions = struct.unpack_from("<HHH", entry)
    position = base_size
    name_length = int.from_bytes(entry[position : position + 2], "little")
    position += 2 + 2 * name_length + 2
    lists: list[bytes] = []
    for _ in range(exceptions & 0xF):
        size = int.from_bytes(entry[position : position + 2], "little")
        lists.append(entry[position + 2 : position + 2 + size])
        position += 2 + size + (size & 1)
    paragraph = character = b""
    if kind & 0xF == _PARAGRAPH_KIND:
        # The list of the paragraph begins with the number of the style itself.
        paragraph = lists[0][2:] if lists else b""
        character = lists[1] if len(lists) > 1 else b""
    elif kind & 0xF == _CHARACTER_KIND and lists:
        character = lists[0]
    return _Style(kind & 0xF, kind >> 4, builtin & 0xFFF, paragraph, character)


def _read_fonts(table: bytes) -> list[str]:
    """The names in the table of fonts (SttbfFfn, §2.9.287)."""
    names: list[str] = []
    position = 4
    while position < len(table) and len(names) < _MAX_FONTS:
        size = table[position]
        entry = table[position + 1 : position + 1 + size]
        name = entry[_FONT_NAME:].decode("utf-16-le", "ignore")
        names.append(name.split("\0", 1)[0])
        position += 1 + size
    return names
