# SPDX-License-Identifier: MulanPSL-2.0
"""Books of kinds that are only read: saved as .docx or .xlsx they are the same book, whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fuyi_editor.files.book import Book, open_book, save_book
from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.open_file import open_page
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.nodes import Submission
from fuyi_editor.page.document import Grid, PageDocument
from tests.bad_files import DATA

LAYOUTS = load_layouts()
FOREIGN = sorted(
    path.name for kind in ("doc", "xls", "odt", "ods", "pdf") for path in DATA.glob(f"*.{kind}")
)
WRITTEN = (".docx", ".xlsx")


def opened(name: str) -> Book:
    return open_book(DATA / name, LAYOUTS)


def texts(page: PageDocument) -> Counter[str]:
    """Every text of the page but the lines of contents, which a workbook has no pages for."""
    found: Counter[str] = Counter()
    for block in page.blocks:
        if isinstance(block, Grid):
            found.update(cell.text for _, cell in block.cells() if cell.text.strip())
        elif block.text.strip() and not block.contents:
            found[block.text] += 1
    return found


def edited(submission: Submission) -> Submission:
    """A value changed, an indicator more, a project moved to the end."""
    first = submission.projects[0]
    indicator = first.indicators[0].kinds[0].indicators[0]
    submission = SetField(node=indicator.id, field="value", text="≥88次").apply(submission)
    for done in (
        arrange.duplicate(submission, indicator.id),
        arrange.move(submission, first.id, 1),
    ):
        assert done is not None
        submission = apply_edits(submission, done.edits)
    return submission


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_book_is_the_same_as_the_document(name: str) -> None:
    book = opened(name)
    document = open_book((DATA / name).with_suffix(".docx"), LAYOUTS)
    assert book.is_foreign
    assert not document.is_foreign
    assert book.submission.model_dump() == document.submission.model_dump()
    assert book.layout is document.layout
    assert book.report.unread == ()


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("name", FOREIGN)
def test_it_is_saved_whole_in_a_format_that_we_write(
    name: str, suffix: str, tmp_path: Path
) -> None:
    book = opened(name)
    path = tmp_path / f"新{suffix}"
    saved = save_book(book, book.submission, path)
    again = open_book(path, LAYOUTS)
    assert again.submission.model_dump() == book.submission.model_dump()
    assert again.layout is book.layout
    page = open_page(path, tables=False).page
    assert texts(page) == texts(book.page(book.submission))
    assert (saved.path, saved.is_foreign) == (path, False)


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("name", ["fengrun-2023.doc", "fengrun-2023.pdf"])
def test_its_edits_are_saved_too_and_again_under_the_new_name(
    name: str, suffix: str, tmp_path: Path
) -> None:
    book = opened(name)
    path = tmp_path / f"新{suffix}"
    saved = save_book(book, edited(book.submission), path)
    more = edited(edited(book.submission))
    save_book(saved, more, path)
    assert open_book(path, LAYOUTS).submission.model_dump() == more.model_dump()


def test_columns_keep_their_widths(tmp_path: Path) -> None:
    book = opened("fengrun-2023.doc")
    save_book(book, book.submission, tmp_path / "新.docx")
    written = open_page(tmp_path / "新.docx").page
    for grid, other in zip(written.grids, book.page(book.submission).grids, strict=True):
        assert grid.columns == pytest.approx(other.columns, abs=0.1)


def test_the_file_itself_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "上年.doc"
    path.write_bytes((DATA / "fengrun-2023.doc").read_bytes())
    book = open_book(path, LAYOUTS)
    with pytest.raises(SaveError, match=r"\.docx"):
        save_book(book, book.submission, path)
    misnamed = path.rename(tmp_path / "上年.docx")
    book = open_book(misnamed, LAYOUTS)
    with pytest.raises(SaveError, match="只能打开，不能改写；请用另一个名字"):
        save_book(book, book.submission, misnamed)
    assert misnamed.read_bytes() == (DATA / "fengrun-2023.doc").read_bytes()
