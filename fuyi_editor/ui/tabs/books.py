# SPDX-License-Identifier: MulanPSL-2.0
"""The open books of the window: each is given its parts, the one that is shown is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.tabs.unsaved_dialog import Unsaved
from fuyi_editor.ui.window_state import remember_splitters, restore_splitters
from fuyi_editor.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.book import Book
    from fuyi_editor.ui.file_actions import FileActions
    from fuyi_editor.ui.recovery.safety import Safety
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.tabs.book_tabs import BookTabs


class Follower(Protocol):
    """Acts on the book that is shown."""

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this one from now on; on none, where no book is open."""


class Equipper(Protocol):
    """Gives every book something of its own."""

    def equip(self, workspace: Workspace) -> None:
        """Called once, before the workspace is shown."""


class Releaser(Protocol):
    """Holds something of every book."""

    def release(self, workspace: Workspace) -> None:
        """Called once, when the workspace is closed."""


class Books(QObject):
    """Opens and closes workspaces in the tabs. A book is closed only after its changes were
    saved or given up.
    """

    current_changed = Signal()
    opened = Signal(object)  # Workspace, which is equipped and not shown yet
    changed = Signal()  # another book is open, or one is closed, or saved elsewhere

    def __init__(
        self,
        tabs: BookTabs,
        services: Services,
        files: FileActions,
        safety: Safety,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.tabs = tabs
        self._services = services
        self._settings = services.settings.values
        self._files = files
        self._safety = safety
        self._followers: Sequence[Follower] = ()
        self._equippers: Sequence[Equipper] = ()
        self._releasers: Sequence[Releaser] = ()
        self._shown: Workspace | None = None
        tabs.current_changed.connect(self._current_changed)
        tabs.close_wanted.connect(self.close)

    def served_by(
        self,
        followers: Sequence[Follower],
        equippers: Sequence[Equipper],
        releasers: Sequence[Releaser],
    ) -> None:
        """Say who serves the books, each group in its order."""
        self._followers, self._equippers, self._releasers = followers, equippers, releasers

    def open(self, book: Book, *, saved: bool = True) -> Workspace:
        """Show a book in a new tab. One that is not saved is not closed without a question."""
        workspace = self._workspace(book)
        self.tabs.add(workspace)
        self._show_new(workspace, saved=saved)
        return workspace

    def open_behind(self, book: Book) -> Workspace:
        """Put a book into a new tab, behind the one that is shown."""
        workspace = self._workspace(book)
        self.tabs.add(workspace)
        self.changed.emit()
        return workspace

    def replace(self, book: Book, *, saved: bool = True) -> Workspace:
        """Show a book in the place of the one that is shown, which it stands in for."""
        old = self.tabs.current
        if old is None:
            return self.open(book, saved=saved)
        workspace = self._workspace(book)
        self._safety.take_over(old, workspace)
        self.tabs.add(workspace, self.tabs.currentIndex() + 1)
        self._show_new(workspace, saved=saved)
        self._remove(old)
        return workspace

    def close(self, workspace: Workspace) -> bool:
        """Close a book, asking about its changes; whether it is closed."""
        return self.close_all((workspace,))

    def close_all(self, workspaces: Sequence[Workspace]) -> bool:
        """Close these books, with one question about the changes of all."""
        if not self.may_close(workspaces):
            return False
        for workspace in workspaces:
            self._remove(workspace)
        return True

    def may_close(self, workspaces: Sequence[Workspace]) -> bool:
        """Whether these may be closed: they are saved, or the user gives their changes up."""
        self.tabs.commit_typing()
        unsaved = [w for w in workspaces if not w.session.undo_stack.isClean()]
        if not unsaved:
            return True
        names = [workspace.session.book.name for workspace in unsaved]
        if len(unsaved) == 1:
            self.tabs.bring_forward(unsaved[0])  # so that it is seen what is asked about
            answer = self._services.ask.unsaved(names[0])
        else:
            answer = self._services.ask.unsaved_books(names)
        if answer is Unsaved.SAVE:
            return all(self._save(workspace) for workspace in unsaved)
        return answer is Unsaved.DISCARD

    def save_copies(self) -> bool:
        """Save what is unsaved under other names, book by book; whether all of it is saved."""
        self.tabs.commit_typing()
        for workspace in self.tabs.workspaces:
            if not workspace.session.undo_stack.isClean():
                self.tabs.bring_forward(workspace)
                if not self._files.save_copy():
                    return False
        return True

    def end(self) -> None:
        """The window closes: all may be forgotten."""
        if self._shown is not None:
            remember_splitters(self._shown, self._settings)
        # A stack that is destroyed would tell a window that is half gone already.
        self._follow(None)
        for workspace in self.tabs.workspaces:
            self._release(workspace)

    def _save(self, workspace: Workspace) -> bool:
        self.tabs.bring_forward(workspace)
        return self._files.save_book()

    def _workspace(self, book: Book) -> Workspace:
        session = EditSession(book, self._services.new_checker())
        workspace = Workspace(session, self._services.texts, self.tabs.window())
        for part in self._equippers:
            part.equip(workspace)
        session.book_changed.connect(self.changed)
        self.opened.emit(workspace)
        return workspace

    def _show_new(self, workspace: Workspace, *, saved: bool) -> None:
        if not saved:
            workspace.session.undo_stack.resetClean()
        self.tabs.bring_forward(workspace)
        workspace.tree.setFocus()
        self.changed.emit()

    def _remove(self, workspace: Workspace) -> None:
        self.tabs.take_away(workspace)
        self._release(workspace)
        self.changed.emit()
        workspace.hide()
        # A signal of the book may be what led here.
        workspace.deleteLater()

    def _release(self, workspace: Workspace) -> None:
        for part in self._releasers:
            part.release(workspace)

    def _current_changed(self) -> None:
        workspace = self.tabs.current
        if self._shown is not None:
            remember_splitters(self._shown, self._settings)
        if workspace is not None:
            restore_splitters(workspace, self._settings)
        self._follow(workspace)
        self.current_changed.emit()

    def _follow(self, workspace: Workspace | None) -> None:
        self._shown = workspace
        for part in self._followers:
            part.follow(workspace)
