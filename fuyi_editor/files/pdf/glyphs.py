# SPDX-License-Identifier: MulanPSL-2.0
"""The characters of a PDF page with their places, sizes and fonts."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from math import hypot
from typing import TYPE_CHECKING, cast

import pypdfium2.raw as pdfium

from fuyi_editor.files.pdf.marks import Font, Glyph
from fuyi_editor.files.pdf.turn import overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfTextPage

    from fuyi_editor.files.pdf.turn import Box, Turn

UNKNOWN = "\ufffd"
"""Stands for a character of which the PDF does not say what it is."""

_KANGXI = range(0x2F00, 0x2FD6)
_HYPHEN_AT_LINE_END = 2  # PDFium's own mark for it
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x1f\x7f]")
_SLANT = 0.2  # beyond it (about 11 degrees) a text is a stamp across the page
_LONGEST_NAME = 256
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_FILL_AND_STROKE = (2, 6)  # text rendering modes; how Word and WPS embolden fonts without a bold
_FAMILIES = (
    (re.compile(r"xiaobiao|fzxbs|小标宋", re.IGNORECASE), "方正小标宋简体"),
    (re.compile(r"fang ?song|仿宋", re.IGNORECASE), "仿宋_GB2312"),
    (re.compile(r"kai(ti|$|[-_,])|楷体", re.IGNORECASE), "楷体_GB2312"),
    (re.compile(r"yahei|雅黑", re.IGNORECASE), "微软雅黑"),
    (re.compile(r"simhei|stheiti|fuyihei|黑体", re.IGNORECASE), "黑体"),
)
_BOLD_NAME = re.compile(r"bold|heavy|black", re.IGNORECASE)


class GlyphReader:
    """Reads the characters of one page one by one, keeping what neighbours have in common."""

    def __init__(self, page: PdfTextPage, turn: Turn) -> None:
        self._page: object = page.raw
        self._count: int = page.count_chars()
        self._turn = turn
        self._fonts: dict[tuple[str, bool, float], Font] = {}
        self._object: int | None = None
        self._font: Font | None = None
        self._seen: Box = (0.0, 0.0, 0.0, 0.0)

    def read(self) -> Iterator[Glyph]:
        """The characters in the order of drawing, spaces that are drawn included.

        Those that PDFium adds by guess are left out: it takes a wide gap for a space.
        """
        unicode_of = cast("Callable[[object, int], int]", pdfium.FPDFText_GetUnicode)
        high = 0
        for index in range(self._count):
            code: int = unicode_of(self._page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
            high = 0
            if pdfium.FPDFText_IsGenerated(self._page, index) == 1:
                continue
            char = self._char(code, index)
            glyph = self._placed(char, index) if char else None
            if glyph is not None:
                yield glyph

    def _char(self, code: int, index: int) -> str:
        if code == _HYPHEN_AT_LINE_END:
            return "-"
        if (
            code in (0, 0xFFFE, 0xFFFF)
            or pdfium.FPDFText_HasUnicodeMapError(self._page, index) == 1
        ):
            return UNKNOWN
        char = chr(code)
        # PDFs set in Noto CJK name some hanzi by the radical that looks the same.
        if code in _KANGXI:
            return unicodedata.normalize("NFKC", char)
        return "" if _INVISIBLE.match(char) else char

    def _placed(self, char: str, index: int) -> Glyph | None:
        x, y = ctypes.c_double(), ctypes.c_double()
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetCharOrigin(self._page, index, x, y):
            return None
        if not pdfium.FPDFText_GetLooseCharBox(self._page, index, box):
            return None
        font = self._font_at(index)
        if font is None:
            return None
        if not _holds(self._seen, (box.left + box.right) / 2, (box.bottom + box.top) / 2):
            return None
        left, right = self._turn.across(box.left, box.bottom, box.right, box.top)
        return Glyph(char, left, right, self._turn.point(x.value, y.value)[1], font)

    def _font_at(self, index: int) -> Font | None:
        """The font of a character, None where the character stands aslant or is of no size."""
        shown = pdfium.FPDFText_GetTextObject(self._page, index)
        address = ctypes.cast(shown, ctypes.c_void_p).value
        if address is None or address != self._object:
            self._object = address
            self._font = self._read_font(index, shown)
            self._seen = self._turn.cut(clip_box(shown))
        return self._font

    def _read_font(self, index: int, shown: object) -> Font | None:
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self._page, index, matrix):
            return None
        along, down = self._turn.direction(matrix.a, matrix.b)
        if along <= 0 or abs(down) > _SLANT * along:
            return None
        size = pdfium.FPDFText_GetFontSize(self._page, index) * hypot(matrix.c, matrix.d)
        name, flags = self._font_name(index)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(shown) in _FILL_AND_STROKE
        bold = stroked or bool(flags & _FORCE_BOLD) or _BOLD_NAME.search(name) is not None
        key = name, bold, round(size * 2) / 2
        if key[2] <= 0:
            return None
        return self._fonts.setdefault(key, Font(family_name(name), key[2], bold))

    def _font_name(self, index: int) -> tuple[str, int]:
        buffer = ctypes.create_string_buffer(_LONGEST_NAME)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._page, index, buffer, _LONGEST_NAME, flags)
        raw = buffer.value
        try:
            return raw.decode(), flags.value
        except UnicodeDecodeError:  # Chinese names as Windows writes them
            return raw.decode("gb18030", "replace"), flags.value


def clip_box(shown: object) -> Box | None:
    """The box outside which an object of a page is cut off, None where nothing cuts it.

    Calc draws the text of a merged cell on every page that shows a part of the cell, each time in
    the middle of the whole cell, and cuts off what is not on the page.
    """
    clip = pdfium.FPDFPageObj_GetClipPath(shown)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    box: Box | None = None
    for path in range(max(count, 0)):
        points: list[tuple[float, float]] = []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            x, y = ctypes.c_float(), ctypes.c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = overlap(box, (min(xs), min(ys), max(xs), max(ys)))
    return box


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def family_name(name: str) -> str:
    """The family that a font of a PDF stands for, 宋体 unless its name says another."""
    for pattern, family in _FAMILIES:
        if pattern.search(name):
            return family
    return "宋体"
