# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about what things cost: the price per what (C04), fixed staff (C18), priced what (C20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative.likeness import shared_part
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.values.kinds import kind_of
from fuyi_editor.checks.values.value_words import Per, has_any, value_words
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Row, Sheet

_COSTS = ("成本指标", "经济成本指标")
_PER_HEAD = ("人均", "每人")
_PRICED = re.compile(
    r"^(?:单次|单个|单场|单期|每次|每场|人均|每人|户均|每户)?(.{2,}?)(?:成本|费用|经费|费|支出)$"
)
_DAY = re.compile(r"[天日]")


def price_per(row: Row, _: Sheet) -> Observation:
    """C04: 人均成本 is in 元/人, 单次成本 in 元/次, a 会议费标准 in 元/人·天."""
    indicator, words = row.indicator, value_words()
    if row.value_kind is not ValueKind.QUANTITY or "元" not in row.unit:
        return not_applicable(indicator, "value")
    slash, per_what = "/" in row.unit, row.unit.partition("/")[2]
    per = _per_of(row)
    if slash and per is not None and not per_what.startswith(per.units):
        word = next(word for word in per.names if word in f"{row.name}{indicator.description}")
        return found(indicator, "value", "other_per", word=word, unit=row.unit, better=per.units[0])
    if row.name.endswith(words.words.price_standards) and not slash:
        return found(indicator, "value", "no_per", unit=row.unit)
    if row.name.endswith(words.words.daily_costs) and not _DAY.search(per_what):
        return found(indicator, "value", "no_day", unit=row.unit)
    if per is None and not slash and not row.name.endswith(words.words.price_standards):
        return not_applicable(indicator, "value")
    return clean(indicator, "value")


def _per_of(row: Row) -> Per | None:
    """What the name, or else the description, says the price is for."""
    texts = (row.name, row.indicator.description)
    return next(
        (per for text in texts for per in value_words().per if has_any(text, per.names)), None
    )


def fixed_staff(sheet: Sheet) -> Iterator[Observation]:
    """C18: people whose pay is fixed per head are =3人, or the budget would not do for more."""
    lists = value_words().words
    prices = [row for row in sheet.rows if has_any(row.name, _PER_HEAD) and "元" in row.unit]
    for row in sheet.rows:
        counts = counted_unit(row.unit) in ("人", "名") and has_any(row.name, lists.fixed_staff)
        if not counts or row.is_unfilled:
            yield not_applicable(row.indicator, "value")
            continue
        price = next((p for p in prices if shared_part(row.name, p.name, 4)), None)
        if row.sign in ("≥", ">") and price is not None:
            other, cost = (price.indicator, "value"), price.indicator.value.text
            yield found(
                row.indicator, "value", "open_end", other=other, price=price.name, cost=cost.strip()
            )
        else:
            yield clean(row.indicator, "value")


def priced_things(sheet: Sheet) -> Iterator[Observation]:
    """C20: what a 单次 or 人均 cost is for is counted in the table, in a unit of that sort."""
    counted = [row for row in sheet.rows if kind_of(row) == "数量指标" and row.name]
    for row in sheet.rows:
        per = _per_of(row) if kind_of(row) in _COSTS else None
        match = _PRICED.match(row.name) if per else None
        if per is None or match is None or not row.name.startswith(per.names):
            yield not_applicable(row.indicator, "name")
        elif not counted:
            yield cannot_tell(row.indicator, "name", "nothing_counted")
        else:
            yield _priced_thing(row, match[1], per, counted)


def _priced_thing(row: Row, thing: str, per: Per, counted: list[Row]) -> Observation:
    everywhere = value_words().words.everywhere
    told = [c for c in counted if shared_part(thing, c.name, 2, ignoring=everywhere)]
    # 单次活动成本: nothing but a word that stands everywhere, so any row in such a unit will do.
    candidates = told or [c for c in counted if shared_part(thing, c.name, 2)]
    if not candidates:
        return found(row.indicator, "name", "not_counted", thing=thing)
    fitting = [c for c in candidates if not c.unit or _fits(counted_unit(c.unit), per)]
    if fitting:
        return clean(row.indicator, "name")
    first = candidates[0].indicator
    counted_name, value = first.name.strip(), first.value.text.strip()
    return found(
        row.indicator,
        "name",
        "other_thing",
        other=(first, "name"),
        thing=thing,
        counted=counted_name,
        value=value,
    )


def _fits(unit: str, per: Per) -> bool:
    return unit.startswith(per.units)


RULES = (
    Rule("C04", row=price_per),
    Rule("C18", sheet=fixed_staff),
    Rule("C20", sheet=priced_things),
)
