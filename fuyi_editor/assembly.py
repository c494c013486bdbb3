# SPDX-License-Identifier: MulanPSL-2.0
"""The composition root of the window: makes the parts and hands them to each other."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication

from fuyi_editor.app import LOG_FOLDER
from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.files.backups import Backups
from fuyi_editor.files.book import (
    as_sample,
    composed,
    merged_book,
    new_book,
    open_book,
    renewed,
    rolled_over,
    save_book,
)
from fuyi_editor.files.book_notes import BookNotes
from fuyi_editor.files.edit_lock import EditLock
from fuyi_editor.files.file_stamp import stat_soon
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import portable_folder, resource, user_folder
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.fonts import register_fonts
from fuyi_editor.ui.garbage import GarbageCollector
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.services import Services
from fuyi_editor.ui.settings import SettingsFile
from fuyi_editor.ui.theme import apply_text_size, apply_theme, install_translations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.library.store import Library
    from fuyi_editor.page.document import Grid, PageDocument
    from fuyi_editor.ui.printing.printout import PdfFacts, Printout


def make_application() -> QApplication:
    """Qt's application, by the name of the program."""
    if (portable := portable_folder()) is not None:
        _keep_qt_in(portable)
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(icon("app"))
    app.setApplicationName("fuyi-editor")
    app.setApplicationDisplayName("绩效目标表编辑器")
    return app


def _keep_qt_in(folder: Path) -> None:
    """Qt's file dialog and the font library leave files in the home: not beside a portable one."""
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder / "qt"))


def make_window(app: QApplication, *, remember: bool, theme: str | None = None) -> MainWindow:
    """The main window with everything it needs. Without `remember` no setting is read or kept."""
    settings = SettingsFile(settings_path() if remember else None)
    register_fonts()
    install_translations(app)
    apply_theme(app, theme or settings.values.theme)
    apply_text_size(app, settings.values.text_size)
    services = _services(app, settings, remember=remember)
    window = MainWindow(services)
    GarbageCollector(window)
    services.ask.parent = window
    window.restore_place()
    return window


def _services(app: QApplication, settings: SettingsFile, *, remember: bool) -> Services:
    layouts, ask = load_layouts([user_folder("layouts")]), Ask()
    return Services(
        layouts=layouts,
        settings=settings,
        ask=ask,
        new_checker=partial(Checker, on_failure=_log_failure),
        is_there=_is_there,
        open_book=partial(_open_book, layouts),
        pasted_book=partial(_pasted_book, layouts),
        pasted_rows=_pasted_rows,
        new_book=new_book,
        composed=composed,
        merged_book=merged_book,
        renewed=renewed,
        rolled_over=rolled_over,
        save_book=save_book,
        set_theme=partial(apply_theme, app),
        set_text_size=partial(apply_text_size, app),
        write_pdf=_write_pdf,
        print_pages=partial(print_pages, settings, ask),
        preview_pages=partial(_preview_pages, settings, ask),
        texts=load_texts(),
        notes=BookNotes(user_folder("dismissed")) if remember else None,
        last_years=BookNotes(user_folder("last-year")) if remember else None,
        library=cache(partial(_library, remember=remember)),
        recovery=RecoveryFolder(user_folder("recovery")) if remember else None,
        backups=Backups(user_folder("backups"), settings.values.backups) if remember else None,
        data=user_folder() if remember else None,
        is_portable=portable_folder() is not None,
        logs=user_folder(LOG_FOLDER) if remember else None,
        new_lock=EditLock if remember else None,
    )


def _log_failure(rule: str, error: Exception) -> None:
    """Leave the details of a rule that broke down; the findings themselves say that it did."""
    logging.getLogger(__name__).error("rule %s failed", rule, exc_info=error)


def _open_book(layouts: Mapping[str, Layout], path: Path) -> Book:
    """The book of a file; what comes with the program is never written over."""
    book = open_book(path, layouts)
    return as_sample(book) if resource("samples") in path.absolute().parents else book


def _is_there(path: Path) -> bool:
    return stat_soon(path) is not None


def _pasted_book(layouts: Mapping[str, Layout], html: str | None, text: str | None) -> Book:
    from fuyi_editor.files.pasted import pasted_book

    return pasted_book(html, text, layouts)


def _pasted_rows(html: str | None, text: str | None) -> Grid:
    from fuyi_editor.files.pasted import pasted_rows

    return pasted_rows(html, text)


def _library(*, remember: bool) -> Library:
    """The user's indicator library, or a new one in memory; it is read when first asked."""
    from fuyi_editor.library.store import Library, library_file

    return Library(library_file() if remember else None)


def settings_path() -> Path:
    """Where the window keeps its settings: the user's configuration folder of the system."""
    if (portable := portable_folder()) is not None:
        return portable / "settings.json"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "settings.json"


# Printing is loaded when it is first wanted: it is a fifth of the program's start.


# Printing is loaded when it is first wanted: it is a fifth of the program's start.


def _write_pdf(document: PageDocument, facts: PdfFacts) -> bytes:
    from fuyi_editor.ui.printing.pdf_export import write_pdf

    return write_pdf(document, facts)


def print_pages(settings: SettingsFile, ask: Ask, parent: QWidget, printout: Printout) -> str:
    """Let a person print; what was done, in a sentence, empty where nothing was."""
    from fuyi_editor.ui.background import busy_cursor
    from fuyi_editor.ui.printing.print_dialog import PrintDialog
    from fuyi_editor.ui.printing.printers import Printers

    with busy_cursor():  # a printer of the network that is switched off lets itself be waited for
        dialog = PrintDialog(printout, Printers(), settings.values.printing, ask, parent)
    done = dialog.done_words if dialog.exec() else ""
    if done:
        settings.values.printing = dialog.settings()
        settings.save()
    dialog.deleteLater()
    return done


def _preview_pages(
    settings: SettingsFile, ask: Ask, parent: QWidget, document: PageDocument
) -> None:
    from fuyi_editor.ui.printing.printout import Printout

    folder = Path(settings.values.folder)
    print_pages(settings, ask, parent, Printout.of(document, folder))
