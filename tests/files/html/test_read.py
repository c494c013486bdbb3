# SPDX-License-Identifier: MulanPSL-2.0
"""Web pages: what browsers, Word, WPS and Excel copy or save becomes paragraphs and whole grids."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.html.read import read_html, read_mht
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Align, Grid, PageDocument, check_grid
from tests.bad_files import DATA
from tests.files.office import convert
from tests.growth import assert_not_far_slower

if TYPE_CHECKING:
    from pathlib import Path


def texts(page: PageDocument) -> list[object]:
    """Paragraphs as text, grids as rows; ^ for a cell that continues, *n for its columns."""
    return [
        [
            [
                ("^" if cell.continues else cell.text)
                + (f"*{cell.column_span}" if cell.column_span > 1 else "")
                for cell in row.cells
            ]
            for row in block.rows
        ]
        if isinstance(block, Grid)
        else block.text
        for block in page.blocks
    ]


def rows(markup: str) -> list[list[str]]:
    (grid,) = read_html(markup).grids
    check_grid(grid)
    found = texts(PageDocument((grid,)))[0]
    assert isinstance(found, list)
    return found


def test_spans_become_merges() -> None:
    assert rows(
        "<table><tr><td rowspan=2>产出<td colspan=2>数量<tr><td>培训<td>5"
        "<tr><td>效益<td>好<td>1</table>"
    ) == [["产出", "数量*2"], ["^", "培训", "5"], ["效益", "好", "1"]]


def test_idle_spans_make_no_columns_and_no_rows() -> None:
    assert rows(
        "<table border=1><tr><td colspan=1000>标题"
        "<tr><td rowspan=2>a<td rowspan=2 colspan=3>b<tr><tr><td>c<td>d</table>"
    ) == [["标题*2"], ["a", "b"], ["c", "d"]]


def test_short_rows_and_overlaps_still_make_a_whole_grid() -> None:
    assert rows(
        "<table><tr><td>a<td rowspan=3>b<td>c<tr><td colspan=3>d<tr><td>e"
        "<tr><td rowspan=0>f<td>g<td>h<tr><td>i</table>"
    ) == [
        ["a", "b", "c"],
        ["d", "^", ""],
        ["e", "^", ""],
        ["f", "g", "h"],
        ["^", "i", ""],
    ]


def test_lines_of_a_cell() -> None:
    markup = (
        "<table><tr><td> 一\n 二&nbsp;&nbsp;三<p>四</p><p>五<br>六</p><ul><li>七<li>八</ul>"
        "<td>&nbsp;</table>"
    )
    assert rows(markup) == [["一 二  三\n四\n五\n六\n七\n八", ""]]
    assert rows("<table><tr><td><pre>一\n二</pre><td>x</table>") == [["一\n二", "x"]]


def test_word_folds_its_source_where_no_space_is() -> None:
    assert rows("<table><tr><td>提高妇女\n素质<td>a\nb 项</table>") == [["提高妇女素质", "a b 项"]]


def test_what_is_not_shown_is_dropped() -> None:
    markup = (
        "<!--[if gte mso 9]><xml><w:x>一</w:x></xml><![endif]--><head><title>二</title></head>"
        "<style>.h {display:none} td.s {color:red}</style><script>三</script>"
        "<p class=h>四<p style='DISPLAY: none'>五<p hidden>六<p style='mso-hide:all'>七"
        "<table><tr><td>A<td class='x h'>八<td>B<![if !x]>C<![endif]>"
        "<tr style='display:none'><td>九<td>十</table>"
    )
    assert texts(read_html(markup)) == [[["A", "BC"]]]
    assert texts(read_html("<style>@media print {.h {display:none}}</style><p class=h>a")) == ["a"]


def test_a_filter_someone_forgot_hides_no_rows_of_a_workbook() -> None:
    markup = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table border=1><tr><td>A<td>B'
        "<tr style='display:none'><td>C<td>D<tr height=0 style='display:none'><td><td></table>"
    )
    assert rows(markup) == [["A", "B"], ["C", "D"]]


def test_how_text_is_set() -> None:
    page = read_html(
        "<style><!-- .xl65, p.t {text-align:center;font-weight:700;font-size:16.0pt} --></style>"
        "<h2>标题</h2><p class=t>副题<p align=right>单位"
        "<table><tr><th>头<td class=xl65>类<td><strong>粗</strong>细<td style='text-align:right'>1"
        "</table>"
    )
    title, subtitle, unit = page.blocks[:3]
    assert (title.outline_level, title.style.bold) == (2, True)
    assert (subtitle.style.size, subtitle.style.align) == (16.0, Align.CENTER)
    assert (unit.style.align, unit.style.bold) == (Align.RIGHT, False)
    cells = page.grids[0].rows[0].cells
    assert [cell.style.bold for cell in cells] == [True, True, True, False]
    assert [cell.style.align for cell in cells] == [
        Align.CENTER, Align.CENTER, Align.LEFT, Align.RIGHT,
    ]  # fmt: skip
    assert page.title == "标题"


def test_widths() -> None:
    one = "<tr><td>a<td>b<td>c</table>"
    for columns in (
        "<col width=96><col style='width:72pt' span=2>",
        "<colgroup width=96><colgroup><col width=96 span=2></colgroup>",
    ):
        assert read_html(f"<table>{columns}{one}").grids[0].columns == pytest.approx((25.4,) * 3)
    assert read_html(f"<table>{one}").grids[0].columns == pytest.approx((170 / 3,) * 3)
    cells = "<table><tr><td width=1000>a<td width=1000>b<td>c</table>"
    assert read_html(cells).grids[0].columns == pytest.approx((170 / 3,) * 3)


def test_layout_tables_are_taken_apart() -> None:
    inner = "<table border=1><tr><td>项目<td>金额<tr><td>培训<td>5</table>"
    markup = (
        f"<table><tr><td>标题</td></tr><tr><td>前言<table><tr><td>{inner}</table>说明</td>"
        "<td>边栏</td></tr><tr><td>页脚</td></tr></table>"
    )
    assert texts(read_html(markup)) == [
        "标题", "前言", [["项目", "金额"], ["培训", "5"]], "说明", "边栏", "页脚",
    ]  # fmt: skip


def test_a_small_table_in_a_cell_becomes_lines() -> None:
    assert rows(
        "<table><tr><td>目标<td>一<table><tr><td>二<td>三</table><table><tr><td>四</table></table>"
    ) == [["目标", "一\n二 三\n四"]]


def test_a_real_table_among_the_rows_of_a_form_splits_it() -> None:
    inner = "<table><tr><td>指标<td>值<tr><td>培训<td>5</table>"
    form = f"<table><tr><td>名称<td>培训<tr><td>指标表<td>{inner}<tr><td>备注<td>无</table>"
    assert texts(read_html(form)) == [
        [["名称", "培训"]], "指标表", [["指标", "值"], ["培训", "5"]], "", [["备注", "无"]],
    ]  # fmt: skip


def test_forms_of_old_pages_stand_between_table_and_rows() -> None:
    assert rows("<table><form><tr><td>a<td>b</form><tr><form><td>c<td>d</form></table>") == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_a_sheet_in_one_table_is_parted_where_no_lines_are() -> None:
    line = "style='border:.5pt solid windowtext'"
    markup = (
        f"<table><tr><td colspan=3>标题<tr><td><td><td><tr><td {line}>a<td {line}>b<td {line}>c"
        f"<tr><td {line}><td {line}><td {line}>"
        f"<tr><td><td><td>单位：万元<tr><td {line}>d<td {line}>e<td {line}>f<tr><td>填表人<td><td>"
        "</table>"
    )
    assert texts(read_html(markup)) == [
        "标题", [["a", "b", "c"], ["", "", ""]], "单位：万元", [["d", "e", "f"]], "填表人",
    ]  # fmt: skip


def test_without_lines_only_what_is_above_the_table_is_a_title() -> None:
    markup = (
        "<table><tr><td colspan=2>标题<tr><td>a<td>b<tr><td colspan=2>说明<tr><td>c<td></table>"
    )
    assert texts(read_html(markup)) == ["标题", [["a", "b"], ["说明*2"], ["c", ""]]]
    # A blank form has labels only, and keeps them.
    assert rows("<table><tr><td>名称<td><tr><td>金额<td></table>") == [["名称", ""], ["金额", ""]]


def test_headings_are_repeated_on_each_page() -> None:
    (grid,) = read_html("<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>").grids
    assert [row.header for row in grid.rows] == [True, False]


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=gb2312><p>项目—绩效镕".encode("gb18030"),
        "<p>项目—绩效镕".encode("gb18030"),
        "<meta charset=utf-8><p>项目—绩效镕".encode("gb18030"),
        "<meta charset=nonsense><p>项目—绩效镕".encode(),
        "<meta charset='utf-16'><p>项目—绩效镕".encode(),
        "<meta charset=gbk><p>项目—绩效镕".encode("utf-8-sig"),
        "<meta charset=unicode><p>项目—绩效镕".encode("utf-16"),
        b"Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\nStartFragment:1\r\n"
        + "<html><body><!--StartFragment--><p>项目—绩效镕</p>".encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert texts(read_html(data)) == ["项目—绩效镕"]


def test_a_byte_that_fits_nothing_is_seen_not_lost() -> None:
    assert texts(read_html(b"<meta charset=utf-8><p>a\xffb\x00c")) == ["a\ufffdbc"]


def test_a_web_archive() -> None:
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: image/png\n\nx\n--b\nContent-Type: text/html; charset=gb2312\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<table><tr><td>=CF=EE=C4=BF<td>5=\n0"
        "</table>\n--b--\n"
    )
    assert texts(read_mht(data.encode())) == [[["项目", "50"]]]
    with pytest.raises(ReadError, match="没有网页"):
        read_mht(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx")


def test_no_entity_and_no_address_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    markup = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "yyyy">]>'
        f'<link href="{secret.as_uri()}"><iframe src="{secret.as_uri()}"></iframe><p>a&x;b&y;'
    )
    shown = str(texts(read_html(markup)))
    assert "SECRET" not in shown
    assert "yyyyyyyy" not in shown


@pytest.mark.parametrize(
    ("head", "piece", "count", "word"),
    [
        ("", "<div>", 25_000, "嵌套过深"),
        ("", "<table><tr><td>", 1_000, "嵌套过深"),
        ("<table><tr>", "<td>x", 300, "200 列"),
        ("<table><tr>" + "<td>x" * 150, "<tr><td>y", 1_500, "过大"),
    ],
)
def test_absurd_pages_are_refused_in_linear_time(
    head: str, piece: str, count: int, word: str
) -> None:
    def refused(times: int) -> None:
        with pytest.raises(ReadError, match=word):
            read_html(head + piece * times)

    assert_not_far_slower(lambda: refused(4 * count), than=lambda: refused(count))


def test_huge_spans_cost_nothing() -> None:
    def read(down: int, right: int) -> None:
        markup = f"<tr><td rowspan={down}>a<td colspan={right}>b<tr><td>c<td>d"
        assert rows(f"<table border=1>{markup}</table>") == [["a", "b*2"], ["^", "c", "d"]]

    assert_not_far_slower(lambda: read(99999999999, 999999999), than=lambda: read(2, 2))


TAGS = st.sampled_from(
    [
        "<table border=1>", "</table>", "<tr>", "<td>", "<td rowspan=2>", "<td colspan=3>", "<th>",
        "<p>", "<br>", "</td>", "文字", " ", "<thead>", "<div style='display:none'>", "</div>",
        "<td rowspan=0 colspan=2>", "<col span=2 width=9>", "<!--", "-->", "&nbsp;", "<b>", "<",
    ]
)  # fmt: skip


@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_markup_gives_whole_grids(markup: str) -> None:
    for grid in read_html(markup).grids:
        check_grid(grid)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_page_or_the_named_error(data: bytes) -> None:
    for start in (b"", b"<table><tr><td>", b"MIME-Version: 1.0\nContent-Type: text/html\n\n"):
        with contextlib.suppress(ReadError):
            read_mht(start + data) if start.startswith(b"M") else read_html(start + data)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_what_libreoffice_saves_reads_as_the_file_it_came_from(tmp_path: Path) -> None:
    document = DATA / "zhanjiang-2021.docx"
    workbook = compose_xlsx(read_docx((DATA / "fengrun-2023.docx").read_bytes()))
    made = convert(tmp_path, {"d.docx": document.read_bytes(), "w.xlsx": workbook}, "html")
    assert grids(read_html(made["d"])) == grids(read_docx(document.read_bytes()))
    assert grids(read_html(made["w"])) == grids(read_xlsx(workbook))


def grids(page: PageDocument) -> list[object]:
    """The grids, with runs of spaces as one, since HTML has no others."""
    return [
        [[re.sub(" +", " ", cell) for cell in row] for row in grid]
        for grid in texts(PageDocument(page.grids))
        if isinstance(grid, list)
    ]
