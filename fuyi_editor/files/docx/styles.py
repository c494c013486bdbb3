# SPDX-License-Identifier: MulanPSL-2.0
"""How Word text is set: what is said directly, else by a style, else by the defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from fuyi_editor.files.docx.names import DRAWING, VAL, half_points, is_on, twips, w, whole
from fuyi_editor.page.document import Align, TextStyle, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SINGLE_LINE = 1.3
"""Single spacing of Chinese body fonts, in font sizes."""
_DEFAULT_SIZE = 10.0
_DEFAULT_FAMILY = "宋体"
_LINE_UNIT = 12.0
_ALIGN = {
    "left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT,
    "end": Align.RIGHT, "both": Align.JUSTIFY, "distribute": Align.JUSTIFY,
}  # fmt: skip
_CONTENTS_NAME = re.compile(r"toc\s*\d$", re.IGNORECASE)
_HEADING_NAME = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)
_MAX_CHAIN = 20
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class RunProperties:
    """Character formatting; None where nothing is said. Sizes in points."""

    family: str | None = None
    latin: str | None = None
    size: float | None = None
    bold: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """Paragraph formatting; None where nothing is said. Lengths in points."""

    align: Align | None = None
    indent: float | None = None
    indent_chars: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    line_rule: str | None = None
    outline: int | None = None
    page_break: bool | None = None


Properties = TypeVar("Properties", RunProperties, ParagraphProperties)


def _over(upper: Properties, lower: Properties) -> Properties:
    found = {
        item.name: getattr(lower if getattr(upper, item.name) is None else upper, item.name)
        for item in fields(upper)
    }
    return type(upper)(**found)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    run: RunProperties
    paragraph: ParagraphProperties
    borders: dict[str, bool]
    names_font: bool = False


_PLAIN = _Style("", RunProperties(), ParagraphProperties(), {})


class StyleSheet:
    """The styles of one document; `root` and `theme` are its parts, None where it has none."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._resolved: dict[str, _Style] = {}
        self._styles: dict[tuple[object, ...], TextStyle] = {}
        self._theme = dict(_theme_fonts(theme))
        self._base = _PLAIN
        if root is not None:
            self._collect(root)

    def text_style(
        self,
        paragraph: Element | None,
        run: Element | None,
        vertical: VerticalAlign = VerticalAlign.CENTER,
    ) -> TextStyle:
        """The style of text with the given w:pPr and w:rPr."""
        lower = self._paragraph_style(paragraph)
        direct = _read_paragraph(paragraph)
        character = self._run_properties(run)
        style_id = _style_id(run, "rStyle")
        key = (direct, character, id(lower), style_id, vertical)
        known = self._styles.get(key)
        if known is None:
            base = lower.run
            if style_id in self._elements:
                base = _over(self._resolve(style_id).run, base)
            known = _text_style(_over(direct, lower.paragraph), _over(character, base), vertical)
            self._styles[key] = known
        return known

    def outline_level(self, paragraph: Element | None) -> int:
        """1… for a heading, 0 for body text."""
        direct = _read_paragraph(paragraph).outline
        style = self._paragraph_style(paragraph)
        level = style.paragraph.outline if direct is None else direct
        if level is None:
            match = _HEADING_NAME.match(style.name)
            return int(match[1]) if match else 0
        return level + 1 if 0 <= level < 9 else 0

    def breaks_page(self, paragraph: Element | None) -> bool:
        """Whether the paragraph begins a new page by its own or its style's properties."""
        direct = _read_paragraph(paragraph).page_break
        return bool(
            self._paragraph_style(paragraph).paragraph.page_break if direct is None else direct
        )

    def names_font(self, paragraph: Element | None) -> bool:
        """Whether the paragraph has a style that says more of the font than the document does."""
        return self._resolve(_style_id(paragraph, "pStyle")).names_font

    def is_contents(self, paragraph: Element | None) -> bool:
        """Whether the paragraph has the style of a line of the table of contents."""
        return _CONTENTS_NAME.match(self._paragraph_style(paragraph).name) is not None

    def table_borders(self, properties: Element | None) -> dict[str, bool]:
        """The borders of the table style that a w:tblPr names, by side."""
        style_id = _style_id(properties, "tblStyle") or self._defaults.get("table")
        return self._resolve(style_id).borders

    def _collect(self, root: Element) -> None:
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            run = self._run_properties(defaults.find(f"{w('rPrDefault')}/{w('rPr')}"))
            paragraph = _read_paragraph(defaults.find(f"{w('pPrDefault')}/{w('pPr')}"))
            self._base = _Style("", run, paragraph, {})
        for style in root.iter(w("style")):
            style_id = style.get(w("styleId"), "")
            self._elements[style_id] = style
            default = style.get(w("default"))
            if default is not None and is_on(default):
                self._defaults[style.get(w("type"), "")] = style_id

    def _paragraph_style(self, paragraph: Element | None) -> _Style:
        return self._resolve(_style_id(paragraph, "pStyle") or self._defaults.get("paragraph"))

    def _resolve(self, style_id: str | None) -> _Style:
        if style_id is None or style_id not in self._elements:
            return self._base
        if style_id not in self._resolved:
            self._resolved[style_id] = self._follow(style_id)
        return self._resolved[style_id]

    def _follow(self, style_id: str) -> _Style:
        chain: list[Element] = []
        next_id: str | None = style_id
        while next_id in self._elements and len(chain) < _MAX_CHAIN:
            chain.append(self._elements[next_id])
            next_id = _style_id(chain[-1], "basedOn")
        of_characters = chain[0].get(w("type")) == "character"
        found = _PLAIN if of_characters else self._base
        for style in reversed(chain):
            run = self._run_properties(style.find(w("rPr")))
            named = run.family is not None or run.size is not None
            of_all = style.get(w("styleId")) == self._defaults.get("paragraph")
            borders = read_borders(style.find(f"{w('tblPr')}/{w('tblBorders')}"))
            found = _Style(
                _style_id(style, "name") or "",
                _over(run, found.run),
                _over(_read_paragraph(style.find(w("pPr"))), found.paragraph),
                {**found.borders, **borders},
                found.names_font or (named and not of_all),
            )
        return found

    def _run_properties(self, run: Element | None) -> RunProperties:
        if run is None:
            return _PLAIN.run
        fonts = run.find(_FONTS)
        family = latin = None
        if fonts is not None:
            family = self._font(fonts, "eastAsia", "eastAsiaTheme")
            latin = self._font(fonts, "ascii", "asciiTheme")
        size, bold = run.find(_SIZE), run.find(_BOLD)
        return RunProperties(
            family,
            latin,
            None if size is None else half_points(size.get(VAL)),
            None if bold is None else is_on(bold.get(VAL)),
        )

    def _font(self, fonts: Element, name: str, theme: str) -> str | None:
        # The theme font wins over the plain name beside it (ECMA-376 §17.3.2.26).
        return self._theme.get(fonts.get(w(theme), "")) or fonts.get(w(name)) or None


_FONTS = w("rFonts")
_SIZE = w("sz")
_BOLD = w("b")
_JC = w("jc")
_IND = w("ind")
_SPACING = w("spacing")
_OUTLINE = w("outlineLvl")
_PAGE_BREAK = w("pageBreakBefore")


def _style_id(element: Element | None, name: str) -> str | None:
    found = None if element is None else element.find(w(name))
    return None if found is None else found.get(VAL)


def _read_paragraph(paragraph: Element | None) -> ParagraphProperties:
    if paragraph is None:
        return _PLAIN.paragraph
    align = indent = chars = before = after = line = rule = outline = page_break = None
    for child in paragraph:
        tag = child.tag
        if tag == _JC:
            align = _ALIGN.get(child.get(VAL, ""))
        elif tag == _IND:
            indent, chars = _first_line(child)
        elif tag == _SPACING:
            before, after = _space(child, "before"), _space(child, "after")
            line, rule = twips(child.get(w("line"))), child.get(w("lineRule"))
        elif tag == _OUTLINE:
            outline = whole(child.get(VAL), 9)
        elif tag == _PAGE_BREAK:
            page_break = is_on(child.get(VAL))
    return ParagraphProperties(align, indent, chars, before, after, line, rule, outline, page_break)


def _first_line(indent: Element) -> tuple[float | None, float | None]:
    if indent.get(w("hanging")) or indent.get(w("hangingChars")):
        return 0.0, 0.0
    first = twips(indent.get(w("firstLine")))
    chars = indent.get(w("firstLineChars"))
    return None if first is None else first / 20, None if chars is None else whole(chars) / 100


def _space(spacing: Element, side: str) -> float | None:
    lines = whole(spacing.get(w(f"{side}Lines")))
    if lines:
        return lines / 100 * _LINE_UNIT
    found = twips(spacing.get(w(side)))
    return None if found is None else found / 20


def _text_style(
    paragraph: ParagraphProperties, run: RunProperties, vertical: VerticalAlign
) -> TextStyle:
    size = run.size or _DEFAULT_SIZE
    indent = paragraph.indent_chars * size if paragraph.indent_chars else paragraph.indent
    return TextStyle(
        family=run.family or run.latin or _DEFAULT_FAMILY,
        size=size,
        bold=bool(run.bold),
        align=paragraph.align or Align.LEFT,
        vertical_align=vertical,
        first_indent=indent or 0.0,
        line_pitch=_line_pitch(paragraph, size),
        space_before=paragraph.before or 0.0,
        space_after=paragraph.after or 0.0,
    )


def _line_pitch(paragraph: ParagraphProperties, size: float) -> float | None:
    if not paragraph.line:
        return None
    single = SINGLE_LINE * size
    if paragraph.line_rule == "exact":
        return paragraph.line / 20
    if paragraph.line_rule == "atLeast":
        return paragraph.line / 20 if paragraph.line / 20 > single else None
    # Otherwise the unit is 1/240 of a single line.
    return None if paragraph.line == 240 else round(paragraph.line / 240 * single, 2)


def read_borders(element: Element | None) -> dict[str, bool]:
    """Whether the sides that a w:tblBorders or w:tcBorders speaks of carry a line."""
    found: dict[str, bool] = {}
    if element is not None:
        for side in element:
            name = side.tag.rsplit("}", 1)[-1]
            name = {"start": "left", "end": "right"}.get(name, name)
            if name in SIDES:
                found[name] = side.get(VAL) not in (None, "nil", "none")
    return found


def _theme_fonts(theme: Element | None) -> Iterator[tuple[str, str]]:
    if theme is None:
        return
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{{{DRAWING}}}{kind}Font")
        if fonts is None:
            continue
        latin, east = fonts.find(f"{{{DRAWING}}}latin"), fonts.find(f"{{{DRAWING}}}ea")
        western = "" if latin is None else latin.get("typeface", "")
        eastern = "" if east is None else east.get("typeface", "")
        for font in fonts.iter(f"{{{DRAWING}}}font"):
            if not eastern and font.get("script") == "Hans":
                eastern = font.get("typeface", "")
        yield f"{kind}HAnsi", western
        yield f"{kind}Ascii", western
        yield f"{kind}EastAsia", eastern
