# SPDX-License-Identifier: MulanPSL-2.0
"""Every year in a text, and why some are nobody's fault: titles, plans, comparisons, old papers.

Rules E01 and E03 and roll over (issue 5) read years here and nowhere else, so that what roll over
has changed is what E01 would have found.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.years.words import DASH, PERIOD, is_free, year_words
from fuyi_editor.model.nodes import Project, Submission
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage

_MAY_BE = re.compile(r"[2２][0０][\d０-９]|二[〇○零OＯ0０]")
_IN_CHINESE = re.compile(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=\s*年)")
_CHINESE_TO_DIGIT = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_YEAR = re.compile(
    r"(?<![\d.])(20\d\d)(?=\s*(?:年|全年|度))|(?<![\d.])(20\d\d)(?=[./-]\d{1,2}[./-]\d)"
)
# Titles say 2024部门预算 too. What follows there is no measure.
_IN_TITLE = re.compile(r"(?<![\d.])(20\d\d)(?![\d.,%号届]|\s*[万亿元人名个场次户件份册套家期篇])")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CLAUSE = re.compile(r"[^,;。、:!?\n]*$")
_REST_OF_DATE = re.compile(r"^\s*年?度?(?P<exact>(?:\d{1,2}月)?(?:\d{1,2}日)?[底末初]?)")
_REST_OF_PHRASE = re.compile(r"\s*年?[^\s,;。、:]{0,6}")
_DEADLINE = ("以前", "之前")  # 2023年底之前 is by when, 2019年以前 another time
_NEAR, _BEHIND = 8, 20  # characters before and behind a year that can tell of another time


class Kept(Enum):
    """What a year belongs to that is not this table's own word for a time."""

    TITLE = "title"  # 《…（2021—2030年）》
    NUMBER = "number"  # 〔2023〕2号
    BRACKETS = "brackets"  # (2023)
    PERIOD = "period"  # 2021-2030年, 2023年12月至2024年3月
    NAME = "name"  # the project's own name, said in its table
    OTHER_TIME = "other_time"  # 较2022年, 2022年决算


_DAY = r"\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*"
_POINTS = r"[./-]\d{1,2}(?:[./-]\d{1,2})?"
_OPEN, _CLOSE = r"[〔\[(【]\s*", r"\s*[〕\])】]\s*"
# In this order: a range inside a title is the title's.
_NOT_OWN: tuple[tuple[Kept, re.Pattern[str]], ...] = (
    (Kept.TITLE, re.compile(r"《[^《》]{0,100}》")),
    (Kept.NUMBER, re.compile(rf"〔\s*20\d\d\s*〕\s*\d*\s*号?|{_OPEN}20\d\d{_CLOSE}\d+\s*号?")),
    (Kept.BRACKETS, re.compile(rf"{_OPEN}20\d\d{_CLOSE}号?")),
    (Kept.PERIOD, PERIOD),
    (Kept.PERIOD, re.compile(rf"20\d\d{_DAY}{DASH}20\d\d\s*年")),
    (Kept.PERIOD, re.compile(rf"(?<!\d)20\d\d{_POINTS}{DASH}20\d\d{_POINTS}")),
)


class Mention(NamedTuple):
    """A year in a text, or the years of a range; `start` to `end` are the digits themselves.

    `span` is what a person would call it: the whole title, a few letters more. `kept` is None where
    the year speaks of the time of this table; `why` is the key of the list whose words tell of
    another time.
    """

    passage: Passage
    start: int
    end: int
    span: tuple[int, int]
    years: tuple[int, ...]
    kept: Kept | None = None
    why: str = ""

    @property
    def year(self) -> int:
        """The first year."""
        return self.years[0]

    @property
    def phrase(self) -> str:
        """The words of it, verbatim."""
        return self.passage.text[slice(*self.span)].strip()


def years_of(passage: Passage, name: str = "") -> Iterator[Mention]:
    """The years that a text gives for what is to be done; `name` is the project's own title.

    None in fields that may hold any year.
    """
    # Asked of every text of a table after each keystroke, so what is quick comes first.
    if _MAY_BE.search(passage.text) and not is_free(passage):
        for mention in mentions_of(passage, name):
            if mention.kept is None:
                yield mention


def mentions_of(passage: Passage, name: str = "") -> Iterator[Mention]:
    """All years of a text in reading order, those that are not the table's own with the reason."""
    if not _MAY_BE.search(passage.text):
        return
    text = folded_years(passage.text)
    pattern = _IN_TITLE if _is_title(passage) else _YEAR
    found = [*_read(passage, text, pattern)]
    name = folded_years(name).strip()
    names = [span for span in _spans_of(name, text) if not any(_cuts(span, m) for m in found)]
    if names:
        found = [*_read(passage, _blotted(text, names), pattern)]
        found += (_at(mention, start) for start, _ in names for mention in _in_name(passage, name))
    yield from sorted(found, key=lambda mention: mention.start)


def _in_name(passage: Passage, name: str) -> Iterator[Mention]:
    """The years of the project's name, the same wherever it is said: they change together."""
    for mention in _read(passage, name, _IN_TITLE):
        yield mention if mention.kept else mention._replace(kept=Kept.NAME)


def _at(mention: Mention, start: int) -> Mention:
    first, last = mention.span
    return mention._replace(
        start=mention.start + start, end=mention.end + start, span=(first + start, last + start)
    )


def folded_years(text: str) -> str:
    """The text at the same length with all years in half-width digits: ２０２３年, 二〇二三年."""
    folded = to_half_width(text)
    return _IN_CHINESE.sub(lambda match: match[0].translate(_CHINESE_TO_DIGIT), folded)


def _spans_of(name: str, text: str) -> list[tuple[int, int]]:
    """Where the project's own name is said."""
    return [match.span() for match in re.finditer(re.escape(name), text)] if name else []


def _cuts(span: tuple[int, int], mention: Mention) -> bool:
    """Whether only a part of a range or title is in the span: that is no name then."""
    start, end = span
    apart = mention.end <= start or end <= mention.start
    return not apart and not (start <= mention.start and mention.end <= end)


def _blotted(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "　" * (end - start) + text[end:]
    return text


def _read(passage: Passage, text: str, year: re.Pattern[str]) -> Iterator[Mention]:
    for kept, pattern in _NOT_OWN:
        spans = [match.span() for match in pattern.finditer(text)]
        for span in spans:
            yield from _kept(passage, text, span, kept)
        text = _blotted(text, spans)
    for match in year.finditer(text):
        rest = _REST_OF_PHRASE.match(text, match.end())
        span = match.start(), rest.end() if rest else match.end()
        yield _of_time(Mention(passage, *match.span(), span, (int(match[0]),)), text)


def _kept(passage: Passage, text: str, span: tuple[int, int], kept: Kept) -> Iterator[Mention]:
    years = [*_ANY_YEAR.finditer(text, *span)]
    if not years:
        return
    numbers = tuple(int(year[0]) for year in years)
    mention = Mention(passage, years[0].start(), years[-1].end(), span, numbers, kept)
    # 2023年1月至2023年12月 is one year, and may be a past one.
    one_year = kept is Kept.PERIOD and len(set(numbers)) == 1
    yield _of_time(mention._replace(kept=None), text) if one_year else mention


def _is_title(passage: Passage) -> bool:
    node, field = passage.node, passage.field
    return (isinstance(node, Submission) and field == "title") or (
        isinstance(node, Project) and field == "name"
    )


def _of_time(mention: Mention, text: str) -> Mention:
    """The mention, with the reason where words beside it tell that it is of another time."""
    clause = _CLAUSE.search(text[max(0, mention.start - _NEAR) : mention.start])
    before = clause[0].rstrip() if clause else ""
    behind = text[mention.end : mention.end + _BEHIND]
    rest = _REST_OF_DATE.match(behind)
    after = behind[rest.end() :].lstrip() if rest else behind
    is_deadline = bool(rest and rest["exact"]) and after.startswith(_DEADLINE)
    for key, words_before, words_after in _other_times():
        if before.endswith(words_before) or (after.startswith(words_after) and not is_deadline):
            return mention._replace(kept=Kept.OTHER_TIME, why=key)
    return mention


@cache
def _other_times() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((time.key, time.before, time.after) for time in year_words().other_times)
