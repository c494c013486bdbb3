# SPDX-License-Identifier: MulanPSL-2.0
"""How each window and dialog of the program is opened, over a real book.

A new dialog must be entered here: `test_names.py` looks for those that are missing.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDockWidget, QMainWindow, QWidget

import fuyi_editor.ui
from fuyi_editor.checks.dismissals import Dismissal
from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.files.backups import Backups
from fuyi_editor.files.book import open_book
from fuyi_editor.files.journal import Unsaved
from fuyi_editor.files.pasted import pasted_rows
from fuyi_editor.files.recovery import Offer, RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.pasted_table import read_pasted
from fuyi_editor.library.store import Library
from fuyi_editor.model.migrate import migration
from fuyi_editor.model.taxonomy import T2021
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.changes_dialog import ChangeLine, ChangesDialog
from fuyi_editor.ui.clipboard.paste_dialog import PasteDialog
from fuyi_editor.ui.errors.error_dialog import ErrorDialog
from fuyi_editor.ui.errors.failure import failure_of
from fuyi_editor.ui.find.find_actions import REPLACE_WORDS
from fuyi_editor.ui.findings.dismiss_dialogs import DismissedDialog, ReasonDialog
from fuyi_editor.ui.findings.fix_dialog import FixDialog
from fuyi_editor.ui.layouts.learn_dialog import LearnDialog
from fuyi_editor.ui.layouts.migrate_dialog import MigrateDialog
from fuyi_editor.ui.layouts.migrate_words import menu_words
from fuyi_editor.ui.layouts.new_book_dialog import NewBookDialog
from fuyi_editor.ui.layouts.template_dialog import NEW_FROM_BOOK, TemplateDialog
from fuyi_editor.ui.library.collecting import CollectDialog
from fuyi_editor.ui.library.window import LibraryWindow
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.manual.window import ManualWindow
from fuyi_editor.ui.marked_text import snippet
from fuyi_editor.ui.merge.dialog import MergeDialog
from fuyi_editor.ui.preferences.dialog import PreferencesDialog
from fuyi_editor.ui.printing.print_dialog import PrintDialog
from fuyi_editor.ui.printing.print_settings import PrintSettings
from fuyi_editor.ui.printing.printout import PdfFacts, Printout
from fuyi_editor.ui.recovery.backups_dialog import BackupsDialog, OldVersions
from fuyi_editor.ui.recovery.journal_keeper import Kept
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryDialog
from fuyi_editor.ui.settings import Settings
from fuyi_editor.ui.tabs.unsaved_dialog import UnsavedDialog
from fuyi_editor.ui.yearly.match_dialog import MatchDialog, MatchQuestion
from fuyi_editor.ui.yearly.rollover_dialog import RollOverDialog
from fuyi_editor.yearly.comparison.candidates import Candidate
from tests.files.journals import crashing
from tests.ui.printing.paper_doubles import PaperPrinters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.model.nodes import Submission

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
WINDOW_CLASSES = (QDialog, QDockWidget, QMainWindow)


class Room:
    """The program's own window over a book, and a folder for files."""

    def __init__(self, window: MainWindow, home: Path) -> None:
        self.window = window
        self.home = home
        window.show_book(open_book(DATA / "fengrun-2023.docx", LAYOUTS))
        window.session.check_now()

    @property
    def submission(self) -> Submission:
        return self.window.session.submission

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.window.session.findings


def window_classes() -> set[type[QWidget]]:
    """All windows and dialogs that the program has, imported or not."""
    for module in pkgutil.walk_packages(fuyi_editor.ui.__path__, "fuyi_editor.ui."):
        importlib.import_module(module.name)
    return {found for base in WINDOW_CLASSES for found in _subclasses(base)}


def _subclasses(base: type[QWidget]) -> Iterator[type[QWidget]]:
    for found in base.__subclasses__():
        if found.__module__.startswith("fuyi_editor."):
            yield found
        yield from _subclasses(found)


def _main(room: Room) -> QWidget:
    workspace = room.window.workspace
    for name in ("findings", "report", "found"):
        workspace.lower_panels.set_shown(name, True)
    room.window.show_book(open_book(DATA / "tianjin-2024.docx", LAYOUTS))  # the tabs
    room.window.tabs.bring_forward(workspace)
    return room.window


def _fix(room: Room) -> QWidget:
    return FixDialog(room.submission, [f for f in room.findings if f.fix], "修正")


def _dismissed(room: Room) -> QWidget:
    place = ("妇女儿童活动经费", "活动次数")
    entry = Dismissal.model_validate(
        {"rule": "A01", "reason": "上级要求", "on": "2026-01-05", "path": place, "field": "value"}
    )
    return DismissedDialog([entry], load_texts())


def _manual(room: Room) -> QWidget:
    room.window.helps.show_place("rules#A01")
    window = room.window.findChild(ManualWindow)
    window.search.setText("指标值")
    return window


def _changes(room: Room) -> QWidget:
    line = ChangeLine("项目 › 名称", snippet("2023年", 0, 4), snippet("2024年", 0, 4))
    return ChangesDialog([line], "把 2023 换成 2024", REPLACE_WORDS)


def _paste(room: Room) -> QWidget:
    table = "".join(f"<tr><td>指标{n}</td><td>≥{n}次</td></tr>" for n in (1, 2))
    grid = pasted_rows(f"<table>{table}</table>", None)
    beside = room.submission.projects[0].id
    return PasteDialog(room.submission, beside, read_pasted(grid, known_labels()))


def _migrate(room: Room) -> QWidget:
    steps = migration(room.submission, T2021)
    return MigrateDialog(room.submission, steps, menu_words(T2021, len(steps)))


def _learn(room: Room) -> QWidget:
    dialog = LearnDialog(load_layouts([room.home / "layouts"]))
    assert dialog.choose_sample(DATA / "zhanjiang-2021.docx")
    return dialog


def _library(room: Room) -> QWidget:
    window = LibraryWindow(Library(None))
    window.search.setText("pxrs")
    return window


def _collect(room: Room) -> QWidget:
    opener = partial(open_book, layouts=LAYOUTS)
    return CollectDialog([DATA / "tianjin-2024.docx"], opener, Library(None))


def _merge(room: Room) -> QWidget:
    return MergeDialog(LAYOUTS, Ask(), str(room.home))


def _offers(room: Room) -> list[Offer]:
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    now = book.submission.but(title="改过的标题")
    with crashing(room.home / "recovery") as journal:
        journal.tell(Unsaved(book, book.submission, now))
    return RecoveryFolder(room.home / "recovery").offers(LAYOUTS)


def _recovery(room: Room) -> QWidget:
    return RecoveryDialog(_offers(room))


def _backups(room: Room) -> QWidget:
    path = Path(shutil.copy(DATA / "fengrun-2023.docx", room.home))
    backups = Backups(room.home / "backups")
    backups.keep(path)
    session = room.window.session
    opener = partial(open_book, layouts=LAYOUTS)
    versions = OldVersions(
        path, backups.of(path), session.submission, session.page, opener, lambda *page: None
    )
    return BackupsDialog(versions)


def _print(room: Room) -> QWidget:
    session = room.window.session
    facts = PdfFacts.of(session.submission)
    printout = Printout(session.page, facts, is_book=True, errors=2)
    return PrintDialog(printout, PaperPrinters(room.home / "tray.pdf"), PrintSettings(), Ask())


def _match(room: Room) -> QWidget:
    rows = [
        Candidate(project.id, project.name, "项目", "名称") for project in room.submission.projects
    ]
    return MatchDialog(MatchQuestion("对应到哪一行？", rows, (), None, may_share=True))


def _roll_over(room: Room) -> QWidget:
    return RollOverDialog(room.submission, 2024, ["二〇二三年一月"])


def _error(room: Room) -> QWidget:
    dialog = ErrorDialog(failure_of(ValueError()), Kept.ALL)
    dialog.more.click()
    return dialog


OPENERS: dict[type[QWidget], Callable[[Room], QWidget]] = {
    MainWindow: _main,
    FixDialog: _fix,
    ReasonDialog: lambda room: ReasonDialog("这一处不再提示"),
    DismissedDialog: _dismissed,
    ChangesDialog: _changes,
    PasteDialog: _paste,
    MigrateDialog: _migrate,
    LearnDialog: _learn,
    NewBookDialog: lambda room: NewBookDialog(LAYOUTS),
    TemplateDialog: lambda room: TemplateDialog(room.submission, NEW_FROM_BOOK),
    LibraryWindow: _library,
    CollectDialog: _collect,
    MergeDialog: _merge,
    RecoveryDialog: _recovery,
    BackupsDialog: _backups,
    PrintDialog: _print,
    MatchDialog: _match,
    RollOverDialog: _roll_over,
    ManualWindow: _manual,
    ErrorDialog: _error,
    UnsavedDialog: lambda room: UnsavedDialog(["一.docx", "二.docx"]),
    PreferencesDialog: lambda room: PreferencesDialog(Settings(), room.home, portable=True),
}
