# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menus 审核 and 视图: finding after finding, panels, theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup

from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.findings.panel import FindingsPanel
from fuyi_editor.ui.page.zoom_actions import ZoomActions
from fuyi_editor.ui.pane_actions import PaneActions
from fuyi_editor.ui.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

_PANEL_KEYS = {"report": ("Ctrl+Shift+R",)}
_PANELS = {
    "tree": "目录(&T)",
    "inspector": "属性(&I)",
    "findings": "检查结果(&C)",
    "report": "读取报告(&R)",
}
_CLOSED_AT_FIRST = "report"  # shown where something was not read, and on request


class ViewActions(QObject):
    """Acts on the panels of the open workspace; theme, zoom and panels are remembered."""

    message = Signal(str)

    def __init__(self, parent: QObject, services: Services) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = services.settings.values
        self._workspace: Workspace | None = None
        self.zooms = ZoomActions(self, services.settings.values)
        self.check_now = make_action(self, "立即检查(&C)", "check", "F7")
        self.next_finding = make_action(self, "下一处问题(&N)", None, "F8")
        self.previous_finding = make_action(self, "上一处问题(&P)", None, "Shift+F8")
        self.next_error = make_action(self, "下一处错误(&E)", None, "Ctrl+F8")
        self.find = make_action(self, "筛选目录(&F)", None, "Ctrl+Shift+F")
        self.expand_all = make_action(self, "全部展开(&E)", None)
        self.collapse_all = make_action(self, "全部折叠(&L)", None)
        self.panels = {name: self._panel(name, text) for name, text in _PANELS.items()}
        self.panes = PaneActions(self)
        self.themes = self._theme_group()
        self._connect()
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on, with the panels that the last one had."""
        self._workspace = workspace
        self.zooms.follow(workspace)
        self.panes.follow(workspace)
        for action in self._ours():
            action.setEnabled(workspace is not None)
        if workspace is None:
            return
        # What was not read is a matter of each book.
        self.panels["report"].setChecked(workspace.lower_panels.is_shown("report"))
        workspace.font_line.look(workspace.session.page, self._services.settings)
        self._show_panels()

    def equip(self, workspace: Workspace) -> None:
        """Show a new workspace as the last one; its report where something was not read."""
        self.zooms.equip(workspace)
        workspace.show_panel("report", shown=bool(workspace.report.report.unread))
        workspace.lower_panels.bring_forward("report")

    def remember(self) -> None:
        """Put what is shown, and how, into the settings."""
        self.zooms.remember()
        for name, action in self.panels.items():
            if name != _CLOSED_AT_FIRST:
                self._settings.panels[name] = action.isChecked()

    def _panel(self, name: str, text: str) -> QAction:
        action = make_action(self, text, None, *_PANEL_KEYS.get(name, ()))
        action.setCheckable(True)
        action.setChecked(self._settings.panels.get(name, name != _CLOSED_AT_FIRST))
        action.setData(name)
        action.toggled.connect(self._show_panels)
        return action

    def _theme_group(self) -> QActionGroup:
        group = QActionGroup(self)
        for name, text in THEMES.items():
            action = group.addAction(text)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == self._settings.theme)
        group.triggered.connect(self._choose_theme)
        return group

    def _ours(self) -> tuple[QAction, ...]:
        return (
            self.check_now, self.next_finding, self.previous_finding, self.next_error, self.find,
            self.expand_all, self.collapse_all, *self.panels.values(),
        )  # fmt: skip

    def _connect(self) -> None:
        self.check_now.triggered.connect(self._check_now)
        self.next_finding.triggered.connect(self._next_finding)
        self.previous_finding.triggered.connect(self._previous_finding)
        self.next_error.triggered.connect(self._next_error)
        self.find.triggered.connect(self._find)
        self.expand_all.triggered.connect(self._expand_all)
        self.collapse_all.triggered.connect(self._collapse_all)
        self.panels["report"].triggered.connect(self._report_wanted)

    # Findings

    def _check_now(self) -> None:
        if workspace := self._workspace:
            workspace.commit_typing()
            workspace.session.check_now()
            self.panels["findings"].setChecked(True)
            workspace.lower_panels.bring_forward("findings")
            counts = workspace.findings.model.counts()
            words = {"error": "错误", "warning": "警告", "hint": "提示"}
            found = "，".join(f"{word} {counts[key]}" for key, word in words.items() if counts[key])
            self.message.emit(f"检查完毕：{found or '没有发现问题'}")

    def _next_finding(self) -> None:
        self._go(FindingsPanel.next_finding)

    def _previous_finding(self) -> None:
        self._go(FindingsPanel.previous_finding)

    def _next_error(self) -> None:
        self._go(FindingsPanel.next_error, "没有错误")

    def _go(
        self, step: Callable[[FindingsPanel], bool], otherwise: str = "没有要处理的问题"
    ) -> None:
        """Take over what is being typed, step, and let what is typed next go to that place."""
        if (workspace := self._workspace) is None:
            return
        workspace.commit_typing()
        workspace.lower_panels.bring_forward("findings")
        in_list = workspace.has_keys_in_list()  # asked before: the fields at the side may go
        if not step(workspace.findings):
            self.message.emit(otherwise)
        elif not in_list:
            workspace.enter_place()

    # The read report

    def open_report(self) -> None:
        """Show the read report and let the keys work in it."""
        self.panels["report"].setChecked(True)
        if workspace := self._workspace:
            workspace.enter_report()

    def _report_wanted(self, shown: bool) -> None:
        if shown:
            self.open_report()

    # Seeing

    def _find(self) -> None:
        if workspace := self._workspace:
            self.panels["tree"].setChecked(True)
            workspace.tree_panel.enter_filter()

    def _expand_all(self) -> None:
        if workspace := self._workspace:
            workspace.tree.expandAll()

    def _collapse_all(self) -> None:
        if workspace := self._workspace:
            workspace.tree.collapseAll()

    def _show_panels(self) -> None:
        if workspace := self._workspace:
            for name in workspace.panels:
                workspace.show_panel(name, self.panels[name].isChecked())

    def choose_theme(self, name: str) -> None:
        """Dress the program in that theme, and tick it in the menu."""
        for action in self.themes.actions():
            if action.data() == name and not action.isChecked():
                action.trigger()

    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data()
        self._services.set_theme(self._settings.theme)
        self._services.settings.save()
