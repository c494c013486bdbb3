# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that repeat over nodes, made from the rows that were read: merged labels made whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from fuyi_editor.layouts.indicator_columns import LEVELS, MID
from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind, Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.shown_cells import ShownCells
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Cell, Row

    Show = ShownCells

OWN = ""
"""The scope of the node that a row is about; see `template.SCOPES` for the others."""


NEW_ROW = "<new>"
"""The node of a model row made from titles alone."""


class Item(Protocol):
    """What a row shows: see `IndicatorPath` and `ChildItem`."""

    @property
    def row(self) -> str:
        """The id that the row carries."""
        ...

    def scopes(self) -> Mapping[str, Node | None]:
        """The nodes that its cells show, by scope."""
        ...


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column show: a node by scope, through a template."""

    scope: str
    template: str

    @property
    def is_level(self) -> bool:
        return self.scope.removeprefix(MID) in LEVELS


class RowColumns:
    """The rows that were read, as models for the rows to be."""

    def __init__(
        self, models: list[Row], old: Node, columns: Mapping[int, str], show: Show
    ) -> None:
        self._models = models
        self._show = show
        self._old = old
        self._mid = old.midterm if isinstance(old, Project) else None
        self._columns = {column: _titled(field) for column, field in columns.items()}
        for row in reversed(models):
            for cell in row.cells:
                if cell.binding and old.holds(cell.binding.node):
                    scope = self._scope(cell.binding.node)
                    self._columns[cell.column] = _Column(scope, cell.binding.template)
        self._by_id = {
            cell.binding.node: row
            for row in models
            for cell in row.cells
            if cell.binding and self._is_leaf(cell)
        } | {row.node: row for row in models if row.node}
        # A blank cell of a model shows something elsewhere: of a half that was blank there (F1), or
        # of a table that had no row at all. A subtotal's cell under 绩效目标 never does (F9).
        halves = any(shown.scope.startswith("mid") for shown in self._columns.values())
        self._fills_in = halves or models[0].node == NEW_ROW
        levels = [column for column, shown in self._columns.items() if shown.is_level]
        self._merged = {column: self._merges(column) for column in levels}

    def _scope(self, node_id: str) -> str:
        half = MID if self._mid and self._mid.holds(node_id) else ""
        node = self._old.find(node_id)
        if isinstance(node, IndicatorGroup):
            return "group"
        if isinstance(node, IndicatorKind):
            return half + "kind"
        return half.removesuffix(".")

    def _is_leaf(self, cell: Cell) -> bool:
        column = self._columns.get(cell.column)
        return column is not None and not column.is_level

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

    def revised(self, items: list[Item], source: list[Row], names: Mapping[str, str]) -> list[Row]:
        """The rows for `items`, and the fixed rows of `source` where they stood among them.

        `names` leads from the ids that the models show to those of a clone.
        """
        old_ids = {new: old for old, new in names.items()}
        behind = _fixed_rows(source, {old_ids.get(i, i) for item in items for i in _ids(item)})
        rows = behind.get(None, [])
        model = self._models[0]
        previous: Item | None = None
        for item in items:
            found = (self._by_id.get(old_ids.get(i, i)) for i in _ids(item))
            model = next((row for row in found if row), None) or self._like_item(item, model)
            rows.append(self._row(model, item, previous, old_ids))
            previous = item
            if fixed := behind.get(old_ids.get(item.row, item.row)):
                rows += fixed
                previous = None  # nothing merges through a header printed again
        rows = self._framed(rows)
        return rows + behind.get("", [])

    def _like_item(self, item: Item, nearest: Row) -> Row:
        """The model for a new row: the nearest above that shows a node of that kind (F9)."""
        node = item.scopes().get(OWN)
        kind = self._kind(nearest)
        if node is None or kind in (None, type(node)):
            return nearest
        above = self._models[: self._models.index(nearest)]
        rows = (*reversed(above), *self._models)
        return next((row for row in rows if self._kind(row) is type(node)), nearest)

    def _kind(self, row: Row) -> type[Node] | None:
        """The type of the node that a model showed."""
        known = row.node is not None and self._old.holds(row.node)
        return type(self._old.find(row.node)) if known and row.node else None

    def _row(
        self, model: Row, item: Item, previous: Item | None, old_ids: Mapping[str, str]
    ) -> Row:
        scopes = item.scopes()
        cells: list[Cell] = []
        for cell in model.cells:
            column = self._columns.get(cell.column)
            if column is None:
                cells.append(cell)
                continue
            node = scopes.get(column.scope)
            if column.is_level:
                anchor = _starts(column.scope, item, previous) or not self._merged[cell.column]
                cells.append(self._level_cell(cell, column, node, old_ids, anchor=anchor))
            else:
                cells.append(self._shown(cell, column, node))
        done = tuple(cells)
        if done == model.cells and model.node == item.row:
            return model
        return replace(model, cells=done, node=item.row)

    def _shown(self, cell: Cell, column: _Column, node: Node | None) -> Cell:
        """The cell showing `node`, in the file's own words where it showed it before."""
        if node is None:
            return cell if not cell.text and not cell.binding else _blank(cell)
        if cell.binding is None:
            return self._show.fresh(cell, node, column.template) if self._fills_in else cell
        return self._show.cell(cell, {cell.binding.node: node.id})

    def _level_cell(
        self,
        own: Cell,
        column: _Column,
        node: Node | None,
        old_ids: Mapping[str, str],
        *,
        anchor: bool,
    ) -> Cell:
        """The cell of a 一级 or 二级: the start of a merged cell or its continuation."""
        old_id = old_ids.get(node.id, node.id) if node else ""
        cell = own if own.continues != anchor else self._like(own, old_id, anchor=anchor)
        if anchor:
            return self._shown(replace(cell, continues=False), column, node)
        binding = replace(cell.binding, node=node.id) if cell.binding and node else None
        cell = replace(cell, binding=binding, text="" if not cell.continues else cell.text)
        return replace(cell, continues=True)

    def _like(self, own: Cell, old_id: str, *, anchor: bool) -> Cell:
        """A cell of that column that is (not) the start of a merge, best the node's own."""
        found = own
        for row in self._models:
            cell = row.cell_at(own.column)
            if cell is None or cell.continues == anchor or cell.column_span != own.column_span:
                continue
            if cell.binding and cell.binding.node == old_id:
                return cell
            found = cell if found is own else found
        return found

    def _framed(self, rows: list[Row]) -> list[Row]:
        """A label that reaches down beside the rows begins once and goes on (F10)."""
        columns = {
            cell.column
            for row in self._models
            for cell in row.cells
            if cell.continues and cell.column not in self._columns
        }
        if not columns:
            return rows
        first = {cell.column: cell for cell in self._models[0].cells}
        framed: list[Row] = []
        for index, row in enumerate(rows):
            cells = tuple(
                _frame_cell(first[c.column], c, begins=index == 0) if c.column in columns else c
                for c in row.cells
            )
            framed.append(row if cells == row.cells else replace(row, cells=cells))
        return framed


def _frame_cell(first: Cell, cell: Cell, *, begins: bool) -> Cell:
    if begins:
        return first
    return cell if cell.continues else replace(cell, text="", continues=True, binding=None)


def _blank(cell: Cell) -> Cell:
    return replace(cell, text="", binding=None)


def _titled(field: str) -> _Column:
    """What the titles say of a column: `mid.name`, `kind`, `value`."""
    bare = field.removeprefix(MID)
    half = MID if field.startswith(MID) else ""
    if bare in LEVELS:
        return _Column(half + bare, "{name}")
    return _Column(half.removesuffix("."), f"{{{bare}}}")


def _ids(item: Item) -> list[str]:
    """The nodes by which the row of an item is known: those that no other row shows."""
    scopes = item.scopes()
    return [node.id for scope in (OWN, "mid") if (node := scopes.get(scope)) is not None]


def _starts(scope: str, item: Item, previous: Item | None) -> bool:
    if previous is None:
        return True
    mine, before = item.scopes(), previous.scopes()
    node, other = mine.get(scope), before.get(scope)
    if node is None or other is None:
        same_group = _id(mine.get("group")) == _id(before.get("group"))
        return not (node is other and same_group)
    return node.id != other.id


def _id(node: Node | None) -> str:
    return node.id if node else ""


def _fixed_rows(source: list[Row], kept: set[str]) -> dict[str | None, list[Row]]:
    """Rows of no node by the id of the row that they stand behind, "" for the last of all."""
    behind: dict[str | None, list[Row]] = {}
    last = max((i for i, row in enumerate(source) if row.node), default=-1)
    anchor: str | None = None
    for index, row in enumerate(source):
        if row.node is None:
            behind.setdefault(anchor if index < last else "", []).append(row)
        elif row.node in kept:
            anchor = row.node
    return behind
