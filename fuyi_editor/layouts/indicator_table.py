# SPDX-License-Identifier: MulanPSL-2.0
"""The table of indicators: its columns found by their titles, its rows read into the tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.labels import fold_label, known_labels
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind
from fuyi_editor.page.document import Binding, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("group", "kind")


def indicator_columns(row: Row) -> dict[int, str]:
    """Grid column → what stands in it (group, kind, name, value …); empty if no header row."""
    columns: dict[int, str] = {}
    for cell in row.cells:
        field = known_labels().columns.get(fold_label(cell.text))
        if field and field not in columns.values():
            columns[cell.column] = field
    named = {"name", "value"} <= set(columns.values())
    return columns if named and len(columns) >= 3 else {}


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The rows of a grid from its indicator header on, read: bound rows and the tree."""

    rows: tuple[Row, ...]
    groups: tuple[IndicatorGroup, ...]


def read_indicator_rows(
    header: Row, rows: Iterable[Row], groups: tuple[IndicatorGroup, ...] = ()
) -> IndicatorTable:
    """Read `rows` under `header`. `groups` are those of an earlier part of the same table.

    A merged or blank level cell means the level of the row above (F7, F8).
    """
    columns = indicator_columns(header)
    tree = _Tree(list(groups))
    bound: list[Row] = []
    for row in rows:
        texts = {field: _text(row, column) for column, field in columns.items()}
        if indicator_columns(row):
            bound.append(row)  # the header printed again after a page break
            continue
        path = tree.add(texts.get("group", ""), texts.get("kind", ""), _indicator(texts))
        bound.append(_bind(row, columns, path))
    return IndicatorTable(tuple(bound), tuple(tree.groups))


def _text(row: Row, column: int) -> str:
    cell = row.cell_at(column)
    return "" if cell is None or cell.continues else cell.text


def _indicator(texts: dict[str, str]) -> Indicator:
    indicator = Indicator()
    for field, text in texts.items():
        if field not in LEVELS and text:
            indicator = write_field(indicator, field, text)
    return indicator


class _Tree:
    """The indicator tree as it grows from row to row."""

    def __init__(self, groups: list[IndicatorGroup]) -> None:
        self.groups = groups

    def add(
        self, group: str, kind: str, indicator: Indicator
    ) -> tuple[IndicatorGroup, IndicatorKind, Indicator]:
        last = self.groups[-1] if self.groups else None
        new_group = last is None or (group.strip() != "" and group != last.name)
        if last is None or new_group:
            last = IndicatorGroup(name=group)
            self.groups.append(last)
        last_kind = last.kinds[-1] if last.kinds else None
        if last_kind is None or (kind.strip() != "" and kind != last_kind.name):
            last_kind = IndicatorKind(name=kind)
            last = last.but(kinds=(*last.kinds, last_kind))
        last_kind = last_kind.but(indicators=(*last_kind.indicators, indicator))
        self.groups[-1] = last.but(kinds=(*last.kinds[:-1], last_kind))
        return self.groups[-1], last_kind, indicator


def _bind(
    row: Row, columns: dict[int, str], path: tuple[IndicatorGroup, IndicatorKind, Indicator]
) -> Row:
    group, kind, indicator = path
    nodes = {"group": group.id, "kind": kind.id}
    cells: list[Cell] = []
    for cell in row.cells:
        field = columns.get(cell.column)
        if field:
            name = "name" if field in LEVELS else field
            binding = Binding(nodes.get(field, indicator.id), f"{{{name}}}")
            cell = replace(cell, binding=binding)
        cells.append(cell)
    return replace(row, cells=tuple(cells), node=indicator.id)


def header_index(grid: Grid) -> int | None:
    """The row of the grid that titles the indicator columns, None if it has none."""
    for index, row in enumerate(grid.rows):
        if indicator_columns(row):
            return index
    return None
