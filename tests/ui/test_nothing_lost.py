# SPDX-License-Identifier: MulanPSL-2.0
"""The window with real files: after a crash, when saving fails, when others use the file too."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QLineEdit

from fuyi_editor.files import edit_lock, journal
from fuyi_editor.files.backups import Backups
from fuyi_editor.files.book import composed, new_book, open_book, save_book
from fuyi_editor.files.edit_lock import EditLock, holder_of
from fuyi_editor.files.owner import Owner
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.ask_files import AfterFailure, WhenChanged, WhenLocked
from fuyi_editor.ui.garbage import GarbageCollector
from fuyi_editor.ui.main_window import MainWindow
from fuyi_editor.ui.recovery.backups_dialog import BackupAct
from fuyi_editor.ui.recovery.disk_watch import DiskWatch
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryAct
from fuyi_editor.ui.services import Services
from tests.files.journals import gone_owner
from tests.ui.conftest import fake_services
from tests.ui.page_digest import page_digest
from tests.ui.window_doubles import FakeAsk

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()


@dataclass
class Desk:
    """A window over real files, in a folder where all of it is."""

    window: MainWindow
    ask: FakeAsk
    home: Path
    printed: list

    @property
    def session(self):
        return self.window.session

    @property
    def recovery(self) -> RecoveryFolder:
        return RecoveryFolder(self.home / "recovery")

    def first(self):
        return self.session.submission.projects[0].indicators[0].kinds[0].indicators[0]

    def edit(self, text: str = "≥99%") -> None:
        self.session.set_field(self.first().id, "value", text)

    def digest(self) -> str:
        return page_digest(self.session.page)

    @property
    def watch(self) -> DiskWatch:
        return self.window.workspace.findChild(DiskWatch)


def _services(home: Path, ask: FakeAsk, printed: list) -> Services:
    """Real files, everything else as in the other tests of the window."""
    return replace(
        fake_services(ask, {}, {}, printed, None),
        is_there=Path.exists,
        layouts=LAYOUTS,
        open_book=partial(open_book, layouts=LAYOUTS),
        new_book=new_book,
        composed=composed,
        save_book=save_book,
        write_pdf=lambda page, facts: page_digest(page).encode(),
        print_pages=lambda window, printout: printed.append(page_digest(printout.document)),
        preview_pages=lambda window, page: printed.append(page_digest(page)),
        recovery=RecoveryFolder(home / "recovery"),
        backups=Backups(home / "backups"),
        new_lock=EditLock,
    )


@pytest.fixture
def make_desk(qapp, qtbot, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(journal, "GATHER_SECONDS", 0.01)
    made: list[Desk] = []
    collector = GarbageCollector(qapp)

    def make() -> Desk:
        ask, printed = FakeAsk(answer=Unsaved.DISCARD, agreed=True), []
        window = MainWindow(_services(tmp_path, ask, printed))
        made.append(Desk(window, ask, tmp_path, printed))
        window.resize(1200, 700)
        window.show()
        return made[-1]

    yield make
    for desk in made:
        desk.window.close()
        desk.window.deleteLater()
    collector.stop()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


@pytest.fixture
def path(tmp_path) -> Path:
    return Path(shutil.copy(DATA / "tianjin-2024.docx", tmp_path / "tianjin-2024.docx"))


@pytest.fixture
def desk(make_desk, path) -> Desk:
    desk = make_desk()
    assert desk.window.open(path)
    return desk


@contextmanager
def _soon_gone():
    """What is written meanwhile is that of a program that has ended since."""
    gone = gone_owner()

    class Gone(Owner):
        @classmethod
        def this(cls) -> Owner:
            return gone

    with patch.object(journal, "Owner", Gone), patch.object(edit_lock, "Owner", Gone):
        yield


@pytest.fixture
def crashed(make_desk, path, qtbot):
    """A book with a change that was not saved, of a program that is over: page and state."""
    with _soon_gone():
        desk = make_desk()
        assert desk.window.open(path)
        desk.edit()
        qtbot.waitUntil(lambda: desk.recovery.holds_any())
    return desk


# After a crash


def test_what_was_not_saved_is_offered_shown_and_kept_until_it_is_saved(
    crashed, make_desk, path, qtbot
):
    desk = make_desk()
    seen = []

    def recover(offers):
        seen.extend(offers)
        return RecoveryAct.RECOVER, offers[0]

    desk.ask.recovering = recover
    desk.window.begin([])
    assert len(seen) == 1
    assert "≥99%" in {found.after for found in seen[0].differences}
    assert desk.digest() == crashed.digest()
    assert desk.session.book.path is None
    assert desk.window.windowTitle().startswith("[*]tianjin-2024.docx（副本）")
    assert desk.window.isWindowModified()
    # It belongs to this window from now on, and is offered to no other one.
    qtbot.waitUntil(lambda: not desk.recovery.holds_any())
    assert list(desk.recovery.folder.glob("*.journal"))
    desk.ask.saving = path
    desk.window.files.save.trigger()
    assert desk.ask.asked[-1] == "另存为 tianjin-2024.docx"
    qtbot.waitUntil(lambda: not list(desk.recovery.folder.iterdir()))
    again = open_book(path, LAYOUTS)
    assert page_digest(again.page(again.submission)) == crashed.digest()
    assert not desk.window.isWindowModified()


def test_undoing_the_recovery_shows_the_file_and_gives_nothing_up(crashed, make_desk, path, qtbot):
    desk = make_desk()
    desk.ask.recovering = lambda offers: (RecoveryAct.RECOVER, offers[0])
    book = open_book(path, LAYOUTS)
    with _soon_gone():
        desk.window.begin([])
        qtbot.wait(100)
        desk.session.undo_stack.undo()
        assert desk.digest() == page_digest(book.page(book.submission))
        assert desk.window.isWindowModified()
        qtbot.wait(100)
        (offer,) = desk.recovery.offers(LAYOUTS)
    assert page_digest(offer.recovered.book.page(offer.recovered.now)) == crashed.digest()


def test_what_was_recovered_stands_for_the_file_of_the_command_line(crashed, make_desk, path):
    desk = make_desk()
    desk.ask.recovering = lambda offers: (RecoveryAct.RECOVER, offers[0])
    desk.window.begin([path])
    assert desk.session.book.path is None
    assert desk.window.tabs.count() == 1
    assert "恢复的内容，还没有保存" in desk.window.statusBar().currentMessage()


def test_later_keeps_it_and_the_menu_has_it(crashed, make_desk, path, qtbot):
    desk = make_desk()
    desk.window.begin([path])  # asked, and put off
    assert desk.session.book.path == path
    assert desk.recovery.holds_any()
    desk.ask.recovering = lambda offers: (RecoveryAct.RECOVER, offers[0])
    desk.window.safety.recover.trigger()
    assert desk.digest() == crashed.digest()


def test_given_up_it_is_gone_but_only_after_a_question(crashed, make_desk):
    desk = make_desk()
    answers = [False, True]
    desk.ask.recovering = lambda offers: (RecoveryAct.GIVE_UP, offers[0])
    desk.ask.may_give_up = lambda name: answers.pop(0)
    desk.window.begin([])
    assert answers == []
    assert not list(desk.recovery.folder.iterdir())
    desk.window.safety.recover.trigger()
    assert desk.ask.told == ["没有要恢复的表：上次关闭程序时都已保存，或已放弃。"]


def test_not_saving_when_asked_gives_it_up(desk, qtbot):
    desk.edit()
    qtbot.waitUntil(lambda: bool(list(desk.recovery.folder.glob("*.journal"))))
    desk.window.close()
    assert desk.ask.asked == ["unsaved tianjin-2024.docx"]
    assert not list(desk.recovery.folder.iterdir())


def test_a_book_that_was_never_saved_is_kept_from_the_start(make_desk, qtbot):
    desk = make_desk()
    with _soon_gone():
        desk.window.files.book_pasted.emit(new_book(LAYOUTS["tianjin-project"]))
        qtbot.waitUntil(lambda: desk.recovery.holds_any())
    (offer,) = desk.recovery.offers(LAYOUTS)
    assert not offer.recovered.saved
    assert offer.path is None


def test_a_journal_that_cannot_be_written_is_told_in_passing(desk, tmp_path, qtbot):
    (tmp_path / "recovery").write_text("no folder")
    desk.edit()
    message = desk.window.statusBar().currentMessage
    qtbot.waitUntil(lambda: "记不到恢复文件里" in message())
    assert desk.ask.problems == []
    (tmp_path / "recovery").unlink()
    desk.edit("≥98%")
    qtbot.waitUntil(lambda: bool(list(desk.recovery.folder.glob("*.journal"))))


@pytest.mark.parametrize("where", ["page", "tree"])
def test_what_is_still_in_a_cell_editor_is_in_the_journal(where, make_desk, path, qtbot):
    with _soon_gone():
        desk = make_desk()
        assert desk.window.open(path)
        qtbot.wait(50)  # so that what is typed is heard, not only seen when the book is new
        _type(desk, where, "改到一半")
        qtbot.waitUntil(lambda: desk.recovery.holds_any())
        (offer,) = desk.recovery.offers(LAYOUTS)
    assert "改到一半" in {d.after for d in offer.differences}
    assert not desk.window.isWindowModified()  # it is taken over only when the user is done


def _type(desk: Desk, where: str, text: str) -> None:
    workspace = desk.window.workspace
    desk.session.select(desk.first().id, "name")
    if where == "page":
        assert workspace.page.start_edit()
        workspace.page.editor.selectAll()
        workspace.page.editor.insertPlainText(text)
    else:
        assert workspace.tree.edit_current()
        editor = workspace.tree.indexWidget(workspace.tree.currentIndex())
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


@pytest.mark.parametrize("where", ["page", "tree"])
@pytest.mark.parametrize("act", ["save", "save_as", "pdf", "print", "close", "layout"])
def test_every_way_out_takes_over_what_is_still_being_typed(where, act, make_desk, path, tmp_path):
    desk = make_desk()
    desk.window.open(path)
    _type(desk, where, "正在填写")
    desk.ask.saving = tmp_path / "out.pdf" if act == "pdf" else tmp_path / "out.docx"
    desk.ask.answer = Unsaved.SAVE
    desk.ask.chosen_layout = LAYOUTS["tianjin-project"]
    if act == "close":
        desk.window.close()
    else:
        {"layout": desk.window.files.apply_layout}.get(
            act, getattr(desk.window.files, act, None)
        ).trigger()
    assert desk.first().name == "正在填写"
    if act in ("save", "close", "save_as"):
        saved = open_book(path if act != "save_as" else tmp_path / "out.docx", LAYOUTS)
        assert saved.submission.projects[0].indicators[0].kinds[0].indicators[0].name == "正在填写"
    elif act == "print":
        assert desk.printed == [desk.digest()]
    elif act == "pdf":
        assert (tmp_path / "out.pdf").read_bytes().decode() == desk.digest()


# When saving fails


@contextmanager
def _full_disk(path: Path):
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _small_tmpfs(path: Path):
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(path.parent)], check=False
        ).returncode
    ):
        pytest.skip("只有管理员能挂载一个小磁盘")
    try:
        (path.parent / "fill").write_bytes(bytes(36 * 1024))
        path.write_bytes(_small_tmpfs.old)
        yield
    finally:
        subprocess.run(["umount", "-l", str(path.parent)], check=True)


@contextmanager
def _read_only_folder(path: Path):
    if os.geteuid():
        path.parent.chmod(0o555)
    elif subprocess.run(["chattr", "+i", str(path.parent)], check=False).returncode:
        pytest.skip("管理员不受权限位限制，这里的磁盘又不认 chattr +i")
    try:
        yield
    finally:
        if os.geteuid():
            path.parent.chmod(0o755)
        else:
            subprocess.run(["chattr", "-i", str(path.parent)], check=True)


@contextmanager
def _folder_gone(path: Path):
    away = path.parent.with_name("away")
    path.parent.rename(away)
    try:
        yield
    finally:
        away.rename(path.parent)


@contextmanager
def _failing_fsync(path: Path):
    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "no")

    with patch.object(os, "fsync", fail):
        yield


FAILURES = {
    "full disk": (_full_disk, "文件超过磁盘允许的大小"),
    "read-only folder": (_read_only_folder, "没有写入权限"),
    "folder gone": (_folder_gone, "网络盘、U 盘已断开"),
    "failing fsync": (_failing_fsync, "磁盘读写出错"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and permissions")
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_save_leaves_the_file_and_the_changes_whole(failure, make_desk, tmp_path):
    condition, words = FAILURES[failure]
    folder = tmp_path / "books"
    folder.mkdir()
    path = Path(shutil.copy(DATA / "tianjin-2024.docx", folder / "tianjin-2024.docx"))
    old = path.read_bytes()
    desk = make_desk()
    desk.window.open(path)
    desk.edit()
    with condition(path):
        desk.window.files.save.trigger()
        (sentence,) = desk.ask.problems
        assert sentence.startswith("没有保存“tianjin-2024.docx”：")
        assert words in sentence
        assert desk.window.isWindowModified()
        desk.window.files.save.trigger()  # still there, still wrong
        assert len(desk.ask.problems) == 2
    assert path.read_bytes() == old
    assert not list(folder.glob("*.tmp"))
    desk.window.files.save.trigger()
    assert not desk.window.isWindowModified()
    assert "≥99%" in _texts(path)


def _texts(path: Path) -> set[str]:
    submission = open_book(path, LAYOUTS).submission
    return {node.value.text for node in submission.walk() if hasattr(node, "value")}


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_really_small_disk(make_desk, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    old = save_book(book, book.submission, tmp_path / "old.docx").path.read_bytes()
    _small_tmpfs.old = old
    path = folder / "old.docx"
    with _small_tmpfs(path):
        desk = make_desk()
        desk.window.open(path)
        desk.edit()
        desk.window.files.save.trigger()
        assert "磁盘已满" in desk.ask.problems[0]
        assert path.read_bytes() == old
        assert desk.window.isWindowModified()
        desk.window.close()


def test_try_again_and_elsewhere(desk, path, tmp_path):
    desk.edit()
    answers = [AfterFailure.RETRY, AfterFailure.RETRY, AfterFailure.ELSEWHERE]
    desk.ask.failures = answers
    desk.ask.saving = tmp_path / "elsewhere.docx"
    real, fails = os.fsync, [1, 1, 1]

    def fsync(descriptor: int) -> None:
        if fails:
            fails.pop()
            raise OSError(errno.EIO, "no")
        real(descriptor)

    with patch.object(os, "fsync", fsync):
        desk.window.files.save.trigger()
    assert len(desk.ask.problems) == 3 or not fails
    assert not desk.window.isWindowModified()


def test_a_pdf_and_a_sheet_are_tried_again_too(desk, tmp_path):
    for action, name in ((desk.window.files.pdf, "a.pdf"), (desk.window.sheets.save, "b.docx")):
        desk.ask.problems.clear()
        desk.ask.failures = [AfterFailure.RETRY, AfterFailure.ELSEWHERE]
        desk.ask.saving = tmp_path / "gone" / name
        chosen = iter([desk.ask.saving, tmp_path / name])
        desk.ask.file_to_save = lambda *_, chosen=chosen: next(chosen)
        action.trigger()
        assert len(desk.ask.problems) == 2
        assert (tmp_path / name).exists()


def test_a_failed_backup_is_told_and_does_not_stop_the_save(desk, path, tmp_path):
    (tmp_path / "backups").write_text("no folder")
    desk.edit()
    desk.window.files.save.trigger()
    assert desk.ask.problems == [
        "“tianjin-2024.docx”已经保存。但是旧版本没有留下备份：用户文件夹写不进去。"
    ]
    assert "≥99%" in _texts(path)
    desk.edit("≥98%")
    desk.window.files.save.trigger()
    assert len(desk.ask.problems) == 1  # then only in passing
    assert "没有留下备份" in desk.window.statusBar().currentMessage()


# Others use the file too


def _change_elsewhere(path: Path) -> bytes:
    book = open_book(path, LAYOUTS)
    after = SetField(node=book.submission.projects[0].id, field="name", text="别处改的")
    data = save_book(book, after.apply(book.submission), path.with_name("x.docx")).path.read_bytes()
    path.with_name("x.docx").unlink()
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("answer", WhenChanged)
def test_a_file_that_was_changed_elsewhere_is_never_silently_written_over(
    answer, desk, path, tmp_path
):
    desk.edit()
    theirs = _change_elsewhere(path)
    desk.ask.changed = answer
    desk.ask.saving = tmp_path / "mine.docx"
    desk.window.files.save.trigger()
    assert "changed tianjin-2024.docx True True" in desk.ask.asked
    if answer is WhenChanged.MINE:
        assert "≥99%" in _texts(path)
        kept = Backups(tmp_path / "backups").of(path)
        assert kept[0].path.read_bytes() == theirs
        return
    assert path.read_bytes() == theirs
    if answer is WhenChanged.RELOAD:
        assert desk.session.submission.projects[0].name == "别处改的"
        assert not desk.window.isWindowModified()
    elif answer is WhenChanged.ELSEWHERE:
        assert "≥99%" in _texts(tmp_path / "mine.docx")
    else:
        assert desk.window.isWindowModified()


@pytest.mark.parametrize("answer", WhenChanged)
def test_coming_back_to_the_window_a_change_elsewhere_is_told_once(
    answer, desk, path, tmp_path, qtbot
):
    _change_elsewhere(path)
    desk.ask.changed = answer
    desk.ask.saving = tmp_path / "mine.docx"
    for _ in range(2):
        desk.watch.look()
        qtbot.waitUntil(lambda: not desk.watch.is_looking)
    assert desk.ask.asked.count("changed tianjin-2024.docx False False") == 1
    assert (desk.session.submission.projects[0].name == "别处改的") == (
        answer is WhenChanged.RELOAD
    )
    # What the window shows is nowhere else any more.
    assert desk.window.isWindowModified() == (answer is WhenChanged.MINE)


def test_touched_or_saved_by_us_is_not_changed(desk, path, qtbot):
    path.write_bytes(path.read_bytes())
    desk.edit()
    desk.window.files.save.trigger()
    desk.watch.look()
    qtbot.waitUntil(lambda: not desk.watch.is_looking)
    assert not [asked for asked in desk.ask.asked if asked.startswith("changed")]


def test_a_file_that_is_gone_makes_the_book_unsaved(desk, path, qtbot):
    path.unlink()
    desk.watch.look()
    qtbot.waitUntil(lambda: desk.window.isWindowModified())
    assert "已不在原处" in desk.window.statusBar().currentMessage()
    desk.window.files.save.trigger()
    assert path.exists()
    assert not desk.window.isWindowModified()


def _other_opens(path: Path) -> None:
    """Somebody on another computer has the book open."""
    other = Owner.this().model_copy(update={"machine": "other", "host": "FULIAN-2", "user": "王芳"})

    class Other(Owner):
        @classmethod
        def this(cls) -> Owner:
            return other

    with patch.object(edit_lock, "Owner", Other):
        EditLock().take(path)


@pytest.mark.parametrize("answer", WhenLocked)
def test_a_book_that_somebody_has_open(answer, make_desk, path):
    _other_opens(path)
    desk = make_desk()
    desk.ask.locked = answer
    assert desk.window.open(path) == (answer is not WhenLocked.CANCEL)
    assert desk.ask.asked[0].startswith("locked tianjin-2024.docx 王芳 在电脑 FULIAN-2 上从 ")
    if answer is WhenLocked.COPY:
        assert (desk.session.book.path, desk.session.book.copy_of) == (None, path)
        assert holder_of(path).owner.user == "王芳"
    elif answer is WhenLocked.ANYWAY:
        assert desk.session.book.path == path
        assert holder_of(path) is None  # ours now


def test_the_lock_goes_with_the_book(desk, path, tmp_path):
    locks = set(path.parent.glob(".~*"))
    assert len(locks) == 1
    desk.ask.saving = tmp_path / "other.docx"
    desk.window.files.save_as.trigger()
    (lock,) = path.parent.glob(".~*")
    assert lock.name.startswith(".~other.docx")
    desk.window.close()
    assert not list(path.parent.glob(".~*"))


def test_the_lock_of_a_crash_asks_nothing(crashed, make_desk, path):
    assert len(list(path.parent.glob(".~*"))) == 1
    desk = make_desk()
    desk.window.open(path)
    assert desk.ask.asked == []


# Older states


def test_older_states_can_be_seen_opened_and_saved(desk, path, tmp_path, qtbot):
    for text in ("≥91%", "≥92%", "≥93%"):
        desk.edit(text)
        desk.window.files.save.trigger()
        time.sleep(0.002)
    seen = []

    def second(versions):
        seen.append(versions)
        return BackupAct.OPEN, versions.copies[1]

    desk.ask.old = second
    desk.window.safety.history.trigger()
    assert len(seen[0].copies) == 3
    assert desk.first().value.text == "≥91%"
    assert (desk.session.book.path, desk.session.book.copy_of) == (None, path)
    assert desk.window.isWindowModified()
    assert "≥93%" in _texts(path)
    # From the copy the same history can be reached, and a state be saved word for word.
    desk.ask.old = lambda versions: (BackupAct.SAVE_COPY, versions.copies[-1])
    desk.ask.saving = tmp_path / "first.docx"
    desk.window.safety.history.trigger()
    assert (tmp_path / "first.docx").read_bytes() == (DATA / "tianjin-2024.docx").read_bytes()


def test_no_older_state_is_said(desk):
    desk.window.safety.history.trigger()
    assert "还没有历史版本" in desk.ask.told[0]
