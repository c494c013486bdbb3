# SPDX-License-Identifier: MulanPSL-2.0
"""Nodes on the clipboard, as data that another window of the program understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, field_validator

from fuyi_editor.model.arrange import COPYABLE
from fuyi_editor.model.edits import place_of
from fuyi_editor.model.hanging import Levels, levels_of
from fuyi_editor.model.nodes import NODE_TYPES, IndicatorGroup, IndicatorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_CLIPPED = {kind.__name__ for kind in (*COPYABLE, IndicatorGroup, IndicatorKind)}


class ClipItem(BaseModel):
    """A node with all that is under it, the slot it was in, and the names of its levels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    slot: str
    levels: Levels
    content: dict[str, Any]

    @field_validator("type")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in _CLIPPED:
            raise ValueError(f"no {name} is copied")
        return name

    def node(self) -> Node:
        """The node, under the ids that it had. ValueError where it is none."""
        return NODE_TYPES[self.type].model_validate(self.content)


class Clip(BaseModel):
    """What was copied, or with `cut` is to be moved, out of the book of that id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    book: str
    cut: bool = False
    items: tuple[ClipItem, ...]

    def to_json(self) -> bytes:
        """As it lies on the clipboard."""
        return self.model_dump_json().encode()

    @classmethod
    def from_json(cls, data: bytes) -> Clip:
        """What lies on the clipboard. ValueError where it is not ours, or of another version."""
        clip = cls.model_validate_json(data)
        for item in clip.items:
            item.node()
        return clip


def clipped(submission: Submission, nodes: Iterable[str], *, cut: bool = False) -> Clip:
    """These nodes, none of them under another, in the order in which they are to come out."""
    return Clip(
        book=submission.id,
        cut=cut,
        items=tuple(_item(submission, node) for node in nodes),
    )


def _item(submission: Submission, node_id: str) -> ClipItem:
    node = submission.find(node_id)
    return ClipItem(
        type=type(node).__name__,
        slot=place_of(submission, node_id)[1],
        levels=levels_of(submission, node_id),
        content=node.model_dump(mode="json", context={"ids": True}),
    )
