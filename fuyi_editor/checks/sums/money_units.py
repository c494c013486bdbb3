# SPDX-License-Identifier: MulanPSL-2.0
"""Rule B07: the unit of money is said in full, and is the one of the table."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix, Severity
from fuyi_editor.checks.rule import Observation, Rule, clean, found
from fuyi_editor.checks.sums.amounts import budget_of, cost_of, in_unit, is_cost, money_words
from fuyi_editor.checks.sums.report_money import wrong_unit
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import FIELDS, read_field
from fuyi_editor.model.nodes import Indicator, Task
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Row, Sheet
    from fuyi_editor.model.node import Node

_WAN_AT_END = re.compile(r"(?<=\d)(\s*)万\s*$")
# 投入3万，用于…: in prose 万 is money only behind a word of money.
_WAN_IN_TEXT = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{0,8})(?P<number>\d[\d,.]*)\s*万(?=[,.;:、。)\s]|$|资金|经费|用于|左右)"
)
_TEN_THOUSAND = Decimal(10_000)


def units_of_money(sheet: Sheet) -> Iterator[Observation]:
    """B07 in one table: cost rows, fields of amounts, and what the texts say."""
    for row in sheet.rows:
        if is_cost(row) and cost_of(row):
            yield _cost(row, sheet)
    for node, field in _money_fields(sheet.owner):
        if text := read_field(node, field).strip():
            yield _amount(node, field, text)
    for passage in sheet.passages:
        if "万" in passage.text and not _is_value(passage):
            yield from _prose(passage)


def _cost(row: Row, sheet: Sheet) -> Observation:
    indicator, text = row.indicator, row.indicator.value.text
    if _WAN_AT_END.search(to_half_width(text)):
        fix = _fix(indicator, "value", text.rstrip() + "元")
        return found(indicator, "value", "wan", fix=fix)
    cost, budget = cost_of(row), budget_of(sheet)
    in_wan = sheet.facts.money_unit == "万元" and row.unit == "元"
    if cost and budget and in_wan and cost.yuan * _TEN_THOUSAND == budget and sheet.project:
        mended = re.sub(r"元(\s*)$", r"万元\1", text)
        return found(
            indicator,
            "value",
            "scale",
            severity=Severity.ERROR,
            other=(sheet.project, "budget.total"),
            fix=_fix(indicator, "value", mended) if mended != text else None,
            budget=in_unit(budget, "万元"),
        )
    return clean(indicator, "value")


def _amount(node: Node, field: str, text: str) -> Observation:
    if not _WAN_AT_END.search(to_half_width(text)):
        return clean(node, field)
    return found(node, field, "wan", fix=_fix(node, field, text + "元"))


def _fix(node: Node, field: str, text: str) -> Fix:
    return Fix(f"改为“{text.strip()}”", (SetField(node=node.id, field=field, text=text),))


def _money_fields(owner: Node) -> Iterator[tuple[Node, str]]:
    for field in FIELDS[type(owner)]:
        if field.name.startswith("budget."):
            yield owner, field.name
    for node in owner.walk():
        if isinstance(node, Task):
            yield node, "amount"


def _is_value(passage: Passage) -> bool:
    return isinstance(passage.node, Indicator) and passage.field == "value"


def _prose(passage: Passage) -> Iterator[Observation]:
    for match in _WAN_IN_TEXT.finditer(to_half_width(passage.text)):
        if any(word in match["before"] for word in money_words().money_nouns):
            phrase = passage.text[match.start() : match.end()]
            yield found(passage.node, passage.field, "wan_in_text", phrase=phrase)


RULES = (Rule("B07", sheet=units_of_money, book=wrong_unit),)
