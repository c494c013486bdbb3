# SPDX-License-Identifier: MulanPSL-2.0
"""The header of a table of indicators: which field stands in which column.

Titles may be missing 指标, come in another order, be split over two rows (F5), or name two halves,
long-term on the left and the year on the right (F1, and the Wuhan form of F14).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.layouts.labels import extra_label, fold_label, unused_label
from fuyi_editor.layouts.titles import titles_at
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.labels import Labels
    from fuyi_editor.page.document import Cell, Row

LEVELS = ("group", "kind")
MID = "mid."

_HALF = re.compile(r"\((?:长期|中期|实施期|总体|年度|当年)\)")
_PAIR = {"name", "value"}


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """`rows` is the number of rows that the titles take, `columns` the field of each column."""

    rows: int
    columns: dict[int, str]


def indicator_header(rows: Sequence[Row], index: int, labels: Labels) -> IndicatorHeader | None:
    """The header that begins at that row, None if the row titles no indicators."""
    row = rows[index]
    titles = [cell for cell in row.cells if not cell.continues and cell.text.strip()]
    found = [labels.columns.get(_fold(cell)) for cell in titles]
    known = {field for field in found if field}
    # Two titles are enough where there is nothing else: 关键指标 | 预期实现值 (F11).
    if not known >= _PAIR or (len(known) < 3 and len(known) < len(titles)):
        return None
    joined = titles_at(rows, index)
    return IndicatorHeader(joined.rows, _columns(list(joined.cells), rows[index + 1 :], labels))


def _fold(cell: Cell) -> str:
    return fold_label(_HALF.sub("", to_half_width(cell.text)))


def _columns(cells: list[Cell], below: Sequence[Row], labels: Labels) -> dict[int, str]:
    fields = _by_rank(cells, labels)
    halves = [field for field in fields if field in _PAIR]
    if halves.count("name") == 2 and halves.count("value") == 2:
        fields = _in_halves(cells, fields)
    if {"value.sign", "value.unit"} & set(fields):
        fields = ["value.number" if field == "value" else field for field in fields]
    columns: dict[int, str] = {}
    for cell, field in zip(cells, fields, strict=True):
        title = extra_label(cell.text)
        if field and field not in columns.values():
            columns[cell.column] = field
        elif title and not _is_frame(cell, below):
            used = {name.removeprefix("extra.") for name in columns.values()}
            columns[cell.column] = f"extra.{unused_label(title, used)}"
    return columns


def _by_rank(cells: list[Cell], labels: Labels) -> list[str | None]:
    """The field of each title. 绩效指标 is the name only where no 三级指标 is (F10)."""
    folded = [_fold(cell) for cell in cells]
    fields = [labels.columns.get(text) for text in folded]
    ranks = labels.columns_in_order
    best: dict[str, int] = {}
    for text, field in zip(folded, fields, strict=True):
        if field:
            best[field] = min(best.get(field, ranks[text]), ranks[text])
    counts = {field: fields.count(field) for field in best}
    return [
        None if field == "name" and counts["name"] > 1 and ranks[text] > best["name"] else field
        for text, field in zip(folded, fields, strict=True)
    ]


def _in_halves(cells: list[Cell], fields: list[str | None]) -> list[str | None]:
    """The first of each pair is the long-term one, unless the titles say it otherwise."""
    seen: set[str] = set()
    found: list[str | None] = []
    for cell, field in zip(cells, fields, strict=True):
        first = field not in seen and fields.count(field) == 2
        said = _HALF.search(to_half_width(cell.text))
        mid = first if said is None else said[0] not in ("(年度)", "(当年)")
        found.append(MID + field if field and field != "group" and mid else field)
        seen.add(field or "")
    return found


def _is_frame(cell: Cell, below: Sequence[Row]) -> bool:
    """Whether the title reaches down beside the rows: 绩效指标 to their left (F1, F10)."""
    under = below[0].cell_at(cell.column) if below else None
    return under is not None and under.continues and under.column == cell.column
