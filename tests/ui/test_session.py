# SPDX-License-Identifier: MulanPSL-2.0
"""The session: one way to change the book, undo as two references, one selection."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Indicator, Project
from fuyi_editor.ui.session import EditSession
from tests.ui.window_doubles import BlankChecker, FakeBook, make_submission


@pytest.fixture
def session(qapp) -> EditSession:
    return EditSession(FakeBook(make_submission()), BlankChecker())


def first(session: EditSession) -> Indicator:
    return session.submission.projects[0].indicators[0].kinds[0].indicators[0]


def test_a_change_is_told_with_both_states(session):
    told = []
    session.submission_changed.connect(lambda before, after: told.append((before, after)))
    before = session.submission
    session.set_field(first(session).id, "value", "8次")
    assert told == [(before, session.submission)]
    session.undo_stack.undo()
    assert told[1] == (told[0][1], before)
    assert session.submission is before


def test_the_page_is_told_after_the_submission(session):
    pages = []
    session.page_changed.connect(pages.append)
    session.set_field(first(session).id, "name", "甲")
    assert pages == [session.page]
    assert "甲" in [cell.text for _, cell in session.page.grids[0].cells()]


def test_what_changes_nothing_is_no_step(session):
    session.set_field(first(session).id, "value", "6次")
    session.apply("nothing", ())
    assert session.undo_stack.count() == 0


def test_typing_in_one_field_is_one_step(session):
    node = first(session).id
    for text in ("8", "8次", "8次数"):
        session.set_field(node, "value", text)
    session.set_field(node, "name", "甲")
    session.set_field(node, "value", "9")
    assert session.undo_stack.count() == 3
    session.undo_stack.undo()
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert first(session).value.text == "6次"


def test_typing_after_leaving_the_field_is_a_new_step(session):
    node = first(session).id
    session.set_field(node, "value", "8")
    session.end_typing()
    session.set_field(node, "value", "9")
    assert session.undo_stack.count() == 2


def test_typing_back_to_the_start_leaves_no_step(session):
    node = first(session).id
    session.set_field(node, "value", "6次多")
    session.set_field(node, "value", "6次")
    assert session.undo_stack.count() == 0
    assert session.undo_stack.isClean()


def test_a_saved_state_is_not_merged_away(session):
    node = first(session).id
    session.set_field(node, "value", "8")
    session.saved_as(session.book.at(Path("x.docx"), session.submission))
    session.set_field(node, "value", "89")
    assert not session.undo_stack.isClean()
    session.undo_stack.undo()
    assert session.undo_stack.isClean()
    assert first(session).value.text == "8"


def test_a_year_that_is_none_is_refused_with_a_sentence(session):
    said = []
    session.message.connect(said.append)
    session.set_field(session.submission.id, "year", "明年")
    assert session.submission.year == 2023
    assert "四位数字" in said[0]
    assert session.undo_stack.count() == 0


def test_a_refused_arrangement_says_why(session):
    said = []
    session.message.connect(said.append)
    assert not session.arrange(None, "不行")
    assert not session.arrange(None)
    assert said == ["不行"]


def test_an_arrangement_selects_its_node(session):
    done = arrange.add_indicator(session.submission, first(session).id)
    assert session.arrange(done)
    assert session.selected == done.selected
    assert session.undo_stack.undoText() == "新增三级指标"


def test_the_selection_is_told_once_and_only_of_what_is_there(session):
    told = []
    session.selection_changed.connect(lambda node, field: told.append((node, field)))
    node = first(session).id
    session.select(node, "value")
    session.select(node, "value")
    session.select("nowhere")
    assert told == [(node, "value"), (None, None)]


def test_what_is_gone_is_not_selected(session):
    done = arrange.add_indicator(session.submission, first(session).id)
    session.arrange(done)
    session.undo_stack.undo()
    assert session.selected is None


def test_checks_run_by_themselves_after_a_pause(session, qtbot):
    session.check_now()
    session.set_field(first(session).id, "value", "")
    qtbot.wait(20)
    assert session.findings == ()
    qtbot.waitUntil(lambda: session.findings != (), timeout=2000)
    assert [finding.place.node for finding in session.findings] == [first(session).id]


def test_undo_and_redo_lead_to_what_they_change(session):
    node, far = first(session), session.submission.projects[1]
    session.set_field(node.id, "value", "8次")
    session.arrange(arrange.duplicate(session.submission, far.id))
    copy = session.selected
    session.select(far.id)
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert (session.selected, session.selected_field) == (node.id, "value")
    session.select(far.id)
    session.undo_stack.redo()
    assert session.selected == node.id
    session.undo_stack.redo()
    assert session.selected == copy


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_undoing_everything_and_redoing_it_comes_back(qapp, seed):
    session = EditSession(FakeBook(make_submission()), BlankChecker())
    dice = random.Random(seed)
    start = session.submission
    for _ in range(10):
        nodes = [n for n in session.submission.walk() if isinstance(n, Indicator | Project)]
        if not nodes:
            break
        node = dice.choice(nodes)
        match dice.randrange(4):
            case 0:
                session.set_field(node.id, "name", str(dice.randrange(3)))
            case 1:
                session.arrange(arrange.remove(session.submission, node.id))
            case 2:
                session.arrange(arrange.duplicate(session.submission, node.id))
            case _:
                edit = SetField(node=node.id, field="name", text="x")
                session.apply(edit.title(session.submission), (edit,), "key")
    end = session.submission
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert session.submission == start
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
    assert session.submission == end
