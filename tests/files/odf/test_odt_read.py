# SPDX-License-Identifier: MulanPSL-2.0
"""Reading OpenDocument texts, whole, odd, damaged and hostile ones."""

from __future__ import annotations

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.odf.odt_read import read_odt
from fuyi_editor.page.document import (
    NO_BORDERS,
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
from tests.files.odf_builders import cell, covered, odt, row, spans, style
from tests.files.office import (
    SAMPLES,
    assert_same,
    assert_survives_damage,
    assert_survives_odd_attributes,
    convert,
    needs_office,
)
from tests.growth import assert_not_far_slower

WHOLE = (DATA / "fengrun-2023.odt").read_bytes()


def lines(page: PageDocument) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def table(*rows: str, columns: str = "", more: str = "") -> str:
    return f"<table:table {more}>{columns}{''.join(rows)}</table:table>"


def only_grid(body: str, styles: str = "") -> Grid:
    (grid,) = read_odt(odt(body, styles)).grids
    check_grid(grid)
    return grid


def shape(grid: Grid) -> list[list[tuple[str, int, bool]]]:
    return [[(c.text, c.column_span, c.continues) for c in r.cells] for r in grid.rows]


def test_the_sample_reads_as_its_docx() -> None:
    assert_same(read_odt(WHOLE), read_docx((DATA / "fengrun-2023.docx").read_bytes()))


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The samples as LibreOffice saves them."""
    made = {f"{name}.docx": (DATA / f"{name}.docx").read_bytes() for name in SAMPLES}
    return convert(tmp_path_factory.mktemp("odt"), made, "odt")


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs_office) for name in SAMPLES])
def test_they_read_like_word_files(texts: dict[str, bytes], name: str) -> None:
    wanted = read_docx((DATA / f"{name}.docx").read_bytes())
    page = read_odt(texts[name])
    assert_same(page, wanted)
    assert page.title == wanted.title
    splits = [row.can_split for grid in page.grids for row in grid.rows]
    assert splits == [row.can_split for grid in wanted.grids for row in grid.rows]


def test_what_is_text_and_what_is_not() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:section><text:p>\n 一 <text:span> 二</text:span><text:s/><text:a>三</text:a>"
        "<text:tab/>四<text:line-break/>五<text:soft-page-break/>六"
        '<text:change text:change-id="c"/><text:note><text:note-body><text:p>注</text:p>'
        "</text:note-body></text:note><office:annotation><text:p>批</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
        "<text:ruby><text:ruby-base>妇</text:ruby-base><text:ruby-text>fù</text:ruby-text>"
        "</text:ruby></text:p></text:section><text:soft-page-break/>"
        "<text:list><text:list-item><text:p>条</text:p><text:list><text:list-item>"
        "<text:p>款</text:p></text:list-item></text:list></text:list-item></text:list>"
    )
    assert lines(read_odt(odt(body))) == ["一 二 三\t四\n五六妇", "条", "款"]


def test_headings_contents_and_page_breaks() -> None:
    styles = style("b", "paragraph", 'fo:break-before="page"') + style(
        "a", "paragraph", 'fo:break-after="page"'
    )
    body = (
        '<text:p text:style-name="a">封面</text:p><text:p>二</text:p>'
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>x"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        "<text:index-title><text:p>目录</text:p></text:index-title><text:p>一……1</text:p>"
        '</text:index-body></text:table-of-content><text:p text:style-name="Contents_20_1">二……2'
        '</text:p><text:h text:outline-level="3" text:style-name="b">三</text:h>'
        '<text:h text:outline-level="99999">四</text:h><text:p text:style-name="a"/>'
        f"{table(row(cell('表')))}"
    )
    page = read_odt(odt(body, styles))
    found = [
        (block.text, block.outline_level, block.page_break_before, block.contents)
        for block in page.blocks
        if isinstance(block, Paragraph)
    ]
    assert found == [
        ("封面", 0, False, False), ("二", 0, True, False), ("目录", 0, False, True),
        ("一……1", 0, False, True), ("二……2", 0, False, True), ("三", 3, True, False),
        ("四", 1, False, False), ("", 0, True, False),
    ]  # fmt: skip
    assert page.title == "封面"


def test_styles_inherit_and_the_asian_font_counts() -> None:
    common = (
        '<office:font-face-decls><style:font-face style:name="S" svg:font-family="\'宋体\'"/>'
        "</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties '
        'style:font-name-asian="Noto Serif CJK SC" fo:font-size="12pt"/></style:default-style>'
        + style("Standard", "paragraph", 'fo:text-align="center" fo:line-height="150%"',
                text='style:font-name-asian="S" style:font-name="Arial"')
        + style("Loop", "paragraph", more='style:parent-style-name="Loop"')
        + "</office:styles>"
    )  # fmt: skip
    styles = (
        style("P", "paragraph", 'fo:text-indent="0.5in" fo:margin-top="6pt"',
              'style:parent-style-name="Standard"')
        + style("T", "text", text='fo:font-weight="bold" style:font-size-asian="200%"')
        + style("L", "text", text='style:font-name="黑体"')
        + style("W", "text", text='style:font-name="Times New Roman"')
    )  # fmt: skip
    body = (
        '<text:p text:style-name="P"><text:span text:style-name="T">粗</text:span>细</text:p>'
        '<text:p text:style-name="P"><text:span text:style-name="L">黑</text:span></text:p>'
        '<text:p text:style-name="P"><text:span text:style-name="W">宋</text:span></text:p>'
        '<text:p text:style-name="Loop">默认</text:p>'
    )
    page = read_odt(odt(body, styles, common))
    first, second, third, last = [b.style for b in page.blocks if isinstance(b, Paragraph)]
    assert (first.family, first.size, first.bold, first.align) == ("宋体", 24, True, Align.CENTER)
    assert (first.first_indent, first.space_before, first.line_pitch) == (36, 6, 46.8)
    assert (second.family, second.size, second.bold) == ("黑体", 12, False)
    assert third.family == "宋体"
    assert last.family == "Noto Serif CJK SC"


def test_spans_headers_and_sizes() -> None:
    styles = (
        style("A", "table-column", 'style:column-width="1in"')
        + style("R", "table-row", 'style:min-row-height="1cm" fo:keep-together="always"')
        + style("C", "table-cell", 'fo:border-left="0.5pt solid #000000" fo:border-right="none" '
                'fo:border-top="0.05pt solid #000" fo:border-bottom="0pt solid #000" '
                'style:vertical-align="bottom"')
        + style("T", "table", 'table:align="center"')
    )  # fmt: skip
    grid = only_grid(
        table(
            "<table:table-header-rows>",
            row(cell("高", 'table:style-name="C" ' + spans(1, 2)), cell("宽", spans(2)), covered(),
                more='table:style-name="R"'),
            "</table:table-header-rows>",
            row(covered(), cell("一"), cell("二")),
            row(cell("三", 'table:number-columns-repeated="3"'),
                more='table:number-rows-repeated="2"'),
            columns='<table:table-column table:style-name="A" table:number-columns-repeated="3"/>',
            more='table:style-name="T"',
        ),
        styles,
    )  # fmt: skip
    assert shape(grid) == [
        [("高", 1, False), ("宽", 2, False)],
        [("", 1, True), ("一", 1, False), ("二", 1, False)],
        [("三", 1, False)] * 3,
        [("三", 1, False)] * 3,
    ]
    assert grid.columns == pytest.approx((25.4, 25.4, 25.4))
    assert grid.align is Align.CENTER
    assert [found.header for found in grid.rows] == [True, False, False, False]
    assert [found.can_split for found in grid.rows] == [False, True, True, True]
    assert grid.rows[0].min_height == pytest.approx(10)
    first = grid.rows[0].cells[0]
    assert first.borders == Borders(right=False, bottom=False)
    assert first.style.vertical_align is VerticalAlign.BOTTOM


def test_tables_without_covered_cells_or_with_gaps_are_made_whole() -> None:
    grid = only_grid(
        table(
            row(cell("甲", spans(2, 2)), cell("乙", spans(1, 3))),
            row(cell("丙"), cell("丁")),
            row(cell("戊")),
            row(cell("")),
        )
    )
    assert shape(grid) == [
        [("甲", 2, False), ("乙", 1, False), ("", 2, False)],
        [("", 2, True), ("", 1, True), ("丙", 1, False), ("丁", 1, False)],
        [("戊", 1, False), ("", 1, False), ("", 1, True), ("", 2, False)],
        [("", 1, False), ("", 4, False)],
    ]
    assert grid.rows[0].cells[2].borders == NO_BORDERS


def test_paragraphs_lists_and_tables_in_cells() -> None:
    inner = table(row(cell("内一"), cell("")), row(cell("内二")))
    held = f"<text:p>上</text:p><text:p/>{inner}<text:p/><text:list><text:list-item><text:p>列"
    grid = only_grid(table(row(cell(f"{held}</text:p></text:list-item></text:list>"))))
    assert grid.rows[0].cells[0].text == "上\n\n内一\n内二\n列"


def test_empty_cells_take_the_font_of_the_text_before() -> None:
    styles = style("P", "paragraph", text='fo:font-family="仿宋" fo:font-size="14pt"')
    grid = only_grid(
        table(row(cell('<text:p text:style-name="P">值</text:p>'), cell("<text:p/>"))), styles
    )
    assert (grid.rows[0].cells[1].style.family, grid.rows[0].cells[1].style.size) == ("仿宋", 14)


def test_relative_widths_share_the_table() -> None:
    styles = (
        style("T", "table", 'style:width="10cm"')
        + style("A", "table-column", 'style:rel-column-width="3*"')
        + style("B", "table-column", 'style:rel-column-width="1*"')
    )
    columns = '<table:table-column table:style-name="A"/><table:table-column table:style-name="B"/>'
    body = table(row(cell("1"), cell("2")), columns=columns, more='table:style-name="T"')
    assert only_grid(body, styles).columns == pytest.approx((75, 25))


def test_paper_and_footer_of_the_last_master_page() -> None:
    common = (
        "<office:automatic-styles>"
        + style("F", "paragraph", 'fo:text-align="end"', text='fo:font-size="9pt"')
        + '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="29.7cm" '
        'fo:page-height="21cm" fo:margin="2cm" fo:margin-bottom="1cm"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="5mm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard"/>'
        '<style:master-page style:name="M" style:page-layout-name="L"><style:header '
        'style:display="false"><text:p>眉</text:p></style:header><style:footer>'
        '<text:p text:style-name="F">第 <text:page-number>1</text:page-number> 页，共 '
        "<text:page-count>9</text:page-count> 页</text:p></style:footer></style:master-page>"
        "</office:master-styles>"
    )
    styles = style("P", "paragraph", more='style:master-page-name="M"')
    page = read_odt(
        odt('<text:p>一</text:p><text:p text:style-name="P">二</text:p>', styles, common)
    )
    setup = page.setup
    sides = (setup.width, setup.height, setup.top, setup.right, setup.bottom, setup.left)
    assert sides == pytest.approx((297, 210, 20, 20, 15, 20))
    assert setup.footer == "第 {page} 页，共 {pages} 页"
    assert (setup.footer_style.size, setup.footer_style.align) == (9, Align.RIGHT)
    last = page.blocks[1]
    assert isinstance(last, Paragraph)
    assert last.page_break_before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (table(row(cell("甲", spans(1_000_000)))), "1024 列"),
        (table(row(cell("甲", 'table:number-columns-repeated="1000000"'))), "1024 列"),
        (table(row(cell("甲"), more='table:number-rows-repeated="1000000"')), "内容过多"),
        (table(row(cell("甲"))) + "<text:section>" * 300 + "</text:section>" * 300, "不是完整"),
    ],
)
def test_absurd_tables_are_refused_soon(body: str, words: str) -> None:
    absurd, small = odt(body), odt(table(*[row(cell("甲"), cell("乙"))] * 100))

    def refused() -> None:
        with pytest.raises(ReadError, match=words):
            read_odt(absurd)

    assert_not_far_slower(refused, than=lambda: read_odt(small))


def test_absurd_spans_downwards_cost_nothing() -> None:
    tall = row(cell("甲", spans(1, 1_000_000)), covered(1_000_000))
    assert shape(only_grid(table(tall, row(cell("乙"))))) == [
        [("甲", 1, False), ("", 1, False)], [("", 1, True), ("乙", 1, False)]
    ]  # fmt: skip


def test_what_is_no_text_document() -> None:
    for data, words in (
        (package({"content.xml": "<a/>"}), "正文"),
        ((DATA / "fengrun-2023.ods").read_bytes(), "正文"),
        (b"<office:document/>", "单个 XML"),
        (b"PK", "损坏"),
    ):
        with pytest.raises(ReadError, match=words) as caught:
            read_odt(data)
        assert caught.value.remedy


def test_damaged_copies() -> None:
    assert_survives_damage(read_odt, WHOLE)


def test_odd_attributes() -> None:
    assert_survives_odd_attributes(read_odt, WHOLE)
