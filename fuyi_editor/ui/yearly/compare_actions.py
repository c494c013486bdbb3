# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 审核 › 修订对照表: compare, go on, correct a match, print and save."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.errors import FileError
from fuyi_editor.files.store import save_bytes
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.file_kinds import PDF_FILTERS, SAVE_FILTERS
from fuyi_editor.ui.printing.printout import PdfFacts
from fuyi_editor.ui.recovery.saving import write_until_done
from fuyi_editor.ui.yearly.compare_matching import corrections_for, question_for
from fuyi_editor.ui.yearly.compare_panel import ComparePanel
from fuyi_editor.ui.yearly.comparison import Comparison

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

SHEET = "修订对照表"
PANEL = "compare"
NO_CHANGE = "没有列出的改动"
NOT_COMPARED = "请先在“审核”里选“修订对照表”，和另一份文本对照"
_FILTERS = {".docx": SAVE_FILTERS[".docx"], ".xlsx": SAVE_FILTERS[".xlsx"], **PDF_FILTERS}


class CompareActions(QObject):
    """Acts on the comparison of the open book; the other file is only read."""

    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._workspace: Workspace | None = None
        self._panels: dict[Workspace, ComparePanel] = {}
        self.compare = make_action(self, "修订对照表(&X)…", None, "Ctrl+Shift+D")
        self.next = make_action(self, "下一处改动(&G)", None, "F4")
        self.previous = make_action(self, "上一处改动(&B)", None, "Shift+F4")
        self.other_file = make_action(self, "换一份文本对照(&F)…", None)
        self.swap = make_action(self, "新旧对调(&W)", None)
        self.match = make_action(self, "对应到(&M)…", None)
        self.preview = make_action(self, "预览和打印(&V)…", None)
        self.save = make_action(self, "另存为 Word、Excel 或 PDF(&S)…", None)
        self.close = make_action(self, "结束对照(&E)", None)
        self._name_buttons()
        self._connect()
        self.follow(None)

    @property
    def all(self) -> tuple[QAction, ...]:
        """For the menu, in order; what acts on the list stands over it."""
        return (self.compare, self.next, self.previous)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        self._refresh()

    def equip(self, workspace: Workspace) -> None:
        """Give a new workspace its panel; its book is compared with nothing at first."""
        panel = ComparePanel(workspace.session, self._of_panel())
        panel.current_changed.connect(self._refresh)
        panel.left.connect(workspace.page.setFocus)
        workspace.lower_panels.add(PANEL, panel, "修订对照")
        workspace.lower_panels.set_shown(PANEL, shown=False)
        self._panels[workspace] = panel

    def release(self, workspace: Workspace) -> None:
        """Forget a workspace that is about to go."""
        self._panels.pop(workspace, None)

    @property
    def _panel(self) -> ComparePanel | None:
        return self._panels.get(self._workspace) if self._workspace else None

    # Comparing

    def show_panel(self) -> None:
        """Show the comparison; at first with last year's book, or a file that the user chooses."""
        workspace = self._committed()
        if workspace is None or self._panel is None:
            return
        if self._panel.comparison is None and not self._begin(workspace):
            return
        workspace.lower_panels.set_shown(PANEL, shown=True)
        workspace.lower_panels.bring_forward(PANEL)
        self._panel.enter()

    def choose_other(self) -> None:
        """Compare with another file."""
        if (workspace := self._committed()) and (path := self._ask_for_file()):
            self._compare_with_file(workspace, path)

    def _begin(self, workspace: Workspace) -> bool:
        session = workspace.session
        last = session.last_year.book
        if last is not None:
            self._compare_with(workspace, last.submission, session.last_year.name)
            return True
        origin = session.book.origin
        path = origin if origin and origin.exists() else self._ask_for_file()
        return path is not None and self._compare_with_file(workspace, path)

    def _ask_for_file(self) -> Path | None:
        return self._services.ask.file_to_open(self._services.settings.values.folder)

    def _compare_with_file(self, workspace: Workspace, path: Path) -> bool:
        try:
            with busy_cursor():
                book = in_background(lambda: self._services.open_book(path))
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return False
        self._compare_with(workspace, book.submission, path.name)
        return True

    def _compare_with(self, workspace: Workspace, other: Submission, name: str) -> None:
        if self._panel is None:
            return
        if self._panel.comparison is not None:
            self._panel.comparison.deleteLater()
        with busy_cursor():
            comparison = Comparison(workspace.session, other, name, self._panel)
            self._panel.show_comparison(comparison)

    def _swap(self) -> None:
        if comparison := self._comparison():
            comparison.swap()

    def _close(self) -> None:
        if self._workspace is not None and (comparison := self._comparison()):
            assert self._panel is not None
            self._panel.comparison = None
            comparison.deleteLater()
            self._workspace.lower_panels.set_shown(PANEL, shown=False)
            self._refresh()

    # Going

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        workspace = self._committed()
        if workspace is None or self._panel is None or self._panel.comparison is None:
            self.message.emit(NOT_COMPARED)
            return
        workspace.lower_panels.bring_forward(PANEL)
        if not self._panel.step(by):
            self.message.emit(NO_CHANGE)

    # Correcting

    def _match(self) -> None:
        comparison, change = self._comparison(), self._panel.current if self._panel else None
        if comparison is None or change is None:
            return
        question = question_for(comparison, change)
        chosen = self._services.ask.counterpart(question)
        if chosen is not None:
            comparison.correct(corrections_for(comparison, change, chosen))

    # The sheet

    def show_preview(self) -> None:
        """Show the sheet as it will be printed; it can be printed from there."""
        if page := self._sheet():
            self._services.preview_pages(self._window, page)

    def save_sheet(self) -> bool:
        """Save the sheet under a name and in a format that the user chooses."""
        page = self._sheet()
        if page is None:
            return False
        ask = self._services.ask
        ask_name = partial(ask.file_to_save, SHEET, self._suggested(), _FILTERS)

        def write(path: Path) -> None:
            save_bytes(path, self._bytes(page, path))

        done = write_until_done(ask, write, ask_name)
        if done is not None:
            self.message.emit(f"已保存到 {done}")
        return done is not None

    def _sheet(self) -> PageDocument | None:
        from fuyi_editor.layouts.sheets.revision_sheet import revision_sheet

        comparison = self._comparison()
        if comparison is None:
            self.message.emit(NOT_COMPARED)
            return None
        comparison.finish()
        return revision_sheet(*comparison.heads, comparison.changes, comparison.summary)

    def _bytes(self, page: PageDocument, path: Path) -> bytes:
        if path.suffix.lower() == ".pdf":
            return self._services.write_pdf(page, PdfFacts())
        if path.suffix.lower() == ".xlsx":
            from fuyi_editor.files.xlsx.write import compose_xlsx

            return compose_xlsx(page)
        from fuyi_editor.files.docx.compose import compose_docx

        return compose_docx(page)

    def _suggested(self) -> Path:
        from pathlib import Path

        path = self._workspace.session.book.path if self._workspace else None
        return path.with_name(f"{path.stem}{SHEET}.docx") if path else Path(f"{SHEET}.docx")

    # What can be done now

    def _of_panel(self) -> tuple[QAction, ...]:
        return (
            self.match, self.swap, self.other_file, self.preview, self.save, self.close
        )  # fmt: skip

    def _name_buttons(self) -> None:
        words = ("对应到…", "新旧对调", "换一份…", "打印…", "另存…", "结束")
        for action, text in zip(self._of_panel(), words, strict=True):
            action.setIconText(text)
        self.match.setToolTip("这一行对应错了：改成另一份文本里的哪一行，或没有对应的")
        self.swap.setToolTip("哪一份是原文本，哪一份是新文本")
        self.other_file.setToolTip("和另一个文件对照")

    def _connect(self) -> None:
        self.compare.triggered.connect(self.show_panel)
        self.next.triggered.connect(self._next)
        self.previous.triggered.connect(self._previous)
        self.other_file.triggered.connect(self.choose_other)
        self.swap.triggered.connect(self._swap)
        self.match.triggered.connect(self._match)
        self.preview.triggered.connect(self.show_preview)
        self.save.triggered.connect(self.save_sheet)
        self.close.triggered.connect(self._close)

    def _refresh(self) -> None:
        comparison = self._comparison()
        self.compare.setEnabled(self._workspace is not None)
        for action in (self.next, self.previous, *self._of_panel()):
            action.setEnabled(comparison is not None)
        change = self._panel.current if self._panel else None
        self.match.setEnabled(change is not None and change.group != "")

    def _comparison(self) -> Comparison | None:
        return self._panel.comparison if self._panel else None

    def _committed(self) -> Workspace | None:
        """The workspace, what is being typed taken over."""
        if self._workspace is not None:
            self._workspace.commit_typing()
        return self._workspace
