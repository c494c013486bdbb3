# SPDX-License-Identifier: MulanPSL-2.0
"""Composed anew, a book holds the cells of the published tables in their order, merges included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.composing.compose import Composer, compose
from fuyi_editor.layouts.composing.coverage import unshown_fields, unshown_summary
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.model.export import to_data
from fuyi_editor.model.width import to_half_width
from fuyi_editor.page.document import Grid, Paragraph

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()


def _cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [
        (row, cell.column, cell.column_span, grid.row_span(row, cell), cell.text)
        for row, cell in grid.cells()
    ]


PUBLISHED = {
    "fengrun-2023": "hebei-department",
    "tianjin-2024": "tianjin-project",
    "menyuan-2023": "qinghai-public",
    "zhanjiang-2021": "guangdong-department",
    "guangzhou-2021": "guangzhou-department",
    "laoting-2023-report": "hebei-report",
}


def _evenly(text: str) -> str:
    """The text without what menyuan-2023 writes now so and now so, `(一)数量指标:`, `1.开展…`.

    guangzhou-2021 cuts off a list in the middle of a word; ours ends with a stop.
    """
    even = re.sub(r"(?m)^(\(.\)|\d+\.) +", r"\1", to_half_width(text))
    return re.sub(r"(?m):$", "", even).removesuffix("。")


@pytest.mark.parametrize("name", PUBLISHED)
def test_cell_by_cell_as_published(name):
    published = read_docx((DATA / f"{name}.docx").read_bytes())
    parsed = parse_page(published, LAYOUTS)
    assert parsed.layout
    assert parsed.layout.name == PUBLISHED[name]
    assert parsed.report.unread == ()
    anew = compose(parsed.layout, parsed.submission)
    assert len(anew.grids) == len(published.grids)
    for ours, theirs in zip(anew.grids, published.grids, strict=True):
        mine, yours = _cells(ours), _cells(theirs)
        if name in ("menyuan-2023", "guangzhou-2021"):
            mine, yours = ([(*c[:4], _evenly(c[4])) for c in cells] for cells in (mine, yours))
        assert mine == yours
        assert ours.columns == pytest.approx(theirs.columns, abs=0.02)
        assert [row.header for row in ours.rows] == [row.header for row in theirs.rows]
        families = {cell.style.family for _, cell in theirs.cells()}
        assert {cell.style.family for _, cell in ours.cells()} == families


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024"])
def test_contents_with_page_numbers_are_read_back_from_a_file(name):
    published = parse_page(read_docx((DATA / f"{name}.docx").read_bytes()), LAYOUTS)
    assert published.layout
    page = Composer(published.layout).page(published.submission)
    lines = [b for b in page.blocks if isinstance(b, Paragraph) and b.contents and b.binding]
    assert all(line.text.rpartition("\t")[2].isdigit() for line in lines)
    again = parse_page(read_docx(compose_docx(page)), LAYOUTS)
    assert to_data(again.submission) == to_data(published.submission)
    assert not again.report.unread
    kept = [b for b in again.page.blocks if isinstance(b, Paragraph) and b.contents and b.binding]
    assert [line.text for line in kept] == [line.text for line in lines]


def test_every_project_begins_a_page_but_the_first_below_a_heading_of_its_own():
    parsed = parse_page(read_docx((DATA / "fengrun-2023.docx").read_bytes()), LAYOUTS)
    for submission, breaks in (
        (parsed.submission, [False, True, True, True]),
        (parsed.submission.but(department=None), [True] * 4),
    ):
        page = compose(LAYOUTS["hebei-department"], submission)
        headings = [b for b in page.blocks if isinstance(b, Paragraph) and b.outline_level == 2]
        assert [heading.page_break_before for heading in headings] == breaks


def test_what_a_layout_has_no_place_for_is_named():
    parsed = parse_page(read_docx((DATA / "fengrun-2023.docx").read_bytes()), LAYOUTS)
    own = compose(LAYOUTS["hebei-department"], parsed.submission)
    other = compose(LAYOUTS["tianjin-project"], parsed.submission)
    assert list(unshown_fields(parsed.submission, own)) == []
    summary = unshown_summary(parsed.submission, other)
    assert "项目编码 4 处" in summary
    assert "指标值确定依据 24 处" in summary
    assert "保障措施 12 处" in summary


def test_a_published_page_shows_everything_that_was_read_from_it():
    parsed = parse_page(read_docx((DATA / "fengrun-2023.docx").read_bytes()), LAYOUTS)
    assert list(unshown_fields(parsed.submission, parsed.page)) == []
