# SPDX-License-Identifier: MulanPSL-2.0
"""Reading workbooks that other programs wrote."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.preflight import check_package
from fuyi_editor.files.sheet import data as sheet_data
from fuyi_editor.files.sheet import grid as sheet_grid
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.page.document import (
    Align,
    Grid,
    PageDocument,
    Paragraph,
    VerticalAlign,
    check_grid,
)
from tests.files.builders import package
from tests.growth import assert_not_far_slower

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
THIN = Side(style="thin")
RULED = Border(THIN, THIN, THIN, THIN)


def links(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{found}</Relationships>'


def workbook(
    sheet: str,
    strings: str = "",
    styles: str = "",
    properties: str = "",
    extra: dict[str, str | bytes] | None = None,
    main: str = MAIN,
    office: str = OFFICE,
) -> bytes:
    """A workbook around the children of a single sheet's root."""
    return package(
        {
            "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
            '<sheets><sheet name="表一" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": links(
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "/xl/sharedStrings.xml"),
                ("styles", "styles.xml"),
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
            **(extra or {}),
        }
    )


def texts(page: PageDocument) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for grid in page.grids for row in grid.rows]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def new_sheet() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    return book, sheet


def rule(sheet: Worksheet, area: str) -> None:
    for line in sheet[area]:
        for cell in line:
            cell.border = RULED


def test_values_are_shown_as_excel_shows_them() -> None:
    book, sheet = new_sheet()
    values: list[tuple[object, str, str]] = [
        (0.6, "0%", "60%"),
        (6, "0.00", "6.00"),
        (6.0, "General", "6"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (date(2023, 3, 5), 'yyyy"年"m"月"d"日"', "2023年3月5日"),
        (date(2023, 3, 5), "mm-dd-yy", "2023-3-5"),
        ("6.00", "@", "6.00"),
        (True, "General", "TRUE"),
        ("=SUM(A1:A2)", "General", "=SUM(A1:A2)"),
        ("#N/A", "General", "#N/A"),
        ("两\n行", "General", "两\n行"),
    ]
    for number, (value, code, _) in enumerate(values, start=1):
        sheet.cell(1, number, value).number_format = code
    assert texts(read_xlsx(saved(book))) == [[shown for _, _, shown in values]]


def test_looks_merges_and_sizes() -> None:
    book, sheet = new_sheet()
    rule(sheet, "A1:C3")
    sheet["A1"], sheet["B1"], sheet["B3"] = "标题", 6, "文字"
    sheet["A1"].font = Font("黑体", 14, bold=True)
    sheet["A1"].alignment = Alignment("center", "center", wrap_text=True)
    sheet["B3"].alignment = Alignment("distributed", "top")
    sheet.merge_cells("A1:A3")
    sheet.merge_cells("B1:C1")
    sheet.column_dimensions["A"].width = 20
    sheet.row_dimensions[2].height = 72
    (grid,) = read_xlsx(saved(book)).grids
    check_grid(grid)
    first = grid.rows[0].cells[0]
    assert grid.row_span(0, first) == 3
    assert (first.style.family, first.style.size, first.style.bold) == ("黑体", 14, True)
    assert (first.style.align, first.style.vertical_align) == (Align.CENTER, VerticalAlign.CENTER)
    number = grid.rows[0].cells[1]
    assert (number.text, number.column_span, number.style.align) == ("6", 2, Align.RIGHT)
    assert number.style.vertical_align is VerticalAlign.BOTTOM
    assert grid.rows[2].cells[1].style.align is Align.CENTER
    assert grid.rows[2].cells[1].style.vertical_align is VerticalAlign.TOP
    assert grid.columns[0] == pytest.approx(20 * 7 * 25.4 / 96, abs=0.3)
    assert grid.rows[1].min_height == pytest.approx(25.4)
    assert grid.rows[0].min_height == 0


def test_headings_tables_and_blank_rows() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "项目绩效目标表"
    sheet.merge_cells("A1:C1")
    sheet["C2"] = "单位：万元"
    sheet["A3"], sheet["B3"] = "项目名称", "活动经费"
    rule(sheet, "A3:C4")
    sheet["A6"], sheet["C6"] = "一级指标", "指标值"
    rule(sheet, "A6:C7")
    sheet["A8"] = "注：本表一式两份"
    sheet.print_title_rows = "6:6"
    blocks = read_xlsx(saved(book)).blocks
    kinds = [
        (block.text, block.outline_level) if isinstance(block, Paragraph) else len(block.rows)
        for block in blocks
    ]
    assert kinds == [
        ("项目绩效目标表", 2), ("单位：万元", 0), 2, ("", 0), 2, ("注：本表一式两份", 0)
    ]  # fmt: skip
    last = blocks[4]
    assert isinstance(last, Grid)
    assert [row.header for row in last.rows] == [True, False]


def test_a_line_under_the_title_leaves_it_a_title() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "项目绩效目标表"
    sheet["A1"].border = Border(bottom=THIN)
    sheet["A2"], sheet["B2"] = "项目名称", "x"
    rule(sheet, "A2:B2")
    first = read_xlsx(saved(book)).blocks[0]
    assert isinstance(first, Paragraph)


def test_a_table_without_lines_is_still_one_table() -> None:
    book, sheet = new_sheet()
    for number, line in enumerate(
        [("项目表",), ("项目名称", "x"), ("绩效目标",), ("指标", "1")], 1
    ):
        for column, value in enumerate(line, start=1):
            sheet.cell(number, column, value)
    blocks = read_xlsx(saved(book)).blocks
    assert isinstance(blocks[0], Paragraph)
    assert texts(read_xlsx(saved(book))) == [["项目名称", "x"], ["绩效目标", ""], ["指标", "1"]]


def test_two_cells_without_lines_above_a_table_belong_to_it() -> None:
    book, sheet = new_sheet()
    sheet["A1"], sheet["C1"] = "713001某县妇联", "单位：万元"
    sheet["A2"] = "项目名称"
    rule(sheet, "A2:C2")
    assert texts(read_xlsx(saved(book)))[0] == ["713001某县妇联", "", "单位：万元"]


def test_columns_that_no_cell_needs_are_dropped() -> None:
    book, sheet = new_sheet()
    rule(sheet, "B2:G3")
    sheet["B2"], sheet["B3"], sheet["E3"] = "甲", "乙", "丙"
    for area in ("B2:G2", "B3:D3", "E3:G3"):
        sheet.merge_cells(area)
    (grid,) = read_xlsx(saved(book)).grids
    assert len(grid.columns) == 2
    assert [(c.text, c.column, c.column_span) for c in grid.rows[1].cells] == [
        ("乙", 0, 1), ("丙", 1, 1)
    ]  # fmt: skip


def test_hidden_sheets_are_left_out_and_the_rest_is_in_order() -> None:
    book, sheet = new_sheet()
    sheet["A1"], sheet["B1"] = "一", "1"
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden["B1"] = "藏", "2"
    hidden.sheet_state = "veryHidden"
    last = book.create_sheet("三")
    last["A1"], last["B1"] = "三", "3"
    last.print_title_rows = "1:1"
    page = read_xlsx(saved(book))
    assert texts(page) == [["一", "1"], ["三", "3"]]
    assert not page.grids[0].rows[0].header
    assert page.grids[1].rows[0].header
    between = page.blocks[1]
    assert isinstance(between, Paragraph)
    assert between.page_break_before


def test_page_set_up() -> None:
    book, sheet = new_sheet()
    sheet["A1"], sheet["B1"] = "一", "1"
    sheet.page_setup.paperSize = 8
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins.left = 1
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.center.size = 9
    sheet.print_options.horizontalCentered = True
    page = read_xlsx(saved(book))
    assert (page.setup.width, page.setup.height) == (420, 297)
    assert page.setup.left == pytest.approx(25.4)
    assert page.setup.footer == "第 {page} 页，共 {pages} 页"
    assert page.setup.footer_style.size == 9
    assert page.grids[0].align is Align.CENTER


def test_a_table_wider_than_the_paper_is_narrowed_to_it() -> None:
    book, sheet = new_sheet()
    for column in "ABCD":
        sheet.column_dimensions[column].width = 40
    sheet["A1"], sheet["D1"] = "一", "1"
    page = read_xlsx(saved(book))
    assert page.grids[0].width == pytest.approx(page.setup.content_width)


def test_strings_of_every_kind() -> None:
    strings = (
        '<si><r><t>其中：</t></r><r><rPr/><t xml:space="preserve"> 财政</t></r>'
        '<rPh sb="0" eb="1"><t>qí</t></rPh></si><si><t>a_x000D_&#10;b_x005F_x000D_&#13;c</t></si>'
    )
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>在内</t></is></c><c r="D1" t="str"><f>A1</f><v>式</v></c>'
        '<c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="s"><v>99</v></c><c r="G1" t="b"><v>0</v></c>'
        '<c r="H1"><v>abc</v></c><c r="I1" t="d"><v>2023-01-05</v></c></row></sheetData>'
    )
    assert texts(read_xlsx(workbook(sheet, strings))) == [
        ["其中： 财政", "a\nb_x000D_\nc", "在内", "式", "#REF!", "", "FALSE", "abc", "2023-01-05"]
    ]


def test_rows_and_cells_without_references() -> None:
    sheet = (
        '<sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>'
        "<row><c><v>2</v></c><c r='??'><v>3</v></c></row></sheetData>"
    )
    assert texts(read_xlsx(workbook(sheet))) == [["a", "1"], ["2", "3"]]


def test_origins_count_the_elements_of_the_part() -> None:
    sheet = (
        '<dimension ref="A1"/><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row></sheetData>'
    )
    (grid,) = read_xlsx(workbook(sheet)).grids
    origins = [(row.origin, [cell.origin for cell in row.cells]) for row in grid.rows]
    ordinals = [
        (row.ordinal if row else 0, [cell.ordinal if cell else 0 for cell in cells])
        for row, cells in origins
    ]
    # 0 worksheet, 1 dimension, 2 sheetData, 3 row, 4 c, 5 v, 6 c, 7 v, 8 row …
    assert ordinals == [(3, [4, 6]), (8, [9, 11])]
    assert grid.rows[0].origin is not None
    assert grid.rows[0].origin.part == "xl/worksheets/sheet1.xml"


def test_strict_files_and_odd_part_names() -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    assert texts(read_xlsx(workbook(sheet, main=STRICT, office=STRICT_OFFICE))) == [["1", "2"]]
    plain = workbook(sheet)
    odd = plain.replace(b"xl/worksheets/sheet1.xml", b"XL/WorkSheets/Sheet1.XML")
    assert texts(read_xlsx(odd)) == [["1", "2"]]


def test_what_counts_wrongly_is_read_plainly() -> None:
    sheet = (
        '<cols><col min="x" max="2" width="y"/><col min="1" max="1" width="1e999"/></cols>'
        '<sheetData><row r="0" ht="-5"><c r="A1" s="77"><v>1</v></c><c r="B1" s="-1"><v>2</v></c>'
        '<c r="XFE1"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B1:C1"/><mergeCell ref="x"/>'
        '<mergeCell ref="A9999999:B9999999"/></mergeCells>'
        '<pageMargins left="x" top="99"/><pageSetup paperSize="999"/>'
    )
    styles = '<fonts><font><sz val="0"/></font></fonts><cellXfs><xf fontId="9"/></cellXfs>'
    page = read_xlsx(workbook(sheet, styles=styles))
    for grid in page.grids:
        check_grid(grid)


def test_dates_from_1904() -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    sheet = '<sheetData><row><c s="0"><v>1</v></c><c><v>45000</v></c></row></sheetData>'
    properties = '<workbookPr date1904="1"/>'
    assert texts(read_xlsx(workbook(sheet, styles=styles, properties=properties))) == [
        ["1904-1-2", "2027-3-16"]
    ]


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("xl/worksheets/sheet1.xml", "<worksheet>", "sheet1.xml 不是完整的 XML"),
        ("xl/workbook.xml", b"\xff\xff", "workbook.xml 不是完整的 XML"),
        ("xl/styles.xml", "<a></b>", "styles.xml 不是完整的 XML"),
    ],
)
def test_damaged_parts_are_named(part: str, content: str | bytes, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_xlsx(workbook("", extra={part: content}))
    assert words in caught.value.sentence


def test_missing_parts_are_named() -> None:
    with pytest.raises(ReadError, match=r"缺少必需的部件（xl/workbook\.xml）"):
        read_xlsx(package({"x": "y"}))
    lost = workbook("").replace(b"worksheets/sheet1.xml", b"worksheets/sheet2.xmX")
    with pytest.raises(ReadError, match="缺少必需的部件（工作表“表一”）"):
        read_xlsx(lost)


def sparse(column: str, row: int) -> bytes:
    """Three cells in the corners, all else empty, one merge from top to bottom."""
    return workbook(
        f'<dimension ref="A1:{column}{row}"/><cols><col min="1" max="16384" width="9"/></cols>'
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="{column}1"><v>2</v></c></row>'
        f'<row r="{row}"><c r="{column}{row}"><v>2</v></c></row></sheetData>'
        f'<mergeCells><mergeCell ref="A3:A{min(row, 100_000)}"/></mergeCells>'
    )


@pytest.mark.parametrize(
    ("small", "large"), [(("D", 10_000), ("ALM", 10_000)), (("D", 25_000), ("D", 1_048_576))]
)
def test_what_is_empty_between_cells_costs_nothing(
    small: tuple[str, int], large: tuple[str, int]
) -> None:
    def read(data: bytes) -> None:
        check_package(data)
        read_xlsx(data)

    near, far = sparse(*small), sparse(*large)
    # Visiting the empty cells between would take thousands of times as long.
    assert_not_far_slower(lambda: read(far), than=lambda: read(near), bound=60)


def test_absurdly_many_rows_or_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join("<row><c><v>1</v></c><c><v>2</v></c></row>" for _ in range(30))
    data = workbook(f"<sheetData>{rows}</sheetData>")
    monkeypatch.setattr(sheet_grid, "MAX_GRID_CELLS", 50)
    with pytest.raises(ReadError, match="表格过大"):
        read_xlsx(data)
    monkeypatch.setattr(sheet_data, "MAX_ROWS", 20)
    with pytest.raises(ReadError, match=r"行数过多.*工作表“表一”"):
        read_xlsx(data)


cells = st.tuples(
    st.integers(1, 6), st.integers(1, 6), st.sampled_from(["", "甲", "1"]), st.booleans()
)
areas = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3))


@settings(max_examples=200, deadline=None)
@given(st.lists(cells, max_size=20), st.lists(areas, max_size=6))
def test_any_sheet_gives_whole_grids_and_loses_no_text(
    found: list[tuple[int, int, str, bool]], merged: list[tuple[int, int, int, int]]
) -> None:
    held = {(row, column): (text, lined) for row, column, text, lined in found}
    rows: dict[int, str] = {}
    for (row, column), (text, lined) in sorted(held.items()):
        reference = f"{chr(64 + column)}{row}"
        inner = f"<is><t>{text}</t></is>" if text else ""
        kind = ' t="inlineStr"' if text else ""
        rows[row] = rows.get(row, "") + f'<c r="{reference}" s="{int(lined)}"{kind}>{inner}</c>'
    merges = "".join(
        f'<mergeCell ref="{chr(64 + c)}{r}:{chr(64 + c + width)}{r + height}"/>'
        for r, c, height, width in merged
    )
    sheet = "".join(f'<row r="{row}">{content}</row>' for row, content in rows.items())
    styles = (
        '<borders><border/><border><left style="thin"/><top style="thin"/></border></borders>'
        '<cellXfs><xf borderId="0"/><xf borderId="1"/></cellXfs>'
    )
    page = read_xlsx(
        workbook(f"<sheetData>{sheet}</sheetData><mergeCells>{merges}</mergeCells>", styles=styles)
    )
    shown = 0
    for block in page.blocks:
        if isinstance(block, Paragraph):
            shown += bool(block.text)
        else:
            check_grid(block)
            shown += sum(bool(cell.text) for _, cell in block.cells())
    if not merged:
        assert shown == sum(bool(text) for text, _ in held.values())
