# SPDX-License-Identifier: MulanPSL-2.0
"""Rules E01 and E03: years that were left standing from an older table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.years.mentions import Mention, years_of
from fuyi_editor.checks.years.words import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Sheet


def years_of_table(sheet: Sheet) -> Iterator[Observation]:
    """E01 in one table: a year that is not the form's."""
    runs_on = sheet.project is not None and sheet.project.midterm is not None
    name = name_of(sheet.owner)
    yield from _stale(sheet.passages, sheet.facts.year, name, may_be_later=runs_on)


def years_of_book(book: Book) -> Iterator[Observation]:
    """E01 in the title and in a report, which is written in the year after."""
    yield from _stale(book.passages, book.facts.year, "", may_be_later=True)


def _stale(
    passages: Iterable[Passage], year: int | None, name: str, *, may_be_later: bool
) -> Iterator[Observation]:
    for passage in passages:
        mentions = list(years_of(passage, name))
        if not mentions:
            continue
        if year is None:
            yield cannot_tell(passage.node, passage.field, "unknown")
            continue
        wrong = [m for m in mentions if m.year < year or (m.year > year and not may_be_later)]
        if wrong:
            yield _year(min(wrong, key=lambda mention: mention.year), year)
        else:
            yield clean(passage.node, passage.field)


def _year(mention: Mention, year: int) -> Observation:
    key = "older" if mention.year < year else "later"
    severity = None if mention.year < year else Severity.WARNING
    node, field, _ = mention.passage
    return found(node, field, key, severity=severity, phrase=mention.phrase, year=str(year))


def one_year(sheet: Sheet) -> Iterator[Observation]:
    """E03: within one project everything is of one year, where one of the years is a past one."""
    project, year = sheet.project, sheet.facts.year
    if project is None:
        return
    mentions = [
        mention for passage in sheet.passages for mention in years_of(passage, project.name)
    ]
    if not mentions:
        yield not_applicable(project, "name")
        return
    first = mentions[0]
    other = next((m for m in mentions if m.year != first.year), None)
    if other is None or (year is not None and min(m.year for m in mentions) >= year):
        yield clean(first.passage.node, first.passage.field)
        return
    years = sorted({mention.year for mention in mentions})
    yield found(
        other.passage.node,
        other.passage.field,
        "two_years",
        other=(first.passage.node, first.passage.field),
        years="、".join(f"{number}年" for number in years),
        phrase=other.phrase,
        first=first.phrase,
    )


RULES = (
    Rule("E01", sheet=years_of_table, book=years_of_book),
    Rule("E03", sheet=one_year),
)
