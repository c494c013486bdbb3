# SPDX-License-Identifier: MulanPSL-2.0
"""What a layout file may say wrongly in the right form: fields, styles, rows that do not fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.field_names import SLOT_TYPES, known_names, shows_text
from fuyi_editor.layouts.definition.template import placeholders, split_scope
from fuyi_editor.layouts.definition.words import Location, did_you_mean
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Project,
    Report,
    SpendingStep,
    Submission,
    Subtotal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.layouts.definition.layout import CellData, Layout, PartData, RowData
    from fuyi_editor.model.node import Node

Complaint = tuple[Location, str]

_SECTIONS: dict[str, type[Node]] = {
    "book": Submission, "department": Department, "projects_heading": Submission,
    "projects": Submission, "project": Project, "report": Report,
}  # fmt: skip
_SCOPED: dict[str, type[Node]] = {
    "book": Submission, "midterm": Midterm, "mid": Indicator, "mid.kind": IndicatorKind,
    "group": IndicatorGroup, "kind": IndicatorKind,
}  # fmt: skip
_LONGEST_SIDE = 2000.0  # mm; more is a slip of the pen and would take for ever to paint


def complaints(layout: Layout) -> Iterator[Complaint]:
    """Everything that is wrong, in the order of the file."""
    yield from _page(layout)
    for section, owner in _SECTIONS.items():
        parts: tuple[PartData, ...] = getattr(layout, section)
        for number, part in enumerate(parts):
            yield from _PartChecker(layout, (section, number), owner).check(part)


def _page(layout: Layout) -> Iterator[Complaint]:
    page = layout.page
    for name, value in page.model_dump().items():
        if isinstance(value, float) and not 0 <= value <= _LONGEST_SIDE:
            yield ("page", name), f"{value:g} 毫米不是合适的长度"
            return
    if page.width - page.left - page.right < 10 or page.height - page.top - page.bottom < 10:
        yield ("page",), "页边距太大，纸上没有地方了"
    for name, style in layout.styles.items():
        for key, value in style.model_dump(include={"size", "line_pitch"}).items():
            if value is not None and not 0 < value <= 300:
                yield ("styles", name, key), f"{value:g} 磅不是合适的大小"


class _PartChecker:
    """Checks one part at a place of the file; `owner` is what its fields are of."""

    def __init__(self, layout: Layout, at: Location, owner: type[Node]) -> None:
        self._layout = layout
        self._at = at
        self._owner = owner

    def check(self, part: PartData) -> Iterator[Complaint]:
        owner = self._owner
        if part.each:
            child = SLOT_TYPES.get((owner, part.each))
            if child is None:
                yield (*self._at, "each"), self._no_slot(owner, part.each)
                return
            owner = child
        yield from self._style(part.style, self._at)
        if part.grid:
            yield from self._grid(part, owner)
        yield from self._fields(part.paragraph or "", owner, self._at)
        for number, below in enumerate(part.parts):
            place = (*self._at, "parts", number)
            yield from _PartChecker(self._layout, place, owner).check(below)

    def _no_slot(self, owner: type[Node], slot: str) -> str:
        hint = did_you_mean(slot, [name for kind, name in SLOT_TYPES if kind is owner], "{}")
        return f"each 里没有“{slot}”可以逐条列出{hint}"

    def _style(self, name: str, at: Location) -> Iterator[Complaint]:
        styles = self._layout.styles
        if name not in styles and name not in ("text", "body"):
            hint = did_you_mean(name, styles, "{}")
            yield at, f"[styles] 里没有名为“{name}”的样式{hint}"

    def _fields(self, template: str, owner: type[Node], at: Location) -> Iterator[Complaint]:
        scope, own = split_scope(template)
        owner = _SCOPED.get(scope, owner)
        for name in placeholders(own):
            if not name.startswith("#") and not shows_text(owner, name):
                full = f"{scope}.{name}" if scope else name
                shape = "{" + f"{scope}.{{}}".lstrip(".") + "}"
                hint = did_you_mean(name, known_names(owner), shape)
                yield at, f"没有 {{{full}}} 这个字段{hint}，请改正"

    def _grid(self, part: PartData, owner: type[Node]) -> Iterator[Complaint]:
        if any(not 0 < width <= _LONGEST_SIDE or math.isnan(width) for width in part.grid):
            yield (*self._at, "grid"), "列宽都应当是大于 0 的毫米数"
            return
        fit = True
        for number, row in enumerate(part.rows):
            at = (*self._at, "rows", number)
            for complaint in self._row(row, owner, at):
                fit = fit and complaint[0][-1] != "each"
                yield complaint
        if fit:
            yield from self._covered(part)

    def _row(self, row: RowData, owner: type[Node], at: Location) -> Iterator[Complaint]:
        if row.each:
            child = SLOT_TYPES.get((owner, row.each))
            if child is None:
                yield (*at, "each"), self._no_slot(owner, row.each)
                return
            # A row of `indicators` is about a 三级 indicator, not about the 一级 of the slot.
            owner = Indicator if row.each == "indicators" else child
        for slot, cells, kind in (
            ("cells", row.cells, owner),
            ("subtotal", row.subtotal, Subtotal),
        ):
            for number, cell in enumerate(cells):
                yield from self._cell(cell, kind, (*at, slot, number))

    def _cell(self, cell: CellData, owner: type[Node], at: Location) -> Iterator[Complaint]:
        if cell.across < 1 or cell.down < 1:
            yield at, "across 和 down 至少是 1"
        if cell.step:
            owner = SpendingStep
            if not 0 < cell.step <= len(self._layout.spending_plan):
                count = len(self._layout.spending_plan)
                yield at, f"step = {cell.step}，而 spending_plan 里只有 {count} 个时点"
        yield from self._style(cell.style, at)
        yield from self._fields(cell.text, owner, at)

    def _covered(self, part: PartData) -> Iterator[Complaint]:
        """Rows whose cells, with those that reach down to them, do not fill the columns."""
        reach: dict[int, tuple[int, int]] = {}  # column → entries still covered, columns covered
        for number, row in enumerate(part.rows):
            at = (*self._at, "rows", number)
            for cells in (row.cells, row.subtotal) if row.subtotal else (row.cells,):
                if what := _misfit(cells, reach, len(part.grid)):
                    yield at, what
                    return
            begun = {c: (cell.down - 1, cell.across) for c, cell in part.placed[number]}
            reach = {c: (left - 1, span) for c, (left, span) in reach.items()} | begun
            reach = {c: (left, span) for c, (left, span) in reach.items() if left > 0}
        if reach:
            yield (*self._at, "rows", len(part.rows) - 1), "有格子向下跨到了表外，请改小它的 down"


def _misfit(cells: Iterable[CellData], reach: dict[int, tuple[int, int]], width: int) -> str:
    """What is wrong with a row into which the cells of `reach` come down from above."""
    filled = sum(span for _, span in reach.values()) + sum(cell.across for cell in cells)
    if filled != width:
        fewer = filled < width
        return (
            f"这一行的格子连同上面跨下来的占 {filled} 列，而表有 {width} 列；"
            f"请看是不是{'少' if fewer else '多'}写了一格，或者 across、down 写错了"
        )
    column = 0
    for cell in cells:
        while column in reach:
            column += reach[column][1]
        if any(column < c < column + cell.across for c in reach):
            return "有一格横跨到了上面跨下来的格子里，请改 across，或者换一下格子的次序"
        column += cell.across
    return ""
