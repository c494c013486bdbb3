# SPDX-License-Identifier: MulanPSL-2.0
"""Rule C03: the unit of a value is that of its name, and that of the narrative."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.mending import new_text
from fuyi_editor.checks.narrative.likeness import shared_part
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.quantities import Quantity, quantities
from fuyi_editor.checks.values.value_words import value_words
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.nodes import Goal, Project
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Row, Sheet

_COUNTED_AT_END = re.compile(r"(?:人员)?(?:数量|个数|人数)$")
_NARRATIVE = ((Goal, "text"), (Project, "purpose"))
_PEOPLE, _TIMES = frozenset("人名位"), "人次"
_NEAR = 8  # what a number counts stands within so many characters

Told = tuple["Passage", Quantity]


def units_fit(sheet: Sheet) -> Iterator[Observation]:
    """C03 for every row that counts something."""
    told = _counts_of_narrative(sheet)
    for row in sheet.rows:
        unit = counted_unit(row.unit)
        if row.value_kind is not ValueKind.QUANTITY or unit not in value_words().words.count_units:
            yield not_applicable(row.indicator, "value")
        else:
            yield _unlike_name(row, unit) or _unlike_narrative(row, unit, told)


def _unlike_name(row: Row, unit: str) -> Observation | None:
    words, indicator = value_words(), row.indicator
    for named in words.named_units:
        if not row.name.endswith(named.endings):
            continue
        if unit not in named.wrong:
            return None
        mended = re.sub(rf"{unit}(?=\s*$)", named.unit, indicator.value.text)
        certain = named.certain and mended != indicator.value.text
        return found(
            indicator,
            "value",
            "other_thing" if named.other_thing else "less_fitting",
            severity=None if named.other_thing else Severity.HINT,
            fix=new_text(indicator, "value", mended) if certain else None,
            unit=unit,
            better=named.unit,
        )
    subject = _COUNTED_AT_END.sub("", row.name)
    if subject.endswith(words.people) and unit in words.not_for_people and subject != row.name:
        return found(indicator, "value", "people", unit=unit)
    return None


def _counts_of_narrative(sheet: Sheet) -> list[Told]:
    return [
        (passage, quantity)
        for passage in sheet.passages
        if (type(passage.node), passage.field) in _NARRATIVE
        for quantity in quantities(passage.text)
        if quantity.unit in value_words().words.count_units
    ]


def _unlike_narrative(row: Row, unit: str, told: list[Told]) -> Observation:
    """The same number of the same thing, in another unit: 20项宣传活动 and ≥20次."""
    indicator = row.indicator
    number = indicator.value.number
    for passage, quantity in told:
        if quantity.number != number or quantity.unit == unit:
            continue
        if {quantity.unit, unit} <= _PEOPLE:
            continue
        if _is_same_thing(row.name, quantity):
            people = _TIMES in (unit, quantity.unit) and bool({unit, quantity.unit} & _PEOPLE)
            return found(
                indicator,
                "value",
                "narrative",
                severity=None if people else Severity.HINT,
                other=(passage.node, passage.field),
                written=quantity.written,
            )
    return clean(indicator, "value")


def _is_same_thing(name: str, quantity: Quantity) -> bool:
    """Whether what stands at the number says at least half of what the name is about."""
    about = name
    for word in value_words().words.everywhere:
        about = about.replace(word, "")
    enough = max(2, (len(about) + 1) // 2)
    near = (quantity.noun[-_NEAR:], quantity.after[:_NEAR])
    return any(shared_part(about, text, enough) for text in near)


RULES = (Rule("C03", sheet=units_fit),)
