# SPDX-License-Identifier: MulanPSL-2.0
"""Amounts and counts as the rows of a table give them, and how findings write sums."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.word_files import WordList, read_words
from fuyi_editor.model.money import YUAN_PER_UNIT
from fuyi_editor.model.taxonomy import fold_group, fold_kind
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from fuyi_editor.checks.sheet import Row, Sheet

TOLERANCE = Decimal("0.005")  # in the unit of the table: half of its last printed decimal
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MONEY_UNIT = re.compile(r"^(?P<scale>[万亿]?)元?(?:/\(?(?P<per>[^()]+)\)?)?$")
_COUNT_UNIT = re.compile(
    r"^(?P<scale>[百千万亿]?)(?P<rough>[余多]?)(?P<unit>[^\d/%元]{1,4})(?:/.*)?$"
)


class MoneyWords(WordList):
    """Words of prices and costs; what each is for stands in the file."""

    cost_kinds: tuple[str, ...]
    cost_not_spent: tuple[str, ...]
    basic_tasks: tuple[str, ...]
    money_nouns: tuple[str, ...]
    higher_level: tuple[str, ...]
    total_nouns: tuple[str, ...]
    not_of_budget: tuple[str, ...]
    price_words: dict[str, str]


@cache
def money_words() -> MoneyWords:
    """The lists of the program."""
    return read_words("money", MoneyWords)


@dataclass(frozen=True, slots=True)
class Cost:
    """The value of a cost row in 元; `per` are the units it may be counted in, none for a sum."""

    row: Row
    yuan: Decimal
    is_price: bool
    per: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The value of a row that counts something: 1.2万人次 is 12000 人次."""

    row: Row
    number: Decimal
    unit: str

    @property
    def written(self) -> str:
        """As a sum is written: `1560户`."""
        return f"{self.number:f}{self.unit}"


def is_cost(row: Row) -> bool:
    """Whether the row stands under 成本, wherever the taxonomy has it."""
    return (
        row.kind is not None and row.group is not None and _is_cost(row.kind.name, row.group.name)
    )


@lru_cache(maxsize=256)
def _is_cost(kind: str, group: str) -> bool:
    kinds = money_words().cost_kinds
    name = fold_kind(kind).removesuffix("指标")
    return name in kinds or (not name and fold_group(group).removesuffix("指标") in kinds)


def saves(row: Row) -> bool:
    """Whether a cost row tells what is saved or a rate: 成本节约率, more of which is better."""
    return any(word in row.name for word in money_words().cost_not_spent)


def cost_of(row: Row) -> Cost | None:
    """The amount of a cost row; None where it has none."""
    if not is_cost(row):
        return None
    number = row.indicator.value.number
    if number is None or row.value_kind is not ValueKind.QUANTITY or saves(row):
        return None
    match = _MONEY_UNIT.match(row.unit)
    if match is None or not (match["scale"] or "元" in row.unit):
        return None
    words = [word for word in money_words().price_words if word in row.name]
    per = (match["per"] or "", *(money_words().price_words[word] for word in words))
    return Cost(
        row=row,
        yuan=number * _SCALES[match["scale"]],
        is_price=bool(match["per"] or words),
        per=tuple(unit for unit in per if unit),
    )


def count_of(row: Row) -> Count | None:
    """What a row counts; None where its value is no count."""
    number, match = row.indicator.value.number, _COUNT_UNIT.match(row.unit)
    if number is None or match is None or row.value_kind is not ValueKind.QUANTITY:
        return None
    return Count(row, number * _SCALES[match["scale"]], match["unit"])


def budget_of(sheet: Sheet) -> Decimal | None:
    """The budget of the table's project in 元; None where there is none to compare with."""
    if sheet.project is None:
        return None
    return sheet.project.budget.total.in_yuan(sheet.facts.money_unit)


def plain(amount: Decimal) -> str:
    """With two decimals as the forms print it, or more where there are more."""
    rounded = f"{amount:.2f}"
    return rounded if Decimal(rounded) == amount else f"{amount:f}".rstrip("0")


def in_unit(yuan: Decimal, unit: str) -> str:
    """An amount in the unit of the table, with it: `31.20万元`."""
    return plain(yuan / YUAN_PER_UNIT.get(unit, Decimal(1))) + unit
