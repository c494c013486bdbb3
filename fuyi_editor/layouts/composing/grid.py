# SPDX-License-Identifier: MulanPSL-2.0
"""The grids of a composed book: rows of labels and fields, rows repeated over child nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.layouts.composing.indicator_paths import indicator_paths
from fuyi_editor.layouts.definition.template import (
    fill_template,
    placeholder_values,
    placeholders,
    split_scope,
)
from fuyi_editor.model.nodes import Project, Submission, Subtotal
from fuyi_editor.model.subtotals import rows_by_unit
from fuyi_editor.page.document import Binding, Borders, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fuyi_editor.layouts.definition.layout import CellData, Layout, PartData, RowData
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import TextStyle

# The line of unit and money stands above the table: only its lower edge is ruled (F7, F8).
_BOTTOM_ONLY = Borders(top=False, right=False, bottom=True, left=False)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one row shows: the nodes by scope ("" is the row's own), None where there is none."""

    nodes: Mapping[str, Node | None]
    row: str | None = None


class _Reach:
    """Cells that reach down: by column the cell, and over how many entries of the data still."""

    def __init__(self) -> None:
        self._cells: dict[int, tuple[int, Cell]] = {}

    def at(self, column: int) -> Cell | None:
        found = self._cells.get(column)
        return _continued(found[1]) if found else None

    def pass_entry(self, begun: dict[int, tuple[int, Cell]]) -> None:
        """One entry is done; `begun` are the cells of it that reach further."""
        left = {c: (count - 1, cell) for c, (count, cell) in self._cells.items() if count > 1}
        self._cells = left | begun


def _continued(cell: Cell) -> Cell:
    return Cell("", cell.column, cell.column_span, True, cell.style, cell.borders)


class GridComposer:
    """Makes the grids of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._styles: dict[str, TextStyle] = {}

    def style(self, name: str) -> TextStyle:
        """A text style of the layout by name."""
        if name not in self._styles:
            self._styles[name] = self._layout.style(name)
        return self._styles[name]

    def grid(self, part: PartData, submission: Submission, node: Node) -> Grid:
        """The grid of a part, shown of `node`."""
        reach = _Reach()
        rows: list[Row] = []
        for entry in part.rows:
            begun: dict[int, tuple[int, Cell]] = {}
            above: tuple[_Shown, Row] | None = None
            for shown in _shown_by(entry, submission, node):
                row = self._row(entry, shown, submission, reach, above, len(part.grid))
                rows.append(row)
                if above is None:
                    begun = _begun(entry, row, reach)
                above = shown, row
            reach.pass_entry(begun)
        return Grid(columns=part.grid, rows=tuple(rows), node=node.id)

    def _row(
        self,
        entry: RowData,
        shown: _Shown,
        submission: Submission,
        reach: _Reach,
        above: tuple[_Shown, Row] | None,
        width: int,
    ) -> Row:
        is_subtotal = isinstance(shown.nodes[""], Subtotal)
        given = iter(entry.subtotal if is_subtotal else entry.cells)
        cells: list[Cell] = []
        column = 0
        while column < width:
            cell = reach.at(column)
            if cell is None:
                cell = self._cell(next(given), shown, submission, column, above)
            cells.append(cell)
            column += cell.column_span
        return Row(tuple(cells), min_height=entry.height, header=entry.header, node=shown.row)

    def _cell(
        self,
        data: CellData,
        shown: _Shown,
        submission: Submission,
        column: int,
        above: tuple[_Shown, Row] | None,
    ) -> Cell:
        scope, template = split_scope(data.text)
        at = submission if scope == "book" else shown.nodes.get(scope)
        if data.step and isinstance(at, Project):
            at, template = self._step(data, at, template)
        text, binding = _text(template, submission, at)
        continues = False
        if data.merge and above is not None and _same_level(scope, shown, above[0]):
            continues, text = True, ""
        return Cell(
            text=text,
            column=column,
            column_span=data.across,
            continues=continues,
            style=self.style(data.style),
            borders=_BOTTOM_ONLY if data.rules == "bottom" else Borders(),
            binding=binding,
        )

    def _step(self, data: CellData, project: Project, template: str) -> tuple[Node | None, str]:
        if data.step <= len(project.spending_plan):
            return project.spending_plan[data.step - 1], template
        # The form has a column for a date that this project's plan does not name.
        return None, self._layout.spending_plan[data.step - 1] if template == "{by}" else ""


def _text(template: str, submission: Submission, at: Node | None) -> tuple[str, Binding | None]:
    if not placeholders(template):
        return template, None
    if at is None:
        return "", None
    values = placeholder_values(template, submission, at.id)
    return fill_template(template, values), Binding(at.id, template)


def _same_level(scope: str, shown: _Shown, above: _Shown) -> bool:
    """Whether a merged cell goes on: the same 一级, the same 二级, or a label of all rows."""
    if not scope:
        return True
    mine, theirs = shown.nodes.get(scope), above.nodes.get(scope)
    if mine is None or theirs is None:
        return mine is theirs and shown.nodes.get("group") is above.nodes.get("group")
    return mine.id == theirs.id


def _begun(entry: RowData, row: Row, reach: _Reach) -> dict[int, tuple[int, Cell]]:
    own = (cell for cell in row.cells if reach.at(cell.column) is None)
    return {
        cell.column: (data.down - 1, cell)
        for data, cell in zip(entry.cells, own, strict=False)
        if data.down > 1
    }


def _shown_by(entry: RowData, submission: Submission, node: Node) -> Iterator[_Shown]:
    """What the rows of an entry show, one after the other."""
    midterm = node.midterm if isinstance(node, Project) else None
    if not entry.each:
        yield _Shown({"": node, "midterm": midterm})
    elif entry.each == "indicators":
        halves = any("{mid." in cell.text for cell in entry.cells)
        for path in indicator_paths(node, midterm if halves else None):
            yield _Shown(path.scopes(), path.row)
    else:
        for child in _children(entry, submission, node):
            yield _Shown({"": child}, child.id)


def _children(entry: RowData, submission: Submission, node: Node) -> Iterable[Node]:
    if entry.subtotal and node is submission:
        return rows_by_unit(submission)
    return node.children(entry.each)
