# SPDX-License-Identifier: MulanPSL-2.0
"""Values as a book holds them: spread over several columns, or only the form's own example.

Nearly always 计算符号 and 计量单位 are parts of the value; where a form's own columns stayed apart
they are among the indicator's other columns (`extra`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.model.value import IndicatorValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.nodes import Indicator

SIGN_COLUMNS = ("计算符号", "符号")
UNIT_COLUMNS = ("计量单位", "度量单位", "单位")
# `≥**%`, `XX人`: printed in blank forms to be written over (rule A05).
_EXAMPLE = re.compile(r"\*{2,}|_{2,}|[×○□Xx]{2,}|…|^[≥≤=<>]*[×*_Xx]")


def is_open(value: IndicatorValue) -> bool:
    """Whether a value is still to be filled in."""
    return value.is_blank or bool(_EXAMPLE.search(value.text))


def whole_value(indicator: Indicator) -> IndicatorValue:
    """The value with the sign and the unit that stand in columns of their own."""
    value = indicator.value
    if value.number is None:
        return value
    sign = "" if value.reading.sign else _text(indicator, SIGN_COLUMNS)
    unit = "" if value.reading.unit else _text(indicator, UNIT_COLUMNS)
    joined = IndicatorValue(text=f"{sign}{value.text.strip()}{unit}")
    return joined if (sign or unit) and joined.number == value.number else value


def column(indicators: Iterable[Indicator], labels: tuple[str, ...]) -> str:
    """The label under which these rows have such a column, empty if none has."""
    known = {label for indicator in indicators for label in indicator.extra}
    return next((label for label in labels if label in known), "")


def _text(indicator: Indicator, labels: tuple[str, ...]) -> str:
    return next((text for label in labels if (text := indicator.extra.get(label, "").strip())), "")
