# SPDX-License-Identifier: MulanPSL-2.0
"""The table of indicators: its columns found by their titles, its rows read into the tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.labels import extra_label, fold_label, known_labels, unused_label
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind
from fuyi_editor.page.document import Binding, Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("group", "kind")


def indicator_columns(row: Row) -> dict[int, str]:
    """Grid column → what stands in it (group, kind, name, value …); empty if no header row.

    Columns that no field has, such as 备注, are `extra.<title>`.
    """
    fields = [known_labels().columns.get(fold_label(cell.text)) for cell in row.cells]
    if len(set(fields) - {None}) < 3 or not {"name", "value"} <= set(fields):
        return {}
    columns: dict[int, str] = {}
    for cell, field in zip(row.cells, fields, strict=True):
        title = extra_label(cell.text)
        if field and field not in columns.values():
            columns[cell.column] = field
        elif title and not cell.continues:
            used = {name.removeprefix("extra.") for name in columns.values()}
            columns[cell.column] = f"extra.{unused_label(title, used)}"
    return columns


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The rows of a grid below its indicator header, read: bound rows and the tree.

    `unread` are the cells with text that stand under no title.
    """

    rows: tuple[Row, ...]
    groups: tuple[IndicatorGroup, ...]
    unread: tuple[Cell, ...]


def read_indicator_rows(
    header: Row, rows: Iterable[Row], groups: tuple[IndicatorGroup, ...] = ()
) -> IndicatorTable:
    """Read `rows` under `header`. `groups` are those of an earlier part of the same table.

    A merged or blank level cell means the level of the row above (F7, F8).
    """
    columns = indicator_columns(header)
    tree = _Tree(list(groups))
    bound: list[Row] = []
    unread: list[Cell] = []
    for row in rows:
        if indicator_columns(row):
            bound.append(row)  # the header printed again after a page break
            continue
        if not _is_remark(row, columns):
            texts = {field: _text(row, column, field) for column, field in columns.items()}
            path = tree.add(texts.get("group", ""), texts.get("kind", ""), _indicator(texts))
            row = _bind(row, columns, path)
        bound.append(row)
        unread += [c for c in row.cells if not c.binding and not c.continues and c.text.strip()]
    return IndicatorTable(tuple(bound), tuple(tree.groups), tuple(unread))


def _is_remark(row: Row, columns: dict[int, str]) -> bool:
    """Whether one cell covers both the name and the value: 备注：…, 填表人：… below the rows."""
    name, value = (next(c for c, f in columns.items() if f == field) for field in ("name", "value"))
    return row.cell_at(name) is row.cell_at(value)


def _text(row: Row, column: int, field: str) -> str:
    cell = row.cell_at(column)
    if cell is None or cell.continues:
        return ""
    # 满意度指标 may reach over 一级 and 二级; any other text belongs where its cell begins.
    return cell.text if cell.column == column or field in LEVELS else ""


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
