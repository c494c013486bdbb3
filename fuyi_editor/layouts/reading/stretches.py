# SPDX-License-Identifier: MulanPSL-2.0
"""A grid taken apart into stretches of rows: labels, indicators, tasks, projects.

Published forms put them in one table or in two, and several blocks of indicators in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from fuyi_editor.layouts.reading.indicator_columns import indicator_header
from fuyi_editor.layouts.reading.indicator_table import is_remark
from fuyi_editor.layouts.reading.labels import fold_label
from fuyi_editor.layouts.reading.row_tables import is_numbers, project_columns, task_columns
from fuyi_editor.layouts.reading.said_lines import is_signature, said_field
from fuyi_editor.layouts.reading.sum_row import SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.page.document import Cell, Row

Kind = Literal["labels", "indicators", "tasks", "projects"]

_UNIT_LINE = re.compile(r"^\s*(?:金额)?单位\s*[:：]\s*(万元|元)\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows `start` to `end` of a grid; the first `header` of them title the `columns`.

    `label` is the text that reaches down to the left of them: 年度绩效指标.
    """

    kind: Kind
    start: int
    end: int
    header: int = 0
    columns: dict[int, str] = field(default_factory=dict[int, str])
    label: str = ""


def stretches(rows: Sequence[Row], labels: Labels) -> list[Stretch]:
    """The stretches from top to bottom; together they are all rows."""
    found: list[Stretch] = []
    index = since = 0
    while index < len(rows):
        begun = stretch_at(rows, index, labels)
        if begun is None:
            index += 1
            continue
        if index > since:
            found.append(Stretch("labels", since, index))
        end = _end(rows, begun, labels)
        found.append(replace(begun, end=end))
        index = since = end
    if len(rows) > since:
        found.append(Stretch("labels", since, len(rows)))
    return found


def stretch_at(rows: Sequence[Row], index: int, labels: Labels) -> Stretch | None:
    """The stretch whose titles begin at that row, its end still open."""
    if header := indicator_header(rows, index, labels):
        label = _label(rows[index], header.columns)
        return Stretch("indicators", index, index, header.rows, header.columns, label)
    if tasks := task_columns(rows, index, labels):
        return Stretch("tasks", index, index, *tasks)
    if columns := project_columns(rows[index], labels):
        numbered = index + 1 < len(rows) and is_numbers(rows[index + 1])
        return Stretch("projects", index, index, 2 if numbered else 1, columns)
    return None


def _label(row: Row, columns: dict[int, str]) -> str:
    left = (c for c in row.cells if c.column < min(columns) and not c.continues)
    return next((fold_label(cell.text) for cell in left if cell.text.strip()), "")


def _end(rows: Sequence[Row], begun: Stretch, labels: Labels) -> int:
    index = begun.start + begun.header
    while index < len(rows):
        again = stretch_at(rows, index, labels)
        if again is not None:
            # Titles printed again, after a page break, begin nothing new; under another label
            # they do: 长期绩效指标, then 年度绩效指标.
            same = (again.kind, again.columns) == (begun.kind, begun.columns)
            if not same or again.label not in ("", begun.label):
                return index
            index += again.header
        elif _is_labels(rows[index], begun, labels):
            return index
        else:
            index += 1
    return _without_foot(rows, begun, index) if begun.kind == "indicators" else index


def _without_foot(rows: Sequence[Row], begun: Stretch, end: int) -> int:
    """Where the last indicators end and sums, measures and signatures begin below them."""
    foot = end
    for index in range(end - 1, begun.start + begun.header - 1, -1):
        if _is_foot(rows[index], begun.columns):
            foot = index
        elif not is_remark(rows[index], begun.columns):
            break
    return foot


def _is_foot(row: Row, columns: dict[int, str]) -> bool:
    """`合计 | 100`, `保障措施 | …`, `填报人 | 李某 | 日期 | …`; a lone remark is none."""
    own = [cell for cell in row.cells if not cell.continues and cell.text.strip()]
    if len(own) < 2:
        return False
    text = fold_label(own[0].text)
    return text in SUMS or is_signature(text) or (is_remark(row, columns) and "计" not in text)


def _is_labels(row: Row, begun: Stretch, labels: Labels) -> bool:
    """Whether a row below titles is one of labels again, such as 总分 (F4)."""
    if any(_UNIT_LINE.match(cell.text) for cell in row.cells):
        return True
    name = min(c for c, f in begun.columns.items() if f.endswith("name"))
    own = [cell for cell in row.cells if not cell.continues and cell.text.strip()]
    first = own[0] if own else None
    if first is None:
        return False
    text = fold_label(first.text)
    if begun.kind == "indicators":
        reached = first.column < name or is_remark(row, begun.columns)
        return reached and _is_field(text, labels)
    if begun.kind == "tasks":
        return text in SUMS or (first.column < name and _is_field(text, labels))
    return False


def _is_field(text: str, labels: Labels) -> bool:
    return text in labels.fields or text in labels.frames or text in labels.department


def holds_label(rows: Sequence[Row], meaning: dict[str, str], field_name: str = "") -> bool:
    """Whether a cell of the rows is a label of that meaning (of any, without a name)."""
    return any(_means(cell, meaning, field_name) for row in rows for cell in row.cells)


def _means(cell: Cell, meaning: dict[str, str], field_name: str) -> bool:
    found = meaning.get(fold_label(cell.text))
    if found is None and (said := said_field(cell.text, meaning)):
        found = said[0]  # 项目名称：培训经费 in one cell
    return found is not None and not cell.continues and field_name in ("", found)
