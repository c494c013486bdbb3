# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about the sign of a value: which way it points (C14), and that it is a symbol (C15)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.mending import new_text
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.kinds import kind_of
from fuyi_editor.checks.values.value_words import value_words
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from fuyi_editor.checks.findings import Fix
    from fuyi_editor.checks.sheet import Row, Sheet

_COSTS = ("成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标")
_AT_LEAST, _AT_MOST = ("≥", ">"), ("≤", "<")
_WORD_BEFORE = re.compile(r"^\s*[\u4e00-\u9fff]+\s*(?=\d)")
_WORD_AFTER = re.compile(r"\s*(?:及|或|含)?(?:以上|以下|以内)\s*[。.]?\s*$")
_ANY_WORD = re.compile(r"[大小高低少多等至超][于过少]|以[上下内]")
_PLAIN = re.compile(r"^\d[\d,]*(?:\.\d+)?\s*[^\d\s()（）。.，,]{0,12}$")
_WORD_INSIDE = re.compile(
    r"(?:不少于|不低于|不小于|不超过|不高于|大于|小于|至少|超过)\s*\d|\d\S{0,3}(?:以上|以下|以内)"
)


def sign_points_right(row: Row, sheet: Sheet) -> Observation:
    """C14: what should be little takes ≤, what should be much takes ≥; costs are B06's."""
    indicator, lists = row.indicator, value_words().words
    if row.value_kind is not ValueKind.QUANTITY or not row.sign or kind_of(row) in _COSTS:
        return not_applicable(indicator, "value")
    if row.name.endswith(lists.reverse_endings):
        wrong, key = _AT_LEAST, "reverse"
    elif row.name.endswith(lists.positive_endings):
        wrong, key = _AT_MOST, "positive"
    else:
        return not_applicable(indicator, "value")
    return (
        found(indicator, "value", key, sign=row.sign)
        if row.sign in wrong
        else clean(indicator, "value")
    )


def sign_is_symbol(row: Row, sheet: Sheet) -> Observation:
    """C15: ≥95%, not 大于等于95% and not 95%以上; sentences of 分项绩效目标 may (F7)."""
    indicator, text = row.indicator, row.indicator.value.text
    if row.group is None or row.is_unfilled:
        return not_applicable(indicator, "value")
    if not _ANY_WORD.search(text):
        return clean(indicator, "value") if row.sign else not_applicable(indicator, "value")
    folded = to_half_width(text)
    if row.value_kind is not ValueKind.QUANTITY:
        inside = _WORD_INSIDE.search(folded) if row.value_kind is ValueKind.UNKNOWN else None
        if inside:
            return found(indicator, "value", "inside", words=inside[0])
        return not_applicable(indicator, "value")
    before, after = _WORD_BEFORE.search(folded), _WORD_AFTER.search(folded)
    if before is None and after is None:
        return clean(indicator, "value") if row.sign else not_applicable(indicator, "value")
    words = (before or after or [""])[0].strip()
    return found(indicator, "value", "words", fix=_with_symbol(row, before, after), words=words)


def _with_symbol(row: Row, before: re.Match[str] | None, after: re.Match[str] | None) -> Fix | None:
    """The number and unit as they are typed, with the sign before them; None where unsure."""
    text, sign = row.indicator.value.text, row.indicator.value.reading.sign
    start = before.end() if before else 0
    core = text[start : after.start() if after else len(text)].strip()
    certain = sign and _PLAIN.match(to_half_width(core))
    return new_text(row.indicator, "value", f"{sign}{core}") if certain else None


RULES = (
    Rule("C14", row=sign_points_right),
    Rule("C15", row=sign_is_symbol),
)
