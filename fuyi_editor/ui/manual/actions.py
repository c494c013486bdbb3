# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 帮助: the manual at the fitting place, the keys, the version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from fuyi_editor import __version__
from fuyi_editor.resource_files import user_folder
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.ask import PROGRAM_NAME

if TYPE_CHECKING:
    from fuyi_editor.ui.manual.window import ManualWindow
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

ABOUT = (
    "{name}　{version}\n\n"
    "供县级妇联编制、核对和打印预算绩效目标表。\n"
    "完全离线运行，不连接网络，也不上传任何内容。\n\n"
    "许可证：木兰宽松许可证 第2版（MulanPSL-2.0）\n"
    "字体：Noto Serif/Sans CJK SC 的子集，SIL OFL 1.1\n\n"
    "恢复文件、历史版本、指标库等数据在：\n{folder}"
)
KEYS_PLACE = "keys"
_F1 = "manual-key"  # the name of the shortcut that a dialog was given


class HelpActions(QObject):
    """Shows what there is to know about the program; F1 asks about what is at hand."""

    def __init__(self, window: QMainWindow, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._workspace: Workspace | None = None
        self.manual = make_action(self, "使用手册(&M)", None, "F1")
        self.shortcuts = make_action(self, "快捷键(&K)", None, "Ctrl+F1")
        self.about = make_action(self, "关于(&A)", None)
        self.manual.triggered.connect(self._show_fitting)
        self.shortcuts.triggered.connect(self._show_keys)
        self.about.triggered.connect(self._show_about)
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        program.focusWindowChanged.connect(self._window_changed)

    def follow(self, workspace: Workspace | None) -> None:
        """Ask about this workspace from now on."""
        self._workspace = workspace

    def show_place(self, place: str) -> None:
        """Open the manual there; above a dialog, which keeps all else from being used."""
        self._manual_over(QApplication.activeModalWidget() or self._window).show_place(place)

    def _manual_over(self, parent: QWidget) -> ManualWindow:
        # Imported here: nothing of it is needed at the start.
        from fuyi_editor.ui.manual.book import manual_chapters
        from fuyi_editor.ui.manual.window import ManualWindow

        own = parent.findChild(ManualWindow, "", Qt.FindChildOption.FindDirectChildrenOnly)
        if own is not None:
            return own
        services = self._services
        chapters = manual_chapters(services.texts, services.layouts, self._window.menuBar())
        return ManualWindow(chapters, parent)

    def _show_fitting(self) -> None:
        from fuyi_editor.ui.manual.context import window_place

        self.show_place(window_place(self._workspace, QApplication.focusWidget()))

    def _show_keys(self) -> None:
        self.show_place(KEYS_PLACE)

    def _show_about(self) -> None:
        text = ABOUT.format(name=PROGRAM_NAME, version=__version__, folder=user_folder())
        self._services.ask.tell("关于", text)

    # Dialogs

    def _window_changed(self) -> None:
        """Let F1 ask in a dialog as well: the key of the menu does not reach there."""
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or not self._is_ours(dialog):
            return
        if dialog.findChild(QShortcut, _F1) is None:
            shortcut = QShortcut(QKeySequence("F1"), dialog)
            shortcut.setObjectName(_F1)
            shortcut.activated.connect(self._show_of_dialog)

    def _show_of_dialog(self) -> None:
        dialog = QApplication.activeWindow()
        if isinstance(dialog, QDialog):
            from fuyi_editor.ui.manual.context import dialog_place

            self.show_place(dialog_place(dialog))

    def _is_ours(self, widget: QWidget | None) -> bool:
        while widget is not None and widget is not self._window:
            widget = widget.parentWidget()
        return widget is not None
