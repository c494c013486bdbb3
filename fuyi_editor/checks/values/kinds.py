# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about the right 二级: 时效 (C08), 质量 (C09) and 效益 (C10) say what they are named for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.value_words import has_any, value_words
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.taxonomy import fold_kind
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from fuyi_editor.checks.sheet import Row, Sheet

_folded = lru_cache(maxsize=256)(fold_kind)
EFFECTS = ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")


def kind_of(row: Row) -> str:
    """The taxonomy's own name of the row's 二级, empty where it has none."""
    if row.kind is None or row.group is None:
        return ""
    return _folded(row.kind.name, row.group.name)


def time_measure(row: Row, sheet: Sheet) -> Observation:
    """C08: 时效 is a date, a period or a 及时率; dates belong nowhere else."""
    indicator, kind = row.indicator, kind_of(row)
    if not kind or row.is_unfilled:
        return not_applicable(indicator, "name")
    if kind in ("数量指标", "质量指标"):
        has_date = row.value_kind is ValueKind.DEADLINE and any(
            c.isdigit() for c in indicator.value.text
        )
        return found(indicator, "name", "date_elsewhere", kind=kind) if has_date else _no(row)
    if kind != "时效指标":
        return _no(row)
    if has_any(row.name, value_words().words.time_words):
        return clean(indicator, "name")
    if sheet.words.is_rate(row.name) or row.unit in sheet.words.percent_units:
        return found(indicator, "name", "rate")
    if counted_unit(row.unit) in value_words().words.count_units:
        return found(indicator, "name", "count", value=indicator.value.text.strip())
    return clean(indicator, "name")


def quality_measure(row: Row, sheet: Sheet) -> Observation:
    """C09: 质量 is how well, not how many and not what came of it; and 效益 is not how well."""
    indicator, kind, lists = row.indicator, kind_of(row), value_words().words
    if row.is_unfilled:
        return _no(row)
    if kind in EFFECTS:
        if row.name.endswith(lists.quality_endings):
            return found(indicator, "name", "quality_as_effect", severity=Severity.HINT, kind=kind)
        return clean(indicator, "name")
    if kind != "质量指标":
        return _no(row)
    if has_any(row.name, lists.bad_things) or has_any(row.name, lists.quality_counts):
        return clean(indicator, "name")
    if has_any(row.name, lists.effect_words):
        return found(indicator, "name", "effect")
    if counted_unit(row.unit) in lists.count_units or (
        sheet.words.counts_of(row.name) is not None and not row.unit
    ):
        return found(indicator, "name", "count", value=indicator.value.text.strip())
    return clean(indicator, "name")


def effect_measure(row: Row, sheet: Sheet) -> Observation:
    """C10: 效益 is what came of it; how many 篇, 场, 次 is 产出 once more."""
    indicator, lists = row.indicator, value_words().words
    if kind_of(row) not in EFFECTS or row.is_unfilled:
        return _no(row)
    if has_any(row.name, lists.bad_things) or sheet.words.is_rate(row.name):
        return _no(row)
    if counted_unit(row.unit) in lists.output_units or row.name.endswith(lists.output_endings):
        return found(indicator, "name", "output", value=indicator.value.text.strip())
    return clean(indicator, "name")


def _no(row: Row) -> Observation:
    return not_applicable(row.indicator, "name")


RULES = (
    Rule("C08", row=time_measure),
    Rule("C09", row=quality_measure),
    Rule("C10", row=effect_measure),
)
