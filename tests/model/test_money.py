# SPDX-License-Identifier: MulanPSL-2.0
"""Amounts: the text is kept, the number and its unit are read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.money import Money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("6.00", "6.00"),
        ("771,325,800.00", "771325800.00"),
        (" 8.5 ", "8.5"),
        ("８．５０", "8.50"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("10000万元", "10000"),
        ("20 元", "20"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert Money(text=text).amount == Decimal(amount)


@pytest.mark.parametrize("text", ["", " ", "-", "约6", "6.00.0", "二十万", "6元/人", "1e5"])
def test_no_amounts(text: str) -> None:
    assert Money(text=text).amount is None
    assert Money(text=text).in_yuan("万元") is None


@pytest.mark.parametrize(
    ("text", "table_unit", "yuan"),
    [
        ("6.00", "万元", 60000),
        ("6.00", "元", 6),
        ("6.00元", "万元", 6),
        ("6万元", "元", 60000),
        ("3.84万", "元", 38400),
        ("6", "", 6),
    ],
)
def test_in_yuan(text: str, table_unit: str, yuan: int) -> None:
    assert Money(text=text).in_yuan(table_unit) == yuan


@given(st.text())
def test_the_text_survives_verbatim(text: str) -> None:
    money = Money.model_validate(text)
    assert money.text == text
    assert money.model_dump(mode="json") == text
    assert money.is_blank == (not text.strip())


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_what_is_written_is_read(amount: Decimal) -> None:
    assert Money(text=f"{amount:,.2f}").amount == amount
