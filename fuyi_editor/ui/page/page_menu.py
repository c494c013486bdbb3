# SPDX-License-Identifier: MulanPSL-2.0
"""The context menu of the page: the same actions as in the menus, for the cell at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from fuyi_editor.ui.page.places import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from fuyi_editor.ui.clipboard.actions import ClipActions
    from fuyi_editor.ui.edit_actions import EditActions
    from fuyi_editor.ui.find.find_actions import FindActions
    from fuyi_editor.ui.findings.review_actions import ReviewActions
    from fuyi_editor.ui.manual.actions import HelpActions
    from fuyi_editor.ui.workspace import Workspace


class PageMenu(QObject):
    """Opens over the page of the open workspace; what mends is there only where it can."""

    def __init__(
        self,
        parent: QObject,
        clips: ClipActions,
        edits: EditActions,
        reviews: ReviewActions,
        finding: FindActions,
        helps: HelpActions,
    ) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._delete = edits.delete
        self._of_finding: Sequence[QAction] = (reviews.fix, reviews.dismiss, reviews.explain)
        self.menu = QMenu()
        self.menu.addActions(clips.all)
        self.menu.addSeparator()
        edits.adding.fill(self.menu, smallest_first=True)
        self.menu.addSeparator()
        self.menu.addActions([edits.duplicate, edits.delete])
        self.menu.addSeparator()
        self.menu.addActions(list(self._of_finding))
        self.menu.addSeparator()
        self.menu.addActions([finding.find, helps.manual])
        self.menu.aboutToHide.connect(self._closed)

    def follow(self, workspace: Workspace | None) -> None:
        """Open over this workspace from now on."""
        self._workspace = workspace

    def equip(self, workspace: Workspace) -> None:
        """Serve the page of a new workspace."""
        workspace.page.menu_wanted.connect(self._open)

    def _open(self, position: QPoint) -> None:
        if (workspace := self._workspace) is None:
            return
        binding = workspace.page.current_binding
        names = fields_of(binding.template) if binding else ()
        found = binding is not None and workspace.findings.point_at(binding.node, names)
        for action in self._of_finding:
            self.menu.removeAction(action)
        if found:
            self.menu.insertActions(self._before_findings(), self._of_finding)
        # On the page this key takes the text out of a cell and leaves the row (issue 6).
        self._delete.setShortcutVisibleInContextMenu(False)
        self.menu.popup(position)

    def _before_findings(self) -> QAction:
        """The separator behind them; of the two that meet where they are not, Qt shows one."""
        return next(a for a in reversed(self.menu.actions()) if a.isSeparator())

    def _closed(self) -> None:
        self._delete.setShortcutVisibleInContextMenu(True)
