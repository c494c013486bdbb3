# SPDX-License-Identifier: MulanPSL-2.0
"""一级 and 二级 as the printed table knows them: never empty, never two equal ones side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fuyi_editor.model.edits import Edit, MoveNode, RemoveNode, apply_edits, place_of
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


def is_level(node: Node) -> bool:
    """Whether a node is a 一级 or 二级 heading."""
    return isinstance(node, IndicatorKind | IndicatorGroup)


def kinds_of(owner: Node) -> list[IndicatorKind]:
    """The kinds under a node; of a project its own, not those of the 中期 half in it."""
    if isinstance(owner, IndicatorKind):
        return [owner]
    if isinstance(owner, IndicatorGroup):
        return list(owner.kinds)
    groups = cast("tuple[IndicatorGroup, ...]", owner.children("indicators"))
    return [kind for group in groups for kind in group.kinds]


def join_equal(nodes: tuple[Node, ...], index: int) -> tuple[Edit, ...]:
    """What makes one of two equal levels that stand side by side now: on paper they are one."""
    if not 0 < index < len(nodes):
        return ()
    upper, lower = nodes[index - 1], nodes[index]
    if not is_level(upper) or read_field(upper, "name") != read_field(lower, "name"):
        return ()
    (slot,) = upper.slots
    start, children = len(upper.children(slot)), lower.children(slot)
    moves = [
        MoveNode(node=child.id, parent=upper.id, index=start + place)
        for place, child in enumerate(children)
    ]
    inner = join_equal((*upper.children(slot), *children), start)
    return (*moves, RemoveNode(node=lower.id), *inner)


def prune(submission: Submission, node_id: str) -> tuple[Edit, ...]:
    """What takes a level away that is empty now, and those above it that are so then."""
    node = submission.find(node_id)
    if not is_level(node) or any(node.children(slot) for slot in node.slots):
        return ()
    parent, slot, index = place_of(submission, node_id)
    edit = RemoveNode(node=node_id)
    rest = edit.apply(submission).find(parent.id).children(slot)
    edits = (edit, *join_equal(rest, index))
    return (*edits, *prune(apply_edits(submission, edits), parent.id))
