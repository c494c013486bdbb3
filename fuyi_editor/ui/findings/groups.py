# SPDX-License-Identifier: MulanPSL-2.0
"""Findings in groups by project or by rule, filtered by state and by words; nothing of Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.width import to_half_width
from fuyi_editor.ui.place_words import place_words
from fuyi_editor.ui.state_colors import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission

Key = tuple[str, str, str, str, int]
STATES = ("error", "warning", "hint", "unknown")
_SPOKEN = frozenset({Outcome.FOUND, Outcome.CANNOT_TELL})
_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@dataclass(slots=True)
class Group:
    """A heading and its rows; `number` names it in indexes for ever."""

    name: str  # a project's id or a rule's
    number: int = 0
    keys: list[Key] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown of the findings, and in which groups."""

    by_rule: bool = False
    states: frozenset[str] = frozenset(STATES) - {"unknown"}
    words: str = ""


def spoken(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Those that say something, with the state of each."""
    return [(state_of(finding), finding) for finding in findings if finding.outcome in _SPOKEN]


def grouped(told: Iterable[tuple[str, Finding]], wanted: Wanted, said: Said) -> list[Group]:
    """The groups; by project as the book has them, by rule the worst first."""
    groups: dict[str, Group] = {}
    seen: Counter[tuple[str, str, str, str]] = Counter()
    by_rule, states, words = wanted.by_rule, wanted.states, wanted.words
    for state, finding in told:  # the checks give them in reading order
        if state not in states or (words and not said.says(finding, words)):
            continue
        name = finding.rule if by_rule else finding.place.project
        group = groups.setdefault(name, Group(name))
        place = finding.place
        key = (finding.rule, place.node, place.field, finding.outcome.value)
        group.keys.append((*key, seen[key]))
        group.findings.append(finding)
        seen[key] += 1
    return sorted(groups.values(), key=_rule_order) if by_rule else list(groups.values())


@dataclass(frozen=True, slots=True)
class Said:
    """All that a row says, for the line in which one types to see only some."""

    submission: Submission | None
    texts: RuleTexts

    def says(self, finding: Finding, words: str) -> bool:
        """Whether every word stands somewhere in the row; width and case do not matter."""
        text = self.texts.get(finding.rule)
        place = (
            place_words(self.submission, finding.place, with_project=True)
            if self.submission
            else ""
        )
        parts = (finding.rule, text.name if text else "", place, finding.message, finding.text)
        row = folded(" ".join(parts))
        return all(word in row for word in folded(words).split())


def folded(text: str) -> str:
    """Half width and small letters."""
    return to_half_width(text).casefold()


def differing(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int, int]:
    """Where two lists differ: the start, the end in `old` and the end in `new`."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, len(new) - tail


def _rule_order(group: Group) -> tuple[int, str]:
    return (min(_WEIGHTS[finding.severity] for finding in group.findings), group.name)
