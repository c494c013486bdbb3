# SPDX-License-Identifier: MulanPSL-2.0
"""The preview of pasted rows: columns and rows are settled by mouse and keys before anything is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from fuyi_editor.files.grid_making import Piece, make_grid
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.pasted_table import read_pasted
from fuyi_editor.model.paste_rows import Action
from fuyi_editor.ui.clipboard.paste_dialog import PasteDialog
from fuyi_editor.ui.marked_text import MARK
from tests.ui.window_doubles import make_submission

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")

ROWS = (
    ("三级指标", "指标值", "说明"),
    ("数量指标1", "8次", "参加\n人数"),
    ("走访", "20户", ""),
    ("", "", "备注"),
)


@pytest.fixture
def dialog(qtbot):
    book = make_submission(1)
    grid = make_grid([[Piece(text) for text in row] for row in ROWS])
    table = read_pasted(grid, known_labels())
    made = PasteDialog(book, book.projects[0].id, table, {"basis"})
    qtbot.addWidget(made)
    made.show()
    return made


def texts(dialog: PasteDialog, row: int) -> list[str]:
    item = dialog.list.topLevelItem(row)
    return [item.text(column) for column in range(dialog.list.columnCount())]


def test_it_shows_what_goes_where(dialog):
    heads = [dialog.list.headerItem().text(column) for column in range(5)]
    assert heads == ["处理", "放到", "三级指标 ▾\n三级指标", "指标值 ▾\n指标值", "不要 ▾\n说明"]
    assert texts(dialog, 0) == ["覆盖", "数量指标 › 数量指标1", "数量指标1", "8次", "参加⏎人数"]
    assert texts(dialog, 1)[:2] == ["新增", "末尾"]
    assert texts(dialog, 2)[:2] == ["不要", ""]
    assert dialog.count.text() == "覆盖 1 行，新增 1 行，不要 1 行；粘贴后可以一步撤销"
    first = dialog.list.topLevelItem(0)
    assert first.data(3, MARK) == (0, 2)
    assert first.toolTip(3) == "现在：6次\n改为：8次"
    assert first.data(2, MARK) is None


def test_a_column_is_taken_for_something_else_by_its_title(dialog, qtbot):
    header = dialog.list.header()
    spot = QPoint(header.sectionViewportPosition(4) + 10, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(dialog.menu.isVisible)
    basis = next(a for a in dialog.menu.actions() if a.data() == "basis")
    assert basis.text() == "指标值确定依据（表上不印）"
    basis.trigger()
    dialog.menu.close()
    assert dialog.plans()[0].row.texts["basis"] == "参加\n人数"
    assert "（表上不印）" in dialog.list.headerItem().text(4)
    dialog.set_target(1, "basis")
    assert [plan.row.texts.get("value") for plan in dialog.plans()] == [None, None, None]
    assert dialog.plans()[0].row.texts["basis"] == "8次"


def test_a_row_is_settled_by_its_own_cell_with_the_keys(dialog, qtbot):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0), 0)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_F2)
    box = dialog.list.findChild(QComboBox)
    assert [box.itemText(number) for number in range(box.count())] == ["覆盖", "新增", "不要"]
    box.setCurrentText("新增")
    box.activated.emit(1)
    assert dialog.plans()[0].action is Action.ADD
    assert texts(dialog, 0)[1] == "末尾"
    assert dialog.list.topLevelItem(0).data(3, MARK) is None


def test_what_was_settled_stays_when_a_column_changes(dialog):
    dialog.set_action(1, Action.SKIP)
    dialog.set_action(0, Action.SKIP)
    assert not dialog.accept_button.isEnabled()
    dialog.set_target(2, "description")
    assert [plan.action for plan in dialog.plans()] == [Action.SKIP] * 3
    dialog.set_target(0, "")
    assert "还没有哪一列是“三级指标”" in dialog.count.text()


def test_keys_open_the_menu_of_a_column(dialog, qtbot):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0), 3)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(dialog.menu.isVisible)
    chosen = [action.text() for action in dialog.menu.actions() if action.isChecked()]
    dialog.menu.close()
    assert chosen == ["指标值"]
