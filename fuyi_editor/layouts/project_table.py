# SPDX-License-Identifier: MulanPSL-2.0
"""The upper table of a project: each label's cell found, read and bound to its field."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.labels import extra_label, fold_label, known_labels, unused_label
from fuyi_editor.model.fields import clean_text, read_field, write_field
from fuyi_editor.model.nodes import Project, SpendingStep
from fuyi_editor.page.document import Binding, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONEY_UNIT = re.compile(r"^\s*((?:金额)?单位\s*[:：]\s*)(万元|元)\s*$")
_DATE = re.compile(r"\d{1,2}月|[一二三四1-4]季度")


class ProjectTable:
    """Reads the rows of a grid above its indicators into a project.

    `rows` are the rows with their cells bound; `unread` the cells that no field took;
    `money_unit` the text of the unit of money, empty where the table names none.
    """

    def __init__(self, grid: Grid, rows: tuple[Row, ...], project: Project) -> None:
        self.project = project
        self.money_unit = ""
        self._width = len(grid.columns)
        self._cells: dict[tuple[int, int], Cell] = {
            (index, cell.column): cell for index, row in enumerate(rows) for cell in row.cells
        }
        self._rows = rows
        self._bound: dict[tuple[int, int], Binding] = {}
        self._taken: set[str] = set()
        self._read()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows with every understood cell bound."""
        return tuple(
            replace(
                row,
                cells=tuple(
                    replace(cell, binding=self._bound[index, cell.column])
                    if (index, cell.column) in self._bound
                    else cell
                    for cell in row.cells
                ),
            )
            for index, row in enumerate(self._rows)
        )

    def unread(self) -> Iterator[Cell]:
        """Cells with text that is neither a label nor bound to a field."""
        for (index, column), cell in self._cells.items():
            read = (index, column) in self._bound or known_labels().is_label(cell.text)
            if cell.text.strip() and not cell.continues and not read:
                yield cell

    def _read(self) -> None:
        for (index, column), cell in list(self._cells.items()):
            if cell.continues:
                continue
            folded = fold_label(cell.text)
            if folded in known_labels().fields:
                self._take_right(index, cell, known_labels().fields[folded])
            elif folded in known_labels().frames:
                self._take_frame(index, cell, known_labels().frames[folded])
            elif _MONEY_UNIT.match(cell.text) and (index, column) not in self._bound:
                self._take_unit_line(index, column, cell)
        self._take_unknown_pairs()

    def _take_right(self, index: int, label: Cell, field: str) -> None:
        place = (index, label.column + label.column_span)
        cell = self._cells.get(place)
        if cell is not None and not cell.continues and not known_labels().is_label(cell.text):
            self._take(place, field)

    def _take(self, place: tuple[int, int], field: str) -> None:
        """Read a cell into a field, unless another cell has said something else there before."""
        text = clean_text(self._cells[place].text)
        said = read_field(self.project, field)
        if (field in self._taken or said.strip()) and said != text:
            return
        self._taken.add(field)
        self._bind(place, Binding(self.project.id, f"{{{field}}}"))
        self.project = write_field(self.project, field, text)

    def _take_frame(self, index: int, label: Cell, field: str) -> None:
        rows = [index]
        while (below := self._cells.get((rows[-1] + 1, label.column))) and below.continues:
            rows.append(rows[-1] + 1)
        if field == "spending_plan":
            self._take_plan(rows, label)
            return
        for row in rows:
            self._take_free_cell(row, label, field)

    def _take_free_cell(self, row: int, label: Cell, field: str) -> None:
        """A cell beside a frame's label that is alone in its row is the frame's own content."""
        right = label.column + label.column_span
        beside = [cell for (r, c), cell in self._cells.items() if r == row and c >= right]
        if len(beside) == 1 and not known_labels().is_label(beside[0].text):
            self._take((row, beside[0].column), field)

    def _take_plan(self, rows: list[int], label: Cell) -> None:
        """Dates in one row, shares below them; a blank share stays blank (fengrun-2023, 3月底)."""
        steps: list[SpendingStep] = []
        dated = {
            row
            for (row, column), cell in self._cells.items()
            if row in rows[:-1] and column > label.column and _DATE.search(cell.text)
        }
        for (row, column), cell in self._cells.items():
            below = self._cells.get((row + 1, column))
            # Beside a date a text that is none names a step as well: 年初, 分两次拨付.
            if row not in dated or column <= label.column or below is None:
                continue
            if cell.text.strip() or below.text.strip():
                step = SpendingStep(by=cell.text, percent=below.text)
                steps.append(step)
                self._bind((row, column), Binding(step.id, "{by}"))
                self._bind((row + 1, column), Binding(step.id, "{percent}"))
        self.project = self.project.but(spending_plan=tuple(steps))

    def _take_unit_line(self, index: int, column: int, cell: Cell) -> None:
        """The line above the table: 单位编码+单位名称 on the left, 单位：万元 on the right."""
        match = _MONEY_UNIT.match(cell.text)
        if match is None:
            return
        self.money_unit = match[2]
        self._bind((index, column), Binding("", match[1] + "{money_unit}"))
        for (row, other), left in self._cells.items():
            free = row == index and other < column and left.text.strip()
            if free and not known_labels().is_label(left.text):
                self._take((row, other), "unit")

    def _take_unknown_pairs(self) -> None:
        """A text with a cell to its right, neither understood: kept in `extra` under that text."""
        for (index, column), cell in self._cells.items():
            place = (index, column + cell.column_span)
            right = self._cells.get(place)
            label = extra_label(cell.text)
            taken = (index, column) in self._bound or place in self._bound
            is_content = known_labels().is_label(cell.text) or cell.continues or not label
            if right is None or taken or is_content or known_labels().is_label(right.text):
                continue
            if not right.continues and len(label) <= 30:
                self._bind((index, column), Binding(self.project.id, label))
                self._take(place, f"extra.{unused_label(label, self.project.extra)}")

    def _bind(self, place: tuple[int, int], binding: Binding) -> None:
        self._bound.setdefault(place, binding)
