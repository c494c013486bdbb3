# SPDX-License-Identifier: MulanPSL-2.0
"""Lines that name a field and its content in one: 填报单位：某县妇联（盖章）, 项目名称：培训经费.

They stand above tables, in a row over all columns, and below them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.layouts.reading.labels import fold_label

if TYPE_CHECKING:
    from collections.abc import Mapping

YEAR_LINE = re.compile(r"^(\s*[（(]?\s*)(20\d\d)(\s*年度?\s*[)）]?\s*)$")
_UNIT_LINE = re.compile(r"^(.*?)(\s*(?:金额)?单位\s*[:：]\s*)(万元|元)\s*$")
TITLE_LINE = re.compile(r"^\s*\S.{0,60}绩效.{0,30}(?:表|文本)\s*(?:[（(].{1,20}[)）]\s*)?$")
_SEAL = r"(?:\s*[（(]\s*(?:盖章|公章|签章|签字|盖公章)\s*[)）])?\s*"
_SAID = re.compile(rf"^(\s*([^：:\n]{{2,20}})[：:]\s*)(.*?)({_SEAL})$", re.DOTALL)
_PARTY = re.compile(
    r"^(\s*(?:(?:填报|填表|编制|编报|申报|预算|项目|实施)?单位|部门)(?:名称|（单位）|\(单位\))?\s*[：:]\s*)?"
    rf"(.*?)({_SEAL})$",
    re.DOTALL,
)
# Boxes that forms have below the indicators, with texts in as many cells as an indicator has.
_SIGNED = re.compile(
    r"^(?:填[报表制]人|制表人|经办人|审核人|复核人|负责人|联系人|联系电话|电话|日期|备注|注|说明)|"
    r"(?:负责人|分管领导|意见|[报表]日期|签[字章名]|盖章|填[报表]说明)$"
)


class Said(NamedTuple):
    """A line taken apart: `before` and `after` are printed by the form, `text` is the content."""

    before: str
    text: str
    after: str

    def template(self, field: str) -> str:
        """The line with a placeholder of that field for its content."""
        return f"{self.before}{{{field}}}{self.after}"


def said_field(text: str, fields: Mapping[str, str]) -> tuple[str, Said] | None:
    """The field that a line names before a colon, and what it says of it; None if it does not."""
    match = _SAID.match(text) if "：" in text or ":" in text else None
    field = fields.get(fold_label(match[2])) if match else None
    if match is None or field is None or not match[3] or "{" in match[1]:
        return None
    return field, Said(match[1], match[3], match[4])


class UnitLine(NamedTuple):
    """`某县妇联　　单位：万元`: the party, the words before the unit of money, and that unit."""

    party: Said
    label: str
    money_unit: str

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing else: no 填报日期 between the party and the unit of money."""
        return not re.search(r"[：:]|\s{2}", self.party.text)

    def template(self, party: str) -> str:
        """The line with a placeholder for the unit of money, and `party` for the party."""
        return f"{self.party.before}{party}{self.party.after}{self.label}{{money_unit}}"


def unit_line(text: str) -> UnitLine | None:
    """The line taken apart; None if it does not end in a unit of money."""
    match = _UNIT_LINE.match(text)
    return UnitLine(said_party(match[1]), match[2], match[3]) if match else None


def said_party(text: str) -> Said:
    """The unit that a line names, without 填报单位： before it and （盖章） behind it."""
    match = _PARTY.match(text)
    assert match is not None
    return Said(match[1] or "", match[2], match[3])


def is_signature(text: str) -> bool:
    """Whether a text asks who filled a form in, signed it, and when: 填报人, 负责人：, 日期."""
    return bool(_SIGNED.search(fold_label(text).split(":", 1)[0]))
