# SPDX-License-Identifier: MulanPSL-2.0
"""What every part of a submission is: a frozen pydantic model with an id that never changes.

An edit makes a new submission that shares every part it did not touch, so undo is two references
and a difference is found by identity.
"""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def new_id() -> str:
    """An id that no other node has, in this book or another."""
    return secrets.token_hex(6)


def _wants_ids(info: SerializationInfo) -> bool:
    context = cast("dict[str, object] | None", info.context)
    return bool(context and context.get("ids"))


class Node(BaseModel):
    """A part of a submission that can be pointed at. JSON names ids only when asked to.

    `slots` names the fields that hold child nodes, in the order in which the table shows them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    slots: ClassVar[tuple[str, ...]] = ()

    id: str = Field(default_factory=new_id)

    @model_serializer(mode="wrap")
    def _without_id(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, object] | str:
        data: dict[str, object] = handler(self)
        if not _wants_ids(info):
            data.pop("id", None)
        return data

    def but(self, **changes: object) -> Self:
        """The same node with other field values; nothing cached is carried over."""
        values: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        values.update(changes)
        return type(self).model_construct(**values)

    def children(self, slot: str) -> tuple[Node, ...]:
        """The child nodes in `slot`; a single optional child is a tuple of one or none."""
        value = getattr(self, slot)
        if value is None:
            return ()
        single = slot in self.single_slots
        return (cast("Node", value),) if single else cast("tuple[Node, ...]", value)

    def with_children(self, slot: str, children: tuple[Node, ...]) -> Self:
        """The same node with other children in `slot`."""
        if slot in self.single_slots:
            return self.but(**{slot: children[0] if children else None})
        return self.but(**{slot: children})

    single_slots: ClassVar[frozenset[str]] = frozenset()

    def walk(self) -> Iterator[Node]:
        """This node and everything under it, in reading order."""
        yield self
        for slot in self.slots:
            for child in self.children(slot):
                yield from child.walk()

    @cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """For every descendant's id: the slot and position of the child that is or holds it."""
        places: dict[str, tuple[str, int]] = {}
        for slot in self.slots:
            for position, child in enumerate(self.children(slot)):
                here = (slot, position)
                places[child.id] = here
                if child.slots:
                    places.update(dict.fromkeys(child.places, here))
        return places

    def chain(self, node_id: str) -> tuple[Node, ...]:
        """The nodes from this one down to `node_id`, both included. KeyError if it is not here."""
        nodes: list[Node] = [self]
        while nodes[-1].id != node_id:
            slot, position = nodes[-1].places[node_id]
            nodes.append(nodes[-1].children(slot)[position])
        return tuple(nodes)

    def find(self, node_id: str) -> Node:
        """The node with that id. KeyError if it is not here."""
        return self.chain(node_id)[-1]

    def holds(self, node_id: str) -> bool:
        """Whether the node is this one or under it."""
        return node_id == self.id or node_id in self.places


class TextNode(Node):
    """A numbered sentence: JSON holds only the text."""

    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _without_id(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, object] | str:
        return handler(self) if _wants_ids(info) else self.text
