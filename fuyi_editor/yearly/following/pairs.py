# SPDX-License-Identifier: MulanPSL-2.0
"""Which row of one book is which of another, as it was found out: pairs, and rows without any."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Why(Enum):
    """Why two rows are taken for the same, in words for the user."""

    SAME_ID = "同一行"
    SAME_NAME = "名称相同"
    SAME_CODE = "编码相同"
    SAME_PLACE = "位置相同"
    SIMILAR = "内容相近"
    CORRECTED = "人工指定"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the earlier book and what it became; `score` is from 0 to 1."""

    before: str
    after: str
    score: float
    why: Why


@dataclass(frozen=True)
class Following:
    """All rows of two books by id: pairs, and those that have no partner, in reading order.

    A row that was split has several pairs, and so has one that others were merged into.
    """

    pairs: tuple[Pair, ...]
    added: tuple[str, ...]
    """Rows of the later book that are new, with all that is new in them."""
    dropped: tuple[str, ...]
    """Rows of the earlier book that are gone, with all that went with them."""

    @cached_property
    def _befores(self) -> dict[str, tuple[Pair, ...]]:
        return by_id(self.pairs, "after")

    @cached_property
    def _afters(self) -> dict[str, tuple[Pair, ...]]:
        return by_id(self.pairs, "before")

    def before_of(self, after_id: str) -> tuple[str, ...]:
        """What a row of the later book was: none if it is new, several if they were merged."""
        return tuple(pair.before for pair in self._befores.get(after_id, ()))

    def after_of(self, before_id: str) -> tuple[str, ...]:
        """What a row of the earlier book became: none if dropped, several if it was split."""
        return tuple(pair.after for pair in self._afters.get(before_id, ()))

    def pairs_of_after(self, after_id: str) -> tuple[Pair, ...]:
        """The same as `before_of`, with score and why."""
        return self._befores.get(after_id, ())

    @cached_property
    def why(self) -> dict[tuple[str, str], Pair]:
        """Every pair by the ids of both rows."""
        return {(pair.before, pair.after): pair for pair in self.pairs}


def by_id(pairs: Iterable[Pair], side: Literal["before", "after"]) -> dict[str, tuple[Pair, ...]]:
    """The pairs of each row of one book."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(getattr(pair, side), []).append(pair)
    return {node_id: tuple(group) for node_id, group in found.items()}
