# SPDX-License-Identifier: MulanPSL-2.0
"""The word lists of the rules about text, read from `resources/rules/words/text.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from fuyi_editor.checks.texts.spans import Spans
from fuyi_editor.resource_files import resource

Correction = tuple[re.Pattern[str], str]
"""What only the wrong piece matches, and what should stand there."""


class TextWords(BaseModel):
    """The lists; what each is for stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    doubled_words_allowed: tuple[re.Pattern[str], ...]
    reduplicated: str
    words_after_same: str
    letters_allowed: frozenset[str]
    confusions: tuple[Correction, ...]
    typos: tuple[Correction, ...]
    grammar: tuple[tuple[re.Pattern[str], str], ...]
    note_labels: frozenset[str]
    notes: tuple[re.Pattern[str], ...]
    markup: tuple[re.Pattern[str], ...]

    @cached_property
    def often_doubled(self) -> frozenset[str]:
        """Characters of 人人, 方方面面 …"""
        return frozenset(self.reduplicated)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Words whose first character may come twice: 项目目标 is 项目 and 目标."""
        return frozenset(self.words_after_same.split())

    def allowed_doubles(self, text: str) -> Spans:
        """Where in a text a doubled word is as it should be: 一个一个."""
        return Spans(
            match.span()
            for pattern in self.doubled_words_allowed
            for match in pattern.finditer(text)
        )


@cache
def text_words() -> TextWords:
    """The lists of the program. ValidationError where the file is wrong."""
    file = resource("rules", "words", "text.toml")
    return TextWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
