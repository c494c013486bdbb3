# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of PDFs, one small drawing for each way of ruling, writing and breaking pages."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.pdf.read import read_pdf
from fuyi_editor.page.document import Align, Grid, Paragraph, VerticalAlign
from tests.files.pdf_builder import Drawing, make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

XS = [50.0, 150.0, 300.0, 450.0]
YS = [700.0, 670.0, 640.0, 610.0]
EVERY = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if c.continues else c.text for c in r.cells] for r in grid.rows]


def blocks(*pages: Drawing) -> list[str | list[list[str | None]]]:
    page = read_pdf(make_pdf(*pages))
    return [b.text if isinstance(b, Paragraph) else texts(b) for b in page.blocks]


def the_grid(*pages: Drawing) -> Grid:
    (grid,) = read_pdf(make_pdf(*pages)).grids
    return grid


def filled(page: Drawing, rows: list[list[str]], xs: list[float], ys: list[float]) -> Drawing:
    for top, row in zip(ys, rows, strict=False):
        for left, text in zip(xs, row, strict=False):
            for number, line in enumerate(text.split("\n") if text else []):
                page.text(left + 5, top - 14 - 12 * number, line)
    return page


def by_lines(page: Drawing) -> None:
    page.ruled(XS, YS)


def by_boxes(page: Drawing) -> None:
    """Each cell with borders of its own: every inner line is there twice, half a point apart."""
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            page.box(left + 0.2, bottom + 0.2, right - left - 0.4, top - bottom - 0.4)


def by_thin_fills(page: Drawing) -> None:
    """Word's way: filled rectangles half a point thick, in pieces between the corners."""
    for y in YS:
        for left, right in pairwise(XS):
            page.box(left + 0.5, y, right - left - 0.5, 0.48, "f")
    for x in XS:
        for top, bottom in pairwise(YS):
            page.box(x, bottom + 0.5, 0.48, top - bottom - 0.5, "f")
        for y in YS:
            page.box(x, y, 0.48, 0.48, "f")


def by_scaled_lines(page: Drawing) -> None:
    """In units of a twentieth of a point, upside down."""
    page.parts.append("q 0.05 0 0 -0.05 0 842 cm")
    page.ruled([20 * x for x in XS], [20 * (842 - y) for y in YS])
    page.parts.append("Q")


def by_double_lines(page: Drawing) -> None:
    page.ruled(XS, YS)
    page.ruled([x + 1.2 for x in XS], [y - 1.2 for y in YS])


def by_open_sides(page: Drawing) -> None:
    """No lines at the left and right."""
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])


@pytest.mark.parametrize(
    "rule",
    [by_lines, by_boxes, by_thin_fills, by_scaled_lines, by_double_lines, by_open_sides],
)
def test_lines_may_be_drawn_in_any_way(rule: Callable[[Drawing], None]) -> None:
    page = Drawing()
    rule(page)
    grid = the_grid(filled(page, EVERY, XS, YS))
    assert texts(grid) == EVERY
    assert grid.columns == pytest.approx([35.3, 52.9, 52.9], abs=0.4)


def test_cells_are_merged_where_no_line_parts_them() -> None:
    page = Drawing()
    for x in (50, 450):
        page.line(x, 700, x, 610)
    for y in (700, 610):
        page.line(50, y, 450, y)
    page.line(150, 670, 450, 670)
    page.line(150, 640, 450, 640)
    page.line(150, 700, 150, 610)
    page.line(300, 670, 300, 640)
    grid = the_grid(filled(page, [["a", "b"], ["", "c", "d"], ["", "e"]], XS, YS))
    assert texts(grid) == [["a", "b"], [None, "c", "d"], [None, "e"]]
    assert [[c.column_span for c in r.cells] for r in grid.rows] == [[1, 2], [1, 1, 1], [1, 2]]


def test_white_lines_underlines_and_boxes_to_tick_rule_nothing() -> None:
    page = Drawing()
    by_lines(page)
    page.line(55, 684, 90, 684)
    page.box(160, 680, 8, 8)
    page.parts.append("1 1 1 RG")
    page.line(100, 700, 100, 610)
    assert texts(the_grid(filled(page, EVERY, XS, YS))) == EVERY


def test_a_page_in_a_frame_and_a_page_turned_round() -> None:
    page = Drawing()
    by_lines(page)
    filled(page, EVERY, XS, YS)
    page.box(20, 20, 555, 802)
    assert texts(the_grid(page)) == EVERY
    for rotate, matrix in (
        (90, "0 1 -1 0 842 0"),
        (180, "-1 0 0 -1 595 842"),
        (270, "0 -1 1 0 0 595"),
    ):
        size = (842, 595) if rotate % 180 else (595, 842)
        turned = Drawing(size, rotate, [f"q {matrix} cm", *page.parts, "Q"])
        assert texts(the_grid(turned)) == EVERY
        setup = read_pdf(make_pdf(turned)).setup
        assert (setup.width, setup.height) == (210, 297)


def test_characters_are_put_in_order_and_named_as_usual() -> None:
    page = Drawing()
    page.ruled([50, 450], [700, 600])
    page.text(70, 680, "三八")
    page.text(90, 680, "\u2f49")  # a radical of Kangxi
    page.text(95, 680, "\u200b")
    page.text(100, 680, "底")
    page.text(60, 680, "“")
    page.text(110, 680, "完")
    page.text(110.3, 680, "完")  # once more, for bold
    page.text(120, 680, "成”")
    page.text(0, 0, "作废", matrix="0.7 0.7 -0.7 0.7")
    assert texts(the_grid(page)) == [["“三八月底完成”"]]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["一二三四五六七八九", "十"], "一二三四五六七八九十"),
        (["一二三四五", "六七"], "一二三四五\n六七"),
        (["1.甲乙丙丁戊己庚辛", "2.甲"], "1.甲乙丙丁戊己庚辛\n2.甲"),
        (["1.甲；2.乙丙丁戊；", "3.甲"], "1.甲；2.乙丙丁戊；3.甲"),
        (["（一）甲乙丙丁戊己", "（二）"], "（一）甲乙丙丁戊己\n（二）"),
        (["目标一：甲乙丙丁戊", "目标二：甲"], "目标一：甲乙丙丁戊\n目标二：甲"),
        (["三八、四五六七五四", "六一、重阳"], "三八、四五六七五四六一、重阳"),
        (["一二三四五六七八", "“九”"], "一二三四五六七八“九”"),
        (["一二三四五六七八", "九，"], "一二三四五六七八九，"),
    ],
)
def test_a_line_with_room_for_the_next_word_was_ended(lines: list[str], text: str) -> None:
    page = Drawing()
    page.ruled([50, 151], [700, 600])
    filled(page, [["\n".join(lines)]], [50], [700])
    assert texts(the_grid(page)) == [[text]]


def test_words_are_joined_by_a_space_and_codes_are_not() -> None:
    page = Drawing()
    page.ruled([50, 110, 182], [700, 600])
    filled(page, [["Microsoft\nWord", "13020823P000\n02310001R"]], [50, 110], [700])
    assert texts(the_grid(page)) == [["Microsoft Word", "13020823P00002310001R"]]


def test_alignment_is_seen() -> None:
    page = Drawing()
    page.ruled([50, 250, 450], [700, 600])
    page.text(130, 650, "中间四字")
    page.text(405, 650, "靠右四字")
    page.text(255, 690, "顶")
    (row,) = the_grid(page).rows
    assert row.cells[0].style.align is Align.CENTER
    assert row.cells[0].style.vertical_align is VerticalAlign.CENTER


def two_pages(
    upper: list[list[str]], lower: list[list[str]], *, low: float = 60, height: float = 30
) -> tuple[Drawing, Drawing]:
    """A table from the end of a page to the top of the next; the first begins with a title."""
    pages = Drawing(), Drawing()
    tops = low + height * len(upper), 790.0
    for page, top, rows in zip(pages, tops, (upper, lower), strict=True):
        ys = [top - height * number for number in range(len(rows) + 1)]
        page.ruled(XS, ys)
        filled(page, rows, XS, ys)
    pages[0].text(60, 800, "题目")
    for number, page in enumerate(pages, start=1):
        page.text(290, 30, f"— {number} —")
    return pages


HEADER = ["指标", "名称", "值"]


def test_a_table_goes_on_over_the_page_without_its_header() -> None:
    pages = two_pages([HEADER, ["甲", "一", "1"]], [HEADER, ["乙", "二", "2"]])
    grid = the_grid(*pages)
    assert texts(grid) == [HEADER, ["甲", "一", "1"], ["乙", "二", "2"]]
    assert [row.header for row in grid.rows] == [True, False, False]
    assert read_pdf(make_pdf(*pages)).setup.footer == "— {page} —"


def test_a_row_that_the_page_cut_is_whole_again() -> None:
    upper = [HEADER, ["甲", "维权", "开展维权的宣传活动，发放宣传\n资料，举办几期培训的班，提"]]
    lower = [HEADER, ["", "", "高妇女维权的意识。"], ["乙", "二", "2"]]
    assert texts(the_grid(*two_pages(upper, lower))) == [
        HEADER,
        ["甲", "维权", "开展维权的宣传活动，发放宣传资料，举办几期培训的班，提高妇女维权的意识。"],
        ["乙", "二", "2"],
    ]


@pytest.mark.parametrize("again", ["", "产出"])
def test_a_label_that_the_page_cut_is_merged_again(again: str) -> None:
    """Writer prints it once, this program on each page."""
    upper = [HEADER, ["效益", "零", "0"], ["产出", "一", "1"]]
    pages = two_pages(upper, [[again, "二", "2"], ["", "三", "3"], ["", "四", "4"]])
    for page in pages[1:]:
        page.parts = [p for p in page.parts if not (p.startswith("50.0 ") and " 450.0 7" in p)]
        for y in (790, 700):
            page.line(50, y, 450, y)
        for y in (760, 730):
            page.line(150, y, 450, y)
    assert texts(the_grid(*pages)) == [
        *upper,
        [None, "二", "2"],
        [None, "三", "3"],
        [None, "四", "4"],
    ]


def test_a_form_printed_once_more_is_a_table_of_its_own() -> None:
    form = [["项目名称", "甲", ""], ["主管部门", "妇联", ""], ["预算", "6.00", ""]]
    other = [["项目名称", "乙", ""], *form[1:]]
    assert blocks(*two_pages(form, other)) == ["题目", form, "", other]


def test_a_row_for_which_there_was_room_begins_another_table() -> None:
    upper, lower = [["甲", "一", "1"]], [["乙", "二", "2"]]
    short, other = two_pages(upper, lower, low=400)
    other.text(60, 60, "末尾")
    assert blocks(short, other)[:4] == ["题目", upper, "", lower]


def test_a_line_above_the_rules_is_their_first_row() -> None:
    page = Drawing()
    by_lines(page)
    filled(page, EVERY, XS, YS)
    page.text(52, 706, "妇女联合会")
    page.text(398, 706, "单位：万元")
    assert blocks(page) == [[["妇女联合会", "单位：万元"], *EVERY]]
    assert not the_grid(page).rows[0].cells[0].borders.left


def test_paragraphs_are_put_together_by_their_places() -> None:
    page, after = Drawing(), Drawing()
    full = "一二三四五六七八九十" * 4
    page.text(210, 800, "一个题目", 25)
    page.text(80, 760, full[:36] + "末，")
    page.text(60, 740, full)
    page.text(60, 720, "完。")
    page.text(80, 700, full[:38])
    page.text(60, 680, full)
    after.text(60, 790, full)
    after.text(60, 770, "尾。")
    after.text(290, 30, "第2页 共3页")
    found = read_pdf(make_pdf(page, after))
    texts = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert texts == [
        "一个题目", full[:36] + "末，" + full + "完。", full[:38] + full + full + "尾。",
    ]  # fmt: skip
    title, body = found.blocks[0], found.blocks[1]
    assert isinstance(title, Paragraph)
    assert isinstance(body, Paragraph)
    assert (title.style.align, title.style.size) == (Align.CENTER, 25)
    assert (body.style.align, body.style.first_indent) == (Align.LEFT, 20)
    assert found.title == "一个题目"
    assert found.setup.footer == "第{page}页 共{pages}页"


@pytest.mark.parametrize(
    ("font", "family", "bold"),
    [
        ("SimSun", "宋体", False),
        ("SimHei", "黑体", False),
        ("ABCDEF+FangSong_GB2312", "仿宋_GB2312", False),
        ("KaiTi", "楷体_GB2312", False),
        ("FZXiaoBiaoSong-B05S", "方正小标宋简体", False),
        ("SimSun,Bold", "宋体", True),
        ("Unknown", "宋体", False),
    ],
)
def test_fonts_are_named_as_chinese_files_name_them(font: str, family: str, bold: bool) -> None:
    page = Drawing()
    page.text(60, 700, "文字", 16)
    (block,) = read_pdf(make_pdf(page, font=font)).blocks
    assert isinstance(block, Paragraph)
    assert (block.style.family, block.style.bold, block.style.size) == (family, bold, 16)
