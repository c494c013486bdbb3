# SPDX-License-Identifier: MulanPSL-2.0
"""Rule C19: 指标值确定依据 is one of the official five and fits what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.values.kinds import kind_of
from fuyi_editor.checks.values.value_words import value_words
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book, Row, Sheet
    from fuyi_editor.model.nodes import Indicator, Project

_COSTS = ("成本指标", "经济成本指标")


def basis_fits(row: Row, _: Sheet) -> Observation:
    """C19 for one row: does this value rest on such a thing."""
    basis = row.indicator.basis.strip()
    if not basis:
        return not_applicable(row.indicator, "basis")
    key = _misfit(row, basis)
    return found(row.indicator, "basis", key) if key else clean(row.indicator, "basis")


def official_words(book: Book) -> Iterator[Observation]:
    """C19 for the book: all words for 依据 that are not official, told once."""
    memo, projects = book.memo, book.submission.projects
    others = [row for project in projects for row in memo.of(_unofficial, project)]
    if others:
        first = others[0][0]
        listed = "、".join(f"“{basis}”" for basis in dict.fromkeys(basis for _, basis in others))
        official = "、".join(value_words().basis.official)
        yield found(first, "basis", "words", others=listed, official=official)
    elif row := next((row for project in projects for row in memo.of(_based, project)), None):
        yield clean(row[0], "basis")


def _based(project: Project) -> list[tuple[Indicator, str]]:
    return [
        (indicator, basis)
        for group in project.indicators
        for kind in group.kinds
        for indicator in kind.indicators
        if (basis := indicator.basis.strip())
    ]


def _unofficial(project: Project) -> list[tuple[Indicator, str]]:
    return [row for row in _based(project) if not _is_known(row[1])]


def _is_known(basis: str) -> bool:
    """An official word, or a sentence that names a document or a reason."""
    words = value_words().basis
    return basis in words.official or basis in words.sources or len(basis) > words.longest_word


def _misfit(row: Row, basis: str) -> str:
    words = value_words().basis
    if basis in words.sources:
        return "source"
    if row.value_kind is ValueKind.DEADLINE and basis in words.history:
        return "date"
    if row.value_kind is ValueKind.QUALITY and basis in words.history:
        return "words_on_history"
    if kind_of(row) in _COSTS and basis in words.not_for_costs:
        return "cost"
    return ""


RULES = (Rule("C19", row=basis_fits, book=official_words),)
