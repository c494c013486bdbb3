# SPDX-License-Identifier: MulanPSL-2.0
"""The grammar of indicator values: sign, number, unit and kind are read from the verbatim text.

`≥95%`, `≤200元/户`, `=100.00(%)`, `大于等于95%`, `90%以上`, `≤3.84万` are quantities;
`2023年12月底前完成`, `按时完成` are deadlines; `优`, `规范` are qualities; `7*24小时`, a blank are
of unknown kind: nothing is guessed. Sources: forms.md 1.2, rules.md A02, C07, C15.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Mapping


class ValueKind(Enum):
    """What sort of value an indicator has."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    DEADLINE = "deadline"
    UNKNOWN = "unknown"


class Reading(NamedTuple):
    """What was read from the text of a value; empty where there is none."""

    sign: str
    number: str
    unit: str
    kind: ValueKind


# Longest first: 大于等于 must not be read as 大于. Words: rules.md C15.
_SIGNS = {
    "大于或等于": "≥", "大于等于": "≥", "不少于": "≥", "不低于": "≥", "不小于": "≥", "至少": "≥",
    "小于或等于": "≤", "小于等于": "≤", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤",
    "大于": ">", "超过": ">", "高于": ">", "小于": "<", "低于": "<", "少于": "<", "等于": "=",
    ">=": "≥", "<=": "≤", "≥": "≥", "≤": "≤", "≧": "≥", "≦": "≤", ">": ">", "<": "<", "=": "=",
}  # fmt: skip
_SIGNS_AFTER = {"及以上": "≥", "或以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤"}

_SIGN = "|".join(re.escape(sign) for sign in _SIGNS)
_AFTER = "|".join(_SIGNS_AFTER)
_QUANTITY = re.compile(
    rf"^(?P<sign>{_SIGN})?\s*(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>.*?)\s*(?P<after>{_AFTER})?$",
    re.DOTALL,
)
# A unit is a measure: %, 元/户, 万元, 人次, (%), ㎡, ℃. Another number in it means it is no unit.
_UNIT = re.compile(r"^[^\d*×xX~—\-+=<>≥≤,，。；;!！?？]{0,12}$")
# `3个工作日内按时完成` is a sentence, not a number with a unit.
_NO_UNIT = re.compile(r"[按及如][时期]|完成")
_DEADLINE = re.compile(
    r"\d{4}\s*年|\d{1,2}\s*月(?!\w*次)|\d{1,2}\s*日(?!均)|年底|年末|年内|月底|月末|季度|半年|全年"
    r"|按时|及时|按期|如期|按计划|按进度|按年度|当年|第[一二三四1-4]季"
)
# `每季度1次`, `全年≥12场` say how often, not by when; nothing is guessed of them (rule C16).
_COUNTED = re.compile(r"\d\s*(?:[次场期篇份户件人%]|个(?!工作日|月))")
_PERIOD_UNITS = ("年", "个月", "月", "日", "天", "小时", "周", "分钟", "工作日", "个工作日")

_LONGEST = 500  # longer is an essay, and would take the patterns above long


def read_value(text: str) -> Reading:
    """Sign, number, unit and kind of a value's text; the text itself is not judged here."""
    folded = to_half_width(text).strip()
    if not folded or len(folded) > _LONGEST:
        return Reading("", "", "", ValueKind.UNKNOWN)
    match = _QUANTITY.match(folded)
    if match and _is_unit(match["unit"]) and not _is_date(match):
        sign = _SIGNS.get(match["sign"] or "") or _SIGNS_AFTER.get(match["after"] or "", "")
        return Reading(sign, match["number"], _bare_unit(match["unit"]), ValueKind.QUANTITY)
    if _DEADLINE.search(folded) and not _COUNTED.search(folded):
        return Reading("", "", "", ValueKind.DEADLINE)
    if re.search(r"\d", folded):
        return Reading("", "", "", ValueKind.UNKNOWN)
    return Reading("", "", "", ValueKind.QUALITY)


def _is_unit(unit: str) -> bool:
    return bool(_UNIT.match(unit)) and not _NO_UNIT.search(unit)


def _bare_unit(unit: str) -> str:
    """`(%)` is %, `人(含)` is 人; brackets inside a unit, `元/(人·天)`, belong to it."""
    unit = unit.removesuffix("(含)").strip()
    return unit[1:-1] if unit.startswith("(") and unit.endswith(")") else unit


def _is_date(match: re.Match[str]) -> bool:
    """`9月底`, `2024年`, `≤9月`: a point in time; `≥6年`, `12个月` are lengths, so quantities."""
    unit, number = match["unit"].strip(), match["number"]
    if unit in _PERIOD_UNITS:
        is_year = unit == "年" and len(number) == 4
        return is_year or unit in ("月", "日")
    return bool(re.match(r"全?年|月|日", unit))


class IndicatorValue(BaseModel):
    """The value of an indicator: `text` is what was typed; the rest is read from it."""

    model_config = ConfigDict(frozen=True)

    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            return {"text": value}
        if isinstance(value, dict):
            # JSON also holds what was read from the text; only the text counts.
            return {"text": cast("dict[str, object]", value).get("text", "")}
        return value

    @model_serializer
    def _to_parts(self) -> dict[str, str]:
        reading = self.reading
        return {
            "text": self.text,
            "sign": reading.sign,
            "number": reading.number,
            "unit": reading.unit,
            "kind": reading.kind.value,
        }

    @cached_property
    def reading(self) -> Reading:
        """Everything that could be read from the text."""
        return read_value(self.text)

    @property
    def is_blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()

    @property
    def number(self) -> Decimal | None:
        """The number without thousands separators, None if the value has none."""
        text = self.reading.number
        return Decimal(text.replace(",", "")) if text else None


VALUE_PARTS: dict[str, tuple[str, ...]] = {
    "sign": ("sign",),
    "signed": ("sign", "number"),
    "number": ("number",),
    "measured": ("number", "unit"),
    "unit": ("unit",),
}
"""What a column of a value may show, in the order of columns: a form without a column of signs
has them in that of the numbers (`signed`), so has one without units (`measured`)."""


def part_of(value: IndicatorValue, part: str) -> str:
    """One of `VALUE_PARTS`; a value that has none of them stands where numbers do."""
    parts = _parts(value)
    return "".join(parts[name] for name in VALUE_PARTS[part])


def joined_value(parts: Mapping[str, str]) -> IndicatorValue | None:
    """A value printed in several columns; None unless its text says just those parts again."""
    value = IndicatorValue(text="".join(parts[part] for part in VALUE_PARTS if part in parts))
    return value if all(part_of(value, part) == text for part, text in parts.items()) else None


def with_part(value: IndicatorValue, part: str, text: str) -> IndicatorValue:
    """The value with another text in one of `VALUE_PARTS`; the number may be any text."""
    first, *rest = VALUE_PARTS[part]
    parts = {**_parts(value), first: text.strip(), **dict.fromkeys(rest, "")}
    return IndicatorValue(text="".join(parts.values()))


def _parts(value: IndicatorValue) -> dict[str, str]:
    reading = value.reading
    parts = {"sign": reading.sign, "number": reading.number, "unit": reading.unit}
    return parts if any(parts.values()) else {**parts, "number": value.text}
