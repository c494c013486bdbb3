# SPDX-License-Identifier: MulanPSL-2.0
"""The 审核意见表 of the open book: preview and print, or save as .docx or .pdf."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.store import save_bytes
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.file_kinds import PDF_FILTERS, SAVE_FILTERS
from fuyi_editor.ui.printing.printout import PdfFacts
from fuyi_editor.ui.recovery.saving import write_until_done

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

SHEET = "审核意见表"
_FILTERS = {".docx": SAVE_FILTERS[".docx"], **PDF_FILTERS}


class ReviewSheetActions(QObject):
    """Makes the sheet from what the checks say now; dismissed findings do not stand in it."""

    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._workspace: Workspace | None = None
        self.preview = make_action(self, "预览和打印(&V)…", "preview")
        self.save = make_action(self, "另存为 Word 或 PDF(&S)…", "save-as")
        self.preview.triggered.connect(self.show_preview)
        self.save.triggered.connect(self.save_sheet)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on the book of this workspace from now on."""
        self._workspace = workspace
        for action in (self.preview, self.save):
            action.setEnabled(workspace is not None)

    def show_preview(self) -> None:
        """Show the sheet as it will be printed; it can be printed from there."""
        if session := self._session():
            self._services.preview_pages(self._window, sheet_of(session))

    def save_sheet(self) -> bool:
        """Save the sheet under a name and in a format that the user chooses."""
        session = self._session()
        if session is None:
            return False
        ask, page = self._services.ask, sheet_of(session)
        ask_name = partial(ask.file_to_save, SHEET, _suggested(session), _FILTERS)

        def write(path: Path) -> None:
            save_bytes(path, self._bytes(page, path))

        done = write_until_done(ask, write, ask_name)
        if done is not None:
            self.message.emit(f"已保存到 {done}")
        return done is not None

    def _bytes(self, page: PageDocument, path: Path) -> bytes:
        if path.suffix.lower() == ".pdf":
            return self._services.write_pdf(page, PdfFacts())
        from fuyi_editor.files.docx.compose import compose_docx

        return compose_docx(page)

    def _session(self) -> EditSession | None:
        """The session, its findings those of everything that was typed."""
        if self._workspace is None:
            return None
        self._workspace.commit_typing()
        self._workspace.session.check_now()
        return self._workspace.session


def sheet_of(session: EditSession) -> PageDocument:
    """The sheet as a page document."""
    from fuyi_editor.checks.results.opinions import opinions
    from fuyi_editor.layouts.sheets.review_sheet import SheetHead, review_sheet

    submission = session.submission
    head = SheetHead.of(submission, submission.title or session.book.name)
    return review_sheet(head, opinions(submission, session.findings))


def _suggested(session: EditSession) -> Path:
    from pathlib import Path

    path = session.book.path
    return path.with_name(f"{path.stem}{SHEET}.docx") if path else Path(f"{SHEET}.docx")
