# SPDX-License-Identifier: MulanPSL-2.0
"""The review sheet: whole grids, merged points, on paper as in the file."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.layouts.sheets.review_sheet import NOTHING, SheetHead, review_sheet
from fuyi_editor.page.document import Paragraph, check_grid
from fuyi_editor.page.paginate import paginate

OPINIONS = [
    ("完整性审核", "规范完整性", "一"),
    ("完整性审核", "规范完整性", "二"),
    ("完整性审核", "明确清晰性", "三"),
    ("适当性审核", "明确清晰性", "四"),
]
HEAD = SheetHead("003004门源县妇联", 2023, "公开表")


def main_grid(page):
    for grid in page.grids:
        check_grid(grid)
    return page.grids[1]


def test_points_are_merged_over_their_opinions_only() -> None:
    grid = main_grid(review_sheet(HEAD, [("维权经费", OPINIONS)]))
    assert [row.header for row in grid.rows][:2] == [True, False]
    assert grid.rows[1].cells[0].text == "1．维权经费（4 条）"
    first = grid.rows[2]
    assert [grid.row_span(2, cell) for cell in first.cells] == [3, 2, 1]
    # The same point under another heading is not the same.
    assert grid.row_span(5, grid.rows[5].cells[1]) == 1


def test_head_and_signature() -> None:
    page = review_sheet(HEAD, [])
    texts = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert texts[1] == "（2023 年度）"
    assert texts[-1].endswith("年　　月　　日")
    assert [cell.text for _, cell in page.grids[0].cells()] == [
        "编报单位：003004门源县妇联", "审核材料：公开表",
    ]  # fmt: skip
    assert main_grid(page).rows[1].cells[0].text == NOTHING
    dated = review_sheet(SheetHead("", None, on=date(2024, 3, 5)), [])
    assert dated.blocks[-1].text.endswith("2024 年 3 月 5 日")


@pytest.mark.parametrize("count", [1, 60])
def test_the_file_says_what_the_page_says(count: int) -> None:
    page = review_sheet(HEAD, [(f"项目{n}", OPINIONS) for n in range(count)])
    table = docx.Document(io.BytesIO(compose_docx(page))).tables[1]
    assert len(table.rows) == len(main_grid(page).rows)
    assert table.rows[2].cells[2].text == "一"
    pages = paginate(page)
    assert (len(pages) > 3) == (count == 60)
    # The heads of the columns stand on every page.
    assert all(any(cell.cell.text == "审核意见" for cell in p.cells) for p in pages[:-1])
