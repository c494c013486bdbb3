# SPDX-License-Identifier: MulanPSL-2.0
"""Two books, field by field (修订对照表, issue 5): every difference once, in reading order.

Rows come from `following`; what differs between a row and what it became is told per field, what
is new or gone as one line with all it says. A level of indicators is only the heading of its
rows: where these tell of it, it has no line of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.fields import NODE_NAMES, read_field
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.yearly.comparison.book_places import (
    BookPlaces,
    group_title,
    home_words,
    place_words,
    top_of,
)
from fuyi_editor.yearly.comparison.change import Change, ChangeKind, Side
from fuyi_editor.yearly.comparison.change_notes import field_note, regrouped_note
from fuyi_editor.yearly.comparison.moves import is_home, move_words, moving
from fuyi_editor.yearly.comparison.row_contents import row_contents, whole_contents
from fuyi_editor.yearly.comparison.text_marks import changed_marks
from fuyi_editor.yearly.following.rows import field_names, title_field

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.comparison.book_places import BookPlace
    from fuyi_editor.yearly.comparison.moves import Move
    from fuyi_editor.yearly.following.pairs import Following, Pair

Changes = tuple[Change, ...]
_ROWS_IN_A_STEP = 32


def compare(before: Submission, after: Submission, following: Following) -> Changes:
    """Every difference of `after` from `before`, in the order of `after`.

    What is gone stands where it stood. Empty if the two say the same.
    """
    steps = comparing(before, after, following)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def comparing(
    before: Submission, after: Submission, following: Following
) -> Generator[None, None, Changes]:
    """The same in small steps, between which a window can do other things."""
    olds, news = BookPlaces(before), BookPlaces(after)
    yield from olds.entering()
    yield from news.entering()
    moves = yield from moving(olds, news, following)
    comparison = _Comparison(olds, news, following, moves)
    yield from comparison.of_later_rows()
    yield from comparison.of_gone_rows(olds[before.id], 0)
    return comparison.changes()


class _Comparison:
    """Collects the lines, each with the row of the later book that it stands at or behind."""

    def __init__(
        self,
        olds: BookPlaces,
        news: BookPlaces,
        following: Following,
        moves: Mapping[str, Move],
    ) -> None:
        self._olds, self._news = olds, news
        self._following = following
        self._moves = moves
        self._money = (olds.submission.money_unit, news.submission.money_unit)
        self._told_whole: set[tuple[str, bool]] = set()
        self._told_together: set[str] = set()
        self._lines: list[tuple[tuple[int, bool], Change]] = []

    def changes(self) -> Changes:
        """The lines in order; what is gone after what is there."""
        return tuple(line for _, line in sorted(self._lines, key=_key))

    def of_later_rows(self) -> Generator[None, None, None]:
        for number, place in enumerate(self._news):
            pairs = self._following.pairs_of_after(place.node.id)
            if not pairs:
                self._lone(place, place.order, old=False)
            elif len(pairs) == 1 and len(self._following.after_of(pairs[0].before)) == 1:
                self._pair(self._olds[pairs[0].before], place, pairs[0])
            elif place.node.id not in self._told_together:
                self._regrouped(place)
            if number % _ROWS_IN_A_STEP == 0:
                yield

    def of_gone_rows(self, place: BookPlace, anchor: int) -> Generator[None, None, None]:
        """What stood in a row and is gone, each behind the row that it stood behind."""
        for slot in place.node.slots:
            for node in place.node.children(slot):
                child = self._olds[node.id]
                afters = [self._news[one] for one in self._following.after_of(node.id)]
                if not afters:
                    self._lone(child, anchor, old=True)
                inner = afters[0].order if afters else anchor
                yield from self.of_gone_rows(child, inner)
                stayed = [one.end for one in afters if is_home(child, one, self._following)]
                anchor = max(stayed, default=anchor)
        yield

    # Of one row that is one row

    def _pair(self, old: BookPlace, new: BookPlace, pair: Pair) -> None:
        move = self._moves.get(new.node.id)
        if old.node is new.node and move is None:
            return
        names = [
            name
            for name in field_names(new.node, old.node)
            if read_field(old.node, name) != read_field(new.node, name)
        ]
        for name in names:
            self._field(old, new, name, pair, move)
            move = None  # told with the first
        if move is not None:
            kinds, note = (ChangeKind.MOVED,), _move_note(move)
            marks = changed_marks(*move)
            sides = (
                Side(move.before, (old.node.id,), None, marks[0]),
                Side(move.after, (new.node.id,), None, marks[1]),
            )
            self._add(new, new.order, kinds, _place(new), note, sides, pair)

    def _field(
        self, old: BookPlace, new: BookPlace, name: str, pair: Pair, move: Move | None
    ) -> None:
        texts = read_field(old.node, name), read_field(new.node, name)
        is_name = name == title_field(new.node) == "name"
        kinds = (ChangeKind.RENAMED if is_name else ChangeKind.CHANGED,)
        note = field_note(new.node, name, *texts, self._money)
        if move is not None:
            kinds, note = (*kinds, ChangeKind.MOVED), f"{note}；{_move_note(move)}"
        marks = changed_marks(*texts)
        sides = (
            Side(texts[0], (old.node.id,), name, marks[0]),
            Side(texts[1], (new.node.id,), name, marks[1]),
        )
        self._add(new, new.order, kinds, _place(new, name), note, sides, pair)

    # Of rows without a partner

    def _lone(self, place: BookPlace, order: int, *, old: bool) -> None:
        """A line for a row that is new or gone, unless one around it tells of it."""
        node = place.node
        if place.parent and (place.parent.node.id, old) in self._told_whole:
            self._told_whole.add((node.id, old))
            return
        kind = ChangeKind.DROPPED if old else ChangeKind.ADDED
        if is_level(node) and any(isinstance(row, Indicator) for row in node.walk()):
            # Its rows tell its name in their places, but not its weight.
            for name in field_names(node):
                text = read_field(node, name)
                if name != "name" and text.strip():
                    side = Side(text, (node.id,), name)
                    self._add_lone(place, order, kind, _place(place, name), side)
            return
        self._told_whole.add((node.id, old))
        side = Side(whole_contents(node, self._elsewhere(node, old=old)), (node.id,))
        words = home_words(place) if isinstance(node, Indicator) else place_words(place)
        self._add_lone(place, order, kind, words or NODE_NAMES[type(node)], side)

    def _elsewhere(self, node: Node, *, old: bool) -> set[str]:
        partners = self._following.after_of if old else self._following.before_of
        return {row.id for row in node.walk() if partners(row.id)}

    def _add_lone(
        self, place: BookPlace, order: int, kind: ChangeKind, words: str, side: Side
    ) -> None:
        note = kind.value + NODE_NAMES[type(place.node)]
        sides = (side, None) if kind is ChangeKind.DROPPED else (None, side)
        self._add(place, order, (kind,), words, note, sides, None)

    # Of rows that were split or merged

    def _regrouped(self, place: BookPlace) -> None:
        """One line for all rows that became each other."""
        olds, news = self._related(place)
        self._told_together.update(row.node.id for row in news)
        kinds = _kinds_of(olds, news)
        note = regrouped_note(len(olds), len(news))
        moved = dict.fromkeys(
            _move_note(move_words(old, new))
            for old in olds
            for new in news
            if not is_home(old, new, self._following)
        )
        if moved:
            kinds, note = (*kinds, ChangeKind.MOVED), "；".join((note, *moved))
        nodes = [row.node for row in (*olds, *news)]
        differing = [
            name
            for name in field_names(*nodes)
            if len({read_field(node, name) for node in nodes}) > 1
        ]
        texts = _together(olds, differing), _together(news, differing)
        marks = changed_marks(*texts)
        sides = (
            Side(texts[0], tuple(row.node.id for row in olds), None, marks[0]),
            Side(texts[1], tuple(row.node.id for row in news), None, marks[1]),
        )
        words = home_words(place) or _place(place)
        self._add(place, place.order, kinds, words, note, sides, None)

    def _related(self, place: BookPlace) -> tuple[list[BookPlace], list[BookPlace]]:
        olds: dict[str, None] = {}
        news = {place.node.id: None}
        while True:
            found = [old for new in news for old in self._following.before_of(new)]
            olds.update(dict.fromkeys(found))
            more = [new for old in olds for new in self._following.after_of(old)]
            if all(new in news for new in more):
                break
            news.update(dict.fromkeys(more))
        return (
            sorted((self._olds[old] for old in olds), key=_order),
            sorted((self._news[new] for new in news), key=_order),
        )

    def _add(
        self,
        place: BookPlace,
        order: int,
        kinds: tuple[ChangeKind, ...],
        words: str,
        note: str,
        sides: tuple[Side | None, Side | None],
        pair: Pair | None,
    ) -> None:
        gone = sides[1] is None
        top = top_of(place)
        if gone and top and (partners := self._following.after_of(top.node.id)):
            top = self._news[partners[0]]
        group = top.node.id if top else ""
        change = Change(kinds, group, group_title(top), words, note, *sides, pair)
        self._lines.append(((order, gone), change))


def _key(line: tuple[tuple[int, bool], Change]) -> tuple[int, bool]:
    return line[0]


def _order(place: BookPlace) -> int:
    return place.order


def _place(place: BookPlace, field: str | None = None) -> str:
    return place_words(place, field) or NODE_NAMES[type(place.node)]


def _move_note(move: Move) -> str:
    return f"移动：{move.before}→{move.after}"


def _kinds_of(olds: Sequence[BookPlace], news: Sequence[BookPlace]) -> tuple[ChangeKind, ...]:
    if len(olds) == 1:
        return (ChangeKind.SPLIT,)
    return (ChangeKind.MERGED,) if len(news) == 1 else (ChangeKind.SPLIT, ChangeKind.MERGED)


def _together(rows: Iterable[BookPlace], fields: Sequence[str]) -> str:
    return "\n".join(row_contents(row.node, fields) for row in rows)
