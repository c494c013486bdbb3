# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of pasted text as a grid: which empty cells are merged, which rows lost their first cells.

Text has no merges. A row without a first cell continues the one above; in a tree of indicators
(一级指标 | 二级指标 | 三级指标 …) so do the empty cells before the leaf, and a row whose name of an
indicator stands among the levels has lost cells on its left. All else stays as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.grid_making import Piece, check_size, make_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.text.rows import TextRow
    from fuyi_editor.page.document import Grid

_LEVELS = ("一级指标", "二级指标", "三级指标")
_LEVEL = "指标"
_VALUE = re.compile(r"[\d≥≤<>＜＞=＝]")


@dataclass(frozen=True, slots=True)
class _Tree:
    """The columns of the indicator table that the rows are in; `label` stands on its left."""

    first: int
    leaf: int
    width: int
    label: str


@dataclass(slots=True)
class _Slot:
    """A cell of a row in the making."""

    text: str
    span: int = 1
    continues: bool = False


def text_grid(rows: Sequence[TextRow]) -> Grid | None:
    """The grid of these rows; None when there is nothing in them."""
    width = max(len(row.cells) for row in rows)
    check_size(width * len(rows))
    slots: list[list[_Slot]] = []
    tree: _Tree | None = None
    below_header = False
    for row in rows:
        headed = _headed_tree(row.cells)
        cells = _mended(row, tree) if tree and not headed else row.cells
        made = _spread(cells, width, exact=row.exact)
        if slots:
            _continue(made, slots[-1], _depth(tree, headed, below_header=below_header))
        # Below a first row full of headings an empty first cell is only empty.
        if len(slots) == 1 and width > 2 and tree is None and rows[0].filled == width:
            made[0].continues = False
        slots.append(made)
        tree, below_header = headed or tree, headed is not None
    headers = frozenset(number for number, row in enumerate(rows) if row.header)
    return make_grid(_pieces(slots), headers=headers)


def _headed_tree(cells: Sequence[str]) -> _Tree | None:
    """The tree whose columns this row heads, if it does."""
    folded = ["".join(cell.split()) for cell in cells]
    one, two, three = (folded.index(name) if name in folded else -1 for name in _LEVELS)
    if one < 0 or two < one:
        return None
    leaf = three if three > two else two + 1
    return _Tree(one, leaf, len(cells), folded[0] if one else "")


def _depth(tree: _Tree | None, headed: _Tree | None, *, below_header: bool) -> int:
    """How many columns from the left may continue the row above."""
    if headed:
        return 1 if headed.first else 0
    if tree is None:
        return 1
    # The names of the columns themselves do not reach down.
    return tree.first if below_header else tree.leaf


def _mended(row: TextRow, tree: _Tree) -> tuple[str, ...]:
    """A row of indicators with the empty cells on its left that were lost."""
    cells = row.cells + ("",) * (tree.width - len(row.cells))
    if tree.label and cells[0] == tree.label:
        # The label is printed again where a page begins.
        cells = ("", *cells[1:])
    if row.exact or len(cells) > tree.width or _fits(cells, tree):
        return cells
    for lost in range(1, tree.leaf + 1):
        if cells[-lost]:
            break
        moved = ("",) * lost + cells[:-lost]
        if _fits(moved, tree) and any(_VALUE.search(cell) for cell in moved[tree.leaf + 1 :]):
            return moved
    return cells


def _fits(cells: Sequence[str], tree: _Tree) -> bool:
    """Whether the upper levels hold nothing but names of kinds, and the leaf a name."""
    levels = cells[tree.first : tree.leaf]
    return bool(cells[tree.leaf]) and all(not cell or cell.endswith(_LEVEL) for cell in levels)


def _spread(cells: Sequence[str], width: int, *, exact: bool) -> list[_Slot]:
    """The cells over the whole width: the last one wide where that is what was meant."""
    slots = [_Slot(cell) for cell in cells]
    missing = width - len(slots)
    if exact or len(slots) < 3:
        slots[-1].span += missing
        return slots
    return slots + [_Slot("") for _ in range(missing)]


def _continue(row: list[_Slot], above: list[_Slot], depth: int) -> None:
    """Let the empty cells at the start of the row continue those above."""
    if not any(slot.text for slot in row):
        return
    for slot, upper in zip(row[:depth], above, strict=False):
        if slot.text or slot.span > 1 or upper.span > 1:
            return
        slot.continues = True


def _pieces(slots: list[list[_Slot]]) -> list[list[Piece]]:
    """The slots as pieces: one that continues is part of the piece above it."""
    return [
        [
            Piece(slot.text, slot.span, _row_span(slots, number, column))
            for column, slot in enumerate(row)
            if not slot.continues
        ]
        for number, row in enumerate(slots)
    ]


def _row_span(slots: list[list[_Slot]], number: int, column: int) -> int:
    span = 1
    for row in slots[number + 1 :]:
        if column >= len(row) or not row[column].continues:
            break
        span += 1
    return span
