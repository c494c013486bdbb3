# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of a table revised: indicators moved, cloned and dropped, merged labels made whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.indicator_table import LEVELS, indicator_columns
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind
from fuyi_editor.page.document import Binding, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from fuyi_editor.model.nodes import Node
    from fuyi_editor.page.document import Block

    Show = Callable[[Cell, Mapping[str, str]], Cell]
    Path = tuple[IndicatorGroup, IndicatorKind, Indicator]


def share_out(
    blocks: Iterable[Block], old: Node, new: Node, names: Mapping[str, str]
) -> dict[int, list[Path]]:
    """Which indicators of `new` each table of `old` shows, by the table's place in `blocks`.

    Mostly there is one table. Of several, each keeps its own rows as far as the order allows.
    """
    grids = {
        place: block
        for place, block in enumerate(blocks)
        if isinstance(block, Grid) and block.node == old.id and _is_indicator_table(block)
    }
    if not grids:
        return {}
    owners = {
        names.get(row.node, row.node): number
        for number, grid in enumerate(grids.values())
        for row in grid.rows
        if row.node
    }
    paths = list(_paths(new))
    numbers = _rising([owners.get(path[2].id) for path in paths], len(grids))
    shares: dict[int, list[Path]] = {place: [] for place in grids}
    places = list(grids)
    for path, number in zip(paths, numbers, strict=True):
        shares[places[number]].append(path)
    return shares


def _is_indicator_table(grid: Grid) -> bool:
    return any(row.node for row in grid.rows) or any(map(indicator_columns, grid.rows))


def _rising(wanted: list[int | None], count: int) -> list[int]:
    """The numbers, below `count` and never falling, that differ from the wanted ones the least."""
    cost = [0] * count
    steps: list[list[int]] = []
    for number in wanted:
        step = [min(range(last + 1), key=cost.__getitem__) for last in range(count)]
        cost = [cost[step[n]] + (number is not None and number != n) for n in range(count)]
        steps.append(step)
    number = min(range(count), key=cost.__getitem__)
    found: list[int] = []
    for step in reversed(steps):
        found.append(number)
        number = step[number]
    return found[::-1]


def revise_rows(
    grid: Grid, old: Node, paths: list[Path], names: Mapping[str, str], show: Show
) -> tuple[Row, ...]:
    """The rows of `old`'s grid as they must be to show `paths`. `show` renders one cell."""
    at = next((i for i, row in enumerate(grid.rows) if row.node), None)
    fixed = [row if row.node else _fixed(row, names, show) for row in grid.rows]
    header = next((i for i, row in enumerate(grid.rows) if indicator_columns(row)), None)
    if at is None and header is None:
        return tuple(fixed)
    if at is None:
        assert header is not None
        if not paths:
            return tuple(fixed)
        # A table that came without any indicator: its header row is the only model there is.
        at, models = header + 1, [_blank_row(grid.rows[header])]
    else:
        models = [row for row in grid.rows if row.node]
    table = _IndicatorRows(models, old, names, show)
    return (*fixed[:at], *table.revised(paths, fixed[at:]))


def _fixed(row: Row, names: Mapping[str, str], show: Show) -> Row:
    cells = tuple(show(cell, names) for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells)


def _paths(owner: Node) -> Iterator[Path]:
    for group in owner.walk():
        if isinstance(group, IndicatorGroup):
            for kind in group.kinds:
                for indicator in kind.indicators:
                    yield group, kind, indicator


def _blank_row(header: Row) -> Row:
    columns = indicator_columns(header)
    cells: list[Cell] = []
    for cell in header.cells:
        field = columns.get(cell.column)
        name = "name" if field in LEVELS else field
        binding = Binding(f"<{field}>", f"{{{name}}}") if field else None
        style = replace(cell.style, bold=False)
        cells.append(replace(cell, text="", style=style, binding=binding))
    return replace(header, cells=tuple(cells), header=False, node="<name>")


class _IndicatorRows:
    """The rows that were read, as models for the rows to be."""

    def __init__(self, models: list[Row], old: Node, names: Mapping[str, str], show: Show) -> None:
        self._models = models
        self._by_id = {row.node: row for row in models}
        self._old_id = {new: old_id for old_id, new in names.items()}
        self._show = show
        levels = {node.id: 0 for node in old.walk() if isinstance(node, IndicatorGroup)}
        levels |= {node.id: 1 for node in old.walk() if isinstance(node, IndicatorKind)}
        levels |= {"<group>": 0, "<kind>": 1}
        self._level: dict[int, int] = {}
        for row in models:
            for cell in row.cells:
                if cell.binding and cell.binding.node in levels:
                    self._level[cell.column] = levels[cell.binding.node]
        self._merged = {column: self._merges(column) for column in self._level}

    def _merges(self, column: int) -> bool:
        """Whether the column joins equal levels (F7) or prints them on every row (F8)."""
        repeats = False
        for upper, lower in zip(self._models, self._models[1:], strict=False):
            above, below = upper.cell_at(column), lower.cell_at(column)
            if below and below.continues:
                return True
            same = above and below and above.binding == below.binding
            repeats = repeats or bool(same)
        return not repeats

    def revised(self, paths: list[Path], source: list[Row]) -> list[Row]:
        """The rows for `paths`, and the fixed rows of `source` where they stood among them."""
        behind = self._fixed_rows(source, {self._old(path[2]) for path in paths})
        rows = behind.get(None, [])
        model = self._models[0]
        previous: Path | None = None
        for path in paths:
            model = self._by_id.get(self._old(path[2]), model)
            starts = tuple(
                previous is None or previous[level].id != path[level].id for level in range(2)
            )
            rows.append(self._row(model, path, starts))
            previous = path
            if fixed := behind.get(self._old(path[2])):
                rows += fixed
                previous = None  # nothing merges through a header printed again
        return rows + behind.get("", [])

    def _old(self, node: Node) -> str:
        return self._old_id.get(node.id, node.id)

    @staticmethod
    def _fixed_rows(source: list[Row], kept: set[str]) -> dict[str | None, list[Row]]:
        """Rows of no indicator by the id of the one they stand behind, "" for the last of all."""
        behind: dict[str | None, list[Row]] = {}
        last = max((i for i, row in enumerate(source) if row.node), default=-1)
        anchor: str | None = None
        for index, row in enumerate(source):
            if row.node is None:
                behind.setdefault(anchor if index < last else "", []).append(row)
            elif row.node in kept:
                anchor = row.node
        return behind

    def _row(self, model: Row, path: Path, starts: tuple[bool, ...]) -> Row:
        names = {model.node or "": path[2].id}
        cells: list[Cell] = []
        for cell in model.cells:
            level = self._level.get(cell.column)
            if level is None:
                cells.append(self._show_at(cell, names, path[2]))
            else:
                anchor = starts[level] or not self._merged[cell.column]
                cells.append(self._level_cell(cell, path[level], anchor=anchor))
        done = tuple(cells)
        if done == model.cells and model.node == path[2].id:
            return model
        return replace(model, cells=done, node=path[2].id)

    def _show_at(self, cell: Cell, names: Mapping[str, str], node: Node) -> Cell:
        """The cell showing `node`; one of a blank model row was never shown by any node."""
        if cell.binding is None or not cell.binding.node.startswith("<"):
            return self._show(cell, names)
        field = cell.binding.field
        text = read_field(node, field) if field else ""
        return replace(cell, text=text, binding=replace(cell.binding, node=node.id))

    def _level_cell(self, own: Cell, node: Node, *, anchor: bool) -> Cell:
        """The cell of a 一级 or 二级: the start of a merged cell or its continuation."""
        cell = own if own.continues != anchor else self._like(own, node, anchor=anchor)
        if not anchor:
            binding = replace(cell.binding, node=node.id) if cell.binding else None
            cell = replace(cell, binding=binding, text="" if not cell.continues else cell.text)
            return replace(cell, continues=True)
        assert cell.binding is not None
        return self._show_at(replace(cell, continues=False), {cell.binding.node: node.id}, node)

    def _like(self, own: Cell, node: Node, *, anchor: bool) -> Cell:
        """A cell of that column that is (not) the start of a merge, best the node's own."""
        old_id = self._old(node)
        found = own
        for row in self._models:
            cell = row.cell_at(own.column)
            if cell is None or cell.continues == anchor or cell.column_span != own.column_span:
                continue
            if cell.binding and cell.binding.node == old_id:
                return cell
            found = cell if found is own else found
        return found
