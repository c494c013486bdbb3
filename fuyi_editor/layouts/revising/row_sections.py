# SPDX-License-Identifier: MulanPSL-2.0
"""The parts of a grid whose rows repeat over the children of a node, titles without rows included.

The same children may have several such parts: in two grids, or in one with tasks in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.indicator_columns import MID
from fuyi_editor.layouts.reading.stretches import stretch_at
from fuyi_editor.model.nodes import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.layouts.reading.stretches import Stretch
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Grid, Row

MIDTERM = "midterm"
"""The slot of the indicators of a 中期 half that has rows of its own."""

_INDICATORS = ("indicators", MIDTERM)


@dataclass(frozen=True, slots=True)
class Section:
    """Rows `start` to before `end` repeat over the nodes of `slot`, other rows may be among them.

    Without any such row both are where they would come; `header` is then the row of titles.
    """

    slot: str
    start: int
    end: int
    header: int | None = None
    columns: dict[int, str] = field(default_factory=dict[int, str])

    @property
    def is_empty(self) -> bool:
        """Whether there are titles only."""
        return self.start == self.end


def titles_of(grid: Grid, labels: Labels) -> dict[int, Stretch]:
    """The rows in which titles of indicators, tasks or projects begin."""
    found = ((index, stretch_at(grid.rows, index, labels)) for index in range(len(grid.rows)))
    return {index: titles for index, titles in found if titles is not None}


def has_halves(titles: dict[int, Stretch]) -> bool:
    """Whether 中期 and 年度 stand beside each other under the titles (F1)."""
    return any(name.startswith(MID) for part in titles.values() for name in part.columns.values())


def sections_of(
    rows: Sequence[Row], titles: dict[int, Stretch], owner: Node, *, halves: bool
) -> list[Section]:
    """The repeated parts from top to bottom."""
    found: list[Section] = []
    for index, row in enumerate(rows):
        slot = _slot(row.node, owner, halves=halves) if row.node else ""
        if slot:
            _take_row(found, slot, index)
        elif (begun := titles.get(index)) and begun.kind in owner.slots:
            _take_titles(found, begun)
    return found


def _take_row(found: list[Section], slot: str, index: int) -> None:
    last = found[-1] if found else None
    kin = last is not None and (slot == last.slot or {slot, last.slot} <= set(_INDICATORS))
    if last is not None and last.is_empty and kin:
        found[-1] = replace(last, slot=slot, start=index, end=index + 1)
    elif last is not None and last.slot == slot:
        found[-1] = replace(last, end=index + 1)
    else:
        found.append(Section(slot, index, index + 1, columns=last.columns if last and kin else {}))


def _take_titles(found: list[Section], begun: Stretch) -> None:
    """Titles printed again after a page break begin nothing new."""
    last = found[-1] if found else None
    same_kind = last is not None and (begun.kind == last.slot or begun.kind in _INDICATORS)
    if last is not None and same_kind and last.columns == begun.columns:
        return
    end = begun.start + begun.header
    found.append(Section(begun.kind, end, end, begun.start, begun.columns))


def _slot(node_id: str, owner: Node, *, halves: bool) -> str:
    """The slot of `owner` whose node a row shows; 中期 has rows of its own unless it is a half."""
    if node_id not in owner.places:
        return ""
    slot = owner.places[node_id][0]
    if isinstance(owner.find(node_id), Indicator):
        of_midterm = slot == MIDTERM and not halves
        return MIDTERM if of_midterm else "indicators" if slot in _INDICATORS else ""
    return "projects" if slot == "subtotals" else slot
