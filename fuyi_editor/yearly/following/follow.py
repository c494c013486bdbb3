# SPDX-License-Identifier: MulanPSL-2.0
"""Which row of one book is which of another: renamed, moved, split into several, merged into one.

Ids say it where the later book was made from the earlier one. A file that was read again has new
ids, so that what is left is paired by likeness, from the outside in: projects, then what stands
in them. What a person has corrected comes before everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fuyi_editor.model.nodes import IndicatorGroup, Project
from fuyi_editor.model.taxonomy import fold_group, fold_kind
from fuyi_editor.yearly.following.likeness import folded
from fuyi_editor.yearly.following.matching import Match, match
from fuyi_editor.yearly.following.pairs import Following, Pair, Why
from fuyi_editor.yearly.following.rows import (
    INDICATORS,
    LEVELS,
    NODES,
    PROJECTS,
    Level,
    ProjectRow,
    indicator_rows,
    kinds_of_groups,
    title_text,
)
from fuyi_editor.yearly.following.splitting import Whole, split_rows

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Indicator, Submission
    from fuyi_editor.yearly.following.rows import IndicatorRow

_ROWS_IN_A_STEP = 500


def follow(
    before: Submission, after: Submission, corrections: Mapping[str, str | None] | None = None
) -> Following:
    """Follow every row of `before` to `after`.

    `corrections` say of a row of `after` which row of `before` it was, or of one of `before` what
    became of it; None says that it has no partner. An id that both books have is that of the row
    of `after`. Corrections of rows that are gone, or are not of one kind, are passed over.
    """
    steps = follow_steps(before, after, corrections)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def follow_steps(
    before: Submission, after: Submission, corrections: Mapping[str, str | None] | None = None
) -> Generator[None, None, Following]:
    """The same project by project, so that a window can do other things between."""
    follower = _Follower()
    yield from follower.enter(before, after)
    follower.correct(corrections or {})
    yield from follower.same_ids()
    follower.pair(before, after, 1.0, Why.SAME_PLACE)
    yield
    follower.beside(before, after)
    for pair in follower.inside(before, after):
        yield
        follower.below(*pair)
    return (yield from follower.result())


class _Follower:
    """Collects the pairs; a row that has one is not looked at again."""

    def __init__(self) -> None:
        self._olds: dict[str, Node] = {}
        self._news: dict[str, Node] = {}
        self._pairs: list[Pair] = []
        self._befores: dict[str, list[Pair]] = {}
        self._afters: dict[str, list[Pair]] = {}
        self._alone: set[str] = set()

    def enter(self, before: Submission, after: Submission) -> Generator[None, None, None]:
        """All rows by their ids, in reading order."""
        for rows, book in ((self._olds, before), (self._news, after)):
            for number, node in enumerate(book.walk()):
                rows[node.id] = node
                if number % _ROWS_IN_A_STEP == 0:
                    yield

    def pair(self, old: Node, new: Node, score: float, why: Why) -> None:
        pair = Pair(old.id, new.id, score, why)
        if any(known.before == old.id for known in self._befores.get(new.id, ())):
            return
        self._pairs.append(pair)
        self._befores.setdefault(new.id, []).append(pair)
        self._afters.setdefault(old.id, []).append(pair)

    def correct(self, corrections: Mapping[str, str | None]) -> None:
        for node_id, other in corrections.items():
            is_new = node_id in self._news
            mine, others = (self._news, self._olds) if is_new else (self._olds, self._news)
            node, partner = mine.get(node_id), others.get(other or "")
            if node is not None and other is None:
                self._alone.add(node_id)
            elif node is not None and partner is not None and type(node) is type(partner):
                old, new = (partner, node) if is_new else (node, partner)
                self.pair(old, new, 1.0, Why.CORRECTED)

    def same_ids(self) -> Generator[None, None, None]:
        for number, (node_id, new) in enumerate(self._news.items()):
            if number % _ROWS_IN_A_STEP == 0:
                yield
            old = self._olds.get(node_id)
            if old is not None and type(old) is type(new) and self._free(old, new):
                self.pair(old, new, 1.0, Why.SAME_ID)

    def _free(self, old: Node, new: Node) -> bool:
        return self._is_free_old(old) and self._is_free_new(new)

    def _is_free_old(self, node: Node) -> bool:
        """Whether a row of the earlier book has no partner yet and may have one.

        An id of both books that was corrected is the later row's, so it does not bind this one.
        """
        alone = node.id in self._alone and node.id not in self._news
        return not alone and node.id not in self._afters

    def _is_free_new(self, node: Node) -> bool:
        return node.id not in self._alone and node.id not in self._befores

    def below(self, old: Node, new: Node) -> None:
        """Pair everything that stands in two rows that are one."""
        self.beside(old, new)
        for pair in self.inside(old, new):
            self.below(*pair)

    def beside(self, old: Node, new: Node) -> None:
        """Pair the rows that stand next in them."""
        for slot in new.slots if old is not new else ():
            if slot == "indicators" and not isinstance(new, IndicatorGroup):
                self._indicators(old, new)
            elif slot != "kinds":  # those of all 一级 are paired together
                self._children(old, new, slot)

    def inside(self, old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
        """The pairs whose later row stands next in `new`."""
        for slot in new.slots if old is not new else ():
            for child in new.children(slot) if slot != "kinds" else ():
                for known in tuple(self._befores.get(child.id, ())):
                    yield self._olds[known.before], child

    def _children(self, old: Node, new: Node, slot: str) -> None:
        olds = [node for node in old.children(slot) if self._is_free_old(node)]
        news = [node for node in new.children(slot) if self._is_free_new(node)]
        if not (olds and news):
            return
        if slot in new.single_slots:
            self.pair(olds[0], news[0], 1.0, Why.SAME_PLACE)
            return
        for one in _matches(olds, news):
            before, after = olds[one.before], news[one.after]
            self.pair(before, after, one.score, _why(before, after, same=one.same))

    def _indicators(self, old: Node, new: Node) -> None:
        """Of a whole table, for rows move between 二级; then its levels, by their rows."""
        all_olds, all_news = indicator_rows(old), indicator_rows(new)
        olds = [row for row in all_olds if self._is_free_old(row.indicator)]
        news = [row for row in all_news if self._is_free_new(row.indicator)]
        for one in match(olds, news, INDICATORS):
            before, after = olds[one.before].indicator, news[one.after].indicator
            self.pair(before, after, one.score, _why(before, after, same=one.same))
        self._split(all_olds, all_news)
        groups = old.children("indicators"), new.children("indicators")
        if all(isinstance(node, IndicatorGroup) for side in groups for node in side):
            self._levels(*cast("tuple[Sequence[IndicatorGroup], Sequence[IndicatorGroup]]", groups))

    def _split(self, olds: Sequence[IndicatorRow], news: Sequence[IndicatorRow]) -> None:
        """Rows that are left may be part of what a row became, or of what it was."""
        left = [row.indicator for row in news if self._is_free_new(row.indicator)]
        for whole, part, score in split_rows(self._wholes(olds, old=True), left):
            self.pair(whole, part, score, Why.SIMILAR)
        gone = [row.indicator for row in olds if self._is_free_old(row.indicator)]
        for whole, part, score in split_rows(self._wholes(news, old=False), gone):
            self.pair(part, whole, score, Why.SIMILAR)

    def _wholes(self, rows: Sequence[IndicatorRow], *, old: bool) -> list[Whole]:
        """Rows of either book with the one partner that they have, if it is theirs alone."""
        mine, back = (self._afters, self._befores) if old else (self._befores, self._afters)
        nodes = self._news if old else self._olds
        found: list[Whole] = []
        for row in rows:
            partners = [
                pair.after if old else pair.before for pair in mine.get(row.indicator.id, ())
            ]
            alone = row.indicator.id in self._alone
            if not alone and len(partners) < 2 and all(len(back[one]) == 1 for one in partners):
                known = tuple(cast("Indicator", nodes[one]) for one in partners)
                found.append(Whole(row.indicator, known))
        return found

    def _levels(self, olds: Sequence[IndicatorGroup], news: Sequence[IndicatorGroup]) -> None:
        kinds = [
            [
                Level(
                    kind,
                    (fold_group(group.name), fold_kind(kind.name, group.name)),
                    self._marks(kind.indicators, old=side == 0),
                )
                for group, kind in kinds_of_groups(groups)
            ]
            for side, groups in enumerate((olds, news))
        ]
        self._match_levels(*kinds)
        tops = [
            [
                Level(group, (fold_group(group.name),), self._marks(group.kinds, old=side == 0))
                for group in groups
            ]
            for side, groups in enumerate((olds, news))
        ]
        self._match_levels(*tops)

    def _marks(self, nodes: Iterable[Node], *, old: bool) -> frozenset[str]:
        """For nodes of either book marks that a node has in common with what it was."""
        if not old:
            return frozenset(node.id for node in nodes)
        return frozenset(pair.after for node in nodes for pair in self._afters.get(node.id, ()))

    def _match_levels(self, olds: Sequence[Level], news: Sequence[Level]) -> None:
        olds = [level for level in olds if self._is_free_old(level.node)]
        news = [level for level in news if self._is_free_new(level.node)]
        for one in match(olds, news, LEVELS):
            before, after = olds[one.before], news[one.after]
            same = before.names[-1] == after.names[-1]
            why = Why.SAME_NAME if same else Why.SIMILAR
            self.pair(before.node, after.node, one.score, why)

    def result(self) -> Generator[None, None, Following]:
        """The pairs in the order of the later book; of one row in that of the earlier one."""
        places = {node_id: place for place, node_id in enumerate(self._olds)}
        pairs: list[Pair] = []
        for number, node_id in enumerate(self._news):
            found = self._befores.get(node_id, ())
            several = len(found) > 1
            pairs += sorted(found, key=lambda pair: places[pair.before]) if several else found
            if number % _ROWS_IN_A_STEP == 0:
                yield
        return Following(
            tuple(pairs),
            tuple(node_id for node_id in self._news if node_id not in self._befores),
            tuple(node_id for node_id in self._olds if node_id not in self._afters),
        )


def _matches(olds: Sequence[Node], news: Sequence[Node]) -> tuple[Match, ...]:
    """Of rows of one slot; projects are known by more than a name."""
    if not isinstance(olds[0], Project):
        return match(olds, news, NODES)
    olds, news = cast("Sequence[Project]", olds), cast("Sequence[Project]", news)
    return match([*map(ProjectRow.of, olds)], [*map(ProjectRow.of, news)], PROJECTS)


def _why(old: Node, new: Node, *, same: bool) -> Why:
    if folded(title_text(old)) == folded(title_text(new)):
        return Why.SAME_NAME
    return Why.SAME_CODE if same and isinstance(new, Project) else Why.SIMILAR
