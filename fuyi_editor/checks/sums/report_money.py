# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B07, B08, B11 and B12 for the sentences of a self-evaluation report (F12)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix, Severity
from fuyi_editor.checks.rule import Observation, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import money_words, plain
from fuyi_editor.checks.sums.statements import Said, Statement, agrees, statements
from fuyi_editor.checks.values.quantities import quantities
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book
    from fuyi_editor.model.nodes import Report, ReportParagraph

_FULL = Decimal(100)


def wrong_unit(book: Book) -> Iterator[Observation]:
    """B07: 元 where 万元 is meant: the amount beside it or the rate tells."""
    for statement in _statements(book):
        wrong = statement.in_wrong_unit
        for said in wrong:
            text, at = statement.paragraph.text, said.end - len("元")
            mended = f"{text[:at].rstrip()}万元{text[said.end :]}"
            edit = SetField(node=statement.paragraph.id, field="text", text=mended)
            yield found(
                statement.paragraph,
                "text",
                "yuan",
                severity=Severity.ERROR,
                fix=Fix("把“元”改为“万元”", (edit,)),
                phrase=said.phrase,
                reason=_reason(statement, said),
            )
        if not wrong:
            yield clean(statement.paragraph, "text")


def _reason(statement: Statement, said: Said) -> str:
    if statement.received and statement.received is not said:
        return f"“{statement.received.phrase}”"
    return f"“{statement.budget.phrase}”" if statement.budget else ""


def rate_of_report(book: Book) -> Iterator[Observation]:
    """B08: the rate is what was spent by the budget; and the report keeps to one basis."""
    whole_rate = _whole_rate(book.submission.report)
    for statement in _statements(book):
        yield _rate(statement) if statement.rate else _basis(statement, whole_rate)


def _rate(statement: Statement) -> Observation:
    paragraph, budget, spent = statement.paragraph, statement.budget, statement.spent_yuan
    if budget is None or not budget.yuan or spent is None or statement.spent is None:
        return not_applicable(paragraph, "text")
    exact = spent / budget.yuan * _FULL
    if agrees(statement.rate, exact):
        return clean(paragraph, "text")
    return found(
        paragraph,
        "text",
        "report_rate",
        rate=statement.rate,
        sum=f"{plain(spent / 10_000)}÷{plain(budget.yuan / 10_000)}={exact:.2f}%",
    )


def _basis(statement: Statement, whole_rate: str) -> Observation:
    """预算 97.43, 到位 91.67, 执行 91.67: all of what came, but not all of the budget."""
    paragraph, budget, received = statement.paragraph, statement.budget, statement.received
    spent = statement.spent_yuan
    if not (whole_rate and budget and received and spent is not None and budget.yuan):
        return not_applicable(paragraph, "text")
    if spent != received.yuan or received.yuan >= budget.yuan:
        return clean(paragraph, "text")
    return found(
        paragraph,
        "text",
        "two_bases",
        severity=Severity.HINT,
        received=received.phrase,
        rate=whole_rate,
        by_budget=f"{spent / budget.yuan * _FULL:.2f}%",
    )


def _whole_rate(report: Report | None) -> str:
    return read_field(report, "figures.rate") if report else ""


def amounts_of_report(book: Book) -> Iterator[Observation]:
    """B11: the budget is the same amount wherever a report says it."""
    report, known = book.submission.report, list(_statements(book))
    opening = [s.budget for s in known if s.is_opening and s.budget]
    first = next((s.paragraph for s in known if s.is_opening), None)
    if report is None or first is None or not opening:
        return
    is_single = read_field(report, "figures.projects").strip() == "1"
    for statement in known:
        budget = statement.budget
        if statement.is_opening or budget is None:
            continue
        # Of several projects each has a budget of its own.
        is_whole = is_single or budget.phrase.startswith(("申请预算", "预算总"))
        if not is_whole:
            yield not_applicable(statement.paragraph, "text")
        elif budget.yuan in {said.yuan for said in opening}:
            yield clean(statement.paragraph, "text")
        else:
            said = "、".join(f"“{said.phrase}”" for said in opening)
            yield found(
                statement.paragraph,
                "text",
                "report",
                other=(first, "text"),
                phrase=budget.phrase,
                opening=said,
            )


def money_outside_report(book: Book) -> Iterator[Observation]:
    """B12: money of a higher level that no reported project has."""
    report, known = book.submission.report, list(_statements(book))
    opening = next((s for s in known if s.is_opening), None)
    if report is None or opening is None or not read_field(report, "figures.amount"):
        return
    amounts = {s.yuan for k in known for s in (k.budget, k.received, k.spent) if s}
    for section in report.sections:
        for paragraph in section.paragraphs:
            yield from _outside(paragraph, report, opening.paragraph, amounts)


def _outside(
    paragraph: ReportParagraph, report: Report, opening: ReportParagraph, amounts: set[Decimal]
) -> Iterator[Observation]:
    for quantity in quantities(paragraph.text):
        if quantity.unit != "元" or not quantity.noun.endswith(money_words().higher_level):
            continue
        if quantity.number in amounts:
            yield clean(paragraph, "text")
            continue
        yield found(
            paragraph,
            "text",
            "report",
            other=(opening, "text"),
            phrase=quantity.noun[-6:] + quantity.written,
            projects=read_field(report, "figures.projects").strip() or "各",
            amount=read_field(report, "figures.amount"),
        )


def _statements(book: Book) -> Iterator[Statement]:
    report = book.submission.report
    return statements(report) if report is not None else iter(())
