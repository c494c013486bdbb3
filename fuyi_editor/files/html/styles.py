# SPDX-License-Identifier: MulanPSL-2.0
"""How elements of a web page look: attributes, inline styles and the simple rules of its sheets.

Word, WPS and Excel put bold, alignment and what is hidden into classes, so these are looked up;
selectors of more than a tag and a class are left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Align, TextStyle, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?")
_BORDER = re.compile(r"border(-(top|left|right))?(-style)?")
_LINE = re.compile(r"\b(solid|dashed|dotted|double|groove|ridge|inset|outset|hairline)\b")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(px|pt|mm|cm|in)?\s*")
_MM_OF = {"px": 25.4 / 96, "pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4}
_ALIGNMENTS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "middle": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "justify": Align.JUSTIFY,
}
_HEIGHTS = {
    "top": VerticalAlign.TOP,
    "middle": VerticalAlign.CENTER,
    "center": VerticalAlign.CENTER,
    "bottom": VerticalAlign.BOTTOM,
}
_SIZES = range(5, 73)


class HtmlStyles:
    """The style sheets of a page, asked for one element at a time."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        # A page writes the same few styles on all its cells.
        self._known: dict[tuple[str, str, str], Mapping[str, str]] = {}
        self._looks: dict[tuple[str, ...], dict[TextStyle, TextStyle]] = {}
        for sheet in root.iter("style"):
            for selector, properties in _rules(sheet.text or ""):
                self._rules.setdefault(selector, {}).update(properties)

    def properties(self, element: Element) -> Mapping[str, str]:
        """The CSS properties that the element itself is given."""
        key = (element.tag, element.get("class", ""), element.get("style", ""))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._cascade(*key)
        return found

    def _cascade(self, tag: str, classes: str, inline: str) -> Mapping[str, str]:
        found = dict(self._rules.get((tag, ""), {}))
        for name in classes.split():
            found.update(self._rules.get(("", name), {}))
            found.update(self._rules.get((tag, name), {}))
        found.update(_declarations(inline))
        return found

    def is_hidden(self, element: Element) -> bool:
        """Whether neither the screen nor the paper shows the element."""
        properties = self.properties(element)
        return (
            element.get("hidden") is not None
            or properties.get("display") == "none"
            or properties.get("visibility") in ("hidden", "collapse")
            or properties.get("mso-hide") == "all"
        )

    def is_ruled(self, element: Element) -> bool:
        """Whether the element has a line on top or at a side.

        The line under a title is the upper line of the table that follows.
        """
        return any(
            _BORDER.fullmatch(name) and _LINE.search(value)
            for name, value in self.properties(element).items()
        )

    def look(self, element: Element, around: TextStyle) -> TextStyle:
        """How the text of the element is set, inside text that is set like `around`."""
        names = ("class", "style", "align", "valign")
        key = (element.tag, *(element.get(name, "") for name in names))
        found = self._looks.setdefault(key, {})
        if around not in found:
            found[around] = self._look(element, around)
        return found[around]

    def _look(self, element: Element, around: TextStyle) -> TextStyle:
        tag, properties = element.tag, self.properties(element)
        style = around
        if tag in ("b", "strong", "th") or tag in HEADINGS:
            style = replace(style, bold=True)
        align = properties.get("text-align") or element.get("align", "")
        if not align and tag in ("th", "center"):
            align = "center"
        if found := _ALIGNMENTS.get(align.lower()):
            style = replace(style, align=found)
        height = properties.get("vertical-align") or element.get("valign", "")
        if tag in ("td", "th", "tr") and (place := _HEIGHTS.get(height.lower())):
            style = replace(style, vertical_align=place)
        if weight := properties.get("font-weight"):
            style = replace(style, bold=_is_bold(weight))
        if size := _points(properties.get("font-size", "")):
            style = replace(style, size=size)
        return style

    def width(self, element: Element) -> float:
        """The width in mm that the element asks for; 0 when it does not say."""
        styled = millimetres(self.properties(element).get("width", ""))
        return styled or millimetres(element.get("width", ""))


def millimetres(text: str) -> float:
    """A CSS or HTML length in mm, without a unit in pixels; 0 for percentages and all others."""
    match = _LENGTH.fullmatch(text.lower())
    return float(match[1]) * _MM_OF[match[2] or "px"] if match else 0.0


def _points(text: str) -> float:
    size = millimetres(text) * 72 / 25.4
    return round(size, 1) if int(size) in _SIZES else 0.0


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= 600)


def _rules(sheet: str) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """The selectors that name a tag, a class or both, with their properties."""
    plain = _AT_BLOCK.sub("", _COMMENT.sub(" ", sheet))
    for match in _RULE.finditer(plain):
        for selector in match[1].split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and simple[0]:
                yield (simple[1] or "", simple[2] or ""), _declarations(match[2])


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, colon, value in pairs
        if colon
    }
