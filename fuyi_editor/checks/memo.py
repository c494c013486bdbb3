# SPDX-License-Identifier: MulanPSL-2.0
"""What rules worked out of a node alone, as long as it stays the same object."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fuyi_editor.model.node import Node

    _Node = TypeVar("_Node", bound=Node)
    _Result = TypeVar("_Result")


class Memo:
    """Remembers pure functions of a node. Holding it keeps its `id()` from being used again."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[int, tuple[Node, dict[object, object]]] = {}

    def of(self, work_out: Callable[[_Node], _Result], node: _Node) -> _Result:
        """What the function gives for the node."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = (node, {})
        results = known[1]
        if work_out not in results:
            results[work_out] = work_out(node)
        return cast("_Result", results[work_out])

    def keep_only(self, nodes: Iterable[Node]) -> None:
        """Forget those that are no longer in the book."""
        ids = {id(node) for node in nodes}
        self._known = {key: known for key, known in self._known.items() if key in ids}
