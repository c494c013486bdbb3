# SPDX-License-Identifier: MulanPSL-2.0
"""How OpenDocument text, cells, rows and columns look: own styles, else parents, else defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.docx.styles import SINGLE_LINE
from fuyi_editor.files.odf.odf_package import length, odf
from fuyi_editor.page.document import (
    NO_BORDERS,
    POINTS_PER_MM,
    Align,
    Borders,
    TextStyle,
    VerticalAlign,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

Level = dict[str, str]
"""The properties that one style says itself, by the parser's name of the attribute."""

_MAX_CHAIN = 20
_DEFAULT_FAMILY = "宋体"
_DEFAULT_SIZE = 10.5
_ALIGN = {
    "start": Align.LEFT, "left": Align.LEFT, "center": Align.CENTER, "end": Align.RIGHT,
    "right": Align.RIGHT, "justify": Align.JUSTIFY,
}  # fmt: skip
_VERTICAL = {
    "top": VerticalAlign.TOP, "middle": VerticalAlign.CENTER, "bottom": VerticalAlign.BOTTOM,
}  # fmt: skip
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_CHINESE = ("sim", "fang", "kai", "song", "hei", "dengxian", "microsoft yahei", "st")
# Text of each script has properties of its own; Chinese is the Asian script.
_FAMILIES = (
    (odf("style:font-name-asian"), odf("style:font-family-asian")),
    (odf("style:font-name"), odf("fo:font-family")),
)
_SIZES = (odf("style:font-size-asian"), odf("fo:font-size"))
_WEIGHTS = (odf("style:font-weight-asian"), odf("fo:font-weight"))
_PROPERTIES = odf("style:text-properties")[: -len("text-properties")]


class OdfStyles:
    """The styles that the parts of one document may name.

    Automatic styles of the content and of page footers may have the same names, so that there is
    one of these for each: `common` is the styles part, `part` the one whose own styles are meant.
    """

    def __init__(self, common: Element | None, part: Element) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Level] = {}
        self._fonts: dict[str, str] = {}
        self._chains: dict[tuple[str, str], list[Level]] = {}
        self._looks: dict[tuple[object, ...], TextStyle] = {}
        for root in () if common is None else (common,):
            self._collect(root.find(odf("office:styles")))
            self._collect_fonts(root)
        self._collect(part.find(odf("office:automatic-styles")))
        self._collect_fonts(part)

    def _collect(self, parent: Element | None) -> None:
        for style in () if parent is None else parent:
            family = style.get(odf("style:family"), "")
            if style.tag == odf("style:style"):
                self._elements[family, style.get(odf("style:name"), "")] = style
            elif style.tag == odf("style:default-style"):
                self._defaults[family] = _level(style)

    def _collect_fonts(self, root: Element) -> None:
        for face in root.iter(odf("style:font-face")):
            family = face.get(odf("svg:font-family"), "").strip("'\" ")
            self._fonts[face.get(odf("style:name"), "")] = family

    def chain(self, family: str, name: str) -> list[Level]:
        """What a style says, then its parents, then the default of the family."""
        key = (family, name)
        if key not in self._chains:
            levels: list[Level] = []
            while key in self._elements and len(levels) < _MAX_CHAIN:
                levels.append(_level(self._elements[key]))
                key = (family, levels[-1].get(_PARENT, ""))
            self._chains[family, name] = [*levels, self._defaults.get(family, {})]
        return self._chains[family, name]

    def find(self, family: str, name: str, attribute: str) -> str | None:
        """What a style or the nearest of its parents says of an attribute such as fo:border."""
        return _nearest(self.chain(family, name), (odf(attribute),))

    def own(self, family: str, name: str, attribute: str) -> str:
        """What a style itself says, as page breaks are not for its children; "" for nothing."""
        return self.chain(family, name)[0].get(odf(attribute), "")

    def names(self, family: str, name: str) -> list[str]:
        """The name of a style and those of its parents."""
        return [name, *(level.get(_PARENT, "") for level in self.chain(family, name))]

    def names_font(self, name: str) -> bool:
        """Whether a paragraph style says more of the font than the document does."""
        own = self.chain("paragraph", name)[:-1]
        return _nearest(own, (*_FAMILIES[0], *_FAMILIES[1], *_SIZES)) is not None

    def measure(self, family: str, name: str, *attributes: str) -> float:
        """The first of these lengths that a style says, in mm; 0 when it says none."""
        for attribute in attributes:
            found = length(self.find(family, name, attribute))
            if found is not None and found > 0:
                return found
        return 0.0

    def borders(self, name: str) -> Borders:
        """The lines around a cell with the style `name`."""
        return _borders(self.chain("table-cell", name))

    def vertical(self, name: str, usual: VerticalAlign) -> VerticalAlign:
        """Where text stands in a cell with the style `name`."""
        return _VERTICAL.get(self.find("table-cell", name, "style:vertical-align") or "", usual)

    def paragraph_style(
        self,
        name: str,
        spans: tuple[str, ...] = (),
        vertical: VerticalAlign = VerticalAlign.CENTER,
    ) -> TextStyle:
        """The style of text in a paragraph and, inside it, in spans, inner ones first."""
        key = (name, spans, vertical)
        if key not in self._looks:
            levels = [level for span in spans for level in self.chain("text", span)]
            self._looks[key] = self._text_style(
                levels + self.chain("paragraph", name), self.chain("paragraph", name), vertical
            )
        return self._looks[key]

    def cell_style(self, name: str, vertical: VerticalAlign) -> TextStyle:
        """The style of text in a cell of a sheet, whose style says all of it."""
        key = (name, vertical)
        if key not in self._looks:
            chain = self.chain("table-cell", name)
            self._looks[key] = self._text_style(chain, chain, vertical)
        return self._looks[key]

    def _text_style(
        self, text: Sequence[Level], paragraph: Sequence[Level], vertical: VerticalAlign
    ) -> TextStyle:
        size = _size(text)

        def points(attribute: str) -> float:
            return max(length(_nearest(paragraph, (odf(attribute),))) or 0.0, 0.0) * POINTS_PER_MM

        return TextStyle(
            family=self._family(text) or _DEFAULT_FAMILY,
            size=size,
            bold=_nearest(text, _WEIGHTS) in _BOLD,
            align=_ALIGN.get(_nearest(paragraph, (odf("fo:text-align"),)) or "", Align.LEFT),
            vertical_align=vertical,
            first_indent=round(points("fo:text-indent"), 2),
            line_pitch=_line_pitch(paragraph, size),
            space_before=round(points("fo:margin-top"), 2),
            space_after=round(points("fo:margin-bottom"), 2),
        )

    def _family(self, levels: Sequence[Level]) -> str:
        """The Asian font; a Chinese one of the Latin script where that is said nearer."""
        western = ""
        for level in levels:
            asian = self._named(level, _FAMILIES[0])
            nearer = western if _is_chinese(western) or level is levels[-1] else ""
            if asian or nearer:
                return nearer or asian
            western = western or self._named(level, _FAMILIES[1])
        return western

    def _named(self, level: Level, attributes: tuple[str, str]) -> str:
        name, family = (level.get(attribute, "") for attribute in attributes)
        return self._fonts.get(name) or family.split(",")[0].strip("'\" ") or name


_PARENT = odf("style:parent-style-name")


def _level(style: Element) -> Level:
    found: Level = dict(style.attrib)
    for properties in style:
        if properties.tag.startswith(_PROPERTIES) and properties.tag.endswith("-properties"):
            found.update(properties.attrib)
    return found


def _nearest(levels: Sequence[Level], attributes: tuple[str, ...]) -> str | None:
    for level in levels:
        for attribute in attributes:
            if attribute in level:
                return level[attribute]
    return None


def _size(levels: Sequence[Level]) -> float:
    scale = 1.0
    for level in levels:
        text = next((level[name] for name in _SIZES if name in level), "")
        percent = text.strip().removesuffix("%")
        if text.strip().endswith("%") and percent.isdigit() and len(percent) < 4:
            # A part of the size that the style below it has.
            scale *= int(percent) / 100
            continue
        found = length(text)
        if found:
            size = round(found * POINTS_PER_MM * scale, 1)
            return size if 1 <= size <= 409 else _DEFAULT_SIZE
    return _DEFAULT_SIZE


def _line_pitch(levels: Sequence[Level], size: float) -> float | None:
    single = SINGLE_LINE * size
    text = (_nearest(levels, (odf("fo:line-height"),)) or "").strip()
    if text.endswith("%"):
        percent = text[:-1]
        if not percent.isdigit() or len(percent) > 4 or int(percent) == 100:
            return None
        return round(int(percent) / 100 * single, 2)
    exact = length(text)
    if exact:
        return round(exact * POINTS_PER_MM, 2)
    least = (length(_nearest(levels, (odf("style:line-height-at-least"),))) or 0) * POINTS_PER_MM
    return round(least, 2) if least > single else None


def _borders(levels: Sequence[Level]) -> Borders:
    def has(side: str) -> bool:
        return _is_line(_nearest(levels, (odf(f"fo:border-{side}"), odf("fo:border"))))

    found = Borders(has("top"), has("right"), has("bottom"), has("left"))
    return NO_BORDERS if found == NO_BORDERS else found


def _is_line(value: str | None) -> bool:
    words = (value or "none").split()
    if "none" in words or "hidden" in words:
        return False
    return all(length(word) != 0 for word in words)


def _is_chinese(family: str) -> bool:
    return not family.isascii() or family.lower().startswith(_CHINESE)
