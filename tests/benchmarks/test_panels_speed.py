# SPDX-License-Identifier: MulanPSL-2.0
"""How long the tree and the list of findings take to follow an edit in a big book.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from itertools import count, cycle

from fuyi_editor.ui.findings_panel import FindingsPanel
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.tree_panel import TreePanel
from tests.ui.panel_doubles import (
    sample_findings,
    sample_submission,
    session_of,
    show_findings,
)
from tests.ui.window_doubles import BlankChecker, FakeBook, make_submission


def test_a_keystroke_in_the_tree(benchmark, qtbot) -> None:
    """Nearly all of it is the stand-in of the page."""
    session = EditSession(FakeBook(make_submission(500)), BlankChecker())
    panel = TreePanel(session)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(330, 600)
    panel.show()
    node = session.submission.projects[250].indicators[0].kinds[0].indicators[0]
    session.select(node.id)
    numbers = count(1)

    def press() -> None:
        session.set_field(node.id, "name", f"名{next(numbers)}")
        panel.tree.viewport().repaint()

    benchmark.pedantic(press, rounds=20)
    assert panel.tree.currentIndex().data() == f"名{next(numbers) - 1}"


def test_two_thousand_findings_but_one(benchmark, qtbot) -> None:
    """The aim is 10 ms."""
    session = session_of(sample_submission(400))
    panel = FindingsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    many = tuple(f for number in range(1, 401) for f in sample_findings(f"p{number}"))
    show_findings(session, many)
    cuts = cycle(range(1, 10))

    def refresh() -> None:
        cut = next(cuts)
        show_findings(session, many[:cut] + many[cut + 1 :])

    benchmark.pedantic(refresh, rounds=20)
    assert panel.model.rowCount() > 0
