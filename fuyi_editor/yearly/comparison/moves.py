# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that stand elsewhere than before: in another 二级, in another project, in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.diff import longest_rise
from fuyi_editor.model.levels import is_level
from fuyi_editor.yearly.comparison.book_places import ARROW, WHOLE_BOOK, row_title

if TYPE_CHECKING:
    from collections.abc import Generator

    from fuyi_editor.yearly.comparison.book_places import BookPlace, BookPlaces
    from fuyi_editor.yearly.following.pairs import Following


_SLOTS = {"tasks": "年度重点任务", "other_tasks": "其他任务"}  # both of the department (F10)


_ROWS_IN_A_STEP = 200


class Move(NamedTuple):
    """Where a row was and where it is, in as few words as tell these apart."""

    before: str
    after: str


def moving(
    befores: BookPlaces, afters: BookPlaces, following: Following
) -> Generator[None, None, dict[str, Move]]:
    """The moves by the ids of the later book; only of rows that were one row and are one.

    Of rows in another order as few as possible are taken to have moved.
    """
    found: dict[str, Move] = {}
    stayed: dict[tuple[str, str], list[tuple[BookPlace, BookPlace]]] = {}
    for number, after in enumerate(afters):
        if number % _ROWS_IN_A_STEP == 0:
            yield
        before = _only_before(befores, following, after)
        if before is None or after.parent is None or before.parent is None:
            continue
        if is_home(before, after, following):
            key = (after.parent.node.id, after.slot)
            stayed.setdefault(key, []).append((before, after))
        else:
            found[after.node.id] = move_words(before, after)
    for pairs in stayed.values():
        found |= _in_another_order(pairs)
    return found


def _only_before(befores: BookPlaces, following: Following, after: BookPlace) -> BookPlace | None:
    ids = following.before_of(after.node.id)
    if len(ids) != 1 or len(following.after_of(ids[0])) != 1:
        return None
    return befores[ids[0]]


def is_home(before: BookPlace, after: BookPlace, following: Following) -> bool:
    """Whether a row stands where it stood, as a reader of the table sees it."""
    if before.parent is None or after.parent is None:
        return True
    if before.slot != after.slot:
        return False
    if after.parent.node.id in following.after_of(before.parent.node.id):
        return True
    # Two equal levels are one on paper, whichever of them a row is filed under.
    if not (is_level(before.parent.node) and is_level(after.parent.node)):
        return False
    same_words = row_title(before.parent.node) == row_title(after.parent.node)
    return same_words and is_home(before.parent, after.parent, following)


def move_words(before: BookPlace, after: BookPlace) -> Move:
    """The last step of the way is enough, if it differs; else the steps before it too."""
    old, new = _way(before), _way(after)
    if old == new:
        return Move(_SLOTS.get(before.slot, old[-1]), _SLOTS.get(after.slot, new[-1]))
    count = next(n for n in range(1, max(len(old), len(new)) + 1) if old[-n:] != new[-n:])
    return Move(ARROW.join(old[-count:]), ARROW.join(new[-count:]))


def _way(place: BookPlace) -> list[str]:
    return [row_title(step.node) for step in place.chain()[:-1]] or [WHOLE_BOOK]


def _in_another_order(pairs: list[tuple[BookPlace, BookPlace]]) -> dict[str, Move]:
    was = sorted(pairs, key=lambda pair: pair[0].order)
    ids = [after.node.id for _, after in pairs]
    kept = longest_rise([after.node.id for _, after in was], ids)
    if len(kept) == len(pairs):
        return {}
    behind = _behind(was, kept), _behind(pairs, kept)
    return {
        after.node.id: _order_words(before, after, *(side[after.node.id] for side in behind))
        for before, after in pairs
        if after.node.id not in kept
    }


def _behind(pairs: list[tuple[BookPlace, BookPlace]], kept: set[str]) -> dict[str, tuple[int, str]]:
    """For each row, how many that kept their order come before it, and the last one in words."""
    found: dict[str, tuple[int, str]] = {}
    count, words = 0, "最前"
    for _, after in pairs:
        if after.node.id in kept:
            count, words = count + 1, f"“{row_title(after.node)}”之后"
        else:
            found[after.node.id] = count, words
    return found


def _order_words(
    before: BookPlace, after: BookPlace, was_behind: tuple[int, str], is_behind: tuple[int, str]
) -> Move:
    """By their numbers; where rows that came or went made these equal, by the row before."""
    if before.position != after.position:
        return Move(f"第{before.position + 1}位", f"第{after.position + 1}位")
    if was_behind[1] != is_behind[1]:
        return Move(was_behind[1], is_behind[1])
    return Move(f"第{was_behind[0] + 1}位", f"第{is_behind[0] + 1}位")
