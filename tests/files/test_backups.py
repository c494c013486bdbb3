# SPDX-License-Identifier: MulanPSL-2.0
"""The last twenty states of a book, none twice, and never too much of all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fuyi_editor.files import backups as module
from fuyi_editor.files.backups import MOST_COPIES, Backups
from fuyi_editor.files.errors import SaveError


@pytest.fixture
def backups(tmp_path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def book(tmp_path) -> Path:
    return tmp_path / "表.docx"


def _keep(backups: Backups, path: Path, *states: bytes) -> None:
    for state in states:
        path.write_bytes(state)
        backups.keep(path)


def _states(backups: Backups, path: Path) -> list[bytes]:
    return [copy.path.read_bytes() for copy in backups.of(path)]


def test_the_newest_comes_first_with_the_time_of_its_file(backups, book):
    _keep(backups, book, b"one", b"two")
    book.write_bytes(b"three")
    os.utime(book, ns=(10**18, 10**18))
    backups.keep(book)
    assert _states(backups, book) == [b"three", b"two", b"one"]
    newest = backups.of(book)[0]
    assert newest.saved.timestamp() == 10**9
    assert (newest.size, newest.path.suffix) == (5, ".docx")


def test_a_book_that_is_not_there_yet_has_nothing_to_keep(backups, book):
    backups.keep(book)
    assert backups.of(book) == []


def test_no_state_is_kept_twice_and_the_last_one_seen_is_the_newest(backups, book):
    _keep(backups, book, b"one", b"one", b"two", b"one")
    assert _states(backups, book) == [b"one", b"two"]


def test_only_the_last_ones_are_kept(backups, book):
    _keep(backups, book, *(f"{n}".encode() for n in range(MOST_COPIES + 5)))
    assert _states(backups, book) == [f"{n}".encode() for n in range(MOST_COPIES + 4, 4, -1)]


def test_books_in_other_places_have_their_own(backups, book, tmp_path):
    other = tmp_path / "other" / book.name
    other.parent.mkdir()
    _keep(backups, book, b"mine")
    _keep(backups, other, b"theirs")
    assert _states(backups, book) == [b"mine"]
    assert _states(backups, other) == [b"theirs"]


def test_big_books_keep_fewer_but_always_the_newest(backups, book, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES_OF_BOOK", 25)
    _keep(backups, book, b"a" * 10, b"b" * 10, b"c" * 10)
    assert _states(backups, book) == [b"c" * 10, b"b" * 10]
    _keep(backups, book, b"d" * 100)
    assert _states(backups, book) == [b"d" * 100]


def test_all_books_together_lose_their_oldest(backups, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 35)
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    _keep(backups, first, b"a" * 10, b"b" * 10)
    _keep(backups, second, b"c" * 10, b"d" * 10)
    assert _states(backups, first) == [b"b" * 10]
    assert _states(backups, second) == [b"d" * 10, b"c" * 10]


def test_a_clock_that_was_set_back_does_not_mix_them_up(backups, book, monkeypatch):
    times = iter([9 * 10**18, 5 * 10**18, 7 * 10**18])
    monkeypatch.setattr(module.time, "time_ns", lambda: next(times))
    _keep(backups, book, b"one", b"two", b"three")
    assert _states(backups, book) == [b"three", b"two", b"one"]


def test_a_copy_that_cannot_be_written_is_told(backups, book, tmp_path, monkeypatch):
    book.write_bytes(b"one")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError) as caught:
        backups.keep(book)
    assert "旧版本没有留下备份：磁盘已满" in str(caught.value)
    assert backups.of(book) == []


def test_foreign_files_in_the_folder_are_left_alone(backups, book):
    _keep(backups, book, b"one")
    folder = backups.of(book)[0].path.parent
    (folder / "readme.txt").write_text("mine")
    _keep(backups, book, *(f"{n}".encode() for n in range(30)))
    assert (folder / "readme.txt").exists()
    assert (folder / "path.txt").read_text() == str(book)
