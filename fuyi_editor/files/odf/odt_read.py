# SPDX-License-Identifier: MulanPSL-2.0
"""Reading OpenDocument texts (.odt) into a page document, as .docx is read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.odf.odf_package import body, odf, open_odf
from fuyi_editor.files.odf.odf_page import MasterPages
from fuyi_editor.files.odf.odf_styles import OdfStyles
from fuyi_editor.files.odf.odf_text import HOLDERS, PARAGRAPHS, read_line
from fuyi_editor.files.odf.odt_grid import TABLE, OdtTables
from fuyi_editor.page.document import PageDocument, Paragraph

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fuyi_editor.page.document import Block

_HEADING, _LEVEL = odf("text:h"), odf("text:outline-level")
_STYLE_NAME, _TABLE_STYLE = odf("text:style-name"), odf("table:style-name")
_CONTENTS = frozenset(
    odf(f"text:{name}") for name in ("table-of-content", "illustration-index", "table-index")
)
_WRAPPERS = HOLDERS | frozenset(
    odf(f"text:{name}")
    for name in (
        "index-body", "index-title", "alphabetical-index", "object-index", "user-index",
        "bibliography",
    )
)  # fmt: skip
_CONTENTS_NAME = re.compile(r"(contents|toc)(_20_| )?\d", re.IGNORECASE)
_MAX_LEVEL = 9


def read_odt(data: bytes) -> PageDocument:
    """The page document in an OpenDocument text.

    Raises `ReadError` when it is protected by a password, damaged, or absurdly big.
    """
    package = open_odf(data)
    reader = _BodyReader(OdfStyles(package.styles, package.content))
    reader.read(body(package, "text"))
    blocks = tuple(reader.blocks)
    texts = (block.text.strip() for block in blocks if isinstance(block, Paragraph))
    return PageDocument(
        blocks=blocks,
        setup=MasterPages(package.styles).setup(reader.master_page),
        title=next((text for text in texts if text), ""),
    )


class _BodyReader:
    """Walks the body once, keeping the page breaks that reach over paragraphs."""

    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._tables = OdtTables(styles)
        self._break_next = False
        self.blocks: list[Block] = []
        self.master_page = ""
        """The master page of the last section, whose paper is that of the document."""

    def read(self, parent: Element, *, contents: bool = False) -> None:
        """Add the blocks below `parent`, through lists, sections and indexes."""
        for child in parent:
            if child.tag in PARAGRAPHS:
                self._paragraph(child, contents=contents)
            elif child.tag == TABLE:
                self._table(child)
            elif child.tag in _CONTENTS:
                self.read(child, contents=True)
            elif child.tag in _WRAPPERS:
                self.read(child, contents=contents)

    def _paragraph(self, element: Element, *, contents: bool) -> None:
        name = element.get(_STYLE_NAME, "")
        line = read_line(element)
        breaks = self._turns_page("paragraph", name) or self._break_next
        self._break_next = self._styles.find("paragraph", name, "fo:break-after") == "page"
        self.blocks.append(
            Paragraph(
                text=line.text,
                style=self._styles.paragraph_style(name, line.spans),
                outline_level=_outline_level(element),
                page_break_before=breaks,
                contents=contents or self._is_contents(name),
            )
        )

    def _table(self, element: Element) -> None:
        grid = self._tables.read(element)
        if grid is None:
            return
        name = element.get(_TABLE_STYLE, "")
        if self._turns_page("table", name) or self._break_next:
            self._break_before_grid()
        self._break_next = self._styles.find("table", name, "fo:break-after") == "page"
        self.blocks.append(grid)

    def _break_before_grid(self) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and not last.text and not last.page_break_before:
            self.blocks[-1] = replace(last, page_break_before=True)
        else:
            self.blocks.append(Paragraph("", page_break_before=True))

    def _turns_page(self, family: str, name: str) -> bool:
        """Whether a block begins a page, by a break or by a master page of its own."""
        breaks = self._styles.find(family, name, "fo:break-before") == "page"
        master = self._styles.own(family, name, "style:master-page-name")
        if master:
            self.master_page = master
        # The first block stands on its page anyway.
        return breaks or bool(master and self.blocks)

    def _is_contents(self, name: str) -> bool:
        return any(_CONTENTS_NAME.match(style) for style in self._styles.names("paragraph", name))


def _outline_level(element: Element) -> int:
    if element.tag != _HEADING:
        return 0
    level = element.get(_LEVEL, "1")
    return min(max(int(level), 1), _MAX_LEVEL) if level.isdecimal() and len(level) < 4 else 1
