# SPDX-License-Identifier: MulanPSL-2.0
"""What is refused before any parser sees it, and what is not."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.files import preflight
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.preflight import (
    check_file,
    check_package,
    open_package,
    read_member,
    sniff,
)
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Cell, Grid, PageDocument, Row
from tests.growth import assert_not_far_slower

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
GOOD = compose_xlsx(PageDocument((Grid((40.0,), (Row((Cell("项目", 0),)),)),)))
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
SOUND_OLE = OLE[:28] + b"\xfe\xff\x09\x00" + bytes(12) + b"\x01\0\0\0\x01\0\0\0" + bytes(1600)


def package(
    parts: dict[str, str | bytes] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        target.writestr("[Content_Types].xml", TYPES)
        for name, content in (parts or {}).items():
            target.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        check_package(data)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (b"", "empty", "空的"),
        ("项目编码\t名称\n".encode(), "text", "纯文本"),
        ("项目编码\t名称\n".encode("gbk") * 500, "text", "纯文本"),
        ("项目编码".encode("utf-16"), "text", "纯文本"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image", "图片"),
        (b"\xff\xd8\xff\xe0", "image", "图片"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image", "图片"),
        (b"{\\rtf1\\ansi", "rtf", "RTF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html", "网页"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html", "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht", "网页存档"),
        (b'<?xml version="1.0"?><Workbook/>', "xml", "XML"),
        (b'{"title": "x"}', "json", "JSON"),
        (b'[ {"title": "x"}]', "json", "JSON"),
        (b" [bookmark: _Toc1]1.x\n\ta\n", "text", "纯文本"),
        (b"[1] x", "text", "纯文本"),
        (b"Version:0.9\r\nStartHTML:00\r\nEndHTML:9\r\n<html>", "html", "网页"),
        (b"<!-- x --> <!-- y --><style>a</style><table>", "html", "网页"),
        ("<TABLE>".encode("utf-16"), "html", "网页"),
        (b"From: <Saved by WPS>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "mht", "网页存档"),
        (b"From: nobody\nto: x\n", "text", "纯文本"),
        (OLE + "WordDocument".encode("utf-16-le"), "ole-doc", "旧格式的 Word"),
        (OLE + "Workbook".encode("utf-16-le"), "ole-xls", "旧格式的 Excel"),
        (OLE, "ole-other", "旧格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "密码"),
        (b"\x00\x01\x02\x03" * 20, "unknown", "认不出"),
    ],
)
def test_foreign_files_are_named_for_what_they_are(data: bytes, kind: str, word: str) -> None:
    assert sniff(data) == kind
    assert word in refused(data)


def test_what_can_be_read_passes_with_its_kind() -> None:
    for data, kind in (
        (GOOD, "xlsx"),
        (SOUND_OLE + "WordDocument".encode("utf-16-le"), "ole-doc"),
        (SOUND_OLE + "Workbook".encode("utf-16-le"), "ole-xls"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"<table>", "html"),
        (b"MIME-Version: 1.0\n", "mht"),
        ("项目\t名称\n".encode(), "text"),
    ):
        assert check_file(data) == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"{\\rtf1", "RTF"),
        (SOUND_OLE, "旧格式的 Office 文件，目前还不能"),
        (SOUND_OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "Workbook".encode("utf-16-le"), "已损坏（文件头有误）"),
        (SOUND_OLE[:1000], "已损坏（缺少目录"),
        (SOUND_OLE.replace(b"\x09\0" + bytes(12) + b"\1", b"\x09\0" + bytes(12) + b"\xff"), "目录"),
        (GOOD[:200], "压缩包已损坏"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word):
        check_file(data)


def opendocument(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def test_opendocument_packages_are_checked_like_the_others() -> None:
    # OpenOffice 2 declares a type in the list of parts, which no reader here parses.
    old = "<!DOCTYPE manifest:manifest PUBLIC 'x' 'Manifest.dtd'><x/>"
    assert check_file(opendocument({"content.xml": "<x/>", "META-INF/manifest.xml": old})) == "ods"
    for parts, word in (
        ({"content.xml": "<!DOCTYPE x><x/>"}, "文档类型声明"),
        ({"content.xml": " " * 5_000_000}, "膨胀"),
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "密码"),
        ({"../content.xml": "<x/>"}, "文件夹之外"),
    ):
        with pytest.raises(ReadError, match=word):
            check_file(opendocument(parts))


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"Word/Document.xml": "<x/>"}, "docx"),
        ({"xl/workbook.xml": "<x/>"}, "xlsx"),
        ({"readme.txt": "x"}, "zip"),
    ],
)
def test_packages_are_told_apart_by_their_parts(parts: dict[str, str | bytes], kind: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    assert sniff(buffer.getvalue()) == kind


def test_content_types_tell_macro_files_and_slides() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled")
    assert sniff(buffer.getvalue()) == "docm"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("[Content_Types].xml", "x.presentationml.presentation")
    assert "演示文稿" in refused(buffer.getvalue())


def test_sound_packages_pass() -> None:
    check_package(GOOD)
    check_package(package({"word/document.xml": "<w:document/>"}))
    # Bare "&", odd spans and an empty value are for the parser to judge, not dangerous.
    check_package(package({"word/document.xml": '<w:x><w:gridSpan w:val=""/></w:x>'}))
    check_package(package({"word/document.xml": '<w:gridSpan w:val="1000"/>'}))


def test_a_plain_archive_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("readme.txt", "x")
    assert "普通压缩包" in refused(buffer.getvalue())


def test_a_truncated_package_is_damaged() -> None:
    assert "压缩包已损坏（缺少目录" in refused(GOOD[: len(GOOD) // 2])


def test_a_flipped_bit_names_the_part() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as found:
        info = found.getinfo("xl/worksheets/sheet1.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    broken = GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :]
    sentence = refused(broken)
    assert "压缩包已损坏（xl/worksheets/sheet1.xml 处" in sentence
    assert "请向发来文件的人重新要一份" in sentence


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"/etc/passwd": "x"}, "文件夹之外"),
        ({"a/../../b": "x"}, "文件夹之外"),
        ({"C:/x": "x"}, "文件夹之外"),
        ({"a\\..\\b.txt": "x"}, "文件夹之外"),
        ({"word/media/x.bin": bytes(3_000_000)}, "膨胀"),
        ({"word/x.xml": "<!DOCTYPE x><x/>"}, "文档类型声明"),
        ({"word/x.xml": " " * 9000 + '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "文档类型声明"),
        ({"word/_rels/x.rels": "<!DOCTYPE x><x/>".encode("utf-16")}, "文档类型声明"),
        ({"word/x.xml": "<!DOCTYPE x><x/>".encode("utf-16-be")}, "文档类型声明"),
        ({"word/x.xml": '<?xml version="1.0" encoding="UTF-7"?><x/>'}, "编码"),
        ({"word/x.xml": "<?xml version='1.0'?><!DOCTYPE x>".encode("cp037")}, "编码"),
        ({"word/document.xml": '<w:gridSpan w:val="100000000"/>'}, "跨 1000 列"),
        ({"word/document.xml": "<w:gridSpan x=\">\" w:val = '1001'/>"}, "跨 1000 列"),
        ({"word/document.xml": '<gridSpan val="&#49;000000"/>'}, "跨 1000 列"),
        ({"word/document.xml": '<w:gridSpan w:val="1_000_000"/>'}, "跨 1000 列"),
        ({"word/document.xml": '<w:gridBefore w:val="+99999"/>'}, "跨 1000 列"),
        ({"word/document.xml": '<w:gridSpan w:val="99999"/>'.encode("utf-16")}, "跨 1000 列"),
        ({"xl/worksheets/sheet1.xml": '<mergeCell ref="A1:XFD1048576"/>'}, "合并的区域过大"),
        ({"xl/worksheets/sheet1.xml": '<x:mergeCell ref="$A$1:$Z$1048576"/>'}, "合并的区域过大"),
        ({"xl/worksheets/sheet1.xml": '<mergeCell ref="A1:&#90;1048576"/>'}, "合并的区域过大"),
        ({"xl/worksheets/sheet1.xml": '<mergeCell ref="A1:CV1000"/>' * 11}, "合并的区域过大"),
    ],
)
def test_harmful_parts_are_refused(parts: dict[str, str | bytes], word: str) -> None:
    assert word in refused(package(parts))


def test_too_many_parts_and_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"word/{number}.bin": "x" for number in range(2_001)}
    assert "超过 2000 个" in refused(package(many))
    assert "超过 2000 个" in refused(package({f"x{number}": "" for number in range(5_000)}))
    monkeypatch.setattr(preflight, "MAX_UNPACKED", 1024 * 1024)
    assert "超过 1 MB" in refused(package({"a.bin": random.Random(1).randbytes(1_200_000)}))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", "<p/>" * 500),
        ("word/document.xml", "<p a='1' b='2' c='3'/>" * 150),
        ("xl/worksheets/sheet1.xml", "<c/>" * 250),
        ("word/document.xml", "x" * 20_000),
        ("word/document.xml", "x" * 12_000 + "\U0001f600"),
        ("word/document.xml", "x" * 12_000 + "&#128512;"),
    ],
)
def test_more_than_the_memory_allows(
    monkeypatch: pytest.MonkeyPatch, name: str, content: str
) -> None:
    monkeypatch.setattr(preflight, "MAX_MEMORY", 52_000)
    assert f"内容过多，超出可处理的范围（{name}）；请在 WPS 里" in refused(package({name: content}))
    check_package(package({name: content[: len(content) // 4]}))


def test_more_markup_than_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "MAX_MARKUP", 1000)
    assert "内容过多" in refused(package({"word/a.xml": "x" * 600, "word/b.xml": "x" * 600}))
    check_package(package({"word/a.xml": "x" * 300, "word/b.bin": "x" * 6000}))


@pytest.mark.parametrize("piece", ["<p>", '<w:p a="1">', "<p><x/>", "<p>x</b></b><b><b>"])
def test_markup_too_deep(piece: str) -> None:
    deep = "<x>" + piece * 5000 + "<!-- x -->"
    assert "嵌套过深（word/document.xml）" in refused(package({"word/document.xml": deep}))
    closed = "<x>" + f"{piece}</p>" * 5000 + "</x>"
    check_package(package({"word/document.xml": closed}))


def test_a_foreign_file_too_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "MAX_FOREIGN", 1024 * 1024)
    check_file(b"%PDF-1.7" + bytes(1000))
    with pytest.raises(ReadError, match="文件超过 1 MB"):
        check_file(b"%PDF-1.7" + bytes(1024 * 1024))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a") as target:
        target.writestr("[Content_Types].xml", TYPES)
    assert "同名部件（[Content_Types].xml）" in refused(buffer.getvalue())


def test_protected_and_oddly_packed_parts() -> None:
    assert "不支持的压缩方法" in refused(package({"word/x.xml": "<x/>"}, zipfile.ZIP_BZIP2))
    data = bytearray(package({"word/document.xml": "<x/>"}))
    for at in (data.find(b"PK\x01\x02"), data.rfind(b"PK\x01\x02")):
        data[at + 8] |= 1
    assert "加了密码" in refused(bytes(data))


def test_a_lying_directory_does_not_inflate_more_than_it_says() -> None:
    bomb = package({"word/document.xml": b" " * 50_000_000})
    assert "膨胀" in refused(bomb)
    lying = saying(1000, bomb, 50_000_000)
    assert "压缩包已损坏（word/document.xml 处校验不符）" in refused(lying)
    small = saying(1000, package({"word/document.xml": b" " * 5000}), 5000)
    assert_not_far_slower(lambda: refused(lying), than=lambda: refused(small))


def saying(said: int, data: bytes, size: int) -> bytes:
    """The package with another size of its part in the directory."""
    return data.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little"))


def test_reading_a_member_stops_at_the_limit() -> None:
    with open_package(package({"x.bin": bytes(5000)})) as opened:
        assert len(read_member(opened, "x.bin", 5000)) == 5000
        with pytest.raises(ReadError, match=r"解压后过大（x\.bin）"):
            read_member(opened, "x.bin", 4999)
        with pytest.raises(ReadError, match=r"缺少必需的部件（y\.bin）"):
            read_member(opened, "y.bin", 10)


@pytest.mark.parametrize(
    ("head", "piece", "count"),
    [
        ("", "gridSpan ", 100_000),
        ("<gridSpan val", " val", 100_000),
        ("", "<mergeCell ", 50_000),
    ],
)
def test_scanning_is_linear(
    monkeypatch: pytest.MonkeyPatch, head: str, piece: str, count: int
) -> None:
    monkeypatch.setattr(preflight, "MAX_LEVELS", 10**9)
    monkeypatch.setattr(preflight, "MAX_MEMORY", 10**9)
    small, large = (
        package({"xl/worksheets/s.xml": head + piece * times}, zipfile.ZIP_STORED)
        for times in (count, 4 * count)
    )
    assert_not_far_slower(lambda: check_package(large), than=lambda: check_package(small))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=40), st.integers(0, 200))
def test_damage_gives_the_named_error_or_none(at: int, junk: bytes, cut: int) -> None:
    # Any other error fails the test.
    with contextlib.suppress(ReadError):
        check_package(GOOD[:at] + junk + GOOD[at + cut :])


@given(st.binary(max_size=300))
def test_any_bytes_are_something(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"\xff\xfe", b"<"):
        assert refused(start + data)
