# SPDX-License-Identifier: MulanPSL-2.0
"""What the rows of the tree say: names, values, tooltips, and the same in words for the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.fields import NODE_NAMES, read_field
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.tree.rows import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.ui.tree.rows import Row, TreeRows
    from fuyi_editor.ui.tree.states import Summary

MOST_MESSAGES = 6
WIDEST_TIP = 48  # letters: Qt does not break the lines of a plain tool tip

NAME_FIELDS: dict[type[Node], str] = {
    Project: "name", IndicatorGroup: "name", IndicatorKind: "name", Indicator: "name",
    SubGoal: "name", Task: "name", Goal: "text", Safeguard: "text", Subtotal: "unit",
    ReportSection: "heading", ReportParagraph: "text",
}  # fmt: skip
VALUE_FIELDS: dict[type[Node], str] = {
    Indicator: "value", Project: "budget.total", Midterm: "budget.total", Task: "amount",
    Subtotal: "amount",
}  # fmt: skip
EDITABLE_VALUES = (Indicator,)
# Code and name of a unit are two columns on paper, which one line of text cannot tell apart.
READ_ONLY_NAMES = (Subtotal,)
_TEXTS = (Goal, Safeguard, ReportParagraph)
_ICONS: dict[type[Node], str] = {
    Submission: "project", Department: "department", Project: "project", Task: "task",
    Goal: "goal", SubGoal: "goal", Safeguard: "goal", Indicator: "indicator",
    Midterm: "midterm", Subtotal: "subtotal", Report: "report", ReportSection: "section",
    ReportParagraph: "section", IndicatorGroup: "group", IndicatorKind: "kind",
}  # fmt: skip
_FOLDER_ICONS = {"tasks": "task", "other_tasks": "task"}


def icon_of(kind: type[Node]) -> str:
    """The icon of a sort of node."""
    return _ICONS.get(kind, "app")


def icon_name(node: Node, row: Row) -> str | None:
    """The icon of a row's sort; the leaves have none, so that their names can be read."""
    if row.slot:
        return _FOLDER_ICONS.get(row.slot, "goal")
    if isinstance(node, Indicator | Goal | Safeguard | Task | ReportParagraph):
        return None
    return "app" if isinstance(node, Submission) else icon_of(type(node))


def name_text(rows: TreeRows, row: Row) -> str:
    """The first column: the name, or the text of a goal, on one line."""
    node = rows.node(row)
    if row.slot:
        return FOLDERS[type(node)][row.slot]
    if isinstance(node, Submission):
        return book_text(node)
    if isinstance(node, _TEXTS):
        return " ".join(node.text.split()) or f"（空白{NODE_NAMES[type(node)]}）"
    return node_title(node)


def book_text(submission: Submission) -> str:
    """What the row of the book says: its title, or year and unit, or what it is."""
    if submission.title.strip():
        return " ".join(submission.title.split())
    year = f"{submission.year} 年" if submission.year else ""
    return f"{year}{submission.unit.name}绩效文本"


def is_unnamed(node: Node) -> bool:
    """Whether the name is still to be given."""
    field = NAME_FIELDS.get(type(node))
    return field is not None and not read_field(node, field).strip()


def value_text(rows: TreeRows, row: Row) -> str:
    """The second column: an indicator's value, a project's money, how much is in a folder."""
    node = rows.node(row)
    if row.slot:
        count = rows.count(row)
        return f"{count} 条" if count else ""
    if isinstance(node, Indicator):
        return " ".join(node.value.text.split())
    field = VALUE_FIELDS.get(type(node))
    return _with_unit(read_field(node, field), rows.submission.money_unit) if field else ""


def _with_unit(money: str, unit: str) -> str:
    text = money.strip()
    return f"{text}{unit}" if text and text[-1].isdigit() else text


def tooltip(rows: TreeRows, row: Row, own: Sequence[Finding], summary: Summary) -> str:
    """Name and description in full, then what is to be done here and below."""
    node = rows.node(row)
    lines = [name_text(rows, row)]
    if isinstance(node, Indicator) and node.description.strip():
        lines.append(node.description)
    lines += [f"• {finding.message}" for finding in own[:MOST_MESSAGES]]
    if len(own) > MOST_MESSAGES:
        lines.append(f"…… 另有 {len(own) - MOST_MESSAGES} 处")
    if summary.parts and len(own) != sum(
        (summary.wrong, summary.missing, summary.doubtful, summary.hints)
    ):
        lines.append("合计：" + "，".join(summary.parts))
    return "\n".join(part for line in lines for part in _broken(line))


def _broken(text: str) -> list[str]:
    starts = range(0, max(len(text), 1), WIDEST_TIP)
    return [text[start : start + WIDEST_TIP] for start in starts]


def spoken(rows: TreeRows, row: Row, own: Sequence[Finding], summary: Summary) -> str:
    """What a screen reader says of a row: sort, name, value and state."""
    node = rows.node(row)
    sort = "" if row.slot else NODE_NAMES[type(node)]
    value = value_text(rows, row)
    if isinstance(node, Indicator) and not row.slot:
        value = f"指标值 {value}" if value else "指标值空白"
    state = "，".join(summary.parts) or summary.word
    messages = "；".join(finding.message for finding in own[:MOST_MESSAGES])
    parts = (sort, name_text(rows, row), value, state, messages)
    return "，".join(part for part in parts if part)
