# SPDX-License-Identifier: MulanPSL-2.0
"""Rule C16: 每周 cannot come to 100期 a year, and what is done once has no 及时率 of 95%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.narrative.likeness import shared_part
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.value_words import has_any, value_words
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.nodes import Goal, Indicator
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from fuyi_editor.checks.sheet import Row, Sheet
    from fuyi_editor.model.node import Node

# 每周, 每季度1次, 每周发布课程一期: the number is that of the nearest count.
_EVERY = re.compile(
    r"每个?(?P<period>天|日|周|月|季度|半年|年)"
    r"(?:[^，。；,;\d]{0,12}?(?P<number>\d+|[一二两三四])(?P<unit>[期次场篇条]))?"
)
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_TIMES = {"天": 366, "日": 366, "周": 52, "月": 12, "季度": 4, "半年": 2, "年": 1}
_COUNTED = frozenset("期次场篇条")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[次届]")
_ENOUGH_ALIKE = 4


class _Often(NamedTuple):
    """How often something is to happen, and where that is said."""

    node: Node
    field: str
    about: str
    words: str
    times: int


def how_often(sheet: Sheet) -> Iterator[Observation]:
    """C16 for the rows that count 期, 次, 场, and for the rates of single events."""
    often = list(_all_often(sheet))
    once = _is_held_once(sheet)
    for row in sheet.rows:
        number = row.indicator.value.number
        if number is None or row.value_kind is not ValueKind.QUANTITY:
            yield not_applicable(row.indicator, "value")
        elif value_words().words.event_rate.search(row.name):
            yield _rate_of_event(row, number, once)
        elif counted_unit(row.unit) in _COUNTED:
            yield _against_often(row, number, often)
        else:
            yield not_applicable(row.indicator, "value")


def _all_often(sheet: Sheet) -> Iterator[_Often]:
    for row in sheet.rows:
        yield from _often_in(row.indicator, "value", row.name, row.indicator.value.text)
    for passage in sheet.passages:
        if isinstance(passage.node, Goal):
            yield from _often_in(passage.node, passage.field, passage.text, passage.text)


def _often_in(node: Node, field: str, about: str, text: str) -> Iterator[_Often]:
    if "每" not in text:
        return
    for match in _EVERY.finditer(to_half_width(text)):
        if isinstance(node, Indicator) or match["unit"]:
            number = match["number"] or "1"
            times = _TIMES[match["period"]] * (_NUMBERS.get(number) or int(number))
            yield _Often(node, field, about, match[0], times)


def _against_often(row: Row, number: Decimal, often: list[_Often]) -> Observation:
    for one in often:
        if one.node is row.indicator or not shared_part(row.name, one.about, _ENOUGH_ALIKE):
            continue
        if number > one.times:
            other, times = (one.node, one.field), str(one.times)
            return found(
                row.indicator, "value", "too_many", other=other, often=one.words, times=times
            )
        return clean(row.indicator, "value")
    return not_applicable(row.indicator, "value")


def _is_held_once(sheet: Sheet) -> bool:
    """第十五次代表大会, and no row that counts several."""
    project = sheet.project
    if project is None or not _ORDINAL.search(project.name):
        return False
    several = any(
        counted_unit(row.unit) in ("次", "场", "期") and (row.indicator.value.number or 0) > 1
        for row in sheet.rows
    )
    return has_any(project.name, value_words().words.single_events) and not several


def _rate_of_event(row: Row, number: Decimal, once: bool) -> Observation:
    if once and 0 < number < 100:
        return found(row.indicator, "value", "once")
    return clean(row.indicator, "value")


RULES = (Rule("C16", sheet=how_often),)
