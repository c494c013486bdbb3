# SPDX-License-Identifier: MulanPSL-2.0
"""The sounds of a name as one text, so that pinyin and initials can be searched for in it.

`培训` is `;培|pei|pou|pi;训|xun`: each character with all its readings (重, 行, 长, 率 have
several, and a clerk may type any), ü as v. Digits and Latin letters sound like themselves; white
space, quotes and brackets are left out, in names and in what is typed.
"""

from __future__ import annotations

from functools import cache

from fuyi_editor.model.width import to_half_width

VERSION = 1
"""Of the sounds that are stored; another one makes the library spell its names anew."""


def spelled(name: str) -> str:
    """The sounds of a name."""
    return "".join(map(_spelled, letters(name)))


def letters(text: str) -> str:
    """What counts of a text when it is searched: letters, digits and characters, folded."""
    folded = to_half_width(text).casefold().replace("ü", "v")
    return "".join(letter for letter in folded if letter.isalnum())


@cache
def _spelled(letter: str) -> str:
    if letter.isascii():
        return f";{letter}|{letter}"
    # Takes a sixth of a second, and nobody needs it who adds no name.
    from pypinyin import Style, pinyin

    readings = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore")
    sounds = [sound for reading in readings for sound in reading]
    # 略 is typed lue as well as lve.
    sounds += [sound.replace("ve", "ue") for sound in sounds if "ve" in sound]
    return "".join([f";{letter}", *(f"|{sound}" for sound in dict.fromkeys(sounds))])
