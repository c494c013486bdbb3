# SPDX-License-Identifier: MulanPSL-2.0
"""What was not saved is there again after a crash: the same page, whatever file it came from."""

from __future__ import annotations

import errno
import os
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.files import journal
from fuyi_editor.files.book import (
    as_copy,
    composed,
    merged_book,
    new_book,
    open_book,
    renewed,
    rolled_over,
    save_book,
)
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.file_stamp import OnDisk
from fuyi_editor.files.journal import JournalWriter, Unsaved
from fuyi_editor.files.journal_file import SUFFIX, BrokenJournalError, read_journal
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.page.document import Grid
from tests.files.journals import crashing
from tests.submissions import edited, submissions

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
PUBLISHED = [
    "fengrun-2023.docx", "tianjin-2024.docx", "menyuan-2023.docx", "zhanjiang-2021.docx",
    "guangzhou-2021.docx", "laoting-2023-report.docx",
]  # fmt: skip
FOREIGN = ["fengrun-2023.doc", "fengrun-2023.xls", "menyuan-2023.txt", "three-years-2023.json"]


@pytest.fixture(autouse=True)
def _fast(monkeypatch):
    monkeypatch.setattr(journal, "GATHER_SECONDS", 0.01)


def _file(name: str, folder: Path) -> Path:
    """A copy of a published file; one of them also as the .xlsx that we make of it."""
    if name.endswith(".xlsx"):
        book = open_book(DATA / name.replace(".xlsx", ".docx"), LAYOUTS)
        return save_book(book, book.submission, folder / name).path
    return Path(shutil.copy(DATA / name, folder / name))


def _changed(submission):
    """Some of everything: a text, a new row, one less, another order, another title."""
    title = f"{submission.year}年改过的标题"
    submission = SetField(node=submission.id, field="title", text=title).apply(submission)
    rows = [node for node in submission.walk() if isinstance(node, Indicator)]
    if not rows:
        section = submission.report.sections[0]
        return SetField(node=section.paragraphs[0].id, field="text", text="改写。").apply(
            submission
        )
    submission = SetField(node=rows[0].id, field="value", text="≥97%").apply(submission)
    submission = _done(submission, arrange.duplicate(submission, rows[1].id))
    submission = _done(submission, arrange.remove(submission, rows[-1].id))
    if len(submission.projects) > 1:
        first = submission.projects[0].id
        submission = _done(submission, arrange.duplicate(submission, first))
    return submission


def _done(submission, arrangement):
    return apply_edits(submission, arrangement.edits)


def _look(page):
    """Everything on the page but the ids, which are new each time a file is read."""
    return [
        (replace(block, node=None, rows=tuple(map(_row, block.rows))))
        if isinstance(block, Grid)
        else replace(block, node=None, binding=block.binding and block.binding.template)
        for block in page.blocks
    ]


def _row(row):
    cells = (replace(c, binding=c.binding and c.binding.template) for c in row.cells)
    return replace(row, node=None, cells=tuple(cells))


def _crash(folder: Path, *states: Unsaved) -> RecoveryFolder:
    with crashing(folder) as writer:
        for state in states:
            writer.tell(state)
            _settle(folder, state)
    return RecoveryFolder(folder)


def _settle(folder: Path, state: Unsaved | None) -> None:
    """Wait until the folder says so."""
    end = time.monotonic() + 20
    while time.monotonic() < end and _told(folder) != (state.now if state else None):
        time.sleep(0.005)


def _told(folder: Path):
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError, BrokenJournalError):
            return read_journal(path.read_bytes()).now
    return None


@pytest.mark.parametrize("name", [*PUBLISHED, "fengrun-2023.xlsx", *FOREIGN])
def test_the_recovered_page_is_the_page_at_the_crash(name, tmp_path):
    path = _file(name, tmp_path)
    book = open_book(path, LAYOUTS)
    now = _changed(book.submission)
    half = SetField(node=book.submission.id, field="title", text="一").apply(book.submission)
    told = [Unsaved(book, book.submission, state) for state in (half, now)]
    (offer,) = _crash(tmp_path / "recovery", *told).offers(LAYOUTS)
    recovered = offer.recovered
    assert recovered.as_it_was
    assert _look(recovered.book.page(recovered.now)) == _look(book.page(now))
    assert _look(recovered.book.page(recovered.book.submission)) == _look(
        book.page(book.submission)
    )
    assert (offer.path, offer.disk) == (path, OnDisk.SAME)
    assert recovered.book.path is None
    assert recovered.book.copy_of == path
    assert offer.differences
    assert abs(offer.changed - time.time()) < 60


@pytest.mark.parametrize("name", ["fengrun-2023.docx", "fengrun-2023.xlsx"])
def test_saved_it_is_the_file_that_the_lost_book_would_have_been(name, tmp_path):
    book = open_book(_file(name, tmp_path), LAYOUTS)
    now = _changed(book.submission)
    (offer,) = _crash(tmp_path / "r", Unsaved(book, book.submission, now)).offers(LAYOUTS)
    suffix = Path(name).suffix
    save_book(book, now, tmp_path / f"lost{suffix}")
    save_book(offer.recovered.book, offer.recovered.now, tmp_path / f"recovered{suffix}")
    lost, again = (tmp_path / f"{name}{suffix}" for name in ("lost", "recovered"))
    assert lost.read_bytes() == again.read_bytes()


def test_the_file_may_be_gone_or_changed_meanwhile(tmp_path):
    path = _file("tianjin-2024.docx", tmp_path)
    book = open_book(path, LAYOUTS)
    now = _changed(book.submission)
    folder = _crash(tmp_path / "r", Unsaved(book, book.submission, now))
    shutil.copy(DATA / "menyuan-2023.docx", path)
    (offer,) = folder.offers(LAYOUTS)
    assert offer.disk is OnDisk.CHANGED
    assert _look(offer.recovered.book.page(offer.recovered.now)) == _look(book.page(now))
    path.unlink()
    (offer,) = folder.offers(LAYOUTS)
    assert (offer.disk, offer.on_disk) == (OnDisk.GONE, None)
    assert _look(offer.recovered.book.page(offer.recovered.now)) == _look(book.page(now))


def test_what_was_saved_since_it_was_opened_does_not_count_as_unsaved(tmp_path):
    path = _file("fengrun-2023.docx", tmp_path)
    book = open_book(path, LAYOUTS)
    saved = _changed(book.submission)
    book = save_book(book, saved, path)
    now = SetField(node=saved.projects[0].id, field="name", text="新的名称").apply(saved)
    folder = _crash(tmp_path / "r", Unsaved(book, saved, now))
    (offer,) = folder.offers(LAYOUTS)
    assert offer.disk is OnDisk.SAME
    names = {(d.before, d.after) for d in offer.differences if "新的名称" in d.after}
    assert len(names) == len(offer.differences)
    assert _look(offer.recovered.book.page(offer.recovered.now)) == _look(book.page(now))


def test_a_crash_right_after_saving_offers_nothing(tmp_path):
    path = _file("fengrun-2023.docx", tmp_path)
    book = open_book(path, LAYOUTS)
    now = _changed(book.submission)
    folder = _crash(tmp_path / "r", Unsaved(book, book.submission, now))
    save_book(book, now, path)
    assert folder.offers(LAYOUTS) == []
    assert not list(folder.folder.iterdir())


def test_what_is_saved_or_undone_leaves_no_recovery_file(tmp_path):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    unsaved = Unsaved(book, book.submission, _changed(book.submission))
    assert _crash(tmp_path / "a", unsaved, None).offers(LAYOUTS) == []
    undone = Unsaved(book, book.submission, book.submission)
    assert _crash(tmp_path / "b", unsaved, undone).offers(LAYOUTS) == []
    assert not list((tmp_path / "a").iterdir())


@pytest.mark.parametrize(
    "kind", ["new", "composed", "renewed", "rolled over", "merged", "doc saved as docx"]
)
def test_books_without_a_file_of_their_own_keep_their_form(kind, tmp_path):
    opened = open_book(_file("fengrun-2023.doc", tmp_path), LAYOUTS)
    last = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    saved = None
    match kind:
        case "new":
            book = new_book(LAYOUTS["tianjin-project"])
        case "composed":
            book = composed(last.submission, LAYOUTS["tianjin-project"])
        case "renewed":
            book = renewed(last, _changed(last.submission))
        case "merged":
            sources = {last.submission.projects[0].id: "fengrun-2023.docx"}
            book = merged_book(last.submission, sources, LAYOUTS["hebei-project"])
        case "rolled over":
            book = rolled_over(last, _changed(last.submission))
        case _:
            saved = _changed(opened.submission)
            book = save_book(opened, saved, tmp_path / "fengrun.docx")
    now = _changed(saved or book.submission)
    (offer,) = _crash(tmp_path / "r", Unsaved(book, saved, now)).offers(LAYOUTS)
    recovered = offer.recovered
    assert recovered.as_it_was
    assert _look(recovered.book.page(recovered.now)) == _look(book.page(now))
    assert (recovered.book.source is None) == (book.source is None)
    assert recovered.saved == (saved is not None)
    assert recovered.book.origin == book.origin


def test_a_layout_that_is_gone_loses_the_form_but_no_word(tmp_path):
    opened = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    book = composed(opened.submission, LAYOUTS["tianjin-project"])
    now = _changed(book.submission)
    folder = _crash(tmp_path, Unsaved(book, None, now))
    others = {name: layout for name, layout in LAYOUTS.items() if name != "tianjin-project"}
    (offer,) = folder.offers(others)
    assert not offer.recovered.as_it_was
    assert _indicators(offer.recovered.now) == _indicators(now)


def _indicators(submission):
    return [node for node in submission.walk() if isinstance(node, Indicator)]


def test_a_second_crash_loses_nothing(tmp_path):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    now = _changed(book.submission)
    folder = _crash(tmp_path, Unsaved(book, book.submission, now))
    (offer,) = folder.offers(LAYOUTS)
    (again,) = folder.offers(LAYOUTS)  # looking at it is no claim
    mine = folder.claim(offer)
    (offer,) = folder.offers(LAYOUTS)  # the crash came between claiming and going on
    recovered = offer.recovered
    went_on = SetField(node=recovered.now.id, field="title", text="又改").apply(recovered.now)
    state = Unsaved(recovered.book, recovered.book.submission, went_on, offer.file)
    _crash(tmp_path, replace(state, now=recovered.now), state)
    assert offer.file == mine
    (last,) = folder.offers(LAYOUTS)
    assert last.recovered.now.title == "又改"
    assert _look(last.recovered.book.page(last.recovered.now)) == _look(
        recovered.book.page(went_on)
    )
    assert last.recovered.book.copy_of == again.recovered.book.copy_of


def test_a_book_is_recovered_in_one_window_only(tmp_path):
    book = new_book(LAYOUTS["tianjin-project"])
    folder = _crash(tmp_path, Unsaved(book, None, book.submission))
    (offer,) = folder.offers(LAYOUTS)
    folder.claim(offer)
    with pytest.raises(ReadError, match="另一个窗口"):
        folder.claim(offer)


def test_the_book_of_a_running_program_is_not_offered(tmp_path):
    book = new_book(LAYOUTS["tianjin-project"])
    writer = JournalWriter(tmp_path)
    writer.tell(Unsaved(book, None, book.submission))
    _settle(tmp_path, Unsaved(book, None, book.submission))
    folder = RecoveryFolder(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert not folder.holds_any()
    assert folder.offers(LAYOUTS) == []
    writer.close()


def test_a_torn_last_line_is_passed_over(tmp_path):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    first = SetField(node=book.submission.id, field="title", text="一").apply(book.submission)
    second = SetField(node=book.submission.id, field="title", text="二").apply(first)
    folder = _crash(tmp_path, *(Unsaved(book, book.submission, s) for s in (first, second)))
    (file,) = [path for path in tmp_path.iterdir() if path.suffix == SUFFIX]
    whole = file.read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    for end in range(last, len(whole), 7):
        assert read_journal(whole[:end]).now.title == "一"
    file.write_bytes(whole[:-9] + b"XXXXXXXX\n")
    (offer,) = folder.offers(LAYOUTS)
    assert offer.recovered.now.title == "一"


def test_a_damaged_recovery_file_is_told_and_kept(tmp_path, caplog):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    folder = _crash(tmp_path, Unsaved(book, book.submission, _changed(book.submission)))
    (file,) = [path for path in tmp_path.iterdir() if path.suffix == SUFFIX]
    file.write_bytes(file.read_bytes()[2000:])
    (offer,) = folder.offers(LAYOUTS)
    assert offer.recovered is None
    assert offer.problem
    assert file.exists()
    folder.discard(offer)
    assert not list(tmp_path.iterdir())


def test_a_source_that_is_damaged_costs_the_form_only(tmp_path):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    now = _changed(book.submission)
    folder = _crash(tmp_path, Unsaved(book, book.submission, now))
    (source,) = [path for path in tmp_path.iterdir() if path.suffix == ".source"]
    source.write_bytes(b"PK")
    (offer,) = folder.offers(LAYOUTS)
    assert not offer.recovered.as_it_was
    assert to_data(offer.recovered.now)["projects"] == to_data(now)["projects"]


def test_many_steps_are_written_anew_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "MOST_STEPS", 5)
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    now, states = book.submission, []
    for number in range(23):
        now = SetField(node=now.id, field="title", text=f"第{number}次").apply(now)
        states.append(Unsaved(book, book.submission, now))
    (offer,) = _crash(tmp_path, *states).offers(LAYOUTS)
    assert offer.recovered.now.title == "第22次"
    (file,) = [path for path in tmp_path.iterdir() if path.suffix == SUFFIX]
    assert file.read_bytes().count(b'"edits":[{') <= 5


def test_a_full_disk_is_told_and_made_good_later(tmp_path, monkeypatch, caplog):
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    full = True

    def fsync(descriptor: int, real=os.fsync) -> None:
        if full:
            raise OSError(errno.ENOSPC, "full")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    writer = JournalWriter(tmp_path)
    now = book.submission
    for number in range(3):
        now = SetField(node=now.id, field="title", text=f"{number}").apply(now)
        writer.tell(Unsaved(book, book.submission, now))
        time.sleep(0.1)
    assert writer.trouble == "没有保存的改动暂时记不到恢复文件里（磁盘已满），请尽快保存"
    full = False
    writer.tell(Unsaved(book, book.submission, now))
    writer.close()
    assert not writer.trouble
    (file,) = [path for path in tmp_path.iterdir() if path.suffix == SUFFIX]
    assert read_journal(file.read_bytes()).now.title == "2"


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(submissions(), st.data())
def test_any_edits_come_back_as_they_were(tmp_path_factory, submission, data):
    book = composed(submission, LAYOUTS["hebei-project"])
    states, now = [], book.submission
    for _ in range(data.draw(st.integers(1, 5))):
        now = edited(now, data, 3)
        states.append(Unsaved(book, None, now))
    (offer,) = _crash(tmp_path_factory.mktemp("r"), *states).offers(LAYOUTS)
    assert offer.recovered.now == now  # with its ids
    assert offer.recovered.book.page(now) == book.page(now)


def test_a_copy_suggests_the_name_and_never_is_the_file(tmp_path):
    path = _file("tianjin-2024.docx", tmp_path)
    copy = as_copy(open_book(path, LAYOUTS))
    assert (copy.path, copy.copy_of, copy.name) == (None, path, "tianjin-2024.docx（副本）")
    saved = save_book(copy, copy.submission, path)
    assert (saved.path, saved.copy_of) == (path, None)


def test_who_cannot_wait_has_it_written_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "GATHER_SECONDS", 60)
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    writer = JournalWriter(tmp_path / "recovery")
    now = _changed(book.submission)
    writer.tell(Unsaved(book, book.submission, now))
    assert writer.wait(30)
    (file,) = (tmp_path / "recovery").glob(f"*{SUFFIX}")
    assert to_data(read_journal(file.read_bytes()).now) == to_data(now)
    assert writer.wait(0)  # nothing new
    writer.close()


def test_who_waits_for_what_cannot_be_written_is_told_so_each_time(tmp_path):
    folder = tmp_path / "recovery"
    folder.write_text("")
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    writer = JournalWriter(folder)
    writer.tell(Unsaved(book, book.submission, _changed(book.submission)))
    assert not writer.wait(30)
    assert not writer.wait(30)
    folder.unlink()
    assert writer.wait(30)
    writer.close()
