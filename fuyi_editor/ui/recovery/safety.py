# SPDX-License-Identifier: MulanPSL-2.0
"""Everything by which the window loses nothing: journal, recovery, older states, lock, watch."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Kept:
    """What keeps one open book; in a mere picture nothing is kept of it."""

    watch: DiskWatch
    journal: JournalKeeper | None
    lock: LockKeeper | None

    def keep_now(self) -> Kept:
        return Kept.FAILED if self.journal is None else self.journal.keep_now()

    def close(self) -> None:
        if self.journal is not None:
            self.journal.close()
        if self.lock is not None:
            self.lock.close()


class Safety(QObject):
    """Keeps every open book, through parts that know nothing of each other."""

    copy_opened = Signal(object)  # Book: an older state, saved nowhere
    book_recovered = Signal(object, object)  # Recovered, and the recovery file that is ours now
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services, files: FileActions) -> None:
        super().__init__(window)
        self._services = services
        self._files = files
        self._kept: dict[Workspace, _Kept] = {}
        self._recoveries = RecoveryActions(window, services)
        self._backups = BackupActions(window, services)
        self._recoveries.book_recovered.connect(self.book_recovered)
        self._backups.copy_opened.connect(self.copy_opened)
        for part in (self._recoveries, self._backups):
            part.message.connect(self.message)

    @property
    def history(self) -> QAction:
        """历史版本."""
        return self._backups.history

    @property
    def recover(self) -> QAction:
        """恢复没有保存的表."""
        return self._recoveries.recover

    def equip(self, workspace: Workspace) -> None:
        """Keep the book of a new workspace until it is released."""
        services, journal, lock = self._services, None, None
        if services.recovery is not None:
            journal = JournalKeeper(services.recovery.folder, workspace)
            journal.message.connect(self.message)
        if services.new_lock is not None:
            lock = LockKeeper(services.new_lock(), workspace.session)
        watch = DiskWatch(services.ask, workspace)
        watch.reload_wanted.connect(self._files.reopen)
        watch.save_as_wanted.connect(self._files.save_book_as)
        watch.message.connect(self.message)
        self._kept[workspace] = _Kept(watch, journal, lock)

    def follow(self, workspace: Workspace | None) -> None:
        """This is the book that is shown now: whether its file has changed is looked at anew."""
        self._backups.follow(workspace)
        if workspace is not None:
            self._kept[workspace].watch.look()

    def take_over(self, old: Workspace, new: Workspace) -> None:
        """A book stands in for another one, whose journal it goes on with."""
        before, now = self._kept[old].journal, self._kept[new].journal
        if before is not None and now is not None:
            now.take_over(before)

    def release(self, workspace: Workspace) -> None:
        """The book is closed: it was saved or given up."""
        if kept := self._kept.pop(workspace, None):
            kept.close()

    def offer_recovery(self) -> bool:
        """Offer what a crash left unsaved; whether a book was recovered."""
        return self._recoveries.offer()

    def go_on_in(self, workspace: Workspace, file: Path, recovered: Recovered) -> None:
        """The book of a workspace was recovered from that file: its journal goes on there."""
        if journal := self._kept[workspace].journal:
            saved = recovered.book.submission if recovered.saved else None
            journal.go_on_in(file, saved)

    def keep_now(self) -> Kept:
        """Have what is not saved of any book on the disk at once: an error has come up."""
        found = {kept.keep_now() for kept in self._kept.values()}
        worst_first = (Kept.FAILED, Kept.ALL)
        return next((kept for kept in worst_first if kept in found), Kept.NOTHING)
