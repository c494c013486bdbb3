# SPDX-License-Identifier: MulanPSL-2.0
"""Reading grids one after the other into the book that grows from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.form_table import FormTable
from fuyi_editor.layouts.reading.indicator_table import read_indicator_rows
from fuyi_editor.layouts.reading.labels import fold_label
from fuyi_editor.layouts.reading.row_tables import (
    is_numbers,
    project_columns,
    read_projects,
    read_tasks,
)
from fuyi_editor.layouts.reading.stretches import holds_label, stretches
from fuyi_editor.model.fields import SECRET
from fuyi_editor.model.nodes import Department, Goal, Midterm, Project, Submission, Subtotal
from fuyi_editor.page.document import Binding, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fuyi_editor.layouts.reading.form_table import Owner
    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.layouts.reading.stretches import Stretch

# 长期绩效指标 beside a block of indicators, while another one is of the year.
_LONG_TERM = re.compile(r"^(?:长期|中期|实施期|总体)")

# 总分, the last row of F4.
_SUM = "total_score"

BOOK = "<book>"
"""Stands for the id of the submission until there is one."""


@dataclass
class BookInMaking:
    """What the grids said so far. `own` are the fields of the submission itself."""

    projects: list[Project] = field(default_factory=list[Project])
    subtotals: list[Subtotal] = field(default_factory=list[Subtotal])
    department: Department | None = None
    own: Submission = field(default_factory=Submission)
    owner_kind: str = ""

    @property
    def owner(self) -> Owner | None:
        """The project or department that the last rows were about."""
        if self.owner_kind == "project":
            return self.projects[-1]
        return self.department if self.owner_kind == "department" else None

    def put(self, owner: Owner) -> None:
        """Take the owner back with what was read into it."""
        if isinstance(owner, Project):
            self.projects[-1] = owner
        else:
            self.department = owner


class GridReader:
    """Reads one grid; `noted` is told of every cell that no field took."""

    def __init__(
        self,
        book: BookInMaking,
        labels: Labels,
        noted: Callable[[Cell, str, str], None],
        started: Callable[[Project], None],
        found_unit: Callable[[str, str, bool], None],
        name_above: Callable[[], str | None],
    ) -> None:
        self._book = book
        self._labels = labels
        self._noted = noted
        self._started = started
        self._found_unit = found_unit
        self._name_above = name_above
        self._columns: dict[int, str] = {}
        self._last: tuple[int, Stretch] | None = None

    def read(self, grid: Grid) -> Grid | None:
        """The grid bound to what it shows; None if it is about nothing that we know."""
        parts = self._going_on(grid) or stretches(grid.rows, self._labels)
        if not self._find_owner(grid, parts):
            return None
        node: str | None = None
        rows: list[Row] = []
        self._columns = {}
        for part in parts:
            rows += self._stretch(part, grid.rows[part.start : part.end])
            self._columns = part.columns
            owner = self._book.owner
            node = node or (BOOK if part.kind == "projects" else owner.id if owner else None)
        self._last = (len(grid.columns), parts[-1]) if parts else None
        return replace(grid, rows=tuple(rows), node=node)

    def _going_on(self, grid: Grid) -> list[Stretch] | None:
        """The rest of a table that a page cut in two without its titles, as one stretch."""
        if self._last is None or self._book.owner is None:
            return None
        width, last = self._last
        known = self._labels.of_project | self._labels.of_department
        titled = any(fold_label(cell.text) in known for _, cell in grid.cells())
        if last.kind != "indicators" or width != len(grid.columns) or titled:
            return None
        return [replace(last, start=0, end=len(grid.rows), header=0)]

    def _find_owner(self, grid: Grid, parts: list[Stretch]) -> bool:
        """Whether there is anyone whom the grid is about; a department's begins here."""
        if any(part.kind == "projects" for part in parts):
            self._book.owner_kind = ""
            return True
        if holds_label(grid.rows, self._labels.fields, "name"):
            return True
        tasks = any(part.kind == "tasks" for part in parts)
        if tasks or holds_label(grid.rows, self._labels.department_only):
            self._book.department = self._book.department or Department()
            self._book.owner_kind = "department"
            return True
        name = self._name_above()
        shows_indicators = any(
            part.kind == "indicators" and part.header and part.end > part.start + part.header
            for part in parts
        )
        if shows_indicators and name is not None:
            self._begin(Project(name=name))
        return self._book.owner is not None

    def _begin(self, project: Project) -> None:
        self._book.projects.append(project)
        self._book.owner_kind = "project"
        self._started(project)

    def _stretch(self, part: Stretch, rows: Sequence[Row]) -> list[Row]:
        if part.kind == "labels":
            return self._form(rows)
        header, body = list(rows[: part.header]), rows[part.header :]
        read = {
            "indicators": self._indicators, "tasks": self._tasks, "projects": self._projects,
        }[part.kind]  # fmt: skip
        return header + read(body, part)

    def _form(self, rows: Sequence[Row]) -> list[Row]:
        """Rows of labels; each 项目名称 among them begins a project."""
        names = self._labels.fields
        starts = [i for i, row in enumerate(rows) if holds_label([row], names, "name")]
        if not starts:
            return self._form_of(rows)
        first = self._end_of_sums(rows[: starts[0]])
        done = self._form_of(rows[:first]) if first else []
        for start, end in pairwise([first, *starts[1:], len(rows)]):
            self._begin(Project())
            done += self._form_of(rows[start:end])
        return done

    def _end_of_sums(self, rows: Sequence[Row]) -> int:
        """Where the sums below the indicators of the project before end, in a sheet of several."""
        if self._book.owner is None or not self._columns:
            return 0
        sums = (i for i, row in enumerate(rows) if holds_label([row], self._labels.fields, _SUM))
        return max(sums, default=-1) + 1

    def _form_of(self, rows: Sequence[Row]) -> list[Row]:
        owner = self._book.owner
        if owner is None:
            for row in rows:
                for cell in row.cells:
                    if cell.text.strip() and not cell.continues:
                        self._noted(cell, "表格", "没有项目名称，原样保留")
            return list(rows)
        table = FormTable(rows, owner, self._labels, self._book.own, self._columns)
        self._book.own = table.book
        self._book.put(table.owner)
        place = self._place()
        if table.money_unit:
            self._found_unit(table.money_unit, place, table.unit_is_bound)
        for cell in table.unread():
            self._noted(cell, f"{place}的表", "没有认出是哪一栏，原样保留")
        return list(table.rows)

    def _indicators(self, rows: Sequence[Row], part: Stretch) -> list[Row]:
        owner = self._book.owner
        if owner is None:
            return list(rows)
        midterm = owner.midterm if isinstance(owner, Project) else None
        own, mid = owner.indicators, midterm.indicators if midterm else ()
        of_midterm = isinstance(owner, Project) and bool(_LONG_TERM.match(part.label))
        if of_midterm:
            own, mid = mid, own
        read = read_indicator_rows(part.columns, rows, self._labels, own, mid)
        own, mid = (read.mid, read.groups) if of_midterm else (read.groups, read.mid)
        owner = owner.but(indicators=own)
        if mid and isinstance(owner, Project):
            owner = owner.but(midterm=(midterm or Midterm()).but(indicators=mid))
        self._book.put(owner)
        for cell in read.unread:
            self._noted(cell, f"{self._place()}的指标表", "上面没有栏目名称，原样保留")
        return list(read.rows)

    def _tasks(self, rows: Sequence[Row], part: Stretch) -> list[Row]:
        department = self._book.department or Department()
        self._book.department, read = read_tasks(department, rows, part.columns, self._labels)
        return list(read)

    def _projects(self, rows: Sequence[Row], part: Stretch) -> list[Row]:
        fixed = [bool(project_columns(row, self._labels)) or is_numbers(row) for row in rows]
        body = [row for row, is_title in zip(rows, fixed, strict=True) if not is_title]
        read = read_projects(body, part.columns, len(self._book.projects))
        self._book.projects += read.projects
        self._book.subtotals += read.subtotals
        for cell in read.unread:
            self._noted(cell, "项目一览表", "上面没有栏目名称，原样保留")
        bound = iter(read.rows)
        return [row if is_title else next(bound) for row, is_title in zip(rows, fixed, strict=True)]

    def _place(self) -> str:
        owner = self._book.owner
        return f"项目“{owner.name}”" if isinstance(owner, Project) else "部门整体"


def settled(project: Project) -> Project:
    """A project whose goals and purpose say only 涉密项目 is a secret one, with nothing to show."""
    goals = [goal.text for goal in project.goals]
    hidden = goals == [SECRET] and project.purpose in ("", SECRET)
    if project.secret or not hidden or project.indicators:
        return project
    return project.but(secret=True, goals=tuple[Goal, ...](), purpose="")


def with_book(grid: Grid, submission: Submission) -> Grid:
    """The grid with every binding to the book naming its id, now that there is one."""

    def bound(cell: Cell) -> Cell:
        binding = cell.binding
        if binding is None or binding.node:
            return cell
        return replace(cell, binding=Binding(submission.id, binding.template))

    rows = tuple(replace(r, cells=tuple(bound(cell) for cell in r.cells)) for r in grid.rows)
    return replace(grid, rows=rows, node=submission.id if grid.node == BOOK else grid.node)
