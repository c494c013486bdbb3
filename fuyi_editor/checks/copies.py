# SPDX-License-Identifier: MulanPSL-2.0
"""Rule E06: rows that were copied from another project and speak of nothing in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.nouns import pairs
from fuyi_editor.checks.passages import passages_of
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.nodes import Indicator, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book

_COMMON = frozenset(
    {"服务", "对象", "满意", "意度", "群众", "妇女", "儿童", "及时", "时间", "时限", "质量"}
)
_FEW = 2  # pairs of characters: a name that says less is that of no particular thing

Copied = tuple[Indicator, tuple[str, str]]


def copied_rows(book: Book) -> Iterator[Observation]:
    """E06: the same name and value as in another project, and no other word of it in this one."""
    homes: dict[tuple[str, str], Indicator] = {}
    for project in book.submission.projects:
        for indicator, key in book.memo.of(_at_home, project):
            homes.setdefault(key, indicator)
    for project in book.submission.projects:
        for indicator, key in book.memo.of(_strangers, project):
            home = homes.get(key)
            if home is None:
                yield not_applicable(indicator, "name")
            else:
                yield found(
                    indicator, "name", "copied", other=(home, "name"), home=_home(book, home)
                )
        if not book.memo.of(_strangers, project):
            yield clean(project, "name")


def _home(book: Book, indicator: Indicator) -> str:
    project = book.submission.chain(indicator.id)[1]
    return project.name.strip() if isinstance(project, Project) else ""


def _at_home(project: Project) -> tuple[Copied, ...]:
    """The rows that have to do with what else the project says."""
    strangers = {indicator.id for indicator, _ in _strangers(project)}
    rows = (node for node in project.walk() if isinstance(node, Indicator))
    return tuple((row, _key(row)) for row in rows if row.id not in strangers and row.name.strip())


def _strangers(project: Project) -> tuple[Copied, ...]:
    """The rows with a name of their own of which nothing else in the project has a word."""
    rows = [node for node in project.walk() if isinstance(node, Indicator)]
    names = [pairs(row.name) - _COMMON for row in rows]
    texts = [p.text for n in project.walk() if not isinstance(n, Indicator) for p in passages_of(n)]
    said = "\n".join(texts)
    return tuple(
        (row, _key(row))
        for at, row in enumerate(rows)
        if len(names[at]) >= _FEW
        and "满意" not in row.name
        and not any(pair in said for pair in names[at])
        and not any(names[at] & other for place, other in enumerate(names) if place != at)
    )


def _key(indicator: Indicator) -> tuple[str, str]:
    return indicator.name.strip(), indicator.value.text.strip()


RULES = (Rule("E06", book=copied_rows),)
