# SPDX-License-Identifier: MulanPSL-2.0
"""The indicator tree as it grows from row to row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind


class Level(NamedTuple):
    """Ids of the 一级 and 二级 under which an indicator hangs."""

    group: str
    kind: str


@dataclass(slots=True)
class _Kind:
    """A 二级 and what hangs under it so far."""

    node: IndicatorKind
    indicators: list[Indicator]


@dataclass(slots=True)
class _Group:
    """A 一级 and what hangs under it so far."""

    node: IndicatorGroup
    kinds: list[_Kind]


class IndicatorTree:
    """Groups and kinds are begun when their name changes; a blank name goes on with the last."""

    def __init__(self, groups: tuple[IndicatorGroup, ...]) -> None:
        self._groups = [
            _Group(group, [_Kind(kind, [*kind.indicators]) for kind in group.kinds])
            for group in groups
        ]

    @property
    def groups(self) -> tuple[IndicatorGroup, ...]:
        """The tree so far."""
        return tuple(
            group.node.but(
                kinds=tuple(k.node.but(indicators=tuple(k.indicators)) for k in group.kinds)
            )
            for group in self._groups
        )

    def add(self, group: str, weight: str, kind: str, indicator: Indicator) -> Level:
        """Hang an indicator at the end of the tree."""
        last = self._groups[-1] if self._groups else None
        if last is None or (group.strip() != "" and group != last.node.name):
            last = _Group(IndicatorGroup(name=group, weight=weight), [])
            self._groups.append(last)
        last_kind = last.kinds[-1] if last.kinds else None
        if last_kind is None or (kind.strip() != "" and kind != last_kind.node.name):
            last_kind = _Kind(IndicatorKind(name=kind), [])
            last.kinds.append(last_kind)
        last_kind.indicators.append(indicator)
        return Level(last.node.id, last_kind.node.id)
