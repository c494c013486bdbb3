# SPDX-License-Identifier: MulanPSL-2.0
"""Ten real files at a time: each has its own edits and journal, and comes back at the start."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from fuyi_editor.files import edit_lock, journal
from fuyi_editor.files.backups import Backups
from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.edit_lock import EditLock, holder_of
from fuyi_editor.files.owner import Owner
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.garbage import GarbageCollector
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryAct
from fuyi_editor.ui.tabs import restoring
from tests.files.journals import gone_owner
from tests.ui.conftest import fake_services
from tests.ui.page_digest import page_digest
from tests.ui.window_doubles import Desk, FakeAsk

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
SAMPLES = ("fengrun-2023.docx", "tianjin-2024.docx", "menyuan-2023.docx", "guangzhou-2021.docx")


@pytest.fixture
def make_desk(qapp, qtbot, tmp_path, monkeypatch, caplog):
    """Windows over real files, one after the other over the same settings."""
    monkeypatch.setattr(journal, "GATHER_SECONDS", 0.01)
    made: list[MainWindow] = []
    collector = GarbageCollector(qapp)

    def make() -> Desk:
        ask = FakeAsk(answer=Unsaved.DISCARD, agreed=True)
        services = replace(
            fake_services(ask, {}, {}, [], tmp_path / "settings.json"),
            layouts=LAYOUTS,
            is_there=Path.exists,
            open_book=partial(open_book, layouts=LAYOUTS),
            save_book=save_book,
            recovery=RecoveryFolder(tmp_path / "recovery"),
            backups=Backups(tmp_path / "backups"),
            new_lock=EditLock,
        )
        window = MainWindow(services)
        made.append(window)
        window.resize(1200, 700)
        window.show()
        return Desk(window, ask, {}, {}, [], services.settings)

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    collector.stop()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


@pytest.fixture
def paths(tmp_path) -> list[Path]:
    """Ten files: Word and Excel, several forms."""
    found = [
        Path(shutil.copy(DATA / SAMPLES[number % 4], tmp_path / f"第{number}本.docx"))
        for number in range(9)
    ]
    workbook = tmp_path / "第9本.xlsx"
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    save_book(book, book.submission, workbook)
    return [*found, workbook]


def indicator(desk: Desk) -> Indicator:
    return next(n for n in desk.session.submission.walk() if isinstance(n, Indicator))


def write(desk: Desk, text: str) -> None:
    desk.session.set_field(indicator(desk).id, "value", text)


def texts(path: Path) -> set[str]:
    book = open_book(path, LAYOUTS)
    return {n.value.text for n in book.submission.walk() if isinstance(n, Indicator)}


def close(desk: Desk) -> bool:
    event = QCloseEvent()
    QApplication.sendEvent(desk.window, event)
    return event.isAccepted()


def settle(desk: Desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.window.restoring.is_busy, timeout=20_000)


def test_ten_books_are_edited_saved_and_closed_each_with_its_own_edits(
    make_desk, paths, tmp_path, qtbot
):
    desk = make_desk()
    desk.window.begin(paths)
    tabs = desk.window.tabs
    assert tabs.count() == len(paths)
    for number, workspace in enumerate(tabs.workspaces):
        tabs.bring_forward(workspace)
        write(desk, f"≥{number}1次")
    qtbot.waitUntil(lambda: len(list((tmp_path / "recovery").glob("*.journal"))) == len(paths))
    for workspace in tabs.workspaces[::2]:
        tabs.bring_forward(workspace)
        assert desk.window.files.save_book()
    for path in paths[::2]:  # every other one is closed before the rest is saved
        assert desk.window.books.close(tabs.of_file(path))
    qtbot.waitUntil(lambda: len(list((tmp_path / "recovery").glob("*.journal"))) == 5)
    desk.ask.answer = Unsaved.SAVE
    assert close(desk)
    assert desk.ask.asked == ["unsaved " + " ".join(path.name for path in paths[1::2])]
    assert not list((tmp_path / "recovery").iterdir())
    own = {path: f"≥{number}1次" for number, path in enumerate(paths)}
    for path, text in own.items():
        found = texts(path)
        assert text in found
        assert not found & (set(own.values()) - {text})
        assert not list(path.parent.glob(".~*"))


def test_books_of_a_crash_are_recovered_each_into_its_tab(make_desk, paths, monkeypatch, qtbot):
    gone = gone_owner()

    class Gone(Owner):
        @classmethod
        def this(cls) -> Owner:
            return gone

    with monkeypatch.context() as patched:
        patched.setattr(journal, "Owner", Gone)
        patched.setattr(edit_lock, "Owner", Gone)
        crashed = make_desk()
        crashed.window.begin(paths[:3])
        digests = {}
        for number, workspace in enumerate(crashed.window.tabs.workspaces[:2]):
            crashed.window.tabs.bring_forward(workspace)
            write(crashed, f"恢复{number}")
            digests[paths[number]] = page_digest(crashed.session.page)
        folder = RecoveryFolder(paths[0].parent / "recovery")
        qtbot.waitUntil(lambda: len(folder.offers(LAYOUTS)) == 2)
    desk = make_desk()
    desk.ask.recovering = lambda offers: (RecoveryAct.RECOVER, offers[0])
    desk.window.begin([paths[0]])
    settle(desk, qtbot)
    tabs = desk.window.tabs
    copies = {w.session.book.copy_of: page_digest(w.session.page) for w in tabs.workspaces[:2]}
    assert copies == digests
    # What was recovered stands for its file; the book without changes is simply open again.
    assert [w.session.book.path for w in tabs.workspaces] == [None, None, paths[2]]
    assert desk.session.book.copy_of == paths[0]


# The session of the last time


def test_what_was_open_is_open_again_with_the_tab_that_was_shown(make_desk, paths, qtbot):
    first = make_desk()
    first.window.begin(paths[:4])
    first.window.tabs.bring_forward(first.window.tabs.workspaces[1])
    assert close(first)
    desk = make_desk()
    desk.window.begin([])
    assert desk.window.start_page.isVisible()  # the window waits for no file
    settle(desk, qtbot)
    assert [w.session.book.path for w in desk.window.tabs.workspaces] == paths[:4]
    assert desk.session.book.path == paths[1]
    assert desk.settings.values.recent == first.settings.values.recent


def test_a_file_that_was_asked_for_is_in_front_of_the_restored_ones(make_desk, paths, qtbot):
    first = make_desk()
    first.window.begin(paths[:2])
    assert close(first)
    desk = make_desk()
    desk.window.begin([paths[3]])
    settle(desk, qtbot)
    assert desk.session.book.path == paths[3]
    assert {w.session.book.path for w in desk.window.tabs.workspaces} == {*paths[:2], paths[3]}


def test_nothing_is_opened_again_where_the_settings_say_so(make_desk, paths):
    first = make_desk()
    first.window.begin(paths[:2])
    first.settings.values.reopen = False
    assert close(first)
    desk = make_desk()
    desk.window.begin([])
    assert not desk.window.restoring.is_busy
    assert desk.window.tabs.count() == 0


def test_what_is_gone_or_broken_is_named_in_one_line(make_desk, paths, qtbot):
    first = make_desk()
    first.window.begin(paths[:3])
    assert close(first)
    paths[0].unlink()
    paths[1].write_bytes(b"no book")
    desk = make_desk()
    desk.window.begin([])
    settle(desk, qtbot)
    said = desk.window.statusBar().currentMessage()
    assert "2 本没有打开" in said
    assert paths[0].name in said
    assert paths[1].name in said
    assert desk.ask.problems == []
    assert desk.session.book.path == paths[2]
    assert desk.settings.values.open_books == [str(paths[2])]


def test_a_share_that_does_not_answer_holds_nothing_up(make_desk, paths, monkeypatch, qtbot):
    first = make_desk()
    first.window.begin(paths[:2])
    assert close(first)
    monkeypatch.setattr(restoring, "PATIENCE", 0.3)
    released = threading.Event()
    desk = make_desk()

    def is_there(path: Path) -> bool:
        return path != paths[0] or released.wait(20)

    services = replace(desk.window._services, is_there=is_there)  # noqa: SLF001 - the drive
    desk.window.restoring._services = services  # noqa: SLF001
    desk.window.begin([])
    settle(desk, qtbot)
    released.set()
    assert desk.session.book.path == paths[1]
    assert "盘没有连上" in desk.window.statusBar().currentMessage()


def test_closing_while_files_are_opened_forgets_none(make_desk, paths):
    first = make_desk()
    first.window.begin(paths[:3])
    assert close(first)
    desk = make_desk()
    desk.window.begin([])
    assert close(desk)
    assert desk.settings.values.open_books == [str(path) for path in paths[:3]]


def test_what_another_window_here_has_open_is_left_to_it_without_a_word(
    make_desk, paths, monkeypatch, qtbot
):
    """As when a second window is opened by a click on a file."""
    first = make_desk()
    first.window.begin(paths[:2])
    assert close(first)
    other = Owner.this().model_copy(update={"pid": 1, "started": ""})

    class Other(Owner):
        @classmethod
        def this(cls) -> Owner:
            return other

    with monkeypatch.context() as patched:
        patched.setattr(edit_lock, "Owner", Other)
        for path in paths[:2]:
            EditLock().take(path)
    desk = make_desk()
    desk.window.begin([paths[2]])
    settle(desk, qtbot)
    assert [w.session.book.path for w in desk.window.tabs.workspaces] == [paths[2]]
    assert "没有打开" not in desk.window.statusBar().currentMessage()
    assert desk.ask.asked == []


def test_what_another_window_has_open_stays_there(make_desk, paths, monkeypatch, qtbot):
    first = make_desk()
    first.window.begin(paths[:2])
    assert close(first)
    other = Owner.this().model_copy(update={"machine": "other", "host": "FULIAN-2", "user": "王芳"})

    class Other(Owner):
        @classmethod
        def this(cls) -> Owner:
            return other

    with monkeypatch.context() as patched:
        patched.setattr(edit_lock, "Owner", Other)
        EditLock().take(paths[0])
    assert holder_of(paths[0]) is not None
    desk = make_desk()
    desk.window.begin([])
    settle(desk, qtbot)
    assert [w.session.book.path for w in desk.window.tabs.workspaces] == [paths[1]]
    assert "王芳" in desk.window.statusBar().currentMessage()
