# SPDX-License-Identifier: MulanPSL-2.0
"""After F8 what is typed goes to the place that is shown, wherever the keyboard was before."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def found(desk):
    """The indicator whose value is missing, while the keyboard is at hand."""
    groups = desk.session.submission.projects[1].indicators
    node = groups[0].kinds[0].indicators[0]
    desk.session.set_field(node.id, "value", "")
    desk.session.check_now()
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    return node.id


@pytest.mark.parametrize("part", ["tree", "page", "inspector"])
@pytest.mark.parametrize("action", ["next_finding", "previous_finding"])
def test_typing_goes_to_the_cell(desk, found, part, action):
    window, workspace = desk.window, desk.window.workspace
    desk.session.select(desk.session.submission.projects[0].id, "name")
    if part == "inspector":
        workspace.inspector.focus_first()
    else:
        getattr(workspace, part).setFocus()
    getattr(window.views, action).trigger()
    assert desk.session.selected == found
    QTest.keyClicks(window.focusWidget(), "8")
    assert workspace.page.editor is not None
    workspace.commit_typing()
    assert desk.session.submission.find(found).value.text == "8"


def test_whoever_is_in_the_list_stays_there(desk, found):
    workspace = desk.window.workspace
    workspace.findings.enter()
    desk.window.views.next_finding.trigger()
    assert desk.session.selected == found
    assert workspace.findings.view.hasFocus()


def test_next_error_does_so_too(desk, found):
    desk.session.set_field(found, "value", "无")  # of one letter: an error
    desk.session.check_now()
    workspace = desk.window.workspace
    workspace.tree.setFocus()
    desk.window.views.next_error.trigger()
    assert desk.session.selected == found
    assert workspace.page.hasFocus()
