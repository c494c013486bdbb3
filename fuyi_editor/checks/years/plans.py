# SPDX-License-Identifier: MulanPSL-2.0
"""Rules E02 and E04: plans whose time is over, and plans by their right titles."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.years.words import PERIOD, Plan, is_free, year_words
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Sheet

_TITLE = re.compile(r"《([^《》]{2,60})》")
_PERIOD_IN_TITLE = re.compile(r"\(([^()]*20\d\d[^()]*)\)")
_NO_TITLE = re.compile(r"[\s“”\"'（）()]+")
_MAY_BE = re.compile(r"[2２][0０][\d０-９]|五")
_CLAUSE_END = re.compile(r"[,;。]")
_NEAR, _CLAUSE = 16, 60  # characters around a period that can say what it is of, what is done
_ALIKE = 0.85


class _Period(NamedTuple):
    start: int
    end: int
    first: int
    last: int
    phrase: str


def plans_in_time(sheet: Sheet) -> Iterator[Observation]:
    """E02: no work on a plan whose period is over, no drafting of one that has long begun."""
    year = sheet.facts.year
    for passage in sheet.passages:
        if not _MAY_BE.search(passage.text) or is_free(passage):
            continue
        text = to_half_width(passage.text)
        periods = list(_periods(passage, text))
        if periods and year is None:
            yield cannot_tell(passage.node, passage.field, "unknown")
        elif periods and year is not None:
            told = ((period, _out_of_time(period, text, year)) for period in periods)
            yield _in_time(passage, next((known for known in told if known[1]), None), year)


def _in_time(passage: Passage, wrong: tuple[_Period, str] | None, year: int) -> Observation:
    """The first period of a text that is out of time, with the message that fits."""
    if wrong is None:
        return clean(passage.node, passage.field)
    period, key = wrong
    return found(passage.node, passage.field, key, phrase=period.phrase, year=str(year))


def _periods(passage: Passage, text: str) -> Iterator[_Period]:
    for match in PERIOD.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if any(word in around for word in year_words().plan_words):
            phrase = passage.text[match.start() : match.end()]
            yield _Period(match.start(), match.end(), int(match[1]), int(match[2]), phrase)
    for name, (first, last) in year_words().five_year_plans.items():
        for match in re.finditer(name, text):
            yield _Period(match.start(), match.end(), first, last, name)


def _out_of_time(period: _Period, text: str, year: int) -> str:
    """The message that fits, empty if the plan is in its time."""
    words = year_words()
    after = _CLAUSE_END.split(text[period.end : period.end + _CLAUSE])[0]
    before = _CLAUSE_END.split(text[max(0, period.start - _CLAUSE) : period.start])[-1]
    if any(word in before + after for word in words.looking_back):
        return ""
    closes = any(word in before + after for word in words.closing)
    if period.last + closes < year:
        return "over"
    drafts = any(word in before + after for word in words.drafting)
    return "drafted" if drafts and period.first + 1 < year else ""


def plan_titles(sheet: Sheet) -> Iterator[Observation]:
    """E04: the plans of the country by their titles and periods."""
    for passage in sheet.passages:
        for match in _TITLE.finditer(passage.text):
            yield _title(passage, match, sheet.facts.year)


def _title(passage: Passage, match: re.Match[str], year: int | None) -> Observation:
    text = to_half_width(match[1])
    period = _PERIOD_IN_TITLE.search(text)
    bare = _NO_TITLE.sub("", _PERIOD_IN_TITLE.sub("", text))
    plans = {plan.title: plan for plan in year_words().plans}
    joined = next((j for j in year_words().joined_plans if j.wrong == bare), None)
    if joined is not None:
        right = [
            _written(plans[title], period[1] if period else "", year) for title in joined.right
        ]
        return _wrong(passage, match, "joined", right)
    plan = plans.get(bare) or _alike(bare, plans)
    if plan is None:
        return not_applicable(passage.node, passage.field)
    right = [_written(plan, period[1] if period else "", year)]
    if plan.title != bare:
        return _wrong(passage, match, "name", right)
    if period and _years(period[1]) not in plan.periods:
        return _wrong(passage, match, "period", right)
    return clean(passage.node, passage.field)


def _alike(bare: str, plans: dict[str, Plan]) -> Plan | None:
    """The plan whose title is only mistyped; those of provinces have titles of their own."""
    for title, plan in plans.items():
        same_start = bare[:2] == title[:2]
        if same_start and SequenceMatcher(None, bare, title).ratio() >= _ALIKE:
            return plan
    return None


def _written(plan: Plan, period: str, year: int | None) -> str:
    """The right title; with the round that is nearest to what was written, if anything was."""
    if not period:
        return f"《{plan.title}》"
    given = _years(period)

    def distance(round_: tuple[int, int]) -> tuple[int, int]:
        apart = sum(abs(a - b) for a, b in zip(round_, given, strict=True)) if given else 0
        return apart, abs((year or round_[1]) - round_[1])

    first, last = min(plan.periods, key=distance)
    return f"《{plan.title}（{first}—{last}年）》"


def _years(period: str) -> tuple[int, int] | None:
    match = PERIOD.search(period)
    return (int(match[1]), int(match[2])) if match else None


def _wrong(passage: Passage, match: re.Match[str], key: str, right: list[str]) -> Observation:
    node, field, text = passage
    titles = "".join(right)
    mended = text[: match.start()] + titles + text[match.end() :]
    fix = Fix(f"改为{titles}", (SetField(node=node.id, field=field, text=mended),))
    return found(node, field, key, fix=fix, title=match[0], right="、".join(right))


RULES = (Rule("E02", sheet=plans_in_time), Rule("E04", sheet=plan_titles))
