# SPDX-License-Identifier: MulanPSL-2.0
"""Opening files: good ones by content, all others with one sentence."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest

from fuyi_editor.files import apart, limits, office_convert, open_file
from fuyi_editor.files.docx import read as docx_read
from fuyi_editor.files.errors import OldFormatError, ReadError
from fuyi_editor.files.open_file import open_page
from fuyi_editor.files.xlsx import read as xlsx_read
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from tests.bad_files import DATA
from tests.files.builders import make_docx
from tests.files.office import convert

GOOD = compose_xlsx(PageDocument((Grid((40.0,), (Row((Cell("项目", 0),)),)),)))


def make_compound(name: str) -> bytes:
    """An old Office file with a sound header and nothing else but the name of a stream."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(20) + b"\xfe\xff\x09\x00" + bytes(12)
    return header + b"\x01\0\0\0\x01\0\0\0" + bytes(1600) + name.encode("utf-16-le")


def _values(grid: Grid) -> list[str]:
    """What the cells say, without the spaces that no two programs keep alike."""
    return ["".join(cell.text.split()) for _, cell in grid.cells()]


PUBLISHED = [
    _values(grid) for grid in docx_read.read_docx((DATA / "fengrun-2023.docx").read_bytes()).grids
]


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        open_page(path)
    assert caught.value.path == path
    shown = path.name.replace("\0", " ")  # a sentence stays on one line
    assert caught.value.sentence.startswith(f"打不开“{shown}”：")
    return caught.value.sentence


def test_a_workbook_opens_whatever_its_name(tmp_path: Path) -> None:
    for name in ("表.xlsx", "表.docx", "表"):
        path = tmp_path / name
        path.write_bytes(GOOD)
        opened = open_page(path)
        assert (opened.path, opened.kind, opened.data) == (path, "xlsx", GOOD)
        assert opened.page.grids[0].rows[0].cells[0].text == "项目"


def test_a_document_opens_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        make_docx(
            '<w:tbl><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
            "<w:tr><w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
        )
    )
    opened = open_page(path)
    assert opened.kind == "docx"
    assert opened.page.grids[0].rows[0].cells[0].text == "项目"


WEB = "<meta charset=gb2312><table border=1><tr><td>项目<td>5</table>".encode("gb18030")
MAIL = b"MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\n\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("网页.xls", WEB, "html"),
        ("网页.doc", MAIL + WEB, "mht"),
        ("复制.txt", "项目\t5\r\n".encode("utf-16"), "text"),
        ("表.csv", '"项目",5\r\n培训,6\r\n'.encode("gb18030"), "text"),
    ],
)
def test_pages_and_texts_open_by_content(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    opened = open_page(tmp_path / name)
    assert (opened.kind, opened.data) == (kind, data)
    cells = opened.page.grids[0].rows[0].cells
    assert [cell.text for cell in cells] == ["项目", "5"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("通知：\n没有表格".encode(), "这是纯文本，里面没有表格"),
        ("<html><p>通知".encode(), "文件里没有表格"),
    ],
)
def test_text_without_a_table_opens_only_for_those_who_want_it(
    tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "通知.doc"
    path.write_bytes(data)
    assert words in refused(path)
    assert open_page(path, tables=False).page.title[:2] == "通知"


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("odt", "odt"), ("ods", "ods"), ("xls", "ole-xls"), ("doc", "ole-doc")],
)
def test_every_kind_of_office_file_comes_in_by_the_one_door(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    path = tmp_path / "表"
    path.write_bytes((DATA / f"fengrun-2023.{suffix}").read_bytes())
    opened = open_page(path)
    assert opened.kind == kind
    assert [_values(grid) for grid in opened.page.grids] == PUBLISHED
    path.write_bytes(opened.data[: len(opened.data) // 2])
    assert "已损坏（" in refused(path)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_a_pdf_comes_in_by_the_same_door(tmp_path: Path) -> None:
    whole = (DATA / "fengrun-2023.docx").read_bytes()
    path = tmp_path / "表"
    path.write_bytes(convert(tmp_path, {"a.docx": whole}, "pdf")["a"])
    opened = open_page(path)
    assert opened.kind == "pdf"
    assert [_values(grid) for grid in opened.page.grids] == PUBLISHED


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_libreoffice_reads_the_word_file_that_we_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_kind: str, _data: bytes) -> None:
        raise OldFormatError("读不出", "请另存")

    monkeypatch.setattr(apart, "read_apart", fail)
    path = tmp_path / "表.doc"
    path.write_bytes((DATA / "fengrun-2023.doc").read_bytes())
    assert [_values(grid) for grid in open_page(path).page.grids] == PUBLISHED
    # What it cannot read either is refused for the reason that our own reader gave.
    path.write_bytes(make_compound("WordDocument"))
    assert "读不出；请另存" in refused(path)


def test_libreoffice_is_not_asked_for_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("a program that takes seconds to start")

    monkeypatch.setattr(office_convert, "convert_with_office", never)
    path = tmp_path / "表.doc"
    path.write_bytes(make_compound("WordDocument"))
    assert "已损坏" in refused(path)


def test_more_than_the_program_can_bear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.docx"
    path.write_bytes((DATA / "fengrun-2023.docx").read_bytes())
    for limit, words in (
        ("MAX_CELLS", "格"),
        ("MAX_COLUMNS", "3 列"),
        ("MAX_ROWS", "20 行"),
        ("MAX_TEXT", "文字过多"),
        ("MAX_BLOCKS", "超过 20 个"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(limits, limit, 3 if limit == "MAX_COLUMNS" else 20)
            assert words in refused(path)
    assert open_page(path).page.grids


def test_a_document_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(make_docx("<w:p><w:r><w:t>通知</w:t></w:r></w:p>"))
    assert "文件里没有表格；请确认选的是绩效目标表" in refused(path)


def test_a_workbook_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(compose_xlsx(PageDocument((Paragraph("说明"),))))
    assert "文件里没有有内容的表格" in refused(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "文件不存在；它可能已被移走" in refused(tmp_path / "没有.docx")
    assert "这是一个文件夹" in refused(tmp_path)
    assert "文件名里有不允许的字符" in refused(tmp_path / "a\0b.docx")
    assert "太长" in refused(tmp_path / ("长" * 300))
    (tmp_path / "文件").write_bytes(b"x")
    assert "文件不存在" in refused(tmp_path / "文件" / "a.docx")
    (tmp_path / "空.docx").write_bytes(b"")
    assert "文件是空的" in refused(tmp_path / "空.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links")
def test_pipes_and_loops(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "不是普通文件" in refused(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "快捷链接指向了自己" in refused(tmp_path / "loop")


def test_a_file_too_big_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_file, "MAX_FILE_BYTES", 1024 * 1024)
    path = tmp_path / "大.docx"
    path.write_bytes(bytes(1024 * 1024 + 1))
    assert "文件超过 1 MB" in refused(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "english"), "没有读取权限，或文件正被其他程序打开"),
        (OSError(errno.EBUSY, "english"), "文件正被其他程序打开"),
        (OSError(errno.EIO, "english"), "磁盘读取出错"),
        (OSError(errno.EHOSTDOWN, "english"), "网络盘或 U 盘已断开"),
        (OSError(9999, "english"), "系统报告错误 9999"),
        (OSError("english"), "系统报告错误 None"),
    ],
)
def test_errors_of_the_system_are_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(GOOD)

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    sentence = refused(path)
    assert words in sentence
    assert "english" not in sentence


def test_windows_says_that_a_file_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(GOOD)
    error = PermissionError(errno.EACCES, "english")
    error.winerror = 32

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    assert "文件正被其他程序打开；请在 Word、WPS 或 Excel 里关闭它" in refused(path)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        ValueError("x"),
        ParseError("x"),
        zlib.error("x"),
        RecursionError(),
        MemoryError(),
        UnicodeDecodeError("utf-8", b"x", 0, 1, "x"),
        AttributeError("x"),
        IndexError("x"),
    ],
)
def test_whatever_a_parser_trips_over_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_data: bytes) -> None:
        raise error

    monkeypatch.setattr(xlsx_read, "read_xlsx", fail)
    monkeypatch.setattr(docx_read, "read_docx", fail)
    path = tmp_path / "表.xlsx"
    path.write_bytes(GOOD)
    with pytest.raises(ReadError) as caught:
        open_page(path)
    assert caught.value.path == path
    assert caught.value.__cause__ is error
    assert caught.value.sentence.endswith("。")


def test_a_damaged_package_keeps_its_place(tmp_path: Path) -> None:
    path = tmp_path / "坏文件.xlsx"
    path.write_bytes(GOOD[:-200])
    assert refused(path).startswith("打不开“坏文件.xlsx”：压缩包已损坏（缺少目录")


def test_importing_loads_no_format_library() -> None:
    code = (
        "import sys, fuyi_editor.files.open_file, fuyi_editor.files.store\n"
        "print([m for m in ('openpyxl', 'xlsxwriter', 'docx', 'lxml', 'PySide6', 'xml.etree')"
        " if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"
