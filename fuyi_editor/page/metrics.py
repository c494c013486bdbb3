# SPDX-License-Identifier: MulanPSL-2.0
"""Measuring text and breaking it into lines with the bundled fonts, without Qt.

The advances come from `resources/fonts/metrics.json`, which `packaging/build_fonts.py` writes with
the fonts. They are SimSun's: a hanzi and a full-width sign one em, a Latin letter half an em; so
lines break here where they break in Word with 宋体, 仿宋_GB2312 or 黑体.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypedDict

from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

# Word's lists for simplified Chinese, and the dashes, which Word lets stand at a line start.
NEVER_FIRST: Final = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―—‖’”…‰′″℃∶、。〃〉》」』】〕〗！＂％＇），．：；？］｀｜｝～￠々"
)
"""Closing punctuation: not at the start of a line."""
NEVER_LAST: Final = frozenset("$([{£¥‘“〈《「『【〔〖＄（［｛￡￥")
"""Opening punctuation: not at the end of a line."""

HANGING: Final = frozenset("!,.:;?、。！，．：；？")
"""Punctuation of which one may stand out over the margin, as in Word, WPS and LibreOffice."""

# What codes, amounts, dates and addresses are made of: no break between two of these.
_WORD: Final = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%./,:;+-_@#&=~'\"*\\\u00a0\u2011"
    + "".join(map(chr, range(0xC0, 0x250)))
)
_SPACES: Final = " \t"
_SLACK_EM: Final = 1e-6  # widths of columns come from millimetres: a text that just fits must fit


@dataclass(frozen=True, slots=True)
class Face:
    """One bundled font file and how Qt names it."""

    file: str
    family: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a broken text: its slice of the text and its width without trailing spaces."""

    text: str
    width: float


class _FaceEntry(TypedDict):
    family: str
    bold: bool
    ascent: float
    descent: float
    half: list[list[int]]


class _Rule(TypedDict, total=False):
    parts: list[str]
    family: str
    bold: bool


class _Families(TypedDict):
    default: str
    rule: list[_Rule]


class _Advances(dict[str, float]):
    """Advances in em by character; those not asked for before are worked out on first use."""

    def __init__(self, half: list[list[int]]) -> None:
        super().__init__({chr(c): 0.5 for first, last in half for c in range(first, last + 1)})
        self.update(dict.fromkeys("\n\r", 0.0))

    def __missing__(self, char: str) -> float:
        advance = _advance_by_class(char)
        if len(self) < 40_000:  # a text of all of Unicode must not fill the memory
            self[char] = advance
        return advance


def _advance_by_class(char: str) -> float:
    """What a character takes that is not listed as half an em."""
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.5 if char == "\t" else 0.0
    # Half-width kana, and letters of scripts that the bundled fonts leave to other fonts. Those
    # are listed nowhere; signs from U+2000 on are whole in the bundled fonts.
    half = (
        unicodedata.east_asian_width(char) in {"N", "Na", "H"} and not 0x2000 <= ord(char) < 0x3000
    )
    return 0.5 if half else 1.0


@cache
def _entries() -> dict[str, _FaceEntry]:
    faces: dict[str, _FaceEntry] = json.loads(
        resource("fonts", "metrics.json").read_text(encoding="utf-8")
    )["faces"]
    return faces


@cache
def _advances(file: str) -> _Advances:
    return _Advances(_entries()[file]["half"])


def faces() -> tuple[Face, ...]:
    """All bundled faces, in the order of metrics.json."""
    return tuple(Face(file, e["family"], e["bold"]) for file, e in _entries().items())


@cache
def _families() -> _Families:
    text = resource("fonts", "families.toml").read_text(encoding="utf-8")
    return _Families(**tomllib.loads(text))


@lru_cache(maxsize=1024)
def face_for(family: str, bold: bool = False) -> Face:
    """The bundled face that stands for a font named in a file, by `families.toml`."""
    table = _families()
    folded = re.sub(r"[\s_\-]", "", family).casefold()
    rule = next((r for r in table["rule"] if any(p in folded for p in r.get("parts", ()))), _Rule())
    wanted = rule.get("family", table["default"])
    heavy = bold or rule.get("bold", False)
    bundled = {(face.family, face.bold): face for face in faces()}
    return bundled[wanted, heavy]


def advance(char: str, face: Face) -> float:
    """The advance of one character in em."""
    return _advances(face.file)[char]


def ascent(face: Face) -> float:
    """The height of a line above the base line, in em."""
    return _entries()[face.file]["ascent"]


def descent(face: Face) -> float:
    """The depth of a line below the base line, in em, a positive number."""
    return _entries()[face.file]["descent"]


def text_width(text: str, face: Face, size_pt: float) -> float:
    """The width of a text on one line, in points."""
    return _width_in_em(text, face) * size_pt


def _width_in_em(text: str, face: Face) -> float:
    return sum(map(_advances(face.file).__getitem__, text))


@lru_cache(maxsize=65536)
def break_lines(
    text: str,
    face: Face,
    size_pt: float,
    width_pt: float,
    first_indent_pt: float = 0.0,
    *,
    hanging: bool = False,
) -> tuple[Line, ...]:
    """Break a text into lines as Chinese is set.

    Put together the lines are the text again, but for the `\\n` that force a break. Spaces at a
    break stay at the end of the line before it and may hang over the edge, and so may one sign of
    punctuation if `hanging`. Else a line is wider than `width_pt` only where one character is.
    """
    lines: list[Line] = []
    indent = first_indent_pt
    for paragraph in text.split("\n"):
        width = _width_in_em(paragraph, face) * size_pt
        if width <= width_pt - indent and (not paragraph or paragraph[-1] not in _SPACES):
            lines.append(Line(paragraph, width))
        else:
            room = width_pt - indent, width_pt
            lines += _broken(paragraph, face, size_pt, room, HANGING if hanging else frozenset())
        indent = 0.0
    return tuple(lines)


def _broken(
    text: str, face: Face, size: float, widths: tuple[float, float], hanging: frozenset[str]
) -> list[Line]:
    """Lines of a text without line feeds; `widths` are the room of the first and of the others."""
    ends = [0.0, *accumulate(map(_advances(face.file).__getitem__, text))]
    lines: list[Line] = []
    start = 0
    size = max(size, 0.001)  # a damaged file can say 0
    room = widths[0] / size + _SLACK_EM
    while True:
        limit = max(bisect_right(ends, ends[start] + room) - 1, min(start + 1, len(text)))
        full = limit = _with_weightless(text, ends, limit)
        if limit < len(text) and text[limit] in hanging and text[limit - 1] not in _SPACES:
            limit = _with_weightless(text, ends, limit + 1)
        stop = limit
        if limit < len(text):
            while stop > start and not _may_break(text, ends, stop):
                stop -= 1
            stop = stop if stop > start else full  # wider than the line: break anywhere
        line = text[start:stop]
        ink = start + len(line.rstrip(_SPACES))
        lines.append(Line(line, (ends[ink] - ends[start]) * size))
        start, room = stop, widths[1] / size + _SLACK_EM
        if start >= len(text):
            return lines


def _with_weightless(text: str, ends: Sequence[float], at: int) -> int:
    """The place behind the spaces, which hang over the edge, and behind what takes no room."""
    while at < len(text) and (text[at] in _SPACES or ends[at + 1] == ends[at]):
        at += 1
    return at


def _may_break(text: str, ends: Sequence[float], at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    last, first = text[at - 1], text[at]
    if first in NEVER_FIRST or first in _SPACES or ends[at + 1] == ends[at]:
        return False  # the last: a combining mark stays with its letter
    if last in _WORD and first in _WORD:
        return False
    while last in _SPACES and at > 1:
        at -= 1
        last = text[at - 1]
    return last not in NEVER_LAST
