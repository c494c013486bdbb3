# SPDX-License-Identifier: MulanPSL-2.0
"""Build the bundled fonts from Noto CJK. A developer tool, run by hand.

    python packaging/build_fonts.py --unihan DIR

Every code point is drawn afresh into a new, name-keyed CFF font instead of being subset in place.
That gives what subsetting cannot: one glyph per code point, no OpenType features at all (with them
the text copied out of a PDF has Kangxi radicals for 目, 金, 月), Latin of exactly half an em as in
SimSun, and check boxes and ticks, which Noto CJK lacks. See resources/fonts/README.md.
"""

from __future__ import annotations

import argparse
import bz2
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from font_sources import (
    DRAWN,
    UNITS,
    Draw,
    NotoSource,
    drawn_symbol,
)
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.t2CharStringPen import T2CharStringPen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
ASCENT, DESCENT = 940, -260
"""Room for g, y and brackets below and accents above, with the hanzi close to the middle."""
MODIFIED = timestampFromString("Thu Jan  1 00:00:00 2026")
"""Fixed, so that building again from the same sources gives the same bytes."""

NAMES_AND_PLACES = "雋㸃镕喆堃祎珺煊翀〇囍"
SYMBOLS = (
    "“”‘’…—–‐‑·•《》〔〕【】「」『』〈〉〖〗±×÷≤≥≠≈≡＜＞＝％‰℃℉㎡㎥㎜㎝㎞㎎㎏㏄m²³¹"
    "√∑∏∞∴∵∠⊥∥△▽▲▼◆◇○●◎□■★☆→←↑↓↔↗↘⇒⇔№§¶©®™°′″€￥¥￡￠〒※〃々〆〜～−∕"
)


@dataclass(frozen=True)
class Recipe:
    """One bundled font: where its shapes come from and what it is called."""

    file: str
    family: str
    style: str
    collection: str

    @property
    def bold(self) -> bool:
        """Whether this is the bold face of its family."""
        return self.style == "Bold"


RECIPES = tuple(
    Recipe(f"Fuyi{family}-{style}.otf", f"Fuyi {family}", style, f"Noto{noto}CJK-{style}.ttc")
    for family, noto in (("Song", "Serif"), ("Hei", "Sans"))
    for style in ("Regular", "Bold")
)


def double_bytes(codec: str, leads: range, trails: range) -> Iterator[int]:
    """The code points of the double-byte characters of a legacy encoding."""
    for lead in leads:
        for trail in trails:
            text = bytes((lead, trail)).decode(codec, "ignore")
            if len(text) == 1:
                yield ord(text)


def unihan_property(unihan: Path, name: str) -> dict[int, str]:
    """The values of a property of the Unihan database, by code point."""
    found: dict[int, str] = {}
    for path in sorted(unihan.glob("Unihan_*.txt*")):
        raw = path.read_bytes()
        text = (bz2.decompress(raw) if path.suffix == ".bz2" else raw).decode("utf-8")
        lines = (line.split("\t") for line in text.splitlines() if f"\t{name}\t" in line)
        found.update((int(code.removeprefix("U+"), 16), value) for code, _, value in lines)
    return found


def core_code_points(unihan: Path) -> set[int]:
    """What every font covers: ASCII, Latin-1, GB2312, 通用规范汉字表, signs."""
    codes = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0xFF01, 0xFF5F))
    codes |= set(range(0x2460, 0x2488)) | set(range(0x2160, 0x216C)) | {0x3000}
    codes |= set(range(0x2170, 0x217A)) | {ord(c) for c in SYMBOLS + DRAWN + NAMES_AND_PLACES}
    codes |= set(double_bytes("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    standard = unihan_property(unihan, "kTGH")
    if len(standard) != 8105:
        message = f"{unihan}: expected the 8105 characters of kTGH, found {len(standard)}"
        raise SystemExit(message)
    return (codes | set(standard)) - {0xAD}


def traditional_forms(unihan: Path) -> set[int]:
    """The traditional forms in GBK of the 3755 common hanzi of GB2312 (its level 1)."""
    common = set(double_bytes("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)))
    variants = unihan_property(unihan, "kTraditionalVariant")
    forms = {int(f[2:], 16) for c in common for f in variants.get(c, "").split()}
    return {code for code in forms if chr(code).encode("gbk", "ignore")}


def em_width(code: int) -> int:
    """The advance that SimSun gives to a character: half an em or a whole one.

    SimSun sets what GBK codes in two bytes in a full em (“ ” … — · × ° included), but for the
    letters of pinyin; Latin-1 outside GBK and ASCII are half an em.
    """
    char = chr(code)
    if code < 0x80 or char == "€":
        return UNITS // 2
    if char in DRAWN:
        return UNITS
    latin_letter = unicodedata.name(char, "").startswith("LATIN")
    if len(char.encode("gbk", "ignore")) == 2 and not (latin_letter and code < 0x2000):
        return UNITS
    return UNITS if unicodedata.east_asian_width(char) in "WFA" and code >= 0x250 else UNITS // 2


def glyph_name(code: int) -> str:
    """A name from which the code point can be told."""
    return f"uni{code:04X}" if code < 0x10000 else f"u{code:05X}"


def charstring(draw: Draw, width: int) -> T2CharString:
    """A CFF program for an outline."""
    pen = T2CharStringPen(width, None)
    draw(pen)
    return pen.getCharString()


def build(recipe: Recipe, codes: set[int]) -> dict[str, object]:
    """Write one font; return its entry for metrics.json."""
    noto = NotoSource(recipe.collection)
    widths: dict[int, int] = {}
    programs: dict[str, T2CharString] = {
        ".notdef": charstring(drawn_symbol("☐", bold=recipe.bold), UNITS)
    }
    for code in sorted(codes):
        width = em_width(code)
        draw = noto.draw(code, width)
        if draw is None and chr(code) in DRAWN:
            draw = drawn_symbol(chr(code), bold=recipe.bold)
        if draw is not None:
            programs[glyph_name(code)] = charstring(draw, width)
            widths[code] = width
    path = OUT / recipe.file
    assemble(recipe, programs, widths, [noto.font]).save(path)
    print(f"{recipe.file}: {len(widths)} characters, {path.stat().st_size / 1e6:.2f} MB")
    return {
        "family": recipe.family,
        "bold": recipe.bold,
        "ascent": ASCENT / UNITS,
        "descent": -DESCENT / UNITS,
        "half": ranges(code for code, width in widths.items() if width == UNITS // 2),
    }


def name_of(font: TTFont, name_id: int) -> str:
    """An entry of the name table of a source."""
    return font["name"].getDebugName(name_id) or ""


def assemble(
    recipe: Recipe, programs: dict[str, T2CharString], widths: dict[int, int], sources: list[TTFont]
) -> FontBuilder:
    """Put the tables of a font together."""
    builder: Any = FontBuilder(UNITS, isTTF=False)
    builder.setupGlyphOrder(list(programs))
    builder.setupCharacterMap({code: glyph_name(code) for code in widths})
    advances = {glyph_name(code): width for code, width in widths.items()}
    post_script = f"{recipe.family.replace(' ', '')}-{recipe.style}"
    copyrights = " ".join(name_of(font, 0) for font in sources)
    version = "; ".join(f"{name_of(font, 6)} {name_of(font, 5)}" for font in sources)
    full = recipe.family if recipe.style == "Regular" else f"{recipe.family} {recipe.style}"
    info = {"FullName": full, "FamilyName": recipe.family, "Weight": recipe.style}
    builder.setupCFF(post_script, {**info, "Notice": copyrights}, programs, {})
    metrics: dict[str, tuple[int, int]] = {}
    drawn: Any = builder.font["CFF "].cff.topDictIndex[0].CharStrings
    for name in programs:
        bounds = drawn[name].calcBounds(None)
        metrics[name] = (advances.get(name, UNITS), round(bounds[0]) if bounds else 0)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=0)
    licence = name_of(sources[0], 13)
    builder.setupNameTable(
        {
            "copyright": copyrights,
            "familyName": recipe.family,
            "styleName": recipe.style,
            "uniqueFontIdentifier": f"1.0;{post_script}",
            "fullName": full,
            "psName": post_script,
            "version": "Version 1.0",
            "description": f"Modified from: {version}",
            "licenseDescription": licence,
            "licenseInfoURL": "https://openfontlicense.org",
        },
        mac=False,
    )
    builder.setupOS2(
        version=4,
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=ASCENT,
        usWinDescent=-DESCENT,
        usWeightClass=700 if recipe.bold else 400,
        # Bit 7: the typo metrics are the ones to use. Bit 5 bold, bit 6 regular.
        fsSelection=0x80 | (0x20 if recipe.bold else 0x40),
        fsType=0,
        xAvgCharWidth=UNITS,
        # Latin 1 and GB 18030 / GBK, so that Windows takes it as a font for simplified Chinese.
        ulCodePageRange1=1 | 1 << 18,
        ulUnicodeRange2=1 << 27 | 1 << 16,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(macStyle=1 if recipe.bold else 0, created=MODIFIED, modified=MODIFIED)
    builder.font.recalcTimestamp = False
    return builder


def ranges(codes: Iterable[int]) -> list[list[int]]:
    """Code points as first-last pairs."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def main() -> None:
    """Build the fonts named on the command line into resources/fonts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--unihan", type=Path, required=True, help="folder with Unihan_*.txt[.bz2]")
    arguments = parser.parse_args()
    codes = core_code_points(arguments.unihan) | traditional_forms(arguments.unihan)
    OUT.mkdir(parents=True, exist_ok=True)
    faces = {recipe.file: build(recipe, codes) for recipe in RECIPES}
    lines = [f'"{file}":{json.dumps(face, separators=(",", ":"))}' for file, face in faces.items()]
    text = '{"faces":{\n' + ",\n".join(lines) + "\n}}\n"
    (OUT / "metrics.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
