# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A14: a self-evaluation has marks, and says why where something was not reached."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.model.nodes import Indicator, Project
from fuyi_editor.model.value import ValueKind, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book, Row, Sheet
    from fuyi_editor.model.nodes import Report, ReportParagraph

_GRADE = re.compile(
    r"(?:自评|评价|评定|等级|等次|结果|结论)(?:结果|结论|等级|等次)?评?定?为[“\"]?[优良中差](?![^。；，,;”\"])"
)
_SCORE = re.compile(r"\d+(?:\.\d+)?\s*分(?![之钟])")
_RATE = re.compile(r"执行率[^\d。；]{0,6}(\d+(?:\.\d+)?)\s*[%％]")
_CAUSE = re.compile(
    r"原因|由于|因为|因[^此而]{2,20}(?:未|没有|结转|延期|推迟)|未(?:能)?(?:支付|拨付|执行|到位)|结转|结余|调减|偏差"
)
_NO_DEVIATION = re.compile(r"(?:没有|无|未发现)[^。；，]{0,6}偏差")
_HUNDRED = Decimal(100)


# In a table (F4)


def marks(sheet: Sheet) -> Iterator[Observation]:
    """A14 for a table with a column of marks."""
    project = sheet.project
    rows = [row for row in sheet.rows if not row.is_blank]
    if project is None or not rows or not _is_evaluated(sheet, rows):
        yield not_applicable(sheet.owner, "total_score")
        return
    if not any(row.indicator.score.strip() for row in rows) and not project.total_score.strip():
        # One finding for a table that nobody has marked yet.
        yield found(project, "total_score", "no_total")
        return
    total = project.total_score.strip()
    yield clean(project, "total_score") if total else found(project, "total_score", "no_total")
    for row in rows:
        yield _mark(row)
        yield _cause(row)


def _is_evaluated(sheet: Sheet, rows: list[Row]) -> bool:
    printed = sheet.facts.printed
    if printed is None:
        has_total = sheet.project is not None and bool(sheet.project.total_score.strip())
        return has_total or any(row.indicator.score.strip() for row in rows)
    return (Project, "total_score") in printed and sheet.prints(Indicator, "score")


def _mark(row: Row) -> Observation:
    if row.indicator.score.strip():
        return clean(row.indicator, "score")
    return found(row.indicator, "score", "no_mark")


def _cause(row: Row) -> Observation:
    """Why a value was not reached; more than wanted needs no reason here."""
    indicator = row.indicator
    if indicator.deviation.strip():
        return clean(indicator, "deviation")
    wanted, actual = indicator.value.reading, read_value(indicator.actual)
    if wanted.kind is not ValueKind.QUANTITY or actual.kind is not ValueKind.QUANTITY:
        return not_applicable(indicator, "deviation")
    if row.unit and actual.unit and row.unit != actual.unit:
        return cannot_tell(indicator, "deviation", "unknown")
    if _reached(row.sign, _number(wanted.number), _number(actual.number)):
        return clean(indicator, "deviation")
    return found(
        indicator,
        "deviation",
        "no_cause",
        other=(indicator, "actual"),
        actual=indicator.actual.strip(),
        wanted=indicator.value.text.strip(),
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _reached(sign: str, wanted: Decimal, actual: Decimal) -> bool:
    if sign in ("≤", "<"):
        return actual <= wanted
    return actual >= wanted


# In a report (F12)


def report_marks(book: Book) -> Iterator[Observation]:
    """A14 for a report: a grade needs a score, a rate below 100 % a reason."""
    report = book.submission.report
    if report is None:
        return
    texts = [(p, p.text) for section in report.sections for p in section.paragraphs]
    whole = "\n".join(text for _, text in texts)
    if not whole.strip():
        yield not_applicable(report, "sections")
        return
    yield _score(report, texts, whole)
    yield from _rates(texts, whole)


def _score(report: Report, texts: list[tuple[ReportParagraph, str]], whole: str) -> Observation:
    graded = next(((node, match) for node, t in texts if (match := _GRADE.search(t))), None)
    if _SCORE.search(whole):
        return clean(graded[0], "text") if graded else clean(report, "sections")
    if graded:
        return found(graded[0], "text", "grade_only", grade=graded[1][0])
    return found(report, "sections", "no_score", severity=Severity.WARNING)


def _rates(texts: list[tuple[ReportParagraph, str]], whole: str) -> Iterator[Observation]:
    given = bool(_CAUSE.search(_NO_DEVIATION.sub("", whole)))
    for node, text in texts:
        low = [m[1] for m in _RATE.finditer(text) if Decimal(m[1]) < _HUNDRED]
        if low and given:
            yield clean(node, "text")
        elif low:
            rates = "、".join(f"{rate}%" for rate in dict.fromkeys(low))
            yield found(node, "text", "no_reason", rates=rates)
            return  # once: the reason is wanted once


RULES = (Rule("A14", sheet=marks, book=report_marks),)
