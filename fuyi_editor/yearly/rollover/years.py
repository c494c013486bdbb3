# SPDX-License-Identifier: MulanPSL-2.0
"""Which years of a text roll over and to what, and which stay: the answer to each mention.

The table's own year and a stale older one become the new year, a later one moves on by as many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.years.mentions import Kept, Mention, folded_years, mentions_of
from fuyi_editor.checks.years.words import is_free, year_words
from fuyi_editor.model.nodes import Project
from fuyi_editor.yearly.rollover.proposals import Group, Left, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.findings import Place
    from fuyi_editor.checks.passages import Passage

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CHINESE = "〇一二三四五六七八九"
_NEAR = 16  # letters around a range that can say what it is of


@dataclass(frozen=True, slots=True)
class Years:
    """From the year of the table to the new one."""

    old: int
    new: int

    @property
    def step(self) -> int:
        """How many years later."""
        return self.new - self.old

    def moved(self, year: int) -> int:
        """What becomes of a year."""
        return self.new if year <= self.old else year + self.step


def roll_years(
    passage: Passage, place: Place, name: str, years: Years
) -> Iterator[Proposal | Left]:
    """The years of a text; `name` is that of its project."""
    for mention in mentions_of(passage, name):
        if mention.kept in (None, Kept.NAME):
            item = _own(mention, place, name, years)
        elif mention.kept is Kept.OTHER_TIME:
            item = _other_time(mention, place, years)
        elif mention.kept is Kept.BRACKETS and mention.year == years.old:
            item = _proposal(mention, place, years, "括号里的年份，与表上的年度相同")
        elif mention.kept is Kept.PERIOD and _is_own_period(mention, years):
            why = "跨到下一年的起止时间，从表上的年度开始"
            item = _proposal(mention, place, years, why)
        else:
            item = _left(mention, place, _why_kept(mention, years))
        yield item
    yield from _plans(passage, place, years)


def _own(mention: Mention, place: Place, name: str, years: Years) -> Proposal | Left:
    """A year that speaks of what is to be done, or of the project's name."""
    if mention.kept is Kept.NAME or _is_name(mention.passage):
        return _in_name(mention, place, name, years)
    if is_free(mention.passage):
        return _in_free_field(mention, place, years)
    year = mention.year
    if year < years.old:
        why = f"更早的表留下来的：表上是 {years.old} 年，这里还是 {year} 年"
    else:
        why = _later(years) if year > years.old else "表上的年度"
    return _proposal(mention, place, years, why)


def _in_name(mention: Mention, place: Place, name: str, years: Years) -> Proposal:
    """A year of a project's name, wherever the name is said: all are ticked or none."""
    year = mention.year
    once = next((word for word in year_words().once if word in name), "")
    if once:
        why, ticked = f"项目名称里的年份；“{once}”不是每年都有，每年都有的才改", False
    elif year < years.old:
        why = f"项目名称里是 {year} 年，表上是 {years.old} 年；往年结转的项目不改"
        ticked = False
    else:
        why, ticked = _later(years) if year > years.old else "项目名称里的年份", True
    return _proposal(mention, place, years, why, Group.NAMES, ticked=ticked)


def _later(years: Years) -> str:
    return f"比表上的年度晚，顺延 {years.step} 年"


def _in_free_field(mention: Mention, place: Place, years: Years) -> Proposal | Left:
    if mention.year < years.old:
        return _left(mention, place, "往年的文件、日期")
    why = "依据、日期可以是别的年份，确实要改的请勾选"
    return _proposal(mention, place, years, why, Group.PAPERS, ticked=False)


def _other_time(mention: Mention, place: Place, years: Years) -> Proposal | Left:
    """较2022年 stays; 截至2023年底 in the table of 2023 is that of the table after all."""
    (time,) = (time for time in year_words().other_times if time.key == mention.why)
    if mention.year != years.old:
        return _left(mention, place, time.why)
    if time.own == "change":
        return _proposal(mention, place, years, "表上的年度")
    why = f"{time.why}；确实要改的请勾选"
    return _proposal(mention, place, years, why, Group.PAPERS, ticked=False)


def _is_own_period(mention: Mention, years: Years) -> bool:
    """2023-2024年度, 2023年12月至2024年3月 in the table of 2023, unless it is a plan's."""
    first, last = mention.years[0], mention.years[-1]
    return first == years.old and last == first + 1 and not _says_plan(mention)


def _says_plan(mention: Mention) -> bool:
    text = mention.passage.text
    around = text[max(0, mention.start - _NEAR) : mention.end + _NEAR]
    return any(word in around for word in year_words().plan_words)


def _why_kept(mention: Mention, years: Years) -> str:
    over = _over(mention.years[-1], years) if len(mention.years) > 1 else ""
    if mention.kept is Kept.TITLE:
        return "书名号里的名称" + over
    if mention.kept is Kept.NUMBER:
        return "文号"
    if mention.kept is Kept.BRACKETS:
        return "括号里的年份，不是表上的年度"
    return ("规划期间" if _says_plan(mention) else "跨年的起止时间") + over


def _plans(passage: Passage, place: Place, years: Years) -> Iterator[Left]:
    """十四五 and the like, by which a plan is called without its years."""
    for match in _five_year_plans().finditer(passage.text):
        _, last = year_words().five_year_plans[match[0]]
        yield Left(place, passage.text, *match.span(), "五年规划的名称" + _over(last, years))


@cache
def _five_year_plans() -> re.Pattern[str]:
    return re.compile("|".join(year_words().five_year_plans))


def _over(last: int, years: Years) -> str:
    """What is to be looked at where a plan has come to its end before the new year."""
    return f"；{last} 年已经到期，请核对" if last < years.new else ""


def _is_name(passage: Passage) -> bool:
    return isinstance(passage.node, Project) and passage.field == "name"


def _proposal(
    mention: Mention,
    place: Place,
    years: Years,
    why: str,
    group: Group = Group.YEARS,
    *,
    ticked: bool = True,
) -> Proposal:
    text = mention.passage.text
    new = rewritten(text[mention.start : mention.end], years)
    return Proposal(place, group, text, mention.start, mention.end, new, why, ticked)


def _left(mention: Mention, place: Place, why: str) -> Left:
    return Left(place, mention.passage.text, *mention.span, why)


def rewritten(text: str, years: Years) -> str:
    """The years of the text moved on, each digit written as it was: ２０２４, 二〇二四."""
    letters = list(text)
    for match in _YEAR.finditer(folded_years(text + "年")[: len(text)]):
        number = str(years.moved(int(match[0])))
        old = text[match.start() : match.end()]
        letters[match.start() : match.end()] = [
            _like(letter, int(digit), old) for letter, digit in zip(old, number, strict=True)
        ]
    return "".join(letters)


def _like(letter: str, digit: int, year: str) -> str:
    if "０" <= letter <= "９":
        return chr(ord("０") + digit)
    if letter.isdecimal():
        return str(digit)
    zero = year[1]  # 二〇二三, 二○二三, 二零二三: the same zero again
    return _CHINESE[digit] if digit else zero
