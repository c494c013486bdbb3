# SPDX-License-Identifier: MulanPSL-2.0
"""The same book as .docx, .xlsx, .doc, .odt, .xls, .ods, .pdf reads to the same submission.

A PDF cannot hold white space at the end of a line or of a cell: there texts are compared without.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from fuyi_editor.files.book import Book, composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.export import to_data
from fuyi_editor.ui.printing.pdf_export import write_pdf

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
SOURCES = {
    "hebei-department": "fengrun-2023.docx",
    "tianjin-project": "tianjin-2024.docx",
    "qinghai-public": "menyuan-2023.docx",
    "guangdong-department": "zhanjiang-2021.docx",
    "guangzhou-department": "guangzhou-2021.docx",
    "hebei-report": "laoting-2023-report.docx",
    "central-application": "three-years-2023.json",
    "central-monitor": "three-years-2023.json",
    "central-selfeval": "three-years-2023.json",
    "shanghai-application": "three-years-2023.json",
}
# What LibreOffice makes from what: the old formats and those of OpenDocument.
CONVERTED = {"odt": "docx", "doc": "docx", "ods": "xlsx", "xls": "xlsx"}

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice"),
]


@dataclass(frozen=True)
class Saved:
    """A folder with every layout's book in every format, and what each .docx says."""

    folder: Path
    said: dict[str, Book]


@pytest.fixture(scope="module")
def saved(qapp, tmp_path_factory) -> Saved:
    folder = tmp_path_factory.mktemp("formats")
    said: dict[str, Book] = {}
    for layout, file in SOURCES.items():
        book = composed(open_book(DATA / file, LAYOUTS).submission, LAYOUTS[layout])
        for suffix in ("docx", "xlsx"):
            save_book(book, book.submission, folder / f"{layout}.{suffix}")
        (folder / f"{layout}.pdf").write_bytes(write_pdf(book.page(book.submission)))
        said[layout] = open_book(folder / f"{layout}.docx", LAYOUTS)
    for suffix, source in CONVERTED.items():
        _convert(folder, suffix, source)
    return Saved(folder, said)


def _convert(folder: Path, suffix: str, source: str) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", suffix, "--outdir", str(folder)),
            *map(str, sorted(folder.glob(f"*.{source}"))),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )


def _without_space(data: object) -> object:
    if isinstance(data, str):
        return re.sub(r"\s", "", data)
    if isinstance(data, list):
        return [_without_space(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_space(value) for key, value in data.items()}
    return data


@pytest.mark.parametrize("suffix", ["xlsx", *CONVERTED, "pdf"])
@pytest.mark.parametrize("layout", SOURCES)
def test_in_every_format_a_book_says_the_same(saved, layout, suffix):
    book = open_book(saved.folder / f"{layout}.{suffix}", LAYOUTS)
    assert book.layout == LAYOUTS[layout]
    assert book.report.unread == ()
    ours, theirs = to_data(saved.said[layout].submission), to_data(book.submission)
    if suffix == "pdf":
        ours, theirs = _without_space(ours), _without_space(theirs)
    assert theirs == ours


@pytest.mark.parametrize("layout", SOURCES)
def test_a_composed_file_says_the_submission(saved, layout):
    said = to_data(saved.said[layout].submission)
    meant = open_book(DATA / SOURCES[layout], LAYOUTS).submission
    if SOURCES[layout].endswith(".docx"):
        assert said == to_data(meant)
    assert [p["name"] for p in said["projects"]] == [p.name for p in meant.projects]
