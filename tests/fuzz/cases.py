# SPDX-License-Identifier: MulanPSL-2.0
"""The cases: each is made again, byte for byte, from its seed and number."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.bombs import BOMBS
from tests.fuzz.byte_damage import DAMAGES
from tests.fuzz.hostile import HOSTILE
from tests.fuzz.markup_damage import with_damaged_markup, with_damaged_markup_parts
from tests.fuzz.odd_forms import odd_form
from tests.fuzz.part_damage import with_damaged_parts
from tests.fuzz.sources import KINDS, PACKAGES, loosely_packed, sources

if TYPE_CHECKING:
    from collections.abc import Callable

HEAVY_EVERY = 25
"""Of so many cases one is heavy, which takes seconds where the others take hundredths."""
LOOSE = 0.7
"""How many of the heavy ones weigh what they hold, so that nothing but its size tells of it."""


@dataclass(frozen=True)
class Case:
    """`kind` is the ending of the file's name, or one of the two forms of the clipboard."""

    seed: int
    number: int
    family: str
    kind: str
    data: bytes
    heavy: bool

    @property
    def name(self) -> str:
        """What the file is called."""
        ending = self.kind if self.kind.isalnum() else ""
        return f"case-{self.seed}-{self.number}" + (f".{ending}" if ending else "")

    @property
    def title(self) -> str:
        """What a person is told of it."""
        return f"--seed {self.seed} --only {self.number} ({self.family}, {self.kind})"


def make_case(seed: int, number: int) -> Case:
    """The case of that number."""
    random = Random(f"{seed}/{number}")
    heavy = number % HEAVY_EVERY == HEAVY_EVERY - 1
    if heavy:
        maker = BOMBS[number // HEAVY_EVERY % len(BOMBS)]
        family, (kind, data) = maker.__name__, maker(random)
        if kind in PACKAGES and random.random() < LOOSE:
            data = loosely_packed(data)
    else:
        family, kind, data = random.choice(_FAMILIES)(random)
    return Case(seed, number, family, kind, data, heavy)


def _bytes(random: Random) -> tuple[str, str, bytes]:
    kind = random.choice(KINDS)
    damage = random.choice(DAMAGES)
    return damage.__name__, kind, damage(random, random.choice(sources(kind)))


def _parts(random: Random) -> tuple[str, str, bytes]:
    kind = random.choice(PACKAGES)
    return "parts", kind, with_damaged_parts(random, random.choice(sources(kind)))


def _markup(random: Random) -> tuple[str, str, bytes]:
    kind = random.choice((*PACKAGES, "docx", "xlsx", "html"))
    data = random.choice(sources(kind))
    if kind == "html":
        return "markup", kind, with_damaged_markup(random, data.decode()).encode()
    return "markup", kind, with_damaged_markup_parts(random, data)


def _hostile(random: Random) -> tuple[str, str, bytes]:
    maker = random.choice(HOSTILE)
    return maker.__name__, *maker(random)


def _form(random: Random) -> tuple[str, str, bytes]:
    return "odd form", *odd_form(random)


_FAMILIES: tuple[Callable[[Random], tuple[str, str, bytes]], ...] = (
    _bytes, _bytes, _parts, _markup, _markup, _hostile, _hostile, _form,
)  # fmt: skip
