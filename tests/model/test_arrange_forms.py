# SPDX-License-Identifier: MulanPSL-2.0
"""Adding and moving what only some forms have: tasks, reports, the 中期 half, lists."""

from __future__ import annotations

from fuyi_editor.model import arrange
from fuyi_editor.model.arrangement import Arrangement
from fuyi_editor.model.blanks import blank_project
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.model.taxonomy import T2015


def _book() -> Submission:
    quantity = IndicatorKind(
        name="数量指标", indicators=(Indicator(name="场次"), Indicator(name="人数"))
    )
    quality = IndicatorKind(name="质量指标", indicators=(Indicator(name="合格率"),))
    project = Project(
        name="培训",
        spending_plan=(SpendingStep(by="12月底"),),
        goals=tuple(Goal(text=text) for text in ("1.甲", "2.乙", "3.丙")),
        indicators=(IndicatorGroup(name="产出指标", kinds=(quantity, quality)),),
    )
    return Submission(projects=(project, Project(name="宣传")))


def _after(book: Submission, done: Arrangement | None) -> Submission:
    assert done is not None
    return apply_edits(book, done.edits)


def _full_book() -> Submission:
    department = Department(
        goals=(Goal(text="1、甲"), Goal(text="2、乙")),
        sub_goals=(
            SubGoal(name="维权", goals=(Goal(text="丙"),), indicators=(Indicator(name="率"),)),
        ),
        safeguards=(Safeguard(text="（一）制度"), Safeguard(text="（二）监督")),
        tasks=(Task(name="一号"), Task(name="二号")),
        other_tasks=(Task(name="其他"),),
        indicators=_book().projects[0].indicators,
    )
    sections = tuple(
        ReportSection(heading=heading, paragraphs=(ReportParagraph(text="甲"),))
        for heading in ("一、概况", "二、问题")
    )
    projects = tuple(
        p.but(midterm=Midterm(goals=(Goal(text="目标一：长"),))) for p in _book().projects
    )
    return Submission(
        department=department,
        subtotals=(Subtotal(unit=Party(code="合计")),),
        projects=projects,
        report=Report(sections=sections),
    )


def test_a_task_goes_beside_the_selected_one_in_its_slot_or_to_the_end():
    book = _full_book()
    department = book.department
    first, other = department.tasks[0], department.other_tasks[0]

    def tasks(done: Arrangement | None) -> tuple[list[str], list[str]]:
        after = _after(book, done).department
        return [t.name for t in after.tasks], [t.name for t in after.other_tasks]

    assert tasks(arrange.add_task(book, first.id)) == (["一号", "", "二号"], ["其他"])
    assert tasks(arrange.add_task(book, other.id)) == (["一号", "二号"], ["其他", ""])
    assert tasks(arrange.add_task(book, book.projects[0].id)) == (["一号", "二号", ""], ["其他"])
    folder = arrange.add_task(book, department.id, "other_tasks")
    assert tasks(folder) == (["一号", "二号"], ["其他", ""])
    assert tasks(arrange.duplicate(book, first.id)) == (["一号", "一号", "二号"], ["其他"])
    assert tasks(arrange.move(book, first.id, 1)) == (["二号", "一号"], ["其他"])
    assert arrange.move(book, other.id, 1) is None
    plain = _book()
    assert arrange.add_task(plain, plain.id) is None


def test_sections_keep_their_numbers():
    book = _full_book()
    first, second = book.report.sections

    def headings(done: Arrangement | None) -> list[str]:
        return [section.heading for section in _after(book, done).report.sections]

    assert headings(arrange.add_section(book, first.id)) == ["一、概况", "二、", "三、问题"]
    assert headings(arrange.move(book, second.id, -1)) == ["一、问题", "二、概况"]
    assert headings(arrange.remove(book, first.id)) == ["一、问题"]
    assert headings(arrange.duplicate(book, first.id)) == ["一、概况", "二、概况", "三、问题"]


def test_a_paragraph_goes_into_the_section_at_hand():
    book = _full_book()
    first, second = book.report.sections

    def counts(done: Arrangement | None) -> list[int]:
        return [len(section.paragraphs) for section in _after(book, done).report.sections]

    assert counts(arrange.add_paragraph(book, first.id)) == [2, 1]
    assert counts(arrange.add_paragraph(book, second.paragraphs[0].id)) == [1, 2]
    assert counts(arrange.add_paragraph(book, book.report.id)) == [1, 2]
    plain = _book()
    assert arrange.add_paragraph(plain, plain.id) is None


def test_goals_are_added_to_what_holds_the_selection():
    book = _full_book()
    department, project = book.department, book.projects[0]
    after = _after(book, arrange.add_goal(book, department.goals[0].id)).department
    assert [goal.text for goal in after.goals] == ["1、甲", "2、", "3、乙"]
    after = _after(book, arrange.add_goal(book, department.sub_goals[0].id)).department
    assert [goal.text for goal in after.sub_goals[0].goals] == ["丙", ""]
    after = _after(book, arrange.add_goal(book, project.midterm.id)).projects[0]
    assert [goal.text for goal in after.midterm.goals] == ["目标一：长", "目标二："]
    assert len(after.goals) == 3
    after = _after(book, arrange.add_safeguard(book, department.safeguards[0].id)).department
    assert [s.text for s in after.safeguards] == ["（一）制度", "（二）", "（三）监督"]
    assert arrange.add_goal(book, book.id) is None


def test_indicators_are_added_to_the_department_and_to_the_midterm_half():
    book = _full_book()
    department, project = book.department, book.projects[0]
    after = _after(book, arrange.add_indicator(book, department.id)).department
    assert [i.name for i in after.indicators[0].kinds[1].indicators] == ["合格率", ""]
    after = _after(book, arrange.add_indicator(book, department.sub_goals[0].goals[0].id))
    assert [i.name for i in after.department.sub_goals[0].indicators] == ["率", ""]
    after = _after(book, arrange.add_indicator(book, project.midterm.id)).projects[0]
    (group,) = after.midterm.indicators
    assert (group.name, group.kinds[0].name) == ("产出指标", "数量指标")
    assert after.indicators == project.indicators
    after = _after(book, arrange.add_kind(book, project.midterm.id, "效益指标", "社会效益指标"))
    assert [g.name for g in after.projects[0].midterm.indicators] == ["效益指标"]
    after = _after(book, arrange.add_kind(book, department.goals[0].id, "产出指标", "时效指标"))
    assert [k.name for k in after.department.indicators[0].kinds][-1] == "时效指标"
    assert arrange.add_kind(book, department.sub_goals[0].id, "产出指标", "时效指标") is None


def test_an_indicator_does_not_move_from_the_year_into_the_midterm_half():
    book = _full_book()
    book = _after(book, arrange.add_indicator(book, book.projects[0].midterm.id))
    top = book.projects[0].indicators[0].kinds[0].indicators[0]
    assert arrange.move(book, top.id, -1) is None


def test_the_first_indicator_of_a_list_needs_no_kind():
    book = Submission(projects=(Project(name="甲"),))
    project = book.projects[0].id
    assert arrange.add_indicator(book, project) is None
    after = _after(book, arrange.add_indicator(book, project, flat=True))
    (group,) = after.projects[0].indicators
    assert (group.name, group.kinds[0].name) == ("", "")
    assert len(group.kinds[0].indicators) == 1


def test_a_blank_project_is_numbered_and_halved_as_its_neighbour():
    goals = (Goal(text="目标一：甲"), Goal(text="目标二：乙"))
    levels = (IndicatorGroup(kinds=(IndicatorKind(indicators=(Indicator(name="率"),)),)),)
    like = Project(
        unit=Party(code="1"), supervisor=Party(code="2"), midterm=Midterm(),
        goals=goals, indicators=levels,
    )  # fmt: skip
    new = blank_project(T2015, like)
    assert [goal.text for goal in new.goals] == ["目标一："]
    assert (new.unit.code, new.supervisor.code) == ("1", "2")
    assert new.midterm is not None
    assert [group.name for group in new.indicators] == [""]
