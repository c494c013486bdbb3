# SPDX-License-Identifier: MulanPSL-2.0
"""Rule D03: what a self-evaluation report concludes does not contradict what it reports."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book
    from fuyi_editor.model.nodes import Report, ReportParagraph

_PROBLEMS = re.compile(r"问题")
_NONE = re.compile(
    r"^[\d一二三四五六七八九十、.()\s]*(?:主要)?(?:存在)?的?(?:主要)?(?:问题)?[:为]?\s*"
    r"暂?(?:无|没有)(?:问题)?。?$"
)
_NO_DEVIATION = re.compile(r"(?:没有|无|未)[^,。]{0,6}偏[离差]|偏差[:为]?无")
_IN_SPITE = re.compile(r"针对[^,。]{0,30}存在的?(?:主要)?问题")
_PRAISE = re.compile(r"绩效指标[^。]{0,12}(?:全面完整|科学合理|细化量化|可衡量)")
_INDICATORS = re.compile(r"^绩效指标[:为]")
_FULL = Decimal(100)


def conclusions(book: Book) -> Iterator[Observation]:
    """D03: 问题：无 at a rate below 100 %, problems after 无; praise without any number."""
    report = book.submission.report
    if report is None:
        return
    if not report.sections:
        yield not_applicable(report, "sections")
        return
    told = [*_no_problem(report), *_praise(report)]
    yield from told
    if not told:
        yield clean(report, "sections")


def _no_problem(report: Report) -> Iterator[Observation]:
    rate, opening = _low_rate(report), report.sections[0].paragraphs[:1]
    nones = [paragraph for paragraph, is_none in _on_problems(report) if is_none]
    place = (opening[0], "text") if opening else None
    if rate:
        for paragraph in nones:
            yield found(paragraph, "text", "no_problem", other=place, rate=rate)
    for section in report.sections:
        for paragraph in section.paragraphs:
            text = to_half_width(paragraph.text)
            deviation, in_spite = _NO_DEVIATION.search(text), _IN_SPITE.search(text)
            if rate and deviation:
                phrase = deviation[0]
                yield found(
                    paragraph, "text", "no_deviation", other=place, rate=rate, phrase=phrase
                )
            if nones and in_spite:
                first = nones[-1]
                yield found(
                    paragraph, "text", "in_spite", other=(first, "text"), phrase=in_spite[0]
                )


def _low_rate(report: Report) -> str:
    """The first rate below 100 % that the opening gives, as printed."""
    for name in ("figures.rate", "figures.project_rate"):
        text = read_field(report, name).strip()
        number = re.match(r"\d+(?:\.\d+)?", text)
        if number and Decimal(number[0]) < _FULL:
            return text
    return ""


def _on_problems(report: Report) -> Iterator[tuple[ReportParagraph, bool]]:
    """Paragraphs about problems, and whether all they say is that there are none."""
    for section in report.sections:
        about = bool(_PROBLEMS.search(section.heading))
        for paragraph in section.paragraphs:
            text = to_half_width(paragraph.text).strip()
            if about or _PROBLEMS.search(text):
                yield paragraph, bool(_NONE.match(text))


def _praise(report: Report) -> Iterator[Observation]:
    """绩效指标全面完整、科学合理, where the paragraph that gives them has no number."""
    for section in report.sections:
        indicators = next((p for p in section.paragraphs if _INDICATORS.match(_plain(p))), None)
        if indicators is None or re.search(r"\d", indicators.text):
            continue
        for paragraph in section.paragraphs:
            if match := _PRAISE.search(_plain(paragraph)):
                other = (indicators, "text")
                yield found(paragraph, "text", "praise", other=other, phrase=match[0])


def _plain(paragraph: ReportParagraph) -> str:
    return to_half_width(paragraph.text).strip()


RULES = (Rule("D03", book=conclusions),)
