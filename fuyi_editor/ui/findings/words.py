# SPDX-License-Identifier: MulanPSL-2.0
"""A finding in words: what, why, how to mend it, the other place, and what a fix would change."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from fuyi_editor.checks.fixes import changes_of
from fuyi_editor.ui.place_words import place_words
from fuyi_editor.ui.state_colors import state_word

if TYPE_CHECKING:
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.fixes import Change
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission

NO_TEXTS: RuleTexts = MappingProxyType({})
BLANK = "（空）"
_LINE = 38  # letters of a line of a tool tip: Qt wraps no plain text
_MOST_CHANGES = 4
_LONGEST = 60


def finding_sentence(finding: Finding) -> str:
    """The state in words and the sentence."""
    return f"{state_word(finding)}：{finding.message}"


def finding_details(
    finding: Finding, submission: Submission | None = None, texts: RuleTexts = NO_TEXTS
) -> str:
    """The sentence, how to mend it, both places and values, why, and the rule: for tool tips."""
    text = texts.get(finding.rule)
    lines = [
        finding_sentence(finding),
        finding.remedy,
        *(_places(submission, finding) if submission and finding.other else ()),
        *(fix_lines(submission, finding) if submission and finding.fix else ()),
        f"为什么：{text.help.strip()}" if text else "",
        f"规则 {finding.rule}" + (f"　{text.name}" if text else ""),
    ]
    return "\n".join(wrapped(line) for line in lines if line)


def other_words(submission: Submission, finding: Finding) -> str:
    """The second place with its value, empty where there is none."""
    if finding.other is None:
        return ""
    with_project = finding.other.project != finding.place.project
    place = place_words(submission, finding.other, with_project=with_project)
    return f"{place}：{short(finding.other_text)}"


def fix_lines(submission: Submission, finding: Finding) -> list[str]:
    """What the fix would change, before and after."""
    if finding.fix is None:
        return []
    try:
        changes = changes_of(submission, finding.fix, finding.place.project)
    except (KeyError, ValueError):
        return []  # the text was changed since; the checks say it anew in a moment
    lines = [f"修正：{change_words(change)}" for change in changes[:_MOST_CHANGES]]
    more = len(changes) - _MOST_CHANGES
    return [*lines, f"…… 另有 {more} 处"] if more > 0 else lines


def change_words(change: Change) -> str:
    """`≥95百分比 → ≥95%`."""
    if not change.is_text:
        return change.after
    return f"{short(change.before)} → {short(change.after)}"


def short(text: str) -> str:
    """On one line, not too long, never nothing at all."""
    line = text.replace("\n", "⏎")
    if not line:
        return BLANK
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def wrapped(text: str) -> str:
    """Broken into lines that a tool tip can show."""
    lines = text.split("\n")
    return "\n".join(
        line[start : start + _LINE] for line in lines for start in range(0, len(line) or 1, _LINE)
    )


def _places(submission: Submission, finding: Finding) -> tuple[str, str]:
    if not submission.holds(finding.place.node):
        return "", ""
    here = place_words(submission, finding.place)
    return f"这一处：{here}：{short(finding.text)}", f"另一处：{other_words(submission, finding)}"
