# SPDX-License-Identifier: MulanPSL-2.0
"""The word lists of the rules, read from `resources/rules/words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from fuyi_editor.model.width import to_half_width
from fuyi_editor.resource_files import resource

# 5万人次, 200余名: how many tens of thousands, or roughly how many, is no part of the unit.
_ROUGHLY = re.compile(r"^[余多]?[百千万亿]*[余多]?")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Counts(_Data):
    """Names with one of the endings count something, in one of the units (the usual one first)."""

    endings: tuple[str, ...]
    units: tuple[str, ...] = ()  # none: any unit that counts

    def accepts(self, unit: str, words: Words) -> bool:
        """Whether a value in that unit is such a count. Which of the units fits best is C03."""
        if not self.units:
            return bool(unit) and not words.is_measure(unit)
        return bool(unit) and unit.startswith(self.units)


class Words(_Data):
    """The lists; what each is for stands in the file."""

    value_placeholders: tuple[re.Pattern[str], ...]
    name_placeholders: tuple[re.Pattern[str], ...]
    refused_in_values: re.Pattern[str]
    hyphen_in_range: re.Pattern[str]
    rate_endings: tuple[str, ...]
    rates_after_all: tuple[str, ...]
    not_rates: tuple[str, ...]
    growth_endings: tuple[str, ...]
    growth_words: tuple[str, ...]
    percent_units: tuple[str, ...]
    measure_units: tuple[str, ...]
    unit_columns: tuple[str, ...]
    sign_columns: tuple[str, ...]
    counts: tuple[Counts, ...]

    def is_placeholder(self, text: str) -> bool:
        """Whether a value is still to be filled in (rule A05)."""
        return _has_any(self.value_placeholders, text)

    def is_rate(self, name: str) -> bool:
        """Whether a folded name is that of a percentage: 覆盖率 is, 工作效率 is not, 有效率 is."""
        if name.endswith(self.rates_after_all):
            return True
        return name.endswith(self.rate_endings) and not name.endswith(self.not_rates)

    def is_growth(self, name: str) -> bool:
        """Whether a folded name says that something grows, so that 100% is no limit."""
        return name.endswith(self.growth_endings) or any(word in name for word in self.growth_words)

    def is_measure(self, unit: str) -> bool:
        """Whether a unit measures (%, 元/户, 小时) where a count is wanted."""
        return any(measure in unit for measure in self.measure_units)

    def counts_of(self, name: str) -> Counts | None:
        """What a folded name counts, None if it is not the name of a count."""
        return next((counts for counts in self.counts if name.endswith(counts.endings)), None)


# Four rules ask of each value after every key, and the values of a book are much alike.
@lru_cache(maxsize=8192)
def _has_any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    folded = to_half_width(text).strip()
    return any(pattern.search(folded) for pattern in patterns)


def counted_unit(unit: str) -> str:
    """The thing counted in a unit: 万人次 → 人次, 次/年 → 次, 余名 → 名."""
    return _ROUGHLY.sub("", unit.split("/")[0]).strip()


def load_words() -> Words:
    """The word lists of the program. ValidationError where the file is wrong."""
    text = resource("rules", "words.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
