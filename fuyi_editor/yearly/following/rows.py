# SPDX-License-Identifier: MulanPSL-2.0
"""What tells one row of a book from another, for each kind of node: names, values, places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from fuyi_editor.model.fields import FIELDS, JOINED, read_field
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    ReportSection,
    SpendingStep,
    Subtotal,
)
from fuyi_editor.model.taxonomy import fold_group, fold_kind
from fuyi_editor.yearly.following.likeness import (
    folded,
    grams,
    name_likeness,
    shared_share,
    text_likeness,
    value_likeness,
)
from fuyi_editor.yearly.following.matching import Likeness

if TYPE_CHECKING:
    from collections.abc import Sequence


_BEGINNING = 20  # characters of a goal that tell what it is about


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with where it stands in its table; `place` is 0 at the top, 1 at the end."""

    indicator: Indicator
    group: str = ""
    kind: str = ""
    place: float = 0.0


def indicator_rows(owner: Node) -> list[IndicatorRow]:
    """The indicators of a project, 中期 half, department or 分项 from top to bottom."""
    found: list[tuple[Indicator, str, str]] = []
    for child in owner.children("indicators"):
        if isinstance(child, Indicator):
            found.append((child, "", ""))
            continue
        group = cast("IndicatorGroup", child)
        for kind in group.kinds:
            names = fold_group(group.name), fold_kind(kind.name, group.name)
            found += [(indicator, *names) for indicator in kind.indicators]
    last = max(len(found) - 1, 1)
    return [IndicatorRow(*row, place=place / last) for place, row in enumerate(found)]


def _all_texts(row: IndicatorRow) -> tuple[str, ...]:
    said = (text for text in field_texts(row.indicator).values())
    return (row.group, row.kind, *said)


def _under_kind(row: IndicatorRow) -> tuple[str, str, str] | None:
    name = folded(row.indicator.name)
    return (row.group, row.kind, name) if name else None


def _name(row: IndicatorRow) -> str | None:
    return folded(row.indicator.name) or None


def _row_score(before: IndicatorRow, after: IndicatorRow) -> float:
    """By the name above all; a row whose name is quite another is told by its description."""
    old, new = before.indicator, after.indicator
    name = name_likeness(old.name, new.name)
    described = text_likeness(old.description, new.description)
    near = 1 - abs(before.place - after.place)
    level = 1.0 if before.kind == after.kind else 0.5 if before.group == after.group else 0.0
    value = value_likeness(old.value, new.value)
    said = max(0.65 * name, 0.35 * name + 0.3 * described)
    score = said + 0.2 * value + 0.1 * level + 0.05 * near
    return min(max(score, 0.0), 1.0)


def _row_marks(row: IndicatorRow) -> frozenset[str]:
    """What is said of its name, and the whole of its description."""
    described = folded(row.indicator.description)
    marks = grams(row.indicator.name)
    return marks.union([f"·{described}"]) if described else marks


INDICATORS: Likeness[IndicatorRow] = Likeness(
    keys=(_all_texts, _under_kind, _name),
    marks=_row_marks,
    score=_row_score,
    least=0.5,
)


@dataclass(frozen=True)
class ProjectRow:
    """A project with what tells it from others: names folded, and what it is about."""

    project: Project
    code: str
    name: str
    unit: str

    @classmethod
    def of(cls, project: Project) -> ProjectRow:
        """The row of a project."""
        return cls(
            project, *(folded(read_field(project, name)) for name in ("code", "name", "unit"))
        )

    @cached_property
    def contents(self) -> frozenset[str]:
        """Names of indicators and beginnings of goals; most projects are known without."""
        texts = {folded(row.indicator.name) for row in indicator_rows(self.project)}
        texts |= {folded(goal.text)[:_BEGINNING] for goal in self.project.goals}
        return frozenset(filter(None, texts))

    @cached_property
    def words(self) -> frozenset[str]:
        """Neighbouring characters of these."""
        return frozenset(gram for text in self.contents for gram in grams(text) if len(gram) > 1)


def _project_score(before: ProjectRow, after: ProjectRow) -> float:
    name = text_likeness(before.name, after.name)
    same, alike = (
        shared_share(before.contents, after.contents),
        shared_share(before.words, after.words),
    )
    contents = (same + alike) / 2
    amounts = [folded(read_field(row.project, "budget.total")) for row in (before, after)]
    money = bool(amounts[0]) and amounts[0] == amounts[1]
    return max(0.7 * name + 0.2 * contents, 0.2 * name + 0.7 * contents) + 0.1 * money


PROJECTS: Likeness[ProjectRow] = Likeness(
    keys=(
        lambda row: (row.code, row.name, row.unit),
        lambda row: (row.name, row.unit) if row.name else None,
        lambda row: row.name or None,
        lambda row: row.code or None,
    ),
    marks=lambda row: grams(row.name) | row.contents,
    score=_project_score,
    least=0.45,
)


def title_field(node: Node) -> str:
    """The field that a node is known by."""
    match node:
        case ReportSection():
            return "heading"
        case SpendingStep():
            return "by"
        case Subtotal():
            return "unit"
        case _:
            return "name" if "name" in type(node).model_fields else "text"


def title_text(node: Node) -> str:
    """What a node is known by: a name, a heading, or all of its sentence."""
    name = title_field(node)
    return read_field(node, name) if name in type(node).model_fields else ""


def _title(node: Node) -> str | None:
    return folded(title_text(node)) or None


def _node_score(before: Node, after: Node) -> float:
    return text_likeness(title_text(before), title_text(after))


NODES: Likeness[Node] = Likeness(
    keys=(lambda node: tuple(field_texts(node).values()), _title),
    marks=lambda node: grams(title_text(node)),
    score=_node_score,
    least=0.4,
)
"""For all that is known by one text: goals, tasks, 分项, safeguards, steps, report paragraphs."""


def field_names(*nodes: Node) -> list[str]:
    """The fields that hold text of a node's own; those of `extra` that any of the nodes has."""
    names = [field.name for field in FIELDS[type(nodes[0])] if field.name not in JOINED]
    extra = {label: None for node in nodes for label in getattr(node, "extra", {})}
    return names + [f"extra.{label}" for label in extra]


def field_texts(node: Node) -> dict[str, str]:
    """The texts of a node's own, by field."""
    return {name: read_field(node, name) for name in field_names(node)}


@dataclass(frozen=True, slots=True)
class Level:
    """A 一级 or 二级 heading, with marks for what stands under it, the same in both books."""

    node: Node
    names: tuple[str, ...]
    """Its own folded name last, before it that of the 一级 around it."""
    marks: frozenset[str]


def level_score(before: Level, after: Level) -> float:
    """By name first, and by how many rows went from one to the other."""
    same_name = before.names[-1] == after.names[-1]
    return (
        0.5 * same_name
        + 0.1 * (before.names[:-1] == after.names[:-1])
        + 0.4 * shared_share(before.marks, after.marks)
    )


LEVELS: Likeness[Level] = Likeness(
    keys=(lambda level: level.names,),
    marks=lambda level: level.marks | {level.names[-1]},
    score=level_score,
    least=0.45,
)


def kinds_of_groups(groups: Sequence[Node]) -> list[tuple[IndicatorGroup, IndicatorKind]]:
    """Every 二级 with the 一级 around it."""
    found = cast("Sequence[IndicatorGroup]", groups)
    return [(group, kind) for group in found for kind in group.kinds]
