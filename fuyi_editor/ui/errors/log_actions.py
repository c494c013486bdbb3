# SPDX-License-Identifier: MulanPSL-2.0
"""帮助 → 打开日志文件夹: for whoever is asked to send the log."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from fuyi_editor.ui.actions import make_action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.ui.services import Services

TITLE = "日志文件夹"


class LogActions(QObject):
    """Opens the folder in the file manager; where there is none, says where it is."""

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._services = services
        self.open_folder = make_action(self, "打开日志文件夹(&L)", None)
        self.open_folder.setEnabled(services.logs is not None)
        self.open_folder.triggered.connect(self._open)

    def _open(self) -> None:
        folder = self._services.logs
        if folder is None:
            return
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._services.ask.tell(TITLE, f"打不开文件管理器。日志在这个文件夹里：\n{folder}")
