# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A12: every goal has an indicator, and every indicator a goal, as far as words can tell.

Only sorts of work from a list are looked for (培训, 宣传, 评选 …). A goal is covered when any of
its sorts is; nothing is said of a goal that names none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.values.indicator_words import indicator_words
from fuyi_editor.model.fields import read_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Row, Sheet
    from fuyi_editor.checks.values.indicator_words import IndicatorWords
    from fuyi_editor.model.nodes import Goal


def coverage(sheet: Sheet) -> Iterator[Observation]:
    """A12 in both directions for a project; for a department, from its goals to its indicators."""
    if sheet.is_secret:
        yield not_applicable(sheet.owner, "goals")
        return
    words = indicator_words()
    rows = [row for row in sheet.rows if row.group is not None and not row.is_blank]
    measured = "\n".join(_text_of(row) for row in rows)
    for goal in sheet.owner.goals:
        yield _goal(goal, measured, words)
    project = sheet.project
    if project is None or not rows:
        return
    yield _name(sheet, measured, words)
    said = "\n".join((project.purpose, *(goal.text for goal in project.goals)))
    if not said.strip():
        return  # A01 says that there are no goals
    meant = f"{project.name}\n{said}"
    told: set[str] = set()
    for row in rows:
        yield _row(row, meant, words, told)


def _text_of(row: Row) -> str:
    indicator = row.indicator
    return f"{indicator.name}\n{indicator.description}\n{indicator.value.text}"


def _goal(goal: Goal, measured: str, words: IndicatorWords) -> Observation:
    wanted = words.wanted_in(goal.text)
    if not wanted or not measured.strip():
        return not_applicable(goal, "text")
    if wanted.keys() & words.sorts_in(measured):
        return clean(goal, "text")
    if words.general_activity in goal.text and words.general_activity in measured:
        return cannot_tell(goal, "text", "unknown")
    return found(goal, "text", "goal", words="、".join(wanted.values()))


def _name(sheet: Sheet, measured: str, words: IndicatorWords) -> Observation:
    """Each sort of work in the project's name is paid for, so each is to be measured."""
    name = read_field(sheet.owner, "name")
    wanted = [word for word in words.must_have_row if word in name]
    if not wanted:
        return not_applicable(sheet.owner, "name")
    lacking = [w for w in wanted if not any(same in measured for same in words.same_as(w))]
    if lacking:
        return found(sheet.owner, "name", "name", words="、".join(lacking))
    return clean(sheet.owner, "name")


def _row(row: Row, meant: str, words: IndicatorWords, told: set[str]) -> Observation:
    """Of several rows about one thing the first is named; the others follow from it."""
    match = next((m for p in words.must_have_goal if (m := p.search(row.name))), None)
    if match is None or match[0] in told:
        return not_applicable(row.indicator, "name")
    if any(same in meant for same in words.same_as(match[0])):
        return clean(row.indicator, "name")
    told.add(match[0])
    return found(row.indicator, "name", "row", word=match[0])


RULES = (Rule("A12", sheet=coverage),)
