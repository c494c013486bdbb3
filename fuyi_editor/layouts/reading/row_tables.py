# SPDX-License-Identifier: MulanPSL-2.0
"""Tables whose rows are tasks (F2, F10) or projects (F9, F11), read by their columns' titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import extra_label, fold_label, unused_label
from fuyi_editor.layouts.reading.titles import titles_at
from fuyi_editor.model.fields import SECRET, write_field
from fuyi_editor.model.nodes import Department, Party, Project, Subtotal, Task
from fuyi_editor.model.subtotals import TOTAL
from fuyi_editor.page.document import Binding, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.model.node import Node

_OUTLINE = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+\s*、|[（(][一二三四五六七八九十]+[）)])", re.MULTILINE
)
_SUMS = frozenset({TOTAL, "小计", "总计"})
_SECRET_WORDS = frozenset({SECRET, "涉密"})


def task_columns(
    rows: Sequence[Row], index: int, labels: Labels
) -> tuple[int, dict[int, str]] | None:
    """How many rows the titles of tasks take there, and the field of each column; None for none."""
    titles = titles_at(rows, index)
    columns = _titles(titles.cells, labels.tasks)
    if not {"name", "content"} <= set(columns.values()) or len(columns) < 3:
        return None
    for cell in titles.cells:
        title = extra_label(cell.text)
        if title and cell.column > min(columns) and cell.column not in columns:
            columns[cell.column] = f"extra.{unused_label(title, columns.values())}"
    return titles.rows, columns


def project_columns(row: Row, labels: Labels) -> dict[int, str]:
    """Grid column → field of a project; empty if the row does not title a table of projects."""
    columns = _titles(row.cells, labels.projects)
    fields = set(columns.values())
    filled = [cell for cell in row.cells if cell.text.strip()]
    listed = {"name", "budget.total"} <= fields and fields & {"goals", "outline"}
    return columns if listed and len(columns) >= len(filled) - 1 else {}


def _titles(cells: Iterable[Cell], meaning: Mapping[str, str]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for cell in cells:
        field = meaning.get(fold_label(cell.text))
        if field and not cell.continues and field not in columns.values():
            columns[cell.column] = field
    return columns


def is_numbers(row: Row) -> bool:
    """Whether the row only numbers the columns: 1 2 3 4 5 6 (F11)."""
    texts = [cell.text.strip() for cell in row.cells]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def read_tasks(
    department: Department, rows: Sequence[Row], columns: dict[int, str], labels: Labels
) -> tuple[Department, tuple[Row, ...]]:
    """Rows of tasks added to the department; below 其他需完成的任务 they are its other tasks."""
    lists: dict[str, list[Task]] = {"tasks": [], "other_tasks": []}
    slot = "tasks"
    bound: list[Row] = []
    titles = 0
    for index, row in enumerate(rows):
        if again := task_columns(rows, index, labels):
            titles = again[0]
        if titles:  # printed again after a page break
            titles -= 1
            bound.append(row)
            continue
        first = next((cell for cell in row.cells if not cell.continues), None)
        if first and fold_label(first.text) in labels.other_tasks:
            slot = "other_tasks"
        task = Task()
        cells: list[Cell] = []
        for cell in row.cells:
            if (field := columns.get(cell.column)) and not cell.continues:
                task = write_field(task, field, cell.text)
                cell = replace(cell, binding=Binding(task.id, f"{{{field}}}"))
            cells.append(cell)
        lists[slot].append(task)
        bound.append(replace(row, cells=tuple(cells), node=task.id))
    done = department.but(
        tasks=(*department.tasks, *lists["tasks"]),
        other_tasks=(*department.other_tasks, *lists["other_tasks"]),
    )
    return done, tuple(bound)


@dataclass(frozen=True, slots=True)
class ProjectRows:
    """A table of projects, read; `unread` are cells with text under no title."""

    rows: tuple[Row, ...]
    projects: tuple[Project, ...]
    subtotals: tuple[Subtotal, ...]
    unread: tuple[Cell, ...]


def read_projects(rows: Sequence[Row], columns: dict[int, str], start: int = 0) -> ProjectRows:
    """Rows of projects, the first being number `start` + 1 of the book.

    Where the first column numbers the projects, the rows without a number are those that add up a
    department or unit (F9); elsewhere it holds the unit's code on every row (F11).
    """
    reader = _ProjectRowReader(columns, numbered=_is_numbered(rows, columns, start), start=start)
    bound = tuple(reader.read(row) for row in rows)
    unread = [
        cell
        for row in bound
        for cell in row.cells
        if cell.text.strip() and not cell.continues and not cell.binding
    ]
    return ProjectRows(bound, tuple(reader.projects), tuple(reader.subtotals), tuple(unread))


def _is_numbered(rows: Sequence[Row], columns: dict[int, str], start: int) -> bool:
    texts = [_texts(row, columns).get("unit.code", "").strip() for row in rows]
    return str(start + 1) in texts or bool(_SUMS & set(texts))


def _texts(row: Row, columns: dict[int, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, field in columns.items():
        cell = row.cell_at(column)
        found[field] = cell.text if cell and not cell.continues else ""
    return found


class _ProjectRowReader:
    def __init__(self, columns: dict[int, str], *, numbered: bool, start: int) -> None:
        self._columns = columns
        self._numbered = numbered
        self._start = start
        self._supervisor, self._unit = Party(), Party()
        self.projects: list[Project] = []
        self.subtotals: list[Subtotal] = []

    def read(self, row: Row) -> Row:
        texts = _texts(row, self._columns)
        number = str(self._start + len(self.projects) + 1)
        is_sum = self._numbered and texts.get("unit.code", "").strip() != number
        if is_sum and not (texts.get("goals", "").strip() or texts.get("outline", "").strip()):
            return self._subtotal(row, texts)
        return self._project(row, texts)

    def _subtotal(self, row: Row, texts: dict[str, str]) -> Row:
        unit = Party(code=texts.get("unit.code", ""), name=texts.get("name", ""))
        subtotal = write_field(Subtotal(unit=unit), "amount", texts.get("budget.total", ""))
        self.subtotals.append(subtotal)
        if unit.code not in _SUMS and unit.name not in _SUMS:
            within = unit.code.startswith(self._unit.code) and unit.code != self._unit.code
            self._supervisor = self._unit if within and self._unit.code else Party()
            self._unit = unit
        fields = {"name": "unit.name", "budget.total": "amount", "unit.code": "unit.code"}
        return self._bound(row, subtotal, fields)

    def _project(self, row: Row, texts: dict[str, str]) -> Row:
        project = Project(unit=self._unit, supervisor=self._supervisor)
        outline = "outline" if _OUTLINE.search(texts.get("outline", "")) else "indicator_list"
        fields = {field: field for field in self._columns.values()} | {"outline": outline}
        if self._numbered:
            fields["unit.code"] = "#"
        secret = [texts.get(field, "").strip() for field in ("purpose", "goals", "outline")]
        if all(text in _SECRET_WORDS for text in secret if text) and any(secret):
            project = project.but(secret=True)
        for field, text in texts.items():
            hidden = project.secret and field in ("purpose", "goals", "outline")
            if fields[field] != "#" and not hidden:
                project = write_field(project, fields[field], text)
        self.projects.append(project)
        return self._bound(row, project, fields)

    def _bound(self, row: Row, node: Node, fields: Mapping[str, str]) -> Row:
        cells: list[Cell] = []
        for cell in row.cells:
            field = fields.get(self._columns.get(cell.column, ""))
            if field:
                cell = replace(cell, binding=Binding(node.id, f"{{{field}}}"))
            cells.append(cell)
        return replace(row, cells=tuple(cells), node=node.id)
