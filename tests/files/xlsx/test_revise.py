# SPDX-License-Identifier: MulanPSL-2.0
"""Revising .xlsx in place: what the page changes is changed, everything else stays and follows."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from fuyi_editor.files.errors import ReadError, ReviseError
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.revise import revise_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import (
    Binding,
    Borders,
    Cell,
    Grid,
    PageDocument,
    Paragraph,
    Row,
    check_grid,
)
from tests.files.builders import package, parts_of
from tests.files.revising import retyped, type_into, with_rows
from tests.files.xlsx.test_read import MAIN, OFFICE, links, workbook
from tests.files.xlsx.test_revise_laws import content

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
_FORMULA = re.compile(r"=(?:SUM|#REF!|乙!)[^']*")
THIN = Side(style="thin")
TABLE = [
    ["一级指标", "二级指标", "名称", "数值"],
    ["产出指标", "数量指标", "培训人数", 100],
    [None, None, "培训场次", 6],
    [None, "质量指标", "合格率", 0.95],
    ["效益指标", "社会效益", "覆盖面", "逐步扩大"],
    ["满意度指标", "满意度", "满意率", "≥95%"],
]


def _fill(sheet: Worksheet) -> None:
    sheet["A1"] = "培训项目绩效目标表"
    for row, line in enumerate(TABLE, start=3):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row, column, value)
            cell.border = Border(THIN, THIN, THIN, THIN)
            cell.font = Font(name="宋体", size=10.5)
        sheet.row_dimensions[row].height = 20 + row
    sheet["D6"].number_format = "0%"
    sheet["A1"].font = Font(bold=True)
    for area in ("A4:A6", "B4:B5"):
        sheet.merge_cells(area)


def _dress(sheet: Worksheet) -> None:
    sheet["C4"].comment = Comment("说明：按实际", "审核人")
    sheet["C8"].comment = Comment("满意率的说明", "审核人")
    red = PatternFill("solid", "FFFF0000", "FFFF0000")
    sheet.conditional_formatting.add("D4:D8", CellIsRule("lessThan", ["$D$4"], fill=red))
    sheet.conditional_formatting.add("A5:D8", FormulaRule(["$D5>3"], fill=red))
    choice = DataValidation("list", formula1='"是,否"')
    choice.add("D7:D8")
    sheet.add_data_validation(choice)
    sheet.column_dimensions["C"].width = 33
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = "A3:D8"
    sheet.print_title_rows = "3:3"
    sheet.print_area = "A1:D8"
    sheet.page_setup.orientation = "landscape"
    sheet["C7"].hyperlink = "https://example.org/"
    sheet.row_breaks.append(Break(id=6))
    sheet["A11"] = "合计"
    sheet["D11"] = "=SUM(D4:D8)"


def rich() -> bytes:
    """A table as offices have them, with much around it that we do not read."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "绩效 目标"
    _fill(sheet)
    _dress(sheet)
    other = book.create_sheet("汇总")
    other["A1"] = "='绩效 目标'!D7"
    other["A2"] = "=SUM('绩效 目标'!$D$4:$D$8)+LEN(\"D7\")"
    other["A3"] = "='绩效 目标'!D4"
    other.sheet_state = "hidden"
    book.defined_names["数值"] = DefinedName("数值", attr_text="'绩效 目标'!$D$4:$D$8")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=4, max_row=8))
    sheet.add_chart(chart, "F7")
    if importlib.util.find_spec("PIL"):
        from openpyxl.drawing.image import Image
        from PIL.Image import new

        sheet.add_image(Image(new("RGB", (4, 4))), "H3")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def revise(data: bytes, page: PageDocument) -> bytes:
    """Revise, read back, and hold that the file says what the page says."""
    revised = revise_xlsx(data, read_xlsx(data), page)
    again = read_xlsx(revised)
    # Formulas that were never computed are read as they are, and they follow moved rows.
    assert [_FORMULA.sub("=", str(found)) for found in content(again)] == [
        _FORMULA.sub("=", str(found)) for found in content(page)
    ]
    for grid in again.grids:
        check_grid(grid)
    return revised


def differing(data: bytes, revised: bytes) -> list[str]:
    before, after = parts_of(data), parts_of(revised)
    assert list(before) == list(after)
    return [name for name in before if before[name] != after[name]]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def sheet_of(data: bytes, part: str = SHEET) -> str:
    return parts_of(data)[part][0].decode()


def rows_of(page: PageDocument) -> list[Row]:
    return list(page.grids[0].rows)


def test_nothing_changed_is_the_same_bytes() -> None:
    data = rich()
    page = read_xlsx(data)
    assert revise_xlsx(data, page, read_xlsx(data)) is data
    bound = page.with_blocks(tuple(replace(block, node="n1") for block in page.blocks))
    assert revise_xlsx(data, page, bound) is data


def test_one_value_changes_one_cell() -> None:
    data = rich()
    page = read_xlsx(data)
    revised = revise(data, type_into(page, 0, (4, 3), "=更大&<更好>\n_x000D_ "))
    assert differing(data, revised) == [SHEET]
    before, after = sheet_of(data), sheet_of(revised)
    old = re.search(r'<c r="D7".*?</c>', before)
    assert old is not None
    assert after.startswith(before[: old.start()])
    assert after.endswith(before[old.end() :])
    style = re.search(r' s="\d+"', old[0])
    assert style is not None
    assert after[old.start() : len(after) - len(before) + old.end()] == (
        f'<c r="D7"{style[0]} t="inlineStr"><is><t xml:space="preserve">'
        "=更大&amp;&lt;更好&gt;\n_x005F_x000D_ </t></is></c>"
    )


def test_what_we_do_not_read_survives_a_changed_value() -> None:
    data = rich()
    book = opened(revise(data, type_into(read_xlsx(data), 0, (4, 3), "扩大")))
    sheet, other = book["绩效 目标"], book["汇总"]
    assert sheet["D7"].value == "扩大"
    assert sheet["C4"].comment.text == "说明：按实际"
    assert {str(found.sqref) for found in sheet.conditional_formatting} == {"D4:D8", "A5:D8"}
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["D7:D8"]
    assert sheet.column_dimensions["C"].width == 33
    assert sheet.freeze_panes == "A4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["D11"].value == "=SUM(D4:D8)"
    assert other["A1"].value == "='绩效 目标'!D7"
    assert other.sheet_state == "hidden"
    assert book.defined_names["数值"].attr_text == "'绩效 目标'!$D$4:$D$8"


@pytest.mark.parametrize(
    ("where", "text", "value"),
    [
        ((2, 3), "7", 7),  # General
        ((2, 3), "7.50", "7.50"),
        ((2, 3), "-3.5", -3.5),
        ((2, 3), "007", "007"),
        ((2, 3), "7次", "7次"),
        ((2, 3), "@7", "@7"),
        ((2, 3), "12345678901234567", "12345678901234567"),
        ((3, 3), "60%", 0.6),  # 0%
        ((3, 3), "60.5%", "60.5%"),
        ((4, 3), "7", "7"),  # was a text
    ],
)
def test_numbers_stay_numbers_where_they_are_shown_just_so(where, text, value) -> None:
    data = rich()
    revised = revise(data, type_into(read_xlsx(data), 0, where, text))
    cell = opened(revised)["绩效 目标"].cell(where[0] + 3, where[1] + 1)
    assert cell.value == value
    assert cell.data_type == ("s" if isinstance(value, str) else "n")


def test_a_dropped_row_takes_all_that_names_rows_along() -> None:
    data = rich()
    page = read_xlsx(data)
    header, first, _, third, *rest = rows_of(page)
    revised = revise(data, with_rows(page, 0, header, first, third, *rest))
    book = opened(revised)
    sheet, other = book["绩效 目标"], book["汇总"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A4:A5"}
    assert sheet.row_dimensions[6].height == 27
    assert sheet["C4"].comment.text == "说明：按实际"
    assert sheet["C7"].comment.text == "满意率的说明"
    assert {str(found.sqref) for found in sheet.conditional_formatting} == {"D4:D7", "A5:D7"}
    rules = [f for found in sheet.conditional_formatting for r in found.rules for f in r.formula]
    assert rules == ["$D$4", "$D5>3"]
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["D6:D7"]
    assert sheet.auto_filter.ref == "A3:D7"
    assert sheet.print_area == "'绩效 目标'!$A$1:$D$7"
    assert sheet.freeze_panes == "A4"
    assert sheet["C6"].hyperlink.target == "https://example.org/"
    assert [mark.id for mark in sheet.row_breaks.brk] == [5]
    assert sheet["D10"].value == "=SUM(D4:D7)"
    assert other["A1"].value == "='绩效 目标'!D6"
    assert other["A2"].value == "=SUM('绩效 目标'!$D$4:$D$7)+LEN(\"D7\")"
    assert book.defined_names["数值"].attr_text == "'绩效 目标'!$D$4:$D$7"
    assert sheet.dimensions == "A1:D10"
    drawing = sheet_of(revised, "xl/drawings/drawing1.xml")
    assert "<row>5</row>" in drawing.replace("xdr:", "")
    assert "'绩效 目标'!$D$4:$D$7" in sheet_of(revised, "xl/charts/chart1.xml")


def test_references_to_a_dropped_row_say_so() -> None:
    data = rich()
    page = read_xlsx(data)
    header, _, second, third, *rest = rows_of(page)
    second = replace(
        second,
        cells=(
            replace(second.cells[0], continues=False, text="产出指标"),
            replace(second.cells[1], continues=False, text="数量指标"),
            *second.cells[2:],
        ),
    )
    revised = revise(data, with_rows(page, 0, header, second, third, *rest))
    book = opened(revised)
    assert book["汇总"]["A3"].value == "=#REF!"
    assert book["绩效 目标"]["C4"].comment is None
    assert "说明：按实际" not in sheet_of(revised, "xl/comments/comment1.xml")
    assert book["绩效 目标"]["D10"].value == "=SUM(D4:D7)"
    assert {str(a) for a in book["绩效 目标"].merged_cells.ranges} == {"A4:A5"}


def test_a_cloned_row_has_height_looks_and_rules_of_its_model() -> None:
    data = rich()
    page = read_xlsx(data)
    rows = rows_of(page)
    new = retyped(retyped(rows[5], 2, "新指标"), 3, "≥90%")
    revised = revise(data, with_rows(page, 0, *rows, new))
    book = opened(revised)
    sheet = book["绩效 目标"]
    assert [cell.value for cell in sheet[9]] == ["满意度指标", "满意度", "新指标", "≥90%"]
    assert sheet.row_dimensions[9].height == sheet.row_dimensions[8].height
    assert sheet["D9"].border.left.style == "thin"
    assert {str(found.sqref) for found in sheet.conditional_formatting} == {"D4:D9", "A5:D9"}
    assert sheet["C9"].comment is None
    # A total over all rows takes the new one in.
    assert sheet["D12"].value == "=SUM(D4:D9)"
    assert book["汇总"]["A1"].value == "='绩效 目标'!D7"


def test_moved_rows_are_followed() -> None:
    data = rich()
    page = read_xlsx(data)
    rows = rows_of(page)
    revised = revise(data, with_rows(page, 0, *rows[:4], rows[5], rows[4]))
    book = opened(revised)
    assert book["汇总"]["A1"].value == "='绩效 目标'!D8"
    assert book["汇总"]["A2"].value == "=SUM('绩效 目标'!$D$4:$D$8)+LEN(\"D7\")"
    assert book["绩效 目标"]["C7"].comment.text == "满意率的说明"
    assert book["绩效 目标"]["C8"].hyperlink.target == "https://example.org/"


def test_rows_that_a_formula_names_together_must_stay_together() -> None:
    formula = '<c r="A9"><f>SUM(A2:A3)</f><v>5</v></c>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>0</v></c></row>'
        for n in range(1, 8)
    )
    data = workbook(f'<sheetData>{rows}<row r="9">{formula}</row></sheetData>')
    page = read_xlsx(data)
    one, two, three, *rest = rows_of(page)
    assert "SUM(A4:A5)" in sheet_of(revise(data, with_rows(page, 0, one, *rest[:2], two, three)))
    # Both moved, to either end of rows that stayed.
    with pytest.raises(ReviseError, match="断成了几段"):
        revise(data, with_rows(page, 0, three, one, *rest, two))


def test_formulas_in_changed_cells_give_way_to_the_text() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f>A2*2</f><v>6</v></c></row></sheetData>'
    )
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'
    data = package(
        {
            "[Content_Types].xml": "<Types>"
            '<Override PartName="/xl/calcChain.xml" ContentType="chain"/></Types>',
            "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            '<sheets><sheet name="表" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": links(
                ("worksheet", "worksheets/sheet1.xml"), ("calcChain", "calcChain.xml")
            ),
            SHEET: f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
            "xl/calcChain.xml": chain,
        }
    )
    page = read_xlsx(data)
    kept = revise(data, type_into(page, 0, (0, 0), "5"))
    assert "xl/calcChain.xml" in parts_of(kept)
    assert '<calcPr fullCalcOnLoad="1"/>' in sheet_of(kept, "xl/workbook.xml")
    revised = revise(data, type_into(page, 0, (0, 1), "9"))
    assert '<c r="B1"><v>9</v></c>' in sheet_of(revised)
    assert "<f>A2*2</f>" in sheet_of(revised)
    assert "xl/calcChain.xml" not in parts_of(revised)
    assert "calcChain" not in sheet_of(revised, "xl/_rels/workbook.xml.rels")
    assert "calcChain" not in sheet_of(revised, "[Content_Types].xml")


def test_shared_formulas_keep_their_meaning() -> None:
    shared = '<c r="B{n}"><f t="shared" si="0"/><v>1</v></c>'
    first = '<c r="B1"><f t="shared" ref="B1:B4" si="0">A1+$A$4</f><v>1</v></c>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{first if n == 1 else shared.format(n=n)}</row>'
        for n in range(1, 5)
    )
    data = workbook(f"<sheetData>{rows}</sheetData>")
    page = read_xlsx(data)
    xml = sheet_of(revise(data, type_into(page, 0, (0, 1), "x")))
    assert re.findall("<f>(.*?)</f>", xml) == ["A2+$A$4", "A3+$A$4", "A4+$A$4"]
    lines = rows_of(page)
    xml = sheet_of(revise(data, with_rows(page, 0, lines[0], *lines[2:])))
    assert re.findall("<f>(.*?)</f>", xml) == ["A1+$A$3", "A2+$A$3", "A3+$A$3"]
    xml = sheet_of(revise(data, with_rows(page, 0, *lines[:2], lines[1], *lines[2:])))
    assert re.findall("<f>(.*?)</f>", xml) == [
        "A1+$A$5",
        "A2+$A$5",
        "A3+$A$5",
        "A4+$A$5",
        "A5+$A$5",
    ]


def test_cells_of_an_array_formula_are_refused() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:A2">{1;2}</f><v>1</v></c>'
        '<c r="B1"><v>0</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>0</v></c></row></sheetData>'
    )
    data = workbook(sheet)
    page = read_xlsx(data)
    with pytest.raises(ReviseError, match="数组公式"):
        revise(data, type_into(page, 0, (1, 0), "x"))
    one, two = rows_of(page)
    with pytest.raises(ReviseError, match="数组公式"):
        revise(data, with_rows(page, 0, one, one, two))


def test_cells_and_rows_that_the_file_does_not_hold_are_made() -> None:
    sheet = (
        '<cols><col min="2" max="3" width="9" style="1"/></cols>'
        '<sheetData><row r="1"><c r="A1" s="1"/><c r="D1" s="1"/></row>'
        '<row r="3"><c r="A3" s="1"><v>3</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    )
    line = '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    styles = (
        f"<fonts><font/></fonts><borders><border/><border>{line}</border></borders>"
        '<cellXfs><xf/><xf borderId="1"/></cellXfs>'
    )
    data = workbook(sheet, styles=styles)
    page = read_xlsx(data)
    (grid,) = page.grids
    changed = page
    for row in range(3):
        for index, cell in enumerate(grid.rows[row].cells):
            if not cell.continues:
                changed = type_into(changed, 0, (row, index), f"新{row}{index}")
    xml = sheet_of(revise(data, changed))
    assert re.findall(r'<c r="(\w+)"', xml) == [
        "A1", "B1", "C1", "D1", "B2", "C2", "D2", "A3", "B3", "C3", "D3",
    ]  # fmt: skip
    assert '<c r="B1" s="1" t="inlineStr">' in xml


def project(number: int, name: str) -> list[Paragraph | Grid]:
    def row(*texts: str) -> Row:
        cells = (
            Cell(text, column, borders=Borders(), binding=Binding(f"p{number}", "{name}"))
            for column, text in enumerate(texts)
        )
        return Row(tuple(cells), 8.0)

    grid = Grid(
        (40.0, 90.0), (row("项目名称", name), row("金额", f"{number}.00")), node=f"p{number}"
    )
    heading = Paragraph(f"{number}.{name}绩效目标表", outline_level=2, node=f"p{number}")
    return [heading, grid]


def book_of(*names: str) -> tuple[bytes, PageDocument]:
    blocks = [block for n, name in enumerate(names, start=1) for block in project(n, name)]
    data = compose_xlsx(PageDocument(tuple(blocks)))
    page = read_xlsx(data)
    nodes = (f"p{block.origin.part[-5]}" if block.origin else None for block in page.blocks)
    return data, page.with_blocks(
        tuple(replace(b, node=n) for b, n in zip(page.blocks, nodes, strict=True))
    )


def sheet_names(data: bytes) -> list[str]:
    return opened(data).sheetnames


def test_a_cloned_project_gets_a_sheet_of_its_own() -> None:
    data, page = book_of("培训", "宣传")
    heading, grid, *rest = page.blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(grid, Grid)
    rows = (retyped(grid.rows[0], 1, "维权/帮扶"), grid.rows[1])
    cells = tuple(replace(c, binding=Binding("p9", "{name}")) for c in rows[0].cells[1:])
    rows = (replace(rows[0], cells=(rows[0].cells[0], *cells)), rows[1])
    clone = [
        replace(heading, text="2.维权绩效目标表", node="p9"), replace(grid, rows=rows, node="p9")
    ]  # fmt: skip
    revised = revise(data, page.with_blocks((heading, grid, *clone, *rest)))
    assert sheet_names(revised) == ["培训", "维权帮扶", "宣传"]
    book = opened(revised)
    assert book["维权帮扶"].print_area == "'维权帮扶'!" + book["培训"].print_area.split("!")[1]
    assert book["宣传"].print_area == "'宣传'!" + book["培训"].print_area.split("!")[1]
    assert (
        book["维权帮扶"].column_dimensions["A"].width == book["培训"].column_dimensions["A"].width
    )
    views = [sheet.sheet_view.tabSelected for sheet in book]
    assert views.count(True) == 1
    before, after = parts_of(data), parts_of(revised)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
    }
    assert list(after) == [*before, "xl/worksheets/copy1.xml"]


def test_a_dropped_project_takes_its_sheet_along() -> None:
    data, page = book_of("培训", "宣传", "维权")
    blocks = tuple(b for b in page.blocks if not b.origin or "sheet2" not in b.origin.part)
    revised = revise(data, page.with_blocks(blocks))
    book = opened(revised)
    assert book.sheetnames == ["培训", "维权"]
    assert book["维权"].print_area.startswith("'维权'!")
    assert "xl/worksheets/sheet2.xml" not in parts_of(revised)
    assert "sheet2.xml" not in sheet_of(revised, "[Content_Types].xml")


def test_the_last_sheet_cannot_be_dropped() -> None:
    data, page = book_of("培训")
    with pytest.raises(ReviseError, match="至少要有一张工作表"):
        revise_xlsx(data, page, page.with_blocks(()))


def test_moved_projects_move_their_sheets() -> None:
    data, page = book_of("培训", "宣传", "维权")
    order = sorted(page.blocks, key=lambda b: "213".index(b.origin.part[-5]) if b.origin else 9)
    revised = revise(data, page.with_blocks(tuple(order)))
    book = opened(revised)
    assert book.sheetnames == ["宣传", "培训", "维权"]
    assert [sheet.print_area.split("!")[0] for sheet in book] == ["'宣传'", "'培训'", "'维权'"]
    assert set(differing(data, revised)) == {"xl/workbook.xml"}


def test_references_to_a_dropped_sheet_say_so() -> None:
    book = Workbook()
    for number, name in enumerate(("甲", "乙", "丙")):
        sheet = book.create_sheet(name)
        sheet["A1"] = f"{name}的项目"
        sheet["A2"], sheet["B2"] = "数", number
        for cell in ("A2", "B2"):
            sheet[cell].border = Border(THIN, THIN, THIN, THIN)
    del book["Sheet"]
    book["丙"]["B5"] = "=乙!B2+甲!B2"
    book["乙"]["A1"].comment = Comment("说明", "某")
    book.defined_names["数"] = DefinedName("数", attr_text="乙!$B$2")
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    page = read_xlsx(data)
    blocks = tuple(b for b in page.blocks if not b.origin or "sheet2" not in b.origin.part)
    revised = revise(data, page.with_blocks(blocks))
    again = opened(revised)
    assert again["丙"]["B5"].value == "=#REF!+甲!B2"
    assert again.defined_names["数"].attr_text == "#REF!"
    assert not [name for name in parts_of(revised) if "comment" in name or "vml" in name.lower()]


def test_projects_on_one_sheet_move_as_blocks_of_rows() -> None:
    blocks = [replace(b, node=None) for n in (1, 2) for b in project(n, f"项目{n}")]
    data = compose_xlsx(PageDocument(tuple(blocks)))
    page = read_xlsx(data)
    one, two = page.blocks[:2], page.blocks[2:]
    assert len(page.grids) == 2
    revised = revise(data, page.with_blocks((*two, *one)))
    assert len(sheet_names(revised)) == 1
    clone = tuple(replace(b, text="3.新绩效目标表") if isinstance(b, Paragraph) else b for b in two)
    revised = revise(data, page.with_blocks((*one, *two, *clone)))
    assert len(sheet_names(revised)) == 1


def test_a_project_cannot_move_between_those_of_another_sheet() -> None:
    data, page = book_of("培训", "宣传")
    heading, grid, *rest = page.blocks
    with pytest.raises(ReviseError, match="别的工作表"):
        revise_xlsx(data, page, page.with_blocks((heading, *rest, grid)))


def test_another_file_than_the_one_that_was_read() -> None:
    _, page = book_of("培训", "宣传")
    with pytest.raises(ReadError, match="与打开时不同"):
        revise_xlsx(rich(), page, type_into(page, 0, (0, 0), "x"))


def test_several_sheets_in_one_reference() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _fill(sheet)
    last = book.create_sheet("末")
    last["A1"] = f"=SUM({sheet.title}:末!D4)"
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    page = read_xlsx(data)
    assert revise(data, type_into(page, 0, (4, 3), "x"))
    with pytest.raises(ReviseError, match="连续几张工作表"):
        revise(data, with_rows(page, 0, *rows_of(page)[:-1]))


def test_a_text_longer_than_excel_allows_is_a_sentence() -> None:
    data, page = book_of("培训")
    with pytest.raises(ReviseError, match="32767"):
        revise_xlsx(data, page, type_into(page, 0, (0, 0), "字" * 32_768))


def test_libreoffice_opens_what_was_revised(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    data = rich()
    page = read_xlsx(data)
    rows = rows_of(page)
    new = retyped(retyped(rows[5], 2, "新指标"), 3, "50")
    path = tmp_path / "revised.xlsx"
    path.write_bytes(revise(data, with_rows(page, 0, *rows, retyped(new, 0, "新"))))
    command = [
        soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path),
        str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    lines = (tmp_path / "revised.csv").read_text(encoding="utf-8").replace('"', "").splitlines()
    assert lines[8] == "新,满意度,新指标,50"
    assert lines[11].startswith("合计,,,106.95")


def test_one_value_in_a_hundred_sheets_changes_one_part() -> None:
    blocks = [b for n in range(1, 101) for b in project(n, f"项目{n}")]
    data = compose_xlsx(PageDocument(tuple(blocks)))
    page = read_xlsx(data)
    changed = type_into(page, 50, (1, 1), "99.00")
    revised = revise_xlsx(data, page, changed)
    assert differing(data, revised) == ["xl/worksheets/sheet51.xml"]
    with zipfile.ZipFile(io.BytesIO(revised)) as archive:
        assert archive.testzip() is None
