# SPDX-License-Identifier: MulanPSL-2.0
"""Taking an entry of the library into an indicator of a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from fuyi_editor.library.values import SIGN_COLUMNS, UNIT_COLUMNS, column, is_open
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.model.value import IndicatorValue, ValueKind, part_of

if TYPE_CHECKING:
    from fuyi_editor.library.entry import Entry
    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_MONTH_FIRST = re.compile(r"^\d{1,2}月")
# Units in which the same things are counted, by their first character.
_LIKE_UNITS = str.maketrans("名位场期批册本套", "人人次次次份份份")


def take(submission: Submission, indicator_id: str, entry: Entry) -> tuple[Edit, ...]:
    """The edits, one undo step, that make an indicator the one of the entry.

    The name is always that of the entry. Value, basis and description are filled in where they are
    blank, and what the clerk has written stays: whoever only mends the name keeps this year's
    number. But where the value there could be none of the entry's, being in another unit or a date
    in the place of a number, the row was another indicator until now: then all that the entry says
    is taken. Dates get the book's year. Sign and unit go into columns of their own where the form
    has these apart from the value. KeyError without the indicator.
    """
    chain = submission.chain(indicator_id)
    indicator = cast("Indicator", chain[-1])
    value = usual_value(entry, submission.year)
    renewed = not _could_be(indicator.value, value)
    texts = {"name": dated(entry.name, entry.year, submission.year)}
    if renewed or is_open(indicator.value):
        texts |= _value_texts(value, chain[-2])
    if renewed or not indicator.basis.strip():
        texts["basis"] = entry.basis
    if renewed or not indicator.description.strip():
        texts["description"] = dated(entry.description, entry.year, submission.year)
    return tuple(
        SetField(node=indicator_id, field=field, text=text)
        for field, text in texts.items()
        if text and text != read_field(indicator, field)
    )


def usual_value(entry: Entry, year: int | None) -> IndicatorValue:
    """The value of an entry as it would stand in the book of that year, with sign and unit."""
    text = dated(entry.value, entry.year, year)
    if year and _MONTH_FIRST.match(text):
        text = f"{year}年{text}"  # 12月底前 names no year (rule C07)
    reading = IndicatorValue(text=text).reading
    if reading.kind is ValueKind.QUANTITY and not reading.unit:
        text += entry.unit
    return IndicatorValue(text=text)


def dated(text: str, from_year: int | None, year: int | None) -> str:
    """The text with the year of its book made that of another; spans of years stay as they are."""
    if not from_year or not year:
        return text
    return re.sub(rf"(?<![\d—–~～至-]){from_year}(?=年(?![—–~～至-]))", str(year), text)


def _could_be(old: IndicatorValue, new: IndicatorValue) -> bool:
    """Whether a value can be one of the same indicator: 人, 名, 人次 may, % and 场 may not."""
    kinds = {old.reading.kind, new.reading.kind}
    if ValueKind.UNKNOWN in kinds or is_open(old):
        return True
    if len(kinds) > 1:
        return False
    units = {value.reading.unit[:1].translate(_LIKE_UNITS) for value in (old, new)}
    return len(units) == 1 or "" in units


def _value_texts(value: IndicatorValue, kind: Node) -> dict[str, str]:
    """The value, or its parts where the form has columns for them that could not be joined."""
    rows = [node for node in kind.walk() if isinstance(node, Indicator)]
    sign, unit = column(rows, SIGN_COLUMNS), column(rows, UNIT_COLUMNS)
    if value.number is None or not (sign or unit):
        return {"value": value.text}
    texts = {f"extra.{sign}": part_of(value, "sign")} if sign else {}
    texts |= {f"extra.{unit}": part_of(value, "unit")} if unit else {}
    rest = part_of(value, "number" if sign else "signed")
    return {"value": rest if unit else rest + part_of(value, "unit"), **texts}
