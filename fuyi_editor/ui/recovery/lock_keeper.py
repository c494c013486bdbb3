# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps the lock beside the file of an open book, and moves it when that is saved elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from fuyi_editor.files.edit_lock import EditLock
    from fuyi_editor.ui.session import EditSession


class LockKeeper(QObject):
    """Serves one session, as a part of it."""

    def __init__(self, lock: EditLock, session: EditSession) -> None:
        super().__init__(session)
        self._lock = lock
        self._session = session
        session.book_changed.connect(self._move)
        self._move()

    def close(self) -> None:
        """The book is closed: nobody need be told any more."""
        self._lock.leave()

    def _move(self) -> None:
        path = self._session.book.path
        if path is None:
            self._lock.leave()
        else:
            self._lock.take(path)
