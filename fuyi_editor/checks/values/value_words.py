# SPDX-License-Identifier: MulanPSL-2.0
"""The word lists of rules C about names, values and units: `resources/rules/words/values.toml`."""

from __future__ import annotations

import re  # noqa: TC003 - pydantic looks the patterns up
from functools import cache

from fuyi_editor.checks.word_files import WordList, read_words


class NamedUnit(WordList):
    """The unit that the end of a name speaks out, and units that are wrong with it (C03)."""

    endings: tuple[str, ...]
    unit: str
    wrong: tuple[str, ...]
    other_thing: bool = False  # 1000 人 and 1000 人次 are not the same number of people
    certain: bool = False  # to put the unit in can only be right


class Per(WordList):
    """What the price of something named so is for (C04)."""

    names: tuple[str, ...]
    units: tuple[str, ...]


class Lists(WordList):
    """Lists of single words; what each is for stands in the file."""

    daily_costs: tuple[str, ...]
    price_standards: tuple[str, ...]
    may_exceed: tuple[str, ...]
    time_words: tuple[str, ...]
    count_units: frozenset[str]
    output_units: frozenset[str]
    output_endings: tuple[str, ...]
    effect_words: tuple[str, ...]
    quality_endings: tuple[str, ...]
    bad_things: tuple[str, ...]
    quality_counts: tuple[str, ...]
    reverse_endings: tuple[str, ...]
    positive_endings: tuple[str, ...]
    single_events: tuple[str, ...]
    event_rate: re.Pattern[str]
    rarely_all: tuple[str, ...]
    fixed_staff: tuple[str, ...]
    everywhere: tuple[str, ...]


class Names(WordList):
    """What a name of an indicator should not be (C11)."""

    sentence: re.Pattern[str]
    time_phrase: re.Pattern[str]
    verb_at_end: re.Pattern[str]
    action: re.Pattern[str]
    not_action: re.Pattern[str]
    description_is_no_definition: re.Pattern[str]
    longest: int
    known_rates: tuple[str, ...]
    odd_rates: tuple[str, ...]


class Vague(WordList):
    """Words that leave open how far something is to get (C12)."""

    degree: tuple[str, ...]
    action: tuple[str, ...]
    grades: frozenset[str]
    in_texts: tuple[str, ...]
    reviewers_word: str


class Basis(WordList):
    """What an indicator's value may rest on (C19)."""

    official: tuple[str, ...]
    sources: frozenset[str]
    history: frozenset[str]
    not_for_costs: frozenset[str]
    longest_word: int


class ValueWords(WordList):
    """All lists of the file."""

    people: tuple[str, ...]
    not_for_people: frozenset[str]
    named_units: tuple[NamedUnit, ...]
    per: tuple[Per, ...]
    words: Lists
    names: Names
    vague: Vague
    basis: Basis


@cache
def value_words() -> ValueWords:
    """The lists of the program. ValidationError where the file is wrong."""
    return read_words("values", ValueWords)


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is in the text."""
    return any(word in text for word in words)
