# SPDX-License-Identifier: MulanPSL-2.0
"""What the library proposes while a name is typed: in the tree, in the inspector, on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from fuyi_editor.library.entry import Entry
from fuyi_editor.library.store import Library
from fuyi_editor.model import arrange
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    Submission,
)
from fuyi_editor.ui.library.proposals import TITLE, Proposals, kind_of
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.workspace import Workspace
from tests.ui.window_doubles import BlankChecker, FakeBook, make_submission

TRAINED = Entry(
    name="测试培训人数",
    kind="数量指标",
    value="≥120人",
    basis="年初计划",
    description="全年参训人数",
)
TRAININGS = Entry(name="测试培训场次", kind="数量指标", value="≥4场")
CONTENT = Entry(name="测试参训人员满意度", kind="服务对象满意度指标", value="≥90%")


@pytest.fixture
def library() -> Library:
    library = Library(None)
    for entry in (TRAINED, TRAININGS, CONTENT):
        library.add(entry)
    yield library
    library.close()


@pytest.fixture
def workspace(qtbot, caplog, library) -> Workspace:
    """With a blank indicator under the first 二级, which is selected."""
    session = EditSession(FakeBook(make_submission(1)), BlankChecker())
    workspace = Workspace(session, {})
    workspace.propose_with(Proposals(session, lambda: library, workspace))
    qtbot.addWidget(workspace)
    workspace.resize(1200, 800)
    workspace.show()
    workspace.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is workspace)
    kind = session.submission.projects[0].indicators[0].kinds[0]
    session.arrange(arrange.add_indicator(session.submission, kind.id))
    session.undo_stack.clear()
    yield workspace
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def popup(workspace: Workspace):
    return workspace.findChild(Proposals).popup


def names(workspace: Workspace) -> list[str]:
    shown = popup(workspace)
    return [p.entry.name for p in shown.model.proposals] if shown.isVisible() else []


def compose(edit: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(edit, event)


def tree_editor(workspace: Workspace) -> QLineEdit:
    workspace.tree.setFocus()
    assert workspace.tree.edit_current()
    editors = [e for e in workspace.tree.findChildren(QLineEdit) if e.isVisible()]
    return editors[0]


def inspector_editor(workspace: Workspace) -> QLineEdit:
    assert workspace.inspector.focus_field("name")
    return workspace.inspector.row("name").edit


def page_editor(workspace: Workspace) -> QWidget:
    workspace.page.setFocus()
    assert workspace.page.show_node(workspace.session.selected, "name")
    assert workspace.page.start_edit()
    return workspace.page.editor


EDITORS = pytest.mark.parametrize("editor", [tree_editor, inspector_editor, page_editor])


def press(edit: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(edit, key)
    QApplication.processEvents()  # a delegate closes its editor a moment later


def selected(workspace: Workspace):
    return workspace.session.submission.find(workspace.session.selected)


@EDITORS
def test_initials_and_enter_fill_in_the_whole_indicator_as_one_step(workspace, library, editor):
    before = workspace.session.submission
    edit = editor(workspace)
    QTest.keyClicks(edit, "cspxrs")
    assert names(workspace)[0] == TRAINED.name
    assert popup(workspace).current.name == TRAINED.name
    press(edit, Qt.Key.Key_Return)
    made = selected(workspace)
    assert (made.name, made.value.text, made.basis, made.description) == (
        TRAINED.name, TRAINED.value, TRAINED.basis, TRAINED.description,
    )  # fmt: skip
    assert names(workspace) == []
    assert workspace.session.undo_stack.count() == 1
    assert workspace.session.undo_stack.undoText() == TITLE
    assert library.propose("cspxrs")[0].uses == 1
    workspace.session.undo_stack.undo()
    assert workspace.session.submission == before
    workspace.session.undo_stack.redo()
    assert selected(workspace).value.text == TRAINED.value


@EDITORS
def test_chinese_text_is_kept_by_enter_unless_a_row_was_chosen(workspace, editor):
    edit = editor(workspace)
    compose(edit, "", "测试培训")
    assert set(names(workspace)) == {TRAINED.name, TRAININGS.name}
    assert popup(workspace).current is None
    press(edit, Qt.Key.Key_Return)
    assert selected(workspace).name == "测试培训"
    assert selected(workspace).value.text == ""


@EDITORS
def test_down_chooses_and_enter_takes(workspace, editor):
    edit = editor(workspace)
    compose(edit, "", "测试培训")
    wanted = names(workspace)[1]
    press(edit, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert selected(workspace).name == wanted
    assert workspace.session.undo_stack.count() == 1


@EDITORS
def test_nothing_opens_while_an_input_method_is_composing(workspace, editor):
    edit = editor(workspace)
    QTest.keyClicks(edit, "cs")
    assert names(workspace)
    compose(edit, "peixun")
    assert names(workspace) == []
    compose(edit, "pei xun r")
    assert names(workspace) == []
    edit.selectAll() if isinstance(edit, QLineEdit) else None
    compose(edit, "", "测试培训")
    assert (names(workspace) != []) == isinstance(edit, QLineEdit)


def test_typing_over_a_selected_name_by_input_method_opens_nothing_before_its_end(workspace):
    edit = tree_editor(workspace)
    edit.setText("旧名称")
    edit.selectAll()
    compose(edit, "ce")  # Qt removes the selected text now, which is an edit
    assert names(workspace) == []
    compose(edit, "", "测试")
    assert TRAINED.name in names(workspace)


@EDITORS
def test_escape_closes_the_list_only_and_it_stays_closed(workspace, editor):
    edit = editor(workspace)
    QTest.keyClicks(edit, "cspx")
    assert names(workspace)
    press(edit, Qt.Key.Key_Escape)
    assert names(workspace) == []
    assert edit.isVisible()
    QTest.keyClicks(edit, "rs")
    assert names(workspace) == []
    press(edit, Qt.Key.Key_Return)
    assert selected(workspace).name == "cspxrs"


@EDITORS
def test_the_list_goes_with_the_focus(workspace, editor):
    edit = editor(workspace)
    QTest.keyClicks(edit, "cspx")
    assert names(workspace)
    workspace.tree_panel.filter_line.setFocus()
    assert names(workspace) == []


def test_the_list_goes_when_its_editor_is_scrolled_away(workspace):
    workspace.resize(1200, 480)
    QApplication.processEvents()
    edit = tree_editor(workspace)
    QTest.keyClicks(edit, "cspx")
    bar = workspace.tree.verticalScrollBar()
    assert names(workspace)
    bar.setValue(0 if bar.value() else 1)
    assert names(workspace) == []


@EDITORS
def test_a_click_takes_and_leaves_the_keyboard_where_it_was(workspace, editor, qtbot):
    edit = editor(workspace)
    compose(edit, "", "测试培训")
    view = popup(workspace).list
    wanted = names(workspace)[1]
    place = view.visualRect(popup(workspace).model.index(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert selected(workspace).name == wanted
    assert names(workspace) == []


def test_tab_takes_and_goes_on_to_the_value_in_the_tree(workspace):
    edit = tree_editor(workspace)
    QTest.keyClicks(edit, "cspxrs")
    press(edit, Qt.Key.Key_Tab)
    assert selected(workspace).name == TRAINED.name
    assert workspace.tree.currentIndex().column() == 1
    value = [e for e in workspace.tree.findChildren(QLineEdit) if e.isVisible()]
    assert [editor.text() for editor in value] == [TRAINED.value]


def test_tab_takes_and_goes_to_the_next_field_of_the_inspector(workspace):
    edit = inspector_editor(workspace)
    QTest.keyClicks(edit, "cspxrs")
    press(edit, Qt.Key.Key_Tab)
    assert selected(workspace).name == TRAINED.name
    assert not edit.hasFocus()


def test_tab_without_a_choice_is_tab(workspace):
    edit = inspector_editor(workspace)
    compose(edit, "", "测试培训")
    press(edit, Qt.Key.Key_Tab)
    assert selected(workspace).name == "测试培训"
    assert not edit.hasFocus()
    assert names(workspace) == []


def test_the_first_word_on_a_cell_is_composed_before_its_editor_has_the_keyboard(workspace):
    page = workspace.page
    page.setFocus()
    assert page.show_node(workspace.session.selected, "name")
    compose(page, "ce shi")
    assert page.editor is not None
    assert names(workspace) == []
    compose(page, "", "测试培训")
    assert set(names(workspace)) == {TRAINED.name, TRAININGS.name}
    press(page.editor, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert selected(workspace).name == TRAININGS.name
    assert page.editor is None
    assert workspace.session.undo_stack.count() == 1


def test_undo_while_the_list_is_open_closes_it(workspace):
    edit = inspector_editor(workspace)
    QTest.keyClicks(edit, "cspx")
    assert names(workspace)
    workspace.session.undo_stack.undo()
    assert edit.text() == ""
    assert names(workspace) == []


def test_the_list_goes_with_its_book(workspace, qtbot):
    edit = tree_editor(workspace)
    QTest.keyClicks(edit, "cspx")
    assert names(workspace)
    session = workspace.session
    session.arrange(arrange.remove(session.submission, session.selected))
    assert names(workspace) == []


def test_the_value_is_shown_as_it_would_be_filled_in(workspace, library):
    library.add(Entry(name="测试办结时限", kind="时效指标", value="12月底前"))
    edit = inspector_editor(workspace)
    QTest.keyClicks(edit, "csbj")
    (proposal,) = popup(workspace).model.proposals
    assert proposal.value == "2023年12月底前"
    press(edit, Qt.Key.Key_Return)
    assert selected(workspace).value.text == proposal.value


def test_up_and_down_go_round_by_way_of_no_choice(workspace):
    edit = inspector_editor(workspace)
    compose(edit, "", "测试培训")
    rows = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(edit, key)
        rows.append(popup(workspace).list.currentIndex().row())
    assert rows == [0, 1, -1, 1]


@EDITORS
def test_down_in_an_empty_name_shows_what_is_usual_under_the_kind(workspace, editor):
    edit = editor(workspace)
    press(edit, Qt.Key.Key_Down)
    shown = [p.entry.kind for p in popup(workspace).model.proposals]
    assert set(shown) == {"数量指标"}
    chosen = popup(workspace).current.name
    press(edit, Qt.Key.Key_Return)
    assert selected(workspace).name == chosen


def test_what_was_typed_before_stays_a_step_of_its_own(workspace):
    session = workspace.session
    edit = inspector_editor(workspace)
    compose(edit, "", "旧")
    workspace.tree.setFocus()
    edit = inspector_editor(workspace)
    edit.selectAll()
    QTest.keyClicks(edit, "cspxrs")
    press(edit, Qt.Key.Key_Return)
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert selected(workspace).name == "旧"


def test_the_inspector_proposes_for_the_indicator_that_it_shows_now(workspace):
    session = workspace.session
    edit = inspector_editor(workspace)
    kind = session.submission.projects[0].indicators[1].kinds[0]
    session.select(kind.indicators[0].id)
    assert inspector_editor(workspace) is edit
    edit.selectAll()
    QTest.keyClicks(edit, "cspxrs")
    press(edit, Qt.Key.Key_Return)
    assert session.submission.find(kind.indicators[0].id).name == TRAINED.name


def test_other_names_are_not_proposed_for(workspace):
    session = workspace.session
    session.select(session.submission.projects[0].id)
    edit = tree_editor(workspace)
    edit.selectAll()
    QTest.keyClicks(edit, "cspx")
    assert names(workspace) == []


def test_the_list_stands_above_an_editor_at_the_lower_edge(workspace):
    edit = QLineEdit(workspace)
    edit.setGeometry(900, 770, 200, 24)
    edit.show()
    served = workspace.findChild(Proposals).serve(edit, workspace.session.selected)
    QTest.keyClicks(edit, "cspx")
    place = popup(workspace).geometry()
    assert place.bottom() < edit.y()
    assert workspace.rect().contains(place)
    served.close()


def test_the_editor_says_what_is_chosen(workspace):
    edit = inspector_editor(workspace)
    compose(edit, "", "测试培训")
    assert "2 条" in edit.accessibleDescription()
    press(edit, Qt.Key.Key_Down)
    assert names(workspace)[0] in edit.accessibleDescription()
    press(edit, Qt.Key.Key_Escape)
    assert edit.accessibleDescription() == ""


def test_what_the_checks_say_of_a_name_is_heard_again_afterwards(workspace):
    edit = inspector_editor(workspace)
    edit.setAccessibleDescription("没有填写")
    compose(edit, "", "测试培训")
    assert edit.accessibleDescription() != "没有填写"
    press(edit, Qt.Key.Key_Escape)
    assert edit.accessibleDescription() == "没有填写"
    edit.clear()
    workspace.tree.setFocus()
    edit = inspector_editor(workspace)
    compose(edit, "", "测试培训")
    edit.setAccessibleDescription("名称太短")  # the checks have run meanwhile
    press(edit, Qt.Key.Key_Escape)
    assert edit.accessibleDescription() == "名称太短"


def test_the_kind_is_the_folded_one(workspace):
    session = workspace.session
    indicator = session.submission.projects[0].indicators[0].kinds[1].indicators[0]
    assert kind_of(session.submission, indicator.id) == "质量指标"
    assert kind_of(session.submission, session.submission.projects[0].id) == ""


def test_the_library_is_opened_when_a_name_is_about_to_be_typed(qtbot, workspace, library):
    opened = []
    session = workspace.session
    lazy = Proposals(session, lambda: opened.append(1) or library, workspace)
    edit = QLineEdit(workspace)
    edit.show()
    lazy.serve(edit, session.selected)
    assert opened == []
    edit.setFocus()
    qtbot.waitUntil(lambda: opened == [1])


def test_what_last_years_table_had_comes_first(workspace):
    session = workspace.session
    edit = inspector_editor(workspace)
    compose(edit, "", "测试培训")
    assert names(workspace)[0] == TRAININGS.name  # by pinyin
    kind = IndicatorKind(name="数量", indicators=(Indicator(name=TRAINED.name),))
    project = Project(indicators=(IndicatorGroup(name="产出", kinds=(kind,)),))
    before = Submission(projects=(project,))
    session.last_year.attach(before, "2022.docx", session.submission)
    edit.clear()
    compose(edit, "", "测试培训")
    assert names(workspace)[0] == TRAINED.name


def test_what_is_wrong_with_the_library_is_said_in_the_status_bar(qtbot, workspace, tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all " * 100)
    damaged = Library(path)
    proposals = Proposals(workspace.session, lambda: damaged, workspace)
    with qtbot.waitSignal(workspace.session.message) as said:
        proposals.expect_typing()
    assert "损坏" in said.args[0]
    damaged.close()
