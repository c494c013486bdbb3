# SPDX-License-Identifier: MulanPSL-2.0
"""Every control of every window has a name that a screen reader can say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QToolBar, QToolButton

from fuyi_editor.assembly import make_window
from fuyi_editor.files.book import open_book
from fuyi_editor.model.fields import FIELDS
from tests.ui.access.every_window import DATA, LAYOUTS, OPENERS, window_classes
from tests.ui.access.spoken import parts_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_no_window_of_the_program_is_missing_here():
    missing = {found.__name__ for found in window_classes() - set(OPENERS)}
    assert not missing, f"enter them in tests/ui/access/every_window.py: {missing}"


@pytest.mark.parametrize("window", OPENERS, ids=lambda window: window.__name__)
def test_every_control_has_a_name(room, qtbot, window):
    opened = OPENERS[window](room)
    opened.show()
    QApplication.processEvents()
    found = nameless(opened)
    if opened is not room.window:
        if hasattr(opened, "stop"):
            opened.stop()
        opened.close()
        opened.deleteLater()
    assert found == []


def nameless(widget) -> list[str]:
    return [part.words for part in parts_of(widget) if part.is_worked_with and not part.is_told]


def test_the_window_without_a_book(qapp, qtbot):
    window = make_window(qapp, remember=False, theme="light")
    window.start_page.show_recent(["/home/王芳/2024.docx"])
    window.show()
    QApplication.processEvents()
    assert nameless(window) == []
    window.close()
    window.deleteLater()


BOOKS = ("fengrun-2023.docx", "laoting-2023-report.docx", "guangzhou-2021.docx", "menyuan-2023.txt")


@pytest.mark.parametrize("name", BOOKS)
def test_the_fields_of_every_sort_of_node(room, name):
    """One node of each sort is shown at the side."""
    room.window.show_book(open_book(DATA / name, LAYOUTS))
    session = room.window.session
    session.check_now()
    by_sort = {type(node): node for node in session.submission.walk() if type(node) in FIELDS}
    assert by_sort
    for node in by_sort.values():
        session.select(node.id)
        QApplication.processEvents()
        assert nameless(room.window.workspace.inspector) == [], type(node).__name__


def test_every_action_of_every_menu_has_a_name(room):
    menus = [room.window.menuBar(), *room.window.findChildren(QMenu)]
    actions = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    assert len(actions) > 80
    assert [action for action in actions if not action.text().strip()] == []


def test_every_button_with_an_icon_only_has_a_tool_tip_too(room):
    """Who sees, but does not know the icon, finds the same name by pointing at it."""
    for tools in room.window.findChildren(QToolBar):
        for button in tools.findChildren(QToolButton):
            if button.isVisible():
                assert button.toolTip(), button
