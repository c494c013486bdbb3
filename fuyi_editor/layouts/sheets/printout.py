# SPDX-License-Identifier: MulanPSL-2.0
"""What printing may change about a page: which projects, page numbers, a line to sign on.

The file and its saved form know nothing of it (issue 6).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.page.contents import with_page_numbers
from fuyi_editor.page.document import Grid, Paragraph, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from fuyi_editor.page.document import Block, PageDocument

SIGNATURE = "填报人：　　　　　　单位负责人：　　　　　　填报日期：　　　　年　　月　　日（盖章）"
PAGE_OF_PAGES = "第 {page} 页　共 {pages} 页"
_SIGNER = re.compile(r"填[报表]人")
_SIGNATURE_STYLE = TextStyle(space_before=8.0, space_after=4.0)


def separate_projects(document: PageDocument, projects: Collection[str]) -> tuple[str, ...]:
    """The projects with blocks of their own, in the order of the page.

    Where all share one table (F9, F11) there are none: a part of it would have wrong totals.
    """
    nodes = (block.node for block in document.blocks if isinstance(block, Grid))
    return tuple(dict.fromkeys(node for node in nodes if node and node in projects))


def has_other_blocks(document: PageDocument, projects: Collection[str]) -> bool:
    """Whether anything stands outside of the projects: a cover, contents, the department's part."""
    return any(not _is_blank(block) for block in document.blocks if block.node not in projects)


def of_projects(
    document: PageDocument, projects: Collection[str], chosen: Collection[str], *, others: bool
) -> PageDocument:
    """The document with only the `chosen` of its `projects`, and what stands outside if `others`.

    Everything reads as in the whole book, the numbers before headings too; a contents list names
    what is left, with its new pages.
    """

    def stays(block: Block) -> bool:
        if block.node in projects:
            return block.node in chosen and (others or not _is_contents(block))
        return others

    left = document.with_blocks(tuple(_with_breaks(document, stays)))
    return with_page_numbers(left) if len(left.blocks) < len(document.blocks) else document


def _with_breaks(document: PageDocument, stays: Callable[[Block], bool]) -> Iterator[Block]:
    """The blocks that stay; one after a gap begins a page where the gap or itself began one."""
    gap_breaks = begun = False
    for block in document.blocks:
        if not stays(block):
            gap_breaks = gap_breaks or (begun and _begins_page(block))
            continue
        begun = True
        if gap_breaks and isinstance(block, Paragraph) and not block.contents:
            block = replace(block, page_break_before=True)
            gap_breaks = False
        yield block


def _begins_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.page_break_before


def _is_contents(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.contents


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def is_signed(document: PageDocument) -> bool:
    """Whether the form itself already asks who filled it in."""
    return any(
        _SIGNER.search(text)
        for block in document.blocks
        for text in (
            (block.text,) if isinstance(block, Paragraph) else (c.text for _, c in block.cells())
        )
    )


def with_signatures(document: PageDocument) -> PageDocument:
    """A line to sign on below the last table of each project, of the department …

    A text without any table is signed at its end.
    """
    last = {block.node: at for at, block in enumerate(document.blocks) if isinstance(block, Grid)}
    line = Paragraph(SIGNATURE, _SIGNATURE_STYLE, kept_to_grid=True)
    if not last:
        return document.with_blocks((*document.blocks, replace(line, kept_to_grid=False)))
    signed = set(last.values())
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        blocks.append(block)
        if at in signed:
            blocks.append(line)
    return document.with_blocks(tuple(blocks))


def has_page_numbers(document: PageDocument) -> bool:
    """Whether the form itself counts its pages."""
    return "{page}" in document.setup.footer


def with_footer(document: PageDocument, numbers: str) -> PageDocument:
    """The document with that at the foot of its pages; what stands there besides numbers stays."""
    footer = document.setup.footer
    kept = "" if has_page_numbers(document) else footer
    both = "　".join(part for part in (kept, numbers) if part)
    if both == footer:
        return document
    return replace(document, setup=replace(document.setup, footer=both))
