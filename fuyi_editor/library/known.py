# SPDX-License-Identifier: MulanPSL-2.0
"""An entry together with what is made of its texts to be searched and sorted by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.library.pinyin import letters, spelled

if TYPE_CHECKING:
    from fuyi_editor.library.entry import Entry

_FIRST_SOUND = re.compile(r";.\|([a-z0-9]+)")


class Known(NamedTuple):
    """An entry; its name's sounds, its description's letters, and its name in pinyin.

    By the last a Chinese list is in order. All are stored: making them takes long.
    """

    entry: Entry
    sounds: str
    told: str
    alphabet: str

    @classmethod
    def of(cls, entry: Entry) -> Known:
        """The entry with all that is made of its texts."""
        sounds = spelled(entry.name)
        alphabet = " ".join(_FIRST_SOUND.findall(sounds))
        return cls(entry, sounds, letters(entry.description), alphabet)
