# SPDX-License-Identifier: MulanPSL-2.0
"""The first start of all: the sample book and three hints. Both are in the menu 帮助 ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fuyi_editor.files.book import as_sample
from fuyi_editor.files.errors import FileError
from fuyi_editor.resource_files import resource
from fuyi_editor.ui.actions import make_action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from fuyi_editor.ui.manual.hints import Hints
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

SAMPLE = ("samples", "fengrun-2023.docx")
SAMPLE_WORDS = "这是随程序带的样本，可以随便改；要留下来请另存，样本本身不会动"
NO_BOOK = "请先打开一张表，提示指着窗口的各个部分"


class FirstStart(QObject):
    """Knows whether the program was never started before: there are no settings yet."""

    sample_opened = Signal(object)  # Book: a copy that is saved nowhere
    message = Signal(str)

    def __init__(self, window: QMainWindow, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._workspace: Workspace | None = None
        self._is_first = services.settings.is_new
        self._hints: Hints | None = None
        self.show_hints = make_action(self, "使用提示(&T)", None)
        self.open_sample = make_action(self, "打开样本(&S)", None)
        self.show_hints.triggered.connect(self._show_hints)
        self.open_sample.triggered.connect(self._open_sample)

    @property
    def hints(self) -> Hints:
        """The hints over the open book; made when they are first wanted."""
        if self._hints is None:
            from fuyi_editor.ui.manual.hints import Hints

            self._hints = Hints(self._window)
        return self._hints

    def begin(self) -> None:
        """Open the sample at the first start, where no other book is open."""
        if self._is_first and self._workspace is None:
            self._open_sample()

    def follow(self, workspace: Workspace | None) -> None:
        """Point at the panels of this workspace from now on; at the first book unasked."""
        if self._hints is not None:
            self._hints.close_all()
        self._workspace = workspace
        if self._is_first and workspace is not None:
            self._is_first = False
            # Taken down at once: a crash must not bring the hints back.
            self._services.settings.save()
            QTimer.singleShot(0, self._show_hints)  # the panels get their places only then

    def _show_hints(self) -> None:
        if self._workspace is None:
            self.message.emit(NO_BOOK)
        else:
            self.hints.show_over(self._workspace)

    def _open_sample(self) -> None:
        try:
            book = self._services.open_book(resource(*SAMPLE))
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return
        self.sample_opened.emit(as_sample(book))
        self.message.emit(SAMPLE_WORDS)
