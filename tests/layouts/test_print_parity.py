# SPDX-License-Identifier: MulanPSL-2.0
"""Composed anew, a book is printed alike by this program and by LibreOffice, row by row.

LibreOffice gets the bundled fonts under the names that the files use, for where 宋体 and 仿宋 are
not installed its own substitutes are of other widths.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pytest

from fuyi_editor.files.book import composed, open_book, save_book
from fuyi_editor.files.pdf.read import read_pdf
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.page.document import PageDocument
from fuyi_editor.page.paginate import Page, paginate
from fuyi_editor.resource_files import resource
from fuyi_editor.ui.printing.pdf_export import write_pdf

ROOT = Path(__file__).parents[2]
TOOLS = ("soffice", "pdftotext", "pdffonts")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
LAYOUTS = load_layouts()
# A layout that no published file is set in is shown with an invented book that fills all of it.
SAMPLES = {
    "hebei-department": "fengrun-2023.docx",
    "hebei-project": "fengrun-2023.docx",
    "tianjin-project": "tianjin-2024.docx",
    "qinghai-public": "menyuan-2023.docx",
    "guangdong-department": "zhanjiang-2021.docx",
    "guangzhou-department": "guangzhou-2021.docx",
    "guangzhou-project": "guangzhou-2021.docx",
    "hebei-report": "laoting-2023-report.docx",
    "central-application": "three-years-2023.json",
    "central-monitor": "three-years-2023.json",
    "central-selfeval": "three-years-2023.json",
    "shanghai-application": "three-years-2023.json",
}
BOOKS = ["hebei-department", "tianjin-project"]
FAMILIES = {
    "Fuyi Song": ["宋体", "SimSun", "仿宋_GB2312", "仿宋", "方正小标宋简体", "楷体_GB2312"],
    "Fuyi Hei": ["黑体"],
}

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(MISSING), reason=f"没有安装 {'、'.join(MISSING)}"),
]


@dataclass(frozen=True)
class Printed:
    """The same book on our pages, in our PDF and in LibreOffice's."""

    pages: tuple[Page, ...]
    ours: Path
    theirs: Path


def fonts_file(folder: Path) -> Path:
    rules = "".join(
        '<match target="pattern"><test qual="any" name="family">'
        f"<string>{name}</string></test>"
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
        "</match>"
        for family, names in FAMILIES.items()
        for name in names
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resource('fonts')}</dir><cachedir>{folder / 'cache'}</cachedir>{rules}"
        "</fontconfig>",
        encoding="utf-8",
    )
    return path


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=True,
        timeout=100,
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def all_printed(qapp, tmp_path_factory) -> dict[str, Printed]:
    """Every sample composed, printed by us, saved and printed by LibreOffice, in one run."""
    folder = tmp_path_factory.mktemp("printed")
    pages: dict[str, PageDocument] = {}
    for layout, file in SAMPLES.items():
        source = open_book(ROOT / "tests" / "data" / file, LAYOUTS)
        book = composed(source.submission, LAYOUTS[layout])
        pages[layout] = book.page(book.submission)
        save_book(book, book.submission, folder / f"{layout}.docx")
        (folder / f"{layout}.ours.pdf").write_bytes(write_pdf(pages[layout]))
    run(
        *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx"))),
        FONTCONFIG_FILE=str(fonts_file(folder)),
    )
    return {
        layout: Printed(paginate(page), folder / f"{layout}.ours.pdf", folder / f"{layout}.pdf")
        for layout, page in pages.items()
    }


@pytest.fixture(params=SAMPLES)
def printed(request, all_printed) -> Printed:
    return all_printed[request.param]


@pytest.fixture(params=BOOKS)
def printed_book(request, all_printed) -> Printed:
    return all_printed[request.param]


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(pdf: Path) -> list[str]:
    """Each page's text in drawing order, cell by cell, so that wrapped lines join."""
    return [without_space(page) for page in run("pdftotext", "-raw", pdf, "-").split("\f")[:-1]]


def without_leaders(text: str) -> str:
    """How many dots lead to a page number is each program's own business."""
    return re.sub(r"\.{4,}", "", text)


def labels_repeated(pages: tuple[Page, ...]) -> list[str]:
    """By page the texts of merged cells that go on from the page before; Word leaves them out."""
    seen: set[tuple[int, int, int]] = set()
    found: list[str] = []
    for page in pages:
        places = [((cell.block, cell.row, cell.index), cell) for cell in page.cells]
        found.append(
            "".join(cell.cell.text for at, cell in places if at in seen and not cell.repeated)
        )
        seen |= {at for at, _ in places}
    return found


def test_every_layout_has_a_sample():
    assert set(SAMPLES) == set(LAYOUTS)


def test_the_same_rows_stand_on_the_same_pages(printed):
    ours, theirs = texts(printed.ours), texts(printed.theirs)
    assert len(ours) == len(theirs) == len(printed.pages)
    if not any(page.cells for page in printed.pages):
        return  # a report has no rows; see the test of its paragraphs
    for our, their, more in zip(ours, theirs, labels_repeated(printed.pages), strict=True):
        characters = Counter(without_leaders(our))
        assert characters == Counter(without_leaders(their)) + Counter(without_space(more))


def test_every_paragraph_of_a_report_begins_on_the_same_page(all_printed):
    """LibreOffice spaces digits in Chinese text though told not to, so a line may end elsewhere."""
    printed = all_printed["hebei-report"]
    source = open_book(ROOT / "tests" / "data" / SAMPLES["hebei-report"], LAYOUTS)
    assert source.submission.report
    lines = [p.text for s in source.submission.report.sections for p in s.paragraphs]
    ours, theirs = texts(printed.ours), texts(printed.theirs)
    for line in lines:
        start = without_space(line)[:12]
        at = [number for number, page in enumerate(ours) if start in page]
        assert at
        assert at == [number for number, page in enumerate(theirs) if start in page]


def test_column_edges_are_those_of_the_saved_file(printed):
    """Within 1 mm, measured from the lines drawn in both PDFs."""
    ours, theirs = (read_pdf(pdf.read_bytes()) for pdf in (printed.ours, printed.theirs))
    assert len(ours.grids) == len(theirs.grids)
    for mine, yours in zip(ours.grids, theirs.grids, strict=True):
        assert len(mine.columns) == len(yours.columns)
        edges = [list(accumulate(grid.columns)) for grid in (mine, yours)]
        assert edges[0] == pytest.approx(edges[1], abs=1.0)


def test_rows_stand_in_the_same_order(printed):
    """LibreOffice's page says each row of ours, one below the other."""
    for page, their in zip(printed.pages, texts(printed.theirs), strict=True):
        at = 0
        for cell in page.cells:
            if cell.binding and cell.binding.field == "description":
                text = without_space(cell.cell.text)
                assert text in their[at:]
                at = their.index(text, at)


@pytest.mark.parametrize("label", ["产出指标", "效益指标", "满意度指标"])
def test_a_group_is_one_cell_with_its_label_once_on_a_page(printed_book, label):
    printed = printed_book
    both = zip(
        printed.pages,
        texts(printed.ours),
        texts(printed.theirs),
        labels_repeated(printed.pages),
        strict=True,
    )
    for page, ours, theirs, more in both:
        drawn = sum(without_space(cell.cell.text).count(label) for cell in page.cells)
        assert ours.count(label) == drawn
        assert theirs.count(label) == drawn - more.count(label)


def test_our_pdf_says_every_cell_word_for_word(printed):
    for page, text in zip(printed.pages, texts(printed.ours), strict=True):
        for cell in page.cells:
            assert without_space(cell.cell.text) in text


def test_our_pdf_embeds_its_fonts(printed):
    lines = run("pdffonts", printed.ours).splitlines()
    embedded = lines[0].index("emb")
    assert lines[2:]
    for line in lines[2:]:
        assert "Fuyi" in line
        assert line[embedded:].startswith("yes")


def test_every_project_begins_a_page_that_the_contents_name(printed_book):
    printed = printed_book
    for pdf in (printed.ours, printed.theirs):
        front = run("pdftotext", "-raw", "-l", "1", pdf, "-").splitlines()
        lines = {re.sub(r"[\s.]{4,}", "…", without_space(line)) for line in front}
        named = 0
        for number, text in enumerate(texts(pdf)[1:], start=2):
            heading = re.match(r"(?:第二部分预算项目绩效目标)?(\d+\..+?绩效目标表)", text)
            if heading:
                named += 1
                assert f"{heading[1]}…{number}" in lines
        assert named == sum("…" in line for line in lines)
