# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that repeat over nodes, made from the rows that were read: merged labels made whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.indicator_columns import LEVELS, MID
from fuyi_editor.layouts.revising.row_merges import Frames
from fuyi_editor.layouts.revising.row_places import OWN, Place, ids_of, starts_of
from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind, Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fuyi_editor.layouts.revising.row_places import Item, Nodes
    from fuyi_editor.layouts.revising.shown_cells import ShownCells
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Cell, Row

NEW_ROW = "<new>"
"""The node of a model row made from titles alone."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column show: a node by scope, through a template."""

    scope: str
    template: str

    @property
    def is_level(self) -> bool:
        return self.scope.removeprefix(MID) in LEVELS


@dataclass(frozen=True, slots=True)
class _Model:
    """A row that was read: its number in the section, and what it showed then."""

    row: Row
    number: int
    place: Place


class _Manner(Enum):
    """What stands below a 一级 or 二级 in the rows that it goes on for."""

    JOINED = "joined"
    """The same cell (F7)."""
    REPEATED = "repeated"
    """The same text (F8)."""
    BLANK = "blank"
    """Nothing."""


class RowColumns:
    """The rows of a section that were read, as models for the rows to be.

    `items` are what they showed, `columns` what the titles say of each column.
    """

    def __init__(
        self,
        source: Sequence[Row],
        old: Node,
        columns: Mapping[int, str],
        items: Sequence[Item],
    ) -> None:
        self._old = old
        self._mid = old.midterm if isinstance(old, Project) else None
        self._source = source
        self._columns = {column: _titled(field) for column, field in columns.items()}
        for row in reversed(source):
            for cell in row.cells:
                if row.node and cell.binding and old.holds(cell.binding.node):
                    scope = self._scope(cell.binding.node)
                    self._columns[cell.column] = _Column(scope, cell.binding.template)
        self._levels = sorted({c.scope for c in self._columns.values() if c.is_level})
        self._models = [*self._numbered(source, items)]
        self._by_id = {
            cell.binding.node: model
            for model in self._models
            for cell in model.row.cells
            if cell.binding and self._is_leaf(cell)
        } | {model.row.node: model for model in self._models}
        # A blank cell of a model shows something elsewhere: of a half that was blank there (F1), or
        # of a table that had no row at all. A subtotal's cell under 绩效目标 never does (F9).
        halves = any(shown.scope.startswith("mid") for shown in self._columns.values())
        self._fills_in = halves or self._models[0].row.node == NEW_ROW
        self._manner = {c: self._says(c) for c, shown in self._columns.items() if shown.is_level}
        self._frames = Frames(source, self._columns)
        self._counts = any(
            cell.binding and "{#" in cell.binding.template for row in source for cell in row.cells
        )
        # What was read is what is shown until something in the row changes.
        self._kept: dict[str, tuple[object, Place, Row]] = {
            model.place.row: ((model.number, self._number(model)), model.place, model.row)
            for model in self._models
            if model.place.nodes
        }

    @property
    def ids(self) -> Iterator[str]:
        """The nodes that the rows carry."""
        return (model.row.node for model in self._models if model.row.node)

    def has(self, node_id: str) -> bool:
        """Whether a row shows that node as its own."""
        return node_id in self._by_id

    def _numbered(self, source: Sequence[Row], items: Sequence[Item]) -> Iterator[_Model]:
        known = {item.row: item for item in items}
        above: Nodes | None = None
        for number, row in enumerate(source):
            if row.node is None:
                above = None
                continue
            item = known.get(row.node)
            nodes: Nodes = item.scopes() if item else {}
            yield _Model(row, number, Place(row.node, nodes, starts_of(self._levels, nodes, above)))
            above = nodes

    def _number(self, model: _Model) -> int:
        """The position among its siblings that the row was read with, if rows show it at all."""
        parent = self._old.chain(model.place.row)[-2]
        return parent.places[model.place.row][1] if self._counts else 0

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

    def _says(self, column: int) -> _Manner:
        """How the column prints the level that the row above has printed already."""
        found = _Manner.JOINED
        for upper, lower in pairwise(self._models):
            above, below = upper.row.cell_at(column), lower.row.cell_at(column)
            if below and below.continues:
                return _Manner.JOINED
            if above and below and above.binding == below.binding:
                found = _Manner.REPEATED if below.text.strip() else _Manner.BLANK
        return found

    def revised(
        self,
        items: Iterable[Item],
        fixed: Sequence[Row],
        names: Mapping[str, str],
        show: ShownCells,
    ) -> list[Row]:
        """The rows for `items`, and those of no node where they stood among them, as in `fixed`.

        `names` leads from the ids that the models show to those of a clone.
        """
        old_ids = {new: old for old, new in names.items()}
        known = [(item.row, item.scopes()) for item in items]
        kept = {old_ids.get(i, i) for _, nodes in known for i in ids_of(nodes)}
        behind = _fixed_rows(fixed, kept)
        rows = behind.get(None, [])
        model, above = self._models[0], None
        for row_id, nodes in known:
            found = (self._by_id.get(old_ids.get(i, i)) for i in ids_of(nodes))
            model = next((row for row in found if row), None) or self._like(nodes, model)
            place = Place(row_id, nodes, starts_of(self._levels, nodes, above))
            rows.append((self._row(model, place, old_ids, show), model.number))
            above = nodes
            if among := behind.get(old_ids.get(row_id, row_id)):
                rows += among
                above = None  # nothing merges through a header printed again
        return self._frames.framed(rows + behind.get("", []))

    def _like(self, nodes: Nodes, nearest: _Model) -> _Model:
        """The model for a new row: the nearest above that shows a node of that kind (F9)."""
        node = nodes.get(OWN)
        kind = self._kind(nearest.row)
        if node is None or kind in (None, type(node)):
            return nearest
        at = self._models.index(nearest)
        rows = (*reversed(self._models[:at]), *self._models)
        return next((model for model in rows if self._kind(model.row) is type(node)), nearest)

    def _kind(self, row: Row) -> type[Node] | None:
        """The type of the node that a model showed."""
        known = row.node is not None and self._old.holds(row.node)
        return type(self._old.find(row.node)) if known and row.node else None

    def _row(
        self, model: _Model, place: Place, old_ids: Mapping[str, str], show: ShownCells
    ) -> Row:
        """The row of a place; kept for the next keystroke if nothing that it shows changed."""
        number = show.number(place.row) if self._counts else 0
        kept = self._kept.get(place.row)
        if kept and kept[0] == (model.number, number) and kept[1].shows_the_same(place):
            return kept[2]
        row = self._made(model, place, old_ids, show)
        self._kept[place.row] = ((model.number, number), place, row)
        return row

    def _made(
        self, model: _Model, place: Place, old_ids: Mapping[str, str], show: ShownCells
    ) -> Row:
        cells: list[Cell] = []
        for cell in model.row.cells:
            column = self._columns.get(cell.column)
            if column is None:
                cells.append(cell)
                continue
            if column.is_level and not self._stays(model, place, column, old_ids):
                cell = self._level_cell(cell, column, place, old_ids, show)
            cells.append(self._shown(cell, column, place.nodes.get(column.scope), show))
        done = tuple(cells)
        if done == model.row.cells and model.row.node == place.row:
            return model.row
        return replace(model.row, cells=done, node=place.row)

    def _shown(self, cell: Cell, column: _Column, node: Node | None, show: ShownCells) -> Cell:
        """The cell showing `node`, in the file's own words where it showed it before."""
        if node is None:
            return cell if not cell.text and not cell.binding else _blank(cell)
        if cell.continues or (column.is_level and show.is_silent(cell)):
            binding = replace(cell.binding, node=node.id) if cell.binding else None
            goes_on = cell if binding == cell.binding else replace(cell, binding=binding)
            # One value for several indicators is no longer one when another is typed in.
            own = goes_on if column.is_level or binding is None else show.begun(goes_on)
            return own if own.text.strip() else goes_on
        if cell.binding is None:
            return show.fresh(cell, node, column.template) if self._fills_in else cell
        return show.cell(cell, {cell.binding.node: node.id})

    def _stays(
        self, model: _Model, place: Place, column: _Column, old_ids: Mapping[str, str]
    ) -> bool:
        """Whether the level begins, or goes on, in that very row as it did when it was read."""
        same_row = model.row.node == old_ids.get(place.row, place.row)
        then = model.place.starts.get(column.scope)
        return same_row and then == place.starts[column.scope]

    def _level_cell(
        self,
        own: Cell,
        column: _Column,
        place: Place,
        old_ids: Mapping[str, str],
        show: ShownCells,
    ) -> Cell:
        """A cell of a 一级 or 二级 that begins here, or is not said again."""
        manner, node = self._manner[own.column], place.nodes.get(column.scope)
        begins = place.starts[column.scope] or manner is _Manner.REPEATED
        if not begins and manner is _Manner.BLANK:
            return replace(own, text="", continues=False)
        old_id = old_ids.get(node.id, node.id) if node else ""
        cell = own if own.continues != begins else self._alike(own, old_id, begins=begins)
        if begins:
            cell = replace(cell, continues=False)
            silent = show.is_silent(cell)
            return show.fresh(cell, node, column.template) if node and silent else cell
        return cell if cell.continues else replace(cell, text="", continues=True)

    def _alike(self, own: Cell, old_id: str, *, begins: bool) -> Cell:
        """A cell of that column that is (not) the start of a merge, best the node's own."""
        found = own
        for model in self._models:
            cell = model.row.cell_at(own.column)
            if cell is None or cell.continues == begins or cell.column_span != own.column_span:
                continue
            if cell.binding and cell.binding.node == old_id:
                return cell
            found = cell if found is own else found
        return found


def _blank(cell: Cell) -> Cell:
    return replace(cell, text="", binding=None)


def _titled(field: str) -> _Column:
    """What the titles say of a column: `mid.name`, `kind`, `value`."""
    bare = field.removeprefix(MID)
    half = MID if field.startswith(MID) else ""
    if bare in LEVELS:
        return _Column(half + bare, "{name}")
    return _Column(half.removesuffix("."), f"{{{bare}}}")


def _fixed_rows(source: Sequence[Row], kept: set[str]) -> dict[str | None, list[tuple[Row, int]]]:
    """Rows of no node by the id of the row that they stand behind, "" for the last of all."""
    behind: dict[str | None, list[tuple[Row, int]]] = {}
    last = max((i for i, row in enumerate(source) if row.node), default=-1)
    anchor: str | None = None
    for index, row in enumerate(source):
        if row.node is None:
            behind.setdefault(anchor if index < last else "", []).append((row, index))
        elif row.node in kept:
            anchor = row.node
    return behind
