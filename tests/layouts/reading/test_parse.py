# SPDX-License-Identifier: MulanPSL-2.0
"""The published files read completely: every field of every project (issue 2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.report.read_report import ReadReport
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.page.document import Align, Cell, Grid, PageDocument, Paragraph, Row

DATA = Path(__file__).parents[2] / "data"


def _parsed(name: str) -> ParsedPage:
    return parse_page(read_docx((DATA / f"{name}.docx").read_bytes()), load_layouts())


@pytest.fixture(scope="module")
def fengrun() -> ParsedPage:
    return _parsed("fengrun-2023")


@pytest.fixture(scope="module")
def tianjin() -> ParsedPage:
    return _parsed("tianjin-2024")


def _indicators(parsed: ParsedPage) -> list[Indicator]:
    projects = parsed.submission.projects
    return [node for p in projects for node in p.walk() if isinstance(node, Indicator)]


def test_fengrun_as_a_whole(fengrun):
    book = fengrun.submission
    assert fengrun.layout
    assert fengrun.layout.name == "hebei-department"
    assert book.title == "唐山市丰润区妇女联合会2023年部门预算绩效文本"
    assert (book.year, book.money_unit) == (2023, "万元")
    assert (book.unit.code, book.unit.name) == ("713001", "唐山市丰润区妇女联合会本级")
    assert len(book.projects) == 4
    assert len(_indicators(fengrun)) == 24
    assert fengrun.report.unread == ()


def test_fengrun_projects_field_by_field(fengrun):
    project = fengrun.submission.projects[3]
    assert project.code == "13020823P000202100015"
    assert project.name == "提前下达2023年省级妇女之家建设专项资金"
    budget = project.budget
    assert (budget.total.text, budget.fiscal.text, budget.other.text) == ("8.50", "8.50", "")
    assert project.purpose == "用于建设省级示范妇女之家，提升妇联组织阵地建设"
    plan = [(step.by, step.percent) for step in project.spending_plan]
    assert plan == [("3月底", ""), ("6月底", "90%"), ("10月底", "100%"), ("12月底", "100%")]
    assert [goal.text[:2] for goal in project.goals] == ["1.", "2."]
    rate = next(i for i in _indicators(fengrun) if i.name == "覆盖率")
    assert (rate.description, rate.value.text, rate.basis) == (
        "省级妇女之家覆盖率",
        "≥1个",
        "上级要求",
    )


def test_fengrun_department(fengrun):
    department = fengrun.submission.department
    assert department is not None
    assert [goal.text[:8] for goal in department.goals] == ["积极组织开展“美"]
    assert [sub.name for sub in department.sub_goals] == [
        "团结动员妇女参加经济社会建设",
        "维权服务",
        "教育培训与事业发展",
        "综合业务管理",
    ]
    last = department.sub_goals[-1]
    assert [goal.text for goal in last.goals] == ["提高妇女干部执政能力"]
    assert [(i.name, i.value.text) for i in last.indicators] == [
        ("各项综合业务工作完成率", "大于等于95%")
    ]
    assert len(department.safeguards) == 12
    assert department.safeguards[-1].text.endswith("促进预算绩效管理水平进一步提升。")


def test_tianjin(tianjin):
    book = tianjin.submission
    assert tianjin.layout
    assert tianjin.layout.name == "tianjin-project"
    assert len(book.projects) == 7
    assert len(_indicators(tianjin)) == 89
    assert tianjin.report.unread == ()
    assert book.projects[0].unit.code == "562202"
    assert book.projects[5].name.startswith("]2024年")
    assert book.projects[5].budget.fiscal.text == " "
    kinds = [kind.name for group in book.projects[2].indicators for kind in group.kinds]
    # As published: 质量 comes back after 成本 (rules.md G01); nothing is sorted behind one's back.
    kept = [kind for kind in kinds if kind in ("质量指标", "成本指标")]
    assert kept == ["质量指标", "成本指标", "质量指标"]


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024"])
def test_every_text_of_the_seed_is_in_the_book(name):
    """The seeds are the texts of the published files: none of it may be missing on the page."""
    parsed = _parsed(name)
    page = re.sub(r"\s+", "", "".join(_texts(parsed.page)))
    seed = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    for line in re.sub(r"\[bookmark: \S+?\]", "", seed).splitlines():
        assert re.sub(r"\s+", "", line) in page


def _texts(page: PageDocument) -> list[str]:
    texts: list[str] = []
    for block in page.blocks:
        texts += [c.text for _, c in block.cells()] if isinstance(block, Grid) else [block.text]
    return texts


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024"])
def test_every_value_cell_is_bound(name):
    parsed = _parsed(name)
    for grid in parsed.page.grids:
        assert grid.node
        for row in grid.rows:
            if row.node:
                assert all(cell.binding for cell in row.cells)


def _table(*rows: tuple[str, ...]) -> Grid:
    width = len(rows[0])
    return Grid(
        columns=(30.0,) * width,
        rows=tuple(Row(tuple(Cell(text, i) for i, text in enumerate(row))) for row in rows),
        align=Align.CENTER,
    )


def test_an_unknown_label_goes_to_extra_and_is_bound():
    page = PageDocument((_table(("项目名称", "培训", "项目负责人", "李某")),))
    parsed = parse_page(page, load_layouts())
    assert parsed.submission.projects[0].extra == {"项目负责人": "李某"}
    cell = parsed.page.grids[0].rows[0].cells[3]
    assert cell.binding
    assert cell.binding.field == "extra.项目负责人"


def test_what_is_not_understood_is_reported():
    table = _table(
        ("项目名称", "培训"),
        ("说明文字，很长很长很长很长很长很长很长很长很长很长很长很长很长的一段", ""),
    )
    page = PageDocument((Paragraph("标题"), table, Paragraph("表后的说明")))
    report = parse_page(page, load_layouts()).report
    assert [note.text[:4] for note in report.unread] == ["说明文字", "表后的说"]
    assert "2 处" in report.summary()


def test_labels_fold_width_spaces_and_brackets():
    page = PageDocument((_table(("项目名称：", "培训", "其中:财政　资金（万元）", "6.00")),))
    project = parse_page(page, load_layouts()).submission.projects[0]
    assert project.budget.fiscal.text == "6.00"


def test_a_book_counts_the_same_whether_read_or_composed(fengrun: ParsedPage):
    of_form = ReadReport.of("hebei-department", fengrun.submission)
    assert of_form.summary() == fengrun.report.summary() == "读入 4 个项目、24 条指标"


def test_the_summary_says_what_there_is():
    assert ReadReport(None, 4, 24).summary() == "读入 4 个项目、24 条指标"
    assert ReadReport(None, 0, 28).summary() == "读入 28 条指标"
    assert ReadReport(None, 0, 0, sections=6).summary() == "读入 6 个报告章节"
    assert ReadReport(None, 0, 0).summary() == "读入 0 条指标"
