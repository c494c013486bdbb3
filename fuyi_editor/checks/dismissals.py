# SPDX-License-Identifier: MulanPSL-2.0
"""What the user has heard and does not want to hear again, with the reason (本条不再提示).

A dismissal names its finding by words, not by node ids, which are others each time a file is
opened: rule, path of names, field, text on both sides, and the sentence itself. When any of these
changes, the finding comes back; so nothing new is ever hidden. One dismissal hides one finding:
where two are alike in every word, two dismissals are needed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from fuyi_editor.model.fields import NODE_NAMES, read_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_Key = tuple[str, ...]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Dismissal(_Data):
    """One finding, or with `whole_rule` all of its rule in this book, and why."""

    rule: str
    reason: str = ""
    on: date
    whole_rule: bool = False
    path: tuple[str, ...] = ()  # names from the project down to the node
    field: str = ""
    text: str = ""
    other_text: str = ""
    message: str = ""

    @property
    def key(self) -> _Key:
        """What a finding must say word for word to be this one."""
        return (self.rule, *self.path, self.field, self.text, self.other_text, self.message)


class BookName(_Data):
    """What tells a book from others, read from what its file says; see `fingerprint`."""

    title: str = ""
    unit: str = ""
    year: int | None = None
    projects: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A short word for this book: no path, no time and no value is in it."""
        said = "\n".join((self.title, self.unit, str(self.year), *self.projects))
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    def may_be(self, other: BookName) -> bool:
        """Whether a file at the same path is still that book, though it says something else."""
        return (self.unit, self.year) == (other.unit, other.year)


class Dismissals(_Data):
    """All dismissals of one book, the latest last."""

    book: BookName = BookName()
    entries: tuple[Dismissal, ...] = ()

    def adding(self, *entries: Dismissal) -> Dismissals:
        """With more of them."""
        return self.model_copy(update={"entries": (*self.entries, *entries)})

    def without(self, revoked: Iterable[Dismissal]) -> Dismissals:
        """Without those that were revoked."""
        gone = {id(entry) for entry in revoked}
        kept = tuple(entry for entry in self.entries if id(entry) not in gone)
        return self.model_copy(update={"entries": kept})

    def named(self, submission: Submission) -> Dismissals:
        """The same for the book as it now is."""
        return self.model_copy(update={"book": book_name(submission)})

    def split(
        self, submission: Submission, findings: Iterable[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The findings that are still to be heard, and the dismissed ones."""
        if not self.entries:
            return tuple(findings), ()
        rules = {entry.rule for entry in self.entries if entry.whole_rule}
        single = Counter(entry.key for entry in self.entries if not entry.whole_rule)
        asked = {key[0] for key in single}
        heard: list[Finding] = []
        dismissed: list[Finding] = []
        for finding in findings:
            hidden = finding.rule in rules
            if not hidden and finding.rule in asked:
                key = dismissal_of(submission, finding).key
                hidden = single[key] > 0
                single[key] -= hidden
            (dismissed if hidden else heard).append(finding)
        return tuple(heard), tuple(dismissed)


def dismissal_of(submission: Submission, finding: Finding, reason: str = "") -> Dismissal:
    """The dismissal of this very finding."""
    chain = submission.chain(finding.place.node)
    return Dismissal(
        rule=finding.rule,
        reason=reason.strip(),
        on=date.today(),
        path=tuple(_name(node) for node in chain[1:]),
        field=finding.place.field,
        text=finding.text,
        other_text=finding.other_text,
        message=finding.message,
    )


def rule_dismissal(rule: str, reason: str = "") -> Dismissal:
    """The dismissal of everything that a rule says of this book."""
    return Dismissal(rule=rule, reason=reason.strip(), on=date.today(), whole_rule=True)


def book_name(submission: Submission) -> BookName:
    """What a book is recognised by; money and indicators, which change all day, do not count."""
    return BookName(
        title=submission.title,
        unit=read_field(submission, "unit"),
        year=submission.year,
        projects=tuple(project.name for project in submission.projects),
    )


def read_dismissals(data: str | None) -> Dismissals:
    """From what `to_text` wrote; nothing is dismissed by a text that is damaged or not there."""
    try:
        return Dismissals.model_validate_json(data) if data else Dismissals()
    except ValidationError:
        return Dismissals()


def to_text(dismissals: Dismissals) -> str:
    """As JSON, to be kept."""
    return dismissals.model_dump_json(indent=1)


def _name(node: Node) -> str:
    name: object = getattr(node, "name", "") or getattr(node, "by", "")
    return name if isinstance(name, str) and name else NODE_NAMES[type(node)]
