# SPDX-License-Identifier: MulanPSL-2.0
"""The fields of every kind of node: their Chinese names, and reading and writing them as text.

One list serves the inspector, the cells of the page, undo texts, differences and checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Party,
    Project,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
    Task,
)
from fuyi_editor.model.value import IndicatorValue

if TYPE_CHECKING:
    from pydantic import BaseModel

NodeT = TypeVar("NodeT", bound=Node)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a person can fill in; `lines` tells that it may hold several lines."""

    name: str
    label: str
    lines: bool = False


FIELDS: dict[type[Node], tuple[Field, ...]] = {
    Submission: (
        Field("title", "标题"),
        Field("year", "年度"),
        Field("unit", "编报单位"),
        Field("money_unit", "金额单位"),
    ),
    Department: (),
    SubGoal: (Field("name", "分项名称"),),
    Safeguard: (Field("text", "保障措施", lines=True),),
    Goal: (Field("text", "绩效目标", lines=True),),
    Task: (
        Field("name", "任务名称"),
        Field("content", "主要内容", lines=True),
        Field("amount", "拟投入资金"),
        Field("target", "期望目标", lines=True),
    ),
    Project: (
        Field("code", "项目编码"),
        Field("name", "项目名称"),
        Field("unit", "单位编码及名称"),
        Field("supervisor", "主管部门"),
        Field("budget.total", "预算数"),
        Field("budget.fiscal", "其中：财政资金"),
        Field("budget.carried_over", "上年结转资金"),
        Field("budget.other", "其他资金"),
        Field("purpose", "资金用途", lines=True),
        Field("goals", "绩效目标", lines=True),
    ),
    SpendingStep: (Field("by", "支出时点"), Field("percent", "累计支出比例")),
    IndicatorGroup: (Field("name", "一级指标"), Field("weight", "权重")),
    IndicatorKind: (Field("name", "二级指标"),),
    Indicator: (
        Field("name", "三级指标"),
        Field("description", "绩效指标描述", lines=True),
        Field("value", "指标值"),
        Field("basis", "指标值确定依据"),
        Field("weight", "权重"),
        Field("actual", "实际完成值"),
        Field("score", "得分"),
        Field("deviation", "偏差原因及改进措施", lines=True),
    ),
}

NODE_NAMES: dict[type[Node], str] = {
    Submission: "绩效文本",
    Department: "部门整体绩效目标",
    SubGoal: "分项绩效目标",
    Safeguard: "保障措施",
    Goal: "绩效目标",
    Task: "重点任务",
    Project: "项目",
    SpendingStep: "支出计划",
    IndicatorGroup: "一级指标",
    IndicatorKind: "二级指标",
    Indicator: "三级指标",
}

_PARTY = re.compile(r"^(\d[0-9A-Za-z]*)?(.*)$", re.DOTALL)


def field_label(node: Node, name: str) -> str:
    """The Chinese name of a field, as menus and findings print it."""
    for field in FIELDS[type(node)]:
        if field.name == name:
            return field.label
    return name.removeprefix("extra.")


# What neither .docx nor .xlsx can hold (XML 1.0, 2.2): left over from pasted text, never visible.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text with every kind of line break as a line feed and without control characters."""
    return _NOT_TEXT.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def read_field(node: Node, name: str) -> str:
    """The text of a field. Dotted names reach into parts (`budget.total`, `extra.<label>`)."""
    if name == "goals" and isinstance(node, Project):
        return "\n".join(goal.text for goal in node.goals)
    value: Any = node
    head, _, tail = name.partition(".")
    value = getattr(value, head)
    if head == "extra":
        return cast("dict[str, str]", value).get(tail, "")
    if tail:
        value = getattr(value, tail)
    return _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, Money | IndicatorValue):
        return value.text
    if isinstance(value, Party):
        return value.code + value.name
    return "" if value is None else str(value)


def write_field(node: NodeT, name: str, text: str) -> NodeT:
    """The same node with the text in that field. ValueError where the field cannot hold it."""
    text = clean_text(text)
    if name == "goals" and isinstance(node, Project):
        return node.but(goals=goals_from_lines(node.goals, text))
    head, _, tail = name.partition(".")
    old = getattr(node, head)
    if head == "extra":
        return node.but(extra={**old, tail: text})
    if tail:
        part = cast("BaseModel", old)
        new: Any = part.model_copy(update={tail: _from_text(getattr(part, tail), text)})
    elif name == "year":
        new = _year(text)
    else:
        new = _from_text(old, text)
    return node.but(**{head: new})


def _from_text(old: object, text: str) -> object:
    if isinstance(old, Money | IndicatorValue):
        return type(old)(text=text)
    if isinstance(old, Party):
        return party_from_text(text)
    return text


def party_from_text(text: str) -> Party:
    """`713001唐山市丰润区妇女联合会本级` → its code and name; together they are the text again."""
    match = _PARTY.match(text)
    return Party(code=match[1] or "", name=match[2]) if match else Party(name=text)


def _year(text: str) -> int | None:
    text = text.strip().removesuffix("年").removesuffix("年度")
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise ValueError(f"年度应是四位数字，例如 2024，不能是“{text}”")
    return int(text)


def goals_from_lines(goals: tuple[Goal, ...], text: str) -> tuple[Goal, ...]:
    """One goal for each line; goals whose line stayed, or was reworded in place, keep their ids."""
    lines = text.split("\n") if text else []
    kept: list[Goal] = []
    matcher = SequenceMatcher(None, [goal.text for goal in goals], lines, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        olds = goals[start:end]
        for offset, line in enumerate(lines[new_start:new_end]):
            old = olds[offset] if offset < len(olds) else Goal()
            kept.append(old if old.text == line else old.but(text=line))
    return tuple(kept)
