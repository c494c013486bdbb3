# SPDX-License-Identifier: MulanPSL-2.0
"""Laws over generated .docx: a revised file says what the page says; damage is a named error."""

from __future__ import annotations

import random
import zipfile
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.docx.package import replace_part
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.docx.revise import revise_docx
from fuyi_editor.files.docx.text import clean_text
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import Grid, PageDocument, Paragraph, Row, check_grid
from tests.files.builders import PUBLISHED, main_part
from tests.files.strategies import page_documents, texts

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
PUBLISHED_NAMES = ["fengrun-2023", "tianjin-2024", "menyuan-2023", "laoting-2023-report"]


def made_whole(rows: list[Row]) -> tuple[Row, ...]:
    """The rows, with every merge that lost its beginning beginning anew."""
    found: list[Row] = []
    for row in rows:
        above = {cell.column: cell for cell in found[-1].cells} if found else {}
        cells = tuple(
            replace(
                cell,
                continues=cell.continues
                and cell.column in above
                and above[cell.column].column_span == cell.column_span,
            )
            for cell in row.cells
        )
        found.append(replace(row, cells=cells))
    return tuple(found)


def shuffled_rows(draw: st.DrawFn, grid: Grid) -> Grid:
    picked = draw(st.lists(st.sampled_from(grid.rows), min_size=1, max_size=6))
    rows = made_whole(picked)
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text=draw(texts)) if draw(st.booleans()) else cell
                for cell in row.cells
            ),
        )
        for row in rows
    )
    return replace(
        grid,
        rows=tuple(
            replace(r, cells=tuple(replace(c, text="") if c.continues else c for c in r.cells))
            for r in rows
        ),
    )


def content(blocks: tuple[object, ...]) -> list[object]:
    return [
        clean_text(block.text)
        if isinstance(block, Paragraph)
        else [
            [(clean_text(c.text), c.column, c.column_span, c.continues) for c in row.cells]
            for row in block.rows
        ]
        for block in blocks
        if isinstance(block, Paragraph | Grid)
    ]


@SLOW
@given(st.data(), page_documents)
def test_a_revised_file_says_what_the_page_says(data: st.DataObject, page: PageDocument) -> None:
    blocks = tuple(
        replace(block, contents=False) if isinstance(block, Paragraph) else block
        for block in page.blocks
    )
    written = compose_docx(replace(page, blocks=blocks))
    source = read_docx(written)
    assert revise_docx(written, source, source) is written
    if not source.blocks:
        return
    picked = data.draw(st.lists(st.sampled_from(source.blocks), max_size=6))
    draw: st.DrawFn = data.draw
    changed = tuple(
        replace(block, text=data.draw(texts))
        if isinstance(block, Paragraph)
        else shuffled_rows(draw, block)
        for block in picked
    )
    revised = revise_docx(written, source, source.with_blocks(changed))
    again = read_docx(revised)
    for grid in again.grids:
        check_grid(grid)
    assert content(again.blocks) == content(changed)
    # Revising back gives a file that reads like the first one.
    assert revise_docx(revised, again, again) is revised


@pytest.mark.parametrize("name", PUBLISHED_NAMES)
def test_damaged_bytes_are_a_named_error(name: str) -> None:
    data = (PUBLISHED / f"{name}.docx").read_bytes()
    rng = random.Random(name)
    for _ in range(40):
        damaged = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        cut = rng.choice([len(damaged), rng.randrange(len(damaged))])
        with suppress(ReadError):
            read_docx(bytes(damaged[:cut]))


@pytest.mark.parametrize("name", PUBLISHED_NAMES)
def test_odd_structure_is_read_or_a_named_error(name: str) -> None:
    data = (PUBLISHED / f"{name}.docx").read_bytes()
    rng = random.Random(name)
    for _ in range(25):
        root = ElementTree.fromstring(main_part(data))
        elements = [(parent, child) for parent in root.iter() for child in parent]
        for _ in range(20):
            parent, child = rng.choice(elements)
            kind = rng.randrange(4)
            if kind == 0 and child in list(parent):
                parent.remove(child)
            elif kind == 1:
                rng.choice(elements)[1].append(ElementTree.fromstring(ElementTree.tostring(child)))
            elif kind == 2:
                child.tag = rng.choice(elements)[1].tag
            else:
                for key in child.attrib:
                    child.set(key, rng.choice(["", "-1", "x", "99", "1e9", "999999999999"]))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            odd = replace_part(archive, "word/document.xml", ElementTree.tostring(root))
        try:
            page = read_docx(odd)
        except ReadError:
            continue
        for grid in page.grids:
            check_grid(grid)
        retyped = page.with_blocks(
            tuple(
                replace(block, text=block.text + "改") if isinstance(block, Paragraph) else block
                for block in page.blocks
            )
        )
        revise_docx(odd, page, retyped)
