# SPDX-License-Identifier: MulanPSL-2.0
"""How long the tree and the list of findings take to follow an edit in a big book.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from itertools import count, cycle, product

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from fuyi_editor.library.entry import Entry
from fuyi_editor.library.store import Library
from fuyi_editor.ui.findings.panel import FindingsPanel
from fuyi_editor.ui.library.proposals import Proposals
from fuyi_editor.ui.library.window import LibraryWindow
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.tree.panel import TreePanel
from fuyi_editor.ui.workspace import Workspace
from tests.ui.panel_doubles import (
    sample_findings,
    sample_submission,
    session_of,
    show_findings,
)
from tests.ui.window_doubles import BlankChecker, FakeBook, make_submission


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside last year"])
def test_a_keystroke_in_the_tree(benchmark, qtbot, beside) -> None:
    """Nearly all of it is the stand-in of the page."""
    session = EditSession(FakeBook(make_submission(500)), BlankChecker())
    panel = TreePanel(session)
    session.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(330, 600)
    panel.show()
    node = session.submission.projects[250].indicators[0].kinds[0].indicators[0]
    session.select(node.id)
    if beside:
        session.last_year.attach(session.submission, "上年.docx", session.submission)
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


@pytest.fixture
def big_library() -> Library:
    """5,000 entries and the program's own."""
    library = Library(None)
    whose = ["妇女", "儿童", "干部", "家庭", "执委", "巾帼", "学员", "村民", "社区", "企业"]
    what = ["培训", "慰问", "走访", "宣传", "调解", "救助", "创建", "评选", "筛查", "服务"]
    how = ["人数", "次数", "户数", "场次", "数量", "覆盖率", "合格率", "完成率", "满意度", "及时率"]
    where = ["县级", "乡镇", "村级", "线上", "集中"]
    library.join(
        Entry(name="".join(words), kind="数量指标", value="≥100人", basis="年初计划", own=True)
        for words in product(where, whose, what, how)
    )
    yield library
    library.close()


@pytest.mark.parametrize("typed", ["pxrs", "p", "xjfnpxrs"])
def test_a_key_with_proposals(benchmark, qtbot, big_library, typed) -> None:
    """The last letter of `typed`, from the key to the painted list. The aim is 16 ms."""
    session = EditSession(FakeBook(make_submission(1)), BlankChecker())
    workspace = Workspace(session, {})
    proposals = Proposals(session, lambda: big_library, workspace)
    workspace.propose_with(proposals)
    qtbot.addWidget(workspace)
    workspace.resize(1366, 740)
    workspace.show()
    session.select(session.submission.projects[0].indicators[0].kinds[0].indicators[0].id)
    workspace.tree.edit_current()
    (edit,) = (e for e in workspace.tree.findChildren(QLineEdit) if e.isVisible())

    def begin() -> None:
        edit.clear()
        QTest.keyClicks(edit, typed[:-1])

    def press() -> None:
        QTest.keyClicks(edit, typed[-1])
        proposals.popup.repaint()

    benchmark.pedantic(press, setup=begin, rounds=20)
    assert proposals.popup.isVisible()


def test_a_key_in_the_search_of_the_library(benchmark, qtbot, big_library) -> None:
    window = LibraryWindow(big_library)
    qtbot.addWidget(window)
    window.show()
    texts = cycle(("p", "px", "pxr", "pxrs"))

    def press() -> None:
        window.search.setText(next(texts))
        window.table.viewport().repaint()

    benchmark.pedantic(press, rounds=20)
    assert window.table.current is not None
