# SPDX-License-Identifier: MulanPSL-2.0
"""Reading OpenDocument workbooks, whole, odd, damaged and hostile ones."""

from __future__ import annotations

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.odf import ods_read
from fuyi_editor.files.odf.ods_read import read_ods
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import (
    Align,
    Borders,
    Grid,
    PageDocument,
    Paragraph,
    VerticalAlign,
    check_grid,
)
from tests.bad_files import DATA
from tests.files.builders import package
from tests.files.odf_builders import cell, ods, row, style
from tests.files.office import (
    SAMPLES,
    assert_same,
    assert_survives_damage,
    assert_survives_odd_attributes,
    convert,
    needs_office,
    workbooks,
)
from tests.growth import assert_not_far_slower

WHOLE = (DATA / "fengrun-2023.ods").read_bytes()
RULED = style("r", "table-cell", 'fo:border="0.5pt solid #000000"')
LIBREOFFICE_WIDTH = 1.0
"""It takes the digits of the font that it substitutes for 宋体 to be wider, for Calibri by far."""


def sheet(rows: str, columns: str = "", styles: str = "", front: str = "") -> bytes:
    return ods(rows, columns, RULED + styles, front)


def texts(page: PageDocument) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for grid in page.grids for row in grid.rows]


def test_the_sample_reads_as_its_workbook() -> None:
    wanted = read_xlsx(compose_xlsx(read_docx((DATA / "fengrun-2023.docx").read_bytes())))
    assert_same(read_ods(WHOLE), wanted, width=LIBREOFFICE_WIDTH)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each workbook as .xlsx and .ods."""
    made = workbooks()
    found = convert(tmp_path_factory.mktemp("ods"), made, "ods")
    return {name: (made[f"{name}.xlsx"], content) for name, content in found.items()}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=needs_office) for name in [*SAMPLES, "values"]]
)
def test_they_read_like_excel_workbooks(books: dict[str, tuple[bytes, bytes]], name: str) -> None:
    new, found = books[name]
    page = read_ods(found)
    assert_same(page, read_xlsx(new), width=9.0 if name == "values" else LIBREOFFICE_WIDTH)
    assert page.title == read_xlsx(new).title


def test_repeats_covered_cells_and_columns() -> None:
    columns = '<table:table-column table:number-columns-repeated="2" table:style-name="c"/>'
    styles = style("c", "table-column", 'style:column-width="3cm"')
    first = row(
        cell("宽", 'table:number-columns-spanned="2" table:style-name="r"'),
        '<table:covered-table-cell table:style-name="r"/>',
        cell("甲", 'table:number-columns-repeated="2"'),
        cell("", 'table:number-columns-repeated="16380"'),
    )
    second = row(cell("1"), cell("2"), cell("3"), cell("4"), more='table:number-rows-repeated="2"')
    rest = row(cell("", 'table:number-columns-repeated="16384"'),
               more='table:number-rows-repeated="1048573"')  # fmt: skip
    (grid,) = read_ods(sheet(first + second + rest, columns, styles)).grids
    check_grid(grid)
    assert texts(read_ods(sheet(first + second + rest))) == [
        ["宽", "甲", "甲"], ["1", "2", "3", "4"], ["1", "2", "3", "4"]
    ]  # fmt: skip
    assert grid.columns[:2] == pytest.approx((30, 30))
    assert grid.rows[0].cells[0].borders == Borders()


def test_spaces_tabs_notes_and_lines() -> None:
    shown = cell(
        "<text:p>一<text:s text:c='2'/>二  二<text:tab/>三<text:line-break/>  四\n 五"
        "<office:annotation><text:p>批注</text:p></office:annotation></text:p><text:p>六</text:p>"
    )
    assert texts(read_ods(sheet(row(shown, cell("x"))))) == [["一  二  二\t三\n  四 五\n六", "x"]]


def test_values_without_a_text_are_shown_plainly() -> None:
    value = '<table:table-cell office:value-type="float" office:value="6.5"/>'
    shown = '<table:table-cell office:value-type="float" office:value="6"><text:p>6.00</text:p>'
    page = read_ods(sheet(row(value, f"{shown}</table:table-cell>", cell("文"))))
    assert texts(page) == [["6.5", "6.00", "文"]]
    aligns = [found.style.align for found in page.grids[0].rows[0].cells]
    assert aligns == [Align.RIGHT, Align.RIGHT, Align.LEFT]


def test_cells_take_the_style_of_their_row_or_column() -> None:
    columns = (
        '<table:table-column/><table:table-column table:default-cell-style-name="r"/>'
        '<table:table-column table:number-columns-repeated="5"/>'
    )
    page = read_ods(sheet(row(cell("1"), cell("2"), cell("3")), columns))
    assert [found.borders.top for found in page.grids[0].rows[0].cells] == [False, True, False]


def test_headers_hidden_sheets_and_styles_of_parents() -> None:
    styles = (
        '<style:style style:name="a" style:family="table-cell" style:parent-style-name="r">'
        '<style:table-cell-properties style:vertical-align="middle" fo:border-top="none"/>'
        '<style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-family="黑体" fo:font-size="14pt" fo:font-weight="bold"/>'
        '</style:style><style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    styled = cell("一", 'table:style-name="a"')
    rows = (
        f"<table:table-header-rows>{row(styled, cell('二'))}</table:table-header-rows>"
        f"<table:table-row-group>{row(cell('三'), cell('四'))}</table:table-row-group>"
        f'</table:table><table:table table:style-name="h">{row(cell("藏"), cell("起"))}'
    )
    page = read_ods(sheet(rows, styles=styles))
    assert texts(page) == [["一", "二"], ["三", "四"]]
    (grid,) = page.grids
    assert [found.header for found in grid.rows] == [True, False]
    first = grid.rows[0].cells[0]
    assert first.borders == Borders(top=False)
    assert (first.style.family, first.style.size, first.style.bold) == ("黑体", 14, True)
    assert (first.style.align, first.style.vertical_align) == (Align.CENTER, VerticalAlign.CENTER)


def test_absurd_repeats_cost_nothing() -> None:
    def read(times: int) -> None:
        ruled = cell("", f'table:number-columns-repeated="{times}" table:style-name="r"')
        rows = (
            row(cell("甲"), cell("乙"), ruled)
            + row(ruled, more=f'table:number-rows-repeated="{times}"')
            + row(cell("丙"))
        )
        assert texts(read_ods(sheet(rows))) == [["甲", "乙"]]

    assert_not_far_slower(lambda: read(1_000_000), than=lambda: read(10_000))


def test_absurdly_many_spaces_cost_nothing() -> None:
    def said(count: int) -> None:
        spaces = cell(f'甲<text:s text:c="{count}"/>乙')
        assert len(texts(read_ods(sheet(row(spaces, cell("x")))))[0][0]) == 1002

    def typed(count: int) -> None:
        assert texts(read_ods(sheet(row(cell("甲" + " " * count), cell("x")))))[0][1] == "x"

    assert_not_far_slower(lambda: said(99999999999999999999), than=lambda: said(1000))
    assert_not_far_slower(lambda: typed(400_000), than=lambda: typed(100_000))


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("甲"), more='table:number-rows-repeated="1000000"'),
        row(
            cell("甲", 'table:number-columns-repeated="16000"'),
            more='table:number-rows-repeated="99"',
        ),
        row(cell("甲", 'table:number-rows-spanned="1000000" table:number-columns-spanned="9"')) * 2,
    ],
)
def test_absurdly_much_is_refused_soon(rows: str) -> None:
    absurd, small = sheet(rows), sheet(row(cell("甲"), cell("乙")))

    def refused() -> None:
        with pytest.raises(ReadError, match=r"过[多大].*表一"):
            read_ods(absurd)

    assert_not_far_slower(refused, than=lambda: read_ods(small))


def test_cells_of_all_sheets_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods_read, "MAX_CELLS", 3)
    two = row(cell("1"), cell("2"))
    with pytest.raises(ReadError, match="内容过多"):
        read_ods(sheet(f"{two}</table:table><table:table>{two}"))


def test_flat_encrypted_and_external_files() -> None:
    flat = b'<?xml version="1.0"?><office:document/>'
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    locked = package({"content.xml": "\0\1", "META-INF/manifest.xml": manifest})
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    for data, words in (
        (flat, "单个 XML"),
        (locked, "密码"),
        (package({"encrypted-package": "x"}), "密码"),
        (sheet("", front=entity), "文档类型声明"),
        (package({"a": "b"}), "缺少必需的部件"),
        (package({"content.xml": "<a>"}), "不是完整的 XML"),
        (package({"content.xml": "<a/>"}), "正文"),
        (b"", "损坏"),
    ):
        with pytest.raises(ReadError, match=words) as caught:
            read_ods(data)
        assert caught.value.remedy


def test_a_document_without_styles_or_tables() -> None:
    page = read_ods(sheet(""))
    assert page.blocks == ()
    assert (page.setup.width, page.setup.height) == (210, 297)


def test_damaged_copies() -> None:
    assert_survives_damage(read_ods, WHOLE)


def test_odd_attributes() -> None:
    assert_survives_odd_attributes(read_ods, WHOLE)


def test_nothing_has_an_origin() -> None:
    page = read_ods(WHOLE)
    assert any(isinstance(block, Paragraph) for block in page.blocks)
    assert all(block.origin is None for block in page.blocks)
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    assert all(found.origin is None for grid in grids for _, found in grid.cells())
