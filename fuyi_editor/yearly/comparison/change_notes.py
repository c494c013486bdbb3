# SPDX-License-Identifier: MulanPSL-2.0
"""The words beside a change of a field (说明): what a person would say who looks at both texts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative.nouns import same_units
from fuyi_editor.model.money import YUAN_PER_UNIT, Money
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.model.value import IndicatorValue, ValueKind
from fuyi_editor.yearly.comparison.text_marks import same_but_number, same_but_width
from fuyi_editor.yearly.following.rows import title_field

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node

ONLY_WIDTH = "仅空格或全半角不同"
ONLY_NUMBER = "仅序号不同"
RENAMED = "改名"


def field_note(node: Node, field: str, old: str, new: str, money_units: tuple[str, str]) -> str:
    """Of a field with two different texts; `money_units` are those of the two books."""
    if same_but_width(old, new):
        return ONLY_WIDTH
    if not old.strip():
        return "补填"
    if not new.strip():
        return "清空"
    if field == title_field(node) and field != "text":
        return RENAMED if field == "name" else "修改"
    if field == "text" and same_but_number(old, new):
        return ONLY_NUMBER
    return _amount_note(node, field, old, new, money_units) or "修改"


def regrouped_note(olds: int, news: int) -> str:
    """Of so many rows that became so many."""
    if olds == 1:
        return f"拆成{news}条"
    return f"{olds}条合并为1条" if news == 1 else f"{olds}条改成{news}条"


def _amount_note(node: Node, field: str, old: str, new: str, money_units: tuple[str, str]) -> str:
    if field == "value" and isinstance(node, Indicator):
        return _value_note(IndicatorValue(text=old), IndicatorValue(text=new))
    if field.startswith("budget.") or field == "amount":
        return _money_note(Money(text=old), Money(text=new), money_units)
    return ""


def _value_note(old: IndicatorValue, new: IndicatorValue) -> str:
    """`提高3个百分点`, `增加50人`; the sign is told where it changed."""
    was, now = old.reading, new.reading
    if ValueKind.QUANTITY not in (was.kind, now.kind) or was.kind is not now.kind:
        return ""
    told: list[str] = []
    if was.sign != now.sign:
        told.append(_sign_words(was.sign, now.sign))
    if was.unit != now.unit and was.unit and now.unit:
        told.append(f"单位“{was.unit}”改为“{now.unit}”")
    if same_units(was.unit, now.unit):
        told.append(_difference(_number(old), _number(new), now.unit))
    return "；".join(filter(None, told))


def _sign_words(old: str, new: str) -> str:
    if old and new:
        return f"“{old}”改为“{new}”"
    return f"加上“{new}”" if new else f"去掉“{old}”"


def _number(value: IndicatorValue) -> Decimal:
    return value.number or Decimal(0)


def _difference(old: Decimal, new: Decimal, unit: str) -> str:
    step = new - old
    if not step:
        return ""
    if unit in ("%", "％"):
        return f"{'提高' if step > 0 else '降低'}{_plain(abs(step))}个百分点"
    return f"{'增加' if step > 0 else '减少'}{_plain(abs(step))}{unit}"


def _money_note(old: Money, new: Money, units: tuple[str, str]) -> str:
    """In the unit of the later table; that only the unit changed is said."""
    was, now = old.in_yuan(units[0]), new.in_yuan(units[1])
    if was is None or now is None:
        return ""
    if was == now:
        return "金额相同，写法不同"
    unit = units[1]
    per_unit = YUAN_PER_UNIT.get(unit, Decimal(1))
    return _difference(was / per_unit, now / per_unit, unit)


def _plain(number: Decimal) -> str:
    """Without an exponent and noughts at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
