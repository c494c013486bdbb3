# SPDX-License-Identifier: MulanPSL-2.0
"""Golden files: what is composed for one project, part by part, as canonical XML.

A deliberate change is rewritten with `--update-golden` and read as a difference in git.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fuyi_editor.files.book import composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.export import to_json

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "golden"
LAYOUTS = load_layouts()
PARTS = {
    ".docx": ["word/document.xml", "word/styles.xml", "word/footer1.xml"],
    ".xlsx": [
        "xl/worksheets/sheet2.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
    ],
}
BOOKS = [("fengrun-2023", "hebei-department"), ("tianjin-2024", "tianjin-project")]


def _canonical(data: bytes) -> str:
    root = ET.fromstring(data)
    ET.indent(root)
    return ET.canonicalize(ET.tostring(root, encoding="unicode")) + "\n"


def _compare(path: Path, text: str, update: bool) -> None:
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"no golden file {path.name}; run with --update-golden"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", list(PARTS))
@pytest.mark.parametrize(("name", "layout"), BOOKS)
def test_one_project_composed(name, layout, suffix, tmp_path, update_golden):
    submission = open_book(DATA / f"{name}.docx", LAYOUTS).submission
    one = submission.but(department=None, projects=submission.projects[:1])
    book = composed(one, LAYOUTS[layout])
    save_book(book, one, tmp_path / f"one{suffix}")
    with zipfile.ZipFile(BytesIO((tmp_path / f"one{suffix}").read_bytes())) as archive:
        present = [part for part in PARTS[suffix] if part in archive.namelist()]
        for part in present:
            golden = GOLDEN / f"{layout}{suffix}" / Path(part).name
            _compare(golden, _canonical(archive.read(part)), update_golden)
    assert PARTS[suffix][0] in present


@pytest.mark.parametrize("name", [name for name, _ in BOOKS])
def test_what_was_read_as_json(name, update_golden):
    submission = open_book(DATA / f"{name}.docx", LAYOUTS).submission
    _compare(GOLDEN / f"{name}.json", to_json(submission), update_golden)
