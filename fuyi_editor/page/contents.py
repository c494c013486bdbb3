# SPDX-License-Identifier: MulanPSL-2.0
"""The page numbers in a table of contents: behind each line the page of its heading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.page.document import Paragraph
from fuyi_editor.page.paginate import Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import Block, PageDocument

_NUMBER = re.compile(r"\t\d*$")
_ROUNDS = 3
"""A number can make its line wrap and so move what follows; after that nothing moves any more."""


class _Numbered(NamedTuple):
    line: Paragraph
    number: int
    shown: Paragraph


class ContentsNumbers:
    """Numbers the lines of contents of one document again and again as it is edited.

    Lines whose number did not change stay the same objects, so that nobody measures them again.
    """

    def __init__(self) -> None:
        """Start with nothing numbered."""
        self._paginator = Paginator()
        self._numbered: dict[tuple[str, str], _Numbered] = {}

    def number(self, document: PageDocument) -> PageDocument:
        """The document with the number of a page behind each line of contents that has a heading.

        The heading of a line is the first one bound to the same node. A document without such
        lines is not paginated.
        """
        lines, headings = _lines_and_headings(document.blocks)
        if not lines:
            return document
        numbered = self._with_numbers(document, lines)
        for _ in range(_ROUNDS):
            pages = self._first_pages(numbered)
            found = {node: pages[headings[node]] for node in lines.values()}
            if not self._renumber(document.blocks, lines, found):
                break
            numbered = self._with_numbers(document, lines)
        return numbered

    def _first_pages(self, document: PageDocument) -> dict[int, int]:
        """The number of the page on which each block begins."""
        first: dict[int, int] = {}
        for page in self._paginator.paginate(document):
            start, number = page.first_block, page.number
            for piece in page.sheet:
                first.setdefault(start + piece.block, number)
        return first

    def _with_numbers(self, document: PageDocument, lines: dict[int, str]) -> PageDocument:
        blocks = list(document.blocks)
        for index, node in lines.items():
            line = blocks[index]
            known = self._numbered.get((node, line.text)) if isinstance(line, Paragraph) else None
            # A line made anew that says the same keeps its number: else each key costs a round.
            if known and (known.line is line or known.line == line):
                blocks[index] = known.shown
        return document.with_blocks(tuple(blocks))

    def _renumber(
        self, blocks: Sequence[Block], lines: dict[int, str], pages: dict[str, int]
    ) -> bool:
        """Note the number of each line; whether any of them is not what it was."""
        before, self._numbered = self._numbered, {}
        changed = False
        for index, node in lines.items():
            line, number = blocks[index], pages[node]
            assert isinstance(line, Paragraph)
            key = node, line.text
            known = before.get(key)
            if known is None or known.number != number or known.line != line:
                text = f"{_NUMBER.sub('', line.text)}\t{number}"
                known = _Numbered(line, number, replace(line, text=text))
                changed = True
            self._numbered[key] = known
        return changed


def with_page_numbers(document: PageDocument) -> PageDocument:
    """The document with page numbers in its table of contents, worked out once."""
    return ContentsNumbers().number(document)


def _lines_and_headings(blocks: Sequence[Block]) -> tuple[dict[int, str], dict[str, int]]:
    """Lines of contents by index with their node, and by node the index of its first heading."""
    lines: dict[int, str] = {}
    headings: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.binding:
            if block.contents:
                lines[index] = block.binding.node
            elif block.outline_level:
                headings.setdefault(block.binding.node, index)
    return {at: node for at, node in lines.items() if node in headings}, headings
