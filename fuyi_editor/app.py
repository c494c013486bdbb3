# SPDX-License-Identifier: MulanPSL-2.0
"""The composition root of the window: makes the parts, hands them to each other, runs Qt."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import FAILED, ChineseParser
from fuyi_editor.resource_files import portable_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QApplication, QWidget

    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.library.store import Library
    from fuyi_editor.page.document import Grid, PageDocument
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.errors.catching import ErrorCatcher
    from fuyi_editor.ui.main_window import MainWindow
    from fuyi_editor.ui.printing.printout import PdfFacts, Printout
    from fuyi_editor.ui.settings import SettingsFile

LOG_FOLDER = "logs"
SCREENSHOT_SIZE = (1366, 768)
NO_SCREEN = (
    "这里没有屏幕，打不开窗口；加 --screenshot OUT.png 可以把窗口画成图片，"
    "convert、check 命令不用屏幕（见 --help）。"
)
NO_START = "程序没能启动；请把文件夹“{folder}”里的日志发给维护程序的人，里面没有表里的内容。"


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, or draw it into a picture. Returns the exit code."""
    options = _options(arguments)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return FAILED
    _choose_input_method()
    if options.screenshot:
        _leave_out_noise()
    app = _application()
    if options.screenshot:
        window = _window(app, remember=False, theme=options.theme)
        code = _draw(app, window, options)
        _take_down(app, window)
        return code
    return _run_logged(app, options)


def _run_logged(app: QApplication, options: argparse.Namespace) -> int:
    """Show the window till it is closed; what fails unexpectedly is logged, told and survived."""
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.ui.errors.catching import ErrorCatcher
    from fuyi_editor.ui.errors.failure import about_system
    from fuyi_editor.ui.errors.log_file import ProgramLog

    log, catcher = ProgramLog(user_folder(LOG_FOLDER)), ErrorCatcher()
    catcher.install()
    logging.getLogger(__name__).info("start of %s", " | ".join(about_system()))
    try:
        return _live(app, options, catcher)
    except Exception as error:
        catcher.catch(error)
        return _tell_of_no_start()
    finally:
        catcher.release()
        log.close()


def _live(app: QApplication, options: argparse.Namespace, catcher: ErrorCatcher) -> int:
    window = _window(app, remember=True, theme=options.theme)
    catcher.caught.connect(window.rescue.take)
    window.show()
    try:
        window.begin(options.files)
    except Exception as error:
        catcher.catch(error)  # the window is there, and another file may open
    code = app.exec()
    _take_down(app, window)
    return code


def _tell_of_no_start() -> int:
    """Where the program is started by a click, nobody would see why no window comes."""
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.ui.ask import Ask

    Ask().tell_problem(NO_START.format(folder=user_folder(LOG_FOLDER)))
    return FAILED


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = ChineseParser(prog="fuyi-editor")
    parser.add_argument("files", metavar="文件", nargs="*", type=Path)
    parser.add_argument("--screenshot", metavar="OUT.png", type=Path)
    parser.add_argument("--theme", choices=("light", "dark"), default=None)
    parser.add_argument("--size", metavar="宽x高", type=_size, default=SCREENSHOT_SIZE)
    return parser.parse_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _choose_input_method() -> None:
    """Let fcitx users type Chinese; before Qt's application, which looks at the environment."""
    from PySide6.QtCore import QLibraryInfo

    from fuyi_editor.ui.input_method import choose_input_method

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    choose_input_method(os.environ, plugins, shutil.which)


def _leave_out_noise() -> None:
    """Keep one line from stderr: that the platform without a screen knows no limits of size."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(_tell_warning)


def _tell_warning(_kind: object, _context: object, text: str | None) -> None:
    if text and "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from fuyi_editor.ui.icons import icon

    if (portable := portable_folder()) is not None:
        _keep_qt_in(portable)
    app = QApplication(sys.argv[:1])
    app.setWindowIcon(icon("app"))
    app.setApplicationName("fuyi-editor")
    app.setApplicationDisplayName("绩效目标表编辑器")
    return app


def _keep_qt_in(folder: Path) -> None:
    """Qt's file dialog and the font library leave files in the home: not beside a portable one."""
    from PySide6.QtCore import QSettings

    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder / "qt"))


def _log_failure(rule: str, error: Exception) -> None:
    """Leave the details of a rule that broke down; the findings themselves say that it did."""
    logging.getLogger(__name__).error("rule %s failed", rule, exc_info=error)


def _window(app: QApplication, *, remember: bool, theme: str | None = None) -> MainWindow:
    """The main window with everything it needs. Without `remember` no setting is read or kept."""
    from fuyi_editor.checks.engine import Checker
    from fuyi_editor.checks.rule_texts import load_texts
    from fuyi_editor.files.backups import Backups
    from fuyi_editor.files.book import (
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
    from fuyi_editor.files.recovery import RecoveryFolder
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.fonts import register_fonts
    from fuyi_editor.ui.garbage import GarbageCollector
    from fuyi_editor.ui.main_window import MainWindow
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.settings import SettingsFile
    from fuyi_editor.ui.theme import apply_text_size, apply_theme, install_translations

    layouts = load_layouts([user_folder("layouts")])
    settings = SettingsFile(settings_path() if remember else None)
    register_fonts()
    install_translations(app)
    apply_theme(app, theme or settings.values.theme)
    apply_text_size(app, settings.values.text_size)
    ask = Ask()
    services = Services(
        layouts=layouts,
        settings=settings,
        ask=ask,
        new_checker=partial(Checker, on_failure=_log_failure),
        is_there=_is_there,
        open_book=partial(open_book, layouts=layouts),
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
        print_pages=partial(_print_pages, settings, ask),
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
    window = MainWindow(services)
    GarbageCollector(window)
    ask.parent = window
    window.restore_place()
    return window


def _take_down(app: QApplication, window: MainWindow) -> None:
    """Let the window go while Qt is whole: what Python clears away at its end may crash."""
    import gc

    from PySide6.QtCore import QEvent

    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _library(*, remember: bool) -> Library:
    """The user's indicator library, or a new one in memory; it is read when first asked."""
    from fuyi_editor.library.store import Library, library_file

    return Library(library_file() if remember else None)


def settings_path() -> Path:
    """Where the window keeps its settings: the user's configuration folder of the system."""
    if (portable := portable_folder()) is not None:
        return portable / "settings.json"
    from PySide6.QtCore import QStandardPaths

    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "settings.json"


def _is_there(path: Path) -> bool:
    from fuyi_editor.files.file_stamp import stat_soon

    return stat_soon(path) is not None


def _pasted_book(layouts: Mapping[str, Layout], html: str | None, text: str | None) -> Book:
    from fuyi_editor.files.pasted import pasted_book

    return pasted_book(html, text, layouts)


def _pasted_rows(html: str | None, text: str | None) -> Grid:
    from fuyi_editor.files.pasted import pasted_rows

    return pasted_rows(html, text)


# Printing is loaded when it is first wanted: it is a fifth of the program's start.


def _write_pdf(document: PageDocument, facts: PdfFacts) -> bytes:
    from fuyi_editor.ui.printing.pdf_export import write_pdf

    return write_pdf(document, facts)


def _print_pages(settings: SettingsFile, ask: Ask, parent: QWidget, printout: Printout) -> str:
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
    _print_pages(settings, ask, parent, Printout.of(document, folder))


def _draw(app: QApplication, window: MainWindow, options: argparse.Namespace) -> int:
    """Draw the window with the file into a picture and leave."""
    from PySide6.QtCore import Qt

    from fuyi_editor.files.book import open_book
    from fuyi_editor.files.errors import FileError
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder

    # No screen bounds it: the offscreen platform's own has 800 × 800 pixels.
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*options.size)
    for path in options.files:
        try:
            layouts = load_layouts([user_folder("layouts")])
            window.show_book(open_book(path, layouts))
        except FileError as error:
            print(error, file=sys.stderr)
            return FAILED
    window.show()
    _settle(app)
    if window.workspace is not None:
        window.workspace.session.check_now()
        # Which fonts the machine has that makes the picture is nothing to who looks at it.
        window.workspace.font_line.hide()
    _settle(app)
    if not window.grab().save(str(options.screenshot)):
        print(f"图片写不出来：“{options.screenshot}”，请检查文件夹是否存在。", file=sys.stderr)
        return FAILED
    return 0


def _settle(app: QApplication) -> None:
    for _ in range(5):  # layouts settle over a few turns of the event loop
        app.processEvents()
