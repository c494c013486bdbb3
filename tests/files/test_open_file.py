# SPDX-License-Identifier: MulanPSL-2.0
"""Opening files: good ones by content, all others with one sentence."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest

from fuyi_editor.files import docx_read, open_file, xlsx_read
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.open_file import open_page
from fuyi_editor.files.xlsx_write import compose_xlsx
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from tests.files.builders import make_docx

GOOD = compose_xlsx(PageDocument((Grid((40.0,), (Row((Cell("项目", 0),)),)),)))


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        open_page(path)
    assert caught.value.path == path
    assert caught.value.sentence.startswith(f"打不开“{path.name}”：")
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
