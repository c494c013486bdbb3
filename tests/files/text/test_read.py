# SPDX-License-Identifier: MulanPSL-2.0
"""Plain text: cells out of Excel, .csv, Markdown, and published pages turned into text."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.text.read import read_text
from fuyi_editor.page.document import Grid, PageDocument, check_grid
from tests.growth import assert_not_far_slower

DATA = Path(__file__).parents[2] / "data"


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


def read(text: str) -> list[object]:
    page = read_text(text)
    for grid in page.grids:
        check_grid(grid)
    return texts(page)


def test_cells_copied_out_of_excel() -> None:
    text = (
        "标题\t\t\r\n\t\t单位：万元\r\n项目\t金额\t目标\r\n"
        '培训\t5\t"1.学习\n2.""巾帼""行动"\r\n"a\tb"\t6\t"三八"活动\r\n\t\t\r\n合计\t11\t\r\n'
    )
    assert read(text) == [
        "标题",
        "单位：万元",
        [
            ["项目", "金额", "目标"],
            ["培训", "5", '1.学习\n2."巾帼"行动'],
            ["a\tb", "6", '"三八"活动'],
        ],
        "",
        [["合计", "11", ""]],
    ]


def test_quotes_of_the_users_own_stay_and_swallow_nothing() -> None:
    text = '"三八"节\t"开头\n第二\t行"\n"说"\t\'x\'\n'
    assert read(text) == [[['"三八"节', '"开头'], ["第二", '行"'], ['"说"', "'x'"]]]
    assert read('"他说，\n不是表格"\n') == ['"他说，', '不是表格"']


def test_markup_inside_cells_becomes_lines() -> None:
    text = (
        "目标\t<p>一：≥5&nbsp;次</p> <p>二</p>\n"
        '指标\t<ol style="x"> <li>甲<5%；</li> <li><strong>乙</strong></li> </ol>\n'
        "说明\t<5%，a<b>c\n"
    )
    assert read(text) == [
        [["目标", "一：≥5 次\n二"], ["指标", "甲<5%；\n乙"], ["说明", "<5%，ac"]],
    ]
    assert read("A&B\t x<y\n&lt;\t2\n") == [[["A&B", "x<y"], ["&lt;", "2"]]]


def test_empty_first_cells_continue_the_label_above() -> None:
    text = (
        "名称\t妇联\n情况\t划分\t金额\t来源\t金额\n\t基本\t5\t财政\t\n\t项目\t6\t其他\t\n"
        "目标\t一句\t\t\t\n"
    )
    assert read(text) == [
        [
            ["名称", "妇联*4"],
            ["情况", "划分", "金额", "来源", "金额"],
            ["^", "基本", "5", "财政", ""],
            ["^", "项目", "6", "其他", ""],
            ["目标", "一句", "", "", ""],
        ]
    ]
    # Below a row of headings an empty cell is only empty.
    assert read("序号\t项目\t金额\n\t培训\t5\n") == [
        [["序号", "项目", "金额"], ["", "培训", "5"]],
    ]


TREE = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n绩效指标\t产出指标\t数量指标\t活动\t2场\n"


def tree(rows: str) -> list[list[str]]:
    (grid,) = read(TREE + rows)
    assert isinstance(grid, list)
    return grid[2:]


def test_empty_cells_of_a_tree_continue_up_to_the_leaf() -> None:
    assert read(TREE) == [
        [
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
            ["^", "产出指标", "数量指标", "活动", "2场"],
        ]
    ]
    assert tree("\t\t\t培训\t3场\n\t\t质量指标\t合格率\t\n\t效益指标\t社会效益指标\t\t\n") == [
        ["^", "^", "^", "培训", "3场"],
        ["^", "^", "质量指标", "合格率", ""],
        ["^", "效益指标", "社会效益指标", "", ""],
    ]


@pytest.mark.parametrize("lost", ["\t", ""])
def test_rows_of_a_tree_that_lost_cells_on_the_left_are_moved_back(lost: str) -> None:
    assert tree(
        f"\t\t座谈会\t8场{lost}\n\t成本指标\t经费\t≤5万元{lost}\n"
        f"满意度指标\t服务对象满意度指标\t满意度\t90%{lost}\n"
    ) == [
        ["^", "^", "^", "座谈会", "8场"],
        ["^", "^", "成本指标", "经费", "≤5万元"],
        ["^", "满意度指标", "服务对象满意度指标", "满意度", "90%"],
    ]


def test_rows_of_a_tree_that_may_be_meant_so_stay() -> None:
    assert tree("\t产出\t数量\t培训\t\n\t\t数量\t培训\t\n") == [
        ["^", "产出", "数量", "培训", ""],
        ["^", "^", "数量", "培训", ""],
    ]


def test_a_form_split_over_pages_is_joined() -> None:
    header = "编码\t名称\t金额\n"
    page = read_text(f"{header}1\t甲\t5\n\n{header}2\t乙\t6\n\n\t丙\t7\n\n3\t丁\t8\n")
    assert texts(page) == [
        [["编码", "名称", "金额"], ["1", "甲", "5"], ["2", "乙", "6"], ["^", "丙", "7"]],
        "",
        [["3", "丁", "8"]],
    ]
    assert [row.header for row in page.grids[0].rows] == [True, False, False, False]


def test_a_label_alone_on_a_new_page_goes_back_to_its_rows() -> None:
    above = "名称\t妇联\n目标\t一\t二\n\t三\t四\n"
    rows, below = "五\t六\n七\t八\n", "\t九\t十\n"
    assert read(f"{above}\n任务\n\n{rows}\n{below}") == [
        [["名称", "妇联*2"], ["目标", "一", "二"], ["^", "三", "四"], ["任务", "五", "六"],
         ["^", "七", "八"], ["^", "九", "十"]],
    ]  # fmt: skip
    assert read(f"{above}\n任务\n\n{rows}") == [
        [["名称", "妇联*2"], ["目标", "一", "二"], ["^", "三", "四"]],
        "任务",
        [["五", "六"], ["七", "八"]],
    ]  # fmt: skip


def test_rulers_and_bookmarks_of_converters_are_dropped() -> None:
    assert read("[bookmark: _Toc1]1.表\na\tb\n----\t---\nc\td\n") == [
        "1.表",
        [["a", "b"], ["c", "d"]],
    ]


def test_markdown() -> None:
    page = read_text("# 题\n| 项目 | 金额 |\n|:--|--:|\n| 培训<br>会 | 5 \\| 6 |\n\n文 | 字\n")
    assert texts(page) == ["# 题", [["项目", "金额"], ["培训\n会", "5 | 6"]], "文 | 字"]
    assert [row.header for row in page.grids[0].rows] == [True, False]


def test_commas() -> None:
    assert read('项目,金额\n"培训,会",5\n\n"一\n二",\n') == [
        [["项目", "金额"], ["培训,会", "5"], ["一\n二", ""]],
    ]
    prose = "到位 20 万元,支出 20 万元,执行率 80%。\n其中:项目 1 个,金额 25 万元。\n"
    assert read(prose) == prose.splitlines()


def test_text_without_any_table_is_paragraphs() -> None:
    text = "通知\r\n\r\n1.第一\r2.第二\f3.第三\n\x1a"
    assert read(text) == ["通知", "1.第一", "2.第二", "3.第三"]
    assert read_text(text).title == "通知"
    assert read("") == []
    assert read(" \n\t\n") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    data = "项目\t镕\n—\t≥5\n".encode(encoding)
    assert texts(read_text(data)) == [[["项目", "镕"], ["—", "≥5"]]]


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024"])
def test_a_document_turned_into_text_has_the_cells_of_the_document(name: str) -> None:
    page = read_text((DATA / f"{name}.txt").read_bytes())
    document = read_docx((DATA / f"{name}.docx").read_bytes())
    assert [len(grid.rows) for grid in page.grids] == [len(grid.rows) for grid in document.grids]
    for found, meant in zip(page.grids, document.grids, strict=True):
        check_grid(found)
        for row, model in zip(found.rows, meant.rows, strict=True):
            assert [c.text.strip() for c in row.cells] == [c.text.strip() for c in model.cells]
            assert [c.continues for c in row.cells] == [c.continues for c in model.cells]


def test_a_table_too_big_is_refused() -> None:
    with pytest.raises(ReadError, match="200 列"):
        read_text("a\t" * 300 + "\n" + "b\tc\n")
    with pytest.raises(ReadError, match="过大"):
        read_text(("a\t" * 150 + "\n") * 1_500)


@pytest.mark.parametrize(
    ("piece", "count"),
    [('"', 75_000), ('"a\t', 10_000), ("<p", 30_000), ("\t\n", 10_000), ("a\t" * 150 + "\n", 25)],
)
def test_reading_is_linear(piece: str, count: int) -> None:
    def read(times: int) -> None:
        with contextlib.suppress(ReadError):
            read_text(piece * times + "\n")

    assert_not_far_slower(lambda: read(4 * count), than=lambda: read(count))


@given(
    st.lists(
        st.sampled_from(
            ["\t", "\n", "\n\n", '"', '""', "文", "指标", "|", ",", "<p>", "</p>", "-", "\r", TREE]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_gives_whole_grids(text: str) -> None:
    for grid in read_text(text).grids:
        check_grid(grid)


@given(st.lists(st.lists(st.text("文字a", min_size=1), min_size=3, max_size=3), min_size=1))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    (grid,) = read_text("".join("\t".join(row) + "\n" for row in rows)).grids
    assert [[cell.text for cell in row.cells] for row in grid.rows] == rows
