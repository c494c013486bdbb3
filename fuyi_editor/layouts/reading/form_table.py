# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of labels of a project's or department's table: each label's cell found and bound.

A label's content stands to its right, or below it where the cell to the right is a label itself
(预期目标 | 实际完成情况, F4). Amounts may stand in a matrix of budget lines and columns (F4, F5).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import extra_label, fold_label, unused_label
from fuyi_editor.layouts.reading.said_lines import (
    TITLE_LINE,
    YEAR_LINE,
    Said,
    is_signature,
    said_field,
    said_party,
)
from fuyi_editor.layouts.reading.sum_row import SUMS, sum_fields
from fuyi_editor.model.fields import clean_text, read_field, write_field
from fuyi_editor.model.nodes import Department, Midterm, Project, SpendingStep, Submission
from fuyi_editor.page.document import Binding, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.layouts.reading.labels import Labels

Place = tuple[int, int]
Owner = Project | Department

_MONEY_UNIT = re.compile(r"^\s*((?:金额)?单位\s*[:：]\s*)(万元|元)\s*$")
_UNIT_IN_LABEL = re.compile(r"[（(]\s*(万元|元)\s*[）)]\s*$")
_TITLE_ROWS = 3
_AMOUNT = re.compile(r"^\s*\d[\d,.]*\s*(?:万?元)?\s*$")
_DATE = re.compile(r"\d{1,2}月|[一二三四1-4]季度")
# 「其中：部门年度整体预算完成率：90%。」: a label and its value in one cell (F11).
# What cannot be the name of anything: a number, a sentence, a label with its content.
_NO_NAME = re.compile(r"^[\W\d_]*$|[。；;]|(?<!其中)[:：]\s*\S")
_INLINE = re.compile(r"^\s*((?:其中[：:])?([^：:，。\n]{2,20})[：:])\s*(\S{0,30}?)([。．]?)\s*$")


class FormTable:
    """Reads rows of labels into the node that they are about.

    `rows` are the rows with their cells bound; `unread` the cells that no field took; `money_unit`
    the unit of money that the rows name, empty without one. What the rows say of the whole book
    (部门名称) is in `book`, bound to a node without id. `columns` are those of a table of
    indicators right above, whose sums a last row gives.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        owner: Owner,
        labels: Labels,
        book: Submission | None = None,
        columns: Mapping[int, str] | None = None,
    ) -> None:
        self.owner: Owner = owner
        self.book = book or Submission()
        self.money_unit = ""
        self.unit_is_bound = False
        self._labels = labels
        self._columns = columns or {}
        is_project = isinstance(owner, Project)
        self._fields = labels.fields if is_project else labels.department
        self._known = labels.of_project if is_project else labels.of_department
        self._cells: dict[Place, Cell] = {
            (index, cell.column): cell for index, row in enumerate(rows) for cell in row.cells
        }
        self._rows = rows
        self._bound: dict[Place, Binding] = {}
        self._taken: set[str] = set()
        self._mid_columns = self._find_mid_columns()
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
        for place, cell in self._cells.items():
            read = place in self._bound or self._is_label(cell)
            if cell.text.strip() and not cell.continues and not read:
                yield cell

    def _is_label(self, cell: Cell) -> bool:
        return fold_label(cell.text) in self._known

    def _read(self) -> None:
        is_project = isinstance(self.owner, Project)
        if is_project:
            self._take_matrix()
        for (index, column), cell in list(self._cells.items()):
            if cell.continues:
                continue
            folded = fold_label(cell.text)
            self._note_unit(cell)
            if is_project and folded in self._labels.frames:
                self._take_frame(index, cell, self._labels.frames[folded])
            elif field := self._field(folded, index, column):
                if field != "total_score" or not self._take_sums(index):
                    self._take_beside(index, cell, field)
            elif (index, column) in self._bound:
                continue
            elif _MONEY_UNIT.match(cell.text):
                self._take_unit_line(index, column, cell)
            elif folded in SUMS and self._columns and self._is_first(index, cell):
                self._take_sums(index, folded)
                self._bind((index, column), Binding(self.owner.id, folded))
            else:
                self._take_line(index, cell)
        self._take_unknown_pairs()
        self._take_inline()

    def _is_first(self, index: int, cell: Cell) -> bool:
        own = (c for c in self._rows[index].cells if not c.continues and c.text.strip())
        return next(own, None) is cell

    def _note_unit(self, cell: Cell) -> None:
        match = _UNIT_IN_LABEL.search(cell.text) if self._is_label(cell) else None
        if match and not self.money_unit:
            self.money_unit = match[1]

    def _field(self, folded: str, index: int, column: int) -> str | None:
        """The field of a label there; in the left half it is one of the 中期."""
        field = self._fields.get(folded)
        mid = self._labels.midterm.get(folded)
        since = self._mid_columns.get(column)
        if since is None or since > index:
            return field
        if mid and not mid.startswith("year."):
            return f"midterm.{mid}"
        return f"midterm.{field}" if field and field.startswith("budget.") else field

    def _find_mid_columns(self) -> dict[int, int]:
        """Columns of labels about the 中期, and from which row on: a year's label to the right."""
        found: dict[int, int] = {}
        if not isinstance(self.owner, Project):
            return found
        meaning = self._labels.midterm
        for (index, column), cell in self._cells.items():
            part = meaning.get(fold_label(cell.text))
            if cell.continues or part is None or part.startswith("year."):
                continue
            beside = [c for c in self._rows[index].cells if c.column > column]
            of_year = f"year.{part.partition('.')[0]}"
            if any(meaning.get(fold_label(c.text)) == of_year for c in beside):
                found.setdefault(column, index)
        return found

    def _take_beside(self, index: int, label: Cell, field: str) -> None:
        place = (index, label.column + label.column_span)
        right = self._cells.get(place)
        above = field.startswith("budget.") and self._titles_amounts(index, label, right)
        if right is None or self._is_label(right) or above:
            place = (index + 1, label.column)
            if not self._is_content(place) or self._is_labelled(place):
                return
        elif right.continues:
            return
        taken = place in self._bound or self._take(place, field)
        kept = place[0] == index and not field.startswith("budget.")
        if not taken and kept and self._cells[place].text.strip():
            # 填报单位 beside 实施单位, which is the project's unit already. Amounts are reported.
            name = unused_label(extra_label(label.text), self.owner.extra)
            self._take(place, f"extra.{name}")

    def _titles_amounts(self, index: int, label: Cell, right: Cell | None) -> bool:
        """Whether the amount stands below, and to the right another title: 财政资金 | 自有资金."""
        below = self._cells.get((index + 1, label.column))
        is_amount = below is not None and bool(_AMOUNT.match(below.text))
        beside = right.text.strip() if right else ""
        return is_amount and bool(beside) and not re.search(r"\d", beside)

    def _is_content(self, place: Place) -> bool:
        cell = self._cells.get(place)
        return cell is not None and not cell.continues and not self._is_label(cell)

    def _is_labelled(self, place: Place) -> bool:
        """Whether the cell to the left is a label, whose content the cell is."""
        row = self._rows[place[0]]
        left = row.cell_at(place[1] - 1)
        return left is not None and not left.continues and self._is_label(left)

    def _take_line(self, index: int, cell: Cell) -> None:
        """What a cell says by itself: the title in a row of its own, 项目名称：培训经费."""
        place = (index, cell.column)
        alone = len(self._rows[index].cells) == 1 and index < _TITLE_ROWS
        year = YEAR_LINE.match(cell.text) if alone else None
        if alone and TITLE_LINE.match(cell.text) and self.book.title in ("", cell.text):
            self._take(place, "book.title")
        elif year and self.book.year in (None, int(year[2])):
            self._take(place, "book.year", Said(year[1], year[2], year[3]))
        elif said := said_field(cell.text, self._fields):
            self._take(place, *said)

    def _take_sums(self, index: int, label: str = "") -> bool:
        """Read the sums in that row; whether the score is one of them."""
        scored = isinstance(self.owner, Project)
        fields = sum_fields(self._columns, label, scored=scored)
        for column, field in fields.items():
            cell = self._cells.get((index, column))
            if cell is not None and (cell.text.strip() or not label):
                self._take((index, column), field)
        return "total_score" in fields.values()

    def _take(self, place: Place, field: str, line: Said | None = None) -> bool:
        """Read a cell, or what it says in its `line`, into a field.

        False if another cell has said something else there before.
        """
        line = line or Said("", self._cells[place].text, "")
        text = clean_text(line.text)
        if field.startswith("midterm."):
            self._take_mid(place, field.removeprefix("midterm."), text)
        elif field.startswith("book."):
            field = field.removeprefix("book.")
            self.book = write_field(self.book, field, text)
            self._bind(place, Binding("", line.template(field)))
        else:
            said = read_field(self.owner, field)
            if (field in self._taken or said.strip()) and said != text:
                return False
            self._taken.add(field)
            self._bind(place, Binding(self.owner.id, line.template(field)))
            self.owner = write_field(self.owner, field, text)
        return True

    def _take_mid(self, place: Place, name: str, text: str) -> None:
        assert isinstance(self.owner, Project)
        midterm = self.owner.midterm or Midterm()
        self._bind(place, Binding(midterm.id, f"{{{name}}}"))
        self.owner = self.owner.but(midterm=write_field(midterm, name, text))

    def _take_matrix(self) -> None:
        """Amounts in the rows of budget lines under titles such as 全年执行数 (F4, F5)."""
        meaning = self._labels.execution
        columns: dict[int, str] = {}
        for index, row in enumerate(self._rows):
            titles = {
                c.column: meaning[fold_label(c.text)]
                for c in row.cells
                if not c.continues and fold_label(c.text) in meaning
            }
            if len(titles) >= 2:
                columns = titles
                continue
            line = self._budget_line(row)
            for column, name in columns.items() if line else ():
                cell = self._cells.get((index, column))
                if cell is not None and not cell.continues:
                    is_budget = name == "budget"
                    field = f"budget.{line}" if is_budget else f"execution.{line}.{name}"
                    self._take((index, column), field)

    def _budget_line(self, row: Row) -> str:
        for cell in row.cells:
            field = "" if cell.continues else self._fields.get(fold_label(cell.text), "")
            if field.startswith("budget."):
                return field.removeprefix("budget.")
        return ""

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
        beside = [cell for cell in self._rows[row].cells if cell.column >= right]
        if len(beside) == 1 and not self._is_label(beside[0]):
            self._take((row, beside[0].column), field)

    def _take_plan(self, rows: list[int], label: Cell) -> None:
        """Dates in one row, shares below them; a blank share stays blank (fengrun-2023, 3月底)."""
        steps: list[SpendingStep] = []
        for row in rows[:-1]:
            beside = [cell for cell in self._rows[row].cells if cell.column > label.column]
            # Beside a date a text that is none names a step as well: 年初, 分两次拨付.
            if not any(_DATE.search(cell.text) for cell in beside):
                continue
            for cell in beside:
                below = self._cells.get((row + 1, cell.column))
                if below and (cell.text.strip() or below.text.strip()):
                    step = SpendingStep(by=cell.text, percent=below.text)
                    steps.append(step)
                    self._bind((row, cell.column), Binding(step.id, "{by}"))
                    self._bind((row + 1, cell.column), Binding(step.id, "{percent}"))
        assert isinstance(self.owner, Project)
        self.owner = self.owner.but(spending_plan=tuple(steps))

    def _take_unit_line(self, index: int, column: int, cell: Cell) -> None:
        """The line above the table: 单位编码+单位名称 on the left, 单位：万元 on the right."""
        match = _MONEY_UNIT.match(cell.text)
        if match is None:
            return
        self.money_unit, self.unit_is_bound = match[2], True
        self._bind((index, column), Binding("", match[1] + "{money_unit}"))
        lefts = [
            cell
            for cell in self._rows[index].cells
            if cell.column < column and cell.text.strip() and not cell.continues
        ]
        alone = lefts[0] if len(lefts) == 1 else None
        if alone and not self._is_label(alone) and isinstance(self.owner, Project):
            self._take((index, alone.column), "unit", said_party(alone.text))

    def _take_unknown_pairs(self) -> None:
        """A text with a cell to its right, neither understood: kept in `extra` under that text."""
        for (index, column), cell in self._cells.items():
            place = (index, column + cell.column_span)
            right = self._cells.get(place)
            label = extra_label(cell.text)
            taken = (index, column) in self._bound or place in self._bound
            is_content = self._is_label(cell) or cell.continues or bool(_NO_NAME.search(label))
            if right is None or taken or is_content or self._is_label(right):
                continue
            signed = is_signature(label) and is_signature(right.text)
            if not right.continues and len(label) <= 30 and not signed:
                self._bind((index, column), Binding(self.owner.id, label))
                self._take(place, f"extra.{unused_label(label, self.owner.extra)}")

    def _take_inline(self) -> None:
        for place, cell in self._cells.items():
            match = _INLINE.match(cell.text)
            taken = place in self._bound or cell.continues or self._is_label(cell)
            if taken or match is None or "{" in match[2]:
                continue
            label = unused_label(extra_label(match[2]), self.owner.extra)
            template = f"{match[1]}{{extra.{label}}}{match[4]}"
            self._bind(place, Binding(self.owner.id, template))
            self.owner = write_field(self.owner, f"extra.{label}", match[3])

    def _bind(self, place: Place, binding: Binding) -> None:
        self._bound.setdefault(place, binding)
