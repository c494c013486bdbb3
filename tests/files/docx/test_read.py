# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .docx: real files, and one small file for each irregularity."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import (
    TWIPS_PER_MM,
    Align,
    Borders,
    Grid,
    Paragraph,
    check_grid,
)
from tests.files.builders import (
    PUBLISHED,
    SECTION,
    STRICT,
    WORD,
    cell,
    document,
    links,
    main_part,
    make_docx,
    package,
    paragraph,
    row,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.page.document import PageDocument

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def read_body(body: str, styles: str = "", **extra: str) -> PageDocument:
    return read_docx(make_docx(body, styles, dict(extra)))


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if c.continues else c.text for c in r.cells] for r in grid.rows]


def shown(page: PageDocument) -> list[tuple[str, bool]]:
    return [
        (block.text, block.page_break_before) if isinstance(block, Paragraph) else ("GRID", False)
        for block in page.blocks
    ]


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("fengrun-2023", 8),
        ("tianjin-2024", 14),
        ("guangzhou-2021", 2),
        ("zhanjiang-2021", 1),
        ("menyuan-2023", 1),
        ("laoting-2023-report", 0),
    ],
)
def test_published_files_keep_every_character(name: str, tables: int) -> None:
    data = (PUBLISHED / f"{name}.docx").read_bytes()
    page = read_docx(data)
    assert len(page.grids) == tables
    for grid in page.grids:
        check_grid(grid)
    xml = re.sub(r"<w:vMerge/>.*?</w:tc>", "", main_part(data).decode(), flags=re.DOTALL)
    written = "".join(re.findall(r"<w:t[ >][^<]*", xml))
    written = html.unescape(re.sub(r"<w:t[^>]*>", "", written))
    read = "".join(
        block.text
        if isinstance(block, Paragraph)
        else "".join(cell.text for _, cell in block.cells())
        for block in page.blocks
    )
    assert read.replace("\n", "") == written


def test_fengrun() -> None:
    page = read_docx((PUBLISHED / "fengrun-2023.docx").read_bytes())
    head, tree = page.grids[:2]
    assert texts(head) == [
        ["713001唐山市丰润区妇女联合会本级", "单位：万元"],
        ["项目编码", "13020823P00002310001R", "项目名称", "妇女儿童活动经费"],
        ["预算规模及资金用途", "预算数", "6.00", "其中：财政    资金", "6.00", "其他资金", ""],
        [None, "用于评选“三八”先进个人、集体，开展慰问活动等"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        [None, "", "20%", "60%", "100%"],
        [
            "绩效目标",
            "1.评选“三八”先进个人、集体\n2.开展“端午”“母亲节”“六一”“重阳节”等慰问活动\n3.宣传法律常识、惠民政策",
        ],
    ]
    assert texts(tree)[:3] == [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "活动次数", "进行各种活动次数", "≥5次", "年初计划"],
        [None, "质量指标", "培训的合格率", "培训工作完成占培训人数的比例", "≥95%", "行业标准"],
    ]
    assert head.rows[0].header
    assert head.rows[0].cells[0].borders == Borders(top=False, right=False, left=False)
    assert head.rows[1].cells[0].borders == Borders()
    assert [round(width * TWIPS_PER_MM) for width in head.columns[:2]] == [1500, 1300]
    value = head.rows[1].cells[1].style
    assert (value.family, value.size, value.align) == ("仿宋_GB2312", 10.5, Align.LEFT)
    # An empty cell takes the font of its row, so that a value typed there looks like the others.
    empty = head.rows[5].cells[1].style
    assert (empty.family, empty.size, empty.align) == ("仿宋_GB2312", 10.5, Align.CENTER)


def test_blocks_of_fengrun() -> None:
    page = read_docx((PUBLISHED / "fengrun-2023.docx").read_bytes())
    assert page.title == "唐山市丰润区妇女联合会2023年部门预算绩效文本"
    assert page.setup.footer == "— {page} —"
    assert page.setup.footer_style.align is Align.CENTER
    assert round(page.setup.left, 1) == 20.0
    contents = [block for block in page.blocks if isinstance(block, Paragraph) and block.contents]
    assert [line.text for line in contents] == [
        "",
        "1.妇女儿童活动经费绩效目标表\t1",
        "2.妇女培训经费绩效目标表\t1",
        "3.美丽庭院创建、观摩表彰经费绩效目标表\t1",
        "4.提前下达2023年省级妇女之家建设专项资金绩效目标表\t1",
        "",
    ]
    part = next(b for b in page.blocks if isinstance(b, Paragraph) and b.text == "第一部分")
    assert (part.outline_level, part.page_break_before) == (1, True)
    body = next(b for b in page.blocks if isinstance(b, Paragraph) and b.text.startswith("积极"))
    assert (body.style.first_indent, body.outline_level, body.page_break_before) == (32, 0, False)


def test_tianjin_joins_split_runs() -> None:
    page = read_docx((PUBLISHED / "tianjin-2024.docx").read_bytes())
    assert texts(page.grids[0])[:4] == [
        ["562202天津市妇女儿童社会服务中心", "单位：万元"],
        ["项目名称", "2024年服务妇女儿童公益项目"],
        ["预算规模及资金用途", "预算数", "5.00", "其中：财政    资金", "5.00", "其他资金", " "],
        [None, "用于妇女儿童公益服务项目"],
    ]
    assert texts(page.grids[1])[-1][-1] == "≥90%"


def test_origins_count_all_elements_in_document_order() -> None:
    data = make_docx(paragraph("a") + table(row(cell("b"), cell("c"))))
    names = re.findall(rb"<(w:\w+)", main_part(data))
    first, grid = read_docx(data).blocks
    assert isinstance(grid, Grid)
    found = [first, grid, grid.rows[0], *grid.rows[0].cells]
    assert [names[piece.origin.ordinal] for piece in found if piece.origin] == [
        b"w:p", b"w:tbl", b"w:tr", b"w:tc", b"w:tc",
    ]  # fmt: skip
    assert all(piece.origin and piece.origin.part == "word/document.xml" for piece in found)


def test_text_in_wrappers() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>入</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r>"
        "</w:del><w:smartTag><w:r><w:t>智</w:t></w:r></w:smartTag>"
        '<w:fldSimple w:instr=" DATE "><w:r><w:t>域</w:t></w:r></w:fldSimple>'
        "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t> a  b </w:t><w:br/>"
        '<w:noBreakHyphen/><w:sym w:char="F0FE"/><w:t>c\nd</w:t></w:r></w:p>'
    )
    assert shown(read_body(body)) == [("入智域链\t a  b \n-□c d", False)]


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"'
    ' w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Body"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:spacing w:line="560" w:lineRule="exact" w:beforeLines="50"/>'
    '<w:ind w:firstLineChars="200" w:firstLine="400"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="Thin"/>'
    '<w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
    '<a:font script="Jpan" typeface="MS Mincho"/><a:font script="Hans" typeface="等线"/>'
    "</a:minorFont></a:fontScheme></a:theme>"
)


def test_styles_are_resolved() -> None:
    body = (
        paragraph("默认")
        + paragraph("样式", '<w:pStyle w:val="b"/>')
        + paragraph(
            "直接",
            '<w:pStyle w:val="b"/><w:spacing w:line="360" w:lineRule="auto"/>',
            '<w:rStyle w:val="c"/><w:rFonts w:ascii="Arial" w:eastAsia="黑体"/><w:sz w:val="20"/>',
        )
        + paragraph("标题", '<w:pStyle w:val="h"/>')
        + paragraph("目录", '<w:pStyle w:val="t"/>')
    )
    page = read_docx(make_docx(body, STYLES, {"word/theme/theme1.xml": THEME}))
    plain, styled, direct, heading, line = (b for b in page.blocks if isinstance(b, Paragraph))
    assert (plain.style.family, plain.style.size, plain.style.align) == (
        "等线", 10.5, Align.JUSTIFY,
    )  # fmt: skip
    assert (styled.style.family, styled.style.size, styled.style.bold) == ("仿宋", 16, True)
    assert (styled.style.line_pitch, styled.style.space_before) == (28, 6)
    assert styled.style.first_indent == 32
    assert (direct.style.family, direct.style.size, direct.style.bold) == ("黑体", 10, False)
    assert direct.style.line_pitch == pytest.approx(1.5 * 1.3 * 10)
    assert heading.outline_level == 2
    assert line.contents


def test_page_breaks() -> None:
    grid = table(row(cell("x"), cell("y")))
    assert shown(read_body(BREAK + paragraph("a"))) == [("", False), ("a", True)]
    assert shown(read_body(BREAK + grid)) == [("", True), ("GRID", False)]
    behind = '<w:p><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p>'
    assert shown(read_body(behind + paragraph("b"))) == [("a", False), ("b", True)]
    assert shown(read_body(behind + grid)) == [("a", False), ("", True), ("GRID", False)]
    before = '<w:p><w:r><w:br w:type="page"/><w:t>a</w:t></w:r></w:p>'
    assert shown(read_body(before)) == [("a", True)]
    assert shown(read_body(paragraph("a", "<w:pageBreakBefore/>"))) == [("a", True)]
    section = paragraph("a", SECTION)
    assert shown(read_body(section + paragraph("b") + SECTION)) == [("a", False), ("b", True)]
    going_on = SECTION.replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz')
    assert shown(read_body(section + paragraph("b") + going_on)) == [("a", False), ("b", False)]


def test_contents_field_with_nested_fields() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    body = (
        f"<w:p>{begin}<w:r><w:instrText> TO</w:instrText></w:r>"
        f"<w:r><w:instrText>C \\h</w:instrText></w:r>{middle}<w:r><w:t>一</w:t></w:r>{begin}"
        f"<w:r><w:instrText>PAGEREF x</w:instrText></w:r>{middle}<w:r><w:t>1</w:t></w:r>{end}</w:p>"
        f"<w:p><w:r><w:t>二</w:t></w:r></w:p><w:p>{end}<w:r><w:t>正文</w:t></w:r></w:p>"
    )
    blocks = read_body(body).blocks
    assert [(b.text, b.contents) for b in blocks if isinstance(b, Paragraph)] == [
        ("一1", True), ("二", True), ("正文", False),
    ]  # fmt: skip


def test_setup_and_footer() -> None:
    section = (
        '<w:sectPr><w:footerReference w:type="even" r:id="rId1"/>'
        '<w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838" w:orient="landscape"/>'
        '<w:pgMar w:top="-567" w:right="2cm" w:bottom="567" w:left="567" w:gutter="567"/>'
        "</w:sectPr>"
    )
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    footer = (
        f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>第</w:t></w:r>'
        f"{begin}<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>{middle}"
        f"<w:r><w:t>3</w:t></w:r>{end}<w:r><w:t>页 共</w:t></w:r>"
        f"{begin}<w:r><w:instrText>NUMPAGES</w:instrText></w:r>{end}</w:p></w:ftr>"
    )
    page = read_docx(make_docx(paragraph("a") + section, extra={"word/footer1.xml": footer}))
    setup = page.setup
    assert (round(setup.width), round(setup.height)) == (297, 210)
    assert (round(setup.top), round(setup.right), round(setup.left)) == (10, 20, 20)
    assert setup.footer == "第{page}页 共{pages}"
    assert setup.footer_style.align is Align.RIGHT


def test_footer_in_a_text_box() -> None:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    box = f"<w:pict><w:txbxContent><w:p>{field}</w:p></w:txbxContent></w:pict>"
    footer = f'<w:ftr xmlns:w="{WORD}"><w:p><w:r>{box}</w:r></w:p></w:ftr>'
    section = '<w:sectPr><w:footerReference r:id="rId2"/></w:sectPr>'
    page = read_docx(make_docx(paragraph("a") + section, extra={"word/footer1.xml": footer}))
    assert (page.setup.footer, page.setup.footer_style.align) == ("{page}", Align.CENTER)


def test_strict_names_and_other_places() -> None:
    body = paragraph("严格", '<w:jc w:val="center"/>')
    base = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    data = package(
        {
            "[Content_Types].xml": "<Types><!--wordprocessingml.document.main+xml--></Types>",
            "_rels/.rels": links(("officeDocument", "/body/main.xml"), base=base),
            "body/main.xml": document(body, STRICT).encode("utf-16"),
        }
    )
    # The content of a part decides, not its name or encoding.
    page = read_docx(data)
    block = page.blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.text, block.style.align) == ("严格", Align.CENTER)
    assert block.origin is not None
    assert block.origin.part == "body/main.xml"


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/.rels": links(("extended-properties", "docProps/app.xml"))},
        {"_rels/.rels": links(("officeDocument", "word/document.xml"))},
        {
            "_rels/.rels": links(("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"/>',
        },
        {
            "_rels/.rels": links(("officeDocument", "word/document.xml")),
            "word/document.xml": "<w:document><w:body>",
        },
    ],
)
def test_what_is_no_word_file_is_refused(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(ReadError) as caught:
        read_docx(package({"[Content_Types].xml": "<Types/>", **parts}))
    assert re.search("[一-鿿]", caught.value.cause)


def test_bytes_that_are_no_package_are_refused(tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04", b"hello", make_docx(paragraph("a"))[:-30]):
        with pytest.raises(ReadError):
            read_docx(data)


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + paragraph("a") + "</w:sdtContent></w:sdt>" * 3000
    with pytest.raises(ReadError):
        read_docx(make_docx(deep))


def test_reading_needs_the_standard_library_only() -> None:
    code = (
        "import sys; from fuyi_editor.files.docx.read import read_docx;"
        f"read_docx(open({str(PUBLISHED / 'fengrun-2023.docx')!r}, 'rb').read());"
        "assert not {'lxml', 'docx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PUBLISHED.parents[1])
