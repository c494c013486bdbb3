# SPDX-License-Identifier: MulanPSL-2.0
"""In what order findings are told: as one reads the book, field by field."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_FIELD_ORDER = {
    (node_type, field.name): position
    for node_type, fields in FIELDS.items()
    for position, field in enumerate(fields)
}
_RULE_ORDER = {rule.id: position for position, rule in enumerate(ALL_RULES)}
_LAST = 1000  # what no list names: after all that it names

Seen = tuple[Rule, Observation]


def in_reading_order(seen: Iterable[Seen], top: Node) -> list[Seen]:
    """By node and field as the table shows them; at one place in the order of the rules."""
    order = {node.id: position for position, node in enumerate(top.walk())}

    def place(item: Seen) -> tuple[int, int, int]:
        rule, (_, node, field, *_) = item
        field_order = _FIELD_ORDER.get((type(node), field), _LAST)
        return order[node.id], field_order, _RULE_ORDER.get(rule.id, _LAST)

    return sorted(seen, key=place)


def merged(
    findings: tuple[Finding, ...], more: tuple[Finding, ...], top: Node
) -> tuple[Finding, ...]:
    """The findings of a table, and those that a look at the whole book found in it."""
    order = {node.id: (n, type(node)) for n, node in enumerate(top.walk())}

    def place(finding: Finding) -> tuple[int, int]:
        position, node_type = order[finding.place.node]
        return position, _FIELD_ORDER.get((node_type, finding.place.field), _LAST)

    return tuple(sorted((*findings, *more), key=place))


def in_parts(
    submission: Submission, findings: Mapping[str, tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Those of the book itself, then those of its parts as they stand in it, a report the last."""
    parts = chain.from_iterable(submission.children(slot) for slot in submission.slots)
    ids = ("", *(part.id for part in parts))
    return tuple(chain.from_iterable(findings.get(part, ()) for part in ids))
