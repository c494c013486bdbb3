# SPDX-License-Identifier: MulanPSL-2.0
"""How a row of a table in an old Word file is cut into cells: edges, merges, borders, height."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.sprms import signed, sprms, unsigned
from fuyi_editor.page.document import Align, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CELLS = 512
"""Word itself has 63 in a row."""
_CELL_SIZE, _BORDER_OLD, _BORDER = 20, 4, 8
_DEFAULT_WIDTH = 1440
_MERGED_ON = 2
_MERGES_DOWN, _RESTARTS_DOWN = 0x20, 0x40
_VERTICAL = {1: VerticalAlign.CENTER, 2: VerticalAlign.BOTTOM}
_ROW_ALIGN = {1: Align.CENTER, 2: Align.RIGHT}
_SIDES = ("top", "left", "bottom", "right")
_TABLE_SIDES = (*_SIDES, "insideH", "insideV")


@dataclass(slots=True)
class CellLayout:
    """A cell of a row; `borders` are its own lines, by side, where it says anything of them."""

    continues_left: bool = False
    merges: bool = False
    """Whether it is part of a vertical merge, which `restarts` here or goes on from above."""
    restarts: bool = False
    vertical: VerticalAlign = VerticalAlign.TOP
    borders: dict[str, bool] = field(default_factory=dict[str, bool])


@dataclass(slots=True)
class RowLayout:
    """A row; `edges` are those of its cells in twips, one more than there are cells."""

    edges: list[int] = field(default_factory=lambda: [0])
    cells: list[CellLayout] = field(default_factory=list[CellLayout])
    gap: int = 0
    height: int = 0
    header: bool = False
    can_split: bool = True
    align: Align = Align.LEFT
    borders: dict[str, bool] = field(default_factory=dict[str, bool])


def read_row(modifiers: bytes, count: int) -> RowLayout:
    """The layout of a row in whose text `count` cells end."""
    row = RowLayout()
    for code, operand in sprms(modifiers):
        if code in _CHANGES:
            _CHANGES[code](row, operand)
    for _ in range(count - len(row.cells)):
        row.cells.append(CellLayout())
        row.edges.append(row.edges[-1] + _DEFAULT_WIDTH)
    return row


def _define(row: RowLayout, operand: bytes) -> None:
    """TDefTableOperand ([MS-DOC] §2.9.326)."""
    count = operand[0] if operand else 0
    start = 1 + 2 * (count + 1)
    if not count or len(operand) < start:
        return
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    # Edges that run backwards would make a cell of no width.
    row.edges = [max(edges[: at + 1]) for at in range(count + 1)]
    layouts = (operand[start + _CELL_SIZE * at :][:_CELL_SIZE] for at in range(count))
    row.cells = [_read_cell(layout) for layout in layouts]


def _read_cell(layout: bytes) -> CellLayout:
    """A TC80 (§2.9.320); a row may leave out those of its last cells."""
    if len(layout) < _CELL_SIZE:
        return CellLayout()
    flags = unsigned(layout[:2])
    return CellLayout(
        continues_left=bool(flags & _MERGED_ON),
        merges=bool(flags & _MERGES_DOWN),
        restarts=bool(flags & _RESTARTS_DOWN),
        vertical=_VERTICAL.get(flags >> 7 & 3, VerticalAlign.TOP),
        borders=_cell_borders(layout[4:]),
    )


def _cell_borders(lines: bytes) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for at, side in enumerate(_SIDES):
        line = lines[_BORDER_OLD * at :][:_BORDER_OLD]
        # All zero says nothing, so that the lines of the table hold; all ones is no line.
        if any(line):
            found[side] = _is_line(line)
    return found


def _table_borders(size: int) -> Callable[[RowLayout, bytes], None]:
    def change(row: RowLayout, operand: bytes) -> None:
        for at, side in enumerate(_TABLE_SIDES):
            line = operand[size * at :][:size]
            if len(line) == size:
                row.borders[side] = _is_line(line)

    return change


def _is_line(line: bytes) -> bool:
    """Whether a BRC80 or a BRC (§2.9.17, §2.9.16) draws anything; its kind follows its width."""
    kind = line[1] if len(line) == _BORDER_OLD else line[5]
    return kind not in (0, 0xFF)


def _set_border(size: int) -> Callable[[RowLayout, bytes], None]:
    def change(row: RowLayout, operand: bytes) -> None:
        if len(operand) < 3 + size:
            return
        first, limit, sides = operand[:3]
        for cell in row.cells[first:limit]:
            for at, side in enumerate(_SIDES):
                if sides >> at & 1:
                    cell.borders[side] = _is_line(operand[3 : 3 + size])

    return change


def _insert(row: RowLayout, operand: bytes) -> None:
    first, count, width = struct.unpack("<BBH", operand)
    first = min(first, len(row.cells))
    if len(row.cells) + count > MAX_CELLS:
        return
    row.cells[first:first] = [CellLayout() for _ in range(count)]
    start = row.edges[first]
    moved = [edge + count * width for edge in row.edges[first + 1 :]]
    row.edges[first + 1 :] = [start + width * (at + 1) for at in range(count)] + moved


def _delete(row: RowLayout, operand: bytes) -> None:
    first, limit = operand
    limit = min(limit, len(row.cells))
    if first < limit:
        gone = row.edges[limit] - row.edges[first]
        del row.cells[first:limit]
        row.edges[first + 1 :] = [edge - gone for edge in row.edges[limit + 1 :]]


def _set_width(row: RowLayout, operand: bytes) -> None:
    first, limit, width = struct.unpack("<BBH", operand)
    for at in range(first, min(limit, len(row.cells))):
        change = width - (row.edges[at + 1] - row.edges[at])
        row.edges[at + 1 :] = [edge + change for edge in row.edges[at + 1 :]]


def _merge(row: RowLayout, operand: bytes) -> None:
    for cell in row.cells[operand[0] + 1 : operand[1]]:
        cell.continues_left = True


def _split(row: RowLayout, operand: bytes) -> None:
    for cell in row.cells[operand[0] : operand[1]]:
        cell.continues_left = False


def _merge_down(row: RowLayout, operand: bytes) -> None:
    if len(operand) == 2 and operand[0] < len(row.cells):
        cell = row.cells[operand[0]]
        cell.merges, cell.restarts = bool(operand[1] & 1), bool(operand[1] & 2)


def _align_down(row: RowLayout, operand: bytes) -> None:
    if len(operand) == 3:
        for cell in row.cells[operand[0] : operand[1]]:
            cell.vertical = _VERTICAL.get(operand[2], VerticalAlign.TOP)


def _shift(row: RowLayout, operand: bytes) -> None:
    """The text of the row begins there; its first edge stands half a gap to the left of it."""
    change = signed(operand) - row.gap - row.edges[0]
    row.edges = [edge + change for edge in row.edges]


def _set_gap(row: RowLayout, operand: bytes) -> None:
    row.gap = signed(operand)


def _set_height(row: RowLayout, operand: bytes) -> None:
    row.height = abs(signed(operand))


def _set_header(row: RowLayout, operand: bytes) -> None:
    row.header = bool(operand[0])


def _forbid_split(row: RowLayout, operand: bytes) -> None:
    row.can_split = not operand[0]


def _set_align(row: RowLayout, operand: bytes) -> None:
    row.align = _ROW_ALIGN.get(operand[0], Align.LEFT)


_CHANGES: dict[int, Callable[[RowLayout, bytes], None]] = {
    sprm.DEFINE_ROW: _define,
    sprm.ROW_LEFT: _shift,
    sprm.ROW_GAP: _set_gap,
    sprm.ROW_HEIGHT: _set_height,
    sprm.HEADER_ROW: _set_header,
    sprm.CANNOT_SPLIT: _forbid_split,
    sprm.CANNOT_SPLIT_90: _forbid_split,
    sprm.ROW_ALIGN: _set_align,
    sprm.ROW_ALIGN_90: _set_align,
    sprm.ROW_BORDERS_80: _table_borders(_BORDER_OLD),
    sprm.ROW_BORDERS: _table_borders(_BORDER),
    sprm.CELL_BORDER_80: _set_border(_BORDER_OLD),
    sprm.CELL_BORDER: _set_border(_BORDER),
    sprm.INSERT_CELLS: _insert,
    sprm.DELETE_CELLS: _delete,
    sprm.CELL_WIDTH: _set_width,
    sprm.MERGE: _merge,
    sprm.SPLIT: _split,
    sprm.VERTICAL_MERGE: _merge_down,
    sprm.VERTICAL_ALIGN: _align_down,
}
