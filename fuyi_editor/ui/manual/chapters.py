# SPDX-License-Identifier: MulanPSL-2.0
"""The chapters of the manual: Markdown files, with parts that are made from the program's own data.

A place in the manual is named `chapter#section`, where the section is a heading, or `heading/sub-
heading` where the sub-heading alone would not do. Of a heading only what stands before the wide
space counts: `A02　指标值不完整` is `rules#A02`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

MANUAL = "manual"
FIRST = "start"
"""The chapter that the manual opens with."""
_PART = re.compile(r"^\{(\w+)\}$", re.MULTILINE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
WIDE_SPACE = "　"


@dataclass(frozen=True)
class Chapter:
    """A chapter: its name in links, its title, and its text with the title as heading."""

    name: str
    title: str
    markdown: str


@dataclass(frozen=True)
class Section:
    """A heading of a rendered chapter and the position of its first character there."""

    title: str
    level: int  # 1 is the chapter itself
    start: int
    above: str = ""  # the heading that it is under

    @property
    def key(self) -> str:
        """What links call it."""
        return key_of(self.title)

    @property
    def path(self) -> str:
        """Its name that no other section has: with what it is under, below a section."""
        return f"{key_of(self.above)}/{self.key}" if self.level > 2 else self.key

    def is_named(self, name: str) -> bool:
        """Whether a link to that name means this section."""
        return name in (self.key, self.path)


def key_of(heading: str) -> str:
    """What links call a heading."""
    return heading.split(WIDE_SPACE)[0]


def load_chapters(parts: Mapping[str, Callable[[], str]]) -> tuple[Chapter, ...]:
    """All chapters in their order. A line `{fields}` stands for what `parts["fields"]` makes.

    KeyError where nobody makes a part: the file and the program do not fit together.
    """
    contents = tomllib.loads(manual_path("contents.toml").read_text(encoding="utf-8"))
    return tuple(_load(name, parts) for name in contents["chapters"])


def _load(name: str, parts: Mapping[str, Callable[[], str]]) -> Chapter:
    text = manual_path(f"{name}.md").read_text(encoding="utf-8")
    text = _PART.sub(lambda found: parts[found[1]](), text)
    return Chapter(name, text.partition("\n")[0].removeprefix("# "), text)


def manual_path(*names: str) -> Path:
    """Where a file of the manual is."""
    return resource(MANUAL, *names)


def section_named(sections: Iterable[Section], name: str) -> Section | None:
    """The first section of that name."""
    return next((section for section in sections if section.is_named(name)), None)


def plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def link(text: str, place: str) -> str:
    """A link to a place in the manual."""
    chapter, _, section = place.partition("#")
    return f"[{plain(text)}](<{chapter}.md{'#' if section else ''}{section}>)"
