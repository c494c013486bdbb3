# SPDX-License-Identifier: MulanPSL-2.0
"""Where the shapes of the bundled fonts come from: Noto CJK and a few drawn signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from fontTools.pens.basePen import AbstractPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
UNITS = 1000
EM_BOTTOM = -120
"""Noto's em box, which the hanzi fill, reaches from 0.12 em below the base line to 0.88 above."""
DRAWN = "☐☑☒✓✔"
"""Signs that Noto CJK lacks."""

Draw = Callable[[AbstractPen], None]


class Glyph(Protocol):
    """What a glyph of a fontTools glyph set can do."""

    width: float

    def draw(self, pen: AbstractPen, /) -> None:
        """Draw the outline."""


def substitutions(font: TTFont, tag: str) -> dict[str, str]:
    """The one-to-one glyph substitutions of an OpenType feature."""
    table: Any = font["GSUB"].table
    found: dict[str, str] = {}
    records = [r for r in table.FeatureList.FeatureRecord if r.FeatureTag == tag]
    for record in records:
        for index in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[index].SubTable:
                found.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return found


class NotoSource:
    """Draws characters of a Noto CJK face with the advance that is asked for."""

    def __init__(self, collection: str) -> None:
        fonts = TTCollection(str(NOTO / collection), lazy=True).fonts
        self.font: TTFont = next(f for f in fonts if "CJKsc-" in f["name"].getDebugName(6))
        self._glyphs: Any = self.font.getGlyphSet()
        self._cmap: Mapping[int, str] = self.font.getBestCmap() or {}
        tags = {UNITS // 2: "hwid", UNITS: "fwid"}
        self._by_width = {width: substitutions(self.font, tag) for width, tag in tags.items()}

    def draw(self, code: int, width: int) -> Draw | None:
        """The outline of a character for an advance, or None where the face has no such glyph."""
        name = self._cmap.get(code)
        if name is None:
            return None
        fitted = self._by_width[width].get(name, name)
        if self._glyphs[fitted].width == width:
            name = fitted
        return fit(self._glyphs[name], width)


def fit(glyph: Glyph, width: int) -> Draw:
    """Centre a glyph in an advance; squeeze it first where it is wider."""
    scale = min(1.0, width / glyph.width) if glyph.width else 1.0
    shift = (width - glyph.width * scale) / 2
    if scale == 1.0 and shift == 0:
        return glyph.draw
    return lambda pen: glyph.draw(TransformPen(pen, (scale, 0, 0, 1, shift, 0)))


def drawn_symbol(char: str, *, bold: bool) -> Draw:
    """The check boxes and ticks, which Noto CJK does not have, in straight lines."""
    stroke = 74 if bold else 46
    contours: list[list[tuple[int, int]]] = []
    if char in "☐☑☒":
        for edge, step in ((110, 1), (110 + stroke, -1)):  # the inner one runs the other way
            low, high, base = edge, UNITS - edge, EM_BOTTOM
            corners = [(low, low), (high, low), (high, high), (low, high)]
            contours.append([(x, y + base) for x, y in corners[::step]])
    if char in "☑✓✔":
        notch = 140 + 3 * stroke
        contours.append([(215, 380), (430, 140), (810, 600), (775, 632), (432, notch), (262, 425)])
    if char == "☒":
        s = stroke // 2 + 8
        for d in (1, -1):
            bar = [(-230 - s, s - 230), (s - 230, -230 - s), (230 + s, 230 - s), (230 - s, 230 + s)]
            contours.append([(500 + d * x, 380 + y) for x, y in bar[::d]])
    pen = RecordingPen()
    for contour in contours:
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.replay
