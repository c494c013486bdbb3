# SPDX-License-Identifier: MulanPSL-2.0
"""How well an entry answers to what was typed: characters, pinyin, initials, or all mixed.

Each letter begins the next character's sound or goes on in the one begun, so `pxrs`, `peixunrs`,
`peixunr` and `培xrs` all find 培训人数 by one regular expression over the name's sounds.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from fuyi_editor.library.pinyin import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.library.known import Known

_NEXT = r"[^;]*;"
_SOUND = r"[^;]*\|"
_NO_LETTER_NEXT = r"(?![a-z])"


class Fit(IntEnum):
    """How what was typed fits, the best first."""

    WHOLE = 0
    """It is the whole name, or all its initials."""
    START = 1
    """The name begins so."""
    INITIALS = 2
    """The name begins with these initials, or with sounds cut short."""
    INSIDE = 3
    """It stands in the middle of the name."""
    TOLD = 4
    """It stands in the description only."""


class Query:
    """What was typed, made ready to be asked of many entries."""

    def __init__(self, typed: str) -> None:
        text = letters(typed)
        loose, strict = _pattern(text, ""), _pattern(text, _NO_LETTER_NEXT)
        self._find = re.compile(loose).search
        self._is_whole = re.compile(rf";[^;]*?{loose}[^;]*").fullmatch
        self._is_start = re.compile(rf";[^;]*?{strict}").match
        self._text = text
        # One character, or letters, stand in nearly every description.
        self._told = text if len(text) > 1 and not text.isascii() else None

    def among(self, known: Iterable[Known]) -> Iterator[tuple[Fit, Known]]:
        """The entries that it fits, and how well; nothing typed fits them all."""
        find, told = self._find, self._told
        for one in known:
            found = find(one.sounds)
            if found is not None:
                yield self._fit(one.sounds, found.start()), one
            elif told is not None and told in one.told:
                yield Fit.TOLD, one

    def _fit(self, sounds: str, start: int) -> Fit:
        """How well it fits a name in which it was found from `start` on."""
        if not self._text:
            return Fit.START
        if sounds.find(";", 1, start + 1) > 0:
            return Fit.INSIDE
        if self._is_whole(sounds):
            return Fit.WHOLE
        return Fit.START if self._is_start(sounds) else Fit.INITIALS

    def part(self, name: str, sounds: str) -> tuple[int, int]:
        """Where in the name stands what fits: from a letter to before another; 0, 0 if nowhere."""
        found = self._find(sounds) if self._text else None
        if found is None:
            return 0, 0
        counting = [place for place, letter in enumerate(name) if letters(letter)]
        first = max(sounds.count(";", 0, found.start() + 1) - 1, 0)
        last = sounds.count(";", 0, found.end()) - 1
        if last >= len(counting):
            return 0, 0  # a letter that folds into several, as ㎡ does
        return counting[first], counting[last] + 1


def _pattern(typed: str, before_next: str) -> str:
    """The expression for letters and characters; a sound may end only where `before_next` fits."""
    parts: list[str] = []
    within = False
    for letter in typed:
        sounds = "a" <= letter <= "z"
        if not sounds:
            parts.append((before_next if within else "") + (_NEXT if parts else ""))
            parts.append(re.escape(letter))
        elif within:
            parts.append(f"(?:{before_next}{_NEXT}{_SOUND})?{letter}")
        else:
            parts.append((_NEXT + _SOUND if parts else r"\|") + letter)
        within = sounds
    return "".join(parts)
