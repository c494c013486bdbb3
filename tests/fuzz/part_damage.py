# SPDX-License-Identifier: MulanPSL-2.0
"""Damage to the parts of a package: renamed, missing, twice there, of another file, nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.byte_damage import DAMAGES
from tests.fuzz.sources import PACKAGES, packed, parts_of, sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Parts = list[tuple[str, bytes]]

_ODD_NAMES = ("../evil.xml", "/etc/passwd", "C:\\x.xml", "a" * 3000, "", "word/", "文档.xml",
              "con", "word/document.xml\0.png", "[trash]/0000.dat")  # fmt: skip


def missing(random: Random, parts: Parts) -> Parts:
    """One part less."""
    parts.pop(random.randrange(len(parts)))
    return parts


def renamed(random: Random, parts: Parts) -> Parts:
    """A part under a name in other case, with other slashes, or of another part."""
    at = random.randrange(len(parts))
    name, content = parts[at]
    choices = (name.upper(), name.lower(), name.title(), name.replace("/", "\\"), f"/{name}",
               f"./{name}", name + " ", *_ODD_NAMES)  # fmt: skip
    parts[at] = (random.choice(choices), content)
    return parts


def twice(random: Random, parts: Parts) -> Parts:
    """A part that is there a second time, exactly or nearly under its name."""
    name, content = random.choice(parts)
    name = random.choice((name, name.upper(), f"{name}.bak", f"x/{name}"))
    return [*parts, (name, random.choice((content, b"", b"<x/>")))]


def swapped(random: Random, parts: Parts) -> Parts:
    """Two parts that hold each other's content."""
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    (a, first), (b, second) = parts[one], parts[other]
    parts[one], parts[other] = (a, second), (b, first)
    return parts


def foreign(random: Random, parts: Parts) -> Parts:
    """A part out of another file."""
    others = list(parts_of(random.choice(sources(random.choice(PACKAGES)))).items())
    at = random.randrange(len(parts))
    name, content = random.choice(others)
    parts[at] = (random.choice((name, parts[at][0])), content)
    return parts


def emptied(random: Random, parts: Parts) -> Parts:
    """A part without content, or only of a comment."""
    at = random.randrange(len(parts))
    parts[at] = (parts[at][0], random.choice((b"", b" ", b"<!-- -->", b"<?xml version='1.0'?>")))
    return parts


def nested(random: Random, parts: Parts) -> Parts:
    """Packages in the place of parts, several levels deep."""
    inner = packed(parts)
    for _ in range(random.randrange(4)):
        inner = packed([("document.xml", inner), ("inner.zip", inner)])
    at = random.randrange(len(parts))
    return [*parts[:at], (parts[at][0], inner), *parts[at + 1 :]]


def damaged_inside(random: Random, parts: Parts) -> Parts:
    """Bytes of a part wrong, its checksum right."""
    for _ in range(random.choice((1, 1, 3))):
        at = random.randrange(len(parts))
        name, content = parts[at]
        if content:
            parts[at] = (name, random.choice(DAMAGES)(random, content))
    return parts


DAMAGES_OF_PARTS: tuple[Callable[[Random, Parts], Parts], ...] = (
    missing, renamed, twice, swapped, foreign, emptied, nested, damaged_inside, damaged_inside,
)  # fmt: skip


def with_damaged_parts(random: Random, data: bytes) -> bytes:
    """The package after one or two of them."""
    parts = list(parts_of(data).items())
    for _ in range(random.choice((1, 1, 2))):
        if parts:
            parts = random.choice(DAMAGES_OF_PARTS)(random, parts)
    return packed(parts)
