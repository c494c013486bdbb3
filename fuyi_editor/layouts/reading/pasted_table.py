# SPDX-License-Identifier: MulanPSL-2.0
"""A table from elsewhere as rows of indicators: its header, its merges, which column is what.

Columns are known by their titles, as those of forms are; without titles by what stands in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.indicator_columns import indicator_header
from fuyi_editor.layouts.reading.labels import fold_label
from fuyi_editor.model.paste_rows import TableRow
from fuyi_editor.model.taxonomy import TAXONOMIES, fold_group, fold_kind
from fuyi_editor.model.value import ValueKind, joined_value, read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.page.document import Grid, Row

TARGETS: dict[str, str] = {
    "": "不要",
    "group": "一级指标",
    "kind": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "value": "指标值",
    "value.sign": "指标值：符号",
    "value.number": "指标值：数值",
    "value.unit": "指标值：单位",
    "basis": "指标值确定依据",
    "weight": "权重",
    "actual": "实际完成值",
    "forecast": "全年预计完成情况",
    "score": "得分",
    "deviation": "偏差原因及改进措施",
}
"""What a column may be, in the words of the dialog."""

_GROUPS = {name for taxonomy in TAXONOMIES.values() for name in taxonomy.groups}
_KINDS = {kind for t in TAXONOMIES.values() for kinds in t.groups.values() for kind in kinds}
_WEIGHT = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_NUMBER_ONLY = re.compile(r"\d+[.、]?")
_MOSTLY = 0.6
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class PastedTable:
    """The rows below the header, merged cells blank but for their first row.

    `titles` are the texts of the header, blank without one; `guess` is the target of each column.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: tuple[str, ...]

    @property
    def has_header(self) -> bool:
        """Whether a row of titles was recognised."""
        return any(self.titles)


def read_pasted(grid: Grid, labels: Labels) -> PastedTable:
    """The table in a grid that was pasted."""
    width = len(grid.columns)
    for index in range(min(_MOST_HEADER_ROWS, len(grid.rows))):
        header = indicator_header(grid.rows, index, labels)
        if header is not None:
            columns = {c: f if f in TARGETS else _known(f) for c, f in header.columns.items()}
            titles = [_texts(row, width) for row in grid.rows[index : index + header.rows]]
            joined = tuple(
                "".join(dict.fromkeys(t for t in texts if t)) for texts in zip(*titles, strict=True)
            )
            rows = _rows(grid.rows[index + header.rows :], width)
            return PastedTable(joined, rows, tuple(columns.get(n, "") for n in range(width)))
    if grid.rows and (targets := _by_titles(_texts(grid.rows[0], width), labels)):
        return PastedTable(_texts(grid.rows[0], width), _rows(grid.rows[1:], width), targets)
    rows = _rows(grid.rows, width)
    return PastedTable(("",) * width, rows, _by_content(rows, width))


def table_rows(table: PastedTable, targets: Sequence[str]) -> tuple[TableRow, ...]:
    """The rows, each column taken for its target; blank levels are those of the row above."""
    group = kind = ""
    rows: list[TableRow] = []
    for cells in table.rows:
        texts = {t: c for t, c in zip(targets, cells, strict=True) if t and c.strip()}
        said_group, said_kind = texts.pop("group", ""), texts.pop("kind", "")
        if said_group and fold_group(said_group) != fold_group(group):
            group, kind = said_group, ""
        kind = said_kind or kind
        rows.append(TableRow(_one_line(group), _one_line(kind), _with_value(texts)))
    return tuple(rows)


def _with_value(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with a value that stood in several columns put together."""
    parts = {
        t.removeprefix("value."): c.strip() for t, c in texts.items() if t.startswith("value.")
    }
    rest = {target: text for target, text in texts.items() if not target.startswith("value.")}
    if parts and "value" not in rest:
        whole = joined_value(parts)
        order = ("sign", "number", "unit")
        rest["value"] = whole.text if whole else "".join(parts.get(part, "") for part in order)
    return rest


def _known(field: str) -> str:
    """A number beside its sign or unit is that of the value; an unknown title says nothing."""
    return "value.number" if field.startswith("value.") else ""


def _texts(row: Row, width: int) -> tuple[str, ...]:
    texts = [""] * width
    for cell in row.cells:
        if not cell.continues:
            texts[cell.column] = cell.text
    return tuple(texts)


def _rows(rows: Sequence[Row], width: int) -> tuple[tuple[str, ...], ...]:
    read = (_texts(row, width) for row in rows)
    return tuple(texts for texts in read if any(text.strip() for text in texts))


def _by_titles(texts: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    """The targets of a row of titles; none where most of it says something else."""
    known = [labels.columns.get(fold_label(text), "") if text.strip() else "" for text in texts]
    filled = sum(bool(text.strip()) for text in texts)
    if not filled or sum(map(bool, known)) < _MOSTLY * filled:
        return ()
    return tuple(
        target if target in TARGETS and target not in known[:number] else ""
        for number, target in enumerate(known)
    )


def _by_content(rows: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """Levels by their names, the value by its grammar, texts before and behind it by order."""
    columns = [[row[n].strip() for row in rows if row[n].strip()] for n in range(width)]
    targets = [_target_of(texts) for texts in columns]
    for target in ("group", "kind", "value", "weight"):
        _keep_first(targets, target)
    if targets.count("text") and "value" not in targets and width > 1:
        return tuple(
            "name" if t == "text" and targets.index("text") == n else _level(t)
            for n, t in enumerate(targets)
        )
    at = targets.index("value") if "value" in targets else width
    before = [n for n in range(at) if targets[n] == "text"]
    behind = [n for n in range(at, width) if targets[n] == "text"]
    names = dict(zip(before, ("name", "description"), strict=False))
    names |= dict(zip(behind, ("basis", "actual") if before else ("name", "basis"), strict=False))
    return tuple(names.get(n, _level(target)) for n, target in enumerate(targets))


def _target_of(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    if _share(texts, _is_group) > _MOSTLY:
        return "group"
    if _share(texts, _is_kind) > _MOSTLY:
        return "kind"
    if _share(texts, _NUMBER_ONLY.fullmatch) == 1 and _counts_up(texts):
        return ""  # 序号
    if _share(texts, _WEIGHT.fullmatch) == 1:
        return "weight"
    return "value" if _share(texts, _is_value) > _MOSTLY else "text"


def _share(texts: Sequence[str], holds: Callable[[str], object]) -> float:
    return sum(bool(holds(text)) for text in texts) / len(texts)


def _is_group(text: str) -> bool:
    return fold_group(text) in _GROUPS


def _is_kind(text: str) -> bool:
    return fold_kind(text) in _KINDS


def _is_value(text: str) -> bool:
    return read_value(text).kind in (ValueKind.QUANTITY, ValueKind.DEADLINE)


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(text.rstrip(".、")) for text in texts]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)


def _keep_first(targets: list[str], target: str) -> None:
    seen = False
    for number, found in enumerate(targets):
        if found == target:
            targets[number] = "" if seen else target
            seen = True


def _level(target: str) -> str:
    return "" if target == "text" else target


def _one_line(name: str) -> str:
    return " ".join(name.split()) if " " in name.strip() else "".join(name.split())
