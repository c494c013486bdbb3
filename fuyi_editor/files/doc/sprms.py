# SPDX-License-Identifier: MulanPSL-2.0
"""Single property modifiers: the codes and operands that all formatting of .doc is made of."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Paragraphs ([MS-DOC] §2.6.2).
ALIGN_80, ALIGN = 0x2403, 0x2461
IN_TABLE, ROW_END = 0x2416, 0x2417
DEPTH = 0x6649
PAGE_BREAK_BEFORE = 0x2407
OUTLINE_LEVEL = 0x2640
FIRST_INDENT_80, FIRST_INDENT, FIRST_INDENT_CHARS = 0x8411, 0x8460, 0x4457
LINE_SPACING = 0x6412
SPACE_BEFORE, SPACE_AFTER, LINES_BEFORE, LINES_AFTER = 0xA413, 0xA414, 0x4458, 0x4459
HUGE, HUGE_OLD, TABLE_PROPERTIES = 0x6646, 0x6645, 0x646B
# Characters (§2.6.1).
DELETED = 0x0800
BOLD = 0x0835
SIZE = 0x4A43
LATIN_FONT, EAST_FONT = 0x4A4F, 0x4A50
CHARACTER_STYLE = 0x4A30
SYMBOL = 0x6A09
# Table rows (§2.6.3).
ROW_ALIGN_90, ROW_ALIGN = 0x5400, 0x548A
ROW_LEFT = 0x9601
ROW_GAP = 0x9602
CANNOT_SPLIT, CANNOT_SPLIT_90 = 0x3403, 0x3466
HEADER_ROW = 0x3404
ROW_HEIGHT = 0x9407
DEFINE_ROW = 0xD608
ROW_BORDERS_80, ROW_BORDERS = 0xD605, 0xD613
CELL_BORDER_80, CELL_BORDER = 0xD620, 0xD62F
INSERT_CELLS, DELETE_CELLS, CELL_WIDTH = 0x7621, 0x5622, 0x7623
MERGE, SPLIT = 0x5624, 0x5625
VERTICAL_MERGE, VERTICAL_ALIGN = 0xD62B, 0xD62C
# Sections (§2.6.4).
SECTION_KIND, ORIENTATION = 0x3009, 0x301D
PAGE_WIDTH, PAGE_HEIGHT = 0xB01F, 0xB020
MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 0xB021, 0xB022, 0x9023, 0x9024
GUTTER = 0xB025

_TABS = 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the top three bits of the code, 0 where it tells its own (§2.2.5.1)."""


def sprms(modifiers: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in their order; one that is cut off ends the list."""
    for code, _, start, end in _spans(modifiers):
        yield code, modifiers[start:end]


def of_group(modifiers: bytes, group: int) -> bytes:
    """Only the modifiers of one group: 1 paragraphs, 2 characters, 5 tables (§2.2.5.1)."""
    spans = _spans(modifiers)
    return b"".join([modifiers[at:end] for code, at, _, end in spans if code >> 10 & 7 == group])


def _spans(modifiers: bytes) -> Iterator[tuple[int, int, int, int]]:
    """The code of each modifier, and where it, its operand and its end stand."""
    position = 0
    while position + 2 < len(modifiers):
        code = modifiers[position] | modifiers[position + 1] << 8
        start, size = position + 2, _SIZES[code >> 13]
        if not size:
            start, size = _variable(code, modifiers, start)
        if start + size > len(modifiers):
            return
        yield code, position, start, start + size
        position = start + size


def _variable(code: int, modifiers: bytes, position: int) -> tuple[int, int]:
    """Where an operand that tells its own length begins, and that length."""
    count = modifiers[position]
    if code == DEFINE_ROW and position + 1 < len(modifiers):
        # Two bytes of length, one too large (§2.9.326).
        return position + 2, max((count | modifiers[position + 1] << 8) - 1, 0)
    if code == _TABS and count == 0xFF and position + 1 < len(modifiers):
        # Too long for a byte: the lengths of the two lists inside count (§2.9.182).
        deleted = modifiers[position + 1]
        added = position + 2 + 4 * deleted
        count = 2 + 4 * deleted + 3 * (modifiers[added] if added < len(modifiers) else 0)
    return position + 1, count


def signed(operand: bytes) -> int:
    """The number in an operand, which may be below zero."""
    return int.from_bytes(operand, "little", signed=True)


def unsigned(operand: bytes) -> int:
    """The number in an operand."""
    return int.from_bytes(operand, "little")


def huge_modifiers(data: bytes, offset: int) -> bytes:
    """A list too long for its place, kept in the Data stream (PrcData, §2.9.209)."""
    if offset + 2 > len(data):
        return b""
    size: int = struct.unpack_from("<h", data, offset)[0]
    return data[offset + 2 : offset + 2 + max(size, 0)]
