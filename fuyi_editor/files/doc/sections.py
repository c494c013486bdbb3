# SPDX-License-Identifier: MulanPSL-2.0
"""The sections of an old Word file: where each ends, whether it begins a page, and its paper."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.fib import Part
from fuyi_editor.files.doc.sprms import huge_modifiers, signed, sprms, unsigned
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import TWIPS_PER_MM, PageSetup

if TYPE_CHECKING:
    from fuyi_editor.files.doc.fib import DocFile

MAX_SECTIONS = 2_000
_ENTRY_SIZE = 12
_NOWHERE = 0xFFFFFFFF
_SAME_PAGE = (0, 1)
_LANDSCAPE = 2
# What holds where a section says nothing ([MS-DOC] §2.6.4): US Letter, in twips.
_DEFAULTS = {
    sprm.PAGE_WIDTH: 12240, sprm.PAGE_HEIGHT: 15840, sprm.MARGIN_LEFT: 1800,
    sprm.MARGIN_RIGHT: 1800, sprm.MARGIN_TOP: 1440, sprm.MARGIN_BOTTOM: 1440, sprm.GUTTER: 0,
    sprm.ORIENTATION: 1, sprm.SECTION_KIND: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A section up to the character `end` (exclusive)."""

    end: int
    starts_page: bool
    setup: PageSetup


def read_sections(doc: DocFile) -> list[Section]:
    """The sections in order; none where the file has no table of them (PlcfSed, §2.8.26)."""
    table = doc.part(Part.SECTIONS)
    count = max((len(table) - 4) // (4 + _ENTRY_SIZE), 0)
    if count > MAX_SECTIONS:
        raise ReadError(f"文件有 {count} 节，超出可处理的范围", "请确认选的是绩效目标表")
    ends = struct.unpack_from(f"<{count}I", table, 4) if count else ()
    sections: list[Section] = []
    for index, end in enumerate(ends):
        at = 4 * (count + 1) + _ENTRY_SIZE * index
        place: int = struct.unpack_from("<I", table, at + 2)[0]
        modifiers = b"" if place == _NOWHERE else huge_modifiers(doc.word, place)
        sections.append(_section(end, modifiers))
    return sections


def _section(end: int, modifiers: bytes) -> Section:
    found = dict(_DEFAULTS)
    for code, operand in sprms(modifiers):
        if code in (sprm.MARGIN_TOP, sprm.MARGIN_BOTTOM):
            # Below zero it is kept even if the header is taller.
            found[code] = abs(signed(operand))
        elif code in found:
            found[code] = unsigned(operand)
    millimetres = {code: value / TWIPS_PER_MM for code, value in found.items()}
    width, height = millimetres[sprm.PAGE_WIDTH], millimetres[sprm.PAGE_HEIGHT]
    if found[sprm.ORIENTATION] == _LANDSCAPE and width < height:
        width, height = height, width
    setup = PageSetup(
        width=width,
        height=height,
        top=millimetres[sprm.MARGIN_TOP],
        right=millimetres[sprm.MARGIN_RIGHT],
        bottom=millimetres[sprm.MARGIN_BOTTOM],
        left=millimetres[sprm.MARGIN_LEFT] + millimetres[sprm.GUTTER],
    )
    return Section(end, found[sprm.SECTION_KIND] not in _SAME_PAGE, setup)
