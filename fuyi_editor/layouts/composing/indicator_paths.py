# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of a table of indicators, as paths through the tree: 一级, 二级, 三级, and both halves.

Where a form prints 中期 and 年度 beside each other (F1), a row shows one indicator of each, under
the 一级 that they share; the shorter half is blank below its last.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, Midterm

Leaf = tuple["IndicatorKind", "Indicator"]


@dataclass(frozen=True, slots=True)
class IndicatorPath:
    """One row: the 一级, and the 二级 and 三级 of the right (or only) and the left half."""

    group: IndicatorGroup
    own: Leaf | None
    mid: Leaf | None = None

    @property
    def row(self) -> str:
        """The id of the indicator that the row stands for."""
        leaf = self.own or self.mid
        assert leaf is not None
        return leaf[1].id

    def scopes(self) -> Mapping[str, Node | None]:
        """The nodes that a layout's cells name by scope."""
        kind, indicator = self.own or (None, None)
        mid_kind, mid = self.mid or (None, None)
        return {
            "": indicator,
            "kind": kind,
            "group": self.group,
            "mid": mid,
            "mid.kind": mid_kind,
        }


def indicator_paths(owner: Node, midterm: Midterm | None = None) -> Iterator[IndicatorPath]:
    """The rows of `owner`'s indicators, beside those of `midterm` where the form has two halves."""
    groups = cast("tuple[IndicatorGroup, ...]", owner.children("indicators"))
    left = list(midterm.indicators) if midterm else []
    for group in groups:
        beside = next((index for index, other in enumerate(left) if other.name == group.name), None)
        if beside is None:
            yield from _rows(group, group, None)
            continue
        # 一级 of the left half alone stand where they come in its order.
        for alone in left[:beside]:
            yield from _rows(alone, None, alone)
        yield from _rows(group, group, left[beside])
        left = left[beside + 1 :]
    for alone in left:
        yield from _rows(alone, None, alone)


def _rows(
    group: IndicatorGroup, own: IndicatorGroup | None, mid: IndicatorGroup | None
) -> Iterator[IndicatorPath]:
    for right, left in zip_longest(_leaves(own), _leaves(mid)):
        yield IndicatorPath(group, right, left)


def _leaves(group: IndicatorGroup | None) -> Iterator[Leaf]:
    for kind in group.kinds if group else ():
        for indicator in kind.indicators:
            yield kind, indicator
