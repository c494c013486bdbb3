# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .doc, and .wps of the same format: the paragraphs and tables of the body in order.

The file cannot be revised in place, so nothing in the page document says where it came from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.doc.fib import open_doc
from fuyi_editor.files.doc.footer import read_footer
from fuyi_editor.files.doc.looks import BODY_LEVEL
from fuyi_editor.files.doc.paragraphs import Ending, ParagraphReader
from fuyi_editor.files.doc.sections import read_sections
from fuyi_editor.files.doc.styles import StyleSheet
from fuyi_editor.files.doc.tables import TableReader
from fuyi_editor.files.doc.text import read_text
from fuyi_editor.page.document import PageDocument, PageSetup, Paragraph

if TYPE_CHECKING:
    from fuyi_editor.files.doc.fib import DocFile
    from fuyi_editor.files.doc.paragraphs import DocParagraph
    from fuyi_editor.files.doc.sections import Section
    from fuyi_editor.page.document import Block

_BODY = 0


def read_doc(data: bytes) -> PageDocument:
    """The page document in a Word 97–2003 file.

    Raises `ReadError` when `data` is none, is damaged, has a password, is older, or could do harm.
    """
    doc = open_doc(data)
    length = doc.length(_BODY)
    text = read_text(doc, length)
    styles = StyleSheet(doc)
    sections = read_sections(doc)
    body = _BodyReader(styles, sections)
    for paragraph in ParagraphReader(doc, text, styles, sections).read(0, length):
        body.add(paragraph)
    blocks = body.finish()
    texts = (block.text.strip() for block in blocks if isinstance(block, Paragraph))
    return PageDocument(
        blocks=tuple(blocks),
        setup=_page_setup(doc, styles, sections),
        title=next((text for text in texts if text), ""),
    )


def _page_setup(doc: DocFile, styles: StyleSheet, sections: list[Section]) -> PageSetup:
    setup = sections[-1].setup if sections else PageSetup()
    footer = read_footer(doc, styles)
    return replace(setup, footer=footer[0], footer_style=footer[1]) if footer else setup


class _BodyReader:
    """Puts paragraphs and tables in a row, keeping page breaks that reach over paragraphs."""

    def __init__(self, styles: StyleSheet, sections: list[Section]) -> None:
        self._styles = styles
        self._tables = TableReader(styles)
        # A section but the first says by itself whether it begins on a new page.
        self._starts_page = iter([section.starts_page for section in sections[1:]])
        self._blocks: list[Block] = []
        self._break_next = False

    def add(self, paragraph: DocParagraph) -> None:
        """Go on with the next paragraph."""
        if paragraph.depth or paragraph.ending in (Ending.CELL, Ending.ROW):
            self._tables.add(paragraph)
            return
        self._end_table()
        self._add_paragraph(paragraph)
        if paragraph.ending is Ending.SECTION and next(self._starts_page, False):
            self._break_next = True

    def finish(self) -> list[Block]:
        """All blocks, once there are no more paragraphs."""
        self._end_table()
        return self._blocks

    def _end_table(self) -> None:
        grid = self._tables.finish()
        if grid is None:
            return
        if self._break_next:
            self._break_before_grid()
        self._blocks.append(grid)

    def _break_before_grid(self) -> None:
        self._break_next = False
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, Paragraph) and not last.text and not last.page_break_before:
            self._blocks[-1] = replace(last, page_break_before=True)
        else:
            # The break stood behind text: what follows it is a line of its own on the new page.
            self._blocks.append(Paragraph("", page_break_before=True))

    def _add_paragraph(self, paragraph: DocParagraph) -> None:
        leading, text = paragraph.page_break_before, paragraph.text
        level = paragraph.properties.outline
        self._blocks.append(
            Paragraph(
                text=text,
                style=self._styles.text_style(paragraph.look),
                outline_level=level + 1 if level < BODY_LEVEL else 0,
                page_break_before=self._break_next
                or paragraph.properties.page_break
                or (leading and bool(text)),
                contents=paragraph.contents,
            )
        )
        self._break_next = paragraph.page_break_after or (leading and not text)
