# SPDX-License-Identifier: MulanPSL-2.0
"""F1 opens the manual where it fits: at the field, the rule, the panel, the dialog."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

import fuyi_editor.ui
from fuyi_editor import __version__
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.resource_files import user_folder
from fuyi_editor.ui.findings.dismiss_dialogs import ReasonDialog
from fuyi_editor.ui.manual.context import OF_DIALOGS, dialog_place
from fuyi_editor.ui.manual.window import ManualWindow


def manuals(desk) -> list[ManualWindow]:
    return desk.window.findChildren(ManualWindow)


def press_f1(widget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_F1)


def test_f1_in_a_field_opens_its_place(desk):
    inspector = desk.window.workspace.inspector
    indicator = next(n for n in desk.session.submission.walk() if isinstance(n, Indicator))
    desk.session.select(indicator.id, "value")
    inspector.focus_field("value")
    press_f1(inspector.row("value").edit)
    (manual,) = manuals(desk)
    assert manual.isVisible()
    assert manual.place == "fields#三级指标/指标值"
    assert not manual.isModal()
    manual.hide()


def test_f1_in_the_findings_explains_the_rule(desk):
    findings = desk.window.workspace.findings
    indicator = next(n for n in desk.session.submission.walk() if isinstance(n, Indicator))
    desk.session.set_field(indicator.id, "value", "5")
    desk.session.check_now()
    assert findings.next_finding()
    findings.enter()
    press_f1(findings.view)
    (manual,) = manuals(desk)
    assert manual.place == f"rules#{findings.current_rule}"
    desk.window.reviews.explain.trigger()
    assert manuals(desk) == [manual]  # one window, whoever asks
    manual.hide()


def test_f1_in_the_tree_the_find_bar_and_the_start_page(make_desk, desk, qtbot):
    workspace = desk.window.workspace
    project = desk.session.submission.projects[0]
    desk.session.select(project.id)
    workspace.tree.setFocus()
    press_f1(workspace.tree)
    (manual,) = manuals(desk)
    assert manual.place.startswith("fields#项目")
    desk.window.activateWindow()
    desk.window.finding.find.trigger()
    press_f1(workspace.finder.bar.words)
    assert manual.place == "edit#查找和替换"
    manual.hide()
    empty = make_desk()
    empty.window.activateWindow()
    qtbot.waitUntil(empty.window.isActiveWindow)
    press_f1(empty.window)
    (manual,) = manuals(empty)
    assert manual.place == "start"
    manual.hide()


def test_the_keys_have_their_chapter(desk):
    desk.window.helps.shortcuts.trigger()
    (manual,) = manuals(desk)
    assert manual.place == "keys"
    text = manual.page.toPlainText()
    assert "保存\nCtrl+S" in text
    assert "照抄上年的内容\nCtrl+'" in text  # in a menu within a menu
    assert "指标库\nCtrl+L" in text
    assert "指标库窗口：插入选中的指标\nEnter" in text
    manual.hide()


def test_about_tells_version_licence_and_where_the_data_is(desk):
    desk.window.helps.about.trigger()
    (told,) = desk.ask.told
    for word in (__version__, "MulanPSL-2.0", str(user_folder())):
        assert word in told


def test_f1_in_a_dialog_opens_the_manual_over_it(desk, qtbot):
    dialog = ReasonDialog("这一处不再提示", desk.window)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press_f1(dialog)
    (manual,) = dialog.findChildren(ManualWindow)
    assert manual.isVisible()
    assert manual.place == OF_DIALOGS["ReasonDialog"]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press_f1(dialog)
    assert dialog.findChildren(ManualWindow) == [manual]
    dialog.reject()
    dialog.deleteLater()


def test_a_dialog_of_another_window_is_left_alone(desk, qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press_f1(dialog)
    assert not dialog.findChildren(ManualWindow)


def dialog_classes() -> list[type[QDialog]]:
    for module in pkgutil.walk_packages(fuyi_editor.ui.__path__, "fuyi_editor.ui."):
        importlib.import_module(module.name)
    found, waiting = [], [QDialog]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith("fuyi_editor."):
                found.append(kind)
            waiting.append(kind)
    return found


@pytest.mark.parametrize("kind", dialog_classes(), ids=lambda kind: kind.__name__)
def test_every_dialog_of_ours_has_its_place(kind):
    assert kind.__name__ in OF_DIALOGS, f"{kind.__name__} is missing in ui/manual/context.py"


def test_every_place_is_that_of_a_dialog():
    ours = {kind.__name__ for kind in dialog_classes()}
    assert {name for name in OF_DIALOGS if not name.startswith("Q")} <= ours


def test_an_unknown_dialog_opens_the_beginning(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    assert dialog_place(dialog) == "start"
