# SPDX-License-Identifier: MulanPSL-2.0
"""Rules C: do name, value and unit of an indicator fit together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.mending import new_text
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.values.quantities import quantities
from fuyi_editor.checks.values.value_words import has_any, value_words
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Row, Sheet

_HUNDRED = Decimal(100)
_PERCENT = re.compile("[%％]")
_PERCENT_WORD = re.compile(r"(?<=[\d０-９])\s*百分[比数]")
_PERCENT_BEFORE = re.compile(r"百分之\s*(?=\d)(?P<number>[\d.]+)")  # 百分之95
_SAYS_HOW_MUCH = re.compile(r"(?:达到了?|达|为|是|要|应)$")
_AT_LEAST = re.compile(r"^(\s*)(?:≥|≧|>=|＞＝|＞=|>＝)")


def rate_is_percent(row: Row, sheet: Sheet) -> Observation:
    """C01: what is named 率, 比例, 满意度 … is a percentage from 0 to 100."""
    indicator, words = row.indicator, sheet.words
    if not words.is_rate(row.name) or row.is_unfilled:
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
    if counts is None or row.is_unfilled:
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
    mended = _PERCENT_BEFORE.sub(r"\g<number>%", _PERCENT_WORD.sub("%", text))
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
        fix = new_text(indicator, "value", equal) if equal != mended else None
        return found(indicator, "value", "at_least_all", fix=fix, mended=equal)
    if mended != text:
        return found(
            indicator, "value", "word", fix=new_text(indicator, "value", mended), mended=mended
        )
    if "百分比" in text:
        return cannot_tell(indicator, "value", "unknown")
    is_percent = row.value_kind is ValueKind.QUANTITY and row.unit in words.percent_units
    return clean(indicator, "value") if is_percent else not_applicable(indicator, "value")


def percent_too_big(row: Row, sheet: Sheet) -> Observation:
    """C06: nothing but growth is more than 100 %; of names that end in 率 … C01 speaks."""
    indicator, words = row.indicator, sheet.words
    if not _PERCENT.search(indicator.value.text) or row.is_unfilled:
        return not_applicable(indicator, "value")
    if words.is_rate(row.name) and row.value_kind is ValueKind.QUANTITY:
        return not_applicable(indicator, "value")
    percents = [q.number for q in quantities(indicator.value.text) if q.unit == "%"]
    if not percents:
        return not_applicable(indicator, "value")
    if max(percents) <= _HUNDRED:
        return clean(indicator, "value")
    told = f"{row.name}{indicator.description}{indicator.value.text}"
    if words.is_growth(row.name) or has_any(told, value_words().words.may_exceed):
        return not_applicable(indicator, "value")
    return found(indicator, "value", "value")


def percents_in_texts(sheet: Sheet) -> Iterator[Observation]:
    """C06 for goals and tasks: a 率 or 满意度 of more than 100 %."""
    for passage in sheet.passages:
        if passage.field != "value" and _PERCENT.search(passage.text):
            yield _percents_of(passage, sheet)


def _percents_of(passage: Passage, sheet: Sheet) -> Observation:
    for quantity in quantities(passage.text):
        if quantity.unit != "%" or quantity.number <= _HUNDRED:
            continue
        name = _SAYS_HOW_MUCH.sub("", quantity.noun)
        if sheet.words.is_rate(name) and not has_any(name, value_words().words.may_exceed):
            written = quantity.written
            return found(passage.node, passage.field, "text", rate=name[-8:], written=written)
    return clean(passage.node, passage.field)


RULES = (
    Rule("C01", row=rate_is_percent),
    Rule("C02", row=count_has_unit),
    Rule("C05", row=percent_as_sign),
    Rule("C06", row=percent_too_big, sheet=percents_in_texts),
)
