# SPDX-License-Identifier: MulanPSL-2.0
"""A book of the new year: saved by revising last year's file, which itself is never written."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from fuyi_editor.files.book import Book, open_book, rolled_over, save_book
from fuyi_editor.files.errors import SaveError
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.export import to_data
from fuyi_editor.yearly.rollover.proposals import applied
from fuyi_editor.yearly.rollover.roll_over import rollover

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
NAMES = ["fengrun-2023", "menyuan-2023", "tianjin-2024", "zhanjiang-2021", "guangzhou-2021"]


def rolled(path: Path) -> Book:
    book = open_book(path, LAYOUTS)
    proposals = rollover(book.submission, (book.submission.year or 0) + 1).proposals
    return rolled_over(book, applied(book.submission, proposals))


@pytest.mark.parametrize("name", NAMES)
def test_last_years_file_is_revised_under_another_name(name: str, tmp_path: Path):
    old = tmp_path / f"{name}.docx"
    shutil.copy(DATA / f"{name}.docx", old)
    before = old.read_bytes()
    book = rolled(old)
    assert (book.path, book.origin, book.submission.year) == (None, old, int(name[-4:]) + 1)
    saved = save_book(book, book.submission, tmp_path / "new.docx")
    assert old.read_bytes() == before
    assert (saved.path, saved.origin) == (tmp_path / "new.docx", old)
    with zipfile.ZipFile(old) as a, zipfile.ZipFile(tmp_path / "new.docx") as b:
        assert [n for n in a.namelist() if a.read(n) != b.read(n)] == ["word/document.xml"]
    again = open_book(tmp_path / "new.docx", LAYOUTS)
    assert to_data(again.submission) == to_data(book.submission)


def test_last_years_file_is_refused_also_after_saving(tmp_path: Path):
    old = tmp_path / "表.docx"
    shutil.copy(DATA / "fengrun-2023.docx", old)
    book = rolled(old)
    with pytest.raises(SaveError, match="上年的文件"):
        save_book(book, book.submission, old)
    saved = save_book(book, book.submission, tmp_path / "新.docx")
    with pytest.raises(SaveError, match="上年的文件"):
        save_book(saved, saved.submission, tmp_path / "x" / ".." / "表.docx")
    assert old.read_bytes() == (DATA / "fengrun-2023.docx").read_bytes()


def test_a_file_that_is_only_read_can_be_rolled_over(tmp_path: Path):
    old = tmp_path / "表.doc"
    shutil.copy(DATA / "fengrun-2023.doc", old)
    book = rolled(old)
    saved = save_book(book, book.submission, tmp_path / "新.docx")
    assert open_book(tmp_path / "新.docx", LAYOUTS).submission.year == 2024
    assert not saved.is_foreign


def test_the_name_says_where_it_came_from(tmp_path: Path):
    old = tmp_path / "表.docx"
    shutil.copy(DATA / "fengrun-2023.docx", old)
    book = rolled(old)
    assert book.name == "未命名（从“表.docx”结转）"
    assert rolled_over(book, book.submission).origin == old
    assert save_book(book, book.submission, tmp_path / "新.docx").name == "新.docx"
