# SPDX-License-Identifier: MulanPSL-2.0
"""Copied nodes as the tables that other programs get, read back by our own readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.clip_text import grids_html, grids_text
from fuyi_editor.files.html.read import read_html
from fuyi_editor.files.text.read import read_text
from fuyi_editor.layouts.composing.clip_grid import clip_grids
from fuyi_editor.model.nodes import (
    Budget,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Submission,
)
from fuyi_editor.page.document import Cell, Grid, Row, check_grid
from tests.submissions import submissions


def indicator(name: str, value: str, description: str = "") -> Indicator:
    return Indicator.model_validate({"name": name, "value": value, "description": description})


@pytest.fixture
def book() -> Submission:
    kinds = (
        IndicatorKind(
            name="数量指标", indicators=(indicator("人数", "≥5人"), indicator("次数", "2次"))
        ),
        IndicatorKind(name="质量指标", indicators=(indicator("合格率", "≥95%", "合格的\n占比"),)),
    )
    project = Project(
        name="慰问",
        budget=Budget.model_validate({"total": "6.00"}),
        goals=(Goal(text="1.慰问"), Goal(text="2.培训")),
        indicators=(IndicatorGroup(name="产出指标", kinds=kinds),),
    )
    section = ReportSection(
        heading="一、概况", paragraphs=(ReportParagraph(text="甲"), ReportParagraph(text="乙"))
    )
    return Submission(projects=(project,), report=Report(sections=(section,)))


def table(grid: Grid) -> list[list[str]]:
    """The texts of the rows; `^` for a cell that goes on from above."""
    return [["^" if cell.continues else cell.text for cell in row.cells] for row in grid.rows]


def test_indicators_stand_beside_their_levels(book):
    group = book.projects[0].indicators[0]
    (grid,) = clip_grids(book, [group.id])
    assert table(grid) == [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"],
        ["产出指标", "数量指标", "人数", "", "≥5人"],
        ["^", "^", "次数", "", "2次"],
        ["^", "质量指标", "合格率", "合格的\n占比", "≥95%"],
    ]
    rows = [i.id for kind in group.kinds for i in kind.indicators]
    assert clip_grids(book, rows) == (grid,)


def test_columns_of_nothing_are_left_out_and_goals_have_no_heading(book):
    goals = [goal.id for goal in book.projects[0].goals]
    (grid,) = clip_grids(book, goals)
    assert table(grid) == [["1.慰问"], ["2.培训"]]
    assert grids_text((grid,)) == "1.慰问\n2.培训\n"


def test_a_project_says_its_money_and_goals_once(book):
    (grid,) = clip_grids(book, [book.projects[0].id])
    heads, first, *more = table(grid)
    assert dict(zip(heads, first, strict=True)) == {
        "项目名称": "慰问", "预算数": "6.00", "绩效目标": "1.慰问\n2.培训", "一级指标": "产出指标",
        "二级指标": "数量指标", "三级指标": "人数", "绩效指标描述": "", "指标值": "≥5人",
    }  # fmt: skip
    assert [row[:3] for row in more] == [["^"] * 3] * 2


def test_each_sort_is_a_table_of_its_own(book):
    section = book.report.sections[0]
    grids = clip_grids(book, [book.projects[0].goals[0].id, section.id])
    assert [table(grid) for grid in grids] == [
        [["1.慰问"]],
        [["标题", "报告正文"], ["一、概况", "甲"], ["^", "乙"]],
    ]
    assert grids_text(grids) == "1.慰问\n\n标题\t报告正文\n一、概况\t甲\n\t乙\n"


def test_excel_gets_texts_as_texts_and_amounts_as_amounts():
    cells = tuple(Cell(text, n) for n, text in enumerate(["6.00", "001", "1-2", "12", "a < b  c"]))
    html = grids_html((Grid((30.0,) * 5, (Row(cells),)),))
    formats = [part.split('"')[0] for part in html.split('mso-number-format:"')[1:]]
    assert formats == ["0\\.00", "\\@", "\\@", "0", "\\@"]
    assert "a &lt; b &nbsp;c" in html


def test_quotes_stand_where_excel_puts_them():
    cells = (Cell('甲\n"乙"', 0), Cell("丙\t丁", 1), Cell("戊", 2))
    assert grids_text((Grid((30.0,) * 3, (Row(cells),)),)) == '"甲\n""乙"""\t"丙\t丁"\t戊\n'


@given(submissions(), st.data())
def test_what_is_copied_is_what_is_read(book, data):
    nodes = data.draw(st.lists(st.sampled_from([*book.projects]), min_size=1, unique_by=id))
    (grid,) = clip_grids(book, [node.id for node in nodes])
    check_grid(grid)
    (read,) = read_html(grids_html((grid,))).grids
    assert table(read) == table(grid)
    found = [
        cell.text for found in read_text(grids_text((grid,))).grids for _, cell in found.cells()
    ]
    assert [text for text in found if text] == [c.text for _, c in grid.cells() if c.text]
