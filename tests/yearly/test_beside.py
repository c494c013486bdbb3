# SPDX-License-Identifier: MulanPSL-2.0
"""Last year's book beside this one: texts, marks, dropped rows and how they come back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.edits import InsertNode, MoveNode, RemoveNode, SetField, apply_edits
from fuyi_editor.model.nodes import Indicator, IndicatorKind, Submission
from fuyi_editor.yearly.beside import LastYear, Mark
from fuyi_editor.yearly.following.follow import follow
from tests.ui.window_doubles import make_full_submission, make_submission


def beside(before: Submission, now: Submission) -> LastYear:
    return LastYear(before, now, follow(before, now))


def first_kind(book: Submission) -> IndicatorKind:
    return book.projects[0].indicators[0].kinds[0]


@pytest.fixture
def before() -> Submission:
    return make_submission(2)


def test_a_field_says_what_it_was(before) -> None:
    row = first_kind(before).indicators[0]
    now = SetField(node=row.id, field="value", text="8次").apply(before)
    last = beside(before, now)
    new = now.find(row.id)
    assert last.text(new, "value") == "6次"
    assert last.text(now.projects[0], "goals") == "1.慰问\n2.培训"
    assert last.mark(new) is Mark.CHANGED
    assert last.mark(first_kind(now).indicators[1]) is Mark.SAME
    assert last.mark(first_kind(now)) is Mark.SAME  # the row itself, not what is under it
    assert last.copying(new, "value") == (SetField(node=row.id, field="value", text="6次"),)
    assert last.copying(new, "name") == ()


def test_a_row_that_last_year_did_not_have_is_new(before) -> None:
    row = Indicator.model_validate({"name": "家庭教育讲座场次", "value": "≥12场"})
    now = InsertNode.of(first_kind(before).id, "indicators", 1, row).apply(before)
    last = beside(before, now)
    assert last.mark(now.find(row.id)) is Mark.NEW
    assert last.text(now.find(row.id), "value") is None
    assert last.copying(now.find(row.id), "value") == ()


def test_a_dropped_row_is_known_where_it_would_stand_and_comes_back_there(before) -> None:
    kind = first_kind(before)
    gone = kind.indicators[0]
    now = RemoveNode(node=gone.id).apply(before)
    last = beside(before, now)
    (dropped,) = last.dropped[kind.id]
    assert (dropped.node, dropped.slot) == (gone, "indicators")
    assert apply_edits(now, last.restoring(now, dropped)) == before


def test_of_a_whole_branch_only_the_top_is_dropped(before) -> None:
    group = before.projects[0].indicators[0]
    now = RemoveNode(node=group.id).apply(before)
    last = beside(before, now)
    assert {holder: [d.node for d in rows] for holder, rows in last.dropped.items()} == {
        before.projects[0].id: [group]
    }
    (dropped,) = last.dropped[before.projects[0].id]
    assert apply_edits(now, last.restoring(now, dropped)) == before


def test_another_file_is_followed_by_what_it_says(before) -> None:
    now = with_new_ids(before)
    row = first_kind(now).indicators[0]
    now = SetField(node=row.id, field="value", text="9次").apply(now)
    last = beside(before, now)
    assert last.text(now.find(row.id), "value") == "6次"
    assert last.mark(now.find(row.id)) is Mark.CHANGED
    assert last.dropped == {}
    assert [n for n in now.walk() if last.mark(n) is Mark.NEW] == []


def test_seen_from_a_later_state_what_has_gone_was_dropped(before) -> None:
    last = beside(before, before)
    gone = first_kind(before).indicators[1]
    later = last.at(RemoveNode(node=gone.id).apply(before))
    assert [d.node for d in later.dropped[first_kind(before).id]] == [gone]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000))
def test_whatever_was_dropped_all_of_it_comes_back(seed: int) -> None:
    dice = random.Random(seed)
    before = now = make_full_submission()
    for _ in range(dice.randint(1, 6)):
        nodes = [node for node in now.walk() if node is not now]
        gone = dice.choice(nodes)
        now = RemoveNode(node=gone.id).apply(now)
    last = beside(before, now)
    for rows in last.dropped.values():
        for row in rows:
            now = apply_edits(now, last.restoring(now, row))
    assert now == before


def test_a_row_that_was_moved_is_no_new_one(before) -> None:
    row = first_kind(before).indicators[0]
    target = before.projects[0].indicators[0].kinds[1]
    now = MoveNode(node=row.id, parent=target.id, index=0).apply(before)
    last = beside(before, now)
    assert last.mark(now.find(row.id)) is Mark.SAME
    assert last.dropped == {}
