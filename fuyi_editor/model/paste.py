# SPDX-License-Identifier: MulanPSL-2.0
"""Pasting nodes near what is selected: each into a place of its own level, as one undo step.

What was copied comes in under new ids. What was cut out of the same book is moved: it keeps its
ids, and the 一级 and 二级 that it leaves empty go. Indicators of several 二级 go under the 二级 of
the same names, those of a single one under the 二级 that is selected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.arrange import owner_of, with_new_ids
from fuyi_editor.model.arrangement import Arrangement, keep_numbers
from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import RemoveNode, apply_edits, place_of, replace_children
from fuyi_editor.model.fields import NODE_NAMES
from fuyi_editor.model.hanging import Levels, Spot, hang, spot_at, with_spot
from fuyi_editor.model.levels import is_level, prune
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.model.clip import Clip, ClipItem
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_TASKS = ("tasks", "other_tasks")
_Leaf = tuple[Levels, Indicator]


def is_move(submission: Submission, clip: Clip) -> bool:
    """Whether pasting moves nodes of this book; what was cut elsewhere comes in as a copy."""
    ids = [item.node().id for item in clip.items]
    return clip.cut and clip.book == submission.id and all(map(submission.holds, ids))


def paste(
    submission: Submission, beside: str, clip: Clip, folder: str | None = None
) -> Arrangement | None:
    """Everything of the clip at what is selected; None where a part of it has no place there.

    `folder` is the slot whose folder is selected, if one is.
    """
    moving = is_move(submission, clip)
    if not clip.items or (moving and any(item.node().holds(beside) for item in clip.items)):
        return None
    working, left = submission, list[str]()
    for item in clip.items if moving else ():
        left.append(place_of(working, item.node().id)[0].id)
        working = RemoveNode(node=item.node().id).apply(working)
    nodes = [_node(submission, beside, item, folder, moving=moving) for item in clip.items]
    placed = _placed(working, beside, clip.items, nodes, folder)
    if placed is None:
        return None
    working = placed
    for parent in left:
        if working.holds(parent):
            working = apply_edits(working, prune(working, parent))
    return _arrangement(submission, working, nodes, left, moving=moving)


def _node(
    submission: Submission, beside: str, item: ClipItem, folder: str | None, *, moving: bool
) -> Node:
    copied = item.node()
    # A task of the other sort is another node: an edit moves nodes within their own slot.
    stays = moving and _slot(submission, beside, item, copied, folder) == item.slot
    return submission.find(copied.id) if stays else with_new_ids(copied)


def _placed(
    working: Submission,
    beside: str,
    items: Sequence[ClipItem],
    nodes: Sequence[Node],
    folder: str | None,
) -> Submission | None:
    leaves = [leaf for item, node in zip(items, nodes, strict=True) for leaf in _leaves(item, node)]
    if leaves:
        hung = _hang_all(
            working, beside, leaves, alone=all(isinstance(n, Indicator) for n in nodes)
        )
        if hung is None:
            return None
        working = hung
    last: dict[str, str] = {}  # of each slot the node behind which the next one goes
    for item, node in zip(items, nodes, strict=True):
        if isinstance(node, Indicator) or is_level(node):
            continue
        slot = _slot(working, beside, item, node, folder)
        owner = owner_of(working, last.get(slot, beside), slot)
        if owner is None:
            return None
        at, position = owner.places.get(last.get(slot, beside), ("", 0))
        index = position + 1 if at == slot else len(owner.children(slot))
        working = replace_children(
            working,
            owner.id,
            slot,
            lambda old, node=node, index=index: (*old[:index], node, *old[index:]),
        )
        last[slot] = node.id
    return working


def _slot(
    submission: Submission, beside: str, item: ClipItem, node: Node, folder: str | None
) -> str:
    """Its own slot; a task may also go to the tasks of the other sort that are selected."""
    if not isinstance(node, Task):
        return item.slot
    if isinstance(submission.find(beside), Task):
        return place_of(submission, beside)[1]
    return folder if folder in _TASKS else item.slot


def _leaves(item: ClipItem, node: Node) -> Iterator[_Leaf]:
    """The indicators of a node of the tree of indicators, each with its levels."""
    if isinstance(node, Indicator):
        yield item.levels, node
    elif isinstance(node, IndicatorKind):
        levels = item.levels._replace(kind=node.name)
        yield from ((levels, indicator) for indicator in node.indicators)
    elif isinstance(node, IndicatorGroup):
        for kind in node.kinds:
            levels = Levels(node.name, kind.name, node.weight)
            yield from ((levels, indicator) for indicator in kind.indicators)


def _hang_all(
    working: Submission, beside: str, leaves: Sequence[_Leaf], *, alone: bool
) -> Submission | None:
    of_one_kind = alone and len({levels for levels, _ in leaves}) == 1
    chosen = spot_at(working, beside) if of_one_kind else None
    spots: dict[Levels, Spot] = {}
    for levels, indicator in leaves:
        spot = chosen or spots.get(levels)
        if spot is None:
            found = with_spot(working, beside, levels)
            if found is None:
                return None
            working, spot = found
        working, spot = hang(working, spot, indicator)
        if chosen:
            chosen = spot
        else:
            spots[levels] = spot
    return working


def _arrangement(
    before: Submission, after: Submission, nodes: Sequence[Node], left: list[str], *, moving: bool
) -> Arrangement | None:
    edits = diff(before, after)
    if not edits:
        return None
    first = next(n.id for top in nodes for n in top.walk() if after.holds(n.id))
    verb = "移动" if moving else "粘贴"
    what = NODE_NAMES[type(nodes[0])] if len(nodes) == 1 else f" {len(nodes)} 项"
    parents = {place_of(after, node.id)[0].id for node in nodes if after.holds(node.id)} | {*left}
    known = [
        before.find(parent) for parent in parents if before.holds(parent) and after.holds(parent)
    ]
    return keep_numbers(before, known, Arrangement(verb + what, edits, first))
