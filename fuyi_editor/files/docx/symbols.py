# SPDX-License-Identifier: MulanPSL-2.0
"""Symbols of Word that are drawn with a font of its own, as the characters they stand for.

「插入—符号」 puts `w:sym` with a font and a code (ECMA-376 part 1, §17.3.3.30) where a clerk wanted
≥, √ or a ticked box. What is not known here is shown as □, since it is there on paper as well.
"""

from __future__ import annotations

UNKNOWN = "□"

# Codes of the fonts' own tables; in files they mostly have F0 in front (the private use area).
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xB0: "°", 0xB2: "″", 0xA2: "′", 0xA5: "∞", 0xB7: "·", 0xD6: "√", 0xD7: "·", 0xBC: "…",
    0x2D: "-", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xDE: "⇒", 0xE5: "Σ", 0x53: "Σ",
    0x6D: "μ", 0x44: "Δ", 0x61: "α", 0x62: "β",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□",
    0x6E: "■", 0xA7: "▪", 0x6C: "●", 0x9F: "•", 0xA1: "○", 0xD8: "➢", 0x75: "◆", 0xAB: "★",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇒",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□",
    0x97: "●", 0x98: "•", 0xA2: "■",
}  # fmt: skip
_TABLES = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗", 0x6E: "●"},
}
# Symbol has digits and most signs of ASCII in their usual places.
_SYMBOL_ASCII = frozenset(b"0123456789!%()+,./:;<=>[]{|}_# ")


def symbol_text(font: str, char: str) -> str:
    """The character that a `w:sym` of that font and hexadecimal code stands for."""
    try:
        code = int(char, 16)
    except ValueError:
        return UNKNOWN
    table = _TABLES.get(font.strip().lower())
    if table is None:
        # An ordinary font draws its characters under their own numbers.
        return chr(code) if 0x20 <= code < 0xD800 else UNKNOWN
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is _SYMBOL and code in _SYMBOL_ASCII:
        return chr(code)
    return table.get(code, chr(code) if code > 0xFF and code < 0xD800 else UNKNOWN)
