# SPDX-License-Identifier: MulanPSL-2.0
"""The live page: selecting, walking, typing, input methods, zoom, and what a new document keeps."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fuyi_editor.page.document import (
    Binding,
    Cell,
    Grid,
    PageDocument,
    PageSetup,
    Paragraph,
    Row,
    TextStyle,
)
from fuyi_editor.ui.page.marks import paper_palette
from fuyi_editor.ui.page.places import Place
from fuyi_editor.ui.page.view import PageView
from fuyi_editor.ui.state_colors import state_colors

TITLE = Place(0)
NAME, VALUE = Place(1, 1, 1), Place(1, 1, 2)
LAST_NAME = Place(1, 3, 1)
BUDGET = Place(1, 4, 1)


class Book:
    """A very small model: texts by node and field, shown as a title and a table."""

    def __init__(self, rows: int = 3) -> None:
        self.rows = rows
        self.texts = {("p", "title"): "绩效目标表", ("p", "a"): "1", ("p", "b"): "2"}
        for number in range(rows):
            self.texts[f"i{number}", "name"] = f"指标{number}"
            self.texts[f"i{number}", "value"] = f"≥{number}"

    def field_text(self, binding: Binding) -> str:
        return self.texts[binding.node, binding.field or ""]

    def cell(self, node: str, template: str, column: int) -> Cell:
        text = template
        for (owner, field), value in self.texts.items():
            if owner == node:
                text = text.replace(f"{{{field}}}", value)
        return Cell(text, column, binding=Binding(node, template))

    def document(self) -> PageDocument:
        title = Paragraph(
            self.texts["p", "title"],
            TextStyle("黑体", 16, True),
            1,
            binding=Binding("p", "{title}"),
        )
        rows = [Row((Cell("级别", 0), Cell("名称", 1), Cell("指标值", 2)), header=True)]
        for number in range(self.rows):
            node = f"i{number}"
            cells = (
                Cell("产出指标", 0, continues=number > 0),
                self.cell(node, "{name}", 1),
                self.cell(node, "值：{value}", 2),
            )
            rows.append(Row(cells, node=node))
        rows.append(Row((Cell("合计", 0), replace(self.cell("p", "{a}/{b}", 1), column_span=2))))
        return PageDocument((title, Grid((40.0, 60.0, 60.0), tuple(rows), node="g")), PageSetup())


@pytest.fixture
def book():
    return Book()


@pytest.fixture
def view(qtbot, book, caplog):
    view = PageView(book.field_text, lambda binding: f"说明 {binding.node}")
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.set_document(book.document())
    view.show()
    view.setFocus()
    yield view
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


def center(view, place):
    view.ensure_visible(place)
    return view.rect_of(place).center().toPoint()


def click(view, place):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center(view, place))


def edits_of(view):
    edits = []
    view.text_edited.connect(lambda binding, text: edits.append((binding.node, text)))
    return edits


def compose(widget, preedit="", commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(widget, event)


def test_a_click_selects_and_tells_the_node(view, qtbot):
    for place, node in ((NAME, "i0"), (Place(1, 0, 0), "g"), (BUDGET, "p"), (TITLE, "p")):
        with qtbot.waitSignal(view.node_activated) as told:
            click(view, place)
        assert (view.current, told.args) == (place, [node])
    assert view.editor is None


def test_a_double_click_opens_the_text_of_the_field_alone(view):
    edits = edits_of(view)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center(view, VALUE))
    assert view.editor.text() == "≥0"
    QTest.keyClicks(view.editor, "5")
    QTest.keyClick(view.editor, Qt.Key.Key_Return)
    assert (edits, view.editor, view.hasFocus()) == ([("i0", "≥05")], None, True)


def test_an_unchanged_text_is_not_an_edit(view):
    edits = edits_of(view)
    view.show_node("i0", "name")
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
        assert view.editor is not None
        QTest.keyClick(view.editor, Qt.Key.Key_Return)
    assert edits == []


def test_escape_drops_what_was_typed(view):
    edits = edits_of(view)
    view.show_node("i0", "name")
    QTest.keyClick(view, Qt.Key.Key_7)
    assert view.editor.text() == "7"
    QTest.keyClick(view.editor, Qt.Key.Key_Escape)
    assert (edits, view.editor) == ([], None)


@pytest.mark.parametrize("modifier", ["ShiftModifier", "AltModifier"])
def test_lines_are_broken_with_shift_or_alt(view, modifier):
    edits = edits_of(view)
    view.show_node("i1", "name")
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClick(view.editor, Qt.Key.Key_Return, getattr(Qt.KeyboardModifier, modifier))
    view.editor.insertPlainText("一\u00a0二")
    QTest.keyClick(view.editor, Qt.Key.Key_Enter)
    assert edits == [("i1", "指标1\n一\u00a0二")]


def test_tab_walks_through_what_can_be_edited_and_takes_over(view):
    edits = edits_of(view)
    view.show_node("p", "title")
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.current == NAME
    QTest.keyClick(view, Qt.Key.Key_X)
    QTest.keyClick(view.editor, Qt.Key.Key_Tab)
    assert (view.current, view.editor, edits) == (VALUE, None, [("i0", "x")])
    QTest.keyClick(view, Qt.Key.Key_Y)
    QTest.keyClick(view.editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert (view.current, edits[1:]) == (NAME, [("i0", "y")])
    QTest.keyClick(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert view.current == TITLE


@pytest.mark.qt_log_ignore("propagateSizeHints")  # not done offscreen
def test_tab_leaves_the_page_at_its_end(qtbot, book):
    window = QWidget()
    qtbot.addWidget(window)
    view, other = PageView(book.field_text), QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    layout.addWidget(other)
    view.set_document(book.document())
    window.show()
    view.setFocus()
    view.show_node("i2", "value")
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert window.focusWidget() is other


def test_arrows_walk_like_in_a_spreadsheet(view):
    view.show_node("i0", "value")
    for key, place in (Qt.Key.Key_Down, Place(1, 2, 2)), (Qt.Key.Key_Left, Place(1, 2, 1)):
        QTest.keyClick(view, key)
        assert view.current == place
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.current == Place(1, 1, 0)  # the merged cell, where its text is
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == Place(1, 4, 0)  # below the whole merge
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == TITLE
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == TITLE


def test_the_column_is_kept_through_a_wide_cell(view):
    view.show_node("i2", "value")
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == BUDGET
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == Place(1, 3, 2)


def test_a_cell_of_several_fields_asks_for_another_editor(view, qtbot):
    click(view, BUDGET)
    with qtbot.waitSignal(view.edit_requested) as asked:
        QTest.keyClick(view, Qt.Key.Key_F2)
    assert asked.args[0].node == "p"
    QTest.keyClick(view, Qt.Key.Key_5)
    assert view.editor is None


def test_a_word_of_an_input_method_opens_the_editor_and_is_kept(view):
    edits = edits_of(view)
    view.show_node("i0", "name")
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(view, preedit="p")
    assert view.editor is not None
    assert view.hasFocus(), "moving the focus would end the word"
    compose(view, preedit="peixun")
    compose(view, commit="培训")
    assert view.editor.text() == "培训"
    assert view.editor.hasFocus()
    compose(view.editor, commit="率")
    view.commit_open_editor()
    assert edits == [("i0", "培训率")]


def test_a_dropped_word_of_an_input_method_can_be_cancelled(view):
    edits = edits_of(view)
    view.show_node("i0", "name")
    compose(view, preedit="p")
    compose(view)
    QTest.keyClick(view.editor, Qt.Key.Key_Escape)
    assert edits == []


def test_no_input_method_where_nothing_can_be_typed(view):
    click(view, Place(1, 0, 0))
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    compose(view, commit="培训")
    assert view.editor is None


def test_losing_the_focus_takes_over(view, qtbot):
    edits = edits_of(view)
    view.show_node("i0", "name")
    QTest.keyClick(view, Qt.Key.Key_Z)
    click(view, VALUE)
    assert (edits, view.editor, view.current) == ([("i0", "z")], None, VALUE)


def test_delete_empties_and_copy_copies(view):
    edits = edits_of(view)
    view.show_node("i0", "value")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "值：≥0"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    view.commit_open_editor()
    assert edits == [("i0", "")]


def test_an_edit_comes_back_as_a_document_and_nothing_jumps(qtbot):
    book = Book(rows=300)
    view = PageView(book.field_text)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.set_document(book.document())
    view.show()
    view.show_node("i200", "name")
    before = view.rect_of_current().top()
    book.texts["i20", "name"] = "一\n二\n三\n四"
    view.set_document(book.document())
    assert view.current_binding.node == "i200"
    assert abs(view.rect_of_current().top() - before) <= 1
    book.rows = 250
    view.set_document(book.document())
    assert view.current_binding.node == "i200"
    book.rows = 100
    view.set_document(book.document())
    assert view.current is None or view.current_binding is None


def test_the_editor_survives_a_change_elsewhere(view, book):
    view.show_node("i1", "name")
    QTest.keyClick(view, Qt.Key.Key_Q)
    book.texts["i0", "name"] = "很长很长" * 20
    view.set_document(book.document())
    assert view.editor.text() == "q"
    assert view.editor.covered().contains(view.rect_of_current())
    edits = edits_of(view)
    view.commit_open_editor()
    assert edits == [("i1", "q")]


def test_the_text_in_the_editor_stands_where_it_stands_on_the_page(view):
    view.set_zoom(2.0)
    view.show_node("i0", "name")
    view.start_edit()
    part = next(c for c in view.pages[0].cells if (c.row, c.index) == (1, 1))
    line = part.lines[0]
    top = view.page_rect(0).top() + (line.baseline - 0.88 * line.size) * view.scale
    caret = view.editor.cursorRect()
    assert abs(view.editor.y() + caret.center().y() - (top + line.size * view.scale / 2)) <= 3
    width = view.editor.document().idealWidth()
    assert abs(width - 2.5 * line.size * view.scale) <= 3


def test_zoom_and_scrolling(view, qtbot):
    assert view.page_rect(0).width() == view.viewport().width() - 40
    view.resize(700, 500)
    assert abs(view.page_rect(0).width() - (view.viewport().width() - 40)) <= 1
    view.fit_page()
    assert view.page_rect(0).height() <= view.viewport().height()
    view.set_zoom(1.0)
    assert view.page_rect(0).width() == round(210 / 25.4 * 96)
    with qtbot.waitSignal(view.zoom_changed):
        point = QPointF(100, 100)
        wheel = QWheelEvent(
            point,
            point,
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(view.viewport(), wheel)
    assert abs(view.zoom - 1.1) < 1e-9
    view.set_zoom(99)
    assert view.zoom == 4.0
    QTest.keyClick(view, Qt.Key.Key_End)
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_show_node_scrolls_there(qtbot):
    book = Book(rows=300)
    view = PageView(book.field_text)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_document(book.document())
    view.show()
    assert view.show_node("i250", "value")
    assert view.viewport().rect().contains(view.rect_of_current().toRect())
    assert not view.show_node("nowhere")
    assert view.current_binding.node == "i250"


def test_marks_are_painted_with_tint_and_sign(view):
    def colors_in(place):
        image = view.viewport().grab().toImage()
        rect = view.rect_of(place).toRect().adjusted(3, 3, -3, -3)
        return {
            image.pixelColor(x, y).name()
            for x in range(rect.left(), rect.right())
            for y in range(rect.top(), rect.bottom())
        }

    colors = state_colors(paper_palette())
    tint, sign = colors.error_tint.name(), colors.error_text.name()
    assert not {tint, sign} & colors_in(NAME)
    view.set_highlights({("i0", "name"): "error", ("p", "a"): "warning"})
    assert {tint, sign} <= colors_in(NAME)
    assert QColor(colors.warning_tint).name() in colors_in(BUDGET)
    assert not {tint, sign} & colors_in(VALUE)


def test_it_can_be_found_by_assistive_technology(view):
    assert view.accessibleName()
    view.show_node("i0", "value")
    assert view.accessibleName() == "页面，值：≥0"
    assert view.accessibleDescription() == "单元格，按 F2 修改"


def test_the_cursor_tells_what_can_be_edited(view):
    QTest.mouseMove(view.viewport(), center(view, NAME))
    assert view.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    QTest.mouseMove(view.viewport(), center(view, Place(1, 0, 0)))
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
