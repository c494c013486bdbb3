# SPDX-License-Identifier: MulanPSL-2.0
"""The indicator tree as it grows from row to row of a table."""

from __future__ import annotations

from typing import NamedTuple

from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind


class Level(NamedTuple):
    """Ids of the 一级 and 二级 under which an indicator hangs."""

    group: str
    kind: str


class IndicatorTree:
    """Groups and kinds are begun when their name changes; a blank name goes on with the last."""

    def __init__(self, groups: tuple[IndicatorGroup, ...]) -> None:
        self._groups = list(groups)

    @property
    def groups(self) -> tuple[IndicatorGroup, ...]:
        """The tree so far."""
        return tuple(self._groups)

    def add(self, group: str, weight: str, kind: str, indicator: Indicator) -> Level:
        """Hang an indicator at the end of the tree."""
        last = self._groups[-1] if self._groups else None
        if last is None or (group.strip() != "" and group != last.name):
            last = IndicatorGroup(name=group, weight=weight)
            self._groups.append(last)
        last_kind = last.kinds[-1] if last.kinds else None
        if last_kind is None or (kind.strip() != "" and kind != last_kind.name):
            last_kind = IndicatorKind(name=kind)
            last = last.but(kinds=(*last.kinds, last_kind))
        last_kind = last_kind.but(indicators=(*last_kind.indicators, indicator))
        self._groups[-1] = last.but(kinds=(*last.kinds[:-1], last_kind))
        return Level(last.id, last_kind.id)
