# SPDX-License-Identifier: MulanPSL-2.0
"""Several cells of the page: drawn with keys and mouse, copied, cut and erased as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from fuyi_editor.files.grid_making import Piece, make_grid
from fuyi_editor.page.document import PageDocument, Paragraph, check_grid
from fuyi_editor.ui.page.places import Place, piece_at, places
from fuyi_editor.ui.page.range import cells_between, grid_between

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SHIFT = Qt.KeyboardModifier.ShiftModifier
spans = st.sampled_from([1, 1, 1, 2, 3])
pieces = st.builds(Piece, text=st.text("甲乙1", max_size=2), column_span=spans, row_span=spans)


@st.composite
def documents(draw) -> PageDocument:
    rows = draw(st.lists(st.lists(pieces, min_size=1, max_size=4), min_size=1, max_size=5))
    grid = make_grid(rows)
    return PageDocument((grid, Paragraph("完")))


@given(documents(), st.data())
def test_a_rectangle_is_a_whole_table_with_both_cells_in_it(document, data):
    cells = list(places(document, range(1)))
    one, other = data.draw(st.sampled_from(cells)), data.draw(st.sampled_from(cells))
    found = cells_between(document, one, other)
    assert {one, other} <= set(found)
    assert found == cells_between(document, other, one)
    grid = grid_between(document, one, other)
    check_grid(grid)
    assert [c.text for _, c in grid.cells()] == [piece_at(document, p).text for p in found]


def test_different_tables_and_lines_make_no_rectangle():
    grid = make_grid([[Piece("甲"), Piece("乙")]])
    document = PageDocument((grid, Paragraph("丙"), grid))
    first = Place(0, 0, 0)
    for other in (Place(2, 0, 0), Place(1), Place(0, 5, 0)):
        assert cells_between(document, first, other) == []
        assert grid_between(document, first, other) is None


def on_page(desk):
    page = desk.window.workspace.page
    desk.session.select(desk.first().id, "name")
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    page.setFocus()
    return page


def values(desk) -> list[str]:
    kind = desk.session.submission.projects[0].indicators[0].kinds[0]
    return [text for i in kind.indicators for text in (i.name, i.value.text)]


def test_shift_and_arrows_draw_and_copy_makes_a_table(desk):
    page = on_page(desk)
    QTest.keyClick(page, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(page, Qt.Key.Key_Down, SHIFT)
    assert len(page.selected_cells) == 4
    assert page.accessibleDescription() == "已选 4 格"
    QTest.keySequence(page, QKeySequence.StandardKey.Copy)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "数量指标1\t6次\n数量指标2\t≥95%"
    assert "<table" in content.html()
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert page.selected_cells == []


def test_delete_and_cut_empty_all_of_them_in_one_step(desk):
    page = on_page(desk)
    before = desk.session.submission
    QTest.keyClick(page, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(page, Qt.Key.Key_Delete)
    assert values(desk) == ["", "6次", "", "≥95%"]
    assert desk.session.undo_stack.undoText() == "清除 2 格"
    desk.window.edits.undo.trigger()
    assert desk.session.submission is before
    page = on_page(desk)
    QTest.keyClick(page, Qt.Key.Key_Right, SHIFT)
    QTest.keySequence(page, QKeySequence.StandardKey.Cut)
    assert values(desk) == ["", "", "数量指标2", "≥95%"]
    assert QGuiApplication.clipboard().text() == "数量指标1\t6次"
    on_page(desk)
    QTest.keySequence(page, QKeySequence.StandardKey.Paste)
    assert desk.ask.asked[-1] == "剪贴板里的内容将填进 2 格。"


def test_the_mouse_draws_and_shift_click_ends_it_elsewhere(desk):
    page = on_page(desk)
    first = page.current
    spots = [page.rect_of(Place(first.block, first.row + n, first.cell)).center() for n in range(3)]
    page.viewport().setFocus()
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=spots[0].toPoint())
    QTest.mouseMove(page.viewport(), spots[1].toPoint())
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=spots[1].toPoint())
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, SHIFT, spots[2].toPoint())
    assert len(page.selected_cells) == 3
    assert page.current == first
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=spots[1].toPoint())
    assert page.selected_cells == []
    assert page.place_at(QPointF(spots[1])) == page.current
