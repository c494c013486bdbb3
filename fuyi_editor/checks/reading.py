# SPDX-License-Identifier: MulanPSL-2.0
"""The rules about single texts, node by node: a node that stays the same is not read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.checks.passages import Passage, passages_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fuyi_editor.checks.memo import Memo
    from fuyi_editor.checks.reading_order import Seen
    from fuyi_editor.checks.rule import Observation, Rule
    from fuyi_editor.model.node import Node

    Failed = Callable[[Rule, Node, Exception], Observation]

SPOKEN = frozenset({Outcome.FOUND, Outcome.CANNOT_TELL})


class Reading(NamedTuple):
    """The texts of a node, and what the rules see in them."""

    passages: tuple[Passage, ...]
    seen: tuple[Seen, ...]


class TextReader:
    """Reads nodes with the `text` checks of the rules."""

    def __init__(self, rules: Iterable[Rule], failed: Failed) -> None:
        """What `failed` says stands for a text at which a rule broke down."""
        self._looks = tuple((rule, rule.text) for rule in rules if rule.text is not None)
        self._failed = failed

    def spoken(self, nodes: Iterable[Node], memo: Memo) -> list[Reading]:
        """What was found and what cannot be told; the memo remembers it."""
        return [memo.of(self._spoken, node) for node in nodes]

    def all(self, nodes: Iterable[Node]) -> list[Reading]:
        """All four outcomes; nothing is remembered."""
        passages = [passages_of(node) for node in nodes]
        return [Reading(texts, tuple(self._look_at(texts))) for texts in passages]

    def _spoken(self, node: Node) -> Reading:
        passages = passages_of(node)
        seen = (seen for seen in self._look_at(passages) if seen[1].outcome in SPOKEN)
        return Reading(passages, tuple(seen))

    def _look_at(self, passages: tuple[Passage, ...]) -> Iterator[Seen]:
        for passage in passages:
            for rule, look_at in self._looks:
                try:
                    yield rule, look_at(passage)
                except Exception as error:
                    yield rule, self._failed(rule, passage.node, error)
