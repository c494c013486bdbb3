# SPDX-License-Identifier: MulanPSL-2.0
"""Which place of the manual fits what has the keyboard: F1 opens it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.ui.manual.chapters import FIRST
from fuyi_editor.ui.manual.field_chapter import field_place
from fuyi_editor.ui.manual.rule_chapter import RULES_CHAPTER, rule_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from fuyi_editor.ui.workspace import Workspace

OF_DIALOGS = {
    "LearnDialog": "forms#从样表学一个版式",
    "NewBookDialog": "forms#新建和套用版式",
    "TemplateDialog": "forms#按已有的表新建",
    "MigrateDialog": "edit#新旧指标体系",
    "LibraryWindow": "edit#指标库",
    "CollectDialog": "edit#指标库",
    "PasteDialog": "edit#从 Excel、Word、WPS 粘贴",
    "ChangesDialog": "files#历史版本",
    "BackupsDialog": "files#历史版本",
    "UnsavedDialog": "files#几本表同时打开",
    "PreferencesDialog": "settings#设置",
    "RecoveryDialog": "files#没有保存的表怎么恢复",
    "ReasonDialog": "check#不再提示",
    "DismissedDialog": "check#不再提示",
    "FixDialog": "check#改好一处",
    "MatchDialog": "yearly#修订对照表",
    "RollOverDialog": "yearly#上年结转",
    "MergeDialog": "yearly#汇总",
    "ErrorDialog": "questions#出了意外的问题",
    "QFileDialog": "files#打开",
    "PrintDialog": "print#打印",
    "QMessageBox": "questions",
}
"""By the class of the dialog, or one that it is derived from."""


def dialog_place(dialog: QDialog) -> str:
    """The place for a dialog; the beginning for one that nothing is said of."""
    names = (kind.__name__ for kind in type(dialog).__mro__)
    return next((OF_DIALOGS[name] for name in names if name in OF_DIALOGS), FIRST)


def window_place(workspace: Workspace | None, focus: QWidget | None) -> str:
    """The place for the widget with the keyboard in the main window."""
    if workspace is None:
        return FIRST
    findings = workspace.findings
    if _holds(findings, focus):
        rule = findings.current_rule
        return rule_place(rule) if rule else RULES_CHAPTER
    for part, place in (
        (workspace.finder.bar, "edit#查找和替换"),
        (workspace.finder.list, "edit#查找和替换"),
        (workspace.report, "files#读取报告"),
    ):
        if _holds(part, focus):
            return place
    field = workspace.field_at_hand()
    if field is not None:
        return field_place(field[0], field[1])
    selected = workspace.session.selected
    if selected is None:
        return FIRST
    return field_place(type(workspace.session.submission.find(selected)), "")


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))
