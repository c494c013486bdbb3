# SPDX-License-Identifier: MulanPSL-2.0
"""An opened workbook is revised in place when it is saved, and keeps all that we do not read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from fuyi_editor.files.book import Book, open_book, save_book
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReviseError, SaveError
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import Submission

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()


def workbook() -> Workbook:
    page = parse_page(read_docx((DATA / "fengrun-2023.docx").read_bytes()), LAYOUTS).page
    book = load_workbook(io.BytesIO(compose_xlsx(page)))
    first = next(sheet for sheet in book if sheet.title != "封面与说明")
    notes = book.create_sheet("备注")
    notes.sheet_state = "hidden"
    notes["A1"] = f"=LEN('{first.title}'!A20)"
    return book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "book.xlsx"
    workbook().save(target)
    return target


def opened(path: Path) -> Book:
    return open_book(path, LAYOUTS)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(book: Book) -> Submission:
    indicator = book.submission.projects[0].indicators[0].kinds[0].indicators[0]
    return SetField(node=indicator.id, field="value", text="≥6次").apply(book.submission)


def test_saved_without_an_edit_it_is_the_same_bytes(path: Path) -> None:
    book = opened(path)
    before = path.read_bytes()
    save_book(book, book.submission, path)
    assert path.read_bytes() == before


def test_one_value_changes_one_sheet(path: Path) -> None:
    book, before = opened(path), parts(path)
    after = edited(book)
    save_book(book, after, path)
    changed = [name for name, content in parts(path).items() if content != before[name]]
    assert len(changed) == 1
    assert changed[0].startswith("xl/worksheets/")
    assert to_data(opened(path).submission) == to_data(after)


def test_a_day_of_work_survives_saving(path: Path) -> None:
    book = opened(path)
    state = book.submission
    for act in (
        lambda s: arrange.add_indicator(s, s.projects[0].indicators[0].kinds[0].indicators[0].id),
        lambda s: arrange.remove(s, s.projects[1].indicators[0].kinds[0].indicators[0].id),
        lambda s: arrange.duplicate(s, s.projects[0].id),
        lambda s: arrange.remove(s, s.projects[3].id),
        lambda s: arrange.move(s, s.projects[0].id, 1),
    ):
        done = act(state)
        assert done
        state = apply_edits(state, done.edits)
        book = save_book(book, state, path)
    assert to_data(opened(path).submission) == to_data(state)
    assert load_workbook(path)["备注"].sheet_state == "hidden"


def unrevisable(tmp_path: Path) -> Path:
    """A workbook with a reference to several sheets, which no row can be added to."""
    book = workbook()
    names = book.sheetnames
    book["备注"]["A2"] = f"=SUM('{names[0]}:{names[-2]}'!D4)"
    target = tmp_path / "odd.xlsx"
    book.save(target)
    return target


def test_what_cannot_be_revised_is_refused_under_its_own_name_only(tmp_path: Path) -> None:
    target = unrevisable(tmp_path)
    book, before = opened(target), target.read_bytes()
    indicator = book.submission.projects[0].indicators[0].kinds[0].indicators[0]
    done = arrange.duplicate(book.submission, indicator.id)
    assert done
    state = apply_edits(book.submission, done.edits)
    with pytest.raises(ReviseError, match=r"没有保存“odd\.xlsx”：.*另存为"):
        save_book(book, state, target)
    assert target.read_bytes() == before
    anew = save_book(book, state, tmp_path / "new.xlsx")
    assert to_data(opened(tmp_path / "new.xlsx").submission) == to_data(state)
    # The new file can be saved again under its own name.
    save_book(anew, edited(anew), tmp_path / "new.xlsx")
    assert "备注" not in load_workbook(tmp_path / "new.xlsx").sheetnames


def test_macros_stay_in_a_file_that_may_hold_them(path: Path, tmp_path: Path) -> None:
    macros = tmp_path / "book.xlsm"
    with zipfile.ZipFile(macros, "w") as archive:
        for name, content in parts(path).items():
            plain, macro = b"spreadsheetml.sheet.main+xml", b"macroEnabled.main+xml"
            content = content.replace(
                b"vnd.openxmlformats-officedocument." + plain, b"vnd.ms-excel.sheet." + macro
            )
            archive.writestr(name, content)
        archive.writestr("xl/vbaProject.bin", b"macro")
    book = opened(macros)
    save_book(book, edited(book), macros)
    assert parts(macros)["xl/vbaProject.bin"] == b"macro"
    save_book(book, edited(book), tmp_path / "plain.xlsx")
    assert "xl/vbaProject.bin" not in parts(tmp_path / "plain.xlsx")
    with pytest.raises(SaveError, match="不会写"):
        save_book(opened(path), book.submission, tmp_path / "new.xlsm")
