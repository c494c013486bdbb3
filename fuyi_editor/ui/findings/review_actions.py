# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 审核 on findings: go to the other place, mend, not tell again, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.checks.dismissals import dismissal_of, rule_dismissal
from fuyi_editor.checks.fixes import edits_of, mendable
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.findings.dismissal_keeper import DismissalKeeper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

NO_FINDING = "请先在检查结果里选一处问题（F8）"
NOT_SHOWN = "检查结果没有显示；请在“视图”里打开"
NO_OTHER = "这一处问题只涉及一个地方"
NO_FIX = "这一处要人来改，程序改不准"


class ReviewActions(QObject):
    """Acts on the current row of the findings; nothing is changed without the user's word."""

    message = Signal(str)
    explanation_wanted = Signal(str)  # the place in the manual

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._ask = services.ask
        self._workspace: Workspace | None = None
        self.enter_list = make_action(self, "到检查结果里(&T)", None, "Ctrl+F6")
        self.other = make_action(self, "到另一处(&O)", None, "Alt+F8")
        self.fix = make_action(self, "修正所选的问题(&M)", "fix", "F9")
        self.fix_rule = make_action(self, "全部修正(&A)…", None, "Shift+F9")
        self.dismiss = make_action(self, "本条不再提示(&D)…", None, "Ctrl+F9")
        self.dismiss_rule = make_action(self, "本书不再提示这条规则(&R)…", None)
        self.dismissed = make_action(self, "不再提示的问题(&L)…", None)
        self.explain = make_action(self, "规则说明(&W)", None)
        self._connect()
        self.follow(None)

    @property
    def of_row(self) -> tuple[QAction, ...]:
        """What acts on one row, for its context menu too."""
        return (
            self.other, self.fix, self.fix_rule, self.dismiss, self.dismiss_rule, self.explain
        )  # fmt: skip

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        self.refresh()

    def equip(self, workspace: Workspace) -> None:
        """Bring into a new workspace what its user does not want to hear, before its checks."""
        DismissalKeeper(self._services.notes, workspace.session)
        panel = workspace.findings
        panel.view.addActions(list(self.of_row))
        panel.current_changed.connect(self.refresh)
        panel.bar.dismissed_button.clicked.connect(self.show_dismissed)
        workspace.session.findings_changed.connect(self.refresh)
        workspace.session.mend_wanted.connect(self._mend_asking)

    def refresh(self) -> None:
        """Say what can be done with the current row."""
        panel = self._workspace.findings if self._workspace else None
        finding = panel.current if panel else None
        rule = panel.current_rule if panel else ""
        session = self._workspace.session if self._workspace else None
        self.enter_list.setEnabled(session is not None)
        self.other.setEnabled(finding is not None and finding.other is not None)
        self.fix.setEnabled(finding is not None and finding.fix is not None)
        any_fix = session is not None and any(f.fix and f.rule == rule for f in session.findings)
        self.fix_rule.setEnabled(any_fix)
        self.dismiss.setEnabled(finding is not None)
        self.dismiss_rule.setEnabled(bool(rule))
        self.explain.setEnabled(bool(rule))
        named = f" {rule}" if rule else "这条规则"
        self.fix_rule.setText(f"全部修正{named}(&A)…")
        self.dismiss_rule.setText(f"本书不再提示{named}(&R)…")
        self.dismissed.setEnabled(session is not None and bool(session.dismissals.entries))

    def _connect(self) -> None:
        self.enter_list.triggered.connect(self._enter_list)
        self.other.triggered.connect(self._other)
        self.fix.triggered.connect(self._fix)
        self.fix_rule.triggered.connect(self._fix_rule)
        self.dismiss.triggered.connect(self._dismiss)
        self.dismiss_rule.triggered.connect(self._dismiss_rule)
        self.dismissed.triggered.connect(self.show_dismissed)
        self.explain.triggered.connect(self._explain)

    # Going

    def _enter_list(self) -> None:
        if workspace := self._committed():
            workspace.lower_panels.bring_forward("findings")
            if workspace.findings.isVisible():
                workspace.findings.enter()
            else:
                self.message.emit(NOT_SHOWN)

    def _other(self) -> None:
        if (workspace := self._committed()) and not workspace.findings.go_to_other():
            self.message.emit(NO_OTHER if workspace.findings.current else NO_FINDING)

    # Mending

    def _fix(self) -> None:
        if (workspace := self._committed()) and not workspace.findings.fix_current():
            self.message.emit(NO_FIX if workspace.findings.current else NO_FINDING)

    def _fix_rule(self) -> None:
        if workspace := self._committed():
            rule = workspace.findings.current_rule
            workspace.session.check_now()  # every fix must be of the present text
            found = mendable(workspace.session.findings, rule)
            name = self._name_of(rule)
            self._mend(
                found, f"规则 {name}：下列 {len(found)} 处可以一次改好。", f"全部修正 {rule}"
            )

    def _mend_asking(self, finding: Finding) -> None:
        assert finding.fix is not None
        self._mend((finding,), f"{finding.message}\n{finding.fix.title}：", finding.fix.title)

    def _mend(self, findings: Sequence[Finding], heading: str, title: str) -> None:
        if self._workspace is None or not findings:
            return
        session = self._workspace.session
        chosen = self._ask.fixes(session.submission, findings, heading)
        if chosen:
            session.apply(title, edits_of(session.submission, chosen))
            session.check_now()
            self.message.emit(f"改了 {len(chosen)} 处，可以一步撤销")

    # Not telling again

    def _dismiss(self) -> None:
        workspace = self._committed()
        finding = workspace.findings.current if workspace else None
        if workspace is None or finding is None:
            return
        reason = self._ask.reason(f"这一处不再提示：{finding.message}")
        session = workspace.session
        now = session.up_to_date(finding) if reason else None
        if now is not None:
            entry = dismissal_of(session.submission, now, reason or "")
            session.dismiss(session.dismissals.adding(entry))
            self.message.emit("不再提示这一处；原文改动后会重新提示")

    def _dismiss_rule(self) -> None:
        workspace = self._committed()
        rule = workspace.findings.current_rule if workspace else ""
        if workspace is None or not rule:
            return
        session = workspace.session
        count = sum(finding.rule == rule for finding in session.findings)
        what = f"这本文本不再提示规则 {self._name_of(rule)}（现在有 {count} 处，以后的也不提示）。"
        if reason := self._ask.reason(what):
            session.dismiss(session.dismissals.adding(rule_dismissal(rule, reason)))

    def show_dismissed(self) -> None:
        """List what is not told any more; what is ticked there is told again."""
        if self._workspace is None:
            return
        session = self._workspace.session
        revoked = self._ask.dismissed(session.dismissals.entries, self._services.texts)
        if revoked:
            session.dismiss(session.dismissals.without(revoked))
            self.message.emit(f"恢复提示 {len(revoked)} 条")

    # Why

    def _explain(self) -> None:
        if self._workspace is not None and (rule := self._workspace.findings.current_rule):
            from fuyi_editor.ui.manual.rule_chapter import rule_place  # when it is wanted

            self.explanation_wanted.emit(rule_place(rule))

    def _name_of(self, rule: str) -> str:
        text = self._services.texts.get(rule)
        return f"{rule} {text.name}" if text else rule

    def _committed(self) -> Workspace | None:
        """The workspace, what is being typed taken over."""
        if self._workspace is not None:
            self._workspace.commit_typing()
        return self._workspace
