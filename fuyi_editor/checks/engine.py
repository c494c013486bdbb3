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
from fuyi_editor.checks.reading import SPOKEN, Reading, TextReader
from fuyi_editor.checks.reading_order import Seen, in_parts, in_reading_order, merged
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell
from fuyi_editor.checks.rule_texts import FAILED, RuleTexts, load_texts
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.sheet import Book, Facts, Owner, Sheet, text_of, used_fields
from fuyi_editor.checks.words import Words, load_words
from fuyi_editor.model.nodes import Node, Project, Submission
from fuyi_editor.model.taxonomy import T2015, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from fuyi_editor.model.printed import Printed

    _Result = TypeVar("_Result")
    Steps = Generator[None, None, _Result]
    """Work in small steps, with a result at the end."""

_ALL = frozenset(Outcome)


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
        self._reader = TextReader(self.rules, self._failed)
        self._known: dict[int, _Known] = {}
        self._memo = Memo()
        self._memos: dict[str, Memo | None] = {}

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
                table.findings = self._spoken_of(table.owner, facts)
                table.facts = facts
                yield
        book = Book(submission, facts, self.words, self._memo)
        self._memo.keep_only((*submission.projects, *book.nodes))
        readings = self._reader.spoken(book.nodes, self._memo)
        by_table = yield from self._book_findings(book, readings, SPOKEN)
        self._known = {id(table.owner): table for table in tables}
        self._memos = {table.owner.id: self._memos[table.owner.id] for table in tables}
        merged = {table.owner.id: _merged(table, by_table) for table in tables}
        return in_parts(submission, by_table | merged)

    def check_all(
        self, submission: Submission, taxonomy: Taxonomy = T2015, printed: Printed | None = None
    ) -> tuple[Finding, ...]:
        """All four outcomes at every place, in reading order; nothing is remembered."""
        tables = [*self._tables(submission)]
        facts = _facts(submission, taxonomy, tables, printed)
        book = Book(submission, facts, self.words)
        readings = self._reader.all(book.nodes)
        by_table = _finished(self._book_findings(book, readings, _ALL))
        merged = dict(by_table)
        for table in tables:
            readings = self._reader.all(table.owner.walk())
            findings = self._table_findings(table.owner, facts, readings, _ALL)
            known = _Known(table.owner, table.used, facts, findings)
            merged[table.owner.id] = _merged(known, by_table)
        return in_parts(submission, merged)

    def _tables(self, submission: Submission) -> Iterator[_Known]:
        department = (submission.department,) if submission.department else ()
        owners: Iterator[Owner] = chain(department, submission.projects)
        for owner in owners:
            yield self._known.get(id(owner)) or _Known(owner, used_fields(owner))

    def _spoken_of(self, owner: Owner, facts: Facts) -> tuple[Finding, ...]:
        """The findings of a table; what its last version shares with it is not read again."""
        memo = self._memo_of(owner)
        findings = self._table_findings(
            owner, facts, self._reader.spoken(owner.walk(), memo), SPOKEN
        )
        memo.keep_only(owner.walk())
        return findings

    def _memo_of(self, owner: Owner) -> Memo:
        """Kept from the second look on: most tables of a book are never edited."""
        is_new = owner.id not in self._memos
        memo = self._memos.get(owner.id) or Memo()
        self._memos[owner.id] = None if is_new else memo
        return memo

    def _table_findings(
        self, owner: Owner, facts: Facts, readings: list[Reading], outcomes: frozenset[Outcome]
    ) -> tuple[Finding, ...]:
        passages = tuple(chain.from_iterable(reading.passages for reading in readings))
        sheet = Sheet.of(owner, facts, self.words, passages)
        seen = [*_seen_in(readings), *self._look_at(sheet, outcomes)]
        project = owner.id if isinstance(owner, Project) else ""
        ordered = in_reading_order(seen, owner)
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
        self, book: Book, readings: list[Reading], outcomes: frozenset[Outcome]
    ) -> Steps[dict[str, tuple[Finding, ...]]]:
        """The findings of the rules about the whole book, by the part that they stand in."""
        submission = book.submission
        by_table: dict[str, list[Seen]] = {}
        for step in chain((_seen_in(readings),), self._look_at_book(book, outcomes)):
            for seen in step:
                table = _table_of(submission, seen[1].node)
                by_table.setdefault(table.id if table else "", []).append(seen)
            yield

        def project_of(node: Node) -> str:
            table = _table_of(submission, node)
            return table.id if isinstance(table, Project) else ""

        return {
            table: tuple(
                self._finding(item, project_of)
                for item in in_reading_order(items, submission.find(table or submission.id))
            )
            for table, items in by_table.items()
        }

    def _look_at_book(self, book: Book, outcomes: frozenset[Outcome]) -> Iterator[tuple[Seen, ...]]:
        for rule in self.rules:
            if rule.book is None:
                continue
            try:
                yield tuple((rule, o) for o in rule.book(book) if o.outcome in outcomes)
            except Exception as error:
                yield ((rule, self._failed(rule, book.submission, error)),)

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


def _seen_in(readings: Iterable[Reading]) -> tuple[Seen, ...]:
    return tuple(chain.from_iterable(reading.seen for reading in readings))


def _merged(table: _Known, by_table: dict[str, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    more = by_table.get(table.owner.id)
    return merged(table.findings, more, table.owner) if more else table.findings


def _table_of(submission: Submission, node: Node) -> Node | None:
    """The project, department, report … that holds the node, None for the book itself."""
    return None if node.id == submission.id else submission.chain(node.id)[1]


def _name_of(node: Node) -> str:
    name: object = getattr(node, "name", "")
    return name.strip() if isinstance(name, str) else ""
