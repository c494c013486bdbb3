# SPDX-License-Identifier: MulanPSL-2.0
"""What a person can say of a cell of a sample: the fields by their Chinese names, in groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.field_names import shows_text
from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import Department, Indicator, Midterm, Project, Submission, Task

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node

OTHER, WORDS, UNKNOWN = "其他内容", "固定文字", "没有认出"


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that a cell can show. Of a list it is the column: `part` is that of the labels."""

    group: str
    label: str
    template: str
    part: str = ""

    @property
    def field(self) -> str:
        """The name of the field, with its scope."""
        return self.template.strip("{}")


_COLUMNS: dict[str, dict[str, str]] = {
    "columns": {
        "group": "一级指标", "kind": "二级指标",
        **{f.name: f.label for f in FIELDS[Indicator]},
        "value.sign": "计算符号", "value.unit": "计量单位",
    },
    "tasks": {field.name: field.label for field in FIELDS[Task]},
    "projects": {
        "unit.code": "单位编码（序号）", "name": "项目名称", "budget.total": "金额",
        "purpose": "资金用途", "goals": "绩效目标", "outline": "绩效指标（写在一格里）",
    },
}  # fmt: skip
_COLUMN_GROUPS = {
    "columns": "指标表的一栏",
    "tasks": "任务表的一栏",
    "projects": "项目一览表的一栏",
}
_EXECUTION = "执行情况"
_ORDER = (
    "项目", "部门整体", "指标表的一栏", "绩效文本", "中期", _EXECUTION, "任务表的一栏",
    "项目一览表的一栏",
)  # fmt: skip
_PLACES: tuple[tuple[str, str, type[Node], str], ...] = (
    ("fields", "项目", Project, ""),
    ("fields", "绩效文本", Submission, "book."),
    ("fields", "中期", Midterm, "midterm."),
    ("department", "部门整体", Department, ""),
    ("department", "绩效文本", Submission, "book."),
)


@lru_cache(maxsize=4)
def choices(owner: str) -> tuple[Choice, ...]:
    """What a cell of a project's table (`fields`) or of a department's (`department`) may be."""
    found = [
        Choice(_EXECUTION if is_execution else group, field.label, f"{{{scope}{field.name}}}")
        for kind, group, node, scope in _PLACES
        if kind == owner
        for field in FIELDS[node]
        if field.name != "secret" and shows_text(node, field.name)
        for is_execution in [field.name.startswith("execution.")]
    ]
    if owner == "department":
        found.insert(0, Choice("部门整体", "总体绩效目标", "{goals}"))
    order = {group: number for number, group in enumerate(_ORDER)}
    return tuple(sorted((*found, *_columns()), key=lambda choice: order[choice.group]))


def _columns() -> list[Choice]:
    return [
        Choice(_COLUMN_GROUPS[part], label, f"{{{field}}}", part)
        for part, fields in _COLUMNS.items()
        for field, label in fields.items()
    ]


def template_words(template: str, owner: str, part: str = "") -> str:
    """What a cell with that template shows, in Chinese: 预算数, 其他内容：备注, 固定文字.

    `part` is that of the list in whose row the cell stands.
    """
    names = placeholders(template)
    if not names:
        return WORDS
    known = {c.field: c.label for c in choices(owner) if not c.part} | _COLUMNS.get(part, {})
    known |= {
        "group.name": "一级指标",
        "kind.name": "二级指标",
        "by": "支出时点",
        "percent": "支出比例",
    }
    words = [_name_words(name, known) for name in names]
    return "、".join(dict.fromkeys(words))


def _name_words(name: str, known: dict[str, str]) -> str:
    head, _, tail = name.partition("extra.")
    if tail:
        return f"{OTHER}：{tail}"
    if name.startswith("#"):
        return "序号"
    half = "中期" if head.startswith("mid.") else ""
    own = name.removeprefix("mid.")
    return half + known.get(own, known.get(name, own))
