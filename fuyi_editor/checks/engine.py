# SPDX-License-Identifier: MulanPSL-2.0
"""The checker: every rule over every table, in reading order, and again only what changed.

The frozen models are shared between versions of a submission, so a project that is the same object
has the same outcomes. Its findings are kept until the project, or a fact of the book that the
rules of one table know (`Facts`), is another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from fuyi_editor.checks.findings import Finding, Outcome, Place
from fuyi_editor.checks.memo import Memo
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell
from fuyi_editor.checks.rule_texts import FAILED, RuleTexts, load_texts
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.sheet import Book, Facts, Owner, Sheet, text_of, used_fields
from fuyi_editor.checks.words import Words, load_words
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import Node, Project, Submission
from fuyi_editor.model.taxonomy import T2015, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from fuyi_editor.model.printed import Printed

    _Result = TypeVar("_Result")
    Steps = Generator[None, None, _Result]
    """Work in small steps, with a result at the end."""

_SPOKEN = frozenset({Outcome.FOUND, Outcome.CANNOT_TELL})
_ALL = frozenset(Outcome)
_FIELD_ORDER = {
    (node_type, field.name): position
    for node_type, fields in FIELDS.items()
    for position, field in enumerate(fields)
}
_LAST = 1000  # fields that no list names: after those that it names

Seen = tuple[Rule, Observation]


@dataclass(slots=True)
class _Known:
    """What is known of one table. Holding the owner keeps its `id()` from being used again."""

    owner: Owner
    used: frozenset[str]
    facts: Facts | None = None
    findings: tuple[Finding, ...] = ()


class Checker:
    """Checks submissions; one checker serves one open book, whose latest state it remembers."""

    def __init__(
        self,
        rules: Iterable[Rule] = ALL_RULES,
        texts: RuleTexts | None = None,
        words: Words | None = None,
        on_failure: Callable[[str, Exception], None] | None = None,
    ) -> None:
        """With the program's own rules, texts and words where none are given.

        A rule that breaks down is told of to `on_failure`, with its id, and what it would have
        looked at cannot be told; without it the exception goes on.
        """
        self.rules = tuple(rules)
        self.texts = load_texts() if texts is None else texts
        self.words = load_words() if words is None else words
        self._on_failure = on_failure
        self._known: dict[int, _Known] = {}
        self._memo = Memo()

    def check(
        self, submission: Submission, taxonomy: Taxonomy = T2015, printed: Printed | None = None
    ) -> tuple[Finding, ...]:
        """What was found and what cannot be told, in reading order.

        `printed` is what the book's form prints; without it everything is asked for.
        """
        return _finished(self.checking(submission, taxonomy, printed))

    def checking(
        self, submission: Submission, taxonomy: Taxonomy = T2015, printed: Printed | None = None
    ) -> Steps[tuple[Finding, ...]]:
        """The same as `check` in small steps, for whoever has keystrokes to answer in between.

        Given up half-way, what was found in tables that stay the same is not looked for again.
        """
        tables: list[_Known] = []
        for table in self._tables(submission):
            tables.append(table)
            self._known[id(table.owner)] = table
            yield
        facts = _facts(submission, taxonomy, tables, printed)
        for table in tables:
            if table.facts != facts:
                table.findings = self._table_findings(table.owner, facts, _SPOKEN)
                table.facts = facts
                yield
        self._memo.keep_only(submission.projects)
        book = Book(submission, facts, self.words, self._memo)
        by_table = yield from self._book_findings(book, _SPOKEN)
        self._known = {id(table.owner): table for table in tables}
        merged = {table.owner.id: self._merged(table, by_table) for table in tables}
        return _in_parts(submission, by_table | merged)

    def check_all(
        self, submission: Submission, taxonomy: Taxonomy = T2015, printed: Printed | None = None
    ) -> tuple[Finding, ...]:
        """All four outcomes at every place, in reading order; nothing is remembered."""
        tables = [*self._tables(submission)]
        facts = _facts(submission, taxonomy, tables, printed)
        by_table = _finished(self._book_findings(Book(submission, facts, self.words), _ALL))
        merged = dict(by_table)
        for table in tables:
            findings = self._table_findings(table.owner, facts, _ALL)
            known = _Known(table.owner, table.used, facts, findings)
            merged[table.owner.id] = self._merged(known, by_table)
        return _in_parts(submission, merged)

    def _tables(self, submission: Submission) -> Iterator[_Known]:
        department = (submission.department,) if submission.department else ()
        owners: Iterator[Owner] = chain(department, submission.projects)
        for owner in owners:
            yield self._known.get(id(owner)) or _Known(owner, used_fields(owner))

    def _table_findings(
        self, owner: Owner, facts: Facts, outcomes: frozenset[Outcome]
    ) -> tuple[Finding, ...]:
        sheet = Sheet.of(owner, facts, self.words)
        seen = list(self._look_at(sheet, outcomes))
        project = owner.id if isinstance(owner, Project) else ""
        ordered = _in_reading_order(seen, owner)
        return tuple(self._finding(item, lambda _: project) for item in ordered)

    def _look_at(self, sheet: Sheet, outcomes: frozenset[Outcome]) -> Iterator[Seen]:
        for rule in self.rules:
            try:
                for observation in _observed(rule, sheet):
                    if observation.outcome in outcomes:
                        yield rule, observation
            except Exception as error:
                yield rule, self._failed(rule, sheet.owner, error)

    def _failed(self, rule: Rule, node: Node, error: Exception) -> Observation:
        """What is said where a rule broke down: that it was not done, never that all is well."""
        if self._on_failure is None:
            raise error
        self._on_failure(rule.id, error)
        return cannot_tell(node, "", FAILED)

    def _book_findings(
        self, book: Book, outcomes: frozenset[Outcome]
    ) -> Steps[dict[str, tuple[Finding, ...]]]:
        """The findings of the rules about the whole book, by the part that they stand in."""
        submission = book.submission
        by_table: dict[str, list[Seen]] = {}
        for rule in self.rules:
            if rule.book is None:
                continue
            try:
                seen = [o for o in rule.book(book) if o.outcome in outcomes]
            except Exception as error:
                seen = [self._failed(rule, submission, error)]
            for observation in seen:
                table = _table_of(submission, observation.node)
                by_table.setdefault(table.id if table else "", []).append((rule, observation))
            yield

        def project_of(node: Node) -> str:
            table = _table_of(submission, node)
            return table.id if isinstance(table, Project) else ""

        return {
            table: tuple(
                self._finding(item, project_of)
                for item in _in_reading_order(items, submission.find(table or submission.id))
            )
            for table, items in by_table.items()
        }

    def _merged(
        self, table: _Known, by_table: dict[str, tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        more = by_table.get(table.owner.id)
        if not more:
            return table.findings
        order = {node.id: (n, type(node)) for n, node in enumerate(table.owner.walk())}

        def place(finding: Finding) -> tuple[int, int]:
            position, node_type = order[finding.place.node]
            return position, _FIELD_ORDER.get((node_type, finding.place.field), _LAST)

        return tuple(sorted((*table.findings, *more), key=place))

    def _finding(self, seen: Seen, project_of: Callable[[Node], str]) -> Finding:
        rule, observation = seen
        text = self.texts[rule.id]
        node, field, key = observation.node, observation.field, observation.key
        verbatim = text_of(node, field)
        values = {"text": verbatim, "name": _name_of(node), **(observation.values or {})}
        other = observation.other
        return Finding(
            rule=rule.id,
            outcome=observation.outcome,
            severity=observation.severity or text.severity,
            place=Place(node.id, field, project_of(node)),
            text=verbatim,
            message=text.message(key, values),
            remedy=text.remedy_for(key, values) if observation.outcome is Outcome.FOUND else "",
            other=Place(other[0].id, other[1], project_of(other[0])) if other else None,
            other_text=text_of(*other) if other else "",
            fix=observation.fix,
        )


def _finished(steps: Steps[_Result]) -> _Result:
    """The result of all steps, one right after the other."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def _observed(rule: Rule, sheet: Sheet) -> Iterator[Observation]:
    """What a rule says of the rows of a table, then of the table."""
    if rule.row is not None:
        for row in sheet.rows:
            yield rule.row(row, sheet)
    if rule.sheet is not None:
        yield from rule.sheet(sheet)


def _facts(
    submission: Submission, taxonomy: Taxonomy, tables: list[_Known], printed: Printed | None
) -> Facts:
    return Facts(
        taxonomy=taxonomy,
        money_unit=submission.money_unit,
        year=submission.year,
        used_fields=frozenset[str]().union(*(table.used for table in tables)),
        printed=printed,
    )


def _in_parts(
    submission: Submission, findings: dict[str, tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Those of the book itself, then those of its parts as they stand in it, a report the last."""
    parts = chain.from_iterable(submission.children(slot) for slot in submission.slots)
    ids = ("", *(part.id for part in parts))
    return tuple(chain.from_iterable(findings.get(part, ()) for part in ids))


def _in_reading_order(seen: list[Seen], top: Node) -> list[Seen]:
    """By node and field as the table shows them; at one place in the order of the rules."""
    order = {node.id: position for position, node in enumerate(top.walk())}

    def place(item: Seen) -> tuple[int, int]:
        node, field = item[1].node, item[1].field
        return order[node.id], _FIELD_ORDER.get((type(node), field), _LAST)

    return sorted(seen, key=place)


def _table_of(submission: Submission, node: Node) -> Node | None:
    """The project, department, report … that holds the node, None for the book itself."""
    return None if node.id == submission.id else submission.chain(node.id)[1]


def _name_of(node: Node) -> str:
    name: object = getattr(node, "name", "")
    return name.strip() if isinstance(name, str) else ""
