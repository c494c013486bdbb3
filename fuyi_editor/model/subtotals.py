# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of a table of all projects: each unit's under the rows that add them up (F9)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import Party, Project, Submission, Subtotal

if TYPE_CHECKING:
    from collections.abc import Iterable

TOTAL = "合计"


def rows_by_unit(submission: Submission) -> tuple[Subtotal | Project, ...]:
    """Subtotals and projects as printed: a unit's row before its first project.

    Rows of no project's unit, 合计 first of all, stand at the top.
    """
    units = {party for project in submission.projects for party in _parties(project)}
    waiting = [row for row in submission.subtotals if _key(row.unit) in units]
    rows: list[Subtotal | Project] = [
        row for row in submission.subtotals if _key(row.unit) not in units
    ]
    for project in submission.projects:
        own = [row for row in waiting if _key(row.unit) in _parties(project)]
        rows += own
        waiting = [row for row in waiting if row not in own]
        rows.append(project)
    return tuple(rows)


def rows_like(submission: Submission, order: Iterable[str]) -> tuple[Subtotal | Project, ...]:
    """Subtotals and projects with each subtotal above the project that it stood above, or last.

    `order` are the ids of the rows of a table that has its sums elsewhere: 合计 at the bottom.
    """
    left = {row.id: row for row in submission.subtotals}
    above: dict[str, list[Subtotal]] = {project.id: [] for project in submission.projects}
    waiting: list[Subtotal] = []
    for row in order:
        if row in left:
            waiting.append(left.pop(row))
        elif row in above:
            above[row] += waiting
            waiting = []
    rows: list[Subtotal | Project] = [*left.values()]
    for project in submission.projects:
        rows += (*above[project.id], project)
    return (*rows, *waiting)


def with_subtotals(submission: Submission) -> Submission:
    """The submission with a row for the whole, each department and each unit, sums worked out."""
    parties: dict[tuple[str, str], Party] = {}
    for project in submission.projects:
        for party in (project.supervisor, project.unit):
            if party.code or party.name:
                parties.setdefault(_key(party), party)
    rows = [Subtotal(unit=Party(code=TOTAL), amount=_sum(submission.projects))]
    for key, party in parties.items():
        own = [project for project in submission.projects if key in _parties(project)]
        rows.append(Subtotal(unit=party, amount=_sum(own)))
    return submission.but(subtotals=tuple(rows))


def _key(party: Party) -> tuple[str, str]:
    return party.code, party.name


def _parties(project: Project) -> tuple[tuple[str, str], tuple[str, str]]:
    return _key(project.supervisor), _key(project.unit)


def _sum(projects: Iterable[Project]) -> Money:
    """The sum with two decimals; blank where an amount is missing, which no sum may hide."""
    amounts = [project.budget.total.amount for project in projects]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) or not known:
        return Money()
    return Money(text=f"{sum(known, Decimal(0)):.2f}")
