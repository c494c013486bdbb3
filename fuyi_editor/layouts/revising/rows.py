# SPDX-License-Identifier: MulanPSL-2.0
"""The tables of a node revised: indicators, tasks and projects moved, cloned and dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.composing.indicator_paths import indicator_paths
from fuyi_editor.layouts.revising.row_columns import NEW_ROW, RowColumns
from fuyi_editor.layouts.revising.row_places import ChildItem, ids_of
from fuyi_editor.layouts.revising.row_sections import MIDTERM, has_halves, sections_of, titles_of
from fuyi_editor.layouts.revising.sharing import rising
from fuyi_editor.model.nodes import Project, Submission
from fuyi_editor.model.subtotals import rows_by_unit, rows_like
from fuyi_editor.page.document import Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.layouts.revising.row_places import Item
    from fuyi_editor.layouts.revising.row_sections import Section
    from fuyi_editor.layouts.revising.shown_cells import ShownCells
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Block

Shares = dict[int, list[list["Item"]]]
"""By the place of a block: what each of its sections shows."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section and the rows that were read in it, as models for the rows to be."""

    section: Section
    columns: RowColumns


class OwnTables:
    """The tables of one node as they were read: what repeats where, found out once."""

    def __init__(self, blocks: Sequence[Block], owner: Node, labels: Labels) -> None:
        self._owner = owner
        grids = {n: b for n, b in enumerate(blocks) if isinstance(b, Grid) and b.node == owner.id}
        titles = {place: titles_of(grid, labels) for place, grid in grids.items()}
        self._halves = any(has_halves(found) for found in titles.values())
        self._sums_elsewhere = _sums_elsewhere(grids.values(), owner)
        self._read: dict[str, Sequence[Item]] = {}
        self._parts = {
            place: [
                _Part(section, self._columns(section, grid))
                for section in sections_of(grid.rows, titles[place], owner, halves=self._halves)
            ]
            for place, grid in grids.items()
        }

    def _columns(self, section: Section, grid: Grid) -> RowColumns:
        rows = grid.rows[section.start : section.end]
        if section.is_empty and section.header is not None:
            # A table that came without any such row: its titles are the only model there is.
            rows = (_blank_row(grid.rows[section.header]),)
        owner, slot = self._owner, section.slot
        if slot == MIDTERM and isinstance(owner, Project) and owner.midterm:
            owner = owner.midterm
        if slot not in self._read:
            self._read[slot] = self._items(slot, self._owner)
        return RowColumns(rows, owner, section.columns, self._read[slot])

    def _items(self, slot: str, owner: Node) -> Sequence[Item]:
        """What the rows of a slot show of `owner`."""
        midterm = owner.midterm if isinstance(owner, Project) else None
        if slot == MIDTERM:
            return [*indicator_paths(midterm)] if midterm else []
        if slot == "indicators":
            return [*indicator_paths(owner, midterm if self._halves else None)]
        if isinstance(owner, Submission):
            order = self._sums_elsewhere
            rows = rows_like(owner, order) if order else rows_by_unit(owner)
            return [ChildItem(node) for node in rows]
        return [ChildItem(node) for node in owner.children(slot)]

    def shares(self, new: Node, names: Mapping[str, str]) -> Shares:
        """Which nodes of `new` each section shows.

        Mostly there is one section. Of several, each keeps its rows as far as the order allows.
        """
        shares: Shares = {place: [[] for _ in parts] for place, parts in self._parts.items()}
        homes: dict[str, list[tuple[int, int]]] = {}
        old_ids = {new: old for old, new in names.items()}
        for place, parts in self._parts.items():
            for number, part in enumerate(parts):
                homes.setdefault(part.section.slot, []).append((place, number))
        for slot, places in homes.items():
            items = [item for item in self._items(slot, new) if self._shows(item, places, old_ids)]
            numbers = self._numbers(places, items, names)
            for item, number in zip(items, numbers, strict=True):
                place, part = places[number]
                shares[place][part].append(item)
        return shares

    def _shows(self, item: Item, places: list[tuple[int, int]], old_ids: Mapping[str, str]) -> bool:
        """Whether the sections list an item: not what was there and had no row in them before.

        Beside tables of their own, a list of projects may name some of them only.
        """
        ids = [old_ids.get(node_id, node_id) for node_id in ids_of(item.scopes())]
        return any(
            not self._owner.holds(node_id)
            or any(self._parts[place][part].columns.has(node_id) for place, part in places)
            for node_id in ids
        )

    def _numbers(
        self, places: list[tuple[int, int]], items: Sequence[Item], names: Mapping[str, str]
    ) -> list[int]:
        if len(places) == 1:
            return [0] * len(items)
        owners = {
            names.get(row, row): number
            for number, (place, part) in enumerate(places)
            for row in self._parts[place][part].columns.ids
        }
        return rising([owners.get(item.row) for item in items], len(places))

    def rows(
        self,
        place: int,
        grid: Grid,
        items: list[list[Item]],
        names: Mapping[str, str],
        show: ShownCells,
    ) -> tuple[Row, ...]:
        """The rows of the grid at that place as they must be for the `items` of its sections."""
        rows: list[Row] = []
        index = 0
        for part, own in zip(self._parts[place], items, strict=True):
            start, end = part.section.start, part.section.end
            rows += (show.row(row, names) for row in grid.rows[index:start])
            source = (row if row.node else show.row(row, names) for row in grid.rows[start:end])
            rows += part.columns.revised(own, tuple(source), names, show)
            index = end
        rows += (show.row(row, names) for row in grid.rows[index:])
        return tuple(rows)


def _sums_elsewhere(grids: Iterable[Grid], owner: Node) -> list[str]:
    """The rows of a list of projects whose sums stand where no form has them; else none."""
    if not isinstance(owner, Submission):
        return []
    listed = {node.id: node for node in (*owner.subtotals, *owner.projects)}
    order = [row.node for grid in grids for row in grid.rows if row.node in listed]
    shown = set(order)
    usual = [node.id for node in rows_by_unit(owner) if node.id in shown]
    return [] if order == usual else [node for node in order if node]


def _blank_row(header: Row) -> Row:
    cells = tuple(
        replace(cell, text="", style=replace(cell.style, bold=False), binding=None)
        for cell in header.cells
    )
    return replace(header, cells=cells, header=False, node=NEW_ROW)
