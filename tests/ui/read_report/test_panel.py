# SPDX-License-Identifier: MulanPSL-2.0
"""The read report in the window: listed, counted, marked on the page, and one click away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from fuyi_editor.files.book import Book, Source
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.layouts.report.read_report import ReadReport, Unread
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model import arrange
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from fuyi_editor.ui.page.marks import Highlight
from fuyi_editor.ui.read_report.model import Column
from fuyi_editor.ui.read_report.panel import ALL_READ, NOT_READ, ReadReportPanel
from tests.bad_files import DATA
from tests.growth import assert_not_far_slower
from tests.ui.window_doubles import FakeBook, make_submission

if TYPE_CHECKING:
    from tests.ui.window_doubles import Desk

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LAYOUTS = load_layouts()
HEADER = ("一级指标", "二级指标", "三级指标", "指标值")
PATH = Path("/b/上年.docx")


def _row(*texts: str) -> Row:
    return Row(tuple(Cell(text, column) for column, text in enumerate(texts)), 8.0)


def _grid(*rows: Row) -> Grid:
    return Grid((40.0,) * sum(cell.column_span for cell in rows[0].cells), rows)


def odd_page(projects: int = 1, indicators: int = 2, remark: str = "填表人：王某") -> PageDocument:
    """Tables of projects, each with a remark that no field takes."""
    blocks: list[Grid | Paragraph] = [Paragraph("2024年绩效文本"), Paragraph("填表说明")]
    for number in range(1, projects + 1):
        form = _grid(_row("项目名称", f"项目{number}"), _row("预算数", "8.00"))
        rows = [
            _row("产出指标", "数量指标", f"指标{count}", f"≥{count}场")
            for count in range(1, indicators + 1)
        ]
        below = [Row((Cell(remark, 0, 4),), 8.0)] if remark else []
        blocks += [form, _grid(_row(*HEADER), *rows, *below)]
    return PageDocument(tuple(blocks))


def book_of(page: PageDocument) -> Book:
    """A book as if that page had been read from a file."""
    parsed = parse_page(page, LAYOUTS)
    return Book(
        submission=parsed.submission,
        layout=parsed.layout,
        report=parsed.report,
        form=Reviser(parsed.page, parsed.submission, parsed.labels),
        path=PATH,
        source=Source("docx", b"", parsed.page),
    )


@pytest.fixture
def odd(make_desk) -> Desk:
    desk = make_desk()
    desk.window.show_book(book_of(odd_page()))
    return desk


def panel_of(desk: Desk) -> ReadReportPanel:
    return desk.window.workspace.report


def rows(panel: ReadReportPanel, group: int) -> list[list[str]]:
    model, above = panel.model, panel.model.index(group, 0)
    return [
        [model.index(row, column, above).data() for column in Column]
        for row in range(model.rowCount(above))
    ]


def headings(panel: ReadReportPanel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def index_of(panel: ReadReportPanel, text: str) -> QModelIndex:
    model = panel.model
    for group in range(model.rowCount()):
        above = model.index(group, 0)
        for row in range(model.rowCount(above)):
            if model.index(row, Column.TEXT, above).data() == text:
                return model.index(row, 0, above)
    raise AssertionError(text)


def click(panel: ReadReportPanel, index: QModelIndex) -> None:
    panel.view.scrollTo(index)
    spot = panel.view.visualRect(index).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def shown_text(desk: Desk) -> str:
    """The text that is framed on the page."""
    page = desk.window.workspace.page
    place = page.current
    assert place is not None
    block = page.document.blocks[place.block]
    return block.text if place.row is None else block.rows[place.row].cells[place.cell].text


# What is listed


def test_what_was_not_read_comes_first(odd: Desk):
    panel = panel_of(odd)
    assert headings(panel) == [
        "未识别（2）",
        "表 1 前面的文字（读入 1，未识别 1）",
        "表 1：项目“项目1”（读入 2，标签 2）",
        "表 2：项目“项目1”（读入 8，标签 4，未识别 1）",
    ]
    assert rows(panel, 0) == [
        ["表 1 前面的文字 第 2 段", "填表说明", "不是表格里的内容，原样保留"],
        ["表 2 第 4 行第 1 格", "填表人：王某", "上面没有栏目名称，原样保留"],
    ]
    assert rows(panel, 2)[1] == ["第 1 行第 2 格", "项目1", "项目名称"]
    assert rows(panel, 3)[7] == ["第 2 行第 4 格", "≥1场", "数量指标 › 指标1·指标值"]
    assert panel.view.isExpanded(panel.model.index(0, 0))
    assert not panel.view.isExpanded(panel.model.index(2, 0))
    assert "没有认出版式，按标签读取" in panel.summary.text()
    assert "未识别 2 处" in panel.summary.text()


def test_the_filter_leaves_only_what_was_not_read(odd: Desk):
    panel = panel_of(odd)
    panel.only_unread.click()
    assert headings(panel) == ["未识别（2）"]
    panel.only_unread.click()
    assert len(headings(panel)) == 4


def test_the_model_keeps_qts_rules(odd: Desk):
    panel = panel_of(odd)
    tester = QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    panel.only_unread.click()
    panel.only_unread.click()
    del tester


def test_names_follow_what_is_typed(odd: Desk):
    panel, project = panel_of(odd), odd.session.submission.projects[0]
    odd.session.set_field(project.id, "name", "普法")
    assert headings(panel)[2].startswith("表 1：项目“普法”")


def test_state_and_text_are_told_to_who_cannot_see(odd: Desk):
    panel = panel_of(odd)
    index = index_of(panel, "填表人：王某")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "未识别：表 2 第 4 行第 1 格"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[1:] == ["填表人：王某", "未识别：上面没有栏目名称，原样保留"]
    tip = index_of(panel, "8.00").data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[-1] == "读入：项目“项目1”·预算数"
    for widget in (panel.view, panel.only_unread):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name in ("读取报告", "只看未识别")


# The way to the page


@pytest.mark.parametrize("text", ["填表人：王某", "填表说明", "≥2场", "项目1", "指标值"])
def test_a_click_frames_the_place_on_the_page(odd: Desk, text: str):
    panel = panel_of(odd)
    panel.view.expandAll()
    click(panel, index_of(panel, text))
    assert shown_text(odd) == text
    page = odd.window.workspace.page
    assert page.rect_of_current().intersects(page.viewport().rect())


def test_a_click_selects_the_node_and_the_page_stays_there(odd: Desk):
    panel, book = panel_of(odd), odd.session.submission
    panel.view.expandAll()
    click(panel, index_of(panel, "≥2场"))
    second = book.projects[0].indicators[0].kinds[0].indicators[1]
    assert (odd.session.selected, odd.session.selected_field) == (second.id, "value")
    click(panel, index_of(panel, "填表人：王某"))
    assert odd.session.selected == book.projects[0].id
    assert shown_text(odd) == "填表人：王某"


def test_enter_shows_the_place_and_esc_returns_to_the_page(odd: Desk):
    window, panel = odd.window, panel_of(odd)
    window.views.panels["report"].setChecked(False)
    window.views.panels["report"].trigger()
    window.activateWindow()
    assert panel.isVisible()
    assert window.focusWidget() is panel.view
    assert panel.model.piece(panel.view.currentIndex()).text == "填表说明"
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert shown_text(odd) == "填表人：王某"
    assert window.focusWidget() is panel.view
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.workspace.page


def test_a_place_is_found_after_rows_came_and_went(odd: Desk):
    panel, book = panel_of(odd), odd.session.submission
    first = book.projects[0].indicators[0].kinds[0].indicators[0]
    odd.session.arrange(arrange.add_indicator(book, first.id))
    click(panel, index_of(panel, "填表人：王某"))
    assert shown_text(odd) == "填表人：王某"
    assert odd.window.workspace.page.current.row == 4
    odd.session.arrange(arrange.remove(odd.session.submission, first.id))
    panel.view.expandAll()
    click(panel, index_of(panel, "≥1场"))
    assert "表上没有这一处" in odd.window.statusBar().currentMessage()


# On the page


def marked(desk: Desk) -> list[Highlight]:
    page = desk.window.workspace.page
    return [mark for mark in page.marks_on(0) if mark.kind == "unread"]


def test_unread_places_are_marked_on_the_page(odd: Desk):
    assert [(mark.block, mark.row) for mark in marked(odd)] == [(3, 3), (1, None)]


def test_marks_stay_where_they_belong_while_the_book_changes(odd: Desk):
    book = odd.session.submission
    first = book.projects[0].indicators[0].kinds[0].indicators[0]
    odd.session.arrange(arrange.add_indicator(book, first.id))
    assert [(mark.block, mark.row) for mark in marked(odd)] == [(3, 4), (1, None)]


def test_nothing_is_marked_in_a_book_that_was_read_whole(make_desk):
    desk = make_desk()
    page = odd_page(remark="")
    blocks = tuple(b for b in page.blocks if not isinstance(b, Paragraph))
    desk.window.show_book(book_of(PageDocument(blocks)))
    assert marked(desk) == []
    desk.window.views.open_report()
    panel_of(desk).only_unread.click()
    assert panel_of(desk).empty.text() == ALL_READ
    assert panel_of(desk).empty.isVisible()


# When it is shown


def test_it_opens_by_itself_only_where_something_was_not_read(make_desk):
    desk = make_desk()
    window = desk.window
    window.show_book(book_of(odd_page()))
    lower = window.workspace.lower_panels
    assert panel_of(desk).isVisible()
    assert lower.tabBar().isVisible()
    assert window.focusWidget() is not panel_of(desk).view
    assert "2 处文字未识别" in desk.status()
    window.show_book(FakeBook(make_submission(1), PATH))
    assert not panel_of(desk).isVisible()
    assert window.workspace.findings.isVisible()
    assert not window.workspace.lower_panels.tabBar().isVisible()
    assert not window.book_status.unread_button.isVisible()


def test_the_link_in_the_status_bar_opens_it(odd: Desk):
    window = odd.window
    window.views.panels["report"].setChecked(False)
    assert not panel_of(odd).isVisible()
    window.book_status.unread_button.click()
    assert panel_of(odd).isVisible()
    assert window.focusWidget() is panel_of(odd).view


def test_a_new_book_has_a_sentence_instead(desk: Desk):
    desk.window.views.open_report()
    panel = panel_of(desk)
    assert panel.empty.isVisible()
    assert panel.empty.text() == NOT_READ
    assert not panel.only_unread.isEnabled()


def test_the_findings_come_to_the_front_when_they_are_asked_for(odd: Desk):
    window = odd.window
    assert not window.workspace.findings.isVisible()
    window.views.check_now.trigger()
    assert window.workspace.findings.isVisible()
    window.views.open_report()
    window.views.next_finding.trigger()
    assert window.workspace.findings.isVisible()


def test_both_panels_hidden_leave_their_room_to_the_page(odd: Desk):
    for name in ("report", "findings"):
        odd.window.views.panels[name].setChecked(False)
    assert not odd.window.workspace.lower_panels.isVisible()
    odd.window.views.panels["findings"].setChecked(True)
    assert odd.window.workspace.findings.isVisible()


def test_whether_it_was_open_is_not_remembered(odd: Desk):
    odd.window.views.remember()
    assert "report" not in odd.settings.values.panels


# After saving


def save(desk: Desk) -> None:
    desk.session.saved_as(replace(desk.session.book, path=Path("/b/本年.docx")))
    desk.window.files.saved.emit()


def test_counts_follow_what_was_saved(make_desk):
    desk = make_desk()
    desk.window.show_book(book_of(odd_page(projects=2)))
    session, panel = desk.session, panel_of(desk)
    session.arrange(arrange.remove(session.submission, session.submission.projects[0].id))
    assert len(rows(panel, 0)) == 3
    save(desk)
    assert [row[:2] for row in rows(panel, 0)] == [
        ["表 1 前面的文字 第 2 段", "填表说明"], ["表 2 第 4 行第 1 格", "填表人：王某"],
    ]  # fmt: skip
    assert "未识别 2 处" in panel.summary.text()
    assert "读入 1 个项目、2 条指标，2 处文字未识别" in desk.status()


def test_saving_counts_as_reading_does(make_desk):
    desk = make_desk()
    desk.window.show_book(book_of(read_docx((DATA / "fengrun-2023.docx").read_bytes())))
    counts = "读入 4 个项目、24 条指标"
    assert counts in desk.status()
    desk.session.set_field(desk.session.submission.projects[0].id, "purpose", "用于慰问")
    save(desk)
    assert counts in desk.status()


def test_saving_leaves_the_list_where_it_is(odd: Desk):
    panel = panel_of(odd)
    panel.view.expandAll()
    click(panel, index_of(panel, "≥2场"))
    top = panel.view.verticalScrollBar().value()
    save(odd)
    assert panel.view.isExpanded(panel.model.index(3, 0))
    assert panel.model.piece(panel.view.currentIndex()).text == "≥2场"
    assert panel.view.verticalScrollBar().value() == top > 0


def test_what_a_copy_took_over_unread_counts_when_it_is_saved(odd: Desk):
    session, panel = odd.session, panel_of(odd)
    session.arrange(arrange.duplicate(session.submission, session.submission.projects[0].id))
    assert len(marked(odd)) == 2
    save(odd)
    assert [row[1] for row in rows(panel, 0)] == ["填表说明", "填表人：王某", "填表人：王某"]
    assert "3 处文字未识别" in odd.status()
    assert len(marked(odd)) == 3


def test_what_was_not_put_on_the_page_is_listed_too(make_desk):
    desk = make_desk()
    report = ReadReport(None, 1, 6, (Unread("粘贴的表", "自评得分", "没有这一栏，原样保留", 0),))
    book = replace(FakeBook(make_submission(1), PATH), report=report)
    desk.window.show_book(book)
    assert rows(panel_of(desk), 0) == [["粘贴的表", "自评得分", "没有这一栏，没有放进来"]]
    click(panel_of(desk), index_of(panel_of(desk), "自评得分"))
    assert "表上没有这一处" in desk.window.statusBar().currentMessage()


def test_a_large_book_is_listed_in_linear_time(make_desk):
    def opened(projects: int) -> Desk:
        desk = make_desk()
        desk.window.show_book(book_of(odd_page(projects, indicators=20)))
        return desk

    def listed(desk: Desk, groups: int) -> None:
        desk.window.views.open_report()
        panel_of(desk).only_unread.click()
        panel_of(desk).only_unread.click()
        assert panel_of(desk).model.rowCount() == groups

    small, large = opened(25), opened(100)
    assert_not_far_slower(lambda: listed(large, 202), than=lambda: listed(small, 52))


def test_pointing_at_an_unread_place_says_why(odd: Desk, monkeypatch):
    page = odd.window.workspace.page
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _pos, text, _widget: said.append(text))
    panel = panel_of(odd)
    click(panel, index_of(panel, "填表人：王某"))
    spot: QPoint = page.rect_of_current().center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, page.viewport().mapToGlobal(spot))
    QApplication.sendEvent(page.viewport(), event)
    assert said == ["未识别：上面没有栏目名称，原样保留"]
