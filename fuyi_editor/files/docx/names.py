# SPDX-License-Identifier: MulanPSL-2.0
"""Names, measures and switches of WordprocessingML (ECMA-376 part 1, §17 and §22.9.2)."""

from __future__ import annotations

import re

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": DRAWING.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATH.encode(),
}
_TWIPS_PER_UNIT = {
    "": 1.0, "pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pc": 240.0,
    "pi": 240.0,
}  # fmt: skip
_MEASURE = re.compile(r"\s*([-+]?\d{1,9}(?:\.\d{0,6})?)\s*(mm|cm|in|pt|pc|pi)?\s*$")
_OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{WORD}}}{name}"


VAL = w("val")


def as_transitional(xml: bytes) -> bytes:
    """The same part under the transitional namespaces; element order and text are untouched."""
    if b"purl.oclc.org" in xml:
        for strict, transitional in STRICT.items():
            xml = xml.replace(strict, transitional)
    return xml


def twips(value: str | None) -> float | None:
    """A measure in twentieths of a point, from plain twips or a number with a unit."""
    if value is None:
        return None
    match = _MEASURE.match(value)
    if match is None:
        return None
    return float(match[1]) * _TWIPS_PER_UNIT[match[2] or ""]


def half_points(value: str | None) -> float | None:
    """A font size in points, from half-points or a number with a unit."""
    found = twips(value)
    if found is None or value is None:
        return None
    return found / 20 if value.strip()[-1].isalpha() else found / 2


def whole(value: str | None, default: int = 0) -> int:
    """An integer attribute; `default` when it is absent or no number."""
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def is_on(value: str | None) -> bool:
    """Whether a switch that is present is on: no value means on."""
    return value is None or value not in _OFF
