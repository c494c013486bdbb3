# SPDX-License-Identifier: MulanPSL-2.0
"""What the columns of a pasted table are: by their titles, and without titles by what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.grid_making import Piece, make_grid
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.pasted_table import TARGETS, PastedTable, read_pasted, table_rows


def read(*rows: list[str | Piece]) -> PastedTable:
    """The table of rows of texts; a `Piece` is a cell with spans."""
    pieces = [[p if isinstance(p, Piece) else Piece(p) for p in row] for row in rows]
    grid = make_grid(pieces)
    assert grid is not None
    return read_pasted(grid, known_labels())


@pytest.mark.parametrize(
    ("titles", "targets"),
    [
        (
            ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
            ("group", "kind", "name", "description", "value", "basis"),
        ),
        (
            ["指标名称", "指标解释", "年度指标值", "分值"],
            ("name", "description", "value", "weight"),
        ),
        (["序号", "二级指标", "指标名称", "权重"], ("", "kind", "name", "weight")),
        (["三级指标"], ("name",)),
        (["三级指标", "三级指标", "得分"], ("name", "", "score")),
        (["三级指标", "实际完成值", "偏差原因"], ("name", "actual", "deviation")),
    ],
)
def test_columns_are_known_by_their_titles(titles, targets):
    table = read(titles, ["甲"] * len(titles))
    assert (table.guess, table.has_header) == (targets, True)
    assert table.rows == (("甲",) * len(titles),)


@pytest.mark.parametrize(
    ("rows", "targets"),
    [
        ([["培训人数", "≥5人"], ["合格率", "≥95%"]], ("name", "value")),
        (
            [["数量指标", "培训人数", "参加的人数", "≥5人", "年初计划"]],
            ("kind", "name", "description", "value", "basis"),
        ),
        ([["产出指标", "数量", "培训人数", "5人"]], ("group", "kind", "name", "value")),
        (
            [["1", "培训人数", "5人", "10"], ["2", "场次", "6场", "20"]],
            ("", "name", "value", "weight"),
        ),
        ([["培训人数"], ["合格率"]], ("name",)),
        ([["培训人数", ""], ["合格率", ""]], ("name", "")),
        ([["服务对象满意度指标", "优"]], ("kind", "name")),
        ([["≥95%", "满意的比率"]], ("value", "name")),
    ],
)
def test_without_titles_columns_are_known_by_what_they_say(rows, targets):
    table = read(*rows)
    assert (table.guess, table.has_header) == (targets, False)
    assert len(table.rows) == len(rows)


def test_merged_and_blank_levels_mean_those_of_the_row_above():
    table = read(
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [Piece("产出指标", row_span=3), Piece("数量\n指标", row_span=2), "甲", "1"],
        ["乙", "2"],
        ["质量指标", "丙", "3"],
        ["效益指标", "", "丁", "4"],
    )
    rows = table_rows(table, table.guess)
    assert [(row.group, row.kind, row.name) for row in rows] == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("效益指标", "", "丁"),
    ]


def test_a_value_in_several_columns_is_put_together():
    table = read(["三级指标", "符号", "指标值", "计量单位"], ["培训人数", "≥", "5", "人"])
    (row,) = table_rows(table, ("name", "value.sign", "value.number", "value.unit"))
    assert dict(row.texts) == {"name": "培训人数", "value": "≥5人"}


def test_a_title_above_the_table_is_passed_by():
    table = read(
        [Piece("2023年绩效目标表", column_span=3)],
        ["二级指标", "三级指标", "指标值"],
        ["数量指标", "甲", "1"],
    )
    assert table.guess == ("kind", "name", "value")
    assert len(table.rows) == 1


def test_line_ends_within_a_text_are_kept_and_blank_rows_are_not():
    table = read(["三级指标", "绩效指标描述"], ["甲", "一\n二"], ["", " "], ["乙", ""])
    rows = table_rows(table, table.guess)
    assert [dict(row.texts) for row in rows] == [
        {"name": "甲", "description": "一\n二"},
        {"name": "乙"},
    ]


@given(
    st.lists(
        st.lists(st.text("甲数量指标≥5人%1 \n", max_size=6), min_size=3, max_size=3), min_size=1
    )
)
def test_whatever_is_pasted_no_text_is_lost_or_doubled(rows):
    pieces = [[Piece(text) for text in row] for row in rows]
    grid = make_grid(pieces)
    table = read_pasted(grid, known_labels())
    assert set(table.guess) <= set(TARGETS)
    used = [target for target in table.guess if target]
    assert len(used) == len(set(used))
    kept = [text for row in (table.titles, *table.rows) for text in row if text.strip()]
    assert sorted(kept) == sorted(text for row in rows for text in row if text.strip())
    assert len(table_rows(table, table.guess)) == len(table.rows)
