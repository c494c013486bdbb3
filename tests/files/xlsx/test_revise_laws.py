# SPDX-License-Identifier: MulanPSL-2.0
"""Laws of revising .xlsx: what is read from the revised file is what the page says."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.xlsx.page import clean_text
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.revise import revise_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.page.document import Block, Borders, Grid, PageDocument, Paragraph, check_grid
from tests.files.docx.test_laws import made_whole
from tests.files.strategies import grids, texts
from tests.files.xlsx.test_write import condensed
from tests.submissions import edited

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
NAMES = ["fengrun-2023", "tianjin-2024"]


def workbook(name: str, *, stacked: bool) -> bytes:
    """A published file as a workbook, a sheet for each project or one for all."""
    page = parse_page(read_docx((DATA / f"{name}.docx").read_bytes()), LAYOUTS).page
    if stacked:
        page = page.with_blocks(tuple(replace(block, node=None) for block in page.blocks))
    return compose_xlsx(page)


BOOKS = {
    (name, stacked): workbook(name, stacked=stacked) for name in NAMES for stacked in (False, True)
}


def parsed(data: bytes) -> ParsedPage:
    return parse_page(read_xlsx(data), LAYOUTS)


PARSED = {key: parsed(data) for key, data in BOOKS.items()}


def content(page: PageDocument) -> list[object]:
    """Texts and merges of all that shows anything, in order."""
    return [
        clean_text(block.text)
        if isinstance(block, Paragraph)
        else [
            [(clean_text(c.text), c.column, c.column_span, c.continues) for c in row.cells]
            # Columns in which no cell begins any more cannot be told.
            for row in condensed(block).rows
        ]
        for block in page.blocks
        if isinstance(block, Grid) or block.text.strip()
    ]


def check(data: bytes, source: PageDocument, page: PageDocument) -> bytes:
    revised = revise_xlsx(data, source, page)
    again = read_xlsx(revised)
    for grid in again.grids:
        check_grid(grid)
    assert content(again) == content(page)
    # Revised without a change it is the same file.
    assert revise_xlsx(revised, again, again) is revised
    return revised


@pytest.mark.parametrize("key", list(BOOKS), ids=str)
@SLOW
@given(data=st.data())
def test_an_edited_submission_is_what_the_revised_file_says(key, data):
    before = PARSED[key]
    after = edited(before.submission, data, 8)
    check(BOOKS[key], before.page, Reviser(before.page, before.submission).page(after))


def ruled(grid: Grid) -> Grid:
    rows = tuple(
        replace(row, cells=tuple(replace(cell, borders=Borders()) for cell in row.cells))
        for row in grid.rows
    )
    return replace(grid, rows=rows)


filled = texts.filter(lambda text: bool(clean_text(text).strip()))


@st.composite
def books(draw: st.DrawFn) -> PageDocument:
    """A few projects on sheets of their own, or all on one."""
    blocks: list[Block] = []
    together = draw(st.booleans())
    for number in range(draw(st.integers(1, 3))):
        node = None if together else f"p{number}"
        blocks.append(Paragraph(draw(filled), outline_level=2, node=node))
        for _ in range(draw(st.integers(1, 2))):
            blocks += [replace(ruled(draw(grids())), node=node), Paragraph("", node=node)]
    return PageDocument(tuple(blocks))


def shuffled(draw: st.DrawFn, grid: Grid) -> Grid:
    """The table with rows dropped, repeated and moved and texts changed."""
    rows = made_whole(draw(st.lists(st.sampled_from(grid.rows), min_size=1, max_size=6)))
    changed = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text="")
                if cell.continues
                else replace(cell, text=draw(texts))
                if draw(st.booleans())
                else cell
                for cell in row.cells
            ),
        )
        for row in rows
    )
    return replace(grid, rows=changed)


@SLOW
@given(st.data(), books())
def test_any_revised_page_is_what_the_revised_file_says(data, page):
    written = compose_xlsx(page)
    source = read_xlsx(written)
    blocks: list[Block] = []
    draw: st.DrawFn = data.draw
    for block in data.draw(st.lists(st.sampled_from(source.blocks), min_size=1, max_size=8)):
        if isinstance(block, Grid):
            blocks.append(shuffled(draw, block))
        elif block.origin:
            blocks.append(replace(block, text=data.draw(filled)) if block.text else block)
    revised = source.with_blocks(tuple(blocks))
    parts = {block.origin.part for block in source.blocks if block.origin}
    # What is torn between several sheets is refused, and so is a workbook without a sheet, and one
    # whose titles of two rows, which Excel repeats as one range, no longer stand together.
    titles = any(sum(row.header for row in grid.rows) > 1 for grid in source.grids)
    refused = len(parts) > 1 or not content(revised) or titles
    with suppress(ReviseError) if refused else nullcontext():
        check(written, source, revised)
