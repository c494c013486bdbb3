# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about names: they name a measurable thing (C11), and the value adds to them (C13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.mending import new_text
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.value_words import value_words
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from fuyi_editor.checks.sheet import Row, Sheet

_ENDINGS = re.compile(r"(?:性|程度|情况|状况|度)$")
_NATURE = re.compile(r"性$")


def name_is_a_thing(row: Row, sheet: Sheet) -> Observation:
    """C11: a noun that can be counted or measured, no sentence, time phrase or verb."""
    indicator, names = row.indicator, value_words().names
    if not row.name or sheet.words.is_placeholder(row.name):
        return not_applicable(indicator, "name")
    if names.sentence.search(row.name):
        return found(indicator, "name", "sentence")
    if names.time_phrase.search(row.name):
        return found(indicator, "name", "time_phrase")
    if match := names.verb_at_end.search(indicator.name.rstrip()):
        mended = indicator.name.rstrip()[: match.start()]
        fix = new_text(indicator, "name", mended)
        return found(indicator, "name", "verb_at_end", fix=fix, verb=match[0])
    return _hint(row, sheet) or clean(indicator, "name")


def _hint(row: Row, sheet: Sheet) -> Observation | None:
    """What makes a name weak, though reviewers may let it pass."""
    indicator, names, hint = row.indicator, value_words().names, Severity.HINT
    is_words = row.value_kind is ValueKind.QUALITY
    if is_words and names.action.search(row.name) and not names.not_action.search(row.name):
        return found(indicator, "name", "action", severity=hint)
    if row.unit in sheet.words.percent_units and _NATURE.search(row.name):
        return found(indicator, "name", "nature", severity=hint)
    if sheet.prints(Indicator, "value") and not sheet.is_list and _is_undefined_rate(row, sheet):
        return found(indicator, "name", "undefined_rate", severity=hint)
    if len(row.name) > names.longest:
        return found(indicator, "name", "long", severity=hint, length=str(len(row.name)))
    if names.description_is_no_definition.search(indicator.description.strip()):
        description = indicator.description.strip()
        return found(
            indicator, "description", "no_definition", severity=hint, description=description
        )
    return None


def _is_undefined_rate(row: Row, sheet: Sheet) -> bool:
    """A rate of a kind that not everybody knows, and no description that tells its two numbers."""
    names, description = value_words().names, row.indicator.description
    if not sheet.words.is_rate(row.name) or not row.name.endswith("率"):
        return False
    tells = bool(description.strip()) and to_half_width(description).strip() != row.name
    known = row.name.endswith(names.known_rates) and not row.name.endswith(names.odd_rates)
    return not known and not tells


def value_adds_to_name(row: Row, sheet: Sheet) -> Observation:
    """C13: 规范性 规范 says nothing; of rates (落实率 落实) C01 speaks."""
    indicator = row.indicator
    value = to_half_width(indicator.value.text).strip().rstrip("。.")
    if row.value_kind is not ValueKind.QUALITY or row.is_unfilled:
        return not_applicable(indicator, "value")
    if sheet.words.is_rate(row.name):
        return not_applicable(indicator, "value")
    stem = _ENDINGS.sub("", row.name)
    if len(value) >= 2 and stem and (stem.endswith(value) or row.name.endswith(value)):
        return found(indicator, "value", "same", stem=value)
    return clean(indicator, "value")


RULES = (Rule("C11", row=name_is_a_thing), Rule("C13", row=value_adds_to_name))
