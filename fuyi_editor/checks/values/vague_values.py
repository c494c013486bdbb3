# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about how far: words without a scale (C12), and 100 % that nobody reaches (C17)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.kinds import kind_of
from fuyi_editor.checks.values.value_words import value_words
from fuyi_editor.model.nodes import Goal, Indicator
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Row, Sheet

# 90分以上为优, 满意的占80%以上, 优、良、中、差; 监控舆情7*24小时 is no scale.
_SAYS_A_SCALE = re.compile(r"\d\s*(?:分|%|％|个百分点)|优.{0,3}良.{0,3}[中差]")
_HUNDRED = 100
_HAS_TEXTS = ((Indicator, "description"), (Goal, "text"))


@cache
def _vague() -> re.Pattern[str]:
    """大力提升, 得到优化, and 推进普法宣传: an adverb with a verb, or a verb in front."""
    words = value_words().vague
    degree, action = "|".join(words.degree), "|".join(words.action)
    return re.compile(rf"(?:{degree}).{{0,6}}(?:{action})|^(?:{action})")


@cache
def _vague_in_text() -> re.Pattern[str]:
    return re.compile("|".join(value_words().vague.in_texts))


def value_says_how_far(row: Row, sheet: Sheet) -> Observation:
    """C12: 大力提升, 极大推动, 优 cannot be told apart from less at the end of the year."""
    indicator, words = row.indicator, value_words().vague
    if row.value_kind is not ValueKind.QUALITY or row.is_unfilled:
        return not_applicable(indicator, "value")
    if kind_of(row) == "时效指标" or sheet.words.is_rate(row.name):
        return not_applicable(indicator, "value")  # C07 asks for a date, C01 for a percentage
    text = to_half_width(indicator.value.text).strip().rstrip("。.")
    scale = indicator.description + "".join(indicator.extra.values())
    if _SAYS_A_SCALE.search(scale):
        return clean(indicator, "value")
    said = words.reviewers_word
    if text in words.grades:
        return found(indicator, "value", "grade", said=said)
    # 完成 alone says whether, if not how far: 宣传册编印 完成.
    if text != "完成" and _vague().search(text):
        return found(indicator, "value", "vague", said=said)
    return clean(indicator, "value")


def texts_say_how_far(sheet: Sheet) -> Iterator[Observation]:
    """C12 for descriptions and goals: a few words that are always returned."""
    for passage in sheet.passages:
        if (type(passage.node), passage.field) in _HAS_TEXTS:
            match = _vague_in_text().search(passage.text)
            if match:
                hint, words = Severity.HINT, match[0]
                yield found(passage.node, passage.field, "in_text", severity=hint, words=words)
            else:
                yield clean(passage.node, passage.field)


def not_quite_all(row: Row, sheet: Sheet) -> Observation:
    """C17: 满意度 =100% is set too high, and one unhappy person means that it is missed."""
    indicator = row.indicator
    is_percent = row.value_kind is ValueKind.QUANTITY and row.unit in sheet.words.percent_units
    if not is_percent or not row.name.endswith(value_words().words.rarely_all):
        return not_applicable(indicator, "value")
    if indicator.value.number == _HUNDRED and row.sign not in ("≤", "<"):
        return found(indicator, "value", "all")
    return clean(indicator, "value")


RULES = (
    Rule("C12", row=value_says_how_far, sheet=texts_say_how_far),
    Rule("C17", row=not_quite_all),
)
