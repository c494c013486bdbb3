# SPDX-License-Identifier: MulanPSL-2.0
"""The window of the manual: contents, links, back and forward, search, zoom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.manual.book import manual_chapters
from fuyi_editor.ui.manual.chapters import Chapter, Section
from fuyi_editor.ui.manual.rendering import MARGIN, blocks_of
from fuyi_editor.ui.manual.search import ChapterText, find_in, spans, words_of
from fuyi_editor.ui.manual.window import ManualWindow
from fuyi_editor.ui.theme import apply_theme

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def manual(desk, qtbot):
    chapters = manual_chapters(load_texts(), load_layouts(), desk.window.menuBar())
    window = ManualWindow(chapters)
    qtbot.addWidget(window)
    window.show_place("")
    return window


def test_it_begins_with_the_first_table(manual):
    assert manual.page.chapter.name == "start"
    assert "十分钟" in manual.windowTitle()
    assert not manual.isModal()
    assert not manual.back.isEnabled()


def test_a_section_stands_at_the_top_and_is_marked_in_the_contents(manual):
    manual.go_to("fields#三级指标/指标值")
    assert manual.contents.currentItem().text(0) == "指标值"
    manual.go_to("rules#C05")
    assert manual.contents.currentItem().text(0).startswith("C05")
    manual.go_to("fields#三级指标/指标值")
    block = manual.page.document().findBlock(manual.page.textCursor().position())
    assert block.text() == "指标值"
    assert 0 <= manual.page.cursorRect().top() < 2 * MARGIN


def test_what_is_read_stays_when_the_window_or_the_words_grow(manual):
    manual.go_to("fields#三级指标/指标值")
    for change in (
        lambda: manual.resize(1200, 600),
        manual.zoom_in.trigger,
        manual.zoom_out.trigger,
    ):
        change()
        assert "指标值" in [block.text() for block in top_blocks(manual)]
    manual.go_to("start")
    manual.resize(700, 600)
    assert manual.page.verticalScrollBar().value() == 0


def top_blocks(manual):
    first = manual.page.cursorForPosition(QPoint(MARGIN, MARGIN)).block()
    return [first.previous(), first]


def test_the_first_place_is_at_the_top_of_a_window_that_was_not_shown(desk, qtbot):
    chapters = manual_chapters(load_texts(), load_layouts(), desk.window.menuBar())
    window = ManualWindow(chapters)
    qtbot.addWidget(window)
    window.show_place("rules#C05")
    assert any(block.text().startswith("C05") for block in top_blocks(window))


def test_all_places_of_the_contents_can_be_read(manual):
    for place in manual.contents.places():
        manual.go_to(place)
        item = manual.contents.currentItem()
        assert item.data(0, Qt.ItemDataRole.UserRole) == place


def test_links_lead_on_and_back(manual):
    manual.page.anchorClicked.emit(QUrl("rules.md#A02"))
    assert manual.place == "rules#A02"
    scrolled = manual.page.verticalScrollBar().value()
    assert scrolled > 0
    manual.page.anchorClicked.emit(QUrl("keys.md"))
    assert not manual.forward.isEnabled()
    manual.back.trigger()
    assert manual.place == "rules#A02"
    assert manual.page.verticalScrollBar().value() == scrolled
    manual.back.trigger()
    assert manual.place == "start"
    manual.forward.trigger()
    assert manual.place == "rules#A02"
    manual.go_to("check")
    assert not manual.forward.isEnabled()


def test_search_lists_marks_and_enter_goes_on(manual):
    QTest.keyClick(manual, Qt.Key.Key_F, CONTROL)
    assert manual.search.hasFocus()
    manual.search.setText("恢复文件")
    count = manual.hits.count()
    assert count > 2
    assert manual.count.text() == f"{count} 处"
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.page.textCursor().selectedText() == "恢复文件"
    assert manual.page.chapter.name == "files"
    assert len(manual.page.extraSelections()) >= 2
    first = manual.page.textCursor().position()
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.page.textCursor().position() > first
    assert manual.search.hasFocus()
    QTest.keyClick(manual.search, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert manual.page.textCursor().position() == first
    for _ in range(count):
        QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.page.textCursor().position() == first


def test_what_is_not_there_is_said_so_and_escape_ends_the_search_then_closes(manual):
    manual.search.setText("没有这样的词xyz")
    assert manual.hits.count() == 0
    assert "没有找到" in manual.count.text()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert manual.search.text() == ""
    assert manual.contents.isVisible()
    assert manual.isVisible()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_zoom_grows_text_and_pictures_within_the_page(manual):
    manual.resize(1000, 600)
    size = manual.page.document().defaultFont().pointSizeF()
    QTest.keyClick(manual, Qt.Key.Key_Equal, CONTROL)
    assert manual.page.document().defaultFont().pointSizeF() > size
    for _ in range(20):
        manual.zoom_in.trigger()
    room = manual.page.viewport().width() - 2 * MARGIN
    assert all(width <= room + 1 for width in picture_widths(manual))
    assert manual.page.zoom <= 3
    QTest.keyClick(manual, Qt.Key.Key_0, CONTROL)
    assert manual.page.document().defaultFont().pointSizeF() == size


def picture_widths(manual) -> list[float]:
    found = []
    for block in blocks_of(manual.page.document()):
        iterator = block.begin()
        while not iterator.atEnd():
            form = iterator.fragment().charFormat()
            if form.isImageFormat():
                found.append(form.toImageFormat().width())
            iterator += 1
    return found


def test_the_pictures_are_shown(manual):
    widths = picture_widths(manual)
    assert len(widths) >= 2
    assert all(width > 100 for width in widths)


def test_text_can_be_copied(manual):
    manual.page.selectAll()
    manual.page.copy()
    assert "上年结转" in QGuiApplication.clipboard().text()


def test_links_follow_the_theme(manual, qapp):
    manual.go_to("fields#三级指标/指标值")
    scrolled = manual.page.verticalScrollBar().value()
    apply_theme(qapp, "dark")
    try:
        colours = {link_colour(manual)}
        assert colours == {manual.palette().color(QPalette.ColorRole.Link).name()}
        assert manual.page.verticalScrollBar().value() == scrolled
    finally:
        apply_theme(qapp, "light")


def link_colour(manual) -> str:
    for block in blocks_of(manual.page.document()):
        iterator = block.begin()
        while not iterator.atEnd():
            form = iterator.fragment().charFormat()
            if form.isAnchor():
                return form.foreground().color().name()
            iterator += 1
    return ""


def test_everything_has_a_name(manual):
    for widget in (manual.search, manual.contents, manual.hits, manual.page, manual.count):
        assert widget.accessibleName()


def test_nothing_but_its_own_files_is_opened(manual):
    manual.page.anchorClicked.emit(QUrl("https://example.com/rules.md"))
    assert manual.page.chapter.name == "rules"  # no link leaves the manual
    assert not manual.page.openExternalLinks()
    assert QApplication.activePopupWidget() is None


# Searching, without a window

CHAPTER = Chapter("one", "一", "")


def text_of(text: str) -> ChapterText:
    return ChapterText(CHAPTER, text, (Section("一", 1, 0),))


@given(st.text(alphabet="甲乙a İß\n", max_size=40), st.text(alphabet="甲乙aß ", max_size=4))
def test_hits_stand_where_they_say(text, query):
    words = words_of(query)
    for hit in find_in([text_of(text)], query):
        assert text[hit.start : hit.start + hit.length].lower() in words
    found = spans(text, words)
    assert all(start + length <= other for (start, length), (other, _) in pairwise(found))


def test_words_in_one_line_come_before_words_in_one_section():
    text = text_of("一\n培训成本不要超\n成本\n培训")
    assert [hit.start for hit in find_in([text], "培训 成本")] == [2]
    apart = text_of("一\n培训\n成本")
    assert [hit.start for hit in find_in([apart], "成本　培训")] == [2]
    assert find_in([apart], "  ") == []
    assert find_in([apart], "没有") == []


def test_a_long_line_is_cut_around_what_was_found():
    line = "前" * 50 + "目标" + "后" * 100
    (hit,) = find_in([text_of(line)], "目标")
    assert hit.shown.startswith("…前")
    assert "目标" in hit.shown
    assert hit.shown.endswith("后…")
