# SPDX-License-Identifier: MulanPSL-2.0
"""Rules D04 and D05: 用途 says what the money buys; that has an indicator and a goal."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import cost_of
from fuyi_editor.checks.word_files import WordList, read_words
from fuyi_editor.model.numbering import without_number
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Row, Sheet

_CLAUSES = re.compile(r"[,;。、:!\s]+")
_NO_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_MOST = 0.8  # of the purpose's characters stand in the goals, clause by clause
_SHORTEST = 4  # characters of a clause that can be recognised


class _PurposeWords(WordList):
    fillers: tuple[str, ...]
    bought: tuple[tuple[str, ...], ...]


@cache
def _words() -> _PurposeWords:
    return read_words("purposes", _PurposeWords)


def purpose_says_more(sheet: Sheet) -> Iterator[Observation]:
    """D04: 用途 is neither the goals nor the name of the project again."""
    project = sheet.project
    if project is None or sheet.is_secret:
        return
    purpose = project.purpose
    if not purpose.strip():
        yield not_applicable(project, "purpose")
    elif _repeats_name(purpose, project.name):
        yield found(project, "purpose", "name", other=(project, "name"), project_name=project.name)
    elif project.goals and _repeats(purpose, "".join(goal.text for goal in project.goals)):
        yield found(project, "purpose", "goals", other=(project.goals[0], "text"))
    else:
        yield clean(project, "purpose")


def _repeats_name(purpose: str, name: str) -> bool:
    """Whether it has no character that is not in the name: 妇女儿童公益服务 of 服务妇女儿童公益."""
    said = Counter(_bare(purpose))
    return bool(said) and not said - Counter(_bare(name))


def _bare(text: str) -> str:
    folded = to_half_width(text)
    for word in _words().fillers:
        folded = folded.replace(word, "")
    return _NO_WORD.sub("", folded)


def _repeats(purpose: str, goals: str) -> bool:
    there = _joined(goals)
    clauses = [clause for part in _CLAUSES.split(_folded(purpose)) if (clause := _joined(part))]
    repeated = [clause for clause in clauses if len(clause) >= _SHORTEST and clause in there]
    whole = sum(map(len, clauses))
    return whole > 0 and sum(map(len, repeated)) / whole >= _MOST


def _folded(text: str) -> str:
    lines = (without_number(line) for line in to_half_width(text).split("\n"))
    return "\n".join(lines).strip().removeprefix("用于").removeprefix("通过")


def _joined(text: str) -> str:
    return _NO_WORD.sub("", to_half_width(text)).removesuffix("等")


def what_is_bought(sheet: Sheet) -> Iterator[Observation]:
    """D05: rent, drivers, staff … named in 用途 have an indicator; those with a price, a goal."""
    project = sheet.project
    if project is None or not sheet.rows or sheet.is_list:
        return
    measured = "".join(row.indicator.name + row.indicator.description for row in sheet.rows)
    named = [words for words in _words().bought if _has(project.purpose, words)]
    lacking = [_which(project.purpose, words) for words in named if not _has(measured, words)]
    if lacking:
        yield found(project, "purpose", "no_indicator", things="、".join(lacking))
    elif named:
        yield clean(project, "purpose")
    wanted = "".join((project.name, project.purpose, *(goal.text for goal in project.goals)))
    for row in sheet.rows:
        if cost_of(row):
            yield _priced(row, wanted)


def _priced(row: Row, wanted: str) -> Observation:
    words = next((words for words in _words().bought if _has(row.name, words)), None)
    if words is None:
        return not_applicable(row.indicator, "name")
    if _has(wanted, words):
        return clean(row.indicator, "name")
    return found(row.indicator, "name", "no_goal", thing=_which(row.name, words))


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _which(text: str, words: tuple[str, ...]) -> str:
    return next(word for word in words if word in text)


RULES = (Rule("D04", sheet=purpose_says_more), Rule("D05", sheet=what_is_bought))
