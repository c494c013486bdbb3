# SPDX-License-Identifier: MulanPSL-2.0
"""The row that adds up the columns of a table right above it: 总分, 合计, 金额合计."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMS = frozenset({"合计", "金额合计", "总计"})


def sum_fields(columns: Mapping[int, str], label: str, *, scored: bool) -> dict[int, str]:
    """The field that the sum of each column is.

    Under 分值 it is that of the weights, under 得分 the score of what is `scored` (F4); below tasks
    金额合计 is that of every column of amounts (F2). 总分 has no `label`: it is a field itself.
    """
    fields = {"weight": "extra.总分值"}
    if scored:
        fields["score"] = "total_score"
    if label:
        fields["amount"] = f"extra.{label}"
        extras = [field for field in columns.values() if field.startswith("extra.")]
        fields |= {field: f"extra.{label}({field.removeprefix('extra.')})" for field in extras}
    return {column: fields[field] for column, field in columns.items() if field in fields}
