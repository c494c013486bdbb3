# SPDX-License-Identifier: MulanPSL-2.0
"""上年结转: everything of a book that would change for a new year, and what is left and why.

Issue 5. Nothing is decided here for good: a person looks through the proposals, and what they leave
ticked is put into the book (`proposals.applied`), where every node keeps its id, so that last
year's book can be laid beside the new one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Place
from fuyi_editor.checks.passages import Passage, passages_of
from fuyi_editor.checks.years.mentions import mentions_of
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import Project, Submission
from fuyi_editor.yearly.rollover.figures import figure_fields, is_result, roll_code, roll_figures
from fuyi_editor.yearly.rollover.proposals import Choices, Group, Item, Left, Proposal, RollOver
from fuyi_editor.yearly.rollover.words import roll_counts, roll_relative
from fuyi_editor.yearly.rollover.years import Years, roll_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.model.nodes import Node

_NO_CHOICES = Choices()


def year_before(submission: Submission) -> int | None:
    """The year that the book is of; of one that does not say, the year its texts speak of most."""
    if submission.year is not None:
        return submission.year
    said: Counter[int] = Counter()
    for node in submission.walk():
        for passage in passages_of(node):
            said.update(m.year for m in mentions_of(passage) if m.kept is None)
    return next((year for year, _ in said.most_common(1)), None)


def next_year(submission: Submission, today: int) -> int:
    """The year to roll over to when nobody says: the one after the book's; `today` if none."""
    before = year_before(submission)
    return today if before is None else before + 1


def rollover(
    submission: Submission,
    year: int,
    choices: Choices = _NO_CHOICES,
    around: Iterable[str] = (),
) -> RollOver:
    """What bringing the book to that year would change and leave, in reading order.

    `around` are texts of the file that show no field, of a cover for example: nothing can be
    changed there, so their years are told last.
    """
    before = year_before(submission)
    years = Years(year - 1 if before is None else before, year)
    items = (*_items(submission, years, choices), *_around(submission, around, years))
    return RollOver(years.old, year, items)


def _items(submission: Submission, years: Years, choices: Choices) -> Iterator[Item]:
    parts = (submission.but(department=None, subtotals=(), projects=(), report=None),)
    yield from _of_part(parts[0], "", "", years, choices)
    for slot in submission.slots:
        for part in submission.children(slot):
            is_project = isinstance(part, Project)
            name, project = (part.name, part.id) if is_project else ("", "")
            yield from _of_part(part, name, project, years, choices)


def _of_part(part: Node, name: str, project: str, years: Years, choices: Choices) -> Iterator[Item]:
    """The proposals of a project, of the department, of the book itself."""
    for node in part.walk():
        items = [*_of_node(node, name, project, years, choices)]
        order = {field.name: number for number, field in enumerate(FIELDS[type(node)])}
        items.sort(key=lambda item: (order.get(item.place.field, len(order)), item.start))
        yield from items


def _of_node(node: Node, name: str, project: str, years: Years, choices: Choices) -> Iterator[Item]:
    if isinstance(node, Submission):
        yield from _year_field(node, years)
    if isinstance(node, Project):
        yield from roll_code(node, Place(node.id, "code", project), years, choices.codes)
    for field in figure_fields(node):
        yield from roll_figures(node, field, Place(node.id, field, project), choices)
    for passage in passages_of(node):
        if not is_result(node, passage.field):
            yield from _of_passage(passage, Place(node.id, passage.field, project), name, years)


def _year_field(submission: Submission, years: Years) -> Iterator[Proposal]:
    old = "" if submission.year is None else str(submission.year)
    if old != str(years.new):
        place = Place(submission.id, "year")
        yield Proposal(place, Group.YEARS, old, 0, len(old), str(years.new), "表上的年度")


def _of_passage(passage: Passage, place: Place, name: str, years: Years) -> Iterator[Item]:
    for item in roll_years(passage, place, name, years):
        if not isinstance(item, Proposal) or item.new != item.old:
            yield item
    if years.step > 0:
        yield from roll_counts(passage.text, place, years.step)
    yield from roll_relative(passage.text, place)


def _around(submission: Submission, texts: Iterable[str], years: Years) -> Iterator[Left]:
    """The years that would change if these texts belonged to the book."""
    place = Place(submission.id, "")
    for text in texts:
        for mention in mentions_of(Passage(submission, "", text)):
            if mention.kept is None and mention.year <= years.old:
                yield Left(place, text, *mention.span, "不是可填的内容，保存后请在原来的软件里改")
