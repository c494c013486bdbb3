# SPDX-License-Identifier: MulanPSL-2.0
"""The table of indicators: its columns found by their titles, its rows read into the tree.

A column's field may say of which half it is (`mid.name`, F1), of a level (`group`, `kind`), or of a
value printed in several columns (`value.sign`, `value.number`, `value.unit`; see `VALUE_PARTS`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.indicator_columns import LEVELS, MID, indicator_header
from fuyi_editor.layouts.reading.indicator_tree import IndicatorTree, Level
from fuyi_editor.layouts.reading.labels import fold_label
from fuyi_editor.layouts.reading.said_lines import is_signature
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup
from fuyi_editor.model.value import IndicatorValue, joined_value
from fuyi_editor.page.document import Binding, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.reading.labels import Labels

# 「产出指标(50分)」: the weight of a 一级 stands in its label (F4 as Anhui prints it).
_WEIGHT = re.compile(r"^(.+?)\s*([（(])\s*(\d+(?:\.\d+)?)\s*(分?)\s*([）)])$", re.DOTALL)
_VALUE = "value."
_APART = {"value.sign": "计算符号", "value.unit": "计量单位"}
_FIGURES = ("value.number", "value.signed", "value.measured")


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The rows of a grid below its indicator header, read: bound rows and the trees.

    `mid` is the tree of the left half; `unread` are the cells with text that stand under no title.
    """

    rows: tuple[Row, ...]
    groups: tuple[IndicatorGroup, ...]
    mid: tuple[IndicatorGroup, ...]
    unread: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An indicator of one half of a row, and where it hangs."""

    indicator: Indicator
    level: Level


def read_indicator_rows(
    columns: dict[int, str],
    rows: Sequence[Row],
    labels: Labels,
    groups: tuple[IndicatorGroup, ...] = (),
    mid: tuple[IndicatorGroup, ...] = (),
) -> IndicatorTable:
    """Read rows under a header of those columns. `groups`, `mid` are of an earlier part of it.

    A merged or blank level cell means the level of the row above (F7, F8).
    """
    reader = _RowReader(columns, groups, mid)
    bound: list[Row] = []
    unread: list[Cell] = []
    titles = _title_rows(rows, labels)
    content = [i not in titles and not is_remark(row, columns) for i, row in enumerate(rows)]
    ended = _ended_halves(
        [row for row, is_row in zip(rows, content, strict=True) if is_row], columns
    )
    for index, row in enumerate(rows):
        if content[index]:
            row = reader.read(row, ended.pop(0))
            unread += [c for c in row.cells if _unread(c, labels)]
        elif index not in titles:
            unread += [c for c in row.cells if not c.continues and c.text.strip()]
        bound.append(row)
    return IndicatorTable(tuple(bound), reader.own.groups, reader.mid.groups, tuple(unread))


def _title_rows(rows: Sequence[Row], labels: Labels) -> set[int]:
    """The rows of titles that are printed again after a page break; they may be two each (F5)."""
    found = set[int]()
    for index in range(len(rows)):
        if index not in found and (header := indicator_header(rows, index, labels)):
            found.update(range(index, index + header.rows))
    return found


def _ended_halves(rows: Sequence[Row], columns: dict[int, str]) -> list[frozenset[str]]:
    """For each row the halves that are blank from there on to the end of the 一级 (F1).

    The longer half goes on alone; a blank above a later indicator is a blank indicator.
    """
    if not any(field.startswith(MID) for field in columns.values()):
        return [frozenset()] * len(rows)
    ended: list[frozenset[str]] = []
    going_on = set[str]()
    for row in reversed(rows):
        texts = {field: _text(row, column, field) for column, field in columns.items()}
        going_on |= {_half(f) for f, text in texts.items() if f != "group" and text.strip()}
        ended.append(frozenset({"", MID} - going_on))
        if texts.get("group", "").strip():
            going_on = set[str]()
    return ended[::-1]


def _unread(cell: Cell, labels: Labels) -> bool:
    """Whether a cell of an indicator's row says something that no field took, and is no label."""
    if cell.binding or cell.continues or not cell.text.strip():
        return False
    folded = fold_label(cell.text)
    return folded not in labels.captions and folded not in labels.columns


def is_remark(row: Row, columns: dict[int, str]) -> bool:
    """Whether a row is none of an indicator: 备注：…, 填表人：… below the rows.

    One cell covers both the name and the value, or the first says what no 一级 is called.
    """
    first = next((cell for cell in row.cells if not cell.continues), None)
    under = columns.get(first.column, "") if first is not None else ""
    if first is not None and under in ("group", "kind") and is_signature(first.text):
        return True
    name = next(c for c, f in columns.items() if f in ("name", "mid.name"))
    value = next(c for c, f in columns.items() if f.removeprefix(MID).startswith("value"))
    return row.cell_at(name) is row.cell_at(value)


class _RowReader:
    """Reads row after row into the trees of both halves."""

    def __init__(
        self,
        columns: dict[int, str],
        groups: tuple[IndicatorGroup, ...],
        mid: tuple[IndicatorGroup, ...],
    ) -> None:
        self._columns = columns
        self._halves = any(field.startswith(MID) for field in columns.values())
        self.own, self.mid = IndicatorTree(groups), IndicatorTree(mid)
        self._group, self._weight = (groups[-1].name, groups[-1].weight) if groups else ("", "")

    def read(self, row: Row, ended: frozenset[str]) -> Row:
        """The row bound to what it shows; `ended` are the halves that have no more indicators."""
        texts = {field: _text(row, column, field) for column, field in self._columns.items()}
        if (group := texts.get("group", "")).strip():
            self._set_group(group)
        own = mid = None
        if "" not in ended or MID in ended:
            own = self._hang(texts, "", self.own)
        if self._halves and MID not in ended:
            mid = self._hang(texts, MID, self.mid)
        leaf = own or mid
        assert leaf is not None
        cells = tuple(self._bound(cell, own, mid) for cell in row.cells)
        return replace(row, cells=cells, node=leaf.indicator.id)

    def _set_group(self, text: str) -> None:
        match = _WEIGHT.match(text)
        self._group, self._weight = (match[1], match[3]) if match else (text, "")

    def _hang(self, texts: dict[str, str], half: str, tree: IndicatorTree) -> _Leaf:
        indicator = _indicator(texts, half)
        kind = texts.get(half + "kind", "")
        return _Leaf(indicator, tree.add(self._group, self._weight, kind, indicator))

    def _bound(self, cell: Cell, own: _Leaf | None, mid: _Leaf | None) -> Cell:
        field = self._columns.get(cell.column)
        if field is None:
            return cell
        leaf = mid if field.startswith(MID) else own
        field = field.removeprefix(MID)
        if field == "group":
            leaf = own or mid
        if leaf is None:
            return cell
        if field == "group":
            return replace(cell, binding=Binding(leaf.level.group, _group_template(cell.text)))
        if field == "kind":
            return replace(cell, binding=Binding(leaf.level.kind, "{name}"))
        return replace(cell, binding=_binding(leaf.indicator, field))


def _group_template(text: str) -> str:
    match = _WEIGHT.match(text)
    return "{name}" + (f"{match[2]}{{weight}}{match[4]}{match[5]}" if match else "")


def _binding(indicator: Indicator, field: str) -> Binding:
    """Of a value in three columns that make no value together, two are `extra` (see `_value`)."""
    apart = _APART.get(field)
    if apart and apart in indicator.extra:
        return Binding(indicator.id, f"{{extra.{apart}}}")
    if field in _FIGURES and any(label in indicator.extra for label in _APART.values()):
        return Binding(indicator.id, "{value}")
    return Binding(indicator.id, f"{{{field}}}")


def _half(field: str) -> str:
    return MID if field.startswith(MID) else ""


def _text(row: Row, column: int, field: str) -> str:
    cell = row.cell_at(column)
    if cell is None or cell.continues:
        return ""
    # 满意度指标 may reach over 一级 and 二级; any other text belongs where its cell begins.
    return cell.text if cell.column == column or field.removeprefix(MID) in LEVELS else ""


def _indicator(texts: dict[str, str], half: str) -> Indicator:
    indicator = Indicator()
    for key, text in texts.items():
        field = key.removeprefix(MID)
        if _half(key) == half and field not in LEVELS and not field.startswith(_VALUE) and text:
            indicator = write_field(indicator, field, text)
    start = half + _VALUE
    parts = {key.removeprefix(start): texts[key].strip() for key in texts if key.startswith(start)}
    return _value(indicator, parts) if parts else indicator


def _value(indicator: Indicator, parts: dict[str, str]) -> Indicator:
    """A value from its two or three columns; apart where they make none together: 定性 | 优 |."""
    joined = joined_value(parts)
    if joined is not None or not any(parts.values()):
        return indicator.but(value=joined or IndicatorValue())
    apart = {_APART[_VALUE + p]: text for p, text in parts.items() if _VALUE + p in _APART}
    figure = next((text for p, text in parts.items() if _VALUE + p in _FIGURES), "")
    value = IndicatorValue(text=figure)
    return indicator.but(value=value, extra={**indicator.extra, **apart})
