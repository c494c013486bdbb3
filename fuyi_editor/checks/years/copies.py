# SPDX-License-Identifier: MulanPSL-2.0
"""Rule E06: rows that were copied from another project and speak of nothing in this one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuyi_editor.checks.narrative.nouns import pairs
from fuyi_editor.checks.passages import passages_of
from fuyi_editor.checks.rule import Observation, Rule, clean, found
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
    rows = [(project, book.memo.of(_rows, project)) for project in book.submission.projects]
    for _, (at_home, _) in reversed(rows):
        homes.update(at_home)
    for project, (_, strangers) in rows:
        copied = [(row, homes[key]) for row, key in strangers if key in homes]
        for row, home in copied:
            yield found(row, "name", "copied", other=(home, "name"), home=_home(book, home))
        if not copied:
            yield clean(project, "name")


def _home(book: Book, indicator: Indicator) -> str:
    project = book.submission.chain(indicator.id)[1]
    return project.name.strip() if isinstance(project, Project) else ""


def _rows(project: Project) -> tuple[dict[tuple[str, str], Indicator], tuple[Copied, ...]]:
    """The rows that have to do with what else the project says, and those that do not."""
    strangers = _strangers(project)
    ids = {indicator.id for indicator, _ in strangers}
    rows = (node for node in project.walk() if isinstance(node, Indicator))
    return {_key(row): row for row in rows if row.id not in ids}, strangers


def _strangers(project: Project) -> tuple[Copied, ...]:
    """The rows with a name of their own of which nothing else in the project has a word."""
    nodes = tuple(project.walk())
    rows = [(node, pairs(node.name) - _COMMON) for node in nodes if isinstance(node, Indicator)]
    others = (node for node in nodes if not isinstance(node, Indicator))
    said = "\n".join(passage.text for node in others for passage in passages_of(node))
    times = Counter(pair for _, name in rows for pair in name)
    return tuple(
        (row, _key(row))
        for row, name in rows
        if len(name) >= _FEW
        and "满意" not in row.name
        and not any(times[pair] > 1 or pair in said for pair in name)
    )


def _key(indicator: Indicator) -> tuple[str, str]:
    return indicator.name.strip(), indicator.value.text.strip()


RULES = (Rule("E06", book=copied_rows),)
