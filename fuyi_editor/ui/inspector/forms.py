# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields the inspector shows for a node, in which groups: what the book's form prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Project,
    Report,
    ReportSection,
    SpendingStep,
    SubGoal,
    Submission,
    Subtotal,
)
from fuyi_editor.model.printed import Printed, owner_type, prints_field
from fuyi_editor.model.taxonomy import fold_group
from fuyi_editor.model.value import IndicatorValue, ValueKind
from fuyi_editor.ui.inspector.plan import Entry, FormPlan, Section, entry_of, own_entries
from fuyi_editor.ui.inspector.project import budget_section, project_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.model.taxonomy import Taxonomy

_EXTRA = "extra."
_SHORT = 7  # letters: the labels of so short extra fields stand beside each other
# On these forms a project that is secret is printed as such (F11).
_PUBLIC_CELLS = ("indicator_list", "outline")


def plan_form(
    submission: Submission, node_id: str, taxonomy: Taxonomy, printed: Printed
) -> FormPlan:
    """The form of a node; what has none of its own is shown in that of what it belongs to."""
    chain = submission.chain(node_id)
    while _has_no_form(chain[-1], printed):
        chain = chain[:-1]
    sections = (*_sections(chain, taxonomy), *_extra(chain[-1], printed))
    offered = (
        replace(section, entries=tuple(_offered(section.entries, submission, printed)))
        for section in sections
    )
    return FormPlan(chain[-1].id, tuple(section for section in offered if section.entries))


def _has_no_form(node: Node, printed: Printed) -> bool:
    """A cell of 资金支出计划, or a level of a list of indicators, which has none (F11)."""
    if isinstance(node, IndicatorGroup | IndicatorKind):
        return not node.name and (type(node), "name") not in printed
    return isinstance(node, SpendingStep)


def _offered(entries: Sequence[Entry], submission: Submission, printed: Printed) -> Iterator[Entry]:
    """What the form of the book prints. A text that it has no place for is seen, and says so."""
    for entry in entries:
        chain = submission.chain(entry.node)
        if _is_printed(entry, chain, printed):
            why = "（涉密，不印）" if _is_secret(entry, chain) else ""
            yield replace(entry, label=entry.label + why)
        elif read_field(chain[-1], entry.field):
            elsewhere = "见小计行" if _stands_in_sums(entry, submission) else "表上没有"
            yield replace(entry, label=f"{entry.label}（{elsewhere}）")


def _is_printed(entry: Entry, chain: Sequence[Node], printed: Printed) -> bool:
    if entry.field == "secret":
        return any((Project, cell) in printed for cell in _PUBLIC_CELLS)
    if entry.field.startswith(_EXTRA) and read_field(chain[-1], entry.field):
        return True  # the file holds it, in a place of its own
    return prints_field(printed, owner_type(chain), entry.type, entry.field)


def _is_secret(entry: Entry, chain: Sequence[Node]) -> bool:
    node = chain[-1]
    hidden = entry.field in ("purpose", "goals")
    return isinstance(node, Project) and node.secret and hidden


def _stands_in_sums(entry: Entry, submission: Submission) -> bool:
    """Whether a unit is printed on the row that adds up its projects (F9)."""
    if entry.type is not Project or entry.field not in ("unit", "supervisor"):
        return False
    party = getattr(submission.find(entry.node), entry.field)
    return any(row.unit == party for row in submission.subtotals)


def _sections(chain: Sequence[Node], taxonomy: Taxonomy) -> tuple[Section, ...]:
    node = chain[-1]
    match node:
        case Project():
            return project_sections(node)
        case Department():
            return tuple(_department(node))
        case Midterm():
            return (budget_section(node), Section("", (entry_of(node, "goals"),)))
        case Subtotal():
            unit = (
                entry_of(node, "unit.code", "单位编码"),
                entry_of(node, "unit.name", "单位名称"),
            )
            return (Section("", (*unit, entry_of(node, "amount"))),)
        case Report():
            return (Section("概况里的数字（就是正文里的）", own_entries(node), 2),)
        case ReportSection():
            return (Section("", own_entries(node)), _texts("正文", node.paragraphs, "段落"))
        case SubGoal():
            return (Section("", own_entries(node)), _texts("绩效目标", node.goals, "目标"))
        case IndicatorGroup() | IndicatorKind():
            first, *rest = own_entries(node)
            names = _names(node, chain[-2], taxonomy)
            return (Section("", (replace(first, choices=names), *rest)),)
        case _:
            return (Section("", own_entries(node)),)


def _department(department: Department) -> Iterator[Section]:
    own = {entry.field: entry for entry in own_entries(department)}
    yield Section("", (own["supervisor"],))
    for title, group in (("人员", "staff."), ("预算", "budget.")):
        yield Section(title, tuple(e for name, e in own.items() if name.startswith(group)), 2)
    yield _texts("总体绩效目标", department.goals, "总体目标")
    for number, sub_goal in enumerate(department.sub_goals, start=1):
        goals = _texts("", sub_goal.goals, f"分项{number}的目标").entries
        title = "分项绩效目标" if number == 1 else ""
        yield Section(title, (*own_entries(sub_goal), *goals))
    yield _texts("工作保障措施", department.safeguards, "措施")


def _texts(title: str, nodes: tuple[Node, ...], label: str) -> Section:
    many = len(nodes) > 1
    return Section(
        title,
        tuple(
            Entry(node.id, type(node), "text", f"{label}{number}" if many else label, lines=True)
            for number, node in enumerate(nodes, start=1)
        ),
    )


def _extra(node: Node, printed: Printed) -> tuple[Section, ...]:
    """What the form prints, or the file holds, beyond the known fields."""
    known: dict[str, str] = getattr(node, "extra", {})
    own = (name for kind, name in printed if kind is type(node) and name.startswith(_EXTRA))
    fields = dict.fromkeys((*own, *(_EXTRA + label for label in known)))
    labels = [field.removeprefix(_EXTRA) for field in fields]
    beside = len(labels) > 1 and all(
        len(label) <= _SHORT and "\n" not in known.get(label, "") for label in labels
    )
    entries = tuple(
        Entry(node.id, type(node), _EXTRA + label, label, lines=not beside) for label in labels
    )
    title = "" if isinstance(node, Indicator) or not entries else "表中其他内容"
    return (Section(title, entries, 2 if beside else 1),)


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
