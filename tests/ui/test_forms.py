# SPDX-License-Identifier: MulanPSL-2.0
"""Every published form in the window: what it prints is seen, selected, edited and brought back."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from fuyi_editor.checks.engine import Checker
from fuyi_editor.files.book import Book, new_book, open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import (
    Indicator,
    Midterm,
    Node,
    Project,
    Report,
    ReportParagraph,
    SpendingStep,
    Subtotal,
    Task,
)
from fuyi_editor.ui.add_actions import AddActions
from fuyi_editor.ui.inspector.check import CheckEdit
from fuyi_editor.ui.page.places import Place, binding_at, fields_of, places
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.workspace import Workspace

LAYOUTS = load_layouts()
FILES = ("menyuan-2023", "zhanjiang-2021", "guangzhou-2021", "laoting-2023-report", "fengrun-2023")
DATA = Path(__file__).parents[1] / "data"
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@cache
def book_named(name: str) -> Book:
    """The published file of that name, or a new book of the layout."""
    file = DATA / f"{name}.docx"
    return open_book(file, LAYOUTS) if name in FILES else new_book(LAYOUTS[name], 2024)


@pytest.fixture
def make_workspace(qtbot, caplog):
    def make(name: str) -> Workspace:
        workspace = Workspace(EditSession(book_named(name), Checker()), {})
        qtbot.addWidget(workspace)
        workspace.resize(1200, 700)
        workspace.show()
        workspace.session.check_now()
        return workspace

    yield make
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def first(workspace: Workspace, kind: type[Node], number: int = 0) -> Node:
    found = [node for node in workspace.session.submission.walk() if isinstance(node, kind)]
    return found[number]


def fields(workspace: Workspace) -> list[str]:
    return [row.entry.field for row in workspace.inspector.rows]


def type_on_page(workspace: Workspace, node: str, field: str, text: str) -> None:
    """Click the cell of a field and put a text into it."""
    page = workspace.page
    (place,) = (
        place
        for place in places(page.document)
        if (binding := binding_at(page.document, place)) is not None
        and binding.node == node
        and fields_of(binding.template) == (field,)
    )
    page.go_to(place)
    assert page.start_edit()
    page.editor.setPlainText(text)
    page.commit_open_editor()


@pytest.mark.parametrize("name", [*FILES, *LAYOUTS])
def test_every_node_has_a_row_and_a_form_and_is_found_on_the_page(make_workspace, name):
    workspace = make_workspace(name)
    model = workspace.tree.tree_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    seen: set[type[Node]] = set()
    for node in workspace.session.submission.walk():
        if type(node) in seen:
            continue  # one of each sort: they are alike
        seen.add(type(node))
        workspace.session.select(node.id)
        assert model.index_for(node.id).isValid()
        assert fields(workspace) or node is workspace.session.submission
        assert workspace.page.current is not None or isinstance(node, SpendingStep)


@pytest.mark.parametrize("name", [*FILES, *LAYOUTS])
def test_what_the_form_prints_can_be_filled_in_beside_it(make_workspace, name):
    workspace = make_workspace(name)
    submission = workspace.session.submission
    shown: set[tuple[str, str]] = set()
    for node in submission.walk():
        workspace.session.select(node.id)
        shown |= {row.entry.key for row in workspace.inspector.rows}
    for place in places(workspace.page.document):
        binding = binding_at(workspace.page.document, place)
        for field in fields_of(binding.template) if binding else ():
            node = submission.find(binding.node)
            if field in ("outline", "indicator_list") or isinstance(node, SpendingStep):
                continue  # the tree has its parts; the dates are the form's
            if field == "goals" and not isinstance(node, Project | Midterm):
                continue  # one field for each
            asked = field if isinstance(node, Subtotal) else field.removesuffix(".code")
            assert (binding.node, asked) in shown, (type(node), field)


def test_an_outline_is_edited_as_text_in_its_cell(make_workspace):
    workspace = make_workspace("menyuan-2023")
    session = workspace.session
    project = first(workspace, Project)
    before, old = session.submission, first(workspace, Indicator)
    text = read_field(project, "outline").replace("≥10000份", "≥20000份")
    type_on_page(workspace, project.id, "outline", text)
    assert (session.selected, session.selected_field) == (project.id, "outline")
    assert first(workspace, Indicator).value.text == "≥20000份"
    assert first(workspace, Indicator).id == old.id
    assert session.undo_stack.undoText() == "修改绩效指标"
    session.undo_stack.undo()
    assert session.submission == before


def test_an_indicator_of_an_outline_frames_its_cell(make_workspace):
    workspace = make_workspace("menyuan-2023")
    project = first(workspace, Project, 1)
    workspace.session.select(project.indicators[0].kinds[1].indicators[0].id)
    binding = workspace.page.current_binding
    assert (binding.node, binding.template) == (project.id, "{outline}")
    tinted = {
        binding_at(workspace.page.document, Place(mark.block, mark.row, mark.cell))
        for page in range(len(workspace.page.pages))
        for mark in workspace.page.marks_on(page)
        if mark.kind == "warning"
    }
    assert binding in tinted  # for what is wrong inside


def test_a_list_of_names_is_edited_in_its_cell(make_workspace):
    workspace = make_workspace("guangzhou-2021")
    project = first(workspace, Project)
    type_on_page(workspace, project.id, "indicator_list", "1. 满意度；\n2. 覆盖率。")
    names = [node.name for node in first(workspace, Project).walk() if isinstance(node, Indicator)]
    assert names == ["满意度", "覆盖率"]
    rows = workspace.tree.tree_model
    top = rows.index_for(project.id)
    assert [rows.index(n, 0, top).data() for n in range(rows.rowCount(top))] == [
        "绩效目标", "满意度", "覆盖率"
    ]  # fmt: skip


def test_the_goals_of_a_department_are_edited_in_one_cell(make_workspace):
    workspace = make_workspace("guangdong-department")
    department = workspace.session.submission.department
    type_on_page(workspace, department.id, "goals", "1.宣传\n2.维权")
    goals = workspace.session.submission.department.goals
    assert [goal.text for goal in goals] == ["1.宣传", "2.维权"]


def test_the_halves_of_a_row_select_their_own_node(make_workspace):
    workspace = make_workspace("central-application")
    session = workspace.session
    midterm = first(workspace, Midterm)
    session.select(midterm.id)
    actions = AddActions(workspace)
    actions.follow(session)
    actions.added.connect(session.arrange)
    assert actions.indicator.isEnabled()
    actions.indicator.trigger()
    (added,) = [n for n in first(workspace, Midterm).walk() if isinstance(n, Indicator)]
    assert session.selected == added.id
    type_on_page(workspace, added.id, "name", "三年培训人数")
    assert session.selected == added.id
    assert first(workspace, Midterm).indicators[0].kinds[0].indicators[0].name == "三年培训人数"
    yearly = session.submission.projects[0].indicators[0].kinds[0].indicators[0]
    type_on_page(workspace, yearly.id, "name", "培训人数")
    assert session.selected == yearly.id


def test_a_figure_of_a_report_is_that_of_its_sentence(make_workspace):
    workspace = make_workspace("laoting-2023-report")
    session = workspace.session
    report = first(workspace, Report)
    session.select(report.id)
    row = workspace.inspector.row("figures.budget")
    assert row.edit.text() == "97.43 万元"
    row.edit.setText("100")
    assert "申请预算资金 100 万元" in first(workspace, ReportParagraph).text
    row.edit.setText("一百")
    assert "只能写数字和单位" in row.refusal.text()
    assert row.refusal.isVisible()
    assert "申请预算资金 100 万元" in first(workspace, ReportParagraph).text
    session.undo_stack.undo()
    assert row.edit.text() == "97.43 万元"
    assert not row.refusal.isVisible()


def test_execution_stands_in_a_table_of_what_is_printed(make_workspace):
    workspace = make_workspace("central-selfeval")
    workspace.session.select(first(workspace, Project).id)
    executed = [field for field in fields(workspace) if field.startswith("execution.")]
    assert len(executed) == 4 * 5
    assert "execution.total.forecast" not in executed
    workspace.inspector.row("execution.total.rate").edit.setText("94.09%")
    assert first(workspace, Project).execution.total.rate == "94.09%"
    assert {"achieved", "total_score", "extra.总分值"} <= set(fields(workspace))


def test_secret_is_a_box_and_the_page_says_so(make_workspace):
    workspace = make_workspace("guangzhou-2021")
    session = workspace.session
    project = first(workspace, Project)
    session.select(project.id)
    edit = workspace.inspector.row("secret").edit
    assert isinstance(edit, CheckEdit)
    edit.click()
    assert first(workspace, Project).secret
    texts = [c.text for grid in workspace.page.document.grids for _, c in grid.cells() if c.binding
             and c.binding.node == project.id]  # fmt: skip
    assert texts.count("涉密项目") == 3
    session.undo_stack.undo()
    assert not edit.isChecked()
    assert session.submission.projects[0] == project


def test_a_renamed_sum_renames_the_unit_of_its_projects(make_workspace):
    workspace = make_workspace("menyuan-2023")
    session = workspace.session
    row = first(workspace, Subtotal, 2)
    type_on_page(workspace, row.id, "unit.name", "门源县妇女联合会")
    units = {project.unit.name for project in session.submission.projects}
    assert units == {"门源县妇女联合会"}
    assert session.submission.unit.name == "门源县妇女联合会"
    assert read_field(first(workspace, Subtotal, 1), "unit") == "003门源县妇联"


def test_a_project_outside_the_sums_is_not_said_to_be_unprinted(make_workspace):
    workspace = make_workspace("menyuan-2023")
    workspace.session.select(first(workspace, Project).id)
    label = workspace.inspector.row("unit").label.text()
    assert label == "单位编码及名称（见小计行）"


OFFERED = {
    "hebei-department": {"project", "goals", "sub_goals", "safeguards", "indicator", "kinds"},
    "hebei-report": {"sections", "paragraphs"},
    "guangdong-department": {"task", "goals", "indicator", "kinds"},
    "guangzhou-project": {"project", "goals", "indicator"},
    "qinghai-public": {"project", "goals", "indicator", "kinds", "subtotals"},
    "central-monitor": {"project", "goals", "indicator", "kinds"},
}


@pytest.mark.parametrize("name", OFFERED)
def test_what_the_form_prints_is_offered_to_be_added(make_workspace, name):
    workspace = make_workspace(name)
    actions = AddActions(workspace)
    actions.follow(workspace.session)
    named = {
        "project": actions.project,
        "task": actions.task,
        "indicator": actions.indicator,
        "kinds": actions.kinds_menu.menuAction(),
        **actions.by_slot,
    }
    assert {key for key, action in named.items() if action.isVisible()} == OFFERED[name]


@pytest.mark.parametrize(
    ("name", "act", "kind"),
    [
        ("guangdong-department", "task", Task),
        ("laoting-2023-report", "paragraphs", ReportParagraph),
        ("zhanjiang-2021", "task", Task),
        ("menyuan-2023", "project", Project),
    ],
)
def test_what_is_added_stands_on_the_page_and_goes_by_undo(make_workspace, name, act, kind):
    workspace = make_workspace(name)
    session = workspace.session
    actions = AddActions(workspace)
    actions.follow(session)
    actions.added.connect(session.arrange)
    before = session.submission
    session.select(first(workspace, kind).id)
    action = {"task": actions.task, "project": actions.project, **actions.by_slot}[act]
    action.trigger()
    added = session.submission.find(session.selected)
    assert isinstance(added, kind)
    binding = workspace.page.current_binding
    assert binding.node == added.id
    field = {Project: "name", Task: "name", ReportParagraph: "text"}[kind]
    type_on_page(workspace, added.id, field, "新写的内容")
    assert read_field(session.submission.find(added.id), field) == "新写的内容"
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.submission == before
