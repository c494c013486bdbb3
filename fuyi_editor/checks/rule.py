# SPDX-License-Identifier: MulanPSL-2.0
"""The shape of a rule, and what it says of a place before its Chinese sentence is looked up.

A rule is pure functions of what it looks at: a text, a row, a table (`Sheet`), or the whole book.
For every place it looked at it says one of the four outcomes, so that silence is never taken for
clean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Fix, Outcome, Severity
from fuyi_editor.checks.passages import Passage
from fuyi_editor.checks.sheet import Book, Row, Sheet

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Node


class Observation(NamedTuple):
    """What a rule saw at a field of a node; `key` names the message, `values` fill its braces."""

    outcome: Outcome
    node: Node
    field: str
    key: str = ""
    values: dict[str, str] | None = None
    severity: Severity | None = None
    other: tuple[Node, str] | None = None
    fix: Fix | None = None


def found(
    node: Node,
    field: str,
    key: str,
    *,
    severity: Severity | None = None,
    other: tuple[Node, str] | None = None,
    fix: Fix | None = None,
    **values: str,
) -> Observation:
    """The rule is broken here; without a severity the rule's own one counts."""
    return Observation(Outcome.FOUND, node, field, key, values, severity, other, fix)


def clean(node: Node, field: str) -> Observation:
    """The rule was applied and kept."""
    return Observation(Outcome.CLEAN, node, field)


def not_applicable(node: Node, field: str) -> Observation:
    """The rule does not speak about this place."""
    return Observation(Outcome.NOT_APPLICABLE, node, field)


def cannot_tell(node: Node, field: str, key: str, **values: str) -> Observation:
    """The rule speaks about this place, but what stands there cannot be judged; `key` says why."""
    return Observation(Outcome.CANNOT_TELL, node, field, key, values)


TextCheck = Callable[[Passage], Observation]
RowCheck = Callable[[Row, Sheet], Observation]
SheetCheck = Callable[[Sheet], Iterator[Observation]]
BookCheck = Callable[[Book], Iterator[Observation]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the level it looks at; its words are in `resources/rules` under the same id.

    `text` looks at one text of a table or a report, whatever field it stands in; what it said is
    kept as long as the node stays the same. `row` and `sheet` may use nothing but their arguments:
    their outcomes are kept as long as the project and the facts of the book stay the same. What
    compares projects is a `book` check.
    """

    id: str
    text: TextCheck | None = None
    row: RowCheck | None = None
    sheet: SheetCheck | None = None
    book: BookCheck | None = None
