# SPDX-License-Identifier: MulanPSL-2.0
"""The header of a table of indicators: which field stands in which column.

Titles may be missing 指标, come in another order, be split over two rows (F5), or name two halves,
long-term on the left and the year on the right (F1, and the Wuhan form of F14).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import extra_label, fold_label, unused_label
from fuyi_editor.layouts.reading.said_lines import is_signature
from fuyi_editor.layouts.reading.titles import titles_at
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.page.document import Cell, Row

LEVELS = ("group", "kind")
MID = "mid."

_YEAR = re.compile(r"^20\d\d年度?(?=.*值$)")
# Of a title that no form is known to have: 年度预期绩效目标值, 评价标准.
_SAYS_VALUE = re.compile(r"值|标准|目标|要求")
_HALF = re.compile(r"\((?:长期|中期|实施期|总体|年度|当年)\)")
_PAIR = {"name", "value"}
_SIGN = re.compile(r"^(?:[≥≤＞＜>＝=<≧≦]{1,2}|定性|定量)$")
# What stands under 指标值 where its sign, its unit or both have columns of their own.
_FIGURES = {
    frozenset({"value.sign", "value.unit"}): "value.number",
    frozenset({"value.sign"}): "value.measured",
    frozenset({"value.unit"}): "value.signed",
}


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """`rows` is the number of rows that the titles take, `columns` the field of each column."""

    rows: int
    columns: dict[int, str]


def indicator_header(rows: Sequence[Row], index: int, labels: Labels) -> IndicatorHeader | None:
    """The header that begins at that row, None if the row titles no indicators."""
    row = rows[index]
    titles = [cell for cell in row.cells if not cell.continues and cell.text.strip()]
    known = {field for field in _fields(titles, labels) if field}
    # Two titles are enough where there is nothing else: 关键指标 | 预期实现值 (F11).
    if not known >= _PAIR or (len(known) < 3 and len(known) < len(titles)):
        return None
    joined = titles_at(rows, index)
    below = rows[index + joined.rows :]
    columns = _columns(list(joined.cells), below, labels)
    # A title that goes on as a frame beside the rows titles nothing after all.
    told = {field.removeprefix(MID).partition(".")[0] for field in columns.values()}
    return IndicatorHeader(joined.rows, columns) if told >= _PAIR else None


def _fold(cell: Cell) -> str:
    return _YEAR.sub("", fold_label(_HALF.sub("", to_half_width(cell.text))))


def _fields(titles: Sequence[Cell], labels: Labels) -> list[str | None]:
    """The field of each title; behind three titled levels another may say 值 in any words."""
    folded = [_fold(cell) for cell in titles]
    fields = [labels.columns.get(text) for text in folded]
    told = {field for field in fields if field}
    if told >= {*LEVELS, "name"} and not any(field.startswith("value") for field in told):
        start = fields.index("name") + 1
        for place, text in enumerate(folded[start:], start):
            if fields[place] is None and _SAYS_VALUE.search(text):
                fields[place] = "value"
                break
    return fields


def _columns(cells: list[Cell], below: Sequence[Row], labels: Labels) -> dict[int, str]:
    fields = _by_rank(cells, below, labels)
    halves = [field for field in fields if field in _PAIR]
    if halves.count("name") == 2 and halves.count("value") == 2:
        fields = _in_halves(cells, fields)
    figure = _FIGURES.get(frozenset({"value.sign", "value.unit"} & {f or "" for f in fields}))
    if figure:
        fields = [figure if field == "value" else field for field in fields]
    columns: dict[int, str] = {}
    for cell, field in zip(cells, fields, strict=True):
        if field == "value" and field not in columns.values():
            columns |= _value_columns(cell, below)
            continue
        title = extra_label(cell.text)
        if field and field not in columns.values():
            columns[cell.column] = field
        elif title and not _is_frame(cell, below):
            used = {name.removeprefix("extra.") for name in columns.values()}
            columns[cell.column] = f"extra.{unused_label(title, used)}"
    return columns


def _value_columns(title: Cell, below: Sequence[Row]) -> dict[int, str]:
    """The columns under 指标值, which may stand over two: `≥ | 5场`, or `5 | 场`."""
    first, second = title.column, title.column + 1
    if title.column_span != 2:
        return {first: "value"}
    rows = list(takewhile(lambda row: _splits_at(row, first), below))
    left, right = ({_text_at(row, column) for row in rows} - {""} for column in (first, second))
    if left and all(_SIGN.match(text) for text in left):
        return {first: "value.sign", second: "value.measured"}
    if right and not any(re.search(r"\d", text) for text in right):
        return {first: "value.signed", second: "value.unit"}
    return {first: "value"}


def _splits_at(row: Row, column: int) -> bool:
    """Whether a row below the titles has a cell for that column alone, and asks for no name."""
    cell = row.cell_at(column)
    own = cell is not None and cell.column == column and cell.column_span == 1
    return own and not any(is_signature(cell.text) for cell in row.cells[:1])


def _text_at(row: Row, column: int) -> str:
    cell = row.cell_at(column)
    return "" if cell is None or cell.continues else cell.text.strip()


def _by_rank(cells: list[Cell], below: Sequence[Row], labels: Labels) -> list[str | None]:
    """The field of each title. 绩效指标 is the name only where no 三级指标 is (F10)."""
    folded = [_fold(cell) for cell in cells]
    fields = [
        None if _is_frame(cell, below) else field
        for cell, field in zip(cells, _fields(cells, labels), strict=True)
    ]
    ranks = labels.columns_in_order
    told = list(zip(folded, fields, strict=True))
    best = min((ranks[text] for text, field in told if field == "name"), default=0)
    return [None if field == "name" and ranks[text] > best else field for text, field in told]


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
