# SPDX-License-Identifier: MulanPSL-2.0
"""The keyboard comes everywhere: Tab in reading order, F6 from pane to pane, no trap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollBar, QWidget

from fuyi_editor.ui.main_window import MainWindow
from tests.ui.access.every_window import OPENERS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key
MOST_STOPS = 120
DIALOGS = [dialog for dialog in OPENERS if dialog is not MainWindow]


@pytest.fixture
def window(room):
    room.window.activateWindow()
    room.window.workspace.tree.setFocus()
    return room.window


def press(key: Key, modifiers=Qt.KeyboardModifier.NoModifier) -> QWidget:
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)
    return QApplication.focusWidget()


def stops(first: QWidget, key: Key = Key.Key_Tab) -> list[QWidget]:
    """Where Tab stops, from `first` on till it comes round."""
    first.setFocus()
    found = [first]
    for _ in range(MOST_STOPS):
        stop = press(key)
        if stop is first:
            return found
        if stop is not found[-1]:
            found.append(stop)
    return found


def focusable(window: QWidget) -> set[QWidget]:
    return {
        widget for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        and widget.isEnabled() and widget.window() is window
        and not isinstance(widget, QScrollBar) and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox)
    }  # fmt: skip


def pane_of(workspace, widget: QWidget) -> int | None:
    panes = enumerate(workspace.panes)
    return next((n for n, pane in panes if pane is widget or pane.isAncestorOf(widget)), None)


def test_tab_goes_round_the_whole_window(window):
    workspace = window.workspace
    page = workspace.page
    page.go_to_editable(1)
    while page.go_to_editable(1):
        pass  # from its last cell Tab leaves the page
    found = stops(workspace.tree)
    assert focusable(window) <= set(found)
    panes = [pane_of(workspace, stop) for stop in found]
    inside = [number for number in panes if number is not None]
    assert inside == sorted(inside)


def test_shift_tab_goes_the_same_way_back(window):
    workspace = window.workspace
    workspace.page.go_to_editable(1)
    while workspace.page.go_to_editable(-1):
        pass
    back = stops(workspace.tree, Key.Key_Backtab)
    assert focusable(window) <= set(back)


@pytest.mark.parametrize("opened", DIALOGS, ids=lambda dialog: dialog.__name__)
def test_tab_comes_to_every_control_of_a_dialog(room, opened):
    dialog = OPENERS[opened](room)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    wanted = focusable(dialog)
    first = min(wanted, key=lambda widget: (widget.mapTo(dialog, QPoint()).y(), widget.x()))
    missed = wanted - set(stops(first))
    if hasattr(dialog, "stop"):
        dialog.stop()
    dialog.close()
    dialog.deleteLater()
    assert missed == set()


def test_f6_goes_from_pane_to_pane_and_back(window):
    workspace = window.workspace
    for pane in (*workspace.panes[1:], workspace.panes[0]):
        stop = press(Key.Key_F6)
        assert pane is stop or pane.isAncestorOf(stop)
    for pane in reversed(workspace.panes):
        stop = press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert pane is stop or pane.isAncestorOf(stop)


def test_f6_leaves_a_cell_that_is_being_typed_into_and_keeps_the_text(window):
    workspace, session = window.workspace, window.session
    node = session.submission.projects[0].indicators[0].kinds[0].indicators[0]
    session.select(node.id, "value")
    workspace.page.setFocus()
    press(Key.Key_9)
    press(Key.Key_F6)
    assert workspace.page.editor is None
    assert session.submission.find(node.id).value.text == "9"


def test_f6_passes_over_what_is_hidden(window):
    workspace = window.workspace
    workspace.show_panel("inspector", False)
    workspace.page.setFocus()
    stop = press(Key.Key_F6)
    assert workspace.lower_panels.isAncestorOf(stop)
    assert workspace.findings.view.currentIndex().isValid()


def test_f6_comes_back_to_the_field_that_was_left(window):
    workspace = window.workspace
    workspace.inspector.focus_field("purpose")
    left = QApplication.focusWidget()
    press(Key.Key_F6)
    press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is left
