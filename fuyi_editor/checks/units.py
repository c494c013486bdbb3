# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C: do name, value and unit of an indicator fit together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from fuyi_editor.checks.sheet import Row, Sheet

_HUNDRED = Decimal(100)
_PERCENT_WORD = re.compile(r"(?<=[\d０-９])\s*百分[比数]")
_AT_LEAST = re.compile(r"^(\s*)(?:≥|≧|>=|＞＝|＞=|>＝)")


def rate_is_percent(row: Row, sheet: Sheet) -> Observation:
    """C01: what is named 率, 比例, 满意度 … is a percentage from 0 to 100."""
    indicator, words = row.indicator, sheet.words
    if not words.is_rate(row.name) or _not_filled_in(row, sheet):
        return not_applicable(indicator, "value")
    if row.value_kind is ValueKind.UNKNOWN:
        return cannot_tell(indicator, "value", "unknown")
    if row.value_kind is not ValueKind.QUANTITY:
        return found(indicator, "value", "words")
    if not row.unit:
        return found(indicator, "value", "no_unit")
    if row.unit not in words.percent_units:
        return found(indicator, "value", "other_unit", unit=row.unit)
    number = indicator.value.number
    if number is not None and not 0 <= number <= _HUNDRED:
        if words.is_growth(row.name):
            return not_applicable(indicator, "value")
        return found(indicator, "value", "out_of_range")
    return clean(indicator, "value")


def count_has_unit(row: Row, sheet: Sheet) -> Observation:
    """C02: what is named 次数, 人数 … is a number in a unit of that sort."""
    indicator, words = row.indicator, sheet.words
    counts = words.counts_of(row.name)
    if counts is None or _not_filled_in(row, sheet):
        return not_applicable(indicator, "value")
    if row.value_kind is ValueKind.UNKNOWN:
        return cannot_tell(indicator, "value", "unknown")
    usual = "、".join(counts.units[:3]) or "个、项、件"
    if row.value_kind is not ValueKind.QUANTITY:
        return found(indicator, "value", "words", usual=usual)
    unit = counted_unit(row.unit)
    if counts.accepts(unit, words):
        return clean(indicator, "value")
    if unit:
        return found(indicator, "value", "other_unit", unit=row.unit, usual=usual)
    return found(indicator, "value", "no_unit", usual=usual)


def percent_as_sign(row: Row, sheet: Sheet) -> Observation:
    """C05: % and not 百分比; and nothing but growth can be more than 100 %."""
    indicator, words, text = row.indicator, sheet.words, row.indicator.value.text
    mended = _PERCENT_WORD.sub("%", text)
    unreachable = (
        row.value_kind is ValueKind.QUANTITY
        and row.sign == "≥"
        and row.unit in words.percent_units
        and indicator.value.number == _HUNDRED
        and not words.is_growth(row.name)
    )
    if unreachable:
        equal = _AT_LEAST.sub(r"\1=", mended, count=1)
        # 100%以上 has no sign to replace: what was meant is for a person to say.
        fix = _set_value(row, equal) if equal != mended else None
        return found(indicator, "value", "at_least_all", fix=fix, mended=equal)
    if mended != text:
        return found(indicator, "value", "word", fix=_set_value(row, mended), mended=mended)
    if "百分比" in text:
        return cannot_tell(indicator, "value", "unknown")
    is_percent = row.value_kind is ValueKind.QUANTITY and row.unit in words.percent_units
    return clean(indicator, "value") if is_percent else not_applicable(indicator, "value")


def _set_value(row: Row, text: str) -> Fix:
    edit = SetField(node=row.indicator.id, field="value", text=text)
    return Fix(f"改为“{text}”", (edit,))


def _not_filled_in(row: Row, sheet: Sheet) -> bool:
    """A01 and A05 speak of these; a second finding would say nothing new."""
    value = row.indicator.value
    return value.is_blank or sheet.words.is_placeholder(value.text)


RULES = (
    Rule("C01", row=rate_is_percent),
    Rule("C02", row=count_has_unit),
    Rule("C05", row=percent_as_sign),
)
