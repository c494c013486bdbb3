# SPDX-License-Identifier: MulanPSL-2.0
"""The word lists about indicators, read from `resources/rules/words/indicators.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict

from fuyi_editor.resource_files import resource


class IndicatorWords(BaseModel):
    """The lists; what each is for stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    escapes: tuple[re.Pattern[str], ...]
    escapes_in_targets: tuple[re.Pattern[str], ...]
    vague_units: tuple[str, ...]
    activities: tuple[tuple[str, ...], ...]
    general_activity: str
    only_evidence: frozenset[str]
    must_have_goal: tuple[re.Pattern[str], ...]
    must_have_row: tuple[str, ...]

    def wanted_in(self, goal: str) -> dict[int, str]:
        """The sorts of work that a goal promises, each with the first of its words there."""
        named = (
            (sort, next((w for w in words if w in goal and w not in self.only_evidence), ""))
            for sort, words in enumerate(self.activities)
        )
        return {sort: word for sort, word in named if word}

    def sorts_in(self, text: str) -> set[int]:
        """The sorts of work that a text speaks of in any word."""
        return {sort for sort, words in enumerate(self.activities) if any(w in text for w in words)}

    def same_as(self, word: str) -> tuple[str, ...]:
        """All words for the same sort of work."""
        return next((words for words in self.activities if word in words), (word,))


@cache
def indicator_words() -> IndicatorWords:
    """The lists of the program. ValidationError where the file is wrong."""
    file = resource("rules", "words", "indicators.toml")
    return IndicatorWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
