# SPDX-License-Identifier: MulanPSL-2.0
"""The right end of the status bar: what was read of the book at hand, when it was saved, zoom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

if TYPE_CHECKING:
    from fuyi_editor.ui.view_actions import ViewActions
    from fuyi_editor.ui.workspace import Workspace

UNSAVED_BOOK = "尚未保存到文件"


class BookStatus(QObject):
    """Follows the book that is shown, and remembers of each when it was saved."""

    def __init__(self, bar: QStatusBar, views: ViewActions) -> None:
        super().__init__(bar)
        self._workspace: Workspace | None = None
        self._times: dict[Workspace, datetime] = {}
        self._summary, self._saved_at, self._zoom = QLabel(), QLabel(), QLabel()
        self._zoom.setMinimumWidth(bar.fontMetrics().horizontalAdvance("400%") + 8)
        self.unread_button = QToolButton()
        self.unread_button.setText("查看…")
        self.unread_button.setToolTip("读取报告：文件里哪一处读作什么，哪些没有认出来")
        self.unread_button.setAccessibleName("查看读取报告")
        self.unread_button.setAutoRaise(True)
        self.unread_button.clicked.connect(views.open_report)
        for label in (self._summary, self._saved_at, self._zoom):
            label.setContentsMargins(6, 0, 6, 0)
        for widget in (self._summary, self.unread_button, self._saved_at, self._zoom):
            bar.addPermanentWidget(widget)
        views.zooms.zoom_changed.connect(self._show_zoom)
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Tell of the book of this workspace from now on."""
        self._workspace = workspace
        self._show()

    def release(self, workspace: Workspace) -> None:
        """Forget a workspace that is about to go."""
        self._times.pop(workspace, None)

    def saved(self) -> None:
        """The book at hand was saved just now."""
        if self._workspace is not None:
            self._times[self._workspace] = datetime.now()
            self._show()

    def _show(self) -> None:
        workspace = self._workspace
        summary, moment, has_report = "", None, False
        if workspace is not None:
            moment = self._times.get(workspace)
            has_report = workspace.report.has_report
            if workspace.session.book.path is None:
                summary = UNSAVED_BOOK
            elif has_report or moment is None:
                summary = workspace.report.report.summary()
        self._summary.setText(summary)
        self.unread_button.setVisible(has_report)
        self._saved_at.setText(f"已保存 {moment:%H:%M}" if moment else "")
        self._zoom.setVisible(workspace is not None)

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")
