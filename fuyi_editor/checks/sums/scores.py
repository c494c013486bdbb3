# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B08 and B10: execution rates, scores and weights (forms.md 1.3, F4, F5)."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.checks.sums.report_money import rate_of_report
from fuyi_editor.checks.sums.statements import agrees
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Row, Sheet
    from fuyi_editor.model.figures import BudgetLine
    from fuyi_editor.model.money import Money
    from fuyi_editor.model.nodes import IndicatorGroup, Node, Project

_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*[分%]?\s*$")
_GROUP_WEIGHT = re.compile(r"\(\s*(\d+(?:\.\d+)?)\s*分?\s*\)\s*$")
_LINES = ("total", "fiscal", "carried_over", "other")
_FULL = Decimal(100)
# Filed tables leave out the 10 of 预算执行率, or do not, by province (forms.md 1.3).
_FILED = (Decimal(90), Decimal(100))
_SUM_TOLERANCE = Decimal("0.05")


def execution(sheet: Sheet) -> Iterator[Observation]:
    """B08: rate = spent ÷ budget, score = weight × rate, all scores together the total."""
    project = sheet.project
    if project is None:
        return
    for name in _LINES:
        line: BudgetLine = getattr(project.execution, name)
        before: Money = getattr(project.budget, name)
        if line.rate.strip() or line.score.strip():
            yield from _line(project, name, line, before, sheet.facts.money_unit)
    yield from _row_scores(sheet)
    if project.total_score.strip():
        yield _total_score(project, sheet)


def _line(
    project: Project, name: str, line: BudgetLine, before: Money, unit: str
) -> Iterator[Observation]:
    field = f"execution.{name}.rate"
    budget = (before if line.adjusted.is_blank else line.adjusted).in_yuan(unit)
    spent, printed = line.spent.in_yuan(unit), _text_of_number(line.rate)
    if budget is None or spent is None or not printed:
        yield not_applicable(project, field)
        return
    if not budget:
        yield (
            not_applicable(project, field) if not spent else cannot_tell(project, field, "unknown")
        )
        return
    exact = spent / budget * _FULL
    of = "budget.total" if line.adjusted.is_blank else f"execution.{name}.adjusted"
    worked_out = f"{_wan(spent, unit)}÷{_wan(budget, unit)}={exact:.2f}%"
    if agrees(printed, exact):
        yield clean(project, field)
    else:
        yield found(project, field, "rate", other=(project, of), sum=worked_out)
    weight, score = _number(line.weight), _text_of_number(line.score)
    if weight is None or not score:
        return
    expected = weight * min(exact, _FULL) / _FULL
    place = f"execution.{name}.score"
    if agrees(score, expected):
        yield clean(project, place)
    else:
        yield found(
            project,
            place,
            "score",
            other=(project, field),
            sum=f"{plain(weight)}×{min(exact, _FULL):.2f}%={expected:.2f}",
        )


def _wan(yuan: Decimal, unit: str) -> str:
    return plain(yuan / 10_000 if unit == "万元" else yuan)


def _row_scores(sheet: Sheet) -> Iterator[Observation]:
    for row in sheet.rows:
        weight, score = _number(row.indicator.weight), _number(row.indicator.score)
        if weight is None or score is None:
            continue
        if score > weight:
            other = (row.indicator, "weight")
            yield found(row.indicator, "score", "too_much", other=other, weight=plain(weight))
        else:
            yield clean(row.indicator, "score")


def _total_score(project: Project, sheet: Sheet) -> Observation:
    total, own = _number(project.total_score), project.execution.total.score
    rows = [row.indicator.score for row in sheet.rows if not row.is_blank]
    scores = [_number(text) for text in (*rows, *([own] if own.strip() else []))]
    known = [score for score in scores if score is not None]
    if total is None or not known:
        return not_applicable(project, "total_score")
    if len(known) < len(scores):
        return cannot_tell(project, "total_score", "unknown")
    if abs(total - sum(known)) <= _SUM_TOLERANCE:
        return clean(project, "total_score")
    other = (sheet.rows[0].indicator, "score")
    return found(
        project, "total_score", "total_score", other=other, sum=plain(sum(known, Decimal(0)))
    )


def weights(sheet: Sheet) -> Iterator[Observation]:
    """B10: weights add up to what the form says, each 一级 to its own, and none is 0."""
    owner, rows = sheet.owner, [row for row in sheet.rows if row.group and not row.is_blank]
    given = [row for row in rows if row.indicator.weight.strip()]
    groups = [(group, weight) for group in owner.indicators if (weight := _group_weight(group))]
    if not given:
        if groups and len(groups) == len(owner.indicators):
            yield _sum(groups[0][0], [weight for _, weight in groups], sheet)
        return
    yield from (_row_weight(row) for row in rows)
    numbers = [_number(row.indicator.weight) for row in rows]
    known = [number for number in numbers if number is not None]
    if len(known) == len(rows):
        yield _sum(given[0].indicator, known, sheet)
        yield from (_group_sum(group, weight, rows) for group, weight in groups)


def _row_weight(row: Row) -> Observation:
    weight = _number(row.indicator.weight)
    if weight is None:
        blank = not row.indicator.weight.strip()
        return found(row.indicator, "weight", "blank" if blank else "no_number")
    if weight == 0:
        return found(row.indicator, "weight", "zero")
    return clean(row.indicator, "weight")


def _sum(place: Node, known: list[Decimal], sheet: Sheet) -> Observation:
    own = _own_weight(sheet)
    total = _cut(sum(known, own or Decimal(0)))
    wanted = _FILED if own is None else (_FULL,)
    if total in wanted:
        return clean(place, "weight")
    parts = [*map(plain_short, known), *([f"预算执行率 {plain_short(own)}"] if own else [])]
    return found(
        place,
        "weight",
        "sum",
        sum=f"{'+'.join(parts)}={plain_short(total)}",
        wanted="或 ".join(f"{number}" for number in wanted),
    )


def _own_weight(sheet: Sheet) -> Decimal | None:
    """The 分值 of 预算执行率, None where the form prints none."""
    return _number(sheet.project.execution.total.weight) if sheet.project else None


def _group_weight(group: IndicatorGroup) -> Decimal | None:
    """From a field of its own, or from the label: 产出指标(50分)."""
    match = _GROUP_WEIGHT.search(to_half_width(group.name))
    return _number(group.weight) or (Decimal(match[1]) if match else None)


def _group_sum(group: IndicatorGroup, weight: Decimal, rows: list[Row]) -> Observation:
    own = [row for row in rows if row.group is group]
    numbers = [number for row in own if (number := _number(row.indicator.weight)) is not None]
    total = _cut(sum(numbers, Decimal(0)))
    if total == _cut(weight) or not own:
        return clean(group, "weight")
    return found(
        group,
        "weight",
        "group",
        other=(own[0].indicator, "weight"),
        weight=plain_short(weight),
        sum=f"{'+'.join(map(plain_short, numbers))}={plain_short(total)}",
    )


def _cut(number: Decimal) -> Decimal:
    """Cut off to two decimals, as the bureau's system does before it compares."""
    return number.quantize(Decimal("0.01"), ROUND_DOWN)


def plain_short(number: Decimal) -> str:
    """Without zeros at the end: weights are mostly whole numbers."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _number(text: str) -> Decimal | None:
    match = _NUMBER.match(to_half_width(text))
    return Decimal(match[1]) if match else None


def _text_of_number(text: str) -> str:
    match = _NUMBER.match(to_half_width(text))
    return match[1] if match else ""


RULES = (Rule("B08", sheet=execution, book=rate_of_report), Rule("B10", sheet=weights))
