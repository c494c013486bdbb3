# SPDX-License-Identifier: MulanPSL-2.0
"""The amounts of a project in another unit of money, exactly: 60000.00 元 is 6.00 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.model.money import Money
from fuyi_editor.model.unit_totals import amount_in

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Project

_Part = TypeVar("_Part", bound=BaseModel)


def project_in(project: Project, table_unit: str, wanted: str) -> Project:
    """The project of a table in `table_unit` with all amounts in `wanted`.

    An amount that names its own unit says the same in any table and stays as it was typed, as does
    what is no number. Texts, indicators among them, name their units themselves.
    """
    if table_unit == wanted:
        return project
    midterm = project.midterm
    if midterm is not None:
        midterm = midterm.but(budget=_converted(midterm.budget, table_unit, wanted))
    return project.but(
        budget=_converted(project.budget, table_unit, wanted),
        execution=_converted(project.execution, table_unit, wanted),
        midterm=midterm,
    )


def _converted(part: _Part, table_unit: str, wanted: str) -> _Part:
    """A group of figures with every amount in it converted, however deep."""
    changed: dict[str, object] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Money):
            changed[name] = money_in(value, table_unit, wanted)
        elif isinstance(value, BaseModel):
            changed[name] = _converted(value, table_unit, wanted)
    return part.model_copy(update=changed)


def money_in(money: Money, table_unit: str, wanted: str) -> Money:
    """The amount as it is written in a table in `wanted`, with thousands marked as they were.

    In 千元 and the like it is no amount to us, and says so itself from now on.
    """
    amount = amount_in(money, table_unit, wanted)
    if amount is None and money.amount is not None:
        return Money(text=money.text.strip() + table_unit)
    if amount is None or "元" in money.text or "万" in money.text:
        return money
    text = plain(amount)
    if "," in money.text or "，" in money.text:
        text = f"{Decimal(text):,f}"
    return Money(text=text)
