# SPDX-License-Identifier: MulanPSL-2.0
"""The word lists about years: other times, plans, and the fields whose years are free."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from fuyi_editor.checks.word_files import WordList, read_words
from fuyi_editor.model.nodes import Indicator, Project

if TYPE_CHECKING:
    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Owner

DASH = r"\s*(?:[-—–―~至到]+)\s*"
PERIOD = re.compile(rf"(?<!\d)(20\d\d)\s*年?度?{DASH}(20\d\d)(?!\d)\s*年?")


class Plan(WordList):
    """A plan of the whole country: its title and the years of its rounds."""

    title: str
    periods: tuple[tuple[int, int], ...]


class JoinedPlans(WordList):
    """A title that does not exist, and the titles that are meant by it."""

    wrong: str
    right: tuple[str, ...]


class OtherTime(WordList):
    """Words right before or behind a year that speaks of another time than the table's.

    `own` tells what roll over does where the year is the table's all the same.
    """

    key: str
    why: str
    own: Literal["change", "offer"]
    before: tuple[str, ...]
    after: tuple[str, ...]


class YearWords(WordList):
    """The lists; what each is for stands in the file."""

    other_times: tuple[OtherTime, ...]
    free_fields: tuple[str, ...]
    plan_words: tuple[str, ...]
    closing: tuple[str, ...]
    drafting: tuple[str, ...]
    looking_back: tuple[str, ...]
    relative: tuple[str, ...]
    standing: tuple[str, ...]
    once: tuple[str, ...]
    results: tuple[str, ...]
    five_year_plans: dict[str, tuple[int, int]]
    plans: tuple[Plan, ...]
    joined_plans: tuple[JoinedPlans, ...]


@cache
def year_words() -> YearWords:
    """The lists of the program."""
    return read_words("years", YearWords)


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
