# SPDX-License-Identifier: MulanPSL-2.0
"""Years, periods and titles of plans in texts: which there are, and which are nobody's fault."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.word_files import WordList, read_words
from fuyi_editor.model.nodes import Indicator, Project
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Owner

_YEAR = re.compile(
    r"(?<![\d.])(20\d\d)(?=\s*(?:年|全年|度))|(?<![\d.])(20\d\d)(?=[./-]\d{1,2}[./-]\d)"
)
_MAY_BE = re.compile(r"[2２][0０][\d０-９]")
_DASH = r"\s*(?:[-—–―~至到]+)\s*"
PERIOD = re.compile(rf"(?<!\d)(20\d\d)\s*年?度?{_DASH}(20\d\d)(?!\d)\s*年?")
# Titles, numbers of documents, from … to …: their years are not those of this table.
_NOT_OWN = tuple(
    re.compile(pattern)
    for pattern in (
        r"《[^《》]{0,100}》",
        r"[〔\[(【]\s*20\d\d\s*[〕\])】]\s*\d*\s*号?",
        PERIOD.pattern,
        rf"20\d\d\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?\s*{_DASH}20\d\d\s*年",
    )
)
_CLAUSE = re.compile(r"[^,;。、:!?\n]*$")
_REST_OF_DATE = re.compile(r"^\s*年?度?(?:\d{1,2}月)?(?:\d{1,2}日)?[底末初]?")
_NEAR, _BEHIND = 8, 20  # characters before and behind a year that can tell of another time


class Plan(WordList):
    """A plan of the whole country: its title and the years of its rounds."""

    title: str
    periods: tuple[tuple[int, int], ...]


class JoinedPlans(WordList):
    """A title that does not exist, and the titles that are meant by it."""

    wrong: str
    right: tuple[str, ...]


class YearWords(WordList):
    """The lists; what each is for stands in the file."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    free_fields: tuple[str, ...]
    plan_words: tuple[str, ...]
    closing: tuple[str, ...]
    drafting: tuple[str, ...]
    looking_back: tuple[str, ...]
    five_year_plans: dict[str, tuple[int, int]]
    plans: tuple[Plan, ...]
    joined_plans: tuple[JoinedPlans, ...]


@cache
def year_words() -> YearWords:
    """The lists of the program."""
    return read_words("years", YearWords)


class Mention(NamedTuple):
    """A year in a text that speaks of the time of this table."""

    passage: Passage
    year: int
    phrase: str


def years_of(passage: Passage, name: str = "") -> Iterator[Mention]:
    """The years that a text gives for what is to be done; `name` is the project's own title.

    None in fields that may hold any year.
    """
    if not _MAY_BE.search(passage.text) or is_free(passage):
        return
    folded = to_half_width(passage.text)
    own = _masked(folded, to_half_width(name).strip())
    for match in _YEAR.finditer(own):
        if not _is_of_another_time(own, match):
            end = re.compile(r"\s*年?[^\s,;。、:]{0,6}").match(own, match.end())
            phrase = passage.text[match.start() : end.end() if end else match.end()]
            yield Mention(passage, int(match[1] or match[2]), phrase.strip())


def _masked(text: str, name: str) -> str:
    """The text with what is not its own word for a time blotted out, at the same length."""
    if name:
        text = text.replace(name, "　" * len(name))
    for pattern in _NOT_OWN:
        text = pattern.sub(lambda match: "　" * len(match[0]), text)
    return text


def _is_of_another_time(text: str, match: re.Match[str]) -> bool:
    words = year_words()
    clause = _CLAUSE.search(text[max(0, match.start() - _NEAR) : match.start()])
    before = clause[0].rstrip() if clause else ""
    after = _REST_OF_DATE.sub("", text[match.end() : match.end() + _BEHIND])
    return before.endswith(words.before) or after.lstrip().startswith(words.after)


def is_free(passage: Passage) -> bool:
    """Whether a field may hold any year: titles, documents, dates of start and end."""
    node, field = passage.node, passage.field
    if isinstance(node, Project) and field in ("name", "unit", "supervisor"):
        return True
    if isinstance(node, Indicator) and field == "basis":
        return True
    return field.startswith("extra.") and any(word in field for word in year_words().free_fields)


def name_of(owner: Owner) -> str:
    """The title of a project, without which its years are looked for."""
    return owner.name if isinstance(owner, Project) else ""
