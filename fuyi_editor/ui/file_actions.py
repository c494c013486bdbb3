# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 文件: new, open, save, PDF, print. A failure changes nothing."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from fuyi_editor.files.book import as_copy
from fuyi_editor.files.edit_lock import holder_of
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.store import save_bytes
from fuyi_editor.model.migrate import apply_migration
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.ask_files import WhenLocked
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.file_kinds import (
    PDF_FILTERS,
    SAVE_FILTERS,
    is_quick,
    name_from,
    new_name,
    only_read_words,
    rolled_name,
)
from fuyi_editor.ui.layouts.migrate_words import migrate_title
from fuyi_editor.ui.layouts.new_book_dialog import APPLY_WORDS, NEW_WORDS
from fuyi_editor.ui.layouts.previews import AppliedPreview, BlankPreview
from fuyi_editor.ui.layouts.taxonomy_actions import steps_for_layout
from fuyi_editor.ui.mime_content import local_file, table_texts
from fuyi_editor.ui.printing.printout import PdfFacts, Printout
from fuyi_editor.ui.recovery.saving import SavedAs, Saving, write_until_done
from fuyi_editor.ui.state_colors import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.files.book import Book
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.tabs.book_tabs import BookTabs
    from fuyi_editor.ui.workspace import Workspace

# The last two keep their macros when they are revised, but cannot be chosen for a new file.
SAVED_IN_PLACE = frozenset({*SAVE_FILTERS, ".docm", ".xlsm"})
OPEN_HERE = "“{name}”在另一个标签里打开着。请换一个名字保存，或先关闭那个标签。"


class FileActions(QObject):
    """Opens books and saves the one that is shown."""

    book_opened = Signal(object)  # Book: show it
    book_read_again = Signal(object)  # Book: show it instead of its older state
    book_pasted = Signal(object)  # Book: show it; saved nowhere yet
    layout_applied = Signal(object)  # Book: the open one in another layout, saved nowhere yet
    saved = Signal()
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services, tabs: BookTabs) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._tabs = tabs
        self._workspace: Workspace | None = None
        self.new = make_action(self, "新建(&N)…", "new", "Ctrl+N")
        self.open = make_action(self, "打开(&O)…", "open", "Ctrl+O")
        paste = "从剪贴板粘贴表格(&T)"
        self.paste = make_action(self, paste, "paste", "Ctrl+Shift+V")
        self.save = make_action(self, "保存(&S)", "save", "Ctrl+S")
        self.save_as = make_action(self, "另存为(&A)…", "save-as", "Ctrl+Shift+S", "F12")
        self.apply_layout = make_action(self, "套用版式(&L)…", None)
        self.pdf = make_action(self, "导出 PDF(&E)…", "pdf", "Ctrl+E")
        # The preview is beside the options of printing, so the key of a preview leads there too.
        self.print = make_action(self, "打印(&P)…", "print", "Ctrl+P", "Ctrl+Shift+P")
        self.quit = make_action(self, "退出(&X)", None, "Ctrl+Q")
        self.recent_menu = QMenu("最近打开(&R)", window)
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self.recent_menu.triggered.connect(self._recent_chosen)
        self.new.triggered.connect(self.new_book)
        self.open.triggered.connect(self.choose_and_open)
        self.paste.triggered.connect(self.paste_book)
        self.save.triggered.connect(self.save_book)
        self.save_as.triggered.connect(self.save_book_as)
        self.apply_layout.triggered.connect(self.choose_layout)
        self.pdf.triggered.connect(self.export_pdf)
        self.print.triggered.connect(self.print_book)
        self.quit.triggered.connect(window.close)
        self._saving = Saving(services, self)
        self._saving.message.connect(self.message)
        self._saving.reload_wanted.connect(self.reopen)
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Save and print the book of this workspace from now on."""
        self._workspace = workspace
        for action in self._of_book():
            action.setEnabled(workspace is not None)

    def _of_book(self) -> tuple[QAction, ...]:
        return (
            self.save, self.save_as, self.apply_layout, self.pdf, self.print
        )  # fmt: skip

    # Opening

    def new_book(self) -> None:
        """Begin a book in a layout that the user chooses."""
        preview = BlankPreview(self._services.new_book)
        layout = self._services.ask.layout(self._services.layouts, NEW_WORDS, preview)
        if layout is not None:
            self.book_opened.emit(self._services.new_book(layout))

    def choose_layout(self) -> None:
        """Show the open book in another layout; its file stays as it is."""
        session = self._session()
        if session is None:
            return
        ask, submission = self._services.ask, session.submission
        preview = AppliedPreview(self._services.composed, submission)
        layout = ask.layout(self._services.layouts, APPLY_WORDS, preview)
        if layout is None:
            return
        # What the form has no place for stood in the picker, beside its picture.
        book = self._services.composed(submission, layout)
        steps = steps_for_layout(session, layout, ask)
        self.layout_applied.emit(book)
        if steps and (composed := self._session()):
            # A step of its own, so that it alone can be undone in the new layout.
            edits = apply_migration(composed.submission, steps)
            composed.apply(migrate_title(layout.taxonomy), edits)

    def choose_and_open(self) -> None:
        """Open the files that the user chooses, of which the last one is shown."""
        for path in self._services.ask.files_to_open("打开", self._folder()):
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open that file beside what is open; one that is open already comes to the front."""
        if (workspace := self._tabs.of_file(path)) is not None:
            self._tabs.bring_forward(workspace)
            return True
        holder = holder_of(path)
        answer = WhenLocked.ANYWAY
        if holder is not None:
            answer = self._services.ask.when_locked(path.name, holder.words)
        return answer is not WhenLocked.CANCEL and self._read(
            path, as_it_is=answer is WhenLocked.ANYWAY
        )

    def reopen(self, path: Path) -> bool:
        """Open a file that was changed elsewhere; what was changed here is given up."""
        book = self._book(path)
        if book is not None:
            self.book_read_again.emit(book)
        return book is not None

    def _read(self, path: Path, *, as_it_is: bool) -> bool:
        book = self._book(path)
        if book is not None:
            self.book_opened.emit(book if as_it_is else as_copy(book))
        return book is not None

    def _book(self, path: Path) -> Book | None:
        """What is in that file; None where it cannot be read, which is told."""
        try:
            book = self.read(path)
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return None
        self._services.settings.remember_recent(path)
        return book

    def read(self, path: Path) -> Book:
        """What is in that file; nothing is shown. `FileError` where it cannot be read."""
        with self._reading(path.name):
            # What opens in a blink would be slower beside a window that paints.
            read = partial(self._services.open_book, path)
            return read() if is_quick(path) else in_background(read)

    def paste_book(self) -> None:
        """Make a book of the table on the clipboard, or open the file that was copied."""
        content = QGuiApplication.clipboard().mimeData()
        if (path := local_file(content)) is not None:
            self.open_path(path)
            return
        try:
            with self._reading("剪贴板"):
                read = partial(self._services.pasted_book, *table_texts(content))
                book = in_background(read)
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return
        self.book_pasted.emit(book)

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        self.message.emit(f"正在读取“{name}”…")
        with busy_cursor():
            try:
                yield
            finally:
                self.message.emit("")

    def _fill_recent(self) -> None:
        # The files are not looked at: a network drive that is gone would hold the menu up.
        self.recent_menu.clear()
        for number, name in enumerate(self._services.settings.values.recent, 1):
            path = Path(name)
            text = f"{path.name}    {path.parent}".replace("&", "&&")
            action = self.recent_menu.addAction(f"&{number}  {text}" if number < 10 else text)
            action.setData(name)
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction("还没有打开过文件").setEnabled(False)

    def _recent_chosen(self, action: QAction) -> None:
        if action.data():
            self.open_recent(action.data())

    def open_recent(self, name: str) -> None:
        """Open a file of the list; one that is gone leaves the list."""
        path = Path(name)
        if not self.open_path(path) and not path.exists():
            self._services.settings.forget_recent(name)

    # Saving

    def _session(self) -> EditSession | None:
        """The session, with everything that was being typed taken over."""
        if self._workspace is None:
            return None
        self._workspace.commit_typing()
        return self._workspace.session

    def save_book(self) -> bool:
        """Save under the present name, or ask for one; whether it was saved."""
        session = self._session()
        if session is None:
            return False
        path = session.book.path
        if session.book.is_foreign and path is not None:
            self._services.ask.tell("保存", only_read_words(session.book))
            return self.save_book_as()
        if path is None or path.suffix.lower() not in SAVED_IN_PLACE:
            return self.save_book_as()
        return self._save_at(session, path)

    def save_book_as(self) -> bool:
        """Save under a name and in a format that the user chooses; whether it was saved."""
        session = self._session()
        return session is not None and self._save_as(session, self._suggested(session, ".docx"))

    def save_copy(self) -> bool:
        """Save beside the file, which stays as it is; the book is the copy's then."""
        session = self._session()
        if session is None:
            return False
        suggested = self._suggested(session, ".docx")
        return self._save_as(session, suggested.with_stem(f"{suggested.stem}（副本）"))

    def _save_as(self, session: EditSession, suggested: Path) -> bool:
        path = self._services.ask.file_to_save("另存为", suggested)
        return path is not None and self._save_at(session, path)

    def _save_at(self, session: EditSession, path: Path) -> bool:
        other = self._tabs.of_file(path)
        if other is not None and other.session is not session:
            self._services.ask.tell_problem(OPEN_HERE.format(name=path.name))
            return False
        done = self._saving.save(session, path)
        suggested = self._suggested(session, ".docx")
        match done:
            case SavedAs.DONE:
                self.saved.emit()
            case SavedAs.ANOTHER_NAME:
                return self._save_as(session, suggested)
            case SavedAs.ANOTHER_PLACE:
                # The drive may be gone, and the dialog would wait for it.
                return self._save_as(session, Path(_documents()) / suggested.name)
            case SavedAs.NOT:
                pass
        return done is SavedAs.DONE

    def _suggested(self, session: EditSession, suffix: str) -> Path:
        path, origin = session.book.path or session.book.copy_of, session.book.origin
        if path is None and origin is not None:
            return rolled_name(session.book, origin, session.submission.year, suffix)
        if path is not None and session.book.is_foreign:
            return new_name(session.book, path, suffix)
        if path is not None:
            keep = suffix == ".docx" and path.suffix.lower() in SAVE_FILTERS
            return path if keep else path.with_suffix(suffix)
        name = name_from(session.submission.title, "绩效目标表")
        return Path(self._folder()) / f"{name}{suffix}"

    def _folder(self) -> str:
        """Where the last file was; at first the person's own files, not the program's folder."""
        return self._services.settings.values.folder or _documents()

    # Paper

    def export_pdf(self) -> bool:
        """Write the page as a PDF under a name that the user chooses."""
        session = self._session()
        if session is None:
            return False
        ask, suggested = self._services.ask, self._suggested(session, ".pdf")
        ask_name = partial(ask.file_to_save, "导出 PDF", suggested, PDF_FILTERS)

        def write(path: Path) -> None:
            facts = PdfFacts.of(session.submission)
            save_bytes(path, self._services.write_pdf(session.page, facts))

        done = write_until_done(ask, write, ask_name)
        if done is not None:
            self.message.emit(f"已导出 {done}")
        return done is not None

    def print_book(self) -> None:
        """Show what the page shows as it will be printed, and print it as the user wants."""
        session = self._session()
        if session is None:
            return
        session.check_now()
        printout = Printout(
            session.page,
            PdfFacts.of(session.submission),
            self._suggested(session, ".pdf"),
            is_book=True,
            errors=sum(state_of(finding) == "error" for finding in session.findings),
        )
        done = self._services.print_pages(self._window, printout)
        if done:
            self.message.emit(done)


def _documents() -> str:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(documents)
