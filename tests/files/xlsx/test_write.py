# SPDX-License-Identifier: MulanPSL-2.0
"""New workbooks, looked at by another reader and read back by ours."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.sheets import clean_name, split_sheets
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import (
    NO_BORDERS,
    Align,
    Borders,
    Cell,
    Grid,
    PageDocument,
    PageSetup,
    Paragraph,
    Row,
    TextStyle,
    check_grid,
)
from tests.files import strategies

Texts = list[tuple[int, str, int, int, int]]


def row(*items: str | tuple[str | None, int], header: bool = False, ruled: bool = True) -> Row:
    """A row of texts, each with its span; None goes on with the cell above."""
    cells: list[Cell] = []
    column = 0
    for item in items:
        text, span = item if isinstance(item, tuple) else (item, 1)
        borders = Borders() if ruled else NO_BORDERS
        cells.append(Cell(text or "", column, span, text is None, TextStyle(), borders))
        column += span
    return Row(tuple(cells), header=header)


def project(
    number: int, name: str = "妇女儿童活动经费", indicators: int = 3
) -> list[Grid | Paragraph]:
    """The blocks of a project as published in Hebei: two tables with different columns."""
    node = f"project-{number}"
    basics = Grid(
        (24.0, 22.0, 20.0, 25.0, 20.0, 25.0, 34.0),
        (
            row(("713001唐山市丰润区妇女联合会本级", 4), ("单位：万元", 3), ruled=False),
            row("项目编码", ("13020823P00002310001R", 3), "项目名称", (name, 2)),
            row("预算规模及资金用途", "预算数", "6.00", "其中：财政资金", "6.00", "其他资金", ""),
            row((None, 1), "用途", ("用于评选“三八”先进个人、集体，开展慰问活动等", 5)),
            row("资金支出计划（%）", "3月底", ("6月底", 2), "10月底", ("12月底", 2)),
            row((None, 1), "", ("20%", 2), "60%", ("100%", 2)),
            row("绩效目标", ("1.评选先进个人、集体\n2.开展慰问活动\n3.宣传法律常识", 6)),
        ),
        node=node,
    )
    rows = [row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "依据", header=True)]
    for index in range(indicators):
        first = "产出指标" if index == 0 else None
        values = ("=100%", "6.00", "-3", "+1", "@a")
        value = values[index % len(values)]
        rows.append(
            row(
                (first, 1),
                (first, 1),
                "活动次数",
                "全年开展各类慰问活动的实际次数" * 3,
                value,
                "计划",
            )
        )
    indicators_grid = Grid((22.0, 28.0, 34.0, 40.0, 22.0, 24.0), tuple(rows), node=node)
    heading = Paragraph(f"{number}.{name}绩效目标表", outline_level=2, node=node)
    return [heading, basics, Paragraph("", node=node), indicators_grid]


def whole(*groups: list[Grid | Paragraph], footer: str = "") -> PageDocument:
    blocks = tuple(block for group in groups for block in group)
    return PageDocument(blocks, PageSetup(footer=footer), "某县妇联2023年绩效目标")


def texts_of(grid: Grid) -> Texts:
    """Anchor row and column, text, and spans of every cell that shows something."""
    return [
        (index, cell.text, cell.column, cell.column_span, grid.row_span(index, cell))
        for index, cell in grid.cells()
    ]


def condensed(grid: Grid) -> Grid:
    """The grid without columns and rows in which no cell begins, which no sheet can show."""
    starts = sorted({cell.column for line in grid.rows for cell in line.cells})
    rows: list[Row] = []
    for line in grid.rows:
        if rows and all(cell.continues for cell in line.cells):
            continue
        cells = [
            replace(
                cell,
                column=starts.index(cell.column),
                column_span=sum(
                    cell.column <= start < cell.column + cell.column_span for start in starts
                ),
            )
            for cell in line.cells
        ]
        rows.append(replace(line, cells=tuple(cells)))
    return Grid(tuple(1.0 for _ in starts), tuple(rows))


def ruled(grid: Grid, node: str) -> Grid:
    rows = tuple(
        replace(line, cells=tuple(replace(cell, borders=Borders()) for cell in line.cells))
        for line in grid.rows
    )
    return replace(grid, rows=rows, node=node)


@st.composite
def project_groups(draw: st.DrawFn) -> PageDocument:
    blocks: list[Grid | Paragraph] = []
    for number in range(draw(st.integers(1, 3))):
        node = f"p{number}"
        heading = draw(strategies.texts.filter(lambda text: bool(text.strip())))
        blocks.append(Paragraph(heading, outline_level=2, node=node))
        for _ in range(draw(st.integers(1, 2))):
            blocks.append(ruled(draw(strategies.grids()), node))
            blocks.append(Paragraph("", node=node))
    return PageDocument(tuple(blocks), draw(strategies.setups))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(project_groups())
def test_reading_gives_back_grids_spans_and_texts(page: PageDocument) -> None:
    read = read_xlsx(compose_xlsx(page))
    for grid in read.grids:
        check_grid(grid)
    assert [texts_of(grid) for grid in read.grids] == [
        texts_of(condensed(grid)) for grid in page.grids
    ]
    headings = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.text]
    assert [b.text for b in read.blocks if isinstance(b, Paragraph) and b.text] == headings


def test_two_tables_of_a_project_keep_their_own_columns() -> None:
    page = whole(project(1))
    read = read_xlsx(compose_xlsx(page))
    kinds = [type(block) for block in read.blocks]
    assert kinds == [Paragraph, Grid, Paragraph, Grid]
    for before, after in zip(page.grids, read.grids, strict=True):
        assert len(after.columns) == len(before.columns)
        assert after.columns == pytest.approx(before.columns, abs=0.3)
        assert texts_of(after) == texts_of(before)
    assert read.grids[1].rows[0].header
    assert not any(line.header for line in read.grids[0].rows)


def test_two_grids_without_a_line_between_stay_two() -> None:
    heading, first, _, second = project(1)
    page = whole([heading, first, second])
    assert len(read_xlsx(compose_xlsx(page)).grids) == 2


def test_a_narrower_table_comes_back_narrower() -> None:
    heading, first, blank, _ = project(1)
    small = Grid((30.0, 40.0), (row("甲", "乙"), row("", "")), node="project-1")
    read = read_xlsx(compose_xlsx(whole([heading, first, blank, small])))
    assert read.grids[1].columns == pytest.approx((30.0, 40.0), abs=0.3)
    assert texts_of(read.grids[1]) == texts_of(small)


def test_another_reader_sees_what_was_meant() -> None:
    footer = "第 {page} 页 共 {pages} 页 A&B"
    book = load_workbook(io.BytesIO(compose_xlsx(whole(project(1), project(2), footer=footer))))
    assert book.sheetnames == ["妇女儿童活动经费", "妇女儿童活动经费(2)"]
    assert book.properties.title == "某县妇联2023年绩效目标"
    sheet = book.worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # Not written means one page wide.
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert int(sheet.page_setup.fitToHeight) == 0
    assert sheet.print_title_rows == "$10:$10"
    assert sheet.print_options.horizontalCentered
    assert sheet.page_margins.left == pytest.approx(20 / 25.4)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页 A&&B"
    by_value = {cell.value: cell for line in sheet.iter_rows() for cell in line}
    for text in ("=100%", "6.00", "-3"):
        assert by_value[text].data_type == "s"
    assert by_value["6.00"].number_format == "@"
    assert by_value["=100%"].alignment.wrap_text
    assert by_value["项目编码"].font.name == "宋体"
    assert by_value["项目编码"].font.sz == 10.5


def test_every_covered_cell_has_lines_and_every_row_a_height() -> None:
    data = compose_xlsx(whole(project(1)))
    # openpyxl draws the borders of merged cells itself; without merges it shows what is written.
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, re.sub(rb"<mergeCells.*</mergeCells>", b"", content))
        xml = source.read("xl/worksheets/sheet1.xml").decode()
    merged = load_workbook(io.BytesIO(data)).worksheets[0].merged_cells.ranges
    assert {"A1:L1", "A4:B5", "A11:A13"} <= {str(area) for area in merged}
    sheet = load_workbook(plain).worksheets[0]
    for number in range(1, sheet.max_row + 1):
        assert sheet.row_dimensions[number].height
    for number in (*range(3, 9), *range(10, 14)):
        for cell in sheet[number]:
            sides = (cell.border.top, cell.border.right, cell.border.bottom, cell.border.left)
            assert [side.style for side in sides] == ["thin"] * 4
    assert 'ignoredError sqref="A1:L13" numberStoredAsText="1"' in xml


def test_a_long_text_gets_the_height_it_needs_over_several_rows() -> None:
    text = "开展慰问活动，" * 400
    grid = Grid((30.0, 60.0), (row("用途", text), row("甲", "乙")), node="p")
    data = compose_xlsx(whole([Paragraph("一、长文", outline_level=2, node="p"), grid]))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    heights = [sheet.row_dimensions[number].height for number in range(1, sheet.max_row + 1)]
    assert all(height and height <= 409.5 for height in heights)
    # 60 mm hold fifteen characters of 10.5 points.
    assert sum(heights) > len(text) / 16 * 10.5 * 1.2
    assert texts_of(read_xlsx(data).grids[0]) == texts_of(grid)


def test_the_last_row_of_a_merge_takes_what_the_merge_lacks() -> None:
    tall = "宽度只够放下三个字的一列" * 4
    grid = Grid((12.0, 60.0), (row(tall, "甲"), row((None, 1), "乙")), node="p")
    sheet = load_workbook(io.BytesIO(compose_xlsx(whole([grid])))).worksheets[0]
    first, last = (sheet.row_dimensions[number].height for number in (1, 2))
    assert first < 30 < 200 < last


def test_narrative_goes_to_a_sheet_of_its_own_and_contents_do_not() -> None:
    front: list[Grid | Paragraph] = [
        Paragraph("第一部分 部门整体绩效目标", outline_level=1),
        Paragraph("1.妇女儿童活动经费……3", contents=True),
        Paragraph("积极组织开展“美丽庭院”创建活动。" * 100, TextStyle(size=12)),
    ]
    page = whole(front, project(1))
    assert [sheet.name for sheet in split_sheets(page)] == ["封面与说明", "妇女儿童活动经费"]
    read = read_xlsx(compose_xlsx(page))
    shown = [b.text for b in read.blocks if isinstance(b, Paragraph) and b.text]
    assert shown == [front[0].text, front[2].text, "1.妇女儿童活动经费绩效目标表"]
    first_of_project = read.blocks[2]
    assert isinstance(first_of_project, Paragraph)
    assert first_of_project.page_break_before
    assert first_of_project.outline_level == 2


def test_a_blank_line_of_no_node_does_not_part_a_project() -> None:
    heading, first, _, second = project(1)
    page = whole([Paragraph(""), replace(heading, node=None), first, Paragraph(""), second])
    (sheet,) = split_sheets(page)
    assert sheet.name == "妇女儿童活动经费"


def test_an_empty_document_is_an_empty_workbook() -> None:
    assert read_xlsx(compose_xlsx(PageDocument(()))).blocks == ()


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1.妇女儿童活动经费绩效目标表", "妇女儿童活动经费"),
        ("（一）培训/宣传[2023]", "培训宣传2023"),
        ("绩效目标表", "绩效目标表"),
        ("'引号'", "引号"),
        ("12、" + "长" * 40, "长" * 31),
        ("𠮷" * 20, "𠮷" * 15),
        ("?*", ""),
        ("2023年\n项目", "2023年 项目"),
    ],
)
def test_sheet_names_are_such_as_excel_allows(heading: str, name: str) -> None:
    assert clean_name(heading) == name


def test_sheet_names_are_unique_whatever_their_case_and_width() -> None:
    names = ["History", "ａ项目", "A项目", "长" * 40, "长" * 41, "?"]
    groups = [project(number, name) for number, name in enumerate(names)]
    sheets = [sheet.name for sheet in split_sheets(whole(*groups))]
    assert sheets == ["History(2)", "ａ项目", "A项目(2)", "长" * 31, "长" * 28 + "(2)", "6"]
    assert len(load_workbook(io.BytesIO(compose_xlsx(whole(*groups)))).sheetnames) == 6


def test_texts_are_never_cut_and_never_break_the_file() -> None:
    odd = "a\x00b\x0cc\ud800d\r\ne_x000D_f￾"
    grid = Grid((30.0, 60.0), (row(odd, "x"),), node="p")
    assert (
        read_xlsx(compose_xlsx(whole([grid]))).grids[0].rows[0].cells[0].text == "abcd\ne_x000D_f"
    )
    longest = Grid((160.0,), (row("长" * 32_767),), node="p")
    assert read_xlsx(compose_xlsx(whole([longest]))).grids[0].rows[0].cells[0].text == "长" * 32_767
    with pytest.raises(SaveError, match=r"32767 个字.*工作表“1”第 1 行，“𠮷"):
        compose_xlsx(whole([Grid((160.0,), (row("𠮷" * 16_384),), node="p")]))


def test_a_broken_grid_is_a_sentence() -> None:
    with pytest.raises(SaveError, match="没有对齐"):
        compose_xlsx(whole([Grid((30.0, 60.0), (row("x"),), node="p")]))


def test_a_footer_too_long_for_excel_is_a_sentence() -> None:
    with pytest.raises(SaveError, match="页脚"):
        compose_xlsx(whole(project(1), footer="长" * 300))


@pytest.mark.parametrize("align", [Align.LEFT, Align.CENTER, Align.RIGHT])
def test_page_set_up_comes_back(align: Align) -> None:
    style = TextStyle("仿宋_GB2312", 9, bold=True, align=align)
    setup = PageSetup(297, 210, 20, 15, 18, 25, "2023年 第{page}页/{pages} &P", style)
    page = PageDocument(tuple(project(1)), setup)
    read = read_xlsx(compose_xlsx(page)).setup
    assert read.footer == setup.footer
    assert read.footer_style == style
    numbers = (read.width, read.height, read.top, read.right, read.bottom, read.left)
    assert numbers == pytest.approx((297, 210, 20, 15, 18, 25), abs=0.01)
