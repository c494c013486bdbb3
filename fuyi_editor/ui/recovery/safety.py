# SPDX-License-Identifier: MulanPSL-2.0
"""Everything by which the window loses nothing: journal, recovery, older states, lock, watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.ui.recovery.backup_actions import BackupActions
from fuyi_editor.ui.recovery.disk_watch import DiskWatch
from fuyi_editor.ui.recovery.journal_keeper import JournalKeeper, Kept
from fuyi_editor.ui.recovery.lock_keeper import LockKeeper
from fuyi_editor.ui.recovery.recovery_actions import RecoveryActions

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.recovery import Recovered
    from fuyi_editor.ui.file_actions import FileActions
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace


class Safety(QObject):
    """Serves one workspace at a time, through parts that know nothing of each other."""

    copy_opened = Signal(object)  # Book: an older state, saved nowhere
    book_recovered = Signal(object, object)  # Recovered, and the recovery file that is ours now
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services, files: FileActions) -> None:
        super().__init__(window)
        folder = services.recovery.folder if services.recovery else None
        self._journal = JournalKeeper(folder, self)
        self._recoveries = RecoveryActions(window, services, files.may_leave)
        self._backups = BackupActions(window, services, files.may_leave)
        self._lock = LockKeeper(services.lock, self)
        self._watch = DiskWatch(services.ask, self)
        self._recoveries.book_recovered.connect(self.book_recovered)
        self._backups.copy_opened.connect(self.copy_opened)
        self._watch.reload_wanted.connect(files.reopen)
        self._watch.save_as_wanted.connect(files.save_book_as)
        for part in (self._journal, self._recoveries, self._backups, self._watch):
            part.message.connect(self.message)

    @property
    def history(self) -> QAction:
        """历史版本."""
        return self._backups.history

    @property
    def recover(self) -> QAction:
        """恢复没有保存的表."""
        return self._recoveries.recover

    def follow(self, workspace: Workspace | None) -> None:
        """Keep the book of this workspace from now on."""
        self._journal.follow(workspace)
        self._backups.follow(workspace)
        self._lock.follow(workspace)
        self._watch.follow(workspace)

    def offer_recovery(self) -> bool:
        """Offer what a crash left unsaved; whether a book was recovered."""
        return self._recoveries.offer()

    def go_on_in(self, file: Path, recovered: Recovered) -> None:
        """The book that is shown was recovered from that file: its journal goes on there."""
        saved = recovered.book.submission if recovered.saved else None
        self._journal.go_on_in(file, saved)

    def keep_now(self) -> Kept:
        """Have what is not saved on the disk at once: an error has come up."""
        return self._journal.keep_now()

    def close(self) -> None:
        """The program ends: the open book was saved or given up."""
        self._journal.close()
