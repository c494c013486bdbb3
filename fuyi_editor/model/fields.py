# SPDX-License-Identifier: MulanPSL-2.0
"""The fields of every kind of node: their Chinese names, and reading and writing them as text.

One list serves the inspector, the cells of the page, undo texts, differences and checks. Some
fields are only another way to say what child nodes say: the goals of a project as lines, its
indicators as an outline. A cell may show and edit them; `JOINED` names them.
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
    Midterm,
    Node,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.model.outline import groups_from_outline, list_text, outline_text, renamed_by_list
from fuyi_editor.model.report_figures import FIGURES, read_figure, write_figure
from fuyi_editor.model.value import IndicatorValue, part_of, with_part

if TYPE_CHECKING:
    from pydantic import BaseModel

NodeT = TypeVar("NodeT", bound=Node)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a person can fill in; `lines` tells that it may hold several lines."""

    name: str
    label: str
    lines: bool = False


def _execution_fields() -> tuple[Field, ...]:
    """The columns beside 年初预算数 in the tables of monitoring and self-evaluation (F4, F5)."""
    lines = {
        "total": "资金总额",
        "fiscal": "财政拨款",
        "carried_over": "上年结转",
        "other": "其他资金",
    }
    columns = {
        "adjusted": "全年预算数", "spent": "执行数", "forecast": "全年预计执行数",
        "rate": "执行率", "weight": "分值", "score": "得分",
    }  # fmt: skip
    return tuple(
        Field(f"execution.{line}.{column}", f"{line_label}{label}")
        for line, line_label in lines.items()
        for column, label in columns.items()
    )


FIELDS: dict[type[Node], tuple[Field, ...]] = {
    Submission: (
        Field("title", "标题"),
        Field("year", "年度"),
        Field("unit", "编报单位"),
        Field("money_unit", "金额单位"),
    ),
    Department: (
        Field("supervisor", "主管部门"),
        Field("staff.on_duty", "在职人数"),
        Field("staff.retired", "离退休人数"),
        Field("budget.basic", "基本支出"),
        Field("budget.project", "项目支出"),
        Field("budget.fiscal", "财政拨款"),
        Field("budget.other", "其他资金"),
        Field("budget.own_level", "本级使用资金"),
        Field("budget.transfers", "转移支付资金"),
    ),
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
        *_execution_fields(),
        Field("purpose", "资金用途", lines=True),
        Field("goals", "绩效目标", lines=True),
        Field("achieved", "目标实际完成情况", lines=True),
        Field("total_score", "总分"),
        Field("secret", "涉密"),
    ),
    Midterm: (
        Field("budget.total", "中期资金总额"),
        Field("budget.fiscal", "中期财政资金"),
        Field("budget.carried_over", "中期上年结转资金"),
        Field("budget.other", "中期其他资金"),
        Field("goals", "中期目标", lines=True),
    ),
    Subtotal: (Field("unit", "单位编码及名称"), Field("amount", "小计金额")),
    Report: (
        Field("figures.budget", "申请预算资金"),
        Field("figures.spent", "实际支出"),
        Field("figures.rate", "预算执行率"),
        Field("figures.projects", "预算项目个数"),
        Field("figures.amount", "项目金额合计"),
        Field("figures.received", "项目到位数"),
        Field("figures.project_spent", "项目实际支出"),
        Field("figures.project_rate", "项目执行率"),
    ),
    ReportSection: (Field("heading", "标题"),),
    ReportParagraph: (Field("text", "报告正文", lines=True),),
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
        Field("forecast", "全年预计完成情况"),
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
    Midterm: "中期（项目期）",
    Subtotal: "小计",
    Report: "自评报告",
    ReportSection: "报告章节",
    ReportParagraph: "报告段落",
    IndicatorGroup: "一级指标",
    IndicatorKind: "二级指标",
    Indicator: "三级指标",
}

JOINED = frozenset({"goals", "outline", "indicator_list", *(f"figures.{name}" for name in FIGURES)})
"""Fields whose text is that of child nodes joined, or part of it."""
SECRET = "涉密项目"
# Other names of what fields say, by which cells of a page show them.
_LABELS = {
    "goals": "绩效目标", "indicators": "绩效指标", "outline": "绩效指标",
    "indicator_list": "主要绩效指标",
    "unit.code": "单位编码", "unit.name": "单位名称",
    "supervisor.code": "主管部门编码", "supervisor.name": "主管部门",
}  # fmt: skip

_PARTY = re.compile(r"^(\d[0-9A-Za-z]*)?(.*)$", re.DOTALL)


def field_label(node: Node, name: str) -> str:
    """The Chinese name of a field, as menus and findings print it."""
    for field in FIELDS[type(node)]:
        if field.name == name:
            return field.label
    return _LABELS.get(name, name.removeprefix("extra."))


# What neither .docx nor .xlsx can hold (XML 1.0, 2.2): left over from pasted text, never visible.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text with every kind of line break as a line feed and without control characters."""
    return _NOT_TEXT.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def read_field(node: Node, name: str) -> str:
    """The text of a field. Dotted names reach into parts (`budget.total`, `extra.<label>`)."""
    if name in JOINED:
        return _read_joined(node, name)
    head, _, tail = name.partition(".")
    value: Any = getattr(node, head)
    if head == "extra":
        return cast("dict[str, str]", value).get(tail, "")
    if isinstance(value, IndicatorValue) and tail:
        return part_of(value, tail)
    for step in tail.split(".") if tail else ():
        value = getattr(value, step)
    return _as_text(value)


def _read_joined(node: Node, name: str) -> str:
    if name == "goals":
        return "\n".join(goal.text for goal in _goals(node))
    if isinstance(node, Report):
        return read_figure(_opening(node), name.removeprefix("figures."))
    groups = _groups(node)
    return outline_text(groups) if name == "outline" else list_text(groups)


def _goals(node: Node) -> tuple[Goal, ...]:
    return cast("tuple[Goal, ...]", node.children("goals"))


def _groups(node: Node) -> tuple[IndicatorGroup, ...]:
    return cast("tuple[IndicatorGroup, ...]", node.children("indicators"))


def _opening(report: Report) -> tuple[str, ...]:
    """The paragraphs of the first section, which gives the figures."""
    first = report.sections[0] if report.sections else ReportSection()
    return tuple(paragraph.text for paragraph in first.paragraphs)


def _with_figure(report: Report, name: str, text: str) -> tuple[ReportSection, ...]:
    texts = write_figure(_opening(report), name, text)
    first, *rest = report.sections
    pairs = zip(first.paragraphs, texts, strict=True)
    paragraphs = tuple(old if old.text == new else old.but(text=new) for old, new in pairs)
    return (first.but(paragraphs=paragraphs), *rest)


def _as_text(value: object) -> str:
    if isinstance(value, str):  # nearly all are
        return value
    if isinstance(value, Money | IndicatorValue):
        return value.text
    if isinstance(value, Party):
        return value.code + value.name
    if isinstance(value, bool):
        return SECRET if value else ""
    return "" if value is None else str(value)


def write_field(node: NodeT, name: str, text: str) -> NodeT:
    """The same node with the text in that field. ValueError where the field cannot hold it."""
    text = clean_text(text)
    if name in JOINED:
        return _write_joined(node, name, text)
    head, _, tail = name.partition(".")
    old = getattr(node, head)
    if head == "extra":
        return node.but(extra={**old, tail: text})
    if isinstance(old, IndicatorValue) and tail:
        new: Any = with_part(old, tail, text)
    elif tail:
        new = _with_part(cast("BaseModel", old), tail, text)
    elif name == "year":
        new = _year(text)
    else:
        new = _from_text(old, text)
    return node.but(**{head: new})


def _write_joined(node: NodeT, name: str, text: str) -> NodeT:
    if name == "goals":
        return node.but(goals=goals_from_lines(_goals(node), text))
    if isinstance(node, Report):
        return node.but(sections=_with_figure(node, name.removeprefix("figures."), text))
    read = groups_from_outline if name == "outline" else renamed_by_list
    return node.but(indicators=read(_groups(node), text))


def _with_part(part: BaseModel, name: str, text: str) -> BaseModel:
    """A group of figures with the text in one of them, however deep."""
    head, _, tail = name.partition(".")
    old = getattr(part, head)
    new = _with_part(old, tail, text) if tail else _from_text(old, text)
    return part.model_copy(update={head: new})


def _from_text(old: object, text: str) -> object:
    if isinstance(old, Money | IndicatorValue):
        return type(old)(text=text)
    if isinstance(old, Party):
        return party_from_text(text)
    if isinstance(old, bool):
        return bool(text.strip())
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
