# SPDX-License-Identifier: MulanPSL-2.0
"""The file that names who has a book open."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from fuyi_editor.files.edit_lock import EditLock, holder_of
from fuyi_editor.files.owner import Owner
from tests.files.journals import gone_owner


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "表.docx"
    path.write_bytes(b"")
    return path


def _lock_of(book: Path) -> Path:
    return book.with_name(f".~{book.name}.fuyi-lock")


def _take_as(owner: Owner, book: Path) -> None:
    """The lock as another program would have written it."""
    mine = EditLock()
    mine.take(book)
    text = _lock_of(book).read_text("utf-8")
    this = Owner.this().model_dump_json()
    assert this in text
    _lock_of(book).write_text(text.replace(this, owner.model_dump_json()), "utf-8")


def test_it_is_there_while_the_book_is_open(book):
    lock = EditLock()
    lock.take(book)
    assert _lock_of(book).exists()
    assert holder_of(book) is None  # for whoever has it open
    lock.leave()
    lock.leave()
    assert not _lock_of(book).exists()


def test_it_goes_along_to_another_name(book):
    lock, other = EditLock(), book.with_name("新.docx")
    lock.take(book)
    lock.take(other)
    assert not _lock_of(book).exists()
    assert _lock_of(other).exists()


def test_another_computer_is_named_with_user_and_time(book):
    owner = Owner.this().model_copy(update={"machine": "m", "host": "FULIAN-2", "user": "王芳"})
    _take_as(owner, book)
    words = holder_of(book).words
    assert words.startswith("王芳 在电脑 FULIAN-2 上从 ")
    assert words.endswith("起")


def test_what_a_crash_left_counts_for_nothing_and_is_written_over(book):
    _take_as(gone_owner(), book)
    assert holder_of(book) is None
    lock = EditLock()
    lock.take(book)
    lock.leave()
    assert not _lock_of(book).exists()


def test_who_was_put_out_does_not_remove_the_lock_of_the_next(book):
    lock = EditLock()
    lock.take(book)
    _take_as(Owner.this().model_copy(update={"machine": "other"}), book)
    lock.leave()
    assert holder_of(book) is not None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"x" * 100_000])
def test_a_file_that_is_no_lock_is_none(book, content):
    _lock_of(book).write_bytes(content)
    assert holder_of(book) is None


def test_where_nothing_can_be_written_there_is_no_lock(book, monkeypatch):
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "write_text", refuse)
    lock = EditLock()
    lock.take(book)
    lock.leave()
    assert holder_of(book) is None


def test_a_name_too_long_for_a_lock(tmp_path):
    book = tmp_path / f"{'表' * 82}.docx"
    assert holder_of(book) is None
    EditLock().take(book)
