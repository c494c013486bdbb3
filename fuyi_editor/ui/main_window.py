# SPDX-License-Identifier: MulanPSL-2.0
"""The main window: menus, bars, and in the middle the open book or the start page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QToolBar, QToolButton
from typing_extensions import override

from fuyi_editor.ui.ask import PROGRAM_NAME
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
from fuyi_editor.ui.mime_content import local_file
from fuyi_editor.ui.recovery.safety import Safety
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.start_page import StartPage
from fuyi_editor.ui.view_actions import ViewActions
from fuyi_editor.ui.window_state import (
    remember_splitters,
    remember_window,
    restore_splitters,
    restore_window,
)
from fuyi_editor.ui.workspace import Workspace
from fuyi_editor.ui.yearly.compare_actions import CompareActions
from fuyi_editor.ui.yearly.last_year_actions import LastYearActions
from fuyi_editor.ui.yearly.rollover_actions import RollOverActions

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from fuyi_editor.files.book import Book
    from fuyi_editor.files.recovery import Recovered
    from fuyi_editor.ui.services import Services

MESSAGE_MS = 8000
UNSAVED_BOOK = "尚未保存到文件"


class MainWindow(QMainWindow):
    """Shows one book at a time. `services.ask.parent` should be this window."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._settings = services.settings.values
        self.workspace: Workspace | None = None
        self.files = FileActions(self, services)
        self.templates = TemplateActions(self, services, self.files.may_leave)
        self.rollovers = RollOverActions(self, services, self.files)
        self.edits = EditActions(self)
        self.clips = ClipActions(self, services)
        self.clips.enter(self.edits.context_menu, self.edits.rename)
        self.finding = FindActions(self, services)
        self.taxonomies = TaxonomyActions(self, services.ask)
        self.merging = MergeActions(self, services, self.files.may_leave)
        self.last_years = LastYearActions(self, services)
        self.library = LibraryActions(self, services)
        self.reviews = ReviewActions(self, services)
        self.sheets = ReviewSheetActions(self, services)
        self.compares = CompareActions(self, services)
        self.views = ViewActions(self, services)
        self.helps = HelpActions(self, services)
        self.first_start = FirstStart(self, services, self.files.may_leave)
        self.safety = Safety(self, services, self.files)
        self.logs = LogActions(self, services)
        self.rescue = Rescue(self, services.ask, self.safety, self.files)
        self.start_page = StartPage(
            self.files.open, self.rollovers.roll_over, self.files.paste, self.files.new
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        bar = self.menuBar()
        fill_menu_bar(
            bar, self.files, self.templates, self.rollovers, self.edits, self.taxonomies,
            self.last_years, self.library, self.reviews, self.sheets, self.compares, self.merging,
            self.views, self.helps, self.first_start, self.finding, self.clips,
            self.safety, self.logs,
        )  # fmt: skip
        tools = QToolBar("工具栏", self)
        fill_tool_bar(tools, self.files, self.edits, self.views)
        self.addToolBar(tools)
        self._set_up_status()
        self.setAcceptDrops(True)
        self.files.book_opened.connect(self.show_book)
        self.files.book_pasted.connect(self._show_unsaved)
        self.templates.book_made.connect(self._show_unsaved)
        self.merging.book_made.connect(self._show_unsaved)
        self.rollovers.book_made.connect(self._show_unsaved)
        self.first_start.sample_opened.connect(self.show_book)
        self.files.layout_applied.connect(self._show_composed)
        self.safety.copy_opened.connect(self._show_unsaved)
        self.safety.book_recovered.connect(self._show_recovered)
        self.files.saved.connect(self._saved)
        self.files.message.connect(self.show_message)
        for actions in (
            self.views, self.rollovers, self.last_years, self.reviews, self.sheets,
            self.compares, self.merging, self.safety, self.rescue, self.first_start,
        ):  # fmt: skip
            actions.message.connect(self.show_message)
        self.reviews.explanation_wanted.connect(self.helps.show_place)
        self.views.zoom_changed.connect(self._show_zoom)
        self.edits.undo_group.cleanChanged.connect(self._clean_changed)
        self.start_page.recent_chosen.connect(self.files.open_recent)
        self.start_page.show_recent(self._settings.recent)
        self._show_title()

    @property
    def session(self) -> EditSession | None:
        """The session of the open book."""
        return self.workspace.session if self.workspace else None

    def restore_place(self) -> None:
        """Go where the window was the last time; call before `show`."""
        restore_window(self, self._settings)

    def begin(self, path: Path | None) -> None:
        """Offer what a crash left unsaved, else open the file that the program was started with."""
        if self.safety.offer_recovery():
            if path is not None:
                self.show_message(f"恢复的表还没有保存；“{path.name}”请存好以后再打开")
        elif path is not None:
            self.open(path)
        else:
            self.first_start.begin()

    def open(self, path: Path) -> bool:
        """Open that file, asking about unsaved changes; whether it is shown now."""
        return self.files.open_path(path)

    def show_book(self, book: Book) -> None:
        """Show this book instead of the open one, whose changes are forgotten."""
        session = EditSession(book, self._services.new_checker())
        workspace = Workspace(session, self._services.texts, self)
        self._replace_workspace(workspace)
        session.message.connect(self.show_message)
        session.book_changed.connect(self._show_title)
        self._show_summary()
        self.views.show_report_if_needed()
        self._saved_at.clear()
        self._show_title()
        workspace.tree.setFocus()

    def _show_composed(self, book: Book) -> None:
        """Show the open book in another layout: at the same place, and saved nowhere."""
        selected = self.session.selected if self.session else None
        self._show_unsaved(book)
        if self.session is not None:
            self.session.select(selected)

    def _show_unsaved(self, book: Book) -> None:
        """Show a book that is not left without a question, though nothing was done to it."""
        self.show_book(book)
        if self.session is not None:
            self.session.undo_stack.resetClean()

    def _show_recovered(self, recovered: Recovered, file: Path) -> None:
        """Show what was not saved as one step, so that undoing it shows what the file says."""
        self._show_unsaved(recovered.book)
        if self.session is not None:
            self.session.become("恢复没有保存的改动", recovered.now)
            self.safety.go_on_in(file, recovered)

    def show_message(self, text: str) -> None:
        """Say one sentence in the status bar for a while."""
        self.statusBar().showMessage(text, MESSAGE_MS)

    def _replace_workspace(self, workspace: Workspace) -> None:
        old, self.workspace = self.workspace, workspace
        if old is not None:
            remember_splitters(old, self._settings)
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        restore_splitters(workspace, self._settings)
        self._follow(workspace)
        if old is not None:
            self._stack.removeWidget(old)
            # A signal of the old book may be what led here.
            old.deleteLater()

    def _follow(self, workspace: Workspace | None) -> None:
        self.files.follow(workspace)
        self.rollovers.follow(workspace)
        self.templates.follow(workspace)
        self.edits.follow(workspace)
        self.clips.follow(workspace)
        self.finding.follow(workspace)
        self.taxonomies.follow(workspace)
        self.last_years.follow(workspace)
        self.library.follow(workspace)
        self.reviews.follow(workspace)
        self.sheets.follow(workspace)
        self.compares.follow(workspace)
        self.views.follow(workspace)
        self.helps.follow(workspace)
        self.first_start.follow(workspace)
        self.safety.follow(workspace)

    # Title and status bar

    def _set_up_status(self) -> None:
        self._summary = QLabel()
        self._saved_at = QLabel()
        self._zoom = QLabel()
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("400%") + 8)
        self.unread_button = QToolButton()
        self.unread_button.setText("查看…")
        self.unread_button.setToolTip("读取报告：文件里哪一处读作什么，哪些没有认出来")
        self.unread_button.setAccessibleName("查看读取报告")
        self.unread_button.setAutoRaise(True)
        self.unread_button.clicked.connect(self.views.open_report)
        self.unread_button.hide()
        for label in (self._summary, self._saved_at, self._zoom):
            label.setContentsMargins(6, 0, 6, 0)
        for widget in (self._summary, self.unread_button, self._saved_at, self._zoom):
            self.statusBar().addPermanentWidget(widget)

    def _show_title(self) -> None:
        if self.session is None:
            self.setWindowTitle(PROGRAM_NAME)
            return
        self.setWindowTitle(f"[*]{self.session.book.name} — {PROGRAM_NAME}")
        self.setWindowModified(not self.session.undo_stack.isClean())

    def _show_summary(self) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        panel, path = workspace.report, workspace.session.book.path
        self._summary.setText(panel.report.summary() if path else UNSAVED_BOOK)
        self.unread_button.setVisible(panel.has_report)

    def _clean_changed(self, clean: bool) -> None:
        self.setWindowModified(self.session is not None and not clean)

    def _saved(self) -> None:
        self._saved_at.setText(f"已保存 {datetime.now():%H:%M}")
        if self._summary.text() == UNSAVED_BOOK:
            self._summary.clear()
        elif self.workspace is not None and self.workspace.report.has_report:
            self._show_summary()
        self._show_title()

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")

    # Overridden

    @override
    @never_raises(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        remember_window(self, self._settings)
        self.views.remember()
        if self.workspace is not None:
            remember_splitters(self.workspace, self._settings)
        # A stack that is destroyed would tell a window that is half gone already.
        self._follow(None)
        self.safety.close()
        self._services.settings.save()
        event.accept()

    @override
    @never_raises(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    @never_raises(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        path = local_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open(path)
