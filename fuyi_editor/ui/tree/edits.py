# SPDX-License-Identifier: MulanPSL-2.0
"""What is done to several nodes of the tree at once, worked out as one undo step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from fuyi_editor.model.arrange import can_move_to, move, move_to, remove
from fuyi_editor.model.edits import Edit, apply_edits, place_of
from fuyi_editor.model.taxonomy import Taxonomy, fold_group, fold_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fuyi_editor.model.arrangement import Arrangement
    from fuyi_editor.model.nodes import IndicatorGroup, Node, Submission


def topmost(submission: Submission, nodes: Iterable[str]) -> list[str]:
    """The nodes in reading order, without those that are under another of them."""
    wanted = {node for node in nodes if submission.holds(node)}
    orders: dict[str, tuple[tuple[int, int], ...]] = {}
    for node_id in wanted:
        chain = submission.chain(node_id)
        if wanted.isdisjoint(node.id for node in chain[:-1]):
            orders[node_id] = tuple(
                (parent.slots.index(parent.places[node_id][0]), parent.places[node_id][1])
                for parent in chain[:-1]
            )
    return sorted(orders, key=orders.__getitem__)


def remove_all(submission: Submission, nodes: Iterable[str]) -> Arrangement | None:
    """Without these nodes, and without the kinds and groups that they leave empty."""
    return _one_by_one(submission, topmost(submission, nodes), remove, "删除")


def move_all(
    submission: Submission, nodes: Iterable[str], parent: str, index: int
) -> Arrangement | None:
    """To `index` under `parent` (counted with all nodes that are there now), in reading order."""
    moving = topmost(submission, nodes)
    if not moving or not all(can_move_to(submission, node, parent) for node in moving):
        return None
    _, slot, _ = place_of(submission, moving[0])
    siblings = submission.find(parent).children(slot)
    before = next((node.id for node in siblings[index:] if node.id not in moving), None)

    def step(working: Submission, node: str) -> Arrangement | None:
        ids = [child.id for child in working.find(parent).children(slot) if child.id != node]
        return move_to(working, node, parent, ids.index(before) if before else len(ids))

    return _one_by_one(submission, moving, step, "移动")


def _one_by_one(
    submission: Submission,
    nodes: Sequence[str],
    step: Callable[[Submission, str], Arrangement | None],
    verb: str,
) -> Arrangement | None:
    edits: list[Edit] = []
    last: Arrangement | None = None
    working = submission
    for node in nodes:
        done = step(working, node) if working.holds(node) else None
        if done is not None:
            edits += done.edits
            working = apply_edits(working, done.edits)
            last = done
    if last is None:
        return None
    title = last.title if len(nodes) == 1 else f"{verb} {len(nodes)} 项"
    return replace(last, title=title, edits=tuple(edits))


def missing_kinds(owner: Node, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """The 一级 and 二级 names that the taxonomy has and the owner has not, in printing order."""
    groups = cast("tuple[IndicatorGroup, ...]", owner.children("indicators"))
    present = {
        (fold_group(group.name), fold_kind(kind.name, group.name))
        for group in groups
        for kind in group.kinds
    }
    return [
        (group, kind)
        for group, kinds in taxonomy.groups.items()
        for kind in kinds
        if (group, kind) not in present
    ]


def move_step(submission: Submission, nodes: Iterable[str], step: int) -> Arrangement | None:
    """All of them one place up (-1) or down (+1); None if the foremost cannot go further."""
    moving = topmost(submission, nodes)
    if step > 0:
        moving.reverse()
    if not moving or move(submission, moving[0], step) is None:
        return None

    def one(working: Submission, node: str) -> Arrangement | None:
        return move(working, node, step)

    return _one_by_one(submission, moving, one, "移动")
