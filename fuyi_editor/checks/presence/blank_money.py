# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A08: amounts that are nothing are written 0.00, and sums are filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import field_label
from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import Department, Project, Subtotal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.checks.sheet import Book, Sheet
    from fuyi_editor.model.node import Node

_TOLERANCE = Decimal("0.005")
_NOTHING = "0.00"


def blank_parts(sheet: Sheet) -> Iterator[Observation]:
    """A08 for the parts of a budget: all that the form has a box for, once one is filled in."""
    owner = sheet.owner
    if isinstance(owner, Department):
        yield from _department(owner, sheet)
        return
    for node in (owner, owner.midterm):
        if node is not None:
            budget = node.budget
            parts = {
                "budget.fiscal": budget.fiscal,
                "budget.carried_over": budget.carried_over,
                "budget.other": budget.other,
            }
            yield from _parts(node, budget.total, parts, sheet)


def _department(owner: Department, sheet: Sheet) -> Iterator[Observation]:
    """By source and by level; their sum is that of 基本支出 and 项目支出."""
    budget = owner.budget
    amounts = [budget.basic.amount, budget.project.amount]
    known = [amount for amount in amounts if amount is not None]
    total = Money(text=str(sum(known))) if len(known) == len(amounts) else Money()
    by_source = {"budget.fiscal": budget.fiscal, "budget.other": budget.other}
    by_level = {"budget.own_level": budget.own_level, "budget.transfers": budget.transfers}
    yield from _parts(owner, total, by_source, sheet)
    yield from _parts(owner, total, by_level, sheet)


def _parts(
    node: Node, total: Money, parts: Mapping[str, Money], sheet: Sheet
) -> Iterator[Observation]:
    asked = {field: money for field, money in parts.items() if _is_asked(node, field, sheet)}
    filled_in = not total.is_blank or any(not money.is_blank for money in parts.values())
    rest = _rest(total, parts, sheet.facts.money_unit)
    for field, money in asked.items():
        if not money.is_blank:
            yield clean(node, field)
        elif not filled_in:
            yield not_applicable(node, field)
        else:
            fix = None
            if rest is not None and abs(rest) <= _TOLERANCE:
                edit = SetField(node=node.id, field=field, text=_NOTHING)
                fix = Fix(f"填写 {_NOTHING}", (edit,))
            label = field_label(node, field).removeprefix("其中：")
            key = "nothing" if fix else "blank"
            yield found(node, field, key, fix=fix, label=label)


def _is_asked(node: Node, field: str, sheet: Sheet) -> bool:
    """Whether the form has a box for it; where the form is not known, whether others fill it in."""
    if sheet.facts.printed is None:
        return isinstance(node, Project) and field in sheet.facts.used_fields
    return sheet.prints(type(node), field)


def _rest(total: Money, parts: Mapping[str, Money], money_unit: str) -> Decimal | None:
    """What of the total no filled part accounts for; None where that cannot be worked out."""
    filled = [money for money in parts.values() if not money.is_blank]
    amounts = [money.in_yuan(money_unit) for money in (total, *filled)]
    known = [amount for amount in amounts if amount is not None]
    if not filled or len(known) != len(amounts):
        return None
    return known[0] - sum(known[1:], Decimal(0))


def blank_sums(book: Book) -> Iterator[Observation]:
    """A08 for the rows that add up projects."""
    printed = book.facts.printed
    for subtotal in book.submission.subtotals:
        if printed is not None and (Subtotal, "amount") not in printed:
            yield not_applicable(subtotal, "amount")
        elif subtotal.amount.is_blank:
            label = f"{subtotal.unit.code}{subtotal.unit.name}".strip() or "小计"
            yield found(subtotal, "amount", "sum", label=label)
        else:
            yield clean(subtotal, "amount")


RULES = (Rule("A08", sheet=blank_parts, book=blank_sums),)
