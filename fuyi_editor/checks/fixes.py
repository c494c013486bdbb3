# SPDX-License-Identifier: MulanPSL-2.0
"""What fixes would change, in words and before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Place
from fuyi_editor.checks.sheet import text_of
from fuyi_editor.model.edits import SetField, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.checks.findings import Finding, Fix
    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.nodes import Submission


@dataclass(frozen=True, slots=True)
class Change:
    """One text before and after. For what is no text, `after` says what is done: 移动三级指标."""

    place: Place
    before: str
    after: str
    is_text: bool = True


def changes_of(submission: Submission, fix: Fix, project: str = "") -> tuple[Change, ...]:
    """All changes of a fix, in the order in which they are made."""
    changes: list[Change] = []
    for edit in fix.edits:
        changes.append(_change(submission, edit, project))
        submission = edit.apply(submission)
    return tuple(changes)


def mendable(findings: Iterable[Finding], rule: str) -> tuple[Finding, ...]:
    """The findings of a rule with fixes that do not get in each other's way, in reading order.

    Of two that would change the same field the second waits: its fix was made for the old text.
    """
    taken: set[tuple[str, str]] = set()
    chosen: list[Finding] = []
    for finding in findings:
        if finding.rule != rule or finding.fix is None:
            continue
        touched = {_touched(edit) for edit in finding.fix.edits}
        if not touched & taken:
            taken |= touched
            chosen.append(finding)
    return tuple(chosen)


def edits_of(submission: Submission, findings: Iterable[Finding]) -> tuple[Edit, ...]:
    """The edits of all these fixes together; one that no longer fits the book is left out."""
    edits: list[Edit] = []
    for finding in findings:
        own = finding.fix.edits if finding.fix else ()
        try:
            submission = apply_edits(submission, own)
        except (KeyError, ValueError):
            continue  # its node went with an edit before
        edits += own
    return tuple(edits)


def _change(submission: Submission, edit: Edit, project: str) -> Change:
    if isinstance(edit, SetField):
        before = text_of(submission.find(edit.node), edit.field)
        return Change(Place(edit.node, edit.field, project), before, edit.text)
    node = getattr(edit, "node", None)
    at = node if isinstance(node, str) else getattr(edit, "parent", submission.id)
    return Change(Place(at, "", project), "", edit.title(submission), is_text=False)


def _touched(edit: Edit) -> tuple[str, str]:
    if isinstance(edit, SetField):
        return edit.node, edit.field
    node = getattr(edit, "node", "")
    return (node if isinstance(node, str) else getattr(edit, "parent", "")), ""
