# SPDX-License-Identifier: MulanPSL-2.0
"""The printed 修订对照表: whole grids, projects said once, changes underlined, as in files."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.layouts.sheets.revision_sheet import (
    HEADERS,
    NOTHING,
    TITLE,
    ComparedBook,
    revision_sheet,
)
from fuyi_editor.page.document import PageDocument, check_grid
from fuyi_editor.page.paginate import paginate
from fuyi_editor.yearly.comparison.compare import compare
from fuyi_editor.yearly.comparison.summary import summary_of
from fuyi_editor.yearly.following.follow import follow
from tests.yearly.books import book, project

OLD, NEW = ComparedBook("去年.docx", 2023), ComparedBook("今年.xlsx", None)


def sheet_of(projects: int, value: str = "≥350人") -> PageDocument:
    before = book(*(project(f"项目{n}", "数量 培训人数 ≥300人", "质量 合格率 ≥95%")
                    for n in range(projects)))  # fmt: skip
    after = book(*(project(f"项目{n}", f"数量 培训人数 {value}") for n in range(projects)))
    changes = compare(before, after, follow(before, after))
    return revision_sheet(OLD, NEW, changes, summary_of(changes))


def test_one_row_for_each_change_and_the_project_once():
    page = sheet_of(2)
    for grid in page.grids:
        check_grid(grid)
    head, grid = page.grids
    assert [cell.text for _, cell in head.cells()] == [
        "原文本：去年.docx（2023年度）", "新文本：今年.xlsx"
    ]  # fmt: skip
    assert [cell.text for cell in grid.rows[0].cells] == list(HEADERS)
    assert grid.rows[0].header
    assert [cell.text for cell in grid.rows[1].cells] == [
        "项目0", "产出指标 › 数量指标 › 培训人数 · 指标值", "≥300人", "≥350人", "增加50人"
    ]  # fmt: skip
    assert [cell.text for cell in grid.rows[2].cells[1:]] == [
        "产出指标 › 质量指标", "合格率 ≥95%", "（无）", "删除三级指标"
    ]  # fmt: skip
    assert grid.row_span(1, grid.rows[1].cells[0]) == 2
    assert [cell.marks for cell in grid.rows[1].cells] == [(), (), ((1, 4),), ((1, 4),), ()]
    assert page.blocks[0].text == TITLE
    assert page.blocks[2].text.startswith("共 4 处：修改 2，删除 2。")
    assert page.setup.width > page.setup.height


def test_no_change_is_said():
    page = revision_sheet(OLD, NEW, ())
    assert page.grids[1].rows[1].cells[0].text == NOTHING


@pytest.mark.parametrize("count", [1, 40])
def test_the_files_say_what_the_page_says(count: int):
    page = sheet_of(count)
    rows = page.grids[1].rows
    table = docx.Document(io.BytesIO(compose_docx(page))).tables[1]
    assert len(table.rows) == len(rows) == 2 * count + 1
    assert table.rows[1].cells[3].text == "≥350人"
    sheet = openpyxl.load_workbook(io.BytesIO(compose_xlsx(page))).active
    assert sheet is not None
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts.count("≥350人") == count
    assert sheet.print_title_rows
    pages = paginate(page)
    assert (len(pages) > 3) == (count == 40)
    assert all(any(cell.cell.text == "原内容" for cell in p.cells) for p in pages[:-1])


def test_a_long_text_goes_over_pages():
    page = sheet_of(1, "不少于三百人，其中妇女干部、基层妇联主席和巾帼志愿者各一百人；" * 60)
    assert page.grids[1].rows[1].can_split
    assert len(paginate(page)) > 1
