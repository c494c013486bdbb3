# SPDX-License-Identifier: MulanPSL-2.0
"""The panel 修订对照: what is listed, where it leads, matches corrected, the sheet saved."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from fuyi_editor.model.arrange import add_indicator, with_new_ids
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.nodes import Indicator, Submission
from fuyi_editor.page.document import PageDocument
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.state_colors import contrast, state_colors
from fuyi_editor.ui.theme import palette_for
from fuyi_editor.ui.yearly.compare_actions import NO_CHANGE, NOT_COMPARED, PANEL
from fuyi_editor.ui.yearly.compare_delegate import MOST_LINES, PADDING, excerpt
from fuyi_editor.ui.yearly.compare_model import CHANGE, Column, CompareModel
from fuyi_editor.ui.yearly.compare_panel import NO_DIFFERENCE, NO_SUCH_WORDS
from fuyi_editor.ui.yearly.match_dialog import Counterpart, MatchDialog
from tests.ui.window_doubles import Desk, FakeBook, make_submission

OLD = Path("/b/去年.docx")


def last_year() -> Submission:
    """Another reading of the book, a year before, with three things that were different."""
    book = with_new_ids(make_submission(2)).but(year=2022)
    rows = [node for node in book.walk() if isinstance(node, Indicator)]
    added = add_indicator(book, rows[-1].id)
    assert added is not None
    book = apply_edits(book, added.edits)
    return apply_edits(
        book,
        [
            SetField(node=rows[0].id, field="value", text="5次"),
            SetField(node=rows[1].id, field="name", text="数量指标二"),
            SetField(node=added.selected, field="name", text="取消的事项"),
        ],
    )


@pytest.fixture
def compared(desk: Desk) -> Desk:
    desk.files[OLD] = last_year()
    desk.ask.opening = OLD
    desk.window.compares.compare.trigger()
    return desk


def panel_of(desk: Desk):
    panel = desk.window.workspace.lower_panels
    return panel.widget(panel.count() - 1)


def rows_of(model: CompareModel) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for group in range(model.rowCount()):
        heading = model.index(group, 0)
        for row in range(model.rowCount(heading)):
            found.append(tuple(model.index(row, c, heading).data() for c in Column))
    return found


def listed(desk: Desk) -> list[tuple[str, ...]]:
    return rows_of(panel_of(desk).model)


YEAR = ("年度", "2022", "2023", "修改")
VALUE = ("产出指标 › 数量指标 › 数量指标1 · 指标值", "5次", "6次", "增加1次")
NAME = ("产出指标 › 数量指标 › 数量指标2 · 名称", "数量指标二", "数量指标2", "改名")
GONE = ("效益指标 › 社会效益指标", "取消的事项", "（无）", "删除三级指标")


def test_the_differences_are_listed_by_project(compared: Desk):
    panel = panel_of(compared)
    QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel
    )
    assert listed(compared) == [YEAR, VALUE, NAME, GONE]
    headings = [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]
    assert headings == ["整本文本（1 处）", "项目1（2 处）", "项目2（1 处）"]
    assert panel.isVisible()
    assert panel.books.text().startswith("原：去年.docx（2022年度）　→　新：fengrun-2023.docx")
    assert "共 4 处：修改 2，改名 1，删除 1。" in panel.books.text()
    assert compared.window.compares.compare.shortcut().toString() == "Ctrl+Shift+D"


def test_next_and_previous_lead_to_the_places(compared: Desk):
    window, session = compared.window, compared.session
    window.compares.next.trigger()
    assert (session.selected, session.selected_field) == (session.submission.id, "year")
    window.compares.next.trigger()
    assert (session.selected, session.selected_field) == (compared.first().id, "value")
    window.compares.previous.trigger()
    assert session.selected_field == "year"
    window.compares.previous.trigger()
    assert "转到最后一处" in window.statusBar().currentMessage()
    # Of a row that is gone, the level where it stood.
    kind = session.submission.projects[1].indicators[1].kinds[0]
    assert (session.selected, session.selected_field) == (kind.id, None)
    window.compares.next.trigger()
    assert session.selected_field == "year"


def test_enter_and_a_click_lead_there_too(compared: Desk, qtbot):
    panel, session = panel_of(compared), compared.session
    index = panel.model.index(0, 0, panel.model.index(1, 0))
    rect = panel.view.visualRect(index)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert (session.selected, session.selected_field) == (compared.first().id, "value")
    panel.view.setCurrentIndex(panel.model.index(1, 0, panel.model.index(1, 0)))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.selected_field == "name"


def test_the_list_follows_what_is_typed_and_keeps_its_row(compared: Desk, qtbot):
    panel, session = panel_of(compared), compared.session
    compared.window.compares.next.trigger()
    compared.window.compares.next.trigger()
    compared.window.compares.next.trigger()
    assert panel.current.place == NAME[0]
    session.set_field(compared.first().id, "value", "5次")
    assert VALUE in listed(compared)  # nothing is worked out while somebody types
    qtbot.waitUntil(lambda: VALUE not in listed(compared), timeout=5000)
    assert panel.current.place == NAME[0]
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: VALUE in listed(compared), timeout=5000)


def test_a_collapsed_project_stays_so(compared: Desk, qtbot):
    panel = panel_of(compared)
    panel.view.collapse(panel.model.index(1, 0))
    compared.session.set_field(compared.session.submission.id, "title", "新的标题")
    qtbot.waitUntil(lambda: len(listed(compared)) == 5, timeout=5000)
    assert not panel.view.isExpanded(panel.model.index(1, 0))
    assert panel.view.isExpanded(panel.model.index(2, 0))


def test_words_are_looked_for(compared: Desk, qtbot):
    panel = panel_of(compared)
    panel.words.setText("取消")  # as if typed
    qtbot.waitUntil(lambda: listed(compared) == [GONE])
    panel.words.setText("取消了没有")
    qtbot.waitUntil(lambda: panel.empty.isVisible())
    assert panel.empty.text() == NO_SUCH_WORDS
    compared.window.compares.next.trigger()
    assert compared.window.statusBar().currentMessage() == NO_CHANGE
    panel.forget_words()
    assert len(listed(compared)) == 4


def test_old_and_new_are_swapped(compared: Desk):
    compared.window.compares.swap.trigger()
    assert listed(compared) == [
        ("年度", "2023", "2022", "修改"),
        ("产出指标 › 数量指标 › 数量指标1 · 指标值", "6次", "5次", "减少1次"),
        ("产出指标 › 数量指标 › 数量指标二 · 名称", "数量指标2", "数量指标二", "改名"),
        ("效益指标 › 社会效益指标", "（无）", "取消的事项", "新增三级指标"),
    ]
    compared.window.compares.next.trigger()
    compared.window.compares.next.trigger()
    assert compared.session.selected == compared.first().id
    compared.window.compares.swap.trigger()
    assert listed(compared) == [YEAR, VALUE, NAME, GONE]


def test_the_later_year_is_the_newer_book(desk: Desk):
    desk.files[OLD] = last_year().but(year=2024)
    desk.ask.opening = OLD
    desk.window.compares.compare.trigger()
    assert panel_of(desk).books.text().startswith("原：fengrun-2023.docx（2023年度）")


def test_last_years_book_is_taken_without_asking(desk: Desk):
    session = desk.session
    session.last_year.attach(last_year(), "上年.docx", session.submission)
    desk.window.compares.compare.trigger()
    assert desk.ask.asked == []
    assert panel_of(desk).books.text().startswith("原：上年.docx（2022年度）")


def test_the_file_it_was_rolled_over_from_is_taken_without_asking(desk: Desk, tmp_path: Path):
    origin = tmp_path / "去年.docx"
    origin.touch()
    desk.files[origin] = last_year()
    desk.window.show_book(FakeBook(make_submission(2), origin=origin))
    desk.window.compares.compare.trigger()
    assert desk.ask.asked == []
    assert listed(desk) == [YEAR, VALUE, NAME, GONE]


def test_a_file_that_cannot_be_read_is_told(desk: Desk):
    desk.ask.opening = Path("/b/没有.docx")
    desk.window.compares.compare.trigger()
    assert "没有.docx" in desk.ask.problems[0]
    assert not panel_of(desk).isVisible()
    desk.ask.opening = None
    desk.window.compares.compare.trigger()
    assert not panel_of(desk).isVisible()


def test_a_book_and_itself(desk: Desk):
    desk.files[OLD] = with_new_ids(desk.session.submission)
    desk.ask.opening = OLD
    desk.window.compares.compare.trigger()
    assert panel_of(desk).empty.text() == NO_DIFFERENCE
    assert panel_of(desk).empty.isVisible()


# Correcting


def go_to(desk: Desk, place: tuple[str, ...]) -> None:
    panel = panel_of(desk)
    panel.view.setCurrentIndex(panel.model.row_of(listed(desk).index(place)))


def test_a_row_that_is_gone_is_matched_with_one_that_is_here(compared: Desk):
    go_to(compared, GONE)
    last = compared.session.submission.projects[1].indicators[1].kinds[0].indicators[-1]
    compared.ask.partner = Counterpart(last.id)
    compared.window.compares.match.trigger()
    question = compared.ask.question
    assert question.heading == "三级指标“取消的事项”对应到另一份文本里的哪一行？"
    assert question.now is None
    assert last.id in question.taken
    assert [one.project for one in question.candidates[:2]] == ["项目2", "项目2"]
    found = [row for row in listed(compared) if row[0].startswith("效益")]
    # What the row was taken for so far has no partner any more.
    assert [row[3] for row in found] == ["删除三级指标", "改名", "补填"]


def test_a_match_may_be_shared(compared: Desk):
    go_to(compared, GONE)
    last = compared.session.submission.projects[1].indicators[1].kinds[0].indicators[-1]
    compared.ask.partner = Counterpart(last.id, keep_others=True)
    compared.window.compares.match.trigger()
    assert listed(compared)[-1][1:] == (
        "社会效益指标2 ≥95%\n取消的事项", "社会效益指标2 ≥95%", "2条合并为1条"
    )  # fmt: skip


def test_a_match_may_be_denied(compared: Desk):
    go_to(compared, NAME)
    compared.ask.partner = Counterpart(None)
    compared.window.compares.match.trigger()
    notes = [row[3] for row in listed(compared)]
    assert notes == ["修改", "增加1次", "删除三级指标", "新增三级指标", "删除三级指标"]
    compared.ask.partner = None  # closed without an answer
    compared.window.compares.match.trigger()
    assert [row[3] for row in listed(compared)] == notes


def test_the_book_itself_has_no_other_counterpart(compared: Desk):
    go_to(compared, YEAR)
    assert not compared.window.compares.match.isEnabled()
    go_to(compared, GONE)
    assert compared.window.compares.match.isEnabled()


def test_the_dialog_of_a_match(compared: Desk, qtbot, monkeypatch):
    go_to(compared, GONE)
    compared.window.compares.match.trigger()
    dialog = MatchDialog(compared.ask.question)
    qtbot.addWidget(dialog)
    assert dialog.counterpart() == Counterpart(None)
    assert not dialog.keep.isEnabled()
    assert dialog.list.topLevelItemCount() == len(compared.ask.question.candidates) + 1
    dialog.words.setText("社会效益指标2")
    rows = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    shown = [row for row in rows if not row.isHidden()]
    assert [row.text(0) for row in shown] == ["没有对应的"] + ["社会效益指标2 ≥95%"] * 2
    dialog.list.setCurrentItem(shown[1])
    assert shown[1].text(3) == "已有对应"
    dialog.keep.setChecked(True)
    monkeypatch.setattr(MatchDialog, "exec", lambda self: True)
    answer = dialog.counterpart()
    assert answer.keep_others
    assert answer.node in compared.ask.question.taken
    assert Ask().counterpart(compared.ask.question) == Counterpart(None)


# The sheet


def test_the_sheet_is_shown_and_saved(compared: Desk, tmp_path: Path):
    actions = compared.window.compares
    actions.preview.trigger()
    page = compared.printed[-1]
    assert isinstance(page, PageDocument)
    texts = [cell.text for _, cell in page.grids[1].cells()]
    assert texts[6:10] == list(YEAR)
    for name in ("表.docx", "表.xlsx", "表.pdf"):
        compared.ask.saving = tmp_path / name
        assert actions.save_sheet()
    assert compared.ask.asked[-1] == "修订对照表 fengrun-2023修订对照表.docx"
    table = docx.Document(str(tmp_path / "表.docx")).tables[1]
    assert [cell.text for cell in table.rows[1].cells] == ["整本文本", *YEAR]
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "表.xlsx").read_bytes())).active
    assert sheet is not None
    assert {*YEAR} <= {cell.value for row in sheet.iter_rows() for cell in row}
    assert (tmp_path / "表.pdf").read_bytes() == b"%PDF"
    compared.ask.saving = tmp_path / "没有的文件夹" / "表.docx"
    assert not actions.save_sheet()
    assert "表.docx" in compared.ask.problems[-1]
    compared.ask.saving = None
    assert not actions.save_sheet()


def test_the_sheet_says_what_was_typed_just_now(compared: Desk):
    compared.session.set_field(compared.first().id, "value", "9次")
    compared.window.compares.preview.trigger()
    texts = [cell.text for _, cell in compared.printed[-1].grids[1].cells()]
    assert "9次" in texts


# Ending


def test_without_a_comparison_nothing_can_be_done(desk: Desk):
    actions = desk.window.compares
    enabled = [a.isEnabled() for a in (actions.next, actions.match, actions.save, actions.swap)]
    assert enabled == [False] * 4
    assert not actions.save_sheet()
    assert desk.window.statusBar().currentMessage() == NOT_COMPARED


def test_it_is_ended_and_begun_anew(compared: Desk, qtbot):
    actions = compared.window.compares
    actions.close.trigger()
    assert not panel_of(compared).isVisible()
    compared.session.set_field(compared.first().id, "value", "5次")
    qtbot.wait(400)
    actions.compare.trigger()
    assert listed(compared) == [YEAR, NAME, GONE]
    other = Path("/b/别的.docx")
    compared.files[other] = with_new_ids(compared.session.submission)
    compared.ask.opening = other
    actions.other_file.trigger()
    assert listed(compared) == []
    compared.window.show_book(FakeBook(make_submission(1)))
    assert not panel_of(compared).isVisible()
    assert panel_of(compared).comparison is None


def test_a_name_under_which_it_was_saved_is_shown(compared: Desk):
    compared.ask.saving = Path("/b/新名字.docx")
    assert compared.window.files.save_book_as()
    assert "新：新名字.docx" in panel_of(compared).books.text()


def test_the_panel_stands_behind_the_others(compared: Desk):
    lower = compared.window.workspace.lower_panels
    assert lower.tabText(lower.currentIndex()) == "修订对照"
    lower.set_shown(PANEL, shown=False)
    compared.window.compares.compare.trigger()
    assert panel_of(compared).isVisible()


# Seeing


def test_long_texts_are_shown_from_their_first_change(desk: Desk):
    old, new = "妇女儿童" * 40 + "旧" + "工作" * 40, "妇女儿童" * 40 + "新" + "工作" * 40
    shown, marks = excerpt(new, ((160, 161),))
    assert shown.startswith("…")
    assert [shown[start:end] for start, end in marks] == ["新"]
    assert excerpt("短的", ((0, 1),)) == ("短的", ((0, 1),))
    node = desk.session.submission.projects[0].goals[0]
    book = SetField(node=node.id, field="text", text=old).apply(desk.session.submission)
    desk.files[OLD] = with_new_ids(book.but(title="旧标题"))
    desk.session.set_field(node.id, "text", new)
    desk.ask.opening = OLD
    desk.window.compares.compare.trigger()
    panel = panel_of(desk)
    assert [row[1] for row in listed(desk)] == ["旧标题", old]
    line = panel.view.fontMetrics().height()
    heights = [panel.view.visualRect(panel.model.row_of(row)).height() for row in (0, 1)]
    assert heights == [line + 2 * PADDING, MOST_LINES * line + 2 * PADDING]


def test_a_row_tells_what_it_is_without_colours(compared: Desk):
    panel = panel_of(compared)
    index = panel.model.row_of(2)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<u><b>" in tip
    assert "内容相近" in tip
    assert index.data(CHANGE).pair.score < 1
    assert panel.model.index(1, 0).data(Qt.ItemDataRole.FontRole).weight() == QFont.Weight.Bold
    assert panel.view.accessibleName()
    assert panel.model.parent(panel.model.index(1, 0)) == QModelIndex()


@pytest.mark.parametrize("dark", [False, True])
def test_marks_can_be_read_in_both_themes(compared: Desk, dark: bool):
    palette = palette_for(dark)
    colors = state_colors(palette)
    for state in ("error", "hint"):
        assert contrast(colors.text(state), colors.tint(state)) >= 4.5
        assert contrast(colors.text(state), palette.base().color()) >= 4.5
    app = QApplication.instance()
    before = app.palette()
    try:
        app.setPalette(palette)
        assert not panel_of(compared).view.grab().isNull()
    finally:
        app.setPalette(before)


def test_many_rows_have_one_line_each(desk: Desk):
    names = {f"指标{number}": f"{number}次" for number in range(700)}
    project = desk.session.submission.projects[0]
    group = project.indicators[0]
    rows = tuple(
        Indicator.model_validate({"name": name, "value": value}) for name, value in names.items()
    )
    kind = group.kinds[0].but(indicators=rows)
    big = project.but(indicators=(group.but(kinds=(kind,)),))
    other = with_new_ids(big)
    old = tuple(row.but(value=replace_value(row)) for row in rows)
    other = other.but(indicators=(group.but(kinds=(kind.but(indicators=old),)),))
    desk.window.show_book(FakeBook(make_submission(0).but(projects=(big,))))
    desk.files[OLD] = with_new_ids(make_submission(0).but(projects=(other,)))
    desk.ask.opening = OLD
    desk.window.compares.compare.trigger()
    assert len(listed(desk)) == 700
    assert panel_of(desk).view.uniformRowHeights()


def replace_value(row: Indicator):
    return row.value.model_copy(update={"text": "1" + row.value.text})
