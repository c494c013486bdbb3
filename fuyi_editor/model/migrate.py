# SPDX-License-Identifier: MulanPSL-2.0
"""From one indicator taxonomy to the other, as steps that a person looks through (forms.md 1.2).

Only 成本 changes its place: T2015 has it under 产出, T2021 as a 一级 of its own. Nothing is decided
here for good: every step can be left out or be given another 二级, and all are edits of one undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import replace_node
from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind
from fuyi_editor.model.taxonomy import TAXONOMIES, fold_group, fold_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.nodes import Department, Indicator, Midterm, Project, Submission
    from fuyi_editor.model.taxonomy import Taxonomy

    Owner = Project | Department | Midterm

_COST = "成本"
_ALL_KINDS = {
    kind for taxonomy in TAXONOMIES.values() for kinds in taxonomy.groups.values() for kind in kinds
}
_COST_KINDS = {kind for kind in _ALL_KINDS if _COST in kind}


class Levels(NamedTuple):
    """一级 and 二级 of an indicator, as the table writes them."""

    group: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One indicator that goes from `before` to `after`, which is one of `choices`, if `ticked`."""

    indicator: str
    owner: str
    """The id of the project, the department or the 中期 half whose table it stands in."""
    before: Levels
    choices: tuple[Levels, ...]
    after: Levels
    to: Taxonomy
    ticked: bool = True


def taxonomy_in_use(submission: Submission, default: Taxonomy) -> Taxonomy:
    """The taxonomy that the book is written in; `default` where its names fit both, or it mixes."""
    pairs = {
        (group.name, kind.name)
        for owner in _owners(submission)
        for group in owner.indicators
        for kind in group.kinds
    }
    fitting = [[t for t in TAXONOMIES.values() if t.allows(*pair)] for pair in pairs]
    told = {taxonomies[0].name for taxonomies in fitting if len(taxonomies) == 1}
    return TAXONOMIES[told.pop()] if len(told) == 1 else default


def migration(submission: Submission, to: Taxonomy) -> tuple[Step, ...]:
    """What has to move for the book to follow `to`, in reading order; empty if it does already."""
    return tuple(
        Step(indicator.id, owner.id, Levels(group.name, kind.name), choices, choices[0], to)
        for owner in _owners(submission)
        for group in owner.indicators
        for kind in group.kinds
        if (choices := _choices(owner, Levels(group.name, kind.name), to))
        for indicator in kind.indicators
    )


def apply_migration(submission: Submission, steps: Iterable[Step]) -> tuple[Edit, ...]:
    """The edits of the ticked steps; 一级 and 二级 that they empty go, those they need come."""
    steps = [step for step in steps if step.ticked]
    chosen = {step.indicator: step for step in steps}
    concerned = {step.owner for step in steps}
    after = submission
    for owner in _owners(submission):
        if owner.id in concerned:
            groups = _migrated(owner.indicators, chosen)
            after = replace_node(after, owner.id, lambda node, g=groups: node.but(indicators=g))
    return diff(submission, after)


def _owners(submission: Submission) -> Iterator[Owner]:
    if submission.department is not None:
        yield submission.department
    for project in submission.projects:
        if project.midterm is not None:
            yield project.midterm
        yield project


# Where an indicator may go


def _choices(owner: Owner, before: Levels, to: Taxonomy) -> tuple[Levels, ...]:
    """The places of `to` for what stands at `before`, the likeliest first; none if it may stay."""
    if to.allows(*before) or not _is_cost(before):
        return ()
    places = [
        Levels(group, kind) for group, kinds in to.groups.items() for kind in kinds if _COST in kind
    ]
    places.sort(key=lambda place: place.kind != fold_kind(before.kind, before.group))
    return tuple(_as_written(owner, before, place) for place in places)


def _is_cost(levels: Levels) -> bool:
    kind = fold_kind(levels.kind, levels.group)
    if kind in _COST_KINDS:
        return True
    # zhanjiang-2021 has 成本指标 as a 一级 with 二级 of its own wording, or none.
    return fold_group(levels.group) in _COST_KINDS and kind not in _ALL_KINDS


def _as_written(owner: Owner, before: Levels, place: Levels) -> Levels:
    """The place in the table's own words: those it has there already, or written like `before`."""
    group = next((g for g in owner.indicators if fold_group(g.name) == place.group), None)
    kind = next((k for k in group.kinds if _is_kind(k, group, place.kind)), None) if group else None
    return Levels(
        group.name if group else _like(before.group, place.group),
        kind.name if kind else _like(before.kind or before.group, place.kind),
    )


def _is_kind(kind: IndicatorKind, group: IndicatorGroup, folded: str) -> bool:
    return fold_kind(kind.name, group.name) == folded


def _like(example: str, name: str) -> str:
    """`name` with or without 指标, as the example has it."""
    return name if "指标" in "".join(example.split()) else name.removesuffix("指标")


# Moving


def _migrated(
    groups: Sequence[IndicatorGroup], chosen: Mapping[str, Step]
) -> tuple[IndicatorGroup, ...]:
    result: list[IndicatorGroup] = []
    moves: list[tuple[Step, Indicator, str]] = []
    for group in groups:
        rest = _without(group, chosen)
        # What the whole 一级 weighed goes along when all of it goes.
        weight = group.weight if rest is None else ""
        moved = [i for kind in group.kinds for i in kind.indicators if i.id in chosen]
        moves += [(chosen[indicator.id], indicator, weight) for indicator in moved[:1]]
        moves += [(chosen[indicator.id], indicator, "") for indicator in moved[1:]]
        if rest is not None:
            _append_group(result, rest)
    for step, indicator, weight in moves:
        _put(result, step, indicator, weight)
    return tuple(result)


def _without(group: IndicatorGroup, chosen: Mapping[str, Step]) -> IndicatorGroup | None:
    """The 一级 without the chosen indicators; itself if it has none, None if that empties it."""
    kinds: list[IndicatorKind] = []
    for kind in group.kinds:
        left = tuple(indicator for indicator in kind.indicators if indicator.id not in chosen)
        if len(left) == len(kind.indicators):
            kinds.append(kind)
        elif left:
            kinds.append(kind.but(indicators=left))
    if len(kinds) == len(group.kinds) and all(map(_same, kinds, group.kinds)):
        return group
    return group.but(kinds=_joined(kinds)) if kinds else None


def _same(left: object, right: object) -> bool:
    return left is right


def _append_group(groups: list[IndicatorGroup], group: IndicatorGroup) -> None:
    """Two equal 一级 that come to stand side by side would be one on paper, so they become one."""
    last = groups[-1] if groups else None
    if last is not None and (last.name, last.weight) == (group.name, group.weight):
        groups[-1] = last.but(kinds=_joined((*last.kinds, *group.kinds)))
    else:
        groups.append(group)


def _joined(kinds: Iterable[IndicatorKind]) -> tuple[IndicatorKind, ...]:
    joined: list[IndicatorKind] = []
    for kind in kinds:
        if joined and joined[-1].name == kind.name:
            joined[-1] = joined[-1].but(indicators=(*joined[-1].indicators, *kind.indicators))
        else:
            joined.append(kind)
    return tuple(joined)


def _put(groups: list[IndicatorGroup], step: Step, indicator: Indicator, weight: str) -> None:
    """The indicator at the end of its new 二级, which is made where the taxonomy has it."""
    folded = fold_group(step.after.group)
    names = [fold_group(group.name) for group in groups]
    if folded not in names:
        at = _place(names, folded, list(step.to.groups))
        groups.insert(at, IndicatorGroup(name=step.after.group))
        names.insert(at, folded)
    at = names.index(folded)
    kinds = _with_indicator(groups[at], step, indicator)
    groups[at] = groups[at].but(kinds=kinds, weight=_sum(groups[at].weight, weight))


def _with_indicator(
    group: IndicatorGroup, step: Step, indicator: Indicator
) -> tuple[IndicatorKind, ...]:
    kinds = list(group.kinds)
    folded = fold_kind(step.after.kind, group.name)
    names = [fold_kind(kind.name, group.name) for kind in kinds]
    if folded not in names:
        order = step.to.groups.get(fold_group(group.name), ())
        at = _place(names, folded, order)
        kinds.insert(at, IndicatorKind(name=step.after.kind))
        names.insert(at, folded)
    at = names.index(folded)
    kinds[at] = kinds[at].but(indicators=(*kinds[at].indicators, indicator))
    return tuple(kinds)


def _place(names: Sequence[str], name: str, order: Sequence[str]) -> int:
    """Before the first of `names` that comes after `name` in `order`; else at the end."""
    later = set(order[order.index(name) + 1 :]) if name in order else set[str]()
    return next((at for at, other in enumerate(names) if other in later), len(names))


def _sum(weight: str, more: str) -> str:
    """Two weights in one: added where they are numbers, side by side where not."""
    if not (weight and more):
        return weight or more
    try:
        return str(Decimal(weight) + Decimal(more))
    except InvalidOperation:
        return f"{weight}+{more}"
