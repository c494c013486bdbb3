# SPDX-License-Identifier: MulanPSL-2.0
"""The context menu of the page, by mouse and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest

from fuyi_editor.ui.page.places import find_field

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def page(desk):
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    yield desk.window.workspace.page
    desk.window.page_menu.menu.hide()


def indicators(desk) -> list:
    groups = desk.session.submission.projects[0].indicators
    return [i for g in groups for k in g.kinds for i in k.indicators]


def right_click(page, node: str, field: str) -> None:
    place = find_field(page.document, node, field)
    page.ensure_visible(place)
    point = page.rect_of(place).center().toPoint()
    event = QContextMenuEvent(MOUSE, point, page.viewport().mapToGlobal(point))
    QCoreApplication.sendEvent(page.viewport(), event)


def menu_key(page) -> None:
    QCoreApplication.sendEvent(page, QContextMenuEvent(KEYBOARD, QPoint(3, 3), QPoint(3, 3)))


def offered(desk) -> set:
    return {a for a in desk.window.page_menu.menu.actions() if a.isVisible() and a.isEnabled()}


def test_a_right_click_selects_the_cell_and_offers_what_can_be_done_there(desk, page):
    window = desk.window
    window.workspace.tree.setFocus()
    right_click(page, indicators(desk)[1].id, "name")
    assert window.page_menu.menu.isVisible()
    assert desk.session.selected == indicators(desk)[1].id
    assert page.hasFocus()
    assert {
        *window.clips.all, window.edits.adding.indicator, window.edits.duplicate,
        window.edits.delete, window.finding.find, window.helps.manual,
    } <= offered(desk)  # fmt: skip
    assert not window.edits.delete.isShortcutVisibleInContextMenu()  # that key empties the cell
    window.page_menu.menu.hide()
    assert window.edits.delete.isShortcutVisibleInContextMenu()


def test_the_key_opens_it_at_the_current_cell(desk, page, qtbot):
    desk.session.select(indicators(desk)[2].id, "value")
    with qtbot.waitSignal(page.menu_wanted) as wanted:
        menu_key(page)
    cell = page.rect_of_current().bottomLeft().toPoint()
    assert wanted.args == [page.viewport().mapToGlobal(cell)]
    assert desk.window.page_menu.menu.isVisible()
    assert desk.session.selected == indicators(desk)[2].id


def test_mending_is_offered_for_the_finding_of_this_very_cell(desk, page):
    window, reviews = desk.window, desk.window.reviews
    of_finding = {reviews.fix, reviews.dismiss, reviews.explain}
    first, second = indicators(desk)[:2]
    for node in (first, second):
        desk.session.set_field(node.id, "value", "")
    desk.session.check_now()
    window.workspace.findings.next_finding()
    right_click(page, second.id, "value")
    assert {reviews.dismiss, reviews.explain} <= offered(desk)
    assert window.workspace.findings.current.place.node == second.id
    window.page_menu.menu.hide()
    right_click(page, second.id, "name")  # where nothing was found
    assert not of_finding & set(window.page_menu.menu.actions())


def test_deleting_from_the_page_takes_only_the_row_of_the_cell(desk, page):
    tree = desk.window.workspace.tree
    nodes = indicators(desk)
    flags = QItemSelectionModel.SelectionFlag
    desk.session.select(nodes[0].id)
    index = tree.tree_model.index_for(nodes[1].id)
    tree.selectionModel().select(index, flags.Select | flags.Rows)
    right_click(page, nodes[1].id, "name")
    desk.window.edits.delete.trigger()
    left = [i.id for i in indicators(desk)]
    assert left == [n.id for n in nodes if n.id != nodes[1].id]
