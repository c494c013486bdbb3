# SPDX-License-Identifier: MulanPSL-2.0
"""Which names the templates of a layout may hold, by the kind of node that they are of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from fuyi_editor.model.fields import FIELDS, JOINED
from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
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
from fuyi_editor.model.value import VALUE_PARTS, IndicatorValue

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node

SLOT_TYPES: dict[tuple[type[Node], str], type[Node]] = {
    (Submission, "projects"): Project, (Submission, "subtotals"): Subtotal,
    (Department, "goals"): Goal, (Department, "sub_goals"): SubGoal,
    (Department, "safeguards"): Safeguard, (Department, "tasks"): Task,
    (Department, "other_tasks"): Task, (Department, "indicators"): IndicatorGroup,
    (SubGoal, "goals"): Goal, (SubGoal, "indicators"): Indicator,
    (Project, "spending_plan"): SpendingStep, (Project, "goals"): Goal,
    (Project, "indicators"): IndicatorGroup,
    (IndicatorGroup, "kinds"): IndicatorKind, (IndicatorKind, "indicators"): Indicator,
    (Midterm, "goals"): Goal, (Midterm, "indicators"): IndicatorGroup,
    (Report, "sections"): ReportSection, (ReportSection, "paragraphs"): ReportParagraph,
}  # fmt: skip
"""What a part or row of `each` repeats over: the kind of node in a slot."""

_OUTLINES = frozenset({"outline", "indicator_list"})


@lru_cache(maxsize=1024)
def shows_text(owner: type[Node], name: str) -> bool:
    """Whether a template of such a node may hold that name."""
    head, _, tail = name.partition(".")
    if head == "extra":
        return bool(tail) and "extra" in owner.model_fields
    if name in JOINED:
        return _has_joined(owner, name)
    value: object = owner()
    for step in name.split("."):
        if isinstance(value, IndicatorValue):
            return step in VALUE_PARTS
        if not isinstance(value, BaseModel) or step not in type(value).model_fields:
            return False
        value = getattr(value, step)
    is_slot = head in owner.slots or name == "id"
    return not is_slot and not (isinstance(value, BaseModel) and not _is_text(value))


def _is_text(value: BaseModel) -> bool:
    return isinstance(value, Money | IndicatorValue | Party)


def _has_joined(owner: type[Node], name: str) -> bool:
    if name in _OUTLINES:
        return (owner, "indicators") in SLOT_TYPES and owner is not SubGoal
    return (owner, name) in SLOT_TYPES or (owner is Report and name.startswith("figures."))


@lru_cache(maxsize=64)
def known_names(owner: type[Node]) -> tuple[str, ...]:
    """The names to suggest for a slip of the pen."""
    names = [field.name for field in FIELDS[owner]]
    names += [name for name in ("goals", *_OUTLINES) if _has_joined(owner, name)]
    names += [f"unit.{part}" for part in ("code", "name") if "unit" in owner.model_fields]
    return tuple(dict.fromkeys(names))
