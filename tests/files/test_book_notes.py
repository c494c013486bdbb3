# SPDX-License-Identifier: MulanPSL-2.0
"""Notes about books: found by content or path, and no harm where they cannot be kept."""

from __future__ import annotations

from pathlib import Path

from fuyi_editor.files.book_notes import BookNotes


def test_a_note_is_found_by_content_and_by_path(tmp_path: Path) -> None:
    notes = BookNotes(tmp_path / "deep" / "notes")
    path = tmp_path / "一本.docx"
    assert notes.by_content("abc") is None
    assert notes.keep("abc", path, "理由：“好”")
    assert notes.by_content("abc") == "理由：“好”"
    assert notes.by_path(path) == "理由：“好”"
    assert notes.by_path(tmp_path / "另一本.docx") is None
    assert list(tmp_path.iterdir()) == [tmp_path / "deep"]  # nothing beside the book


def test_a_book_without_a_file_has_a_note_by_content_only(tmp_path: Path) -> None:
    notes = BookNotes(tmp_path)
    assert notes.keep("abc", None, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["book-abc.json"]


def test_a_folder_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not BookNotes(tmp_path / "file").keep("abc", None, "x")
    assert BookNotes(tmp_path / "file").by_content("abc") is None


def test_a_note_that_is_no_text_is_none(tmp_path: Path) -> None:
    (tmp_path / "book-abc.json").write_bytes(b"\xff\xfe\xff")
    assert BookNotes(tmp_path).by_content("abc") is None
