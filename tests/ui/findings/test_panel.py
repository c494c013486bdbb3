# SPDX-License-Identifier: MulanPSL-2.0
"""The list of findings: counts, filters, order, and selection that survives."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from fuyi_editor.checks.findings import Finding, Outcome, Place, Severity
from fuyi_editor.checks.rule_texts import RuleText
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.findings.model import Column, FindingsModel
from fuyi_editor.ui.findings.panel import (
    NO_SUCH_WORDS,
    NOTHING_FOUND,
    NOTHING_SHOWN,
    FindingsPanel,
)
from tests.ui.panel_doubles import (
    finding,
    sample_findings,
    sample_submission,
    session_of,
    show_findings,
)

if TYPE_CHECKING:
    from fuyi_editor.ui.session import EditSession

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FINDINGS = (*sample_findings("p1"), *sample_findings("p2"))
ROWS_OF_ONE = ["A09", "C12", "A10", "C01", "A12"]  # without what cannot be told


@pytest.fixture(autouse=True)
def _no_guard_fires(caplog):
    yield
    assert not [record for record in caplog.records if record.name.endswith("guard")]


@pytest.fixture
def session(qapp: QApplication) -> EditSession:
    return session_of(sample_submission(2), FINDINGS)


@pytest.fixture
def panel(qtbot, session: EditSession) -> FindingsPanel:
    panel = FindingsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    return panel


def rules(model: FindingsModel) -> list[list[str]]:
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        [model.index(row, Column.RULE, group).data() for row in range(model.rowCount(group))]
        for group in groups
    ]


def current(panel: FindingsPanel) -> Finding | None:
    return panel.model.finding(panel.view.currentIndex())


def row(panel: FindingsPanel, group: int, position: int, column: int = 0) -> QModelIndex:
    return panel.model.index(position, column, panel.model.index(group, 0))


def click(panel: FindingsPanel, index: QModelIndex) -> None:
    spot = panel.view.visualRect(index).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_rows_are_grouped_by_project(panel: FindingsPanel):
    assert rules(panel.model) == [ROWS_OF_ONE, ROWS_OF_ONE]
    assert panel.model.index(0, 0).data() == "妇女儿童活动经费（5）"
    words = [row(panel, 0, 3, column).data() for column in range(5)]
    assert words == [
        "错误", "质量指标 › 培训的合格率 › 指标值", "“覆盖率”类指标的值应是百分比", "", "C01",
    ]  # fmt: skip
    assert row(panel, 0, 0, Column.FIX).data() == "修正"
    assert panel.view.isExpanded(panel.model.index(1, 0))
    assert panel.view.isFirstColumnSpanned(1, QModelIndex())


def test_header_counts_what_was_found(panel: FindingsPanel):
    texts = [button.text() for button in panel.filters.values()]
    assert texts == ["错误 2", "警告 6", "提示 2", "无法判断 2"]


def test_filters(panel: FindingsPanel):
    panel.filters["warning"].click()
    assert rules(panel.model) == [["C01", "A12"]] * 2
    panel.filters["hint"].click()
    panel.filters["error"].click()
    assert panel.model.is_empty()
    assert panel.empty.isVisible()
    assert panel.empty_text.text() == NOTHING_SHOWN
    panel.filters["unknown"].click()
    assert rules(panel.model) == [["C07"]] * 2
    assert row(panel, 0, 0).data() == "无法判断"


def test_nothing_found_is_said_calmly(panel: FindingsPanel, session: EditSession):
    show_findings(session, ())
    assert panel.empty.isVisible()
    assert panel.empty_text.text() == NOTHING_FOUND
    assert panel.empty_icon.name == "ok"
    clean = finding("p1", "name", outcome=Outcome.CLEAN)
    show_findings(session, (clean,))
    assert panel.empty_text.text() == NOTHING_FOUND
    show_findings(session, FINDINGS)
    assert panel.view.isVisible()


def test_groups_by_rule_put_the_worst_first(panel: FindingsPanel):
    panel.grouping.setCurrentIndex(1)
    assert rules(panel.model) == [[rule] * 2 for rule in ("C01", "A09", "A10", "C12", "A12")]
    assert row(panel, 0, 0, Column.PLACE).data().startswith("妇女儿童活动经费 › 质量指标")


def test_groups_by_rule_have_the_names_of_the_rules(qtbot, session: EditSession):
    rule = RuleText(
        id="C01", name="率要用百分数", severity=Severity.ERROR, fields=(), help="", remedy="",
        messages={}, bad=(), good=(),
    )  # fmt: skip
    panel = FindingsPanel(session, {"C01": rule})
    qtbot.addWidget(panel)
    panel.grouping.setCurrentIndex(1)
    assert panel.model.index(0, 0).data() == "C01 率要用百分数（2）"


def test_click_and_enter_select_the_place(panel: FindingsPanel, session: EditSession):
    click(panel, row(panel, 0, 3, Column.MESSAGE))
    assert (session.selected, session.selected_field) == ("p1-i2", "value")
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert session.selected == "p1-i2"  # moving in the list does not move the page
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert (session.selected, session.selected_field) == ("p1-i1", "name")


def test_next_and_previous_go_round(panel: FindingsPanel, session: EditSession, qtbot):
    seen = []
    for _ in range(10):
        assert panel.next_finding()
        found = current(panel)
        assert found is not None
        assert session.selected == found.place.node
        seen.append((found.place.project, found.rule))
    assert seen == [(project, rule) for project in ("p1", "p2") for rule in ROWS_OF_ONE]
    with qtbot.waitSignal(session.message):
        panel.next_finding()
    assert current(panel) == FINDINGS[0]
    panel.previous_finding()
    assert (session.selected, session.selected_field) == ("p2-i1", "name")
    show_findings(session, ())
    assert not panel.next_finding()
    assert not panel.previous_finding()


def test_the_next_error_is_gone_to_past_everything_else(panel, session: EditSession):
    panel.filters["error"].setChecked(False)
    visited = []
    for _ in range(3):
        assert panel.next_error()
        found = panel.model.finding(panel.view.currentIndex())
        visited.append((found.severity, found.place.project))
    assert visited == [(Severity.ERROR, project) for project in ("p1", "p2", "p1")]
    panel.model.show(session.submission, ())
    assert not panel.next_error()


def test_next_opens_a_closed_group(panel: FindingsPanel):
    panel.view.collapse(panel.model.index(1, 0))
    panel.view.setCurrentIndex(panel.model.index(1, 0))
    panel.next_finding()
    assert panel.view.isExpanded(panel.model.index(1, 0))
    panel.view.setCurrentIndex(panel.model.index(1, 0))
    panel.previous_finding()
    found = current(panel)
    assert found is not None
    assert found.place.project == "p1"


def test_mending_and_going_on_skips_nothing(panel: FindingsPanel, session: EditSession):
    panel.next_finding()
    assert panel.fix_button.isEnabled()
    panel.fix_button.click()
    assert read_field(session.submission.find("p1-s1"), "percent") == "0%"
    assert not panel.fix_button.isEnabled()
    show_findings(session, FINDINGS[1:])
    panel.next_finding()
    assert current(panel) == FINDINGS[1]


def test_fix_column_mends(panel: FindingsPanel, session: EditSession):
    click(panel, row(panel, 1, 0, Column.FIX))
    assert read_field(session.submission.find("p2-s1"), "percent") == "0%"
    assert session.undo_stack.undoText() == "改为“0%”"
    assert session.selected is None
    click(panel, row(panel, 1, 1, Column.FIX))
    assert session.selected == "p2-i5"


def test_selection_and_closed_groups_survive_a_refresh(panel, session: EditSession):
    panel.view.collapse(panel.model.index(1, 0))
    panel.view.setCurrentIndex(row(panel, 0, 3))
    more = finding("p1", "name", rule="A06", project="p1")
    show_findings(session, (more, *FINDINGS))
    assert current(panel) == FINDINGS[3]
    assert not panel.view.isExpanded(panel.model.index(1, 0))
    show_findings(session, FINDINGS[1:])
    assert current(panel) == FINDINGS[3]
    panel.filters["hint"].click()
    assert current(panel) == FINDINGS[3]
    panel.grouping.setCurrentIndex(1)
    assert current(panel) == FINDINGS[3]


def test_places_follow_what_is_typed(panel: FindingsPanel, session: EditSession):
    session.apply("x", (SetField(node="p1-i2", field="name", text="合格率"),))
    show_findings(session, FINDINGS)
    assert row(panel, 0, 3, Column.PLACE).data() == "质量指标 › 合格率 › 指标值"


def test_stale_places_do_no_harm(panel: FindingsPanel, session: EditSession):
    show_findings(session, (finding("gone", "value", project="gone"),))
    assert row(panel, 0, 0, Column.PLACE).data() == "（已删除）"
    assert panel.next_finding()
    assert session.selected is None


def test_random_refreshes_keep_the_model_valid(qtbot, panel, session: EditSession):
    tester = QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    chance = random.Random(7)
    everything = FINDINGS * 2
    for _ in range(60):
        some = tuple(f for f in everything if chance.random() < 0.6)
        if chance.random() < 0.3:
            some = tuple(sorted(some, key=lambda f: f.rule))
        show_findings(session, some)
        if chance.random() < 0.2:
            panel.grouping.setCurrentIndex(chance.randrange(2))
        if chance.random() < 0.3:
            panel.next_finding()
        spoken = [f for f in some if f.outcome is Outcome.FOUND]
        assert sum(map(len, rules(panel.model))) == len(spoken)
    tester.deleteLater()


def test_every_control_has_an_accessible_name(panel: FindingsPanel):
    controls = (*panel.filters.values(), panel.grouping, panel.fix_button, panel.view)
    for control in controls:
        assert control.accessibleName() or control.text()
    interface = QAccessible.queryAccessibleInterface(panel.view)
    names = {interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())}
    assert {"错误", "妇女儿童活动经费（5）", "“覆盖率”类指标的值应是百分比"} <= names


def test_tool_tip_says_how_to_mend(panel: FindingsPanel):
    tip = row(panel, 0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines() == [
        "警告：3月底的支出比例没有填写", "请改写。", "修正：（空） → 0%", "规则 A09",
    ]  # fmt: skip
    assert panel.view.indexAt(QPoint(5, 5)).isValid()


def with_two_places() -> Finding:
    """A total that disagrees with its part, in the other project."""
    found = finding("p1", "budget.total", rule="B01", project="p1", message="预算数不等于两项之和")
    other = Place("p2", "budget.fiscal", "p2")
    return replace(found, text="6.00", other=other, other_text="7.00")


def test_both_places_and_values_are_shown_and_gone_to(panel, session: EditSession):
    assert panel.view.isColumnHidden(Column.OTHER)  # no room is given away while nothing is there
    show_findings(session, (with_two_places(),))
    assert not panel.view.isColumnHidden(Column.OTHER)
    index = row(panel, 0, 0, Column.OTHER)
    assert index.data() == "妇女培训经费 › 其中：财政资金：7.00"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "这一处：预算数：6.00" in tip
    assert "另一处：妇女培训经费 › 其中：财政资金：7.00" in tip
    click(panel, index)
    assert (session.selected, session.selected_field) == ("p2", "budget.fiscal")
    panel.go_to_other()
    assert (session.selected, session.selected_field) == ("p1", "budget.total")
    QTest.keyClick(panel.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert session.selected == "p2"
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.selected == "p1"


def test_words_filter_the_list(panel: FindingsPanel, session: EditSession, qtbot):
    panel.bar.words.setFocus()
    panel.bar.words.insert("c01 覆盖率")  # keyClicks aborts on what is not ASCII
    qtbot.waitUntil(lambda: rules(panel.model) == [["C01"], ["C01"]])
    QTest.keyClick(panel.bar.words, Qt.Key.Key_Return)
    assert panel.view.hasFocus()
    assert current(panel).rule == "C01"
    assert panel.filters["warning"].text() == "警告 6"  # the counts tell of all
    panel.bar.words.setText("没有这样的字")
    panel.bar.changed.emit()
    assert panel.empty_text.text() == NO_SUCH_WORDS
    panel.bar.words.setFocus()
    QTest.keyClick(panel.bar.words, Qt.Key.Key_Escape)
    assert rules(panel.model) == [ROWS_OF_ONE, ROWS_OF_ONE]


def test_the_next_error_is_found_behind_the_words_too(panel, session: EditSession):
    panel.bar.words.setText("支出")
    panel.bar.changed.emit()
    assert panel.next_error()
    assert current(panel).severity is Severity.ERROR
    assert panel.bar.words.text() == ""


def test_words_find_places_that_are_only_painted(panel: FindingsPanel):
    panel.bar.words.setText("成本指标")
    panel.bar.changed.emit()
    assert rules(panel.model) == [["A10"], ["A10"]]


def test_the_rule_of_a_heading(panel: FindingsPanel):
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    assert panel.current_rule == ""
    panel.grouping.setCurrentIndex(1)
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    assert panel.current_rule == "C01"
    panel.view.setCurrentIndex(row(panel, 1, 0))
    assert panel.current_rule == "A09"


def test_when_nearly_everything_changes_it_is_replaced_at_once(qtbot, qapp: QApplication):
    """Another year changes every group: row by row that took half a minute with 500 projects."""
    session = session_of(sample_submission(60))
    panel = FindingsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    before = tuple(f for number in range(1, 61) for f in sample_findings(f"p{number}"))
    show_findings(session, before)
    panel.view.collapse(panel.model.index(1, 0))
    panel.view.setCurrentIndex(row(panel, 2, 3))
    kept = current(panel)
    with qtbot.waitSignal(panel.model.modelReset):
        show_findings(session, tuple(replace(f, message=f"{f.message}！") for f in before))
    assert current(panel) == replace(kept, message=f"{kept.message}！")
    assert not panel.view.isExpanded(panel.model.index(1, 0))
    assert panel.view.isExpanded(panel.model.index(2, 0))
    assert panel.view.isFirstColumnSpanned(2, QModelIndex())
    again = tuple(replace(f) for f in session.findings)  # equal, but other objects
    with qtbot.assertNotEmitted(panel.model.dataChanged):
        show_findings(session, again)
