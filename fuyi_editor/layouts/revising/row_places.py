# SPDX-License-Identifier: MulanPSL-2.0
"""What the rows of a repeated part show, each in its place: an indicator of a tree, or a child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.node import Node

Nodes = Mapping[str, "Node | None"]
"""The nodes that a row shows, by scope; see `template.SCOPES`."""

OWN = ""
"""The scope of the node that a row is about; see `template.SCOPES` for the others."""


class Item(Protocol):
    """What a row shows: see `IndicatorPath` and `ChildItem`."""

    @property
    def row(self) -> str:
        """The id that the row carries."""
        ...

    def scopes(self) -> Nodes:
        """The nodes that its cells show, by scope."""
        ...


@dataclass(frozen=True, slots=True)
class ChildItem:
    """A row that shows one child node: a task, a project, a subtotal."""

    node: Node

    @property
    def row(self) -> str:
        """The id that the row carries."""
        return self.node.id

    def scopes(self) -> Nodes:
        """The nodes that its cells show."""
        return {OWN: self.node}


@dataclass(frozen=True, slots=True)
class Place:
    """What an item shows in its place: its nodes, and by scope whether a 一级 or 二级 begins."""

    row: str
    nodes: Nodes
    starts: Mapping[str, bool]

    def shows_the_same(self, other: Place) -> bool:
        """Whether a row in the one place looks just like one in the other."""
        alike = all(_alike(node, other.nodes[scope]) for scope, node in self.nodes.items())
        return alike and self.starts == other.starts


def _alike(node: Node | None, other: Node | None) -> bool:
    """A 一级 or 二级 says the same as long as its own words do, whatever hangs under it."""
    if node is other:
        return True
    if isinstance(node, IndicatorKind) and isinstance(other, IndicatorKind):
        return (node.id, node.name) == (other.id, other.name)
    if isinstance(node, IndicatorGroup) and isinstance(other, IndicatorGroup):
        return (node.id, node.name, node.weight) == (other.id, other.name, other.weight)
    return False


def ids_of(nodes: Nodes) -> list[str]:
    """The nodes by which a row is known: those that no other row shows."""
    return [node.id for scope in (OWN, "mid") if (node := nodes.get(scope)) is not None]


def starts_of(levels: Iterable[str], nodes: Nodes, above: Nodes | None) -> Mapping[str, bool]:
    """Which levels begin in a row of those nodes, below one of `above`."""
    return {scope: _starts(scope, nodes, above) for scope in levels}


def _starts(scope: str, nodes: Nodes, above: Nodes | None) -> bool:
    if above is None:
        return True
    node, other = nodes.get(scope), above.get(scope)
    if node is None or other is None:
        same_group = _id(nodes.get("group")) == _id(above.get("group"))
        return not (node is other and same_group)
    return node.id != other.id


def _id(node: Node | None) -> str:
    return node.id if node else ""
