# SPDX-License-Identifier: MulanPSL-2.0
"""Whether two names, or two counts, speak of the same thing (B04, D01, E06)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from fuyi_editor.checks.word_files import WordList, read_words
from fuyi_editor.model.width import to_half_width

_REMEMBERED = 4096  # names: those of a large book
_NO_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")


class _Nouns(WordList):
    units: tuple[tuple[str, ...], ...]
    empty: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]


@cache
def _nouns() -> _Nouns:
    return read_words("nouns", _Nouns)


@cache
def _empty() -> re.Pattern[str]:
    longest_first = sorted(_nouns().empty, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def same_units(one: str, other: str) -> bool:
    """Whether counts in the two units can be of the same thing: 次 and 场, not 人 and 场."""
    return one == other or any(one in units and other in units for units in _nouns().units)


@lru_cache(maxsize=_REMEMBERED)
def stem(name: str) -> str:
    """What a name is about, without verbs and words of measure: 开展宣传活动 is about 宣传."""
    return _NO_WORD.sub("", _empty().sub(" ", to_half_width(name)))


@lru_cache(maxsize=_REMEMBERED)
def _words(name: str) -> tuple[str, ...]:
    """What is left of a name without empty words, in pieces; of synonyms the first one's."""
    text = _empty().sub(" ", to_half_width(name))
    for first, *others in _nouns().same:
        for word in others:
            text = text.replace(word, first)
    return tuple(word for word in _NO_WORD.split(text) if word)


@lru_cache(maxsize=_REMEMBERED)
def pairs(name: str) -> frozenset[str]:
    """Every two neighbouring characters of what a name is about."""
    return frozenset(word[at : at + 2] for word in _words(name) for at in range(len(word) - 1))


def head(name: str) -> str:
    """The last two characters of what a name is about, which say what it counts: 示范点 is 范点."""
    words = _words(name)
    return words[-1][-2:] if words and len(words[-1]) > 1 else ""
