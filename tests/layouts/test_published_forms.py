# SPDX-License-Identifier: MulanPSL-2.0
"""What the published forms say, read into the model: counts and figures taken from the files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Indicator

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()


@cache
def _parsed(name: str) -> ParsedPage:
    return parse_page(read_docx((DATA / f"{name}.docx").read_bytes()), LAYOUTS)


def _leaves(node) -> list[Indicator]:
    return [n for n in node.walk() if isinstance(n, Indicator)]


def test_menyuan_has_its_six_projects_with_names_and_values_apart():
    book = _parsed("menyuan-2023").submission
    assert [p.name for p in book.projects] == [
        "维权经费", "创建经费", "执委会经费", "留守儿童工作经费", "妇儿工委工作经费",
        "妇女工作经费",
    ]  # fmt: skip
    assert [p.budget.total.text for p in book.projects] == [
        "2.7",
        "0.3",
        "0.5",
        "0.7",
        "2.5",
        "7.30",
    ]
    leaves = [leaf for p in book.projects for leaf in _leaves(p)]
    assert len(leaves) == 92
    assert (leaves[0].name, leaves[0].value.text) == ("印制宣传资料", "≥10000份")
    # The one that is a sentence has no value (defects.md, menyuan 6).
    assert [leaf.name for leaf in leaves if leaf.value.is_blank] == [
        "宣传工作和试点创建工作于2022年底前完成。"
    ]
    assert [len(p.goals) for p in book.projects] == [3, 2, 2, 1, 2, 4]
    assert [(s.unit.code, s.unit.name, s.amount.text) for s in book.subtotals] == [
        ("合计", "", ""), ("003", "门源县妇联", "14.00"), ("003004", "门源县妇联", "14.00"),
    ]  # fmt: skip
    assert {(p.supervisor.code, p.unit.code) for p in book.projects} == {("003", "003004")}


def test_zhanjiang_has_its_tasks_figures_and_indicators():
    book = _parsed("zhanjiang-2021").submission
    department = book.department
    assert department
    assert (book.year, book.unit.name, department.supervisor.name) == (
        2021, "湛江市妇女联合会", "湛江市妇女联合会",
    )  # fmt: skip
    figures = ["basic", "project", "fiscal", "other", "own_level", "transfers"]
    assert [read_field(department, f"budget.{name}") for name in figures] == [
        "553.66", "237.76", "791.42", "", "791.42", "0",
    ]  # fmt: skip
    assert (department.staff.on_duty, department.staff.retired) == ("19", "17")
    assert len(department.goals) == 8
    # Ten tasks and two lines of 其他任务, both 无.
    assert len(department.tasks) == 10
    assert department.tasks[0].amount.text == "573.66"
    assert [task.name for task in department.other_tasks] == ["无", "无"]
    leaves = _leaves(department)
    assert sum(bool(leaf.name.strip()) for leaf in leaves) == 25
    assert len(leaves) == 28  # three 二级 are printed without an indicator
    assert [g.name for g in department.indicators] == ["产出指标", "效益指标", "满意度指标"]
    assert department.extra["审核意见"].startswith("年度工作任务，是核心内容")


def test_guangzhou_has_its_key_indicators_and_projects():
    book = _parsed("guangzhou-2021").submission
    assert book.department
    assert len(_leaves(book.department)) == 7
    assert book.department.extra == {"部门年度整体预算完成率": "90%"}
    assert len(book.projects) == 6
    assert [len(_leaves(p)) for p in book.projects] == [6, 5, 0, 4, 4, 6]
    secret = book.projects[2]
    assert (secret.secret, secret.budget.total.text) == (True, "399")
    assert (secret.purpose, secret.goals) == ("", ())
    assert (book.unit.name, book.money_unit) == ("中共广州市委政法委员会", "万元")


def test_laoting_has_its_sections_and_figures():
    report = _parsed("laoting-2023-report").submission.report
    assert report
    assert [len(section.paragraphs) for section in report.sections] == [1, 3, 4, 16, 1, 8]
    assert read_field(report, "figures.spent") == "91.67 万元"
    assert read_field(report, "figures.project_spent") == "20.00 元"


def test_one_line_of_an_outline_changes_one_line_of_the_file():
    parsed = _parsed("menyuan-2023")
    leaf = _leaves(parsed.submission.projects[3])[0]
    after = SetField(node=leaf.id, field="value", text="≥2次").apply(parsed.submission)
    page = Reviser(parsed.page, parsed.submission).page(after)
    before, now = (p.grids[0].rows[7].cells[4].text.split("\n") for p in (parsed.page, page))
    assert [(a, b) for a, b in zip(before, now, strict=True) if a != b] == [
        ("1.开展慰问活动 ≥1次", "1. 开展慰问活动 ≥2次")
    ]


def test_a_project_added_to_a_table_of_projects_is_a_row_like_its_neighbour():
    parsed = _parsed("menyuan-2023")
    book = parsed.submission
    extra = book.projects[0].but(id="new", name="新增经费")
    after = book.but(projects=(*book.projects[:1], extra, *book.projects[1:]))
    page = Reviser(parsed.page, book).page(after)
    rows = [[cell.text for cell in row.cells][:3] for row in page.grids[0].rows]
    assert rows[1:8] == [
        ["合计", "", ""], ["003", "门源县妇联", "14.00"], ["003004", "门源县妇联", "14.00"],
        ["1", "维权经费", "2.7"], ["2", "新增经费", "2.7"], ["3", "创建经费", "0.3"],
        ["4", "执委会经费", "0.5"],
    ]  # fmt: skip


def test_a_task_added_in_place_keeps_the_label_that_reaches_down():
    parsed = _parsed("zhanjiang-2021")
    book = parsed.submission
    department = book.department
    assert department
    task = department.tasks[0].but(id="new", name="新任务")
    changed = department.but(
        tasks=(task, *department.tasks), other_tasks=department.other_tasks[1:]
    )
    page = Reviser(parsed.page, book).page(book.but(department=changed))
    again = parse_page(page, LAYOUTS).submission.department
    assert again
    assert [t.name for t in again.tasks][:2] == ["新任务", "基本支出（人员经费、公用经费）"]
    labels = [cell.text for row in page.grids[0].rows for cell in row.cells if cell.column == 0]
    assert labels.count("年度重点工作任务") == labels.count("其他需完成的任务(可选填)") == 1
