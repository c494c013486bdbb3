# SPDX-License-Identifier: MulanPSL-2.0
"""How the page is looked at: the zoom, and whether one page is in view at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.page.canvas import ZoomMode

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from fuyi_editor.ui.settings import Settings
    from fuyi_editor.ui.workspace import Workspace

ZOOM_STEP = 1.15


class ZoomActions(QObject):
    """Acts on the page of the book at hand. The last choice is that of the next book too."""

    zoom_changed = Signal(float)

    def __init__(self, parent: QObject, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._workspace: Workspace | None = None
        self.zoom_in = make_action(self, "放大(&Z)", "zoom-in", "Ctrl++", "Ctrl+=")
        self.zoom_out = make_action(self, "缩小(&O)", "zoom-out", "Ctrl+-")
        self.whole = make_action(self, "实际大小 100%(&1)", None, "Ctrl+0")
        self.fit_width = make_action(self, "适合宽度(&W)", "fit-width", "Ctrl+1")
        self.fit_page = make_action(self, "整页(&G)", "fit-page", "Ctrl+2")
        self.one_by_one = make_action(self, "一页一页看(&Y)", None, "Ctrl+3")
        self.one_by_one.setCheckable(True)
        self.one_by_one.setChecked(settings.one_by_one)
        self.zoom_in.triggered.connect(self._zoom_in)
        self.zoom_out.triggered.connect(self._zoom_out)
        self.whole.triggered.connect(self._zoom_whole)
        self.fit_width.triggered.connect(self._fit_width)
        self.fit_page.triggered.connect(self._fit_page)
        self.one_by_one.toggled.connect(self._show_one_by_one)

    @property
    def all(self) -> tuple[QAction, ...]:
        """In the order of the menu."""
        return (
            self.zoom_in, self.zoom_out, self.whole, self.fit_width, self.fit_page, self.one_by_one,
        )  # fmt: skip

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        for action in self.all:
            action.setEnabled(workspace is not None)
        if workspace is not None:
            workspace.page.set_one_by_one(self.one_by_one.isChecked())
            self.zoom_changed.emit(workspace.page.zoom)

    def equip(self, workspace: Workspace) -> None:
        """Show the page of a new workspace as the last one was shown."""
        page, settings = workspace.page, self._settings
        if settings.zoom is not None:
            page.set_zoom(settings.zoom)
        elif settings.fit_page:
            page.fit_page()
        else:
            page.fit_width()
        page.zoom_changed.connect(self._zoomed)

    def remember(self) -> None:
        """Put how the page is looked at into the settings."""
        self._settings.one_by_one = self.one_by_one.isChecked()
        if self._workspace is not None:
            page = self._workspace.page
            self._settings.zoom = page.zoom if page.zoom_mode is ZoomMode.FREE else None
            self._settings.fit_page = page.zoom_mode is ZoomMode.FIT_PAGE

    def _zoomed(self) -> None:
        if workspace := self._workspace:
            self.zoom_changed.emit(workspace.page.zoom)

    def _zoom_in(self) -> None:
        self._zoom_by(ZOOM_STEP)

    def _zoom_out(self) -> None:
        self._zoom_by(1 / ZOOM_STEP)

    def _zoom_by(self, factor: float) -> None:
        if workspace := self._workspace:
            workspace.page.set_zoom(workspace.page.zoom * factor)

    def _zoom_whole(self) -> None:
        if workspace := self._workspace:
            workspace.page.set_zoom(1.0)

    def _fit_width(self) -> None:
        if workspace := self._workspace:
            workspace.page.fit_width()

    def _fit_page(self) -> None:
        if workspace := self._workspace:
            workspace.page.fit_page()

    def _show_one_by_one(self, wanted: bool) -> None:
        if workspace := self._workspace:
            workspace.page.set_one_by_one(wanted)
