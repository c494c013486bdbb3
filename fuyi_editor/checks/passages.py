# SPDX-License-Identifier: MulanPSL-2.0
"""Every text that somebody wrote into a book, with its place, for rules about words and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.fields import FIELDS, JOINED, read_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.node import Node

# Numbers, codes and levels are no prose: rules of their own look at them.
_NO_PROSE = ("budget.", "execution.", "staff.")
_NOT_WRITTEN = frozenset({"code", "year", "money_unit", "secret", "percent", "score", "weight"})
_FIELDS: dict[type[Node], tuple[str, ...]] = {
    kind: tuple(
        field.name
        for field in fields
        if field.name not in JOINED
        and field.name not in _NOT_WRITTEN
        and not field.name.startswith(_NO_PROSE)
    )
    for kind, fields in FIELDS.items()
}


class Passage(NamedTuple):
    """A text that is not blank: a field of a node."""

    node: Node
    field: str
    text: str


def passages_of(node: Node) -> tuple[Passage, ...]:
    """The node's own texts, in the order in which the form lists its fields."""
    return tuple(_passages(node))


def _passages(node: Node) -> Iterator[Passage]:
    for name in _FIELDS[type(node)]:
        text = read_field(node, name)
        if text.strip():
            yield Passage(node, name, text)
    extra: dict[str, str] = getattr(node, "extra", {})
    for label, text in extra.items():
        if text.strip():
            yield Passage(node, f"extra.{label}", text)
