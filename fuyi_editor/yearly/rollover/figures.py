# SPDX-License-Identifier: MulanPSL-2.0
"""What of last year's figures is not this year's: codes, amounts, spending plan, results."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.years.words import year_words
from fuyi_editor.model.fields import FIELDS, read_field
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    Midterm,
    Node,
    Project,
    SpendingStep,
    Subtotal,
    Task,
)
from fuyi_editor.model.width import to_half_width
from fuyi_editor.yearly.rollover.proposals import Choice, Choices, Group, Left, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.findings import Place
    from fuyi_editor.yearly.rollover.years import Years

# 130208 23 P 00002310001R: region, year, then a letter. What follows the letter may look like a
# year too (fengrun-2023 has …P000024… in the table of 2023), and is only a number.
_CODE = re.compile(r"^\s*\d{6}(\d\d)(?=[A-Za-z])")
_RESULTS: dict[type[Node], frozenset[str]] = {
    Indicator: frozenset({"actual", "forecast", "score", "deviation"}),
    Project: frozenset({"achieved", "total_score"}),
}
# 分值 of the lines of 执行 is the form's own, not a result.
_EXECUTION = ("adjusted", "spent", "forecast", "rate", "score")


def is_result(node: Node, field: str) -> bool:
    """Whether a field says what came of the year, and is blank when a new one begins."""
    if field.startswith("execution."):
        return field.endswith(_EXECUTION)
    if field.startswith("extra."):
        return any(word in field for word in year_words().results)
    return field in _RESULTS.get(type(node), frozenset())


def is_amount(node: Node, field: str) -> bool:
    """Whether a field is a sum of money of the budget."""
    if isinstance(node, Task | Subtotal):
        return field == "amount"
    return isinstance(node, Project | Midterm | Department) and field.startswith("budget.")


def roll_figures(node: Node, field: str, place: Place, choices: Choices) -> Iterator[Proposal]:
    """The field made blank, where it holds a figure of last year that is not kept."""
    text = read_field(node, field)
    if not text.strip():
        return
    if is_result(node, field):
        yield cleared(place, text, Group.RESULTS, "上年的结果，新的一年还没有")
    elif choices.amounts is Choice.CLEAR and is_amount(node, field):
        yield cleared(place, text, Group.AMOUNTS, "上年的金额")
    elif choices.plan is Choice.CLEAR and _is_plan(node, field):
        yield cleared(place, text, Group.PLAN, "上年的支出计划")


def roll_code(
    node: Project, place: Place, years: Years, choice: Choice
) -> Iterator[Proposal | Left]:
    """The code of a project: blank, or with the new year where it holds that of the table."""
    text = node.code
    if not text.strip() or choice is Choice.KEEP:
        return
    if choice is Choice.CLEAR:
        yield cleared(place, text, Group.CODES, "新的编码由财政系统给出")
        return
    match = _CODE.match(to_half_width(text))
    if match is None or int(match[1]) != years.old % 100:
        yield Left(place, text, 0, len(text), "编码第 7、8 位不是表上的年度")
        return
    why = "编码第 7、8 位是年度；请与财政系统给出的编码核对"
    new = f"{years.new % 100:02}"
    yield Proposal(place, Group.CODES, text, *match.span(1), new, why)


def cleared(place: Place, text: str, group: Group, why: str) -> Proposal:
    """The proposal that leaves the field blank."""
    return Proposal(place, group, text, 0, len(text), "", why)


def figure_fields(node: Node) -> tuple[str, ...]:
    """The fields of a node that may be figures, its own labels included."""
    extra: dict[str, str] = getattr(node, "extra", {})
    return (*_figures_of(type(node)), *(f"extra.{label}" for label in extra))


@cache
def _figures_of(kind: type[Node]) -> tuple[str, ...]:
    node = kind.model_construct()
    names = (field.name for field in FIELDS[kind])
    return tuple(
        name
        for name in names
        if is_result(node, name) or is_amount(node, name) or _is_plan(node, name)
    )


def _is_plan(node: Node, field: str) -> bool:
    return isinstance(node, SpendingStep) and field == "percent"
