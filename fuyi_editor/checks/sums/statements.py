# SPDX-License-Identifier: MulanPSL-2.0
"""What the sentences of a self-evaluation report say of budget, money received, spent and the rate.

`年初预算为 25 万元，到位数 20.00 万元，实际支出 20.00 元，执行率为 80%` is one statement; an amount
that is called a budget begins the next one (F12).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from fuyi_editor.model.money import YUAN_PER_UNIT
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Report, ReportParagraph, ReportSection

_AMOUNT = r"[为是达共计约:数资金]*\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万?元)"
_SAID = re.compile(
    r"(?P<budget>(?:申请|年初|全年|调整)预算|预算总(?:金额|额)|项目金额|金额合计|涉及金额)"
    + _AMOUNT
    + r"|(?P<received>(?:实际)?(?:拨付)?到位)"
    + _AMOUNT.replace("P<", "P<received_")
    + r"|(?P<spent>(?:实际)?(?:支出|执行))"
    + _AMOUNT.replace("P<", "P<spent_")
    + r"|(?P<rate>执行率)[为是达到:]*\s*(?P<rate_number>\d+(?:\.\d+)?)\s*%"
)


@dataclass(frozen=True, slots=True)
class Said:
    """An amount: what it is called and written, its number, its unit and where the unit stands."""

    phrase: str
    number: Decimal
    unit: str
    end: int

    @property
    def yuan(self) -> Decimal:
        """In 元."""
        return self.number * YUAN_PER_UNIT[self.unit]


@dataclass
class Statement:
    """What one run of sentences in a paragraph says; what it leaves out is None."""

    paragraph: ReportParagraph
    is_opening: bool
    budget: Said | None = None
    received: Said | None = None
    spent: Said | None = None
    rate: str = ""

    @cached_property
    def in_wrong_unit(self) -> tuple[Said, ...]:
        """Amounts said in 元 that only make sense in 万元: by the rate, or beside an equal one."""
        others = [said for said in (self.budget, self.received) if said and said.unit == "万元"]
        wrong = [
            said
            for said in (self.received, self.spent)
            if said and said.unit == "元" and any(self._fits(said, other) for other in others)
        ]
        return tuple(wrong)

    def _fits(self, said: Said, other: Said) -> bool:
        if said.number == other.number:
            return True
        if said is not self.spent or other is not self.budget or not self.rate or not other.number:
            return False
        return agrees(self.rate, said.number / other.number * 100)

    @property
    def spent_yuan(self) -> Decimal | None:
        """What was spent, in the unit that was meant."""
        if self.spent is None:
            return None
        meant = YUAN_PER_UNIT["万元"] if self.spent in self.in_wrong_unit else 1
        return self.spent.yuan * meant


def agrees(printed: str, exact: Decimal) -> bool:
    """Whether a printed number is the exact one, rounded or cut off to its decimals."""
    _, _, decimals = printed.partition(".")
    tolerance = Decimal(1).scaleb(-len(decimals)) if decimals else Decimal("0.5")
    return abs(Decimal(printed) - exact) <= tolerance


def statements(report: Report) -> Iterator[Statement]:
    """All statements of a report; `is_opening` marks those of its first part."""
    for section in report.sections:
        yield from _of_section(section, is_opening=section is report.sections[0])


def _of_section(section: ReportSection, *, is_opening: bool) -> Iterator[Statement]:
    for paragraph in section.paragraphs:
        statement: Statement | None = None
        for match in _SAID.finditer(to_half_width(paragraph.text)):
            if statement is None or match["budget"]:
                if statement is not None:
                    yield statement
                statement = Statement(paragraph, is_opening)
            _add(statement, match)
        if statement is not None:
            yield statement


def _add(statement: Statement, match: re.Match[str]) -> None:
    if match["rate"]:
        statement.rate = statement.rate or match["rate_number"]
    elif match["budget"]:
        statement.budget = _said(match, "", statement)
    elif match["received"]:
        statement.received = statement.received or _said(match, "received_", statement)
    else:
        statement.spent = statement.spent or _said(match, "spent_", statement)


def _said(match: re.Match[str], group: str, statement: Statement) -> Said:
    return Said(
        phrase=statement.paragraph.text[match.start() : match.end()],
        number=Decimal(match[f"{group}number"].replace(",", "")),
        unit=match[f"{group}unit"],
        end=match.end(),
    )
