# SPDX-License-Identifier: MulanPSL-2.0
"""What the projects of a book add up to: as a whole, and unit by unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.model.money import YUAN_PER_UNIT, Money
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.nodes import Party, Project, Submission

AMOUNTS = {"total": "预算数", "fiscal": "财政资金", "carried_over": "上年结转", "other": "其他资金"}
"""The amounts of a project's budget, by the names of its fields."""
NO_UNIT = "（没有写单位）"
_OWN_LEVEL = re.compile(r"\(?本级\)?$")
_NAMES_ITS_UNIT = re.compile(r"元|万\s*$")


@dataclass(frozen=True, slots=True)
class Total:
    """Sums in the book's unit of money; `missing` are the projects whose 预算数 is no number."""

    label: str
    projects: tuple[Project, ...]
    sums: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    missing: int = 0


def amount_in(money: Money, table_unit: str, wanted: str) -> Decimal | None:
    """An amount of a table in 元 or 万元 as so much 元 or 万元; None where it is no number.

    An amount without a unit of its own has none either in a table whose unit is not known.
    """
    if table_unit not in YUAN_PER_UNIT and not _NAMES_ITS_UNIT.search(money.text):
        return None
    yuan = money.in_yuan(table_unit)
    return None if yuan is None else yuan / YUAN_PER_UNIT.get(wanted, Decimal(1))


def unit_label(unit: Party) -> str:
    """What a unit is called in lists: its name, else its code."""
    return " ".join(unit.name.split()) or unit.code.strip() or NO_UNIT


def unit_key(unit: Party) -> str:
    """The same for all ways to write a unit: by its name, in which 本级 makes no difference."""
    name = re.sub(r"\s+", "", to_half_width(unit.name))
    return _OWN_LEVEL.sub("", name) or name or re.sub(r"\s+", "", unit.code)


def whole_total(submission: Submission) -> Total:
    """All projects of the book."""
    return total_of("合计", submission.projects, submission.money_unit)


def unit_totals(submission: Submission) -> tuple[Total, ...]:
    """The projects of each unit, in the order in which the units first appear."""
    units: dict[str, list[Project]] = {}
    for project in submission.projects:
        units.setdefault(unit_key(project.unit), []).append(project)
    return tuple(
        total_of(unit_label(own[0].unit), own, submission.money_unit) for own in units.values()
    )


def total_of(label: str, projects: Iterable[Project], money_unit: str) -> Total:
    """Some projects. What is no number is left out of a sum; of 预算数 it is counted."""
    projects = tuple(projects)
    sums = dict.fromkeys(AMOUNTS, Decimal(0))
    missing = 0
    for project in projects:
        for name in AMOUNTS:
            amount = amount_in(getattr(project.budget, name), money_unit, money_unit)
            sums[name] += amount or 0
            missing += name == "total" and amount is None
    return Total(label, projects, sums, missing)
