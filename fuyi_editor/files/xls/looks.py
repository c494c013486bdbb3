# SPDX-License-Identifier: MulanPSL-2.0
"""What the cell formats of an old workbook say about fonts, borders and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from fuyi_editor.files.sheet.data import PLAIN_LOOK, Look
from fuyi_editor.files.xlsx.numbers import BUILT_IN
from fuyi_editor.page.document import Align, Borders, TextStyle, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Sequence

# [MS-XLS] 2.5.129 HorizAlign; the general one (0) and fill (4) stand at the left.
_HORIZONTAL = {
    2: Align.CENTER,
    3: Align.RIGHT,
    5: Align.JUSTIFY,
    6: Align.CENTER,  # across the empty cells beside it
    7: Align.CENTER,  # distributed
}
_GENERAL = 0
# [MS-XLS] 2.5.288 VertAlign: top, centre, bottom, justified, distributed.
_VERTICAL = {0: VerticalAlign.TOP, 2: VerticalAlign.BOTTOM}
_TWIPS_PER_POINT = 20
_BOLD_WEIGHT = 600


class XlsFont(Protocol):
    """The parts of the library's font that are used here."""

    name: str
    height: int
    weight: int


class _Borders(Protocol):
    top_line_style: int
    right_line_style: int
    bottom_line_style: int
    left_line_style: int


class _Alignment(Protocol):
    hor_align: int
    vert_align: int


class _Format(Protocol):
    format_key: int
    format_str: str


class XlsCellFormat(Protocol):
    """The parts of the library's cell format (XF) that are used here."""

    font_index: int
    format_key: int
    border: _Borders
    alignment: _Alignment


class XlsStyles(Protocol):
    """The parts of the library's book that tell how cells look."""

    @property
    def xf_list(self) -> Sequence[XlsCellFormat]:
        """The cell formats."""
        ...

    @property
    def font_list(self) -> Sequence[XlsFont]:
        """The fonts."""
        ...

    @property
    def format_list(self) -> Sequence[_Format]:
        """The number formats that the file spells out."""
        ...


class Looks:
    """The looks that the cells of a book count through."""

    def __init__(self, book: XlsStyles) -> None:
        self._book = book
        self._known: dict[int, Look] = {}
        own = {entry.format_key: entry.format_str for entry in book.format_list}
        self._codes = {**BUILT_IN, **own}

    def get(self, index: int) -> Look:
        """The look number `index`; the plain one where the file counts wrongly."""
        if index not in self._known:
            formats = self._book.xf_list
            inside = 0 <= index < len(formats)
            self._known[index] = self._look(formats[index]) if inside else PLAIN_LOOK
        return self._known[index]

    def font(self, index: int) -> TextStyle:
        """The font number `index`."""
        fonts = self._book.font_list
        if not 0 <= index < len(fonts):
            return TextStyle(size=11.0)
        font = fonts[index]
        size = font.height / _TWIPS_PER_POINT
        return TextStyle(
            family=font.name or "宋体",
            size=size if 1 <= size <= 409 else 11.0,
            bold=font.weight >= _BOLD_WEIGHT,
        )

    def _look(self, entry: XlsCellFormat) -> Look:
        font, place, lines = self.font(entry.font_index), entry.alignment, entry.border
        style = TextStyle(
            family=font.family,
            size=font.size,
            bold=font.bold,
            align=_HORIZONTAL.get(place.hor_align, Align.LEFT),
            vertical_align=_VERTICAL.get(place.vert_align, VerticalAlign.CENTER),
        )
        borders = Borders(
            top=lines.top_line_style > 0,
            right=lines.right_line_style > 0,
            bottom=lines.bottom_line_style > 0,
            left=lines.left_line_style > 0,
        )
        code = self._codes.get(entry.format_key, "General")
        return Look(style, borders, code, place.hor_align == _GENERAL)
