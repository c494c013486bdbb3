# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B04 to B06: what the cost rows amount to, against the counts and the budget."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.narrative.nouns import pairs, same_units, stem
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import (
    TOLERANCE,
    Cost,
    Count,
    budget_of,
    cost_of,
    count_of,
    in_unit,
    is_cost,
    saves,
)
from fuyi_editor.model.money import YUAN_PER_UNIT
from fuyi_editor.model.taxonomy import fold_kind
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.checks.sheet import Row, Sheet
    from fuyi_editor.model.nodes import Project

_SIGN = re.compile(r"^\s*(>=|<=|[≥≤≧≦><=])")
_AT_LEAST = frozenset({"≥", ">"})
# A single part may be all that is said of the budget; half of it is meant to explain all of it.
_PARTS, _SHARE = 2, Decimal("0.5")

Priced = tuple[Cost, Count]


def costs_fit_budget(sheet: Sheet) -> Iterator[Observation]:
    """B04: what a thing costs times how many there are, each and all of them, within the budget."""
    project, budget = sheet.project, budget_of(sheet)
    costs = [cost for row in sheet.rows if (cost := cost_of(row))]
    prices = [cost for cost in costs if cost.is_price]
    if project is None or budget is None:
        yield from (not_applicable(cost.row.indicator, "value") for cost in prices)
        return
    rows = sheet.rows if prices else ()
    counts = [c for row in rows if _is_output_count(row) and (c := count_of(row))]
    priced: list[Priced] = []
    for price in prices:
        count = _counted(price, counts)
        if count is None:
            yield cannot_tell(price.row.indicator, "value", "unknown")
        else:
            priced.append((price, count))
            yield _price(price, count, sheet, budget)
    if costs and len(priced) == len(prices):
        yield _sum(priced, [cost for cost in costs if not cost.is_price], sheet, project, budget)


def _is_output_count(row: Row) -> bool:
    return row.kind is not None and fold_kind(row.kind.name) == "数量指标"


def _counted(price: Cost, counts: Sequence[Count]) -> Count | None:
    """The count that a price belongs to: by its unit, then by what the two are about."""
    for unit in price.per:
        fitting = [count for count in counts if same_units(unit, count.unit)]
        if fitting:
            return _by_noun(price, fitting, alone=len(fitting) == 1, only=len(counts) == 1)
    return None if price.per else _by_noun(price, counts, alone=False, only=False)


def _by_noun(price: Cost, counts: Sequence[Count], *, alone: bool, only: bool) -> Count | None:
    about = pairs(price.row.name)
    shared = {id(count): len(about & pairs(count.row.name)) for count in counts}
    most = max(shared.values(), default=0)
    best = [count for count in counts if shared[id(count)] == most]
    if most == 0:
        related = only or not stem(price.row.name) or _shares_character(price, best)
        return best[0] if alone and related else None
    # 参会成本 with 参加会议 1次 and 召开会议 1次: whichever is meant, the sum is the same.
    return best[0] if len({count.number for count in best}) == 1 else None


def _shares_character(price: Cost, counts: Sequence[Count]) -> bool:
    return any(set(stem(price.row.name)) & set(stem(count.row.name)) for count in counts)


def _price(price: Cost, count: Count, sheet: Sheet, budget: Decimal) -> Observation:
    total, unit = price.yuan * count.number, sheet.facts.money_unit
    if not _exceeds(total, budget, unit):
        return clean(price.row.indicator, "value")
    return found(
        price.row.indicator,
        "value",
        "price",
        other=(count.row.indicator, "value"),
        count_name=count.row.name,
        product=f"{_product(price, count)}={in_unit(total, unit)}",
        budget=in_unit(budget, unit),
    )


def _product(price: Cost, count: Count) -> str:
    value = price.row.indicator.value
    unit = re.sub(r"/.*$", "", price.row.unit)
    return f"{count.written}×{value.number}{unit if '元' in unit else unit + '元'}"


def _sum(
    priced: Sequence[Priced], sums: Sequence[Cost], sheet: Sheet, project: Project, budget: Decimal
) -> Observation:
    """All parts together; a row that names the whole budget is no part of it."""
    unit = sheet.facts.money_unit
    whole = [cost for cost in sums if cost.yuan == budget] if len(priced) + len(sums) > 1 else []
    parts = [cost for cost in sums if cost not in whole]
    amounts = [*(p.yuan * c.number for p, c in priced), *(cost.yuan for cost in parts)]
    total = sum(amounts, Decimal(0))
    if any(_exceeds(amount, budget, unit) for amount in amounts):
        return not_applicable(project, "budget.total")  # told at that row, by B04 or B05
    first = next(chain((p for p, _ in priced), parts), None)
    too_much = _exceeds(total, budget, unit)
    may_tell_all = not whole and len(amounts) >= _PARTS and total >= budget * _SHARE
    if first is None or total == budget or not (too_much or may_tell_all):
        return clean(project, "budget.total")
    texts = [*(_product(p, c) for p, c in priced), *(in_unit(c.yuan, unit) for c in parts)]
    return found(
        project,
        "budget.total",
        "sum" if too_much else "gap",
        severity=None if too_much else Severity.HINT,
        other=(first.row.indicator, "value"),
        parts="+".join(texts),
        sum=in_unit(total, unit),
        difference=in_unit(abs(total - budget), unit),
    )


def _exceeds(amount: Decimal, budget: Decimal, unit: str) -> bool:
    return (amount - budget) / YUAN_PER_UNIT.get(unit, Decimal(1)) > TOLERANCE


def cost_within_budget(row: Row, sheet: Sheet) -> Observation:
    """B05: no cost is more than the budget of the project."""
    indicator, cost, budget = row.indicator, cost_of(row), budget_of(sheet)
    if cost is None or cost.is_price or budget is None or sheet.project is None:
        return not_applicable(indicator, "value")
    unit = sheet.facts.money_unit
    if not _exceeds(cost.yuan, budget, unit):
        return clean(indicator, "value")
    return found(
        indicator,
        "value",
        "over",
        other=(sheet.project, "budget.total"),
        cost=in_unit(cost.yuan, unit),
        budget=in_unit(budget, unit),
    )


def cost_is_limited(row: Row, sheet: Sheet) -> Observation:
    """B06: a cost is a number, and no more than it; nobody promises to spend at least so much."""
    indicator, text = row.indicator, row.indicator.value.text
    if not is_cost(row) or saves(row) or sheet.words.is_rate(row.name) or not text.strip():
        return not_applicable(indicator, "value")
    if sheet.words.is_placeholder(text):
        return not_applicable(indicator, "value")
    sign = _SIGN.match(to_half_width(text))
    if row.sign in _AT_LEAST or (sign and sign[1] in (">", ">=", "≥", "≧")):
        return found(indicator, "value", "sign", sign=row.sign or (sign[1] if sign else ""))
    if row.value_kind is ValueKind.UNKNOWN:
        return cannot_tell(indicator, "value", "unknown")
    if row.value_kind is not ValueKind.QUANTITY:
        return found(indicator, "value", "words")
    return clean(indicator, "value")


RULES = (
    Rule("B04", sheet=costs_fit_budget),
    Rule("B05", row=cost_within_budget),
    Rule("B06", row=cost_is_limited),
)
