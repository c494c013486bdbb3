# SPDX-License-Identifier: MulanPSL-2.0
"""The menu 审核 on findings: mending with a word, not telling again, help, the review sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.files.book_notes import BookNotes
from fuyi_editor.model.edits import SetField
from fuyi_editor.ui.findings.dismiss_dialogs import DismissedDialog, ReasonDialog
from fuyi_editor.ui.findings.fix_dialog import FixDialog
from fuyi_editor.ui.main_window import MainWindow
from tests.checks.few_rules import few_rules
from tests.ui.conftest import fake_services
from tests.ui.panel_doubles import finding, sample_submission
from tests.ui.window_doubles import FakeAsk

BOOK = Path("/b/fengrun-2023.docx")
TEXTS = load_texts()


class Trigger(SimpleNamespace):
    """A desk with the real checks, the real texts and a folder for notes."""

    window: MainWindow
    ask: FakeAsk

    @property
    def session(self):
        return self.window.session

    @property
    def panel(self):
        return self.window.workspace.findings

    @property
    def reviews(self):
        return self.window.reviews

    def go_to(self, rule: str):
        model = self.panel.model
        groups = [model.index(row, 0) for row in range(model.rowCount())]
        rows = [model.index(n, 0, group) for group in groups for n in range(model.rowCount(group))]
        index = next(index for index in rows if model.finding(index).rule == rule)
        self.panel.view.setCurrentIndex(index)
        return model.finding(index)


@pytest.fixture
def open_desk(qtbot, tmp_path, caplog):
    made: list[MainWindow] = []
    saved: dict[Path, object] = {}

    def make(submission=None) -> Trigger:
        ask, printed = FakeAsk(), []
        files = {BOOK: submission or with_percents()} | saved
        services = fake_services(ask, files, saved, printed, None)
        notes = BookNotes(tmp_path / "notes")
        services = replace(services, new_checker=few_rules, texts=TEXTS, notes=notes)
        window = MainWindow(services)
        made.append(window)
        window.resize(1366, 740)
        window.show()
        assert window.open(BOOK)
        window.session.check_now()
        return Trigger(window=window, ask=ask, printed=printed, saved=saved)

    yield make
    for window in made:
        window.session.undo_stack.setClean()
        window.close()
        window.deleteLater()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def with_percents():
    """Two values that are certain to mend, in two projects."""
    submission = sample_submission(2)
    for project in submission.projects:
        edits = (
            SetField(node=f"{project.id}-i2", field="value", text="≥95百分比"),
            SetField(node=f"{project.id}-i6", field="value", text="≥90百分比"),
        )
        for edit in edits:
            submission = edit.apply(submission)
    return submission


@pytest.fixture
def desk(open_desk) -> Trigger:
    return open_desk()


def value(desk, node: str) -> str:
    return desk.session.submission.find(node).value.text


def test_one_certain_mend_is_made_at_once_and_undone_in_one_step(desk):
    desk.go_to("C05")
    desk.reviews.fix.trigger()
    assert value(desk, "p1-i2") == "≥95%"
    assert desk.ask.asked == []
    desk.session.undo_stack.undo()
    assert value(desk, "p1-i2") == "≥95百分比"


def test_all_of_a_rule_only_after_the_list(desk):
    desk.go_to("C05")
    before = desk.session.submission
    assert "C05" in desk.reviews.fix_rule.text()
    desk.reviews.fix_rule.trigger()
    assert "下列 4 处" in desk.ask.asked[-1]
    assert desk.session.submission is before
    desk.ask.agreed = True
    desk.reviews.fix_rule.trigger()
    assert [value(desk, f"p{n}-i{i}") for n in (1, 2) for i in (2, 6)] == ["≥95%", "≥90%"] * 2
    assert desk.session.undo_stack.undoText() == "全部修正 C05"
    desk.session.undo_stack.undo()
    assert desk.session.submission is before


def test_a_mend_of_several_edits_is_shown_first(desk):
    found = desk.go_to("C05")
    edits = tuple(SetField(node=f"p1-i{n}", field="basis", text="计划标准") for n in (1, 2))
    desk.session.mend(replace(found, fix=Fix("改两处", edits)))
    assert desk.ask.asked[-1].endswith("改两处：")
    assert desk.session.undo_stack.count() == 0
    desk.ask.agreed = True
    desk.session.mend(replace(found, fix=Fix("改两处", edits)))
    assert desk.session.undo_stack.undoText() == "改两处"


def test_a_dismissed_finding_needs_a_reason_and_stays_away(desk, open_desk):
    found = desk.go_to("A09")
    count = len(desk.session.findings)
    desk.reviews.dismiss.trigger()
    assert len(desk.session.findings) == count  # no reason given
    desk.ask.why = "年初没有支出"
    desk.reviews.dismiss.trigger()
    assert found not in desk.session.findings
    assert len(desk.session.findings) == count - 1
    assert desk.panel.bar.dismissed_button.text() == "不再提示 1"
    again = open_desk()  # another start of the program
    assert len(again.session.findings) == count - 1
    assert again.session.dismissals.entries[0].reason == "年初没有支出"


def test_dismissals_stay_with_a_book_that_is_saved_and_renamed(desk, open_desk):
    desk.ask.why = "实际情况就是这样"
    desk.go_to("A09")
    desk.reviews.dismiss.trigger()
    # The title is part of what a book is known by: saving must carry the dismissals over.
    session = desk.session
    session.set_field(session.submission.id, "title", "改过的标题")
    desk.ask.agreed = True  # the page of the stand-in shows no year
    assert desk.window.files.save_book()
    again = open_desk()
    assert again.session.submission.title == "改过的标题"
    assert len(again.session.dismissed) == 1


def test_another_book_at_the_same_path_has_no_dismissals(desk, open_desk):
    desk.ask.why = "x"
    desk.go_to("A09")
    desk.reviews.dismiss_rule.trigger()
    assert "A09" not in {finding.rule for finding in desk.session.findings}
    next_year = with_percents().but(year=2024, title="2024年")
    assert open_desk(next_year).session.dismissed == ()


def test_what_was_dismissed_is_listed_and_told_again(desk):
    desk.ask.why = "x"
    count = len(desk.session.findings)
    desk.go_to("A09")
    desk.reviews.dismiss_rule.trigger()
    assert desk.reviews.dismissed.isEnabled()
    desk.ask.agreed = True
    desk.panel.bar.dismissed_button.click()
    assert len(desk.session.findings) == count
    assert not desk.reviews.dismissed.isEnabled()


def test_a_dismissed_finding_comes_back_with_another_text(desk):
    desk.ask.why = "x"
    found = desk.go_to("C05")
    desk.reviews.dismiss.trigger()
    assert found in desk.session.dismissed
    desk.session.set_field(found.place.node, "value", "≥96百分比")
    desk.session.check_now()
    assert any(f.place == found.place for f in desk.session.findings)


def test_actions_follow_the_row(desk):
    desk.panel.view.setCurrentIndex(desk.panel.model.index(0, 0))  # the heading of a project
    reviews = desk.reviews
    assert not any(action.isEnabled() for action in reviews.of_row)
    desk.go_to("C05")
    enabled = [action.isEnabled() for action in reviews.of_row]
    assert enabled == [False, True, True, True, True, True]


def test_the_list_is_entered_by_a_key(desk):
    QTest.keyClick(desk.window, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
    assert desk.panel.view.hasFocus()
    assert desk.panel.current is not None
    QTest.keyClick(desk.panel.view, Qt.Key.Key_Return)
    assert desk.session.selected == desk.panel.current.place.node


# The sheet


def test_the_review_sheet_is_saved_and_previewed(desk, tmp_path):
    desk.ask.saving = tmp_path / "意见.docx"
    desk.window.sheets.save.trigger()
    assert desk.ask.asked[-1] == "审核意见表 fengrun-2023审核意见表.docx"
    table = docx.Document(str(desk.ask.saving)).tables[1]
    said = "\n".join(row.cells[2].text for row in table.rows)
    assert "≥95百分比" in said
    desk.window.sheets.preview.trigger()
    assert desk.printed[-1].title == "预算绩效目标审核意见表"
    desk.ask.saving = tmp_path / "意见.pdf"
    desk.window.sheets.save.trigger()
    assert desk.ask.saving.read_bytes() == b"%PDF"
    desk.ask.saving = tmp_path / "没有" / "意见.docx"
    desk.window.sheets.save.trigger()
    assert len(desk.ask.problems) == 1


# The dialogs themselves


def test_the_fix_dialog_shows_before_and_after(qtbot):
    submission = with_percents()
    findings = [f for f in few_rules().check(submission) if f.rule == "C05"]
    dialog = FixDialog(submission, findings, "规则")
    qtbot.addWidget(dialog)
    line = dialog.list.topLevelItem(0)
    assert [line.text(column) for column in range(3)] == [
        "妇女儿童活动经费 › 质量指标 › 培训的合格率 › 指标值", "≥95百分比", "≥95%",
    ]  # fmt: skip
    assert dialog.chosen() == tuple(findings)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen() == tuple(findings[1:])
    dialog.none.click()
    assert not dialog.accept_button.isEnabled()
    dialog.all.click()
    assert "选中 4 处" in dialog.count.text()


def test_a_fix_of_several_edits_has_a_line_for_each(qtbot):
    edits = tuple(SetField(node=f"p1-i{n}", field="basis", text="甲\n乙") for n in (1, 2))
    found = replace(finding("p1-i1", "basis", project="p1"), fix=Fix("改", edits))
    dialog = FixDialog(sample_submission(), [found], "x")
    qtbot.addWidget(dialog)
    line = dialog.list.topLevelItem(0)
    assert (line.childCount(), line.text(2), line.child(0).text(1)) == (1, "甲⏎乙", "行业标准")
    assert not dialog.all.isVisibleTo(dialog)


def test_the_reason_must_be_given(qtbot):
    dialog = ReasonDialog("这一处不再提示")
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reasons.setEditText("  上级要求 ")
    assert dialog.accept_button.isEnabled()
    assert dialog.reason() == "上级要求"


def test_the_list_of_dismissals_is_revoked_by_ticks(desk, qtbot):
    desk.ask.why = "就这样"
    for rule in ("A09", "C05"):
        desk.go_to(rule)
        desk.reviews.dismiss.trigger()
    entries = desk.session.dismissals.entries
    dialog = DismissedDialog(entries, TEXTS)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    assert dialog.list.topLevelItem(1).text(0).startswith("C05 ")
    assert dialog.list.topLevelItem(1).text(3) == "就这样"
    dialog.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    assert dialog.revoked() == (entries[1],)
