# SPDX-License-Identifier: MulanPSL-2.0
"""What is copied out of a PDF is what it shows, and its bookmarks lead to every project."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("PySide6")

from fuyi_editor.files.book import composed, open_book
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.page.document import PageDocument, Paragraph, TextStyle
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.printing.pdf_export import write_pdf
from fuyi_editor.ui.printing.printout import PdfFacts
from tests.ui.printing.poppler import TOOLS, folded, lines_of, run

SAMPLES = sorted((Path(__file__).parents[2] / "data").glob("*.docx"))
LAYOUTS = load_layouts()

pytestmark = pytest.mark.usefixtures("qapp")


@TOOLS
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_published_text_is_copied_as_it_reads(path, tmp_path):
    document = read_docx(path.read_bytes())
    text = folded(run("pdftotext", "-raw", data=write_pdf(document), tmp_path=tmp_path))
    shown = [folded("".join(line.text for line in lines)) for lines in lines_of(document)]
    for cell in shown:
        assert cell in text
    # Nothing else either: no radical for a hanzi, no character lost or doubled.
    assert Counter(text) == Counter("".join(shown))


@TOOLS
@pytest.mark.parametrize(
    "text",
    [
        "目⽬女長⻓民 門见車\u00a0張",  # a radical is copied as one where one is meant
        "繁體龜鳥風車門見馬魚黽黃齒齊",
        "𬱖𬭎𪩘𫖮 张𬱖 李𬭎",  # beyond U+FFFF, of the 《通用规范汉字表》
    ],
)
@pytest.mark.parametrize("family", ["宋体", "黑体"])
def test_looking_alike_is_not_being_alike(text, family, tmp_path):
    style = TextStyle(family, 12)
    document = PageDocument((Paragraph(text, style), Paragraph(text, TextStyle("黑体", 12, True))))
    copied = run("pdftotext", "-raw", data=write_pdf(document), tmp_path=tmp_path)
    assert copied.split() == [*text.split(), *text.split()]


@TOOLS
def test_a_hanzi_of_a_system_font_is_no_radical(tmp_path):
    """⽬ is in no bundled font, and in Noto CJK it is the glyph of 目: Qt names both by it."""
    document = PageDocument((Paragraph("⽬⽉"),))
    data = write_pdf(document)
    copied = run("pdftotext", data=data, tmp_path=tmp_path).strip()
    assert copied == "⽬⽉"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_project_has_a_bookmark_where_it_begins(path):
    book = open_book(path, LAYOUTS)
    document, facts = book.page(book.submission), PdfFacts.of(book.submission)
    found = marks(write_pdf(document, facts))
    texts = [folded("".join(line.text for line in page.lines)) for page in paginate(document)]
    assert len(facts.projects) == len(book.submission.projects)
    for name in facts.projects.values():
        # One of the published names begins with a stray bracket that its heading has not.
        (page,) = {page for title, page in found if folded(name).lstrip("]") in folded(title)}
        assert folded(name)[:4] in texts[page]


@pytest.mark.parametrize("layout", ["central-application", "shanghai-application", "hebei-project"])
def test_bookmarks_name_projects_in_every_form(layout):
    book = open_book(SAMPLES[0], LAYOUTS)
    book = composed(book.submission, LAYOUTS[layout])
    facts = PdfFacts.of(book.submission)
    found = marks(write_pdf(book.page(book.submission), facts))
    names = list(facts.projects.values())
    assert len(found) == len(names)
    assert all(name in title for name, (title, _) in zip(names, found, strict=True))
    assert [page for _, page in found] == sorted(page for _, page in found)


def test_title_and_author_are_the_books(tmp_path):
    book = open_book(SAMPLES[0], LAYOUTS)
    facts = told(write_pdf(book.page(book.submission), PdfFacts.of(book.submission)))
    assert facts["Title"] == book.page(book.submission).title
    assert facts["Author"] == book.submission.unit.name.strip() != ""


def test_a_book_carried_over_is_called_by_its_new_year():
    book = open_book(SAMPLES[0], LAYOUTS)
    title = book.submission.title.replace("2023", "2024")
    assert title != book.submission.title
    renamed = book.submission.but(title=title, year=2024)
    assert told(write_pdf(book.page(renamed)))["Title"] == title


def told(data: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(data)
    facts = document.get_metadata_dict()
    document.close()
    return facts


def marks(data: bytes) -> list[tuple[str, int]]:
    document = pypdfium2.PdfDocument(data)
    found = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    return found


@TOOLS
def test_the_command_line_writes_the_same_pdf(tmp_path):
    target = tmp_path / "表.pdf"
    command = [sys.executable, "-m", "fuyi_editor", "convert", str(SAMPLES[0]), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    book = open_book(SAMPLES[0], LAYOUTS)
    ours = write_pdf(book.page(book.submission), PdfFacts.of(book.submission))
    theirs = target.read_bytes()
    assert marks(theirs) == marks(ours) != []
    texts = [run("pdftotext", "-raw", data=data, tmp_path=tmp_path) for data in (theirs, ours)]
    assert texts[0] == texts[1] != ""
