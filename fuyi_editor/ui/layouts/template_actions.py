# SPDX-License-Identifier: MulanPSL-2.0
"""New from what there is: a book after the pattern of another one, projects out of another book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.errors import FileError
from fuyi_editor.model.edits import InsertNode
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.layouts.template_dialog import ADD_PROJECTS, NEW_FROM_BOOK
from fuyi_editor.yearly.template import patterned, project_like

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.book import Book
    from fuyi_editor.model.nodes import Project, Submission
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

NO_PROJECTS = "“{name}”里没有项目，没有可加入的。"


class TemplateActions(QObject):
    """The file that is the pattern is only read."""

    book_made = Signal(object)  # Book: show it; saved nowhere yet

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._services = services
        self._workspace: Workspace | None = None
        self.new = make_action(self, "按已有的表新建(&B)…", None, "Ctrl+Shift+N")
        self.add = make_action(self, "从其他表加入项目(&J)…", None)
        self.new.triggered.connect(self.new_from_book)
        self.add.triggered.connect(self.add_projects)
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Add to the book of this workspace from now on."""
        self._workspace = workspace
        printed = workspace.session.book.printed if workspace else ()
        self.add.setEnabled(any(slot == "projects" for _, slot in printed))

    def new_from_book(self) -> None:
        """Begin a book after the pattern of a file that the user chooses."""
        book = self._chosen_book()
        if book is None:
            return
        pattern = self._services.ask.pattern(book.submission, NEW_FROM_BOOK)
        if pattern is not None:
            made = patterned(book.submission, pattern.keep, pattern.projects)
            self.book_made.emit(self._services.renewed(book, made))

    def add_projects(self) -> None:
        """Put projects of another file into the open book, after the one at hand."""
        if self._workspace is None:
            return
        self._workspace.commit_typing()
        book = self._chosen_book()
        if book is None:
            return
        if not book.submission.projects:
            self._services.ask.tell_problem(NO_PROJECTS.format(name=book.name))
            return
        pattern = self._services.ask.pattern(book.submission, ADD_PROJECTS)
        if pattern is not None:
            chosen = (p for p in book.submission.projects if p.id in pattern.projects)
            new = [project_like(project, pattern.keep) for project in chosen]
            self._insert(self._workspace.session, new)

    def _insert(self, session: EditSession, projects: list[Project]) -> None:
        index = _place_after(session.submission, session.selected)
        edits = [
            InsertNode.of(session.submission.id, "projects", index + number, project)
            for number, project in enumerate(projects)
        ]
        session.apply(f"加入{len(projects)}个项目", edits)
        session.select(projects[0].id)

    def _chosen_book(self) -> Book | None:
        ask, folder = self._services.ask, self._services.settings.values.folder
        path = ask.file_to_open(folder)
        if path is None:
            return None
        try:
            with busy_cursor():
                return in_background(lambda: self._services.open_book(path))
        except FileError as error:
            ask.tell_problem(error.sentence)
            return None


def _place_after(submission: Submission, selected: str | None) -> int:
    """Behind the project that is or holds the selected node, else at the end."""
    if selected is not None and selected in submission.places:
        slot, position = submission.places[selected]
        if slot == "projects":
            return position + 1
    return len(submission.projects)
