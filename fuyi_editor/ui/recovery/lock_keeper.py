# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps the lock beside the file of the open book, and moves it when that is saved elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from fuyi_editor.files.edit_lock import EditLock
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace


class LockKeeper(QObject):
    """Serves one workspace at a time; without a lock nothing is written beside anything."""

    def __init__(self, lock: EditLock | None, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = lock
        self._session: EditSession | None = None

    def follow(self, workspace: Workspace | None) -> None:
        """Lock the file of that workspace's book, and no other any more."""
        self._session = workspace.session if workspace else None
        if self._session is not None:
            self._session.book_changed.connect(self._move)
        self._move()

    def _move(self) -> None:
        if self._lock is None:
            return
        path = self._session.book.path if self._session else None
        if path is None:
            self._lock.leave()
        else:
            self._lock.take(path)
