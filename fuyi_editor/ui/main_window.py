# SPDX-License-Identifier: MulanPSL-2.0
"""The main window: menus, bars, and in the middle the open book or the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolBar
from typing_extensions import override

from fuyi_editor.ui.ask import PROGRAM_NAME
from fuyi_editor.ui.book_status import BookStatus
from fuyi_editor.ui.clipboard.actions import ClipActions
from fuyi_editor.ui.edit_actions import EditActions
from fuyi_editor.ui.errors.log_actions import LogActions
from fuyi_editor.ui.errors.rescue import Rescue
from fuyi_editor.ui.file_actions import FileActions
from fuyi_editor.ui.find.find_actions import FindActions
from fuyi_editor.ui.findings.review_actions import ReviewActions
from fuyi_editor.ui.findings.review_sheet_actions import ReviewSheetActions
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.layouts.taxonomy_actions import TaxonomyActions
from fuyi_editor.ui.layouts.template_actions import TemplateActions
from fuyi_editor.ui.library.actions import LibraryActions
from fuyi_editor.ui.manual.actions import HelpActions
from fuyi_editor.ui.manual.first_start import FirstStart
from fuyi_editor.ui.menus import fill_menu_bar, fill_tool_bar
from fuyi_editor.ui.merge.actions import MergeActions
from fuyi_editor.ui.mime_content import local_files
from fuyi_editor.ui.page.page_menu import PageMenu
from fuyi_editor.ui.preferences.actions import PreferencesActions
from fuyi_editor.ui.recovery.safety import Safety
from fuyi_editor.ui.start_page import StartPage
from fuyi_editor.ui.tabs.book_tabs import BookTabs
from fuyi_editor.ui.tabs.books import Books
from fuyi_editor.ui.tabs.restoring import Restoring
from fuyi_editor.ui.tabs.tab_actions import TabActions
from fuyi_editor.ui.view_actions import ViewActions
from fuyi_editor.ui.window_state import remember_window, restore_window
from fuyi_editor.ui.yearly.compare_actions import CompareActions
from fuyi_editor.ui.yearly.last_year_actions import LastYearActions
from fuyi_editor.ui.yearly.rollover_actions import RollOverActions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from fuyi_editor.files.book import Book
    from fuyi_editor.files.recovery import Recovered
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

MESSAGE_MS = 8000


class MainWindow(QMainWindow):
    """Shows the open books in tabs. `services.ask.parent` should be this window."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._settings = services.settings.values
        self.tabs = BookTabs()
        self.files = FileActions(self, services, self.tabs)
        self.templates = TemplateActions(self, services)
        self.rollovers = RollOverActions(self, services, self.files)
        self.edits = EditActions(self)
        self.clips = ClipActions(self, services)
        self.clips.enter(self.edits.context_menu, self.edits.rename)
        self.finding = FindActions(self, services)
        self.taxonomies = TaxonomyActions(self, services.ask)
        self.merging = MergeActions(self, services)
        self.last_years = LastYearActions(self, services)
        self.library = LibraryActions(self, services)
        self.reviews = ReviewActions(self, services)
        self.sheets = ReviewSheetActions(self, services)
        self.compares = CompareActions(self, services)
        self.views = ViewActions(self, services)
        self.helps = HelpActions(self, services)
        self.page_menu = PageMenu(
            self, self.clips, self.edits, self.reviews, self.finding, self.helps
        )
        self.first_start = FirstStart(self, services)
        self.preferences = PreferencesActions(self, services, self.views)
        self.safety = Safety(self, services, self.files)
        self.books = Books(self.tabs, services, self.files, self.safety, self)
        self.restoring = Restoring(self.books, services, self.files, self)
        self.tabbing = TabActions(self.books, self)
        self.logs = LogActions(self, services)
        self.rescue = Rescue(self, services.ask, self.safety, self.books)
        self.start_page = StartPage(
            self.files.open, self.rollovers.roll_over, self.files.paste, self.files.new
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.tabs)
        self.setCentralWidget(self._stack)
        bar = self.menuBar()
        fill_menu_bar(
            bar, self.files, self.templates, self.rollovers, self.edits, self.taxonomies,
            self.last_years, self.library, self.reviews, self.sheets, self.compares, self.merging,
            self.views, self.helps, self.first_start, self.finding, self.clips,
            self.safety, self.logs, self.tabbing, self.preferences,
        )  # fmt: skip
        tools = QToolBar("工具栏", self)
        fill_tool_bar(tools, self.files, self.edits, self.views)
        self.addToolBar(tools)
        self.book_status = BookStatus(self.statusBar(), self.views)
        self.setAcceptDrops(True)
        self._serve_books()
        self._connect()
        self._show_recent()
        self._show_title()

    def _serve_books(self) -> None:
        both = (
            self.edits, self.clips, self.finding, self.last_years, self.library, self.reviews,
            self.compares, self.views, self.safety, self.page_menu,
        )  # fmt: skip
        only_shown = (
            self.files, self.rollovers, self.templates, self.taxonomies, self.sheets,
            self.tabbing, self.book_status, self.helps, self.first_start,
        )  # fmt: skip
        holding = (
            self.edits, self.clips, self.last_years, self.compares, self.safety, self.book_status,
        )  # fmt: skip
        self.books.served_by((*only_shown, *both), both, holding)

    def _connect(self) -> None:
        self.files.book_opened.connect(self.show_book)
        self.files.book_read_again.connect(self.books.replace)
        self.files.book_pasted.connect(self._show_unsaved)
        self.templates.book_made.connect(self._show_unsaved)
        self.merging.book_made.connect(self._show_unsaved)
        self.rollovers.book_made.connect(self._show_unsaved)
        self.first_start.sample_opened.connect(self.show_book)
        self.files.layout_applied.connect(self._show_composed)
        self.safety.copy_opened.connect(self._show_unsaved)
        self.safety.book_recovered.connect(self._show_recovered)
        self.files.saved.connect(self.book_status.saved)
        self.files.saved.connect(self._show_title)
        self.files.message.connect(self.show_message)
        for actions in (
            self.views, self.rollovers, self.last_years, self.reviews, self.sheets,
            self.compares, self.merging, self.safety, self.rescue, self.tabbing,
            self.restoring, self.first_start,
        ):  # fmt: skip
            actions.message.connect(self.show_message)
        self.reviews.explanation_wanted.connect(self.helps.show_place)
        self.books.opened.connect(self._listen)
        self.books.current_changed.connect(self._show_current)
        self.edits.undo_group.cleanChanged.connect(self._clean_changed)
        self.start_page.recent_chosen.connect(self.files.open_recent)
        self.preferences.recent_cleared.connect(self._show_recent)

    @property
    def workspace(self) -> Workspace | None:
        """The workspace of the book that is shown."""
        return self.tabs.current

    @property
    def session(self) -> EditSession | None:
        """The session of the book that is shown."""
        return self.workspace.session if self.workspace else None

    def restore_place(self) -> None:
        """Go where the window was the last time; call before `show`."""
        restore_window(self, self._settings)

    def begin(self, files: Sequence[Path]) -> None:
        """Offer what a crash left unsaved; open these files, and what was open the last time."""
        if self.safety.offer_recovery():
            self.tabs.bring_forward(self.tabs.workspaces[0])  # the one that was edited last
        self.restoring.begin(files)
        if not self.tabs.count() and not self.restoring.is_busy:
            self.first_start.begin()

    def open(self, path: Path) -> bool:
        """Open that file; whether it is shown now."""
        return self.files.open_path(path)

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open these files, of which the last one that can be opened is shown."""
        for path in paths:
            self.open(path)

    def show_book(self, book: Book) -> None:
        """Show this book in a tab of its own."""
        self.books.open(book)

    def _show_composed(self, book: Book) -> None:
        """Show the book at hand in another layout: at the same place, and saved nowhere."""
        selected = self.session.selected if self.session else None
        self.books.replace(book, saved=False).session.select(selected)

    def _show_unsaved(self, book: Book) -> None:
        """Show a book that is not closed without a question, though nothing was done to it."""
        self.books.open(book, saved=False)

    def _show_recovered(self, recovered: Recovered, file: Path) -> None:
        """Show what was not saved as one step, so that undoing it shows what the file says."""
        workspace = self.books.open(recovered.book, saved=False)
        self.safety.go_on_in(workspace, file, recovered)
        workspace.session.become("恢复没有保存的改动", recovered.now)

    def show_message(self, text: str) -> None:
        """Say one sentence in the status bar for a while."""
        self.statusBar().showMessage(text, MESSAGE_MS)

    # What is shown

    def _listen(self, workspace: Workspace) -> None:
        workspace.session.message.connect(self.show_message)
        workspace.session.book_changed.connect(self._show_title)

    def _show_current(self) -> None:
        if self.tabs.current is None:
            self._show_recent()
            self._stack.setCurrentWidget(self.start_page)
        else:
            self._stack.setCurrentWidget(self.tabs)
        self._show_title()

    def _show_recent(self) -> None:
        self.start_page.show_recent(self._settings.recent)

    def _show_title(self) -> None:
        if self.session is None:
            self.setWindowModified(False)
            self.setWindowTitle(PROGRAM_NAME)
            return
        self.setWindowTitle(f"[*]{self.session.book.name} — {PROGRAM_NAME}")
        self.setWindowModified(not self.session.undo_stack.isClean())

    def _clean_changed(self, clean: bool) -> None:
        self.setWindowModified(self.session is not None and not clean)

    # Overridden

    @override
    @never_raises(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.books.may_close(self.tabs.workspaces):
            event.ignore()
            return
        remember_window(self, self._settings)
        self.views.remember()
        self.library.remember()
        self.restoring.stop()
        self.books.end()
        self._services.settings.save()
        event.accept()

    @override
    @never_raises(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    @never_raises(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.open_all(paths)
