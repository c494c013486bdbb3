# SPDX-License-Identifier: MulanPSL-2.0
"""The text that an OpenDocument paragraph shows, with the styles of the spans it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.odf.odf_package import count, odf
from fuyi_editor.files.xlsx.page import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

PARAGRAPHS = frozenset({odf("text:p"), odf("text:h")})
HOLDERS = frozenset(
    odf(f"text:{name}")
    for name in ("list", "list-item", "list-header", "section", "numbered-paragraph")
)
"""Elements that only hold paragraphs: lists, sections and their parts."""
_SPAN, _STYLE_NAME = odf("text:span"), odf("text:style-name")
_SPACES, _MAX_SPACES = odf("text:s"), 1_000
_FIXED = {odf("text:tab"): "\t", odf("text:line-break"): "\n"}
_NUMBERS = {odf("text:page-number"): "{page}", odf("text:page-count"): "{pages}"}
# Elements whose text is not part of the line: notes, what was deleted, hints, labels of lists.
_SILENT = frozenset(
    odf(name)
    for name in (
        "office:annotation", "office:annotation-end", "office:event-listeners", "text:note",
        "text:ruby-text", "text:tracked-changes", "text:number", "text:hidden-text",
        "text:hidden-paragraph", "table:table",
    )
)  # fmt: skip
_DRAWINGS = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_WHITE = re.compile(r"[ \t\r\n]+")
# LibreOffice 7.4 writes the spaces in sheet cells of several lines plainly and reads them so.
_WRAPPED = re.compile(r"(?<! ) *[\t\r\n][ \t\r\n]*")


@dataclass(slots=True)
class Line:
    """A paragraph's text, and the styles of the spans around its start, inner ones first."""

    text: str
    spans: tuple[str, ...]


@dataclass(slots=True)
class _Collector:
    fields: bool
    white: re.Pattern[str]
    """The white space that counts as one space."""
    parts: list[str] = field(default_factory=list[str])
    spans: tuple[str, ...] | None = None
    after_space: bool = True
    """White space at the start of a paragraph and after white space is nothing (ODF 6.1.2)."""

    def walk(self, parent: Element, spans: tuple[str, ...]) -> None:
        self._words(parent.text, spans)
        for child in parent:
            self._child(child, spans)
            self._words(child.tail, spans)

    def _child(self, child: Element, spans: tuple[str, ...]) -> None:
        tag = child.tag
        if tag == _SPAN:
            self.walk(child, (child.get(_STYLE_NAME, ""), *spans))
        elif tag in _FIXED:
            self._add(_FIXED[tag], spans)
        elif tag == _SPACES:
            self._add(" " * min(count(child, "text:c"), _MAX_SPACES), spans)
        elif tag in _NUMBERS and self.fields:
            self._add(_NUMBERS[tag], spans)
        elif tag not in _SILENT and not tag.startswith(_DRAWINGS):
            self.walk(child, spans)

    def _words(self, text: str | None, spans: tuple[str, ...]) -> None:
        if not text:
            return
        words = self.white.sub(" ", text)
        if self.after_space and self.white.match(text):
            words = words.removeprefix(" ")
        if words:
            self._add(words, spans)
            self.after_space = words.endswith(" ")

    def _add(self, text: str, spans: tuple[str, ...]) -> None:
        self.parts.append(text)
        self.after_space = False
        if self.spans is None:
            self.spans = spans


def read_line(paragraph: Element, *, fields: bool = False, in_sheet: bool = False) -> Line:
    """The text of a ``text:p`` or ``text:h``; with `fields`, page numbers as {page}, {pages}."""
    collector = _Collector(fields, _WRAPPED if in_sheet else _WHITE)
    collector.walk(paragraph, ())
    return Line(clean_text("".join(collector.parts)), collector.spans or ())


def joined(lines: Iterable[Line]) -> str:
    """The texts of several paragraphs, one below the other."""
    return "\n".join([line.text for line in lines])
