# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers with their units, as sentences and indicator values say them.

`不少于350人`, `2.5万人次`, `200元/户`, `3.84万元`, `20万`: the number is folded (万, 亿), money is
in 元; `noun` and `after` are what stands before and behind: `创建示范点48个`, `480名妇女`. Dates,
ordinals and the numbers of documents are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = {
    "不少于": "≥", "不低于": "≥", "至少": "≥", "大于等于": "≥", "不小于": "≥", "≥": "≥",
    "达到": "≥", "不超过": "≤", "不高于": "≤", "不多于": "≤", "小于等于": "≤", "控制在": "≤",
    "≤": "≤", "共": "=",
    "大于": ">", "超过": ">", "小于": "<", "=": "=", ">": ">", "<": "<",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s*)?(?<![\d.A-Za-z第〔\[-])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<rough>[余多几]?)"
    r"(?P<scale>[万亿千百]?)(?P<rough2>[余多]?)\s*"
    r"(?P<unit>元(?:/[人户次天个场份]+(?:[··.*]天)?)?|%|人次|场次|人|名|户|个|场|次|期|份|篇|件|条|本|册|家|项"
    r"|处|所|套|批|天|小时|年|月|日|对|支|组|类|级|座|站|例|村|社区)?"
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LONGEST_NOUN = 20
_NOUN = re.compile(r"[\u4e00-\u9fff“”《》（）()]+$")
_AFTER = re.compile(r"[\u4e00-\u9fff“”《》]{1,12}")
_TIMES = frozenset({"年", "月", "日"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `start` to `end` is all of it, sign and unit included.

    `unit` is empty where none is said; `is_rough` marks 200余名. Money has the unit 元, or 元/户 …,
    and its number in 元; `written` is the text verbatim.
    """

    start: int
    end: int
    written: str
    sign: str
    number: Decimal
    unit: str
    noun: str
    after: str
    is_rough: bool

    @property
    def is_money(self) -> bool:
        """An amount in 元, or a price per something."""
        return self.unit.startswith("元")


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text from left to right."""
    folded = to_half_width(text)
    for match in _NUMBER.finditer(folded):
        unit, scale = match["unit"] or "", match["scale"]
        if (
            unit in _TIMES
            or (not unit and not scale)
            or folded[match.end() : match.end() + 1] == "号"
        ):
            continue
        if not unit and scale == "万" and folded[match.end() : match.end() + 1] not in ("元", ""):
            continue
        before = folded[max(0, match.start() - _LONGEST_NOUN) : match.start()]
        noun, after = _NOUN.search(before.rstrip()), _AFTER.match(folded, match.end())
        yield Quantity(
            start=match.start(),
            end=match.end(),
            written=text[match.start() : match.end()].strip(),
            sign=_SIGNS.get(match["sign"] or "", ""),
            number=Decimal(match["number"].replace(",", "")) * _SCALES[scale],
            unit=unit,
            noun=noun[0] if noun else "",
            after=after[0] if after else "",
            is_rough=bool(match["rough"] or match["rough2"]),
        )
