# SPDX-License-Identifier: MulanPSL-2.0
"""Rows and cells tell what they are, what stands there and what is found there, in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.state_colors import SEVERITY_WORDS
from fuyi_editor.ui.tree.cells import Column
from tests.ui.access.spoken import Role, parts_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Text = QAccessible.Text


@pytest.fixture
def window(room):
    room.window.activateWindow()
    return room.window


def told(widget) -> tuple[str, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(Text.Name), interface.text(Text.Description)


def found_in_cells(window):
    """What is found in cells of the page that can be typed into."""
    page = window.workspace.page
    return [
        finding for finding in window.session.findings
        if finding.outcome is Outcome.FOUND and finding.place.field
        and isinstance(window.session.submission.find(finding.place.node), Indicator)
        and page.show_node(finding.place.node, finding.place.field) and page.can_type
    ]  # fmt: skip


def rows_below(model, parent=None):
    parent = parent or QModelIndex()
    for number in range(model.rowCount(parent)):
        index = model.index(number, 0, parent)
        yield index
        yield from rows_below(model, index)


def test_each_row_of_the_tree_says_its_sort_and_its_state(window):
    model = window.workspace.tree.model()
    words = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in rows_below(model)]
    assert len(words) > 50
    states = ("完整", "有误", "待补", "待核", "提示")
    assert all(any(state in text for state in states) for text in words)
    messages = {finding.message for finding in found_in_cells(window)}
    assert sum(any(message in text for message in messages) for text in words) > 5


def test_the_state_of_a_row_is_a_word_in_its_own_column(window):
    model = window.workspace.tree.model()
    for index in rows_below(model):
        state = index.siblingAtColumn(Column.STATE)
        assert state.data(Qt.ItemDataRole.AccessibleTextRole).strip()


def test_rows_are_items_of_a_tree_for_the_ear(window):
    parts = parts_of(window.workspace.tree)
    assert parts[0].role is Role.Tree
    assert sum(part.role is Role.TreeItem for part in parts) > 20


def test_the_page_tells_the_current_cell_its_field_and_what_is_found_there(window):
    workspace = window.workspace
    (finding, *_), session = found_in_cells(window), window.session
    session.select(finding.place.node, finding.place.field)
    name, description = told(workspace.page)
    assert name.startswith("页面，")
    assert workspace.page.current_text in name
    assert description.startswith("单元格，按 F2 修改")
    assert f"{SEVERITY_WORDS[finding.severity]}：{finding.message}" in description


def test_what_is_mended_is_told_no_longer(window):
    workspace, session = window.workspace, window.session
    node = session.submission.projects[0].indicators[0].kinds[0].indicators[0]
    session.select(node.id, "value")
    assert "错误" not in told(workspace.page)[1]
    session.set_field(node.id, "value", "")
    session.check_now()
    assert "指标值" in told(workspace.page)[1]
    assert "：" in told(workspace.page)[1]
    session.undo_stack.undo()
    session.check_now()
    assert "错误" not in told(workspace.page)[1]


def test_a_cell_that_cannot_be_typed_into_says_so(window):
    page = window.workspace.page
    session = window.session
    session.select(session.submission.projects[0].indicators[0].kinds[0].indicators[0].id, "value")
    QApplication.processEvents()
    places = [cell for cell in page.pages[page.visible_pages()[0]].cells if cell.binding is None]
    page.go_to(type(page.current)(places[0].block, places[0].row, places[0].index))
    assert "不能直接修改" in told(page)[1]


def test_the_open_editor_tells_the_same(window):
    page, session = window.workspace.page, window.session
    finding = found_in_cells(window)[0]
    session.select(finding.place.node, finding.place.field)
    assert page.start_edit()
    name, description = told(page.editor)
    assert name == "单元格内容"
    assert finding.message in description
