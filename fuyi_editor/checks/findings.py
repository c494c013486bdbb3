# SPDX-License-Identifier: MulanPSL-2.0
"""What a rule says of a place: one of four outcomes, so that silence is never taken for clean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuyi_editor.model.edits import Edit


class Outcome(Enum):
    """The four things that can come of a rule at a place."""

    FOUND = "found"
    CLEAN = "clean"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"

    # A check asks for the outcome of some 100,000 places; Enum's own hash is worked out in Python.
    __hash__ = object.__hash__


class Severity(Enum):
    """How much a finding weighs: the bureau's system refuses, reviewers return it, a hint."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a node; `project` is the id of the project it is in, empty for the book."""

    node: str
    field: str
    project: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that is certain: edits as one undo step, and what the button says."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule at one place.

    `text` is the text of the file that it is about, verbatim; `message` one plain Chinese sentence;
    `remedy` how to mend it; `other` the second place where two things disagree.
    """

    rule: str
    outcome: Outcome
    severity: Severity
    place: Place
    text: str
    message: str
    remedy: str = ""
    other: Place | None = None
    other_text: str = ""
    fix: Fix | None = None
