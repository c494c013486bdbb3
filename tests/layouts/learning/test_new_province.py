# SPDX-License-Identifier: MulanPSL-2.0
"""Adding a province is one TOML file and one sample: nothing of the program changes."""

from __future__ import annotations

import pytest

from fuyi_editor.files.book import composed, new_book, open_book, save_book
from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.learning.learn import LayoutNames, learn
from fuyi_editor.layouts.learning.verify import verify
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.export import to_data
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Goal, Indicator, IndicatorGroup, IndicatorKind, Project
from fuyi_editor.page.document import PageDocument

YUNLING = """
name = "yunling"
title = "项目考核目标表（云岭）"
taxonomy = "T2021"
money_unit = "元"
new_title = "云岭省{year}年项目考核目标表"

[page]
width = 297
height = 210
footer = "第 {page} 页"

[styles]
body = { family = "楷体_GB2312", size = 11 }
title = { family = "黑体", size = 18, align = "center" }
label = { align = "center", bold = true }
money = { align = "right" }

[[project]]
paragraph = "{book.title}"
style = "title"
page_break = true

[[project]]
grid = [30, 40, 60, 40, 50]
rows = [
  { height = 9, cells = [
    { text = "项目全称", style = "label" }, { text = "{name}", across = 2 },
    { text = "承办科室", style = "label" }, "{extra.承办科室}",
  ] },
  { height = 9, cells = [
    { text = "钱从哪里来", style = "label", down = 2 },
    { text = "经费总盘子（元）", style = "label" }, { text = "{budget.total}", style = "money" },
    { text = "财政给的", style = "label" }, { text = "{budget.fiscal}", style = "money" },
  ] },
  { height = 9, cells = [
    { text = "自己筹的", style = "label" }, { text = "{budget.other}", style = "money" },
    { text = "钱做什么用", style = "label" }, "{purpose}",
  ] },
  { height = 20, cells = [
    { text = "要做成什么样", style = "label" }, { text = "{goals}", across = 4 },
  ] },
  { header = true, height = 8, cells = [
    { text = "大类", style = "label" }, { text = "小类", style = "label" },
    { text = "考核要点", style = "label" }, { text = "达标线", style = "label" },
    { text = "凭什么定", style = "label" },
  ] },
  { each = "indicators", height = 8, cells = [
    { text = "{group.name}", style = "label", merge = true },
    { text = "{kind.name}", style = "label", merge = true },
    "{name}", { text = "{value}", style = "label" }, "{basis}",
  ] },
]

[[project]]
paragraph = ""
"""
TAUGHT = {
    "fields": {
        "项目全称": "name", "经费总盘子": "budget.total", "财政给的": "budget.fiscal",
        "自己筹的": "budget.other", "钱做什么用": "purpose", "要做成什么样": "goals",
    },
    "columns": {
        "大类": "group", "小类": "kind", "考核要点": "name", "达标线": "value", "凭什么定": "basis",
    },
}  # fmt: skip
"""What a person says of the words of a sample."""


def _kind(name: str, *rows: tuple[str, str, str]) -> IndicatorKind:
    found = tuple(Indicator(name=n, value=v, basis=b) for n, v, b in rows)
    return IndicatorKind(name=name, indicators=found)


def _project(name: str, total: str) -> Project:
    project = Project(
        name=name,
        purpose="开展培训",
        goals=(Goal(text="1.办好培训班"), Goal(text="2.帮扶家庭")),
        indicators=(
            IndicatorGroup(
                name="成本指标", kinds=(_kind("经济成本指标", ("人均费用", "≤450元", "标准")),)
            ),
            IndicatorGroup(
                name="产出指标",
                kinds=(
                    _kind("数量指标", ("培训班", "≥3期", "计划"), ("参训妇女", "≥200人", "计划")),
                    _kind("质量指标", ("结业率", "≥95%", "上年")),
                ),
            ),
        ),
        extra={"承办科室": "发展部"},
    )
    for field, text in (("total", total), ("fiscal", total), ("other", "0.00")):
        project = write_field(project, f"budget.{field}", text)
    return project


@pytest.fixture
def layouts(tmp_path):
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "yunling.toml").write_text(YUNLING, encoding="utf-8")
    return load_layouts([folder])


@pytest.fixture
def book(layouts):
    """Two projects, as a person would have filled them in."""
    assert layouts.problems == ()
    blank = new_book(layouts["yunling"], 2026)
    projects = (_project("妇女技能培训", "90,000.00"), _project("家庭帮扶", "30,000.00"))
    return composed(blank.submission.but(projects=projects), layouts["yunling"])


@pytest.fixture
def sample(book, tmp_path):
    path = tmp_path / "样表.docx"
    save_book(book, book.submission, path)
    return path


def _texts(page: PageDocument) -> list[list[tuple[int, int, int, str]]]:
    return [
        [(row, c.column, grid.row_span(row, c), c.text) for row, c in grid.cells()]
        for grid in page.grids
    ]


def test_its_sample_is_recognised_read_completely_and_filled_again(layouts, book, sample):
    opened = open_book(sample, layouts)
    assert opened.layout is layouts["yunling"]
    assert opened.report.unread == ()
    assert to_data(opened.submission) == to_data(book.submission)
    assert _texts(compose(opened.layout, opened.submission)) == _texts(book.page(book.submission))
    assert verify(layouts["yunling"], opened.page(opened.submission)) == []


def test_without_its_file_the_same_sample_is_not_read(sample):
    with pytest.raises(Exception, match="没有认出项目绩效目标表"):
        open_book(sample, load_layouts())


def test_its_sample_is_revised_in_place(layouts, sample):
    opened = open_book(sample, layouts)
    second = opened.submission.projects[1]
    indicator = second.indicators[1].kinds[0].indicators[0]
    after = SetField(node=indicator.id, field="value", text="≥5期").apply(opened.submission)
    after = SetField(node=second.id, field="budget.total", text="31,000.00").apply(after)
    saved = save_book(opened, after, sample)
    again = open_book(saved.path, layouts)
    assert to_data(again.submission) == to_data(after)
    assert again.report.unread == ()


def test_learnt_from_the_sample_it_is_an_equivalent_layout(layouts, book, sample, tmp_path):
    page = open_book(sample, layouts).page(book.submission)
    learned = learn(_unbound(sample), LayoutNames("learnt"), known_labels().with_more(TAUGHT))
    assert verify(learned.layout, page) == []
    assert (learned.layout.taxonomy_name, learned.layout.money_unit) == ("T2021", "元")
    assert learned.layout.new_title == "云岭省{year}年项目考核目标表"
    assert learned.layout.page == layouts["yunling"].page
    other = book.submission.but(projects=(_project("另一个项目", "1.00"),) * 1)
    ours, theirs = compose(learned.layout, other), compose(layouts["yunling"], other)
    assert _texts(ours) == _texts(theirs)
    styles = [[c.style for _, c in page.grids[0].cells()] for page in (ours, theirs)]
    assert styles[0] == styles[1]
    # Put beside ours instead of the written one, it reads the sample just as well.
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "learnt.toml").write_text(learned.text, encoding="utf-8")
    opened = open_book(sample, load_layouts([mine]))
    assert opened.layout.name == "learnt"
    assert to_data(opened.submission) == to_data(book.submission)


def _unbound(path) -> PageDocument:
    from fuyi_editor.files.open_file import open_page

    return open_page(path).page
