# SPDX-License-Identifier: MulanPSL-2.0
"""Dragged nodes as MIME data, and where a drop puts them by the level rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from fuyi_editor.model.arrange import can_move_to
from fuyi_editor.model.edits import place_of
from fuyi_editor.model.nodes import Department, Midterm, Report, Submission
from fuyi_editor.ui.tree.rows import Row, Spot, TreeRows

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONLY_ONE = Submission | Department | Midterm | Report
MIME_TYPE = "application/x-fuyi-editor-nodes"


@dataclass(frozen=True, slots=True)
class Target:
    """Where dragged nodes go: to `index` of the children of their kind under `parent`."""

    nodes: tuple[str, ...]
    parent: str
    index: int


def can_drag(rows: TreeRows, row: Row) -> bool:
    """Everything has its place in the book but what there is only one of."""
    return not row.slot and not isinstance(rows.node(row), _ONLY_ONE)


def to_mime(submission: Submission, nodes: Sequence[str]) -> QMimeData:
    """The ids of the nodes, and of the book, so that another book refuses them."""
    data = QMimeData()
    content = json.dumps({"book": submission.id, "nodes": list(nodes)})
    data.setData(MIME_TYPE, content.encode())
    return data


def dragged(submission: Submission, data: QMimeData) -> tuple[str, ...]:
    """The ids of dragged nodes of this book; none if it is anything else."""
    if not data.hasFormat(MIME_TYPE):
        return ()
    content = json.loads(bytes(data.data(MIME_TYPE).data()))
    if content["book"] != submission.id:
        return ()
    return tuple(node for node in content["nodes"] if submission.holds(node))


def target_of(rows: TreeRows, nodes: Sequence[str], row: int, parent: Row | None) -> Target | None:
    """What a drop means: between two rows, or (`row` -1) onto `parent`; None if it is refused."""
    if not nodes:
        return None
    if row >= 0:
        place = _between(rows, nodes[0], Spot(parent, row))
    else:
        place = _onto(rows, nodes[0], parent)
    if place is None:
        return None
    parent_id, slot, index = place
    submission = rows.submission
    fits = all(
        can_move_to(submission, node, parent_id) and place_of(submission, node)[1] == slot
        for node in nodes
    )
    return Target(tuple(nodes), parent_id, index) if fits else None


def _between(rows: TreeRows, dragged_id: str, spot: Spot) -> tuple[str, str, int] | None:
    slot = place_of(rows.submission, dragged_id)[1]
    found = rows.index_at(spot, slot)
    return (found[0].id, slot, found[1]) if found else None


def _onto(rows: TreeRows, dragged_id: str, row: Row | None) -> tuple[str, str, int] | None:
    """Into a parent of the right kind, at its end; onto one of its own kind, behind that."""
    submission = rows.submission
    slot = place_of(submission, dragged_id)[1]
    node = rows.node(row)
    if row is not None and row.slot:
        return node.id, row.slot, len(node.children(row.slot))
    if row is None or row.node == submission.id:
        # Below the last row: the end of the list, for what stands at the top.
        fits = row is None and slot in submission.slots
        return (submission.id, slot, len(submission.children(slot))) if fits else None
    if slot in node.slots and can_move_to(submission, dragged_id, node.id):
        return node.id, slot, len(node.children(slot))
    parent, own_slot, index = place_of(submission, node.id)
    return (parent.id, slot, index + 1) if own_slot == slot else None
