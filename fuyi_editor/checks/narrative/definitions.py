# SPDX-License-Identifier: MulanPSL-2.0
"""Rule D02: one indicator is defined in one way throughout a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found
from fuyi_editor.model.nodes import Department, Indicator, Project
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book

# 合格人员占培训人数的比例, 合格人数/培训人数 define a rate; other descriptions only explain it.
_DEFINITION = re.compile(r"占|[÷/]|之比|比率|百分比")
_FILLING = re.compile(r"[\s的,，。;；、“”\"]+")


def one_definition(book: Book) -> Iterator[Observation]:
    """D02: rates of the same name with different definitions. Who is asked may differ: 满意度."""
    first: dict[str, Indicator] = {}
    for indicator, rate, definition in _definitions(book):
        known = first.setdefault(rate, indicator)
        if _fold(known.description) == definition:
            yield clean(indicator, "description")
        else:
            yield found(
                indicator,
                "description",
                "two",
                other=(known, "description"),
                first=known.description.strip(),
            )


def _definitions(book: Book) -> Iterator[tuple[Indicator, str, str]]:
    submission = book.submission
    department = submission.department
    for indicator in _described(department) if department else ():
        yield from _as_rate(indicator, book)
    for project in submission.projects:
        for indicator in book.memo.of(_described, project):
            yield from _as_rate(indicator, book)


def _as_rate(indicator: Indicator, book: Book) -> Iterator[tuple[Indicator, str, str]]:
    name = _fold(indicator.name)
    if book.words.is_rate(name) and "满意" not in name:
        yield indicator, name, _fold(indicator.description)


def _described(owner: Department | Project) -> tuple[Indicator, ...]:
    """The indicators whose description is a definition."""
    indicators = (node for node in owner.walk() if isinstance(node, Indicator))
    return tuple(indicator for indicator in indicators if _is_defined(indicator))


def _is_defined(indicator: Indicator) -> bool:
    description = indicator.description.strip()
    return description != indicator.name.strip() and bool(_DEFINITION.search(description))


def _fold(text: str) -> str:
    return _FILLING.sub("", to_half_width(text))


RULES = (Rule("D02", book=one_definition),)
