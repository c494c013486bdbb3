# SPDX-License-Identifier: MulanPSL-2.0
"""Composing: a submission set anew in a layout. Every cell is bound to the field that it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.template import fill_template, placeholder_values, placeholders
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import IndicatorGroup, Project
from fuyi_editor.page.contents import ContentsNumbers
from fuyi_editor.page.document import (
    Binding,
    Block,
    Borders,
    Cell,
    Grid,
    PageDocument,
    Paragraph,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.layouts.layout import CellData, ColumnData, Layout, PartData, RowData
    from fuyi_editor.model.nodes import Indicator, IndicatorKind, Node, Submission
    from fuyi_editor.page.document import TextStyle

# The line of unit and money stands above the table: only its lower edge is ruled (F7, F8).
_BOTTOM_ONLY = Borders(top=False, right=False, bottom=True, left=False)


class Composer:
    """Sets submissions in one layout; the blocks of projects that did not change are kept."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._styles: dict[str, TextStyle] = {}
        self._kept: dict[tuple[int, str], tuple[Node, object, list[Block]]] = {}
        self._under_heading: tuple[Paragraph, Paragraph] | None = None
        self._numbers = ContentsNumbers()

    def page(self, submission: Submission) -> PageDocument:
        """The submission as a page document in the layout, with page numbers in its contents."""
        return self._numbers.number(self.unnumbered(submission))

    def unnumbered(self, submission: Submission) -> PageDocument:
        """The page document before it is known on which pages the projects stand."""
        blocks = [*self._parts(self._layout.book, submission, submission)]
        if submission.department is not None:
            blocks += self._parts(self._layout.department, submission, submission.department)
            blocks += self._parts(self._layout.projects_heading, submission, submission)
        for number, project in enumerate(submission.projects):
            own = self._keep(self._layout.project, submission, project, number)
            if number == 0 and submission.department is not None and self._layout.projects_heading:
                own = self._first_under_heading(own)
            blocks += own
        return PageDocument(tuple(blocks), self._layout.setup, submission.title)

    def _keep(
        self, parts: tuple[PartData, ...], submission: Submission, node: Node, number: int
    ) -> list[Block]:
        """The blocks of a node, made anew only if something that they show has changed."""
        key, state = (id(parts), node.id), (number, submission.money_unit)
        kept = self._kept.get(key)
        if kept and kept[0] is node and kept[1] == state:
            return kept[2]
        blocks = [*self._parts(parts, submission, node)]
        self._kept[key] = (node, state, blocks)
        return blocks

    def _first_under_heading(self, own: list[Block]) -> list[Block]:
        """The first project goes on the page that the heading over all projects has begun."""
        first = own[0] if own else None
        if not isinstance(first, Paragraph) or not first.page_break_before:
            return own
        if self._under_heading is None or self._under_heading[0] is not first:
            self._under_heading = first, replace(first, page_break_before=False)
        return [self._under_heading[1], *own[1:]]

    def _parts(
        self, parts: Iterable[PartData], submission: Submission, node: Node
    ) -> Iterator[Block]:
        for part in parts:
            if part.each:
                for number, child in enumerate(node.children(part.each)):
                    yield from self._keep(part.each_parts, submission, child, number)
            elif part.grid:
                yield self._grid(part, submission, node)
            elif part.indicators:
                yield self._indicators(part, node)
            else:
                yield self._paragraph(part, submission, node)

    def _style(self, name: str) -> TextStyle:
        if name not in self._styles:
            self._styles[name] = self._layout.style(name)
        return self._styles[name]

    def _paragraph(self, part: PartData, submission: Submission, node: Node) -> Paragraph:
        text, binding = self._text(part.paragraph or "", submission, node)
        return Paragraph(
            text=text,
            style=self._style(part.style),
            outline_level=part.outline,
            page_break_before=part.page_break,
            contents=part.contents,
            binding=binding,
            node=node.id,
        )

    def _text(
        self, template: str, submission: Submission, node: Node
    ) -> tuple[str, Binding | None]:
        """The text of a template at a node. `{money_unit}` is the book's, wherever it stands."""
        names = placeholders(template)
        if not names:
            return template, None
        at = submission if "money_unit" in names else node
        values = placeholder_values(template, submission, at.id)
        return fill_template(template, values), Binding(at.id, template)

    def _grid(self, part: PartData, submission: Submission, node: Node) -> Grid:
        reach: dict[int, tuple[int, Cell]] = {}
        rows = tuple(self._row(row, submission, node, reach, len(part.grid)) for row in part.rows)
        return Grid(columns=part.grid, rows=rows, node=node.id)

    def _row(
        self,
        row: RowData,
        submission: Submission,
        node: Node,
        reach: dict[int, tuple[int, Cell]],
        width: int,
    ) -> Row:
        """`reach` holds, by column, the cells that reach down into this row and how far still."""
        cells: list[Cell] = []
        given = iter(row.cells)
        column = 0
        while column < width:
            if column in reach:
                left, above = reach.pop(column)
                cell = Cell("", column, above.column_span, True, above.style, above.borders)
                if left > 1:
                    reach[column] = (left - 1, above)
            else:
                data = next(given)
                cell = self._cell(data, submission, node, column)
                if data.down > 1:
                    reach[column] = (data.down - 1, cell)
            cells.append(cell)
            column += cell.column_span
        return Row(tuple(cells), min_height=row.height, header=row.header)

    def _cell(self, data: CellData, submission: Submission, node: Node, column: int) -> Cell:
        at: Node | None = node
        template = data.text
        if data.step and isinstance(node, Project):
            at = node.spending_plan[data.step - 1] if data.step <= len(node.spending_plan) else None
        if at is None:
            # The form has a column for a date that this project's plan does not name.
            template = self._layout.spending_plan[data.step - 1] if template == "{by}" else ""
        text, binding = self._text(template, submission, at or node)
        return Cell(
            text=text,
            column=column,
            column_span=data.across,
            style=self._style(data.style),
            borders=_BOTTOM_ONLY if data.rules == "bottom" else Borders(),
            binding=binding,
        )

    def _indicators(self, part: PartData, node: Node) -> Grid:
        titles = tuple(
            Cell(column.title, index, style=self._style("column"))
            for index, column in enumerate(part.indicators)
        )
        rows = [Row(titles, min_height=part.height, header=True)]
        for group in node.children("indicators"):
            assert isinstance(group, IndicatorGroup)
            for place, (kind, indicator) in enumerate(_rows_of(group)):
                starts = place == 0, indicator is kind.indicators[0]
                cells = tuple(
                    self._indicator_cell(column, index, (group, kind, indicator), starts)
                    for index, column in enumerate(part.indicators)
                )
                rows.append(Row(cells, min_height=part.height, node=indicator.id))
        widths = tuple(column.width for column in part.indicators)
        return Grid(columns=widths, rows=tuple(rows), node=node.id)

    def _indicator_cell(
        self,
        column: ColumnData,
        index: int,
        path: tuple[Node, Node, Indicator],
        starts: tuple[bool, bool],
    ) -> Cell:
        style = self._style(column.style)
        level = {"group": 0, "kind": 1}.get(column.field, 2)
        name = column.field if level == 2 else "name"
        continues = level < 2 and column.merge and not starts[level]
        node = path[level]
        text = "" if continues else read_field(node, name)
        binding = Binding(node.id, f"{{{name}}}")
        return Cell(text, index, continues=continues, style=style, binding=binding)


def _rows_of(group: IndicatorGroup) -> Iterator[tuple[IndicatorKind, Indicator]]:
    for kind in group.kinds:
        for indicator in kind.indicators:
            yield kind, indicator


def compose(layout: Layout, submission: Submission) -> PageDocument:
    """The submission set in the layout, once, without page numbers in its contents."""
    return Composer(layout).unnumbered(submission)
