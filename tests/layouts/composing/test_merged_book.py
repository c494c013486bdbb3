# SPDX-License-Identifier: MulanPSL-2.0
"""Many units as one printed book: contents with the right pages, totals, a page for each unit."""

from __future__ import annotations

import re

import pytest

from fuyi_editor.files.book import merged_book, open_book, save_book
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Party
from fuyi_editor.page.document import Grid, Paragraph, check_grid
from fuyi_editor.page.paginate import paginate
from fuyi_editor.yearly.merging.merge import Merged, merge
from fuyi_editor.yearly.merging.parts import Part
from tests.layouts.test_print_parity import MISSING, fonts_file, run, texts, without_space
from tests.yearly.units import LAYOUTS, fengrun, of_unit, part, project

COUNT = 12  # units: their lines in the contents take more than a page


@pytest.fixture(scope="module")
def merged() -> Merged:
    book = fengrun()
    units = (Party(code=f"713{n:03}", name=f"唐山市第{n}区妇女联合会") for n in range(1, COUNT + 1))
    return merge([Part.of(f"{unit.code}.docx", of_unit(book, unit)) for unit in units])


@pytest.fixture(params=["hebei-project", "tianjin-project", "central-application"])
def book(request, merged):
    return merged_book(merged.submission, merged.sources, LAYOUTS[request.param])


def lines(page) -> list[tuple[str, int]]:
    """What the contents say: a heading and its page."""
    found = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.contents]
    return [(text.rpartition("\t")[0], int(text.rpartition("\t")[2])) for text in found[1:]]


def test_the_contents_name_the_page_of_every_unit_and_project(merged, book):
    page = book.page(book.submission)
    said = lines(page)
    assert len(said) == COUNT * 5
    begins: dict[int, int] = {}
    for sheet in paginate(page):
        for piece in sheet.sheet:
            begins.setdefault(sheet.first_block + piece.block, sheet.number)
    headings = [
        (block.text, begins[index])
        for index, block in enumerate(page.blocks)
        if isinstance(block, Paragraph) and block.outline_level and block.binding
    ]
    assert [number for _, number in headings] == [number for _, number in said]
    for (line, _), (heading, _) in zip(said, headings, strict=True):
        assert heading.startswith(line) or "." in line  # a project's heading is its layout's own
    units = [text for text, _ in said if "." not in text]
    assert units == [total.label for total in merged.units]


def test_each_unit_begins_a_page_with_its_first_project(merged, book):
    page = book.page(book.submission)
    sheets = paginate(page)
    begun = [
        (page.blocks[sheet.first_block + sheet.sheet[0].block], sheet) for sheet in sheets
    ]  # fmt: skip
    units = [block.text for block, _ in begun if isinstance(block, Paragraph)]
    for total in merged.units:
        assert total.label in units
    for grid in page.grids:
        check_grid(grid)


def totals(page) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in page.grids[0].rows]


def test_the_totals_name_their_files_and_follow_an_edit(book):
    page = book.page(book.submission)
    assert totals(page)[:3] == [
        ["单位", "项目数", "预算数", "财政资金", "来源文件"],
        ["合计", "48", "246.00", "246.00", "共 12 个文件"],
        ["唐山市第1区妇女联合会", "4", "20.50", "20.50", "713001.docx"],
    ]
    first = book.submission.projects[0]
    edits = {"budget.total": "7.5", "budget.other": "1.50"}
    after = book.submission
    for field, text in edits.items():
        after = SetField(node=first.id, field=field, text=text).apply(after)
    again = book.page(after)
    assert totals(again)[0][4] == "其他资金"
    assert totals(again)[1][2:5] == ["247.50", "246.00", "1.50"]
    # What did not change is not made again, nor measured.
    same = {id(block) for block in page.blocks} & {id(block) for block in again.blocks}
    assert len(same) > len(page.blocks) * 0.8


def test_what_has_no_amount_is_said_beside_the_sum():
    one = merge([part("1.docx", project("培训", "约6万"), project("慰问", "1.00"))])
    page = merged_book(one.submission, one.sources, LAYOUTS["hebei-project"]).page
    assert totals(page(one.submission))[2][-1] == (
        "1.docx\n（1 个项目没有预算数，没有计入）"
    )  # fmt: skip


def test_a_list_of_projects_is_its_own_form(merged):
    book = merged_book(merged.submission, merged.sources, LAYOUTS["qinghai-public"])
    assert book.submission.title == "2023年部门预算项目支出绩效目标公开表"
    page = book.page(book.submission)
    (grid,) = (block for block in page.blocks if isinstance(block, Grid))
    rows = [[cell.text for cell in row.cells[:3]] for row in grid.rows]
    assert rows[1:4] == [
        ["合计", "", "246.00"],
        ["713001", "唐山市第1区妇女联合会", "20.50"],
        ["1", "妇女儿童活动经费", "6.00"],
    ]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_saved_book_is_read_again_without_a_project_too_many(merged, tmp_path, suffix):
    book = merged_book(merged.submission, merged.sources, LAYOUTS["hebei-project"])
    save_book(book, book.submission, tmp_path / f"x{suffix}")
    again = open_book(tmp_path / f"x{suffix}", LAYOUTS).submission
    before = [(p.code, p.name, p.unit, p.budget) for p in merged.submission.projects]
    assert [(p.code, p.name, p.unit, p.budget) for p in again.projects] == before
    assert again.title == merged.submission.title


@pytest.mark.office
@pytest.mark.skipif(bool(MISSING), reason=f"没有安装 {'、'.join(MISSING)}")
def test_the_pages_are_right_in_libreoffice(merged, tmp_path):
    book = merged_book(merged.submission, merged.sources, LAYOUTS["hebei-project"])
    save_book(book, book.submission, tmp_path / "x.docx")
    run(
        *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "x.docx"),
        FONTCONFIG_FILE=str(fonts_file(tmp_path)),
    )
    printed = texts(tmp_path / "x.pdf")
    said = [(without_space(text), number) for text, number in lines(book.page(book.submission))]
    assert len(said) == COUNT * 5
    for text, number in said:
        assert re.search(rf"^{re.escape(text)}|{re.escape(text)}绩效目标表", printed[number - 1])
    last = str(said[0][1] - 2)  # the page of totals comes behind the contents
    contents = run("pdftotext", "-l", last, "-layout", tmp_path / "x.pdf", "-").splitlines()
    shown = [re.sub(r"\.{4,}", " ", without_space(line)) for line in contents]
    assert [line for line in shown if " " in line] == [f"{text} {number}" for text, number in said]
