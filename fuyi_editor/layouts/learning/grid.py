# SPDX-License-Identifier: MulanPSL-2.0
"""A grid of a sample, bound to what it shows, as the grid of a layout: lists made one row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.layout import CellData, PartData, RowData
from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.reading.indicator_columns import LEVELS, MID
from fuyi_editor.layouts.reading.stretches import stretches
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Project,
    SpendingStep,
    Submission,
    Subtotal,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fuyi_editor.layouts.learning.styles import LearnedStyles
    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.page.document import Binding, Cell, Grid, Row

_ENOUGH = 40  # grids of other projects to look at: what one leaves open another may show
_SCOPED_LEVELS = ("group.", "kind.", "mid.kind.")
_NAME = re.compile(r"\{(?=[^#{}])")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Rows `start` to `end` of the sample that become one row of the layout."""

    each: str
    start: int
    end: int


def scoped(template: str, scope: str) -> str:
    """`{name}` of a 二级 → `{kind.name}`."""
    return _NAME.sub(f"{{{scope}.", template) if scope else template


def scope_of(submission: Submission, binding: Binding) -> str:
    """The scope under which a layout's cell names the node of a binding."""
    chain = submission.chain(binding.node)
    node = chain[-1]
    if isinstance(node, Submission):
        return "book"
    if isinstance(node, Midterm):
        return "midterm"
    half = any(isinstance(above, Midterm) for above in chain)
    if isinstance(node, IndicatorGroup):
        return "group"
    if isinstance(node, IndicatorKind):
        return "mid.kind" if half else "kind"
    return "mid" if half and isinstance(node, Indicator) else ""


@dataclass(frozen=True, slots=True)
class Sample:
    """All that is known of a sample: `grids` are all of it, bound to `submission`."""

    grids: tuple[Grid, ...]
    submission: Submission
    labels: Labels
    styles: LearnedStyles


class GridLearner:
    """Learns one grid; `chosen` are templates that a person chose, by row and column."""

    def __init__(self, grid: Grid, sample: Sample, chosen: Mapping[tuple[int, int], str]) -> None:
        self._grid = grid
        self._submission = sample.submission
        self._styles = sample.styles
        self._chosen = chosen
        alike = [g for g in sample.grids if len(g.columns) == len(grid.columns)]
        self._alike = alike[:_ENOUGH]
        self._titled = {
            column: field
            for stretch in stretches(grid.rows, sample.labels)
            if stretch.kind == "indicators"
            for column, field in stretch.columns.items()
        }
        self._entries = self._find_entries()

    def part(self) -> PartData:
        """The grid as part of a layout."""
        rows = tuple(row for entry in self._entries if (row := self._row(entry)))
        return PartData(grid=tuple(round(w, 2) for w in self._grid.columns), rows=rows)

    def _find_entries(self) -> list[_Entry]:
        """Fixed rows one by one, rows of the same list together."""
        entries: list[_Entry] = []
        for index, row in enumerate(self._grid.rows):
            each = self._each(row)
            last = entries[-1] if entries else None
            if each and last and last.each == each:
                entries[-1] = _Entry(each, last.start, index + 1)
            else:
                entries.append(_Entry(each, index, index + 1))
        return self._without_repeats(entries)

    def _without_repeats(self, entries: list[_Entry]) -> list[_Entry]:
        """Titles printed again after a page break, and the rest of the list, say nothing new."""
        kept: list[_Entry] = []
        known: set[str] = set()
        for place, entry in enumerate(entries):
            goes_on = place + 1 < len(entries) and entries[place + 1].each in known
            if entry.each in known or (not entry.each and goes_on and entries[place + 1].each):
                continue
            kept.append(entry)
            known |= {entry.each} - {""}
        return kept

    def _each(self, row: Row) -> str:
        if row.node is None or not self._submission.holds(row.node):
            return ""
        *_, parent, node = self._submission.chain(row.node)
        if isinstance(node, Indicator):
            return "indicators"
        if isinstance(node, Task) and isinstance(parent, Department):
            return "tasks" if node in parent.tasks else "other_tasks"
        return "projects" if isinstance(node, Project | Subtotal) else ""

    def _row(self, entry: _Entry) -> RowData | None:
        rows = self._grid.rows[entry.start : entry.end]
        sums = [row for row in rows if self._is_subtotal(row)]
        rows = [row for row in rows if row not in sums] or list(rows)
        model = _most_common(rows)
        cells = tuple(self._cells(entry, model, rows))
        if not cells:
            return None  # only cells that come down from above
        return RowData(
            each=entry.each,
            header=model.header,
            height=round(model.min_height, 2),
            cells=cells,
            subtotal=tuple(self._cells(entry, _most_common(sums), sums)) if sums else (),
        )

    def _is_subtotal(self, row: Row) -> bool:
        holds = row.node is not None and self._submission.holds(row.node)
        return holds and isinstance(self._submission.find(row.node or ""), Subtotal)

    def _cells(self, entry: _Entry, model: Row, rows: Sequence[Row]) -> list[CellData]:
        found: list[CellData] = []
        index = next(i for i, row in enumerate(self._grid.rows) if row is model)
        for cell in model.cells:
            at = self._anchor(index, cell)
            if at >= entry.start:
                found.append(self._cell(entry, at, self._at(at, cell), rows))
        return found

    def _at(self, index: int, cell: Cell) -> Cell:
        return self._grid.rows[index].cell_at(cell.column) or cell

    def _anchor(self, index: int, cell: Cell) -> int:
        """The row in which a merged cell begins."""
        while cell.continues and index > 0:
            index -= 1
            cell = self._at(index, cell)
        return index

    def _cell(self, entry: _Entry, index: int, cell: Cell, rows: Sequence[Row]) -> CellData:
        template, step = self._template(cell), self._step(cell)
        if entry.each:
            titled = self._titled.get(cell.column, "") if entry.each == "indicators" else ""
            template = self._column_template(rows, cell) or _of_title(titled) or template
        template = self._chosen_for(entry, index, cell.column) or template
        shows = bool(placeholders(template))
        role = "text" if shows else "column" if self._titles(entry, index) else "label"
        return CellData(
            text=template,
            across=cell.column_span,
            down=1 if entry.each else self._down(index, cell),
            style=self._styles.name(cell.style, role),
            rules="bottom" if _only_bottom(cell) else "all",
            step=step,
            merge=bool(entry.each) and self._merges(entry, cell.column, template),
        )

    def _merges(self, entry: _Entry, column: int, template: str) -> bool:
        """Whether a column joins the cells of several rows (F7) or prints every one (F8).

        A 一级 or 二级 that never comes twice would be joined if it did: nothing shows otherwise.
        """
        names = placeholders(template)
        if names and not names[0].startswith(_SCOPED_LEVELS):
            return False
        repeats = False
        for grid in self._alike:
            for above, below in pairwise(grid.rows):
                upper, lower = above.cell_at(column), below.cell_at(column)
                both = self._each(above) == self._each(below) == entry.each
                if not both or upper is None or lower is None:
                    continue
                if lower.continues:
                    return True
                repeats = repeats or (lower.binding is not None and upper.binding == lower.binding)
        return bool(names) and not repeats

    def _chosen_for(self, entry: _Entry, index: int, column: int) -> str:
        rows = range(entry.start, entry.end) if entry.each else (index,)
        return next(
            (self._chosen[row, column] for row in rows if (row, column) in self._chosen), ""
        )

    def _template(self, cell: Cell) -> str:
        binding = cell.binding
        if binding is None or not placeholders(binding.template):
            return cell.text
        return scoped(binding.template, scope_of(self._submission, binding))

    def _column_template(self, rows: Sequence[Row], cell: Cell) -> str:
        """What most rows of a list show in a column, empty where none shows anything."""
        cells = (row.cell_at(cell.column) for row in rows)
        bound = [
            c for c in cells if c and c.binding and c.column == cell.column and not c.continues
        ]
        counted = Counter(self._template(c) for c in bound)
        return counted.most_common(1)[0][0] if counted else ""

    def _step(self, cell: Cell) -> int:
        if cell.binding is None:
            return 0
        *_, parent, node = (None, *self._submission.chain(cell.binding.node))
        if isinstance(node, SpendingStep) and isinstance(parent, Project):
            return parent.spending_plan.index(node) + 1
        return 0

    def _titles(self, entry: _Entry, index: int) -> bool:
        """Whether the row titles a list below it."""
        below = next((e for e in self._entries if e.start > index and e.each), None)
        return not entry.each and below is not None and below.start - index <= 2

    def _down(self, index: int, cell: Cell) -> int:
        last = index + self._grid.row_span(index, cell) - 1
        return sum(1 for entry in self._entries if entry.end > index and entry.start <= last)


def _most_common(rows: Sequence[Row]) -> Row:
    shapes = Counter(_shape(row) for row in rows)
    wanted = shapes.most_common(1)[0][0]
    return next(row for row in rows if _shape(row) == wanted)


def _shape(row: Row) -> tuple[tuple[int, int], ...]:
    return tuple((cell.column, cell.column_span) for cell in row.cells)


def _of_title(field: str) -> str:
    """What the title of a column says, where every row below it is blank (F1, one year only)."""
    if not field:
        return ""
    return f"{{{field}.name}}" if field.removeprefix(MID) in LEVELS else f"{{{field}}}"


def _only_bottom(cell: Cell) -> bool:
    borders = cell.borders
    return borders.bottom and not (borders.top or borders.left or borders.right)
