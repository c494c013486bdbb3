# SPDX-License-Identifier: MulanPSL-2.0
"""Rule C21: the same thing has the same name, in the table and all over the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative.likeness import differ_in_one, shared_part
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.nodes import ReportParagraph
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book, Row, Sheet
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Indicator, Project

_CONTENT = re.compile(r"^(.+?)满意[度率]")
_COUNT = re.compile(r"(?:人数|户数|次数|场次|个数|数量|人次|份数|期数)$")
_FUNDS = re.compile(r"[\u4e00-\u9fff]{3,10}?经费")
_JOINS = re.compile(r"[和与及、]|涉及|用于|使用|安排|包括|其中")
_WHOSE = re.compile(r"^(?:服务对象|社会公众|受益对象|受益群体)?满意(度|率)$")
_SHORTEST = 5  # 公用经费 and 办公经费 are not one thing misspelt
_KNOWN_FUNDS = frozenset({"公用经费", "办公经费", "人员经费", "业务经费", "专项经费"})


def description_is_about_name(row: Row, _: Sheet) -> Observation:
    """C21 in a row: whose 满意度 it is, and what is counted, are said twice in the same words."""
    indicator = row.indicator
    description = re.sub(r"\s+", "", to_half_width(indicator.description))
    if not description or not row.name:
        return not_applicable(indicator, "description")
    mine, theirs = _CONTENT.match(row.name), _CONTENT.match(description)
    if mine and theirs:
        if not shared_part(mine[1], theirs[1], 2):
            return found(indicator, "description", "whom", mine=mine[1], theirs=theirs[1])
        return clean(indicator, "description")
    counted = _COUNT.sub("", row.name)
    if counted == row.name or len(counted) < 2:
        return not_applicable(indicator, "description")
    if not shared_part(counted, description, 2):
        return found(indicator, "description", "counted", counted=counted, description=description)
    return clean(indicator, "description")


def one_name_in_book(book: Book) -> Iterator[Observation]:
    """C21 over the book: 满意度 here, 满意率 there; 妇女活动经费 and 妇联活动经费 in a report."""
    yield from _contentment(book)
    yield from _funds_in_report(book)


def _contentment(book: Book) -> Iterator[Observation]:
    rows = [row for project in book.submission.projects for row in book.memo.of(_asked, project)]
    if not rows:
        return
    first, usual = rows[0]
    for indicator, ending in rows[1:]:
        if ending != usual:
            other = (first, "name")
            yield found(indicator, "name", "in_book", other=other, first=first.name.strip())
            return
    yield clean(first, "name")


def _asked(project: Project) -> list[tuple[Indicator, str]]:
    """The rows of 服务对象满意度, and whether they are called 度 or 率."""
    return [
        (indicator, match[1])
        for group in project.indicators
        if "满意" in group.name
        for kind in group.kinds
        for indicator in kind.indicators
        if (match := _WHOSE.match(indicator.name.strip()))
    ]


def _funds_in_report(book: Book) -> Iterator[Observation]:
    named: list[tuple[Node, str, str]] = []
    for passage in book.passages:
        if not isinstance(passage.node, ReportParagraph):
            continue
        for fund in _funds(passage.text):
            alike = next((known for known in named if differ_in_one(known[2], fund)), None)
            if alike:
                node, field, first = alike
                yield found(
                    passage.node, passage.field, "fund", other=(node, field), first=first, fund=fund
                )
                return
            named.append((passage.node, passage.field, fund))


def _funds(text: str) -> Iterator[str]:
    for part in _JOINS.split(text):
        for match in _FUNDS.finditer(part):
            if len(match[0]) >= _SHORTEST and match[0] not in _KNOWN_FUNDS:
                yield match[0]


RULES = (Rule("C21", row=description_is_about_name, book=one_name_in_book),)
