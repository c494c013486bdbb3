# SPDX-License-Identifier: MulanPSL-2.0
"""Hanging indicators under the 一级 and 二级 of another place, found by name or made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.arrange import indicator_owner
from fuyi_editor.model.edits import replace_children
from fuyi_editor.model.levels import kinds_of
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, SubGoal
from fuyi_editor.model.taxonomy import fold_group, fold_kind

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


class Levels(NamedTuple):
    """The names of the 一级 and 二级 of an indicator, and the 权重 of the 一级."""

    group: str
    kind: str
    weight: str = ""


class Spot(NamedTuple):
    """A place among the indicators of a 二级 or 分项, counted with those that are there now."""

    parent: str
    position: int


def levels_of(submission: Submission, node_id: str) -> Levels:
    """The 一级 and 二级 that a node is or hangs under; blank names where there are none."""
    group = kind = weight = ""
    for node in submission.chain(node_id):
        if isinstance(node, IndicatorGroup):
            group, weight = node.name, node.weight
        elif isinstance(node, IndicatorKind):
            kind = node.name
    return Levels(group, kind, weight)


def spot_at(submission: Submission, beside: str) -> Spot | None:
    """Behind the indicator that is selected, or at the end of the selected 二级 or 分项."""
    chain = submission.chain(beside)
    home = next((n for n in reversed(chain) if isinstance(n, IndicatorKind | SubGoal)), None)
    if home is None:
        return None
    slot, index = home.places.get(beside, ("", 0))
    return Spot(home.id, index + 1 if slot == "indicators" else len(home.indicators))


def with_spot(
    submission: Submission, beside: str, levels: Levels
) -> tuple[Submission, Spot] | None:
    """The end of the 二级 of that name in what holds `beside`, which is made if it is not there.

    None where nothing around `beside` has indicators.
    """
    owner = indicator_owner(submission, beside)
    if owner is None:
        return None
    if isinstance(owner, SubGoal):
        return submission, Spot(owner.id, len(owner.indicators))
    kind = _kind_of(owner, levels)
    if kind is not None:
        return submission, Spot(kind.id, len(kind.indicators))
    new = IndicatorKind(name=levels.kind)
    group = _group_of(owner, levels)
    if group is not None:
        made = replace_children(submission, group.id, "kinds", lambda old: (*old, new))
    else:
        whole = IndicatorGroup(name=levels.group, weight=levels.weight, kinds=(new,))
        made = replace_children(submission, owner.id, "indicators", lambda old: (*old, whole))
    return made, Spot(new.id, 0)


def hang(submission: Submission, spot: Spot, indicator: Indicator) -> tuple[Submission, Spot]:
    """The submission with the indicator there, and the spot behind it."""
    hung = replace_children(
        submission,
        spot.parent,
        "indicators",
        lambda old: (*old[: spot.position], indicator, *old[spot.position :]),
    )
    return hung, Spot(spot.parent, spot.position + 1)


def _kind_of(owner: Node, levels: Levels) -> IndicatorKind | None:
    """The 二级 of that name, under the 一级 of that name if there is one; a list has but one."""
    kinds = kinds_of(owner)
    if kinds and not any(kind.name.strip() for kind in kinds):
        return kinds[-1]
    wanted = fold_kind(levels.kind, levels.group)
    groups = [n for n in owner.children("indicators") if isinstance(n, IndicatorGroup)]
    named = [g for g in groups if fold_group(g.name) == fold_group(levels.group)]
    for group in named if levels.group.strip() else groups:
        for kind in group.kinds:
            if fold_kind(kind.name, group.name) == wanted:
                return kind
    return None


def _group_of(owner: Node, levels: Levels) -> IndicatorGroup | None:
    """The 一级 of that name; of a 二级 whose 一级 is not known, the last one."""
    groups = [n for n in owner.children("indicators") if isinstance(n, IndicatorGroup)]
    if not levels.group.strip():
        return groups[-1] if groups else None
    wanted = fold_group(levels.group)
    return next((group for group in groups if fold_group(group.name) == wanted), None)
