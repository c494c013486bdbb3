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
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from fuyi_editor.files.book import composed, open_book
from fuyi_editor.layouts.layout_file import load_layouts
from fuyi_editor.page.paginate import Page, paginate
from fuyi_editor.resource_files import resource

ROOT = Path(__file__).parents[2]
TOOLS = ("soffice", "pdftotext", "pdffonts")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
LAYOUTS = load_layouts()
SAMPLES = {"fengrun-2023": "hebei-department", "tianjin-2024": "tianjin-project"}
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


@pytest.fixture(scope="module", params=SAMPLES)
def printed(request, tmp_path_factory) -> Printed:
    name, layout = request.param, SAMPLES[request.param]
    folder = tmp_path_factory.mktemp(name)
    source, anew, ours = ROOT / f"tests/data/{name}.docx", folder / "anew.docx", folder / "ours.pdf"
    for target in (anew, ours):
        run(sys.executable, "-m", "fuyi_editor", "convert", source, target, "--layout", layout)
    profile = (folder / "profile").as_uri()
    run(
        *("soffice", f"-env:UserInstallation={profile}", "--headless"),
        *("--convert-to", "pdf", "--outdir", folder, anew),
        FONTCONFIG_FILE=str(fonts_file(folder)),
    )
    book = composed(open_book(source, LAYOUTS).submission, LAYOUTS[layout])
    return Printed(paginate(book.page(book.submission)), ours, folder / "anew.pdf")


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


def test_the_same_rows_stand_on_the_same_pages(printed):
    ours, theirs = texts(printed.ours), texts(printed.theirs)
    assert len(ours) == len(theirs) == len(printed.pages)
    for our, their, more in zip(ours, theirs, labels_repeated(printed.pages), strict=True):
        characters = Counter(without_leaders(our))
        assert characters == Counter(without_leaders(their)) + Counter(without_space(more))


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
def test_a_group_is_one_cell_with_its_label_once_on_a_page(printed, label):
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


def test_every_project_begins_a_page_that_the_contents_name(printed):
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
