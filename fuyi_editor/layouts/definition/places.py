# SPDX-License-Identifier: MulanPSL-2.0
"""What a book needs so that every place of a layout can be filled in, and a blank book of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.blanks import blank_groups, blank_project
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
    Task,
)
from fuyi_editor.model.subtotals import with_subtotals

if TYPE_CHECKING:
    from fuyi_editor.layouts.definition.layout import Layout, PartData


def blank_submission(layout: Layout, year: int) -> Submission:
    """A book of that year with one blank project, or whatever the form is about instead."""
    title = layout.new_title.replace("{year}", str(year))
    book = Submission(title=title, year=year, money_unit=layout.money_unit)
    if layout.department:
        book = book.but(department=_blank_department(layout))
    if layout.report:
        sections = tuple(
            ReportSection(heading=heading, paragraphs=(ReportParagraph(text=_opening(layout, n)),))
            for n, heading in enumerate(layout.sections)
        )
        book = book.but(report=Report(sections=sections))
    if layout.prints_projects:
        project = blank_project(layout.taxonomy, dates=layout.spending_plan)
        if layout.prints("unit.code"):
            project = project.but(unit=Party(code="001"))
        if not layout.prints("group.name") and not layout.prints("outline"):
            project = project.but(indicators=_flat())
        book = book.but(projects=(project,))
    return with_places(book, layout)


def _opening(layout: Layout, number: int) -> str:
    return layout.opening if number == 0 else ""


def _flat() -> tuple[IndicatorGroup, ...]:
    return (IndicatorGroup(kinds=(IndicatorKind(indicators=(Indicator(),)),)),)


def _blank_department(layout: Layout) -> Department:
    """One blank node for everything that the form repeats."""
    slots = set(_slots(layout.department))
    cells = [c.text for part in layout.department for row in part.rows for c in row.cells]
    groups = blank_groups(layout.taxonomy) if "{group.name}" in cells else _flat()
    shows = "indicators" in slots
    return Department(
        goals=(Goal(),) if "goals" in slots else (),
        sub_goals=(SubGoal(goals=(Goal(),)),) if "sub_goals" in slots else (),
        safeguards=(Safeguard(),) if "safeguards" in slots else (),
        tasks=(Task(),) if "tasks" in slots else (),
        other_tasks=(Task(),) if "other_tasks" in slots else (),
        indicators=groups if shows else (),
    )


def _slots(parts: tuple[PartData, ...]) -> list[str]:
    """The slots over which the parts repeat a paragraph or a row."""
    rows = [row for part in parts for row in part.rows]
    return [part.each for part in parts] + [row.each for row in rows]


def with_places(submission: Submission, layout: Layout) -> Submission:
    """The book with the 中期 half, the steps of the plan and the subtotals that the form prints."""
    if not submission.subtotals and any(row.subtotal for g in layout.grids() for row in g.rows):
        submission = with_subtotals(submission)
    projects = tuple(_project_with_places(project, layout) for project in submission.projects)
    if all(new is old for new, old in zip(projects, submission.projects, strict=True)):
        return submission
    return submission.but(projects=projects)


def _project_with_places(project: Project, layout: Layout) -> Project:
    if layout.spending_plan and not project.spending_plan:
        steps = tuple(SpendingStep(by=date) for date in layout.spending_plan)
        project = project.but(spending_plan=steps)
    if layout.prints("midterm.") and project.midterm is None:
        project = project.but(midterm=Midterm())
    return project
