# SPDX-License-Identifier: MulanPSL-2.0
"""文件 → 设置: the dialog, and what follows from it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.preferences.dialog import PreferencesDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.view_actions import ViewActions

NOT_OPENED = "打不开文件管理器。资料在这个文件夹里：\n{folder}"


class PreferencesActions(QObject):
    """What is set is kept at once, and holds at once where it can."""

    recent_cleared = Signal()

    def __init__(self, window: QWidget, services: Services, views: ViewActions) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._views = views
        self.dialog: PreferencesDialog | None = None
        self.open = make_action(self, "设置(&G)…", None, "Ctrl+,")
        self.open.triggered.connect(self.show_dialog)

    def show_dialog(self) -> None:
        """Show the settings until they are closed."""
        services = self._services
        self.dialog = PreferencesDialog(
            services.settings.values, services.data, self._window, portable=services.is_portable
        )
        self.dialog.changed.connect(self._apply)
        self.dialog.folder_wanted.connect(self._open_folder)
        self.dialog.clear_wanted.connect(self._clear_recent)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _apply(self) -> None:
        values = self._services.settings.values
        self._views.choose_theme(values.theme)
        self._services.set_text_size(values.text_size)
        if self._services.backups is not None:
            self._services.backups.most = values.backups
        self._services.settings.save()

    def _open_folder(self) -> None:
        folder = self._services.data
        if folder is None:
            return
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._services.ask.over(self.dialog or self._window).tell(
                "资料文件夹", NOT_OPENED.format(folder=folder)
            )

    def _clear_recent(self) -> None:
        self._services.settings.values.recent = []
        self._services.settings.save()
        if self.dialog is not None:
            self.dialog.refresh()
        self.recent_cleared.emit()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
