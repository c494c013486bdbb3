# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields the inspector shows for a node, in which groups: plain data, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import FIELDS, Field, read_field
from fuyi_editor.model.nodes import (
    Department,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    SpendingStep,
    SubGoal,
    Submission,
)
from fuyi_editor.model.taxonomy import fold_group
from fuyi_editor.model.value import IndicatorValue, ValueKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from fuyi_editor.model.taxonomy import Taxonomy

PrintedField = tuple[type[Node], str]

_BUDGET = "budget."
# Of one project beside each other, so that four amounts are compared at a glance.
_BUDGET_COLUMNS, _PLAN_COLUMNS = 2, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of one node, as the form shows it."""

    node: str
    type: type[Node]
    field: str
    label: str
    lines: bool = False
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The place that the entry edits."""
        return (self.node, self.field)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading, in so many columns."""

    title: str
    entries: tuple[Entry, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class FormPlan:
    """The form of a node. Plans of the same shape can be shown by the same widgets."""

    node: str
    sections: tuple[Section, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def shape(self) -> tuple[Section, ...]:
        """The plan without what can be put into existing widgets."""
        return tuple(
            replace(
                section,
                entries=tuple(
                    replace(entry, node="", label="", choices=()) for entry in section.entries
                ),
            )
            for section in self.sections
        )


def plan_form(
    submission: Submission, node_id: str, taxonomy: Taxonomy, printed: Container[PrintedField]
) -> FormPlan:
    """The form of a node; a cell of 资金支出计划 is shown in the form of its project."""
    plan = _plan(submission, node_id, taxonomy)
    sections = (
        replace(section, entries=tuple(_offered(section.entries, submission, printed)))
        for section in plan.sections
    )
    return replace(plan, sections=tuple(section for section in sections if section.entries))


def _offered(
    entries: Iterable[Entry], submission: Submission, printed: Container[PrintedField]
) -> Iterator[Entry]:
    """What the form of the book prints. A text that it has no place for is seen, and says so."""
    for entry in entries:
        if entry.field.startswith("extra.") or (entry.type, entry.field) in printed:
            yield entry
        elif read_field(submission.find(entry.node), entry.field):
            yield replace(entry, label=f"{entry.label}（表上没有）")


def _plan(submission: Submission, node_id: str, taxonomy: Taxonomy) -> FormPlan:
    chain = submission.chain(node_id)
    if isinstance(chain[-1], SpendingStep):
        chain = chain[:-1]
    node = chain[-1]
    if isinstance(node, Project):
        return FormPlan(node.id, _project(node))
    if isinstance(node, Department):
        return FormPlan(node.id, _department(node))
    entries = list(_own(node))
    if isinstance(node, IndicatorGroup | IndicatorKind):
        names = _names(node, chain[-2], taxonomy)
        entries[0] = replace(entries[0], choices=names)
    sections = [Section("", tuple(entries))]
    if isinstance(node, SubGoal):
        sections.append(_texts("绩效目标", node.goals, "目标"))
    return FormPlan(node.id, (*sections, *_extra(node)))


def _entry(node: Node, field: Field) -> Entry:
    return Entry(node.id, type(node), field.name, field.label, field.lines)


def _own(node: Node) -> tuple[Entry, ...]:
    return tuple(_entry(node, field) for field in FIELDS[type(node)])


def _project(project: Project) -> tuple[Section, ...]:
    own = {entry.field: entry for entry in _own(project)}
    money = tuple(entry for name, entry in own.items() if name.startswith(_BUDGET))
    aims = (own["goals"],)
    budget = (*money, own["purpose"])
    rest = tuple(entry for entry in own.values() if entry not in (*budget, *aims))
    return (
        Section("基本信息", rest),
        Section("预算", money, _BUDGET_COLUMNS),
        Section("", (own["purpose"],)),
        *_spending_plan(project),
        Section("", aims),
        *_extra(project),
    )


def _spending_plan(project: Project) -> tuple[Section, ...]:
    if not project.spending_plan:
        return ()
    entries = tuple(
        Entry(step.id, SpendingStep, "percent", step.by or f"第{number}期")
        for number, step in enumerate(project.spending_plan, start=1)
    )
    return (Section("资金支出计划（累计）", entries, _PLAN_COLUMNS),)


def _department(department: Department) -> tuple[Section, ...]:
    sections = [
        Section("", _own(department)),
        _texts("总体绩效目标", department.goals, "总体目标"),
        *(
            Section(
                "分项绩效目标" if number == 1 else "",
                (
                    *_own(sub_goal),
                    *_texts("", sub_goal.goals, f"分项{number}的目标").entries,
                ),
            )
            for number, sub_goal in enumerate(department.sub_goals, start=1)
        ),
        _texts("工作保障措施", department.safeguards, "措施"),
        *_extra(department),
    ]
    return tuple(section for section in sections if section.entries)


def _texts(title: str, nodes: tuple[Node, ...], label: str) -> Section:
    many = len(nodes) > 1
    return Section(
        title,
        tuple(
            Entry(node.id, type(node), "text", f"{label}{number}" if many else label, lines=True)
            for number, node in enumerate(nodes, start=1)
        ),
    )


def _extra(node: Node) -> tuple[Section, ...]:
    """What the file holds beyond the known fields, so that it can be seen and edited."""
    extra: dict[str, str] = getattr(node, "extra", {})
    if not extra:
        return ()
    entries = tuple(
        Entry(node.id, type(node), f"extra.{label}", label, lines="\n" in text)
        for label, text in extra.items()
    )
    return (Section("表中其他内容", entries),)


def _names(node: Node, parent: Node, taxonomy: Taxonomy) -> tuple[str, ...]:
    if isinstance(node, IndicatorGroup):
        return tuple(taxonomy.groups)
    of_group = taxonomy.groups.get(fold_group(read_field(parent, "name")))
    if of_group is not None:
        return of_group
    return tuple(kind for kinds in taxonomy.groups.values() for kind in kinds)


_KIND_WORDS = {
    ValueKind.QUANTITY: "定量",
    ValueKind.DEADLINE: "时限",
    ValueKind.QUALITY: "定性",
    ValueKind.UNKNOWN: "无法判断",
}


def reading_words(text: str) -> str:
    """How the program reads an indicator value: `读作：≥ 95 %（定量）`."""
    value = IndicatorValue(text=text)
    if value.is_blank:
        return ""
    reading = value.reading
    word = _KIND_WORDS[reading.kind]
    if reading.kind is not ValueKind.QUANTITY:
        return f"读作：{word}"
    missing = [name for name, part in (("符号", reading.sign), ("单位", reading.unit)) if not part]
    if missing:
        word += "，缺" + "和".join(missing)
    parts = [part for part in (reading.sign, reading.number, reading.unit) if part]
    return f"读作：{' '.join(parts)}（{word}）"
