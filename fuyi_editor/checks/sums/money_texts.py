# SPDX-License-Identifier: MulanPSL-2.0
"""Rule B11: amounts that the text says are those in the fields, 元 and 万元 folded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import TOLERANCE, in_unit, money_words
from fuyi_editor.checks.sums.report_money import amounts_of_report, money_outside_report
from fuyi_editor.checks.sums.totals import projects_within_department
from fuyi_editor.checks.values.quantities import Quantity, quantities
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.money import YUAN_PER_UNIT
from fuyi_editor.model.nodes import Goal, Project, Task
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Sheet

_CLAUSE = re.compile(r"[^,，;；。、：:\n]*$")
_OPEN_END = re.compile(r"等|约|左右|其中|余元|不超过|以内")
_PARTS, _LONGEST = 2, 60


def amounts_in_text(sheet: Sheet) -> Iterator[Observation]:
    """B11 in one table: 用途 and goals against the budget, what a task says against its money."""
    unit = sheet.facts.money_unit
    for passage in sheet.passages:
        if "元" not in passage.text:
            continue
        node = passage.node
        if isinstance(node, Task) and passage.field in ("content", "target"):
            limit = node.amount.in_yuan(unit)
            if limit is not None:
                yield _against(passage, limit, (node, "amount"), unit)
        elif sheet.project is not None and _is_narrative(passage):
            limit = sheet.project.budget.total.in_yuan(unit)
            if limit is not None:
                yield _against(passage, limit, (sheet.project, "budget.total"), unit)


def _is_narrative(passage: Passage) -> bool:
    return isinstance(passage.node, Goal) or (
        isinstance(passage.node, Project) and passage.field == "purpose"
    )


def _against(
    passage: Passage, limit: Decimal, place: tuple[Project | Task, str], unit: str
) -> Observation:
    text = to_half_width(passage.text)
    amounts = [q for q in quantities(text) if q.unit == "元" and _is_spent(text, q)]
    if not amounts:
        return not_applicable(passage.node, passage.field)
    filed = read_field(*place).strip()
    over = next((q for q in amounts if _exceeds(q.number, limit, unit)), None)
    named = next((q for q in amounts if q.noun.endswith(money_words().total_nouns)), None)
    wrong = over or (named if named and named.number != limit and len(amounts) == 1 else None)
    if wrong is not None:
        key = "over" if wrong is over else "total"
        said = passage.text[wrong.start : wrong.end].strip()
        return found(passage.node, passage.field, key, other=place, said=said, filed=filed)
    parts = [q.number for q in amounts]
    total = sum(parts, Decimal(0))
    complete = len(parts) >= _PARTS and limit not in parts and not _OPEN_END.search(text)
    if not complete or not _exceeds(abs(total - limit), Decimal(0), unit):
        return clean(passage.node, passage.field)
    written = "+".join(in_unit(number, unit).removesuffix(unit) for number in parts)
    return found(
        passage.node,
        passage.field,
        "parts",
        other=place,
        sum=f"{written}={in_unit(total, unit)}",
        filed=filed,
    )


def _is_spent(text: str, quantity: Quantity) -> bool:
    """Whether an amount is money of the project: no loan, no earnings, no price of one thing."""
    words = money_words().not_of_budget
    clause = _CLAUSE.search(text[max(0, quantity.start - _LONGEST) : quantity.start])
    before = clause[0] if clause else ""
    return not quantity.is_rough and not any(w in before + quantity.after for w in words)


def _exceeds(amount: Decimal, limit: Decimal, unit: str) -> bool:
    return (amount - limit) / YUAN_PER_UNIT.get(unit, Decimal(1)) > TOLERANCE


def _outside(book: Book) -> Iterator[Observation]:
    yield from projects_within_department(book)
    yield from money_outside_report(book)


RULES = (
    Rule("B11", sheet=amounts_in_text, book=amounts_of_report),
    Rule("B12", book=_outside),
)
