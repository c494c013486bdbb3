# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever is done to a book, in whatever order, the tree shows what is in it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTreeView

from fuyi_editor.model import arrange
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, Node, Project, Submission
from fuyi_editor.model.taxonomy import T2015
from tests.ui.tree_words import expected, make_model, shape
from tests.ui.window_doubles import HEBEI, make_full_submission, make_submission

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.ui.session import EditSession

BOOKS = (make_submission(2), make_submission(2, department=True), make_full_submission())


def nodes_of(submission: Submission, *types: type[Node]) -> list[str]:
    return [node.id for node in submission.walk() if isinstance(node, types)]


ADDING = (
    arrange.add_indicator,
    arrange.add_goal,
    arrange.add_sub_goal,
    arrange.add_safeguard,
    arrange.add_task,
    arrange.add_subtotal,
    arrange.add_section,
    arrange.add_paragraph,
)


def do_something(session: EditSession, dice: random.Random) -> None:
    submission = session.submission
    node = dice.choice(nodes_of(submission, Node))
    actions: list[Callable[[], object]] = [
        lambda: session.arrange(dice.choice(ADDING)(submission, node)),
        lambda: session.arrange(dice.choice(ADDING)(submission, node)),
        lambda: session.arrange(arrange.add_kind(submission, node, "效益指标", "经济效益指标")),
        lambda: session.arrange(arrange.add_project(submission, node, T2015)),
        lambda: session.arrange(arrange.duplicate(submission, node)),
        lambda: session.arrange(arrange.remove(submission, node)),
        lambda: session.arrange(arrange.remove(submission, node)),
        lambda: session.arrange(arrange.move(submission, node, dice.choice((-1, 1)))),
        lambda: move_anywhere(session, dice),
        lambda: name_anything(session, dice),
        session.undo_stack.undo,
        session.undo_stack.undo,
        session.undo_stack.redo,
        session.check_now,
    ]
    dice.choice(actions)()


def move_anywhere(session: EditSession, dice: random.Random) -> None:
    ids = nodes_of(session.submission, Node)
    node, parent = dice.choice(ids), dice.choice(ids)
    session.arrange(arrange.move_to(session.submission, node, parent, 0))


def name_anything(session: EditSession, dice: random.Random) -> None:
    named = nodes_of(session.submission, Project, IndicatorGroup, Indicator)
    if named:
        session.set_field(dice.choice(named), "name", f"名{dice.random()}")


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    book=st.integers(0, len(BOOKS) - 1),
    slots=st.sampled_from((HEBEI, frozenset())),
    levels=st.booleans(),
)
def test_random_edits_leave_the_tree_of_the_submission(qapp, seed, book, slots, levels):
    model = make_model(BOOKS[book], slots, levels=levels)
    tester = QAbstractItemModelTester(model)
    view = QTreeView()
    view.setModel(model)
    view.expandAll()
    view.resize(300, 500)
    view.show()
    dice = random.Random(seed)
    try:
        for _ in range(12):
            do_something(model.session, dice)
            qapp.processEvents()
            assert shape(model) == expected(model.session.submission, slots, levels=levels)
    finally:
        view.close()
        view.deleteLater()
        tester.deleteLater()
