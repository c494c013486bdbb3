# SPDX-License-Identifier: MulanPSL-2.0
"""A book that LibreOffice saved again, in whatever format, has no change from what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuyi_editor.files.book import composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.yearly.comparison.compare import compare
from fuyi_editor.yearly.following.follow import follow
from tests.bad_files import DATA
from tests.files.office import SAMPLES, convert, needs_office

pytestmark = needs_office

LAYOUTS = load_layouts()
WAYS = ("odt.docx", "doc.docx", "docx", "odt", "doc", "rtf.docx")
SHEET_WAYS = ("ods.xlsx", "xls.xlsx", "xlsx", "ods")


def saved_again(folder: Path, files: dict[str, bytes], way: str) -> dict[str, Path]:
    """The files after LibreOffice saved them as each of the kinds, one after another."""
    for kind in way.split("."):
        step = folder / f"to-{kind}"
        step.mkdir(parents=True)
        made = convert(step, files, kind)
        files = {f"{name}.{kind}": data for name, data in made.items()}
    found: dict[str, Path] = {}
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        found[path.stem] = path
    return found


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return {f"{name}.docx": (DATA / f"{name}.docx").read_bytes() for name in SAMPLES}


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory) -> dict[str, Path]:
    """The samples as workbooks that we wrote."""
    folder = tmp_path_factory.mktemp("workbooks")
    found: dict[str, Path] = {}
    for name in SAMPLES:
        book = open_book(DATA / f"{name}.docx", LAYOUTS)
        if book.layout and book.submission.projects:
            path = folder / f"{name}.xlsx"
            made = composed(book.submission, book.layout)
            save_book(made, made.submission, path)
            found[name] = path
    return found


def told(one: Path, other: Path) -> list[tuple[str, str, str, str]]:
    before, after = (open_book(path, LAYOUTS).submission for path in (one, other))
    changes = compare(before, after, follow(before, after))
    return [(change.place, change.old, change.new, change.note) for change in changes]


@pytest.mark.parametrize("way", WAYS)
def test_a_document_that_libreoffice_saved_has_no_change(way: str, documents, tmp_path):
    for name, path in saved_again(tmp_path, documents, way).items():
        assert told(DATA / f"{name}.docx", path) == [], name


@pytest.mark.parametrize("way", SHEET_WAYS)
def test_a_workbook_that_libreoffice_saved_has_no_change(way: str, workbooks, tmp_path):
    files = {f"{name}.xlsx": path.read_bytes() for name, path in workbooks.items()}
    for name, path in saved_again(tmp_path, files, way).items():
        assert told(workbooks[name], path) == [], name
