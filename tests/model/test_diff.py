# SPDX-License-Identifier: MulanPSL-2.0
"""Laws of edits and differences: apply(diff(a, b)) == b, whatever was done to the tree."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import (
    Edit,
    InsertNode,
    MoveNode,
    RemoveNode,
    SetField,
    apply_edits,
    place_of,
)
from fuyi_editor.model.nodes import Node, Submission
from tests.submissions import edited, submissions

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def _scrambled(submission: Submission, data: st.DataObject) -> Submission:
    """Any edits at all, also ones the window does not offer: nodes moved under other parents."""
    for _ in range(data.draw(st.integers(1, 10))):
        nodes = [node for node in submission.walk() if node is not submission]
        if not nodes:
            break
        node = nodes[data.draw(st.integers(0, len(nodes) - 1))]
        parent, slot, index = place_of(submission, node.id)
        act = data.draw(st.sampled_from(["remove", "insert", "move"]))
        edit: Edit | None = None
        if act == "remove":
            edit = RemoveNode(node=node.id)
        elif act == "insert" and slot not in parent.single_slots:
            edit = InsertNode.of(parent.id, slot, index, type(node)())
        elif act == "move":
            edit = _any_move(submission, node, parent, slot, data)
        if edit:
            submission = edit.apply(submission)
    return submission


def _any_move(
    submission: Submission, node: Node, parent: Node, slot: str, data: st.DataObject
) -> Edit | None:
    homes = [
        other
        for other in submission.walk()
        if type(other) is type(parent) and not node.holds(other.id)
    ]
    if slot in parent.single_slots or not homes:
        return None
    home = homes[data.draw(st.integers(0, len(homes) - 1))]
    room = [child for child in home.children(slot) if child.id != node.id]
    return MoveNode(node=node.id, parent=home.id, index=data.draw(st.integers(0, len(room))))


@SLOW
@given(submissions(), st.data())
def test_the_difference_applied_gives_the_other_submission(before, data):
    after = _scrambled(edited(before, data, 4), data)
    assert apply_edits(before, diff(before, after)) == after
    assert apply_edits(after, diff(after, before)) == before


@SLOW
@given(submissions(), st.data())
def test_edits_survive_the_journal(before, data):
    edits = diff(before, edited(before, data, 4))
    adapter = TypeAdapter(tuple[Edit, ...])
    assert adapter.validate_json(adapter.dump_json(edits)) == edits


def test_equal_submissions_have_no_difference():
    submission = Submission(title="a")
    assert diff(submission, submission) == ()
    assert diff(submission, submission.but()) == ()


@SLOW
@given(submissions(), st.data())
def test_one_field_is_one_edit(before, data):
    project = before.projects[0]
    after = SetField(node=project.id, field="purpose", text="新用途").apply(before)
    expected = () if project.purpose == "新用途" else (("purpose", "新用途"),)
    edits = diff(before, after)
    assert tuple((e.field, e.text) for e in edits if isinstance(e, SetField)) == expected
    assert len(edits) == len(expected)


def test_what_an_edit_does_not_touch_is_shared():
    from fuyi_editor.model.nodes import Project

    before = Submission(projects=(Project(name="甲"), Project(name="乙")))
    after = SetField(node=before.projects[0].id, field="name", text="丙").apply(before)
    assert after.projects[1] is before.projects[1]
    assert before.projects[0].name == "甲"
