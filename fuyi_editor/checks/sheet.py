# SPDX-License-Identifier: MulanPSL-2.0
"""What rules look at: the book, one table of it (`Sheet`) and the rows of the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from fuyi_editor.checks.memo import Memo
from fuyi_editor.checks.passages import Passage, passages_of
from fuyi_editor.model.fields import FIELDS, read_field
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    Submission,
)
from fuyi_editor.model.printed import prints_field
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.words import Words
    from fuyi_editor.model.printed import Printed
    from fuyi_editor.model.taxonomy import Taxonomy
    from fuyi_editor.model.value import ValueKind

Owner = Project | Department

_BRACKETS_AT_END = re.compile(r"\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules of one table know of the rest of the book.

    When a fact changes, every table is looked at again; so only what rules need is here.
    """

    taxonomy: Taxonomy
    money_unit: str
    year: int | None
    used_fields: frozenset[str]  # fields of Project that at least one project has filled in
    printed: Printed | None = None  # what the book's form prints, None where that is not known


@dataclass(frozen=True, slots=True)
class Book:
    """The whole submission, for rules that compare projects or look at the book's own fields."""

    submission: Submission
    facts: Facts
    words: Words
    memo: Memo = field(default_factory=Memo)

    @property
    def nodes(self) -> Iterator[Node]:
        """What stands in no table: the book itself, the report."""
        yield self.submission
        if self.submission.report is not None:
            yield from self.submission.report.walk()

    @property
    def passages(self) -> Iterator[Passage]:
        """What is written in no table: the title, the report."""
        return chain.from_iterable(self.memo.of(passages_of, node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Row:
    """A 三级 indicator with its headings, and what its name and value amount to.

    `name` is folded for comparison: half width, no white space, no bracket at the end; what stood
    in the bracket is `name_note`. `sign` and `unit` may come from columns of their own. Of values
    that are blank or still to be filled in (`is_unfilled`) only A01 and A05 speak.
    """

    indicator: Indicator
    group: IndicatorGroup | None
    kind: IndicatorKind | None
    name: str
    name_note: str
    value_kind: ValueKind
    sign: str
    unit: str
    is_unfilled: bool

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        group: IndicatorGroup | None,
        kind: IndicatorKind | None,
        words: Words,
    ) -> Row:
        """The row of an indicator."""
        name = "".join(to_half_width(indicator.name).split())
        note = _BRACKETS_AT_END.search(name)
        reading = indicator.value.reading
        return cls(
            indicator=indicator,
            group=group,
            kind=kind,
            name=name[: note.start()] if note else name,
            name_note=note[1] if note else "",
            value_kind=reading.kind,
            sign=reading.sign or _from_columns(indicator, words.sign_columns),
            unit=reading.unit or _from_columns(indicator, words.unit_columns),
            is_unfilled=indicator.value.is_blank or words.is_placeholder(indicator.value.text),
        )

    @property
    def is_blank(self) -> bool:
        """Neither name nor value: a row that the form has printed and nobody has filled in."""
        return not self.indicator.name.strip() and self.indicator.value.is_blank


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of one project, or the department's own, with all its rows in reading order.

    `passages` are all texts of it that somebody wrote, the rows' included.
    """

    owner: Owner
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    facts: Facts
    words: Words

    @classmethod
    def of(cls, owner: Owner, facts: Facts, words: Words, passages: tuple[Passage, ...]) -> Sheet:
        """The table of a project or department."""
        rows = [
            Row.of(indicator, group, kind, words)
            for group in owner.indicators
            for kind in group.kinds
            for indicator in kind.indicators
        ]
        if isinstance(owner, Department):
            # 分项绩效目标 list their indicators without 一级 and 二级.
            loose = (i for sub_goal in owner.sub_goals for i in sub_goal.indicators)
            rows = [*(Row.of(i, None, None, words) for i in loose), *rows]
        return cls(owner=owner, rows=tuple(rows), passages=passages, facts=facts, words=words)

    def prints(self, kind: type[Node], field: str) -> bool:
        """Whether the form has a place for a field; blanks elsewhere are nobody's fault."""
        printed = self.facts.printed
        return printed is None or prints_field(printed, type(self.owner), kind, field)

    @property
    def is_list(self) -> bool:
        """Whether the form prints the indicators without 一级 and 二级 (F11)."""
        return not self.prints(IndicatorGroup, "name")

    @property
    def is_outline(self) -> bool:
        """Whether the form prints all indicators as an outline in one cell (F9)."""
        printed = self.facts.printed
        return printed is not None and (type(self.owner), "outline") in printed

    @property
    def is_secret(self) -> bool:
        """Whether only name and amount are to be seen (F11)."""
        return self.project is not None and self.project.secret

    @property
    def project(self) -> Project | None:
        """The project, None in the department's table."""
        return self.owner if isinstance(self.owner, Project) else None


def used_fields(owner: Owner) -> frozenset[str]:
    """The names of the fields that a project has filled in; none for the department."""
    if not isinstance(owner, Project):
        return frozenset()
    return frozenset(f.name for f in FIELDS[Project] if read_field(owner, f.name).strip())


def text_of(node: Node, field: str) -> str:
    """The text of a field, verbatim; empty where the node has no such field to type in."""
    known = field.startswith("extra.") or any(f.name == field for f in FIELDS[type(node)])
    return read_field(node, field) if known else ""


def _from_columns(indicator: Indicator, labels: tuple[str, ...]) -> str:
    return next((text for label in labels if (text := indicator.extra.get(label, "").strip())), "")
