# SPDX-License-Identifier: MulanPSL-2.0
"""What a person does in one go: edits, what to select afterwards, numbers that stay in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import Edit, SetField, apply_edits
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.numbering import Numbering, numbering_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

# Lists whose texts hold their own numbers, and in which field.
_NUMBERED = {"goals": "text", "safeguards": "text", "sections": "heading"}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Edits that belong together as one undo step, and the node to select afterwards."""

    title: str
    edits: tuple[Edit, ...]
    selected: str | None


def keep_numbers(submission: Submission, parents: Iterable[Node], done: Arrangement) -> Arrangement:
    """Goals and headings of `parents` that were numbered 1, 2, 3 … before are so afterwards."""
    lists = {
        (parent.id, slot): numbering
        for parent in parents
        for slot in parent.slots
        if slot in _NUMBERED and (numbering := numbering_of(_texts(parent, slot)))
    }
    if not lists:
        return done
    after = numbered = apply_edits(submission, done.edits)
    for (node_id, slot), numbering in lists.items():
        numbered = _renumbered(numbered, after.find(node_id), slot, numbering)
    return done if numbered is after else replace(done, edits=diff(submission, numbered))


def _texts(parent: Node, slot: str) -> list[str]:
    return [read_field(child, _NUMBERED[slot]) for child in parent.children(slot)]


def _renumbered(
    submission: Submission, parent: Node, slot: str, numbering: Numbering
) -> Submission:
    olds = _texts(parent, slot)
    news = numbering.applied(olds)
    for child, old, new in zip(parent.children(slot), olds, news, strict=True):
        if old != new:
            edit = SetField(node=child.id, field=_NUMBERED[slot], text=new)
            submission = edit.apply(submission)
    return submission
