# SPDX-License-Identifier: MulanPSL-2.0
"""What cells and paragraphs of a page that was read must say of a later state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import fill_template, placeholder_values, rewrite
from fuyi_editor.model.edits import place_of
from fuyi_editor.page.document import Binding, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


class ShownCells:
    """Renders cells of the state `before` for the state `after`; `names` leads to new ids."""

    def __init__(self, before: Submission, after: Submission) -> None:
        self._before = before
        self._after = after

    def text(
        self, text: str, binding: Binding | None, names: Mapping[str, str]
    ) -> tuple[str, Binding | None]:
        """A text that was read and its binding, as they must be now."""
        if binding is None:
            return text, None
        node = names.get(binding.node, binding.node)
        if not self._after.holds(node) or not self._before.holds(binding.node):
            return "", None  # a step of the plan, say, that is no more or that a clone lacks
        old = placeholder_values(binding.template, self._before, binding.node)
        new = placeholder_values(binding.template, self._after, node)
        return rewrite(text, binding.template, old, new), replace(binding, node=node)

    def cell(self, cell: Cell, names: Mapping[str, str]) -> Cell:
        """The cell as it must be, its binding led to the new node."""
        text, binding = self.text(cell.text, cell.binding, names)
        if cell.continues:
            text = cell.text
        if text == cell.text and binding == cell.binding:
            return cell
        return replace(cell, text=text, binding=binding)

    def begun(self, cell: Cell) -> Cell:
        """A cell that went on with the one above it, showing what it is bound to itself."""
        text = cell.text
        if cell.binding and self._after.holds(cell.binding.node):
            template = cell.binding.template
            text = fill_template(
                template, placeholder_values(template, self._after, cell.binding.node)
            )
        return replace(cell, text=text, continues=False)

    def is_silent(self, cell: Cell) -> bool:
        """Whether the cell was blank though what it is bound to was not: a level said above."""
        binding = cell.binding
        if cell.text.strip() or binding is None or not self._before.holds(binding.node):
            return False
        said = placeholder_values(binding.template, self._before, binding.node)
        return any(text.strip() for text in said.values())

    def number(self, node_id: str) -> int:
        """The position of a node among its siblings, which `{#}` shows."""
        return place_of(self._after, node_id)[2]

    def row(self, row: Row, names: Mapping[str, str]) -> Row:
        """A row that shows no node of its own."""
        cells = tuple(self.cell(cell, names) for cell in row.cells)
        return row if cells == row.cells else replace(row, cells=cells)

    def fresh(self, cell: Cell, node: Node, template: str) -> Cell:
        """A cell of a model row that showed nothing there, showing the node by a template."""
        values = placeholder_values(template, self._after, node.id)
        text = fill_template(template, values)
        return replace(cell, text=text, binding=Binding(node.id, template))
