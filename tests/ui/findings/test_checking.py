# SPDX-License-Identifier: MulanPSL-2.0
"""Checks between keystrokes: in slices, given up for newer texts, always of the present text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from fuyi_editor.checks.dismissals import Dismissals, dismissal_of, rule_dismissal
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Submission
from fuyi_editor.ui.findings.checking import PAUSE_MS, Checking
from fuyi_editor.ui.session import EditSession
from tests.checks.few_rules import few_rules
from tests.ui.panel_doubles import BookDouble, sample_submission


class State:
    """What a session answers to the question what is to be checked."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def __call__(self):
        book = BookDouble(self.submission)
        return self.submission, book.taxonomy, book.printed


def first_value(submission: Submission) -> str:
    return submission.projects[0].indicators[0].kinds[0].indicators[0].id


@pytest.fixture
def session(qapp) -> EditSession:
    made = EditSession(BookDouble(sample_submission(2)), few_rules())
    made.check_now()
    return made


def test_a_large_book_is_checked_in_slices(qtbot) -> None:
    state = State(sample_submission(120))
    checking = Checking(few_rules(), state)
    turns = []
    others = QTimer(interval=0)  # whatever else waits for its turn: keys, paint
    others.timeout.connect(lambda: turns.append(1))
    others.start()
    with qtbot.waitSignal(checking.found) as told:
        checking.begin(0)
    others.stop()
    assert told.args[0] == few_rules().check(*state())
    assert len(turns) > 3


def test_a_newer_text_stops_the_older_run(qtbot) -> None:
    state = State(sample_submission(40))
    checking = Checking(few_rules(), state)
    checking.begin(0)
    qtbot.wait(8)  # some slices
    edit = SetField(node=first_value(state.submission), field="value", text="")
    state.submission = edit.apply(state.submission)
    with qtbot.waitSignal(checking.found) as told:
        checking.begin(0)
    assert told.args[0] == few_rules().check(*state())
    assert not checking.is_pending


def test_a_keystroke_does_not_check(session: EditSession, qtbot) -> None:
    told = []
    session.findings_changed.connect(told.append)
    session.set_field(first_value(session.submission), "value", "")
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 1)
    assert any(f.place.node == first_value(session.submission) for f in told[0])


def test_a_keystroke_that_changes_no_finding_disturbs_no_view(session, qtbot) -> None:
    told = []
    session.findings_changed.connect(told.append)
    session.set_field(first_value(session.submission), "basis", "计划标准")
    qtbot.wait(PAUSE_MS + 100)
    assert told == []
    session.check_now()
    assert len(told) == 1  # the user asked


def with_fix(session: EditSession):
    node = first_value(session.submission)
    session.set_field(node, "name", "及时率")
    session.set_field(node, "value", "≥95百分比")
    session.check_now()
    return next(finding for finding in session.findings if finding.fix)


def test_a_fix_never_undoes_what_was_typed_since(session: EditSession) -> None:
    finding = with_fix(session)
    session.set_field(finding.place.node, "value", "≥96百分比")
    session.mend(finding)  # made for 95, not checked again yet
    assert read_field(session.submission.find(finding.place.node), "value") == "≥96%"


def test_a_fix_of_what_is_mended_already_changes_nothing(session: EditSession, qtbot) -> None:
    finding = with_fix(session)
    session.set_field(finding.place.node, "value", "≥97%")
    before = session.submission
    with qtbot.waitSignal(session.message):
        session.mend(finding)
    assert session.submission is before


def test_dismissed_findings_are_told_no_more_and_come_back(session: EditSession) -> None:
    all_of_them = session.findings
    dismissed = Dismissals().adding(dismissal_of(session.submission, all_of_them[0], "不适用"))
    session.dismiss(dismissed)
    assert session.findings == all_of_them[1:]
    assert session.dismissed == all_of_them[:1]
    session.dismiss(dismissed.without(dismissed.entries))
    assert session.findings == all_of_them
    rule = all_of_them[0].rule
    session.dismiss(Dismissals().adding(rule_dismissal(rule)))
    assert rule not in {finding.rule for finding in session.findings}
