# SPDX-License-Identifier: MulanPSL-2.0
"""What the form of a book prints: names of fields and slots, by the kind of node that has them.

Of indicators it also matters whose they are: Guangzhou prints the values of the department's and
only the names of the projects' (F11). These are noted under the owner as `indicators.value`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.model.node import Node

Shown = tuple["type[Node]", str]
Printed = AbstractSet[Shown]
"""In the order in which they stand on the page."""

_PREFIX = "indicators."


def owner_type(chain: Sequence[Node]) -> type[Node]:
    """The kind of node whose indicators, or their levels, the last node of a chain is among."""
    levels = (Indicator, IndicatorKind, IndicatorGroup)
    return next(type(node) for node in reversed(chain) if not isinstance(node, levels))


def shown_of_owner(owner: type[Node], field: str) -> Shown:
    """How it is noted that a field of an owner's indicators is printed."""
    return owner, _PREFIX + field


def prints_field(printed: Printed, owner: type[Node], kind: type[Node], field: str) -> bool:
    """Whether the form prints a field; `owner` is that of an indicator, else it does not matter."""
    if kind is Indicator and shown_of_owner(owner, "name") in printed:
        return shown_of_owner(owner, field) in printed
    return (kind, field) in printed
