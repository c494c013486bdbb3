# SPDX-License-Identifier: MulanPSL-2.0
"""Dismissals hide what the user has heard, word for word, and nothing else."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.dismissals import (
    Dismissals,
    book_name,
    dismissal_of,
    read_dismissals,
    rule_dismissal,
    to_text,
)
from fuyi_editor.checks.findings import Finding
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.export import from_json, to_json
from fuyi_editor.model.nodes import Submission
from tests.checks.books import book
from tests.checks.few_rules import few_rules

CHECKER = few_rules()


def blanks() -> Submission:
    """Two projects with the same blanks."""
    return book({"name": "甲", "goals": []}, {"name": "乙", "goals": []})


def heard(dismissals: Dismissals, submission: Submission) -> list[Finding]:
    return list(dismissals.split(submission, CHECKER.check(submission))[0])


def test_one_finding_is_dismissed_and_no_other() -> None:
    submission = blanks()
    findings = CHECKER.check(submission)
    assert len(findings) == 2
    kept = Dismissals().adding(dismissal_of(submission, findings[1], " 今年没有目标 "))
    still, gone = kept.split(submission, findings)
    assert (still, gone) == (findings[:1], findings[1:])
    assert kept.entries[0].reason == "今年没有目标"
    assert kept.without(kept.entries).split(submission, findings) == (findings, ())


def test_it_is_still_dismissed_when_the_book_is_opened_again() -> None:
    submission = blanks()
    finding = CHECKER.check(submission)[1]
    kept = Dismissals().adding(dismissal_of(submission, finding))
    again = from_json(to_json(submission))  # other node ids
    assert again.projects[0].id != submission.projects[0].id
    assert [f.place.project for f in heard(kept, again)] == [again.projects[0].id]


@pytest.mark.parametrize(("field", "text"), [("budget.fiscal", "7.00"), ("name", "新名字")])
def test_it_comes_back_when_what_it_says_changes(field: str, text: str) -> None:
    submission = book({"budget": {"total": "6", "fiscal": "8.00"}})
    (finding,) = [f for f in CHECKER.check(submission) if f.rule == "B01"]
    kept = Dismissals().adding(dismissal_of(submission, finding))
    assert "B01" not in {f.rule for f in heard(kept, submission)}
    project = submission.projects[0].id
    changed = SetField(node=project, field=field, text=text).apply(submission)
    assert "B01" in {f.rule for f in heard(kept, changed)}


def test_of_two_that_are_alike_one_dismissal_hides_one() -> None:
    submission = book({"name": "甲", "goals": []}, {"name": "甲", "goals": []})
    first, second = CHECKER.check(submission)
    one = Dismissals().adding(dismissal_of(submission, first))
    assert heard(one, submission) == [second]
    assert heard(one.adding(dismissal_of(submission, second)), submission) == []


def test_a_whole_rule_is_dismissed_whatever_it_says() -> None:
    submission = book({"goals": []}, {"name": ""}, year=None)
    assert heard(Dismissals().adding(rule_dismissal("A01", "报表系统里再填")), submission) == []


def test_it_is_kept_as_text_and_damage_dismisses_nothing() -> None:
    submission = blanks()
    kept = Dismissals(book=book_name(submission)).adding(
        dismissal_of(submission, CHECKER.check(submission)[0], "理由"), rule_dismissal("C17")
    )
    assert read_dismissals(to_text(kept)) == kept
    assert read_dismissals(to_text(kept)[:-9]) == Dismissals()
    assert read_dismissals(None) == Dismissals()
    assert read_dismissals('{"entries": [{"rule": 7}]}') == Dismissals()


def test_a_book_is_known_by_its_names_not_by_its_values() -> None:
    submission = blanks()
    project = submission.projects[0].id
    value = SetField(node=project, field="budget.total", text="9.99").apply(submission)
    name = SetField(node=project, field="name", text="丙").apply(submission)
    year = SetField(node=submission.id, field="year", text="2025").apply(submission)
    mine = book_name(submission)
    assert book_name(value).fingerprint == mine.fingerprint
    assert book_name(name).fingerprint != mine.fingerprint
    assert book_name(name).may_be(mine)
    assert not book_name(year).may_be(mine)
