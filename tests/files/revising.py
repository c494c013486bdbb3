# SPDX-License-Identifier: MulanPSL-2.0
"""Changing a page document read from .docx, and holding what the revised file must be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.docx.revise import revise_docx
from fuyi_editor.files.xml_spans import scan
from fuyi_editor.page.document import Grid, Paragraph, check_grid
from tests.files.builders import (
    PUBLISHED,
    main_part,
    parts_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.page.document import Cell, PageDocument, Row

MAIN = "word/document.xml"


def sample(name: str) -> tuple[bytes, PageDocument]:
    data = (PUBLISHED / f"{name}.docx").read_bytes()
    return data, read_docx(data)


def with_grid(page: PageDocument, number: int, change: Callable[[Grid], Grid]) -> PageDocument:
    grid = page.grids[number]
    return page.with_blocks(tuple(change(b) if b is grid else b for b in page.blocks))


def with_rows(page: PageDocument, number: int, *rows: Row) -> PageDocument:
    return with_grid(page, number, lambda grid: replace(grid, rows=rows))


def retyped(row: Row, index: int, text: str) -> Row:
    cells = list(row.cells)
    cells[index] = replace(cells[index], text=text)
    return replace(row, cells=tuple(cells))


def type_into(page: PageDocument, number: int, where: tuple[int, int], text: str) -> PageDocument:
    rows = list(page.grids[number].rows)
    rows[where[0]] = retyped(rows[where[0]], where[1], text)
    return with_rows(page, number, *rows)


def content(page: PageDocument) -> list[object]:
    return [
        (block.text, block.outline_level)
        if isinstance(block, Paragraph)
        else [[(c.text, c.column, c.column_span, c.continues) for c in r.cells] for r in block.rows]
        for block in page.blocks
    ]


def shown(grid: Grid) -> list[list[str | None]]:
    return [[None if c.continues else c.text for c in r.cells] for r in grid.rows]


def revise(data: bytes, page: PageDocument) -> bytes:
    """Revise, read back, and hold that the file now says what the page says."""
    source = read_docx(data)
    revised = revise_docx(data, source, page)
    again = read_docx(revised)
    assert content(again) == content(page)
    for grid in again.grids:
        check_grid(grid)
    before, after = parts_of(data), parts_of(revised)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} <= {MAIN}
    assert before[MAIN][1:] == after[MAIN][1:]
    return revised


def span_of(data: bytes, piece: Cell | Row | Paragraph | Grid) -> tuple[int, int]:
    spans = scan(main_part(data))
    assert piece.origin is not None
    return spans.starts[piece.origin.ordinal], spans.ends[piece.origin.ordinal]


def assert_only_changed(data: bytes, revised: bytes, piece: Cell | Row | Paragraph | Grid) -> bytes:
    """All bytes around the piece are as they were; returns what stands in its place."""
    before, after = main_part(data), main_part(revised)
    start, end = span_of(data, piece)
    tail = len(before) - end
    assert after[:start] == before[:start]
    assert after[len(after) - tail :] == before[end:]
    assert after != before
    return after[start : len(after) - tail]


def tree_rows(page: PageDocument) -> list[Row]:
    return list(page.grids[1].rows)
