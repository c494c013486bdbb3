# SPDX-License-Identifier: MulanPSL-2.0
"""Rule C07: by when, as a date or a period, and not ≤9月, 按时完成, 每周."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.mending import new_text
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.kinds import EFFECTS, kind_of
from fuyi_editor.model.nodes import ReportParagraph
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book, Row, Sheet
    from fuyi_editor.model.nodes import Indicator, Project

_TIME_NAME = re.compile(r"(?:时间|时限|期限|日期|周期|进度)$")
_SIGN_BEFORE = re.compile(
    r"^\s*(?:≤|≥|=|<=|>=|<|>|≦|≧)\s*(?=\S)(?P<date>(?P<year>\d{4}年?)?(?P<rest>全年|\d{1,2}月.*|.*[底末].*)?)$"
)
_MONTH_END = re.compile(r"^\d{1,2}月[底末]$")
_MONTHS_OR_MONTH = re.compile(r"^\d{1,2}月$")
_DIGIT, _YEAR = re.compile(r"\d"), re.compile(r"\d{4}\s*年|20\d\d[./]")
_HOW_OFTEN = re.compile(r"^(?:每|一)(?:个)?(?:天|日|周|月|季度?|半年|年)(?:一次)?[。.]?$")
_NO_DATE = re.compile(r"[按准及如][时期]|按(?:计划|进度|年度|要求|规定)|当年|年内|完成|全年|长期")
_MONTH_ALONE = re.compile(
    r"(?<![\d一二三四五六七八九十至-])\d{1,2}\s*月(?:底|初|末|中旬|上旬|下旬|份)"
)
_SAYS_YEAR = re.compile(r"20\d\d\s*[年./-]|今年|全年|去年|明年|当年")
_YEAR_END = re.compile(
    r"^\d{4}年((?:年底|年末|底|末|12月底|12月末|12月31日)(?:之前|以前|前)?(?:完成)?)[。.]?$"
)


def dates_and_periods(row: Row, sheet: Sheet) -> Observation:
    """C07 for the rows of 时效, and for names that ask for a time."""
    indicator, kind = row.indicator, kind_of(row)
    # 可持续影响 has 影响期限 长期, which nobody returns.
    asks = kind == "时效指标" or (kind not in EFFECTS and _TIME_NAME.search(row.name))
    if not asks or row.is_unfilled or sheet.words.is_rate(row.name):
        return not_applicable(indicator, "value")
    # 7*24小时 cannot be read: A02 says so.
    if row.value_kind is ValueKind.UNKNOWN:
        return not_applicable(indicator, "value")
    if row.value_kind is ValueKind.QUANTITY:
        is_percent = row.unit in sheet.words.percent_units
        return (not_applicable if is_percent else clean)(indicator, "value")
    return _judge_words(row, kind, sheet.facts.year)


def _judge_words(row: Row, kind: str, year: int | None) -> Observation:
    """A value that is a date or words: which day is meant, and of which year."""
    indicator, text = row.indicator, to_half_width(row.indicator.value.text).strip()
    if match := _SIGN_BEFORE.match(text):
        return _sign_before_date(indicator, match, year)
    if _HOW_OFTEN.match(text):
        return found(indicator, "value", "how_often")
    is_words = row.value_kind is ValueKind.QUALITY
    if (is_words and kind == "时效指标") or (_NO_DATE.search(text) and not _DIGIT.search(text)):
        return found(indicator, "value", "no_date")
    if is_words:
        return not_applicable(indicator, "value")  # what the words say is C12's business
    if not _YEAR.search(text):
        return found(indicator, "value", "no_year", severity=Severity.HINT)
    return clean(indicator, "value")


def _sign_before_date(indicator: Indicator, match: re.Match[str], year: int | None) -> Observation:
    """≤10月底 can only be the October of the year; ≤9月 may also be nine months."""
    date, rest = match["date"], match["rest"] or ""
    if not match["year"] and _MONTHS_OR_MONTH.match(date):
        return found(indicator, "value", "month_or_months", month=date.removesuffix("月"))
    fix = None
    of_year = match["year"] or year
    if _MONTH_END.match(rest) and of_year:
        fix = new_text(indicator, "value", f"{str(of_year).removesuffix('年')}年{rest}前")
    return found(indicator, "value", "sign_before_date", fix=fix)


def times_in_book(book: Book) -> Iterator[Observation]:
    """C07 for the report, and for one date that is written in several ways."""
    yield from _months_in_report(book)
    ends = [end for p in book.submission.projects for end in book.memo.of(_year_ends, p)]
    if not ends:
        yield not_applicable(book.submission, "year")
        return
    ways = Counter(way for _, way in ends)
    usual = next(way for way, _ in ways.most_common(1))
    examples = {way: indicator for indicator, way in reversed(ends)}
    written = "、".join(f"“{examples[way].value.text.strip()}”" for way in ways)
    first = examples[usual]
    odd = next((indicator for indicator, way in ends if way != usual), None)
    if odd is None:
        yield clean(first, "value")
        return
    other, hint = (first, "value"), Severity.HINT
    yield found(odd, "value", "several_ways", severity=hint, other=other, ways=written)


def _year_ends(project: Project) -> list[tuple[Indicator, str]]:
    """The values that say the end of a year, and the words in which they say it."""
    return [
        (indicator, way)
        for group in project.indicators
        for kind in group.kinds
        for indicator in kind.indicators
        if (way := _year_end(indicator.value.text))
    ]


@lru_cache(maxsize=4096)
def _year_end(text: str) -> str:
    match = _YEAR_END.match(to_half_width(text).strip())
    return match[1] if match else ""


def _months_in_report(book: Book) -> Iterator[Observation]:
    for passage in book.passages:
        if not isinstance(passage.node, ReportParagraph):
            continue
        month = _MONTH_ALONE.search(passage.text)
        if month is None:
            yield not_applicable(passage.node, passage.field)
        elif _SAYS_YEAR.search(passage.text):
            yield clean(passage.node, passage.field)
        else:
            yield found(
                passage.node, passage.field, "no_year_in_report",
                severity=Severity.HINT, month=month[0],
            )  # fmt: skip


RULES = (Rule("C07", row=dates_and_periods, book=times_in_book),)
