# SPDX-License-Identifier: MulanPSL-2.0
"""A book or project as the pattern of a new one: what is kept of it, and what is left blank.

Codes, actual values, scores and what was spent are those of one year and never kept.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.fields import FIELDS, JOINED, read_field, write_field
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
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
from fuyi_editor.model.numbering import numbering_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fuyi_editor.model.node import Node

_NodeT = TypeVar("_NodeT", bound="Node")


class Part(Enum):
    """What can be kept of a pattern."""

    NAMES = "names"
    """Names of projects, 分项 and tasks."""
    TEXTS = "texts"
    """绩效目标, 资金用途, 保障措施 and other narrative."""
    ROWS = "rows"
    """三级指标: names, descriptions, basis and weights."""
    VALUES = "values"
    """指标值, with units and signs in columns of their own."""
    MONEY = "money"
    """Amounts, 资金支出计划, numbers of staff."""


Keep = frozenset[Part]
STRUCTURE: Keep = frozenset({Part.NAMES, Part.ROWS})
"""只要结构: what the form asks for, without what was answered."""

_ALWAYS = None
# By kind of node and field, or the part of it before a dot; what is not named here is never kept.
_PARTS: dict[type[Node], dict[str, Part | None]] = {
    Submission: dict.fromkeys(("title", "year", "unit", "money_unit"), _ALWAYS),
    Department: {"supervisor": _ALWAYS, "staff": Part.MONEY, "budget": Part.MONEY},
    SubGoal: {"name": Part.NAMES},
    Safeguard: {"text": Part.TEXTS},
    Goal: {"text": Part.TEXTS},
    Task: {"name": Part.NAMES, "content": Part.TEXTS, "amount": Part.MONEY, "target": Part.TEXTS},
    Project: {
        "name": Part.NAMES, "unit": _ALWAYS, "supervisor": _ALWAYS, "secret": _ALWAYS,
        "budget": Part.MONEY, "purpose": Part.TEXTS, "extra": Part.TEXTS,
    },
    Midterm: {"budget": Part.MONEY},
    Subtotal: {"unit": _ALWAYS, "amount": Part.MONEY},
    ReportSection: {"heading": _ALWAYS},
    ReportParagraph: {"text": Part.TEXTS},
    SpendingStep: {"by": _ALWAYS, "percent": Part.MONEY},
    IndicatorGroup: {"name": _ALWAYS, "weight": Part.ROWS},
    IndicatorKind: {"name": _ALWAYS},
    Indicator: {
        "name": Part.ROWS, "description": Part.ROWS, "basis": Part.ROWS, "weight": Part.ROWS,
        "value": Part.VALUES, "extra": Part.VALUES,
    },
}  # fmt: skip
# Lists of which one blank place is left; the rest of a form's rows are headings.
_ONE_BLANK: dict[str, Part] = {"goals": Part.TEXTS, "paragraphs": Part.TEXTS}


def patterned(
    submission: Submission, keep: Keep, projects: Collection[str] | None = None
) -> Submission:
    """The book with only what is kept of it, and only these projects (all if None); ids stay."""
    chosen = submission.projects
    if projects is not None:
        chosen = tuple(project for project in chosen if project.id in projects)
    return _patterned(submission.but(projects=chosen), keep)


def project_like(project: Project, keep: Keep) -> Project:
    """A new project after the pattern of another one, of this book or of any."""
    return with_new_ids(_patterned(project, keep))


def _patterned(node: _NodeT, keep: Keep) -> _NodeT:
    for slot in node.slots:
        children = tuple(_patterned(child, keep) for child in _kept(node, slot, keep))
        if slot == "goals" and Part.TEXTS not in keep:
            children = _numbered(node, children)
        node = node.with_children(slot, children)
    for name in _own_fields(node):
        if not _is_kept(node, name, keep) and read_field(node, name):
            node = write_field(node, name, "")
    return node


def _kept(node: Node, slot: str, keep: Keep) -> tuple[Node, ...]:
    children = node.children(slot)
    if isinstance(node, IndicatorKind | SubGoal) and slot == "indicators":
        # Without names and values, equal blank rows say nothing that one does not.
        return children if keep & {Part.ROWS, Part.VALUES} else children[:1]
    part = _ONE_BLANK.get(slot)
    return children if part is None or part in keep else children[:1]


def _numbered(node: Node, blanks: tuple[Node, ...]) -> tuple[Node, ...]:
    """The blank goal begins with the number that the form writes (`1.`)."""
    goals = cast("tuple[Goal, ...]", node.children("goals"))
    numbering = numbering_of([goal.text for goal in goals])
    return tuple(blank.but(text=numbering.number(1)) if numbering else blank for blank in blanks)


def _own_fields(node: Node) -> Iterator[str]:
    if isinstance(node, Report):
        return  # its figures are those of its paragraphs
    yield from (field.name for field in FIELDS[type(node)] if field.name not in JOINED)
    extra: dict[str, str] = getattr(node, "extra", {})
    yield from (f"extra.{label}" for label in extra)


def _is_kept(node: Node, field: str, keep: Keep) -> bool:
    parts = _PARTS.get(type(node), {})
    head = field.partition(".")[0]
    if head not in parts:
        return False
    part = parts[head]
    return part is _ALWAYS or part in keep
