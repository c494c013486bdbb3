# SPDX-License-Identifier: MulanPSL-2.0
"""Reading PDFs: the published tables as two programs print them, and damaged files."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.pdf.read import read_pdf
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Align, Paragraph
from tests.files.builders import PUBLISHED
from tests.files.pdf_builder import Drawing, make_pdf
from tests.files.pdf_likeness import likeness
from tests.growth import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.page.document import PageDocument

NAMES = ("fengrun-2023", "tianjin-2024", "menyuan-2023", "zhanjiang-2021", "guangzhou-2021")
CASES = list(zip(NAMES, (276, 585, 50, 251, 80), strict=True))
SHEETS = ("zhanjiang-2021", "fengrun-2023")
PRINTED = (PUBLISHED / "fengrun-2023.pdf").read_bytes()
"""fengrun-2023.docx as LibreOffice prints it."""


def published(name: str) -> PageDocument:
    return read_docx((PUBLISHED / f"{name}.docx").read_bytes())


def check(wanted: PageDocument, found: PageDocument, cells: int) -> None:
    like = likeness(wanted, found)
    assert (like.cells, like.texts, like.shapes) == (cells, cells, cells)
    assert like.breaks >= 0.97 * cells


def paragraphs(page: PageDocument) -> list[tuple[str, float, bool, Align, bool]]:
    return [
        (
            re.sub(r"\s", "", block.text), block.style.size, block.style.bold,
            block.style.align, block.contents,
        )
        for block in page.blocks
        if isinstance(block, Paragraph) and block.text.strip()
    ]  # fmt: skip


def test_a_published_book_as_libreoffice_prints_it() -> None:
    wanted, found = published("fengrun-2023"), read_pdf(PRINTED)
    check(wanted, found, 276)
    assert paragraphs(found) == paragraphs(wanted)
    assert found.title == wanted.title
    assert (found.setup.width, found.setup.height, found.setup.footer) == (210, 297, "—{page}—")
    for mine, theirs in zip(found.grids, wanted.grids, strict=True):
        assert mine.width == pytest.approx(theirs.width, abs=0.5)
    split = found.grids[5]  # it goes on over a page, where its header is printed once more
    assert [row.header for row in split.rows] == [True] + [False] * (len(split.rows) - 1)


@pytest.mark.parametrize(("name", "cells"), CASES)
def test_what_this_program_prints_is_read_again(qapp: object, name: str, cells: int) -> None:
    pdf_export = pytest.importorskip("fuyi_editor.ui.printing.pdf_export")
    document = published(name)
    for higher in (0, 36, 108):  # pages break at other rows
        setup = replace(document.setup, top=document.setup.top + higher)
        page = read_pdf(pdf_export.write_pdf(replace(document, setup=setup)))
        check(document, page, cells)
        assert page.title == document.title
        assert page.setup.footer == document.setup.footer


@pytest.fixture(scope="session")
def office_pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    command = [
        soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder),
        *(str(PUBLISHED / f"{name}.docx") for name in NAMES),
        *(str(folder / f"{name}-sheet.xlsx") for name in SHEETS),
    ]  # fmt: skip
    for name in SHEETS:
        (folder / f"{name}-sheet.xlsx").write_bytes(compose_xlsx(published(name)))
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return folder


@pytest.mark.office
@pytest.mark.parametrize(("name", "cells"), CASES)
def test_what_libreoffice_prints_is_read(office_pdfs: Path, name: str, cells: int) -> None:
    check(published(name), read_pdf((office_pdfs / f"{name}.pdf").read_bytes()), cells)


@pytest.mark.office
@pytest.mark.parametrize(("name", "cells"), [case for case in CASES if case[0] in SHEETS])
def test_what_calc_prints_is_read(office_pdfs: Path, name: str, cells: int) -> None:
    """Its merged labels are drawn on every page, in the middle of the whole, and cut off."""
    check(published(name), read_pdf((office_pdfs / f"{name}-sheet.pdf").read_bytes()), cells)


def outcome(data: bytes) -> str:
    try:
        read_pdf(data)
    except ReadError as error:
        return error.cause
    return "page"


def test_a_damaged_file_is_an_error_or_a_page_but_never_hangs() -> None:
    chance = random.Random(2023)
    outcomes: set[str] = set()
    pace = Pace(lambda: read_pdf(PRINTED))
    for number in range(60):
        data = bytearray(PRINTED)
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.choice((1, 10, 200)) if number % 3 else 0):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        outcomes.add(pace.keep(partial(outcome, bytes(data))))
    assert outcomes > {"page", "这份 PDF 已损坏，读不出来"}


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"PK\x03\x04", PRINTED[:5000]], ids=["empty", "head", "zip", "cut"]
)
def test_what_is_no_pdf_is_an_error(data: bytes) -> None:
    with pytest.raises(ReadError, match="已损坏"):
        read_pdf(data)


def test_a_scan_says_what_to_ask_for() -> None:
    page = Drawing()
    page.box(50, 50, 400, 600, "f")
    with pytest.raises(ReadError, match=r"扫描的图片，没有文字.*请向发来文件的人要 Word"):
        read_pdf(make_pdf(page))


def test_a_locked_file_says_so() -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>" % (b"31" * 32, b"32" * 32)
    data = make_pdf(Drawing()).replace(
        b"trailer\n<<", b"trailer\n<< /ID [<00> <00>] /Encrypt %s" % lock
    )
    with pytest.raises(ReadError, match="打开密码"):
        read_pdf(data)


def test_limits_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Drawing()
    page.text(60, 700, "一二三四五六七八九十")
    for name, cause in (("MAX_PAGES", "超过 1 页"), ("MAX_CHARS", "文字过多")):
        with monkeypatch.context() as patch:
            patch.setattr(f"fuyi_editor.files.pdf.read.{name}", 1)
            with pytest.raises(ReadError, match=cause):
                read_pdf(make_pdf(page, page))
    for x in range(5, 590, 5):
        page.line(x, 100, x, 300)
    monkeypatch.setattr("fuyi_editor.files.pdf.rules.MAX_RULES", 100)
    with pytest.raises(ReadError, match=r"线条过多.*第1页"):
        read_pdf(make_pdf(page))


def test_text_of_no_known_characters_is_an_error() -> None:
    page = Drawing()
    page.text(60, 700, "\ue000\uffff\uffff\uffff")
    with pytest.raises(ReadError, match="没有记下文字是哪些字"):
        read_pdf(make_pdf(page))
