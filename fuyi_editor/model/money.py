# SPDX-License-Identifier: MulanPSL-2.0
"""Amounts of money: the text of the file for ever, the number read from it."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

from fuyi_editor.model.width import to_half_width

_AMOUNT = re.compile(r"^\s*([+-]?\d[\d,]*(?:\.\d+)?|[+-]?\.\d+)\s*(万元|元|万)?\s*$")

YUAN_PER_UNIT = {"元": Decimal(1), "万元": Decimal(10_000), "万": Decimal(10_000)}


class Money(BaseModel):
    """An amount as typed, `6.00`, `771,325,800.00`, `10000万元` or blank; JSON holds the text."""

    model_config = ConfigDict(frozen=True)

    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @model_serializer
    def _to_text(self) -> str:
        return self.text

    @property
    def is_blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()

    @property
    def amount(self) -> Decimal | None:
        """The number as written, in the unit of the table or the one it names; None if none."""
        match = _AMOUNT.match(to_half_width(self.text))
        return Decimal(match[1].replace(",", "")) if match else None

    def in_yuan(self, table_unit: str) -> Decimal | None:
        """The amount in 元, taking `table_unit` (元 or 万元) where the text names no unit."""
        amount = self.amount
        if amount is None:
            return None
        match = _AMOUNT.match(to_half_width(self.text))
        unit = (match[2] if match else None) or table_unit
        return amount * YUAN_PER_UNIT.get(unit, Decimal(1))
