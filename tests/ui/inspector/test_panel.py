# SPDX-License-Identifier: MulanPSL-2.0
"""The inspector edits the selected node, follows the book, and never disturbs who is typing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from fuyi_editor.checks.findings import Place, Severity
from fuyi_editor.model.edits import RemoveNode, SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.inspector.edits import LineEdit, NameCombo, TextEdit
from fuyi_editor.ui.inspector.fields import FieldRow
from fuyi_editor.ui.inspector.panel import Inspector
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.state_colors import state_colors
from fuyi_editor.ui.theme import apply_theme
from tests.ui.panel_doubles import finding, sample_submission, session_of, show_findings

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(autouse=True)
def _no_guard_fires(caplog):
    yield
    assert not [record for record in caplog.records if record.name.endswith("guard")]


@pytest.fixture
def session(qapp: QApplication) -> EditSession:
    return session_of(sample_submission(2))


@pytest.fixture
def window(qtbot, session: EditSession) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    undo = session.undo_stack.createUndoAction(window)
    undo.setShortcuts(QKeySequence.StandardKey.Undo)
    redo = session.undo_stack.createRedoAction(window)
    redo.setShortcuts(QKeySequence.StandardKey.Redo)
    window.addActions([undo, redo])
    window.resize(330, 600)
    return window


@pytest.fixture
def inspector(qtbot, window: QMainWindow, session: EditSession) -> Inspector:
    inspector = Inspector(session)
    window.setCentralWidget(inspector)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return inspector


def row(inspector: Inspector, field: str) -> FieldRow:
    found = inspector.row(field)
    assert found is not None
    return found


def compose(edit: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(edit, event)


def text_in_book(session: EditSession, node: str, field: str) -> str:
    return read_field(session.submission.find(node), field)


def test_form_has_the_fields_of_the_node(inspector: Inspector, session: EditSession):
    session.select("p1-i2")
    shown = [row.entry.field for row in inspector.rows if row.isVisible()]
    assert shown == ["name", "description", "value", "basis"]
    assert isinstance(row(inspector, "description").edit, TextEdit)
    assert row(inspector, "value").edit.text() == "≥95%"
    session.select("p1-t2")
    assert row(inspector, "text").edit.text().startswith("2.开展")
    session.select("p1")
    assert [row.entry.field for row in inspector.rows] == [
        "code", "name", "unit",
        "budget.total", "budget.fiscal", "budget.carried_over", "budget.other", "purpose",
        "percent", "percent", "percent", "percent", "goals",
    ]  # fmt: skip
    session.select(None)
    assert [row.entry.field for row in inspector.rows] == ["title", "year", "unit", "money_unit"]
    assert row(inspector, "year").edit.text() == "2023"


def test_form_is_rebuilt_only_for_another_type(inspector: Inspector, session: EditSession):
    session.select("p1-i1")
    before = inspector.rows
    session.select("p2-i3")
    assert inspector.rows is before
    assert row(inspector, "name").edit.text() == "妇女儿童活动完成时限"
    session.select("p2-k3")
    assert inspector.rows is not before


def test_typing_goes_into_the_book_as_one_undo_step(inspector, session, qtbot):
    session.select("p1-i2")
    edit = row(inspector, "value").edit
    edit.setFocus()
    edit.setText("")
    qtbot.keyClicks(edit, "98%")
    assert text_in_book(session, "p1-i2", "value") == "98%"
    assert session.undo_stack.count() == 1
    row(inspector, "name").edit.setFocus()
    edit.setFocus()
    qtbot.keyClicks(edit, "5")
    assert session.undo_stack.count() == 2


@pytest.mark.parametrize("field", ["value", "description"])
def test_undo_and_redo_keys_reach_the_book(inspector, session, field: str):
    session.select("p1-i2")
    edit = row(inspector, field).edit
    edit.setFocus()
    before = text_in_book(session, "p1-i2", field)
    QTest.keyClick(edit, Qt.Key.Key_End)
    QTest.keyClicks(edit, "12")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text_in_book(session, "p1-i2", field) == before
    assert edit.text() == before
    assert edit.hasFocus()
    for shortcut in QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)[:1]:
        combination = shortcut[0]
        QTest.keyClick(edit, combination.key(), combination.keyboardModifiers())
    assert edit.text() == before + "12"


@pytest.mark.parametrize("field", ["value", "description"])
def test_composed_text_is_not_pushed(inspector, session, field: str):
    session.select("p1-i2")
    edit = row(inspector, field).edit
    edit.setFocus()
    before = text_in_book(session, "p1-i2", field)
    QTest.keyClick(edit, Qt.Key.Key_End)
    compose(edit, "pei'xun")
    assert text_in_book(session, "p1-i2", field) == before
    assert session.undo_stack.count() == 0
    compose(edit, "", "培训")
    assert text_in_book(session, "p1-i2", field) == before + "培训"
    assert session.undo_stack.count() == 1


@pytest.mark.parametrize("field", ["value", "description"])
def test_composed_text_is_not_overwritten(inspector, session, field: str):
    session.select("p1-i2")
    edit = row(inspector, field).edit
    edit.setFocus()
    compose(edit, "pei")
    session.apply("x", (SetField(node="p1-i2", field=field, text="别处改的"),))
    compose(edit, "")
    assert edit.text() == "别处改的"
    compose(edit, "pei")
    session.apply("x", (SetField(node="p1-i2", field=field, text="又改"),))
    compose(edit, "", "培")
    assert "培" in text_in_book(session, "p1-i2", field)


def test_composed_text_stays_with_its_node(inspector, session):
    session.select("p1-i2")
    edit = row(inspector, "name").edit
    edit.setFocus()
    compose(edit, "pei")
    session.select("p1-i3")
    assert edit.text() == "妇女儿童活动完成时限"
    compose(edit, "", "培")
    assert text_in_book(session, "p1-i2", "name") == "培训的合格率"


@pytest.mark.parametrize("field", ["value", "description"])
def test_refresh_while_typing_keeps_the_cursor(inspector, session, field: str):
    session.apply("x", (SetField(node="p1-i2", field=field, text="一二三四五六"),))
    session.select("p1-i2")
    edit = row(inspector, field).edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(edit, Qt.Key.Key_Right)
    session.apply("x", (SetField(node="p1-i2", field="basis", text="别的字段"),))
    session.apply("x", (SetField(node="p1-i2", field=field, text="零一二三四五六七"),))
    assert edit.text() == "零一二三四五六七"
    QTest.keyClicks(edit, "x")
    assert "x" in edit.text()
    position = edit.cursorPosition() if isinstance(edit, LineEdit) else edit.textCursor().position()
    assert position == edit.text().index("x") + 1


def test_verbatim_text_survives_editing_beside_it(inspector, session):
    text = "甲\u00a0乙\t丙𠀀"
    session.apply("x", (SetField(node="p1-i2", field="description", text=text),))
    session.select("p1-i2")
    edit = row(inspector, "description").edit
    assert edit.text() == text
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    QTest.keyClicks(edit, "1")
    assert text_in_book(session, "p1-i2", "description") == text + "1"
    session.undo_stack.undo()
    assert edit.text() == text


def test_refused_text_stays_and_says_why(inspector, session):
    session.select(None)
    year = row(inspector, "year")
    year.edit.setFocus()
    year.edit.setText("20")
    assert session.submission.year == 2023
    assert year.refusal.isVisible()
    assert "四位数字" in year.refusal.text()
    session.apply("x", (SetField(node="book", field="title", text="标题"),))
    assert year.edit.text() == "20"
    year.edit.setText("2024")
    assert session.submission.year == 2024
    assert not year.refusal.isVisible()


def test_unit_may_be_typed_with_a_space(inspector, session):
    session.select("p1")
    unit = row(inspector, "unit")
    unit.edit.setFocus()
    unit.edit.setText("713001 ")
    assert unit.edit.text() == "713001 "
    QTest.keyClicks(unit.edit, "X")
    row(inspector, "name").edit.setFocus()
    assert unit.edit.text() == read_field(session.submission.find("p1"), "unit")


def test_what_the_form_does_not_print_is_not_offered(inspector, session):
    session.select("p1-i2")
    assert inspector.row("weight") is None
    assert row(inspector, "basis").isVisible()


def test_a_text_that_is_not_printed_is_seen_and_says_so(inspector, session):
    session.apply("x", (SetField(node="p1-i2", field="weight", text="10"),))
    session.select("p1-i2")
    assert row(inspector, "weight").entry.label == "权重（表上没有）"
    session.select("p1-i3")
    assert inspector.row("weight") is None


def test_reading_follows_typing(inspector, session):
    session.select("p1-i2")
    value = row(inspector, "value")
    assert value.reading.text() == "读作：≥ 95 %（定量）"
    value.edit.setText("优")
    assert value.reading.text() == "读作：定性"
    value.edit.setText("")
    assert not value.reading.isVisible()


def test_findings_stand_below_their_field(inspector, session, qtbot):
    session.select("p1-i2")
    value = row(inspector, "value")
    plain = value.edit.palette().base().color()
    found = finding("p1-i2", "value", severity=Severity.ERROR, message="缺少符号", fixed="≥96%")
    show_findings(session, (found, finding("p1-i2", "nowhere", message="整行的问题")))
    assert value.notes.isVisible()
    assert value.edit.palette().base().color() != plain
    assert "缺少符号" in value.edit.accessibleDescription()
    texts = [
        label.text() for label in inspector.findChildren(type(value.label)) if label.isVisible()
    ]
    assert "错误：缺少符号" in texts
    assert "警告：整行的问题" in texts
    line = value.notes.lines[0]
    qtbot.mouseClick(line.fix, Qt.MouseButton.LeftButton)
    assert value.edit.text() == "≥96%"
    assert session.undo_stack.undoText() == "改为“≥96%”"
    assert not line.fix.isEnabled()
    show_findings(session, ())
    assert not value.notes.isVisible()
    assert value.edit.palette().base().color() == plain


def test_buttons_of_a_finding_make_the_form_no_wider(inspector, session, window):
    session.select("p1")
    window.resize(220, 600)
    message = "同一列金额里，“2.7”、“0.3”、“0.5”等 5 个金额与“14.00”的小数位数不一样，应统一为 2 位"
    found = finding("p1", "name", message=message, fixed="6.00")
    other = replace(found, other=Place("p1-i1", "value", "p1"))
    show_findings(session, (other,))
    line = row(inspector, "name").notes.lines[0]
    assert line.fix.isVisible()
    assert line.other.isVisible()
    for button in (line.fix, line.other):
        right = button.mapTo(inspector, button.rect().topRight()).x()
        assert right < inspector.width()
    assert line.text.width() >= line.text.minimumSizeHint().width()


def test_colours_follow_the_theme(inspector, session, qapp: QApplication):
    session.select("p1-i2")
    show_findings(
        session, (finding("p1-i2", "value"), finding("p1-i2", "description", message="两处"))
    )
    try:
        for name in ("light", "dark", "light"):
            apply_theme(qapp, name)
            qapp.processEvents()  # Qt tells the widgets when it is back in its loop
            colours = state_colors(qapp.palette())
            for field in ("value", "description"):
                shown = row(inspector, field)
                assert shown.edit.palette().base().color() == colours.warning_tint
                text = shown.notes.lines[0].text
                assert text.palette().windowText().color() == colours.warning_text
            assert qapp.palette().link().color().name() in inspector.crumbs.text()
    finally:
        apply_theme(qapp, "light")


def test_selected_field_is_marked_and_not_focused(inspector, session):
    session.select("p1-i2", "basis")
    marked = [row.entry.field for row in inspector.rows if row.is_marked]
    assert marked == ["basis"]
    assert not row(inspector, "basis").edit.hasFocus()
    session.select("p1-s2", "percent")
    assert [row.entry.key for row in inspector.rows if row.is_marked] == [("p1-s2", "percent")]
    session.select("p1")
    assert not [row for row in inspector.rows if row.is_marked]


def test_tab_and_enter_go_to_the_next_field(inspector, session):
    session.select("p1-i2")
    assert inspector.focus_field("name")
    order = []
    for _ in range(4):
        focus = QApplication.focusWidget()
        order.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert order == ["三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    inspector.focus_field("value")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().accessibleName() == "指标值确定依据"


def test_kind_offers_the_names_of_the_taxonomy(inspector, session):
    session.select("p1-k2")
    combo = row(inspector, "name").edit
    assert isinstance(combo, NameCombo)
    names = [combo.itemText(position) for position in range(combo.count())]
    assert names == ["数量指标", "质量指标", "时效指标", "成本指标"]
    combo.setCurrentIndex(3)
    assert text_in_book(session, "p1-k2", "name") == "成本指标"
    session.undo_stack.undo()
    assert combo.text() == "质量指标"
    assert session.undo_stack.count() == 1


def test_removing_the_selected_node_shows_the_book(inspector, session):
    session.select("p1-i2")
    row(inspector, "name").edit.setFocus()
    session.apply("删除", (RemoveNode(node="p1-i2"),))
    assert inspector.rows[0].entry.field == "title"
    session.undo_stack.undo()
    session.select("p1-i2")
    assert row(inspector, "name").edit.text() == "培训的合格率"


def test_goals_of_a_project_can_be_typed_line_by_line(inspector, session):
    session.select("p1")
    goals = row(inspector, "goals").edit
    assert goals.text().count("\n") == 2
    goals.setFocus()
    cursor = goals.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    goals.setTextCursor(cursor)
    QTest.keyClick(goals, Qt.Key.Key_Return)
    QTest.keyClicks(goals, "4.")
    assert [goal.text for goal in session.submission.projects[0].goals][-1] == "4."
    assert session.submission.projects[0].goals[0].id == "p1-t1"


def test_wrapped_lines_are_all_shown(inspector, session, qapp: QApplication):
    session.select("p1")
    edit = row(inspector, "goals").edit
    for width in (330, 250, 500, 280):
        inspector.window().resize(width, 500)
        for _ in range(3):
            qapp.processEvents()
        assert edit.verticalScrollBar().maximum() == 0
        assert not edit.verticalScrollBar().isVisible()


@pytest.mark.parametrize("node", ["p1-i2", "p1", "p1-k2", "p1-t1", None])
def test_every_control_has_an_accessible_name(inspector, session, node: str | None):
    session.select(node)
    show_findings(session, (finding("p1-i2", "value", fixed="1"),))
    roles = (
        QAccessible.Role.EditableText, QAccessible.Role.ComboBox, QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
    )  # fmt: skip
    for widget in inspector.findChildren(QWidget):
        if widget.isVisible() and not widget.objectName().startswith("qt_"):
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None and interface.role() in roles:
                assert interface.text(QAccessible.Text.Name), widget
    for row in inspector.rows:
        # On Linux, Qt gives a combo box its text for a name; the focus is in its edit anyway.
        edit = row.edit.lineEdit() if isinstance(row.edit, NameCombo) else row.edit
        interface = QAccessible.queryAccessibleInterface(edit)
        assert interface.text(QAccessible.Text.Name) == row.entry.label
