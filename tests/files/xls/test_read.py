# SPDX-License-Identifier: MulanPSL-2.0
"""Reading old workbooks, whole, damaged and hostile ones."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import olefile
import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xls import records as xls_records
from fuyi_editor.files.xls.read import read_xls
from fuyi_editor.files.xls.records import read_records
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Align, Grid
from tests.bad_files import DATA
from tests.files.office import (
    SAMPLES,
    assert_same,
    assert_survives_damage,
    convert,
    needs_office,
    workbooks,
)
from tests.growth import assert_not_far_slower

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE = (DATA / "fengrun-2023.xls").read_bytes()


def record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def stream(*sheet: bytes, front: bytes = b"", version: int = 0x600) -> bytes:
    """A workbook's stream with one sheet of the given records."""
    start = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)) + front
    name = b"\2\0ab" if version == 0x600 else b"\2ab"
    length = len(start) + 4 + 6 + len(name) + 4
    found = start + record(0x85, struct.pack("<IBB", length, 0, 0) + name) + record(0x0A)
    begin = record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0))
    return found + begin + b"".join(sheet) + record(0x0A)


def changed(change: Callable[[bytearray], None]) -> bytes:
    """The sample with its workbook's stream changed in place."""
    buffer = io.BytesIO(WHOLE)
    package = olefile.OleFileIO(buffer, write_mode=True)
    content = bytearray(package.openstream("Workbook").read())
    change(content)
    package.write_stream("Workbook", bytes(content))
    return buffer.getvalue()


def test_the_sample_reads_as_its_workbook() -> None:
    wanted = read_xlsx(compose_xlsx(read_docx((DATA / "fengrun-2023.docx").read_bytes())))
    assert_same(read_xls(WHOLE), wanted, fonts=False)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each workbook as .xlsx and .xls."""
    made = workbooks()
    old = convert(tmp_path_factory.mktemp("xls"), made, "xls")
    return {name: (made[f"{name}.xlsx"], content) for name, content in old.items()}


@pytest.mark.parametrize("name", [pytest.param(n, marks=needs_office) for n in SAMPLES])
def test_old_workbooks_read_like_new_ones(books: dict[str, tuple[bytes, bytes]], name: str) -> None:
    new, old = books[name]
    # LibreOffice writes the font it substitutes, for these are not installed.
    assert_same(read_xls(old), read_xlsx(new), fonts=False)


@pytest.mark.parametrize("name", [pytest.param("values", marks=needs_office)])
def test_values_and_page(books: dict[str, tuple[bytes, bytes]], name: str) -> None:
    new, old = books[name]
    page = read_xls(old)
    assert_same(page, read_xlsx(new), fonts=False)
    assert [cell.text for cell in page.grids[0].rows[0].cells][:6] == [
        "60%", "6.00", "0.3", "1,234,567.50", "2023-3-15", "2023年3月15日"
    ]  # fmt: skip
    assert page.title == "一本书"
    assert (page.setup.width, page.setup.height) == (420, 297)
    assert page.grids[0].align is Align.CENTER


def test_protected_workbooks_say_so() -> None:
    def protect(content: bytearray) -> None:
        # The record after the first: LibreOffice writes INTERFACEHDR there.
        at = 4 + struct.unpack_from("<H", content, 2)[0]
        content[at : at + 2] = struct.pack("<H", 0x2F)

    with pytest.raises(ReadError, match="密码"):
        read_xls(changed(protect))


def test_damaged_copies() -> None:
    assert_survives_damage(read_xls, WHOLE)


@pytest.mark.parametrize(
    "content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\3\4", WHOLE[:600]]
)
def test_what_is_no_workbook(content: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_xls(content)
    assert caught.value.remedy


def test_names_that_double_are_kept_from_the_library() -> None:
    # Each name joins the one before it to itself; evaluating forty takes a terabyte.
    joined = b"".join(
        record(
            0x18,
            struct.pack("<HBBHHH4x", 0, 0, 1, 11, 0, 0)
            + b"\0a"
            + (b"\x23" + struct.pack("<I", number)) * 2
            + b"\x08",
        )
        for number in range(40)
    )
    records = read_records(stream(front=joined))
    kept = [code for _, code, _ in xls_records.walk(records.stream)]
    assert 0x18 not in kept
    assert kept.count(0xFFFF) == 40


def test_print_set_up_of_a_sheet() -> None:
    setup = struct.pack("<HHHHHHHHddH", 8, 100, 1, 1, 0, 0, 600, 600, 0.5, 0.5, 1)
    footer = "&C第 &P 页"
    titles = b"\x29\x16\0" + b"".join(
        b"\x3b" + struct.pack("<HHHHH", 0, *area) for area in ((0, 65535, 0, 0), (2, 3, 0, 255))
    )
    name = (
        struct.pack("<HBBHHH4x", 0x20, 0, 1, len(titles) + 1, 0, 1) + b"\0\x07" + titles + b"\x10"
    )
    front = record(0x18, name)
    sheet = (
        record(0xA1, setup),
        record(0x26, struct.pack("<d", 1.0)),
        record(0x83, b"\1\0"),
        record(0x15, struct.pack("<HB", len(footer), 1) + footer.encode("utf-16-le")),
    )
    (found,) = read_records(stream(*sheet, front=front)).sheets
    assert (found.setup.width, found.setup.height) == (420, 297)
    assert found.setup.left == pytest.approx(25.4)
    assert found.setup.footer == "第 {page} 页"
    assert found.centred
    assert found.header == (2, 3)


def test_older_texts_without_a_code_page_are_chinese() -> None:
    assert read_records(stream(version=0x500)).encoding == "gb18030"
    page = record(0x42, struct.pack("<H", 936))
    assert read_records(stream(front=page, version=0x500)).encoding is None


def test_what_is_too_much_or_amiss(monkeypatch: pytest.MonkeyPatch) -> None:
    blanks = record(0xBE, struct.pack("<HH", 0, 0) + b"\0\0" * 255)
    monkeypatch.setattr(xls_records, "MAX_CELLS", 200)
    with pytest.raises(ReadError, match="内容过多"):
        read_records(stream(blanks))
    with pytest.raises(ReadError, match="目录已损坏"):
        read_records(stream().replace(struct.pack("<HI", 10, 38), struct.pack("<HI", 10, 9)))
    with pytest.raises(ReadError, match=r"5\.0"):
        read_records(stream(version=0x200))
    with pytest.raises(ReadError, match="记录已损坏"):
        read_records(stream(record(0x26, b"\0")))


def test_a_merge_over_the_whole_sheet_is_refused_soon() -> None:
    def merge(content: bytearray) -> None:
        at = content.index(b"\xe5\0")
        while content[at + 4 : at + 6] == b"\0\0":
            at = content.index(b"\xe5\0", at + 1)
        for place in range(at + 6, at + 6 + 8 * 40, 8):
            content[place : place + 8] = struct.pack("<4H", 0, 65535, 0, 255)

    absurd = changed(merge)

    def refused() -> None:
        with pytest.raises(ReadError, match="合并的区域过大"):
            read_xls(absurd)

    assert_not_far_slower(refused, than=lambda: read_xls(WHOLE), bound=100)  # not 100,000 times


def test_grids_have_no_origin() -> None:
    grids = [block for block in read_xls(WHOLE).blocks if isinstance(block, Grid)]
    assert all(cell.origin is None for grid in grids for _, cell in grid.cells())
