# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of a table revised: indicators, tasks and projects moved, cloned and dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.indicator_columns import MID, IndicatorHeader, indicator_header
from fuyi_editor.layouts.indicator_paths import IndicatorPath, indicator_paths
from fuyi_editor.layouts.row_columns import NEW_ROW, OWN, RowColumns
from fuyi_editor.layouts.row_tables import project_columns, task_columns
from fuyi_editor.layouts.sharing import rising
from fuyi_editor.model.nodes import Indicator, Project, Submission
from fuyi_editor.model.subtotals import rows_by_unit
from fuyi_editor.page.document import Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.layouts.labels import Labels
    from fuyi_editor.layouts.row_columns import Item, Show
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Block


MIDTERM = "midterm"


@dataclass(frozen=True, slots=True)
class ChildItem:
    """A row that shows one child node: a task, a project, a subtotal."""

    node: Node

    @property
    def row(self) -> str:
        """The id that the row carries."""
        return self.node.id

    def scopes(self) -> Mapping[str, Node | None]:
        """The nodes that its cells show."""
        return {OWN: self.node}


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows of a grid that repeat over one kind of node, from `start` to before `end`.

    Without any such row both are where they would come, and `header` is the row of titles.
    """

    slot: str
    start: int
    end: int
    header: int | None = None
    columns: Mapping[int, str] | None = None


def share_out(
    blocks: Iterable[Block], old: Node, new: Node, names: Mapping[str, str], labels: Labels
) -> dict[int, list[IndicatorPath]]:
    """Which indicators of `new` each table of `old` shows, by the table's place in `blocks`.

    Mostly there is one table. Of several, each keeps its own rows as far as the order allows.
    """
    grids = {
        place: block
        for place, block in enumerate(blocks)
        if isinstance(block, Grid) and block.node == old.id and _shows_indicators(block, labels)
    }
    if not grids:
        return {}
    owners = {
        names.get(row.node, row.node): number
        for number, grid in enumerate(grids.values())
        for row in grid.rows
        if row.node
    }
    halves = any(_has_halves(grid, labels) for grid in grids.values())
    midterm = new.midterm if halves and isinstance(new, Project) else None
    paths = list(indicator_paths(new, midterm))
    numbers = rising([owners.get(path.row) for path in paths], len(grids))
    shares: dict[int, list[IndicatorPath]] = {place: [] for place in grids}
    places = list(grids)
    for path, number in zip(paths, numbers, strict=True):
        shares[places[number]].append(path)
    return shares


def _headers(grid: Grid, labels: Labels) -> dict[int, IndicatorHeader]:
    found = ((i, indicator_header(grid.rows, i, labels)) for i in range(len(grid.rows)))
    return {index: header for index, header in found if header}


def _shows_indicators(grid: Grid, labels: Labels) -> bool:
    return bool(_headers(grid, labels)) or any(
        row.node and any(c.binding and c.binding.field == "value" for c in row.cells)
        for row in grid.rows
    )


def _has_halves(grid: Grid, labels: Labels) -> bool:
    headers = _headers(grid, labels).values()
    return any(field.startswith(MID) for header in headers for field in header.columns.values())


def revise_rows(
    grid: Grid,
    old: Node,
    new: Node,
    paths: list[IndicatorPath],
    names: Mapping[str, str],
    show: Show,
    labels: Labels,
) -> tuple[Row, ...]:
    """The rows of the grid as they must be for `new`, which shows the indicators of `paths`."""
    fixed = [show.row(row, names) if row.node is None else row for row in grid.rows]
    rows: list[Row] = []
    index = 0
    for section in _sections(grid, old, labels):
        rows += fixed[index : section.start]
        items = _items(section.slot, new, paths)
        rows += _section_rows(section, grid, fixed, old, items, names, show)
        index = section.end
    return (*rows, *fixed[index:])


def _section_rows(
    section: _Section,
    grid: Grid,
    fixed: list[Row],
    old: Node,
    items: list[Item],
    names: Mapping[str, str],
    show: Show,
) -> list[Row]:
    source = fixed[section.start : section.end]
    models = [row for row in source if row.node]
    if section.slot == MIDTERM and isinstance(old, Project) and old.midterm:
        old = old.midterm
    if not models:
        if not items or section.header is None:
            return source
        # A table that came without any such row: its titles are the only model there is.
        models = [_blank_row(grid.rows[section.header])]
    columns = RowColumns(models, old, section.columns or {}, show)
    return columns.revised(items, source, names)


def _blank_row(header: Row) -> Row:
    cells = tuple(
        replace(cell, text="", style=replace(cell.style, bold=False), binding=None)
        for cell in header.cells
    )
    return replace(header, cells=cells, header=False, node=NEW_ROW)


def _items(slot: str, new: Node, paths: list[IndicatorPath]) -> list[Item]:
    if slot == "indicators":
        return [*paths]
    if slot == MIDTERM:
        midterm = new.midterm if isinstance(new, Project) else None
        return [*indicator_paths(midterm)] if midterm else []
    if slot == "projects":
        assert isinstance(new, Submission)
        return [ChildItem(node) for node in rows_by_unit(new)]
    return [ChildItem(node) for node in new.children(slot)]


def _sections(grid: Grid, old: Node, labels: Labels) -> list[_Section]:
    """The repeated parts of a grid from top to bottom, those without a row included."""
    spans: dict[str, list[int]] = {}
    halves = _has_halves(grid, labels)
    for index, row in enumerate(grid.rows):
        if row.node and (slot := _slot(row.node, old, halves=halves)):
            spans.setdefault(slot, []).append(index)
    found = {
        slot: _Section(slot, rows[0], rows[-1] + 1, None, None) for slot, rows in spans.items()
    }
    for index, header in _headers(grid, labels).items():
        end = index + header.rows
        _title(found, "indicators", index, end, header.columns, fits="indicators" in old.slots)
    for index, row in enumerate(grid.rows):
        if tasks := task_columns(grid.rows, index, labels):
            end, columns = index + tasks[0], tasks[1]
            _title(found, "tasks", index, end, columns, fits="tasks" in old.slots)
        if columns := project_columns(row, labels):
            _title(found, "projects", index, index + 1, columns, fits="projects" in old.slots)
    return sorted(found.values(), key=lambda section: (section.start, section.end))


def _title(
    found: dict[str, _Section],
    slot: str,
    header: int,
    end: int,
    columns: Mapping[int, str],
    *,
    fits: bool,
) -> None:
    """Note the titles of a section; one without rows begins right below its first titles."""
    if not fits:
        return
    section = found.get(slot) or _Section(slot, end, end)
    if section.columns is None:
        found[slot] = replace(section, header=header, columns=columns)


def _slot(node_id: str, old: Node, *, halves: bool) -> str:
    """The slot of `old` whose node a row shows; 中期 has rows of its own unless it is a half."""
    if node_id not in old.places:
        return ""
    slot = old.places[node_id][0]
    if isinstance(old.find(node_id), Indicator):
        return MIDTERM if slot == MIDTERM and not halves else "indicators"
    return "projects" if slot == "subtotals" else slot
