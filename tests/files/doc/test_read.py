# SPDX-License-Identifier: MulanPSL-2.0
"""Reading old Word files: what LibreOffice makes of the published ones, and damaged ones."""

from __future__ import annotations

import random
import shutil
import struct
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.doc.read import read_doc
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import (
    Align,
    Grid,
    PageDocument,
    Paragraph,
    check_grid,
)
from tests.files.builders import (
    PUBLISHED,
    cell,
    document,
    package,
    paragraph,
    parts_of,
    row,
    table,
)
from tests.growth import Pace

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(path.stem for path in PUBLISHED.glob("*.docx"))
KEPT = ("fengrun-2023", "menyuan-2023")
HEAD = bytes.fromhex("eca50101")
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "x"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>删去的</w:delText></w:r></w:del>'
INDENT = '<w:ind w:firstLine="420"/><w:spacing w:line="560" w:lineRule="exact"/>'
LANDSCAPE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="567" w:left="1417"/></w:sectPr>'
)
ODD = "".join(
    (
        paragraph("标题", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>'),
        f"<w:p><w:r><w:t>前</w:t></w:r>{FIELD}{DELETED}<w:r><w:t>后𠮷€</w:t><w:br/><w:t>二</w:t>"
        "<w:noBreakHyphen/><w:t>a</w:t><w:tab/><w:t>“b”</w:t></w:r></w:p>",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        paragraph("新的一页", INDENT),
        table(
            row(cell("一"), cell("二", '<w:gridSpan w:val="2"/>')),
            row(
                cell(paragraph("上") + paragraph("下"), '<w:vMerge w:val="restart"/>'),
                cell(table(row(cell("内一"), cell("内二"))) + paragraph("")),
                cell("三"),
            ),
            row(cell("", "<w:vMerge/>"), cell("四"), cell("", '<w:vAlign w:val="bottom"/>')),
            widths=(1440, 4000, 1440),
        ),
        paragraph("横页", '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'),
        paragraph("末行", '<w:outlineLvl w:val="1"/>'),
        LANDSCAPE,
    )
)
CasesOfDamage = list[tuple[str, bytes]]


def original(name: str) -> PageDocument:
    return read_docx((PUBLISHED / f"{name}.docx").read_bytes())


def odd() -> bytes:
    """The odd body in a package that LibreOffice opens."""
    parts = parts_of((PUBLISHED / "menyuan-2023.docx").read_bytes())
    return package(
        {name: part for name, (part, *_) in parts.items()} | {"word/document.xml": document(ODD)}
    )


def old(name: str) -> bytes:
    return (PUBLISHED / f"{name}.doc").read_bytes()


def cells(grid: Grid) -> list[list[tuple[int, int, bool, str]]]:
    return [[(c.column, c.column_span, c.continues, c.text) for c in r.cells] for r in grid.rows]


def assert_same(found: PageDocument, expected: PageDocument) -> None:
    assert found.title == expected.title
    assert [type(block) for block in found.blocks] == [type(block) for block in expected.blocks]
    for block, wanted in zip(found.blocks, expected.blocks, strict=True):
        if isinstance(block, Grid):
            assert isinstance(wanted, Grid)
            assert_same_grid(block, wanted)
        else:
            assert isinstance(wanted, Paragraph)
            assert block.text == wanted.text
            assert block.outline_level == wanted.outline_level
            assert block.page_break_before == wanted.page_break_before
            # LibreOffice gives an empty paragraph a font of the machine.
            assert not block.text or block.style == wanted.style


def assert_same_grid(grid: Grid, wanted: Grid) -> None:
    check_grid(grid)
    assert cells(grid) == cells(wanted)
    assert grid.columns == pytest.approx(wanted.columns, abs=0.5)
    assert grid.align is wanted.align
    for found, other in zip(grid.rows, wanted.rows, strict=True):
        assert found.min_height == pytest.approx(other.min_height, abs=0.1)
        assert (found.header, found.can_split) == (other.header, other.can_split)
        for own, twin in zip(found.cells, other.cells, strict=True):
            assert own.borders == twin.borders
            assert own.style == twin.style


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every published .docx as .doc; one call, for each costs a second."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("doc")
    (folder / "odd.docx").write_bytes(odd())
    command = [
        soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "doc", "--outdir", str(folder),
        *(str(PUBLISHED / f"{name}.docx") for name in NAMES), str(folder / "odd.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return folder


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_what_libreoffice_wrote_reads_as_the_original(converted: Path, name: str) -> None:
    assert_same(read_doc((converted / f"{name}.doc").read_bytes()), original(name))


@pytest.mark.office
def test_odd_text_and_tables_read_as_the_original(converted: Path) -> None:
    found, expected = read_doc((converted / "odd.doc").read_bytes()), read_docx(odd())
    texts = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert texts == ["标题", "前结果后𠮷€\n二-a\t“b”", "", "新的一页", "横页", "末行"]
    assert cells(found.grids[0]) == cells(expected.grids[0])
    assert found.grids[0].rows[1].cells[1].text == "内一\n内二"
    shown, wanted = (
        [
            (block.text, block.page_break_before, block.outline_level, block.style)
            for block in page.blocks
            if isinstance(block, Paragraph) and block.text and block.text != "标题"
        ]
        for page in (found, expected)
    )
    assert [entry[:3] for entry in shown] == [entry[:3] for entry in wanted]
    assert shown[1][3].first_indent == 21.0
    assert shown[1][3].line_pitch == 28.0
    assert found.setup.width > found.setup.height
    assert found.setup.left == pytest.approx(25, abs=0.1)


@pytest.mark.parametrize("name", KEPT)
def test_kept_files_read_as_the_original(name: str) -> None:
    assert_same(read_doc(old(name)), original(name))


def test_the_paper_is_that_of_the_file() -> None:
    found, expected = read_doc(old("fengrun-2023")).setup, original("fengrun-2023").setup
    assert (found.width, found.height) == pytest.approx((expected.width, expected.height), abs=0.1)
    assert (found.top, found.left) == pytest.approx((expected.top, expected.left), abs=0.1)
    assert (found.bottom, found.right) == pytest.approx((expected.bottom, expected.right), abs=0.1)


@pytest.mark.parametrize("name", KEPT)
def test_the_footer_numbers_the_pages(name: str) -> None:
    found, expected = read_doc(old(name)).setup, original(name).setup
    # LibreOffice drops the spaces beside the number, as the file does not ask to preserve them.
    assert found.footer == expected.footer.replace(" ", "")
    assert "{page}" in found.footer
    assert found.footer_style.align is expected.footer_style.align


def test_a_damaged_footer_leaves_the_table_whole() -> None:
    # The headers and footers claim more characters than there are.
    page = read_doc(with_number(old("menyuan-2023"), 84, "<i", 900_000))
    assert page.setup.footer == ""
    assert len(page.grids) == 1


def test_a_title_keeps_its_font() -> None:
    title = read_doc(old("menyuan-2023")).blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.style.family, title.style.size, title.style.bold) == ("黑体", 18.0, True)
    assert title.style.align is Align.CENTER


def with_number(data: bytes, offset: int, shape: str, number: int) -> bytes:
    """The file with a number of its main stream changed."""
    changed = bytearray(data)
    struct.pack_into(shape, changed, data.index(HEAD) + offset, number)
    return bytes(changed)


@pytest.mark.parametrize(
    ("offset", "shape", "number", "words"),
    [
        (10, "<H", 0x13F0, "密码"),
        (2, "<H", 0x68, "Word 95"),
        (76, "<i", 50_000_000, "过多"),
        (76, "<i", -1, "过多"),
        (76, "<i", 900_000, "不完整"),
        (154 + 8 * 33, "<I", 0x7FFFFFFF, "片段"),
    ],
)
def test_bad_heads_are_named(offset: int, shape: str, number: int, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_doc(with_number(old("menyuan-2023"), offset, shape, number))
    assert words in caught.value.sentence


@pytest.mark.parametrize(
    "data", [b"", b"not a Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x\0y" * 400]
)
def test_what_is_no_container_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="损坏"):
        read_doc(data)


def test_a_short_container_is_not_taken_for_a_file_name() -> None:
    with pytest.raises(ReadError):
        read_doc(old("menyuan-2023")[:1000])


def test_a_container_that_claims_too_much_is_refused() -> None:
    data = bytearray(old("menyuan-2023"))
    struct.pack_into("<I", data, 64, 0x00FFFFFF)
    with pytest.raises(ReadError, match="扇区数"):
        read_doc(bytes(data))


def damaged() -> CasesOfDamage:
    """Cut off, with flipped bits, and with wild numbers, the same at every run."""
    data, chance = old("menyuan-2023"), random.Random(2023)
    head = data.index(HEAD)
    cases: CasesOfDamage = [(f"cut {n}", data[: len(data) * n // 50]) for n in range(50)]
    for number in range(60):
        flipped = bytearray(data)
        for _ in range((1, 5, 100)[number % 3]):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        cases.append((f"flip {number}", bytes(flipped)))
    for number in range(60):
        wild = bytearray(data)
        # The heads of the container and of the stream hold most lengths and places.
        start = (0, head, head + 512, chance.randrange(len(data) - 512))[number % 4]
        for _ in range(4):
            place = start + chance.randrange(508)
            value = chance.choice((0, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(1 << 16)))
            struct.pack_into("<I", wild, place, value)
        cases.append((f"wild {number}", bytes(wild)))
    return cases


def test_damage_ends_in_an_error_or_in_sound_grids_soon() -> None:
    def refused(data: bytes) -> bool:
        try:
            page = read_doc(data)
        except ReadError:
            return True
        for grid in page.grids:
            check_grid(grid)
        return False

    whole = old("menyuan-2023")
    pace = Pace(lambda: read_doc(whole))
    assert sum(pace.keep(partial(refused, data)) for _, data in damaged()) > 50
