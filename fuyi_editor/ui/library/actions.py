# SPDX-License-Identifier: MulanPSL-2.0
"""The indicator library in the menu 录入: its window, and what that does to book and files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fuyi_editor.files.errors import FileError
from fuyi_editor.files.store import save_bytes
from fuyi_editor.model.nodes import IndicatorKind
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.file_kinds import SAVE_FILTERS, opened_suffixes
from fuyi_editor.ui.library.proposals import Proposals
from fuyi_editor.ui.library.words import harvest_words, inserted_words, place_in_book
from fuyi_editor.ui.recovery.saving import write_until_done
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.ui.library.window import LibraryWindow
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace


HARVEST = "收录其他文件的指标"
MOST_TOLD = 20  # refused rows: more would not fit on a screen


class LibraryActions(QObject):
    """Opens the window when it is first wanted; it stays with the main window."""

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._workspace: Workspace | None = None
        self.window: LibraryWindow | None = None
        self.open = make_action(self, "指标库(&Y)…", "library", "Ctrl+L")
        self.open.setEnabled(services.library is not None)
        self.open.triggered.connect(self.show_window)

    def follow(self, workspace: Workspace | None) -> None:
        """Insert into this workspace from now on."""
        self._workspace = workspace
        self._show_place()

    def equip(self, workspace: Workspace) -> None:
        """Propose in a new workspace."""
        workspace.session.selection_changed.connect(self._show_place)
        if self._services.library is not None:
            library = self._services.library
            workspace.propose_with(Proposals(workspace.session, library, workspace))

    def show_window(self) -> None:
        """Show the library, as it is now."""
        if self._services.library is None:
            return
        if self.window is None:
            # Imported here, as all below: none of it is needed at the start.
            from fuyi_editor.ui.library.window import LibraryWindow

            self.window = LibraryWindow(self._services.library(), self._window)
            if size := self._services.settings.values.library_size:
                resize_on_screen(self.window, *size)
            self._connect(self.window)
        else:
            self.window.refresh()
        self._show_place()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.search.setFocus()
        self.window.search.selectAll()

    def remember(self) -> None:
        """Put the size of the window into the settings."""
        if self.window is not None:
            size = self.window.width(), self.window.height()
            self._services.settings.values.library_size = size

    def _connect(self, window: LibraryWindow) -> None:
        window.insert_wanted.connect(self._insert)
        window.table.selectionModel().selectionChanged.connect(self._show_place)
        window.harvest_book.clicked.connect(self._harvest_book)
        window.files.triggered.connect(self._harvest_files)
        window.folder.triggered.connect(self._harvest_folder)
        window.take_in.clicked.connect(self._import)
        window.give_out.clicked.connect(self._export)

    def _show_place(self) -> None:
        window = self.window
        if window is None:
            return
        session = self._workspace.session if self._workspace else None
        selected = session.selected if session else None
        words = ""
        if session and selected:
            # A list without levels takes all of them where one stands (F11).
            entries = () if _is_list(session) else window.table.selected
            words = place_in_book(session.submission, selected, entries)
        window.show_place(words)
        window.harvest_book.setEnabled(session is not None)

    def _insert(self, entries: list[Entry]) -> None:
        from fuyi_editor.library.inserting import insert_all, places_of

        workspace, window = self._workspace, self.window
        if workspace is None or window is None:
            return
        workspace.commit_typing()
        session = workspace.session
        beside = session.selected or session.submission.id
        flat = _is_list(session)
        done = insert_all(session.submission, beside, entries, session.taxonomy, flat=flat)
        if session.arrange(done, "这里不能放指标，请先选择一个二级或三级指标"):
            for entry in entries:
                window.library.used(entry.id)
            window.show_uses()
            kinds = places_of(session.submission, done) if done else []
            window.say(inserted_words(entries, kinds))

    def _harvest_book(self) -> None:
        workspace, window = self._workspace, self.window
        if workspace is None or window is None:
            return
        workspace.commit_typing()
        session = workspace.session
        take_over = partial(window.library.harvest, session.submission, _origin(session))
        harvest = window.steps.do("收录当前表的指标", take_over)
        window.say(harvest_words(harvest.added, harvest.joined))

    def _harvest_files(self) -> None:
        self._harvest(self._services.ask.files_to_open(HARVEST, self._folder()))

    def _harvest_folder(self) -> None:
        from fuyi_editor.files.many import files_in

        folder = self._services.ask.folder_to_open(HARVEST, self._folder())
        if folder is None or self.window is None:
            return
        with busy_cursor():
            paths = in_background(partial(files_in, [folder], opened_suffixes()))
        if paths:
            self._harvest(paths)
        else:
            self.window.say(f"“{folder.name}”里没有能打开的文件")

    def _harvest(self, paths: Sequence[Path]) -> None:
        from fuyi_editor.ui.library.collecting import CollectDialog

        window = self.window
        if not paths or window is None:
            return
        dialog = CollectDialog(paths, self._services.open_book, window.library, window)
        collected = window.steps.do("收录其他文件", dialog.collect)
        dialog.deleteLater()
        window.say(collected.sentence)
        if collected.problems:
            told = "\n".join(collected.problems)
            self._services.ask.tell("收录其他文件", f"{collected.sentence}\n\n{told}")

    def _import(self) -> None:
        from fuyi_editor.files.xlsx.list import read_list
        from fuyi_editor.library.exchange import from_rows

        window, ask = self.window, self._services.ask
        path = ask.list_to_open("导入指标", self._folder())
        if path is None or window is None:
            return
        try:
            with busy_cursor():
                entries, refused = from_rows(in_background(partial(read_list, path)))
        except FileError as error:
            ask.tell_problem(error.sentence)
            return
        harvest = window.steps.do("导入", partial(window.library.join, entries))
        sentence = f"“{path.name}”：{harvest_words(harvest.added, harvest.joined)}"
        if refused:
            sentence += f"，{len(refused)} 行没有导入"
            ask.tell("导入指标", "\n".join((f"{sentence}。", "", *refused[:MOST_TOLD])))
        window.say(f"{sentence}。")

    def _export(self) -> None:
        from fuyi_editor.files.xlsx.tables import write_tables
        from fuyi_editor.library.exchange import sheet_of

        window, ask = self.window, self._services.ask
        if window is None:
            return
        suggested = Path(self._folder()) / "指标库.xlsx"
        filters = {".xlsx": SAVE_FILTERS[".xlsx"]}
        ask_name = partial(ask.file_to_save, "导出指标库", suggested, filters)
        entries = window.library.browse()

        def write(path: Path) -> None:
            save_bytes(path, write_tables([sheet_of(entries)]))

        done = write_until_done(ask, write, ask_name)
        if done is not None:
            window.say(f"已导出 {len(entries)} 条到 {done}")

    def _folder(self) -> str:
        return self._services.settings.values.folder


def _is_list(session: EditSession) -> bool:
    """Whether the form prints the indicators without 一级 and 二级."""
    return (IndicatorKind, "name") not in session.book.printed


def _origin(session: EditSession) -> str:
    """What the library says of where an entry comes from: the file, or else the title."""
    path = session.book.path
    return path.name if path else session.submission.title or session.book.name
