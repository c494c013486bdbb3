# SPDX-License-Identifier: MulanPSL-2.0
"""Paper, margins and footers as Excel writes them, in both directions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.xlsx.styles import integer, number
from fuyi_editor.page.document import Align, PageSetup, TextStyle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

MM_PER_INCH = 25.4
MAX_FOOTER = 255
"""Characters that Excel allows in a footer, codes included."""
FOOTER_MARGIN = 12.7
"""Millimetres from the footer to the edge of the paper."""

_A4 = 9
_MARGINS = {"top": 0.75, "right": 0.7, "bottom": 0.75, "left": 0.7}
"""Margins in inches where a file names none."""
_PAPERS: dict[int, tuple[float, float]] = {
    1: (215.9, 279.4),  # Letter
    5: (215.9, 355.6),  # Legal
    8: (297.0, 420.0),  # A3
    _A4: (210.0, 297.0),
    11: (148.0, 210.0),  # A5
    12: (257.0, 364.0),  # B4 (JIS)
    13: (182.0, 257.0),  # B5 (JIS)
}
"""Excel's number of a paper and its size upright in mm."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PART = re.compile(r"&([LCR])((?:&[^LCR]|[^&])*)", re.DOTALL)
_CODE = re.compile(r'&(?:"([^"]*)"|(\d{1,3}) ?|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|(.))', re.DOTALL)
_TEXT_OF_CODE = {"P": "{page}", "N": "{pages}", "&": "&"}
_SIDES = {"L": Align.LEFT, "C": Align.CENTER, "R": Align.RIGHT}
_LETTERS = {Align.LEFT: "L", Align.RIGHT: "R"}


def clean_text(text: str) -> str:
    """`text` with line feeds only and without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", re.sub(r"\r\n?|\x0b", "\n", text))


def paper_number(setup: PageSetup) -> int:
    """Excel's number of the paper nearest in size."""
    short, long = sorted((setup.width, setup.height))
    return min(_PAPERS, key=lambda n: abs(_PAPERS[n][0] - short) + abs(_PAPERS[n][1] - long))


def footer_code(setup: PageSetup) -> str:
    """The footer in Excel's codes, "" for none."""
    text = clean_text(setup.footer).replace("&", "&&")
    if not text.strip():
        return ""
    text = text.replace("{page}", "&P").replace("{pages}", "&N")
    style = setup.footer_style
    family = re.sub(r'[",&]', "", style.family)
    weight = "Bold" if style.bold else "Regular"
    # A digit right after the size would be read as part of it.
    gap = " " if text[:1].isdigit() else ""
    side = _LETTERS.get(style.align, "C")
    return f'&{side}&"{family},{weight}"&{round(style.size)}{gap}{text}'


def read_setup(elements: Mapping[str, Element]) -> PageSetup:
    """The page set-up that a sheet's printing elements (by local name) describe."""
    page, inches = elements.get("pageSetup"), elements.get("pageMargins")
    footer = elements.get("oddFooter")
    margins = (
        {side: number(inches.get(side), -1.0) for side in _MARGINS} if inches is not None else {}
    )
    return sheet_setup(
        integer(page.get("paperSize"), _A4) if page is not None else _A4,
        margins,
        footer.text or "" if footer is not None else "",
        landscape=page is not None and page.get("orientation") == "landscape",
    )


def sheet_setup(
    paper: int, margins: Mapping[str, float], footer: str, *, landscape: bool
) -> PageSetup:
    """The page set-up by Excel's number of the paper, margins in inches and footer in codes.

    A margin that is absent or negative has the width that Excel gives it.
    """
    width, height = _PAPERS.get(paper, _PAPERS[_A4])
    if landscape:
        width, height = height, width
    sides = {side: _margin(margins.get(side, -1.0), usual) for side, usual in _MARGINS.items()}
    text, style = _read_footer(footer)
    return PageSetup(width, height, **sides, footer=text, footer_style=style)


def _margin(inches: float, usual: float) -> float:
    # More than that would leave no room on any paper.
    return min(inches if inches >= 0 else usual, 2.8) * MM_PER_INCH


def _read_footer(code: str) -> tuple[str, TextStyle]:
    """The middle part of a footer, or the only one, as text with {page} and {pages}."""
    if not code.startswith(("&L", "&C", "&R")):
        code = f"&C{code}"
    parts: dict[str, str] = {side: text for side, text in _PART.findall(code) if text.strip()}
    if not parts:
        return "", TextStyle(align=Align.CENTER)
    side = "C" if "C" in parts else next(iter(parts))
    style = TextStyle(align=_SIDES[side])
    for family, size, _ in _CODE.findall(parts[side]):
        name, _, weight = family.partition(",")
        if name.strip("-+ "):
            style = replace(style, family=name, bold="bold" in weight.lower() or "粗" in weight)
        if 1 <= integer(size) <= 409:
            style = replace(style, size=float(size))
    text = _CODE.sub(lambda match: _TEXT_OF_CODE.get(match.group(3) or "", ""), parts[side])
    return text.strip(), style
