# SPDX-License-Identifier: MulanPSL-2.0
"""历史版本: the older states of the open book, to look at, to open as a copy, to save somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.book import as_copy
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.open_file import read_bytes
from fuyi_editor.files.store import save_bytes
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.recovery.backups_dialog import BackupAct, OldVersions
from fuyi_editor.ui.recovery.saving import write_until_done

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.backups import Backup
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

NONE_YET = "“{name}”还没有历史版本；以后每次保存之前，原来的文件都会留一份。"
NO_FILE = "这本表还没有存成过文件，没有历史版本。"


class BackupActions(QObject):
    """The file of the book itself stays as it is whatever is chosen."""

    copy_opened = Signal(object)  # Book: an older state as a copy that is saved nowhere
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._services = services
        self._workspace: Workspace | None = None
        self.history = make_action(self, "历史版本(&H)…", None)
        self.history.triggered.connect(self.show_history)
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Show the older states of this workspace's book from now on."""
        self._workspace = workspace
        self.history.setEnabled(workspace is not None and self._services.backups is not None)

    def show_history(self) -> None:
        """List the older states, and do what the user wants with one of them."""
        workspace, backups, ask = self._workspace, self._services.backups, self._services.ask
        if workspace is None or backups is None:
            return
        workspace.commit_typing()
        session = workspace.session
        path = session.book.path or session.book.copy_of
        copies = backups.of(path) if path else []
        if path is None or not copies:
            text = NONE_YET.format(name=path.name) if path else NO_FILE
            ask.tell("历史版本", text)
            return
        services = self._services
        chosen = ask.old_version(
            OldVersions(
                path, copies, session.submission, session.page,
                services.open_book, services.preview_pages,
            )
        )  # fmt: skip
        if chosen is None:
            return
        act, copy = chosen
        if act is BackupAct.OPEN:
            self._open(path, copy)
        else:
            self._save_copy(path, copy)

    def _open(self, path: Path, copy: Backup) -> None:
        try:
            with busy_cursor():
                book = in_background(lambda: self._services.open_book(copy.path))
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return
        self.copy_opened.emit(as_copy(replace(book, path=path)))
        self.message.emit(f"这是 {copy.saved:%Y-%m-%d %H:%M} 保存的内容，作为副本打开，还没有保存")

    def _save_copy(self, path: Path, copy: Backup) -> None:
        name = f"{path.stem}（{copy.saved:%Y-%m-%d %H%M}）{path.suffix}"
        filters = {path.suffix.lower(): f"{path.suffix} 文件 (*{path.suffix})"}

        def ask_name() -> Path | None:
            suggested = path.with_name(name)
            return self._services.ask.file_to_save("另存历史版本", suggested, filters)

        def write(target: Path) -> None:
            save_bytes(target, read_bytes(copy.path))

        done = write_until_done(self._services.ask, write, ask_name)
        if done is not None:
            self.message.emit(f"已保存到 {done}")
