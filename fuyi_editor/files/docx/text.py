# SPDX-License-Identifier: MulanPSL-2.0
"""What of a paragraph or table cell is text, and where it stands; reading and revising share this.

The functions work on elements of `xml.etree` (the reader) and of lxml (the reviser) alike. What was
deleted under change tracking is no text, what was inserted is; text boxes are not part of a cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.files.docx.names import COMPATIBILITY, MATH, w
from fuyi_editor.files.docx.symbols import symbol_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

PARAGRAPH = w("p")
TABLE = w("tbl")
ROW = w("tr")
CELL = w("tc")
RUN = w("r")
TEXT = w("t")
_MATH_TEXT = f"{{{MATH}}}t"
RUN_PROPERTIES = w("rPr")
PARAGRAPH_PROPERTIES = w("pPr")
BLOCKS = frozenset({PARAGRAPH, TABLE})
ROWS = frozenset({ROW})
CELLS = frozenset({CELL})
# A formula of the equation editor that is a plain line, such as ≥95, has runs as well.
RUNS = frozenset({RUN, f"{{{MATH}}}r"})
FIELD = w("fldSimple")
RUNS_AND_FIELDS = RUNS | {FIELD}

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = w("br")
_BREAK_TYPE = w("type")
_SYMBOL, _SYMBOL_FONT, _SYMBOL_CHAR = w("sym"), w("font"), w("char")
_CHOICES, _FALLBACK = f"{{{COMPATIBILITY}}}AlternateContent", f"{{{COMPATIBILITY}}}Fallback"
_FIXED = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_WRAPPERS = frozenset(
    w(name)
    for name in (
        "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple",
        "dir", "bdo",
    )
) | {f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara"}  # fmt: skip


class Piece(NamedTuple):
    """A leaf of a run and the text it shows, one character for each character of the file."""

    run: Element
    leaf: Element
    text: str


def clean_text(text: str) -> str:
    """The text without characters that XML cannot hold, line ends as line feeds."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def descend(parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The nearest `wanted` elements below `parent`, through wrappers such as content controls."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _WRAPPERS:
            yield from descend(child, wanted)


def leaf_text(leaf: Element) -> str | None:
    """The text a child of a run shows; None when it shows none."""
    tag = leaf.tag
    if tag in (TEXT, _MATH_TEXT):
        text = leaf.text or ""
        # A line feed of the XML itself is a mere space; line breaks are elements.
        return text.replace("\n", " ") if "\n" in text else text
    if tag == _BREAK:
        return None if leaf.get(_BREAK_TYPE) in ("page", "column") else "\n"
    if tag == _SYMBOL:
        return symbol_text(leaf.get(_SYMBOL_FONT, ""), leaf.get(_SYMBOL_CHAR, ""))
    return _fallback_text(leaf) if tag == _CHOICES else _FIXED.get(tag)


def _fallback_text(choices: Element) -> str | None:
    """What Word writes for programs that do not know its newest symbols: a plain character."""
    fallback = choices.find(_FALLBACK)
    found = [leaf_text(leaf) for leaf in fallback] if fallback is not None else []
    return "".join([text for text in found if text]) or None


def is_page_break(leaf: Element) -> bool:
    """Whether a child of a run ends the page."""
    return leaf.tag == _BREAK and leaf.get(_BREAK_TYPE) == "page"


def pieces(paragraph: Element) -> Iterator[Piece]:
    """The text of a paragraph leaf by leaf."""
    for run in descend(paragraph, RUNS):
        for leaf in run:
            text = leaf_text(leaf)
            if text is not None:
                yield Piece(run, leaf, text)


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph, line breaks as line feeds."""
    return "".join([piece.text for piece in pieces(paragraph)])


def cell_paragraphs(cell: Element) -> list[Element]:
    """The paragraphs whose texts, joined by line feeds, are the text of a cell.

    Of a table inside the cell only paragraphs with text count, and the empty paragraph that has
    to follow such a table does not.
    """
    found: list[Element] = []
    after_table = False
    for block in descend(cell, BLOCKS):
        if block.tag == TABLE:
            found += _nested_paragraphs(block)
            after_table = True
            continue
        if not (after_table and found and not paragraph_text(block)):
            found.append(block)
        after_table = False
    return found


def _nested_paragraphs(table: Element) -> list[Element]:
    return [
        paragraph
        for row in descend(table, ROWS)
        for cell in descend(row, CELLS)
        for paragraph in cell_paragraphs(cell)
        if paragraph_text(paragraph)
    ]


def first_run(paragraph: Element) -> Element | None:
    """The run that shows the first text of a paragraph."""
    return next((piece.run for piece in pieces(paragraph) if piece.text), None)
