# SPDX-License-Identifier: MulanPSL-2.0
"""The edits of the inspector by themselves, and the forms of rarer nodes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule_texts import RuleText
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorKind,
    Safeguard,
    SubGoal,
    Submission,
)
from fuyi_editor.ui.inspector.edits import LineEdit, TextEdit, moved_cursor, without_undo
from fuyi_editor.ui.inspector.fields import FieldRow
from fuyi_editor.ui.inspector.forms import reading_words
from fuyi_editor.ui.inspector.panel import Inspector
from fuyi_editor.ui.session import EditSession
from tests.ui.panel_doubles import finding, sample_submission, session_of

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(autouse=True)
def _no_guard_fires(caplog):
    yield
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def row(inspector: Inspector, field: str) -> FieldRow:
    found = inspector.row(field)
    assert found is not None
    return found


def text_in_book(session: EditSession, node: str, field: str) -> str:
    return read_field(session.submission.find(node), field)


def test_a_bar_that_comes_leaves_the_text_its_room(qtbot):
    edit = TextEdit()
    qtbot.addWidget(edit)
    edit.show_text("积极组织开展美丽庭院创建活动" * 40)
    edit.resize(280, 100)
    edit.show()
    assert edit.verticalScrollBar().isVisible()
    line = edit.document().begin().layout().lineAt(0)
    assert line.width() <= edit.viewport().width()


def test_long_sentences_and_names_have_room(qtbot, qapp):
    long = finding("p1-i1", "value", message="指标值不是百分数，" * 12)
    session = session_of(sample_submission(1), (long,))
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(316, 600)
    inspector.show()
    session.select(long.place.node, "value")
    field = row(inspector, "value")
    field.label.setText("指标值（表上没有）" * 9)
    sentence = field.notes.lines[0].text
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()))
    assert field.width() <= inspector.width()


def test_edits_leave_the_undo_key_alone(qtbot):
    for edit in (LineEdit(), TextEdit()):
        qtbot.addWidget(edit)
        edit.show_text("abc")
        control = Qt.KeyboardModifier.ControlModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, Qt.Key.Key_Z, control)
            event.accept()
            QApplication.sendEvent(edit, event)
            assert not event.isAccepted()


@pytest.mark.parametrize(
    ("old", "new", "position", "expected"),
    [
        ("abc", "abc", 2, 2),
        ("abc", "abXc", 1, 1),
        ("abc", "Xabc", 2, 3),
        ("abc", "", 2, 0),
        ("", "abc", 0, 0),
        ("abcd", "aXd", 2, 2),
    ],
)
def test_cursor_stays_with_its_text(old: str, new: str, position: int, expected: int):
    assert moved_cursor(old, new, position) == expected


def test_line_ends_of_a_file_are_no_change(qtbot):
    group = sample_submission().projects[0].indicators[0]
    indicator = Indicator(id="i", description="甲\r\n乙")
    kind = group.kinds[0].but(indicators=(indicator,))
    project = sample_submission().projects[0].but(indicators=(group.but(kinds=(kind,)),))
    session = session_of(sample_submission().but(projects=(project,)))
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    session.select("i")
    row(inspector, "name").edit.setText("名")
    assert row(inspector, "description").edit.text() == "甲\n乙"
    assert text_in_book(session, "i", "description") == "甲\r\n乙"
    assert session.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("≥95%", "读作：≥ 95 %（定量）"),
        ("5场", "读作：5 场（定量，缺符号）"),
        ("≥100", "读作：≥ 100（定量，缺单位）"),
        ("12", "读作：12（定量，缺符号和单位）"),
        ("2023年12月底前完成", "读作：时限"),
        ("优", "读作：定性"),
        ("7*24小时", "读作：无法判断"),
        (" ", ""),
    ],
)
def test_reading_in_words(text: str, words: str):
    assert reading_words(text) == words


def test_department_is_edited_as_texts(qtbot):
    department = Department(
        id="d",
        goals=(Goal(id="dg", text="总目标"),),
        sub_goals=(SubGoal(id="ds", name="维权服务", goals=(Goal(id="dsg", text="分目标"),)),),
        safeguards=(Safeguard(id="dm", text="措施一"),),
    )
    session = session_of(Submission(id="book", department=department))
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    session.select("d")
    shown = {row.entry.node: row.edit.text() for row in inspector.rows}
    assert shown == {"dg": "总目标", "ds": "维权服务", "dsg": "分目标", "dm": "措施一"}
    inspector.rows[-1].edit.setPlainText("措施二")
    assert text_in_book(session, "dm", "text") == "措施二"


def test_extra_texts_of_the_file_are_shown(qtbot):
    submission = sample_submission()
    kind = IndicatorKind(id="k", indicators=(Indicator(id="i", extra={"备注": "原有文字"}),))
    group = submission.projects[0].indicators[0].but(kinds=(kind,))
    project = submission.projects[0].but(indicators=(group,))
    session = session_of(submission.but(projects=(project,)))
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    session.select("i")
    assert row(inspector, "extra.备注").edit.text() == "原有文字"


def test_text_edit_grows_with_its_text(qtbot):
    edit = TextEdit()
    qtbot.addWidget(edit)
    edit.resize(200, 40)
    edit.show()
    small = edit.height()
    edit.show_text("一\n" * 6)
    assert edit.height() > small
    edit.show_text("一\n" * 60)
    tall = edit.height()
    edit.show_text("")
    assert edit.height() == small < tall < 400


def test_long_text_is_not_cut_off(qtbot):
    edit = LineEdit()
    qtbot.addWidget(edit)
    edit.show_text("字" * 40_000)
    assert len(edit.text()) == 40_000


def test_context_menu_has_no_undo(qtbot):
    for edit in (LineEdit(), TextEdit()):
        qtbot.addWidget(edit)
        names = [a.objectName() for a in without_undo(edit.createStandardContextMenu()).actions()]
        assert names[0] == "edit-cut"


def test_help_comes_from_the_rules(qtbot):
    session = session_of(sample_submission())
    rule = RuleText(
        id="A02", name="定量值不完整", severity=Severity.WARNING, fields=("Indicator.value",),
        help="写明符号、数值和单位", remedy="", messages={}, bad=(), good=(),
    )  # fmt: skip
    session.select("p1-i2")
    inspector = Inspector(session, {"A02": rule})
    qtbot.addWidget(inspector)
    assert "写明符号" in row(inspector, "value").label.toolTip()
    assert "定量值不完整" in row(inspector, "value").edit.whatsThis()


def test_breadcrumbs_lead_up(qtbot):
    session = session_of(sample_submission())
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    session.select("p1-i2")
    assert "妇女儿童活动经费" in inspector.crumbs.text()
    inspector.crumbs.linkActivated.emit("p1-g1")
    assert session.selected == "p1-g1"
