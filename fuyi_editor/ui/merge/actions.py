# SPDX-License-Identifier: MulanPSL-2.0
"""The action 汇总: the dialog, and what comes of it: a new book in the window or a list on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.store import save_bytes
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.file_kinds import SAVE_FILTERS
from fuyi_editor.ui.recovery.saving import write_until_done

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.ui.merge.dialog import MergeDialog, MergeWish
    from fuyi_editor.ui.services import Services

_FILTERS = {".xlsx": SAVE_FILTERS[".xlsx"]}


class MergeActions(QObject):
    """The files that are merged are only read."""

    book_made = Signal(object)  # Book: show it; saved nowhere yet
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._dialog: MergeDialog | None = None
        self.merge = make_action(self, "汇总各单位的文件(&M)…", None, "Ctrl+M")
        self.merge.triggered.connect(self.open)

    def open(self) -> None:
        """Show the dialog until something was made or it is cancelled."""
        from fuyi_editor.ui.merge.dialog import MergeDialog

        services = self._services
        folder = services.settings.values.folder
        self._dialog = MergeDialog(services.layouts, services.ask, folder, self._window)
        self._dialog.wanted.connect(self._make)
        self._dialog.exec()
        self._dialog.deleteLater()
        self._dialog = None

    def _make(self, wish: MergeWish) -> None:
        made = self._list(wish) if wish.layout is None else self._book(wish, wish.layout)
        if made and self._dialog is not None:
            self._dialog.accept()

    def _book(self, wish: MergeWish, layout: Layout) -> bool:

        def made() -> Book:
            book = self._services.merged_book(wish.merged.submission, wish.merged.sources, layout)
            book.page(book.submission)  # kept in the form; the window would stand still for it
            return book

        with busy_cursor():
            book = in_background(made)
        self.book_made.emit(book)
        self.message.emit("汇总好了，还没有保存。")
        return True

    def _list(self, wish: MergeWish) -> bool:
        from fuyi_editor.files.xlsx.lists import write_lists
        from fuyi_editor.yearly.merging.tables import merge_sheets

        folder = self._services.settings.values.folder
        suggested = Path(folder) / f"{wish.merged.submission.title}.xlsx"
        ask = self._services.ask.over(self._parent())
        ask_name = partial(ask.file_to_save, "另存项目清单", suggested, _FILTERS)

        def write(path: Path) -> None:
            save_bytes(path, write_lists(merge_sheets(wish.merged, wish.parts, wish.unread)))

        done = write_until_done(ask, write, ask_name)
        if done is not None:
            self.message.emit(f"已保存到 {done}")
        return done is not None

    def _parent(self) -> QWidget:
        return self._dialog or self._window
