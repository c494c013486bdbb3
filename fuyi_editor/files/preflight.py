# SPDX-License-Identifier: MulanPSL-2.0
"""Looking at a file's bytes before any parser does: what it is, and whether it could do harm.

A few kilobytes of .docx or .xlsx can ask for gigabytes: parts that inflate a thousandfold, a merge
over a million rows, entities that multiply. Everything here works on plain bytes with known bounds,
so that the parsers behind it only ever see packages of an ordinary size.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.sniff import FOREIGN_KINDS, PACKAGE_KINDS, FileKind, refusal, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FileKind", "check_file", "check_package", "open_package", "read_member", "sniff"]

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_ABOVE = 1024 * 1024
MAX_MEMBERS = 2_000
MAX_GRID_SPAN = 1_000
MAX_MERGE_CELLS = 200_000
MAX_MERGED_CELLS_OF_A_SHEET = 1_000_000
MAX_MARKUP = 64 * 1024 * 1024
"""Bytes of all parts that are read; 500 projects have 5 (.xlsx) to 20 million (.docx)."""
MAX_LEVELS = 500
"""Elements within elements; readers descend by calling themselves, and forms have 30 at most."""
MAX_MEMORY = 200 * 1024 * 1024
"""Bytes that reading a package may take by `_memory`; 500 projects take 70 (.xlsx) to 190
million (.docx as WPS writes it). With the program itself that stays below 300 MB."""
MAX_FOREIGN = 30 * 1024 * 1024
"""Bytes of a file that is no package: two processes hold it, and its reader once more."""

# What the parsed markup takes, as measured: bytes of the text and its copies, elements, attributes.
# A single character beyond U+FFFF makes each of those around it four bytes wide.
_PER_BYTE, _PER_WIDE_BYTE, _PER_ELEMENT, _PER_ATTRIBUTE = 3, 5, 100, 110
_SHEET_FACTOR = 2  # their cells are kept once more, with place and look
_LEVELS_STEP = 8192

_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_SUSPICIOUS = "为安全起见没有打开；如确需使用，请先用 WPS 打开并另存后再试"
_TOO_MUCH = "请在 WPS 里只留下绩效目标表，分成几个文件后再打开"
_MANIFEST = "META-INF/manifest.xml"
_CENTRAL_ENTRY = b"PK\x01\x02"
_XML_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_SHEET_NAME = re.compile(r"(^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
# Each pattern begins at a "<" and never crosses the next one, so that scanning stays linear.
_GRID_SPAN = re.compile(rb"<[^\s<]*grid(?:Span|Before|After)\s[^<]*?val\s*=\s*[\"']([^\"'<]*)")
_MERGE = re.compile(rb"<[^\s<]*mergeCell\s[^<]*?ref\s*=\s*[\"']([^\"'<]*)")
_SPAN = re.compile(rb"[-+]?\d{0,9}(\.\d{0,9})?$")
_RANGE = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset(
    b"utf-8 utf8 utf-16 utf-16le utf-16be ascii us-ascii iso-8859-1 windows-1252 "
    b"gbk gb2312 gb18030".split()
)
_EBCDIC_XML = b"\x4c\x6f\xa7\x94"


def check_file(data: bytes) -> FileKind:
    """The kind of `data`; `ReadError` unless there is a reader for it and it may be read."""
    kind = sniff(data)
    if kind in PACKAGE_KINDS or kind == "zip":
        _check_zip(kind, data)
        return kind
    if kind in ("ole-doc", "ole-xls", "ole-other"):
        # Where the end is missing, so is the directory that tells what the file was.
        _check_compound(data)
    if kind not in FOREIGN_KINDS:
        raise refusal(kind)
    if len(data) > MAX_FOREIGN:
        cause = f"文件超过 {MAX_FOREIGN // 1024 // 1024} MB，不像是绩效目标表"
        raise ReadError(cause, "请删去文件里的大图片后再打开")
    return kind


def check_package(data: bytes) -> None:
    """Raise `ReadError` unless `data` is a sound Office package of an ordinary size."""
    kind = sniff(data)
    if kind not in PACKAGE_KINDS and kind != "zip":
        raise refusal(kind)
    _check_zip(kind, data)


def _check_zip(kind: FileKind, data: bytes) -> None:
    with open_package(data) as package:
        if kind == "zip":
            raise refusal(kind)
        _check_directory(package)
        # The package itself is held as well, where it is read apart twice.
        memory = 2 * len(data)
        for name, content in _xml_parts(package):
            if name == _MANIFEST and kind in ("odt", "ods"):
                _check_manifest(content)
                continue
            _check_xml(name, content)
            memory += _memory(name, content)
            if memory > MAX_MEMORY:
                raise ReadError("文件内容过多，超出可处理的范围", _TOO_MUCH, name)


def _check_manifest(content: bytes) -> None:
    """An OpenDocument list of parts: no reader parses it, and old ones declare a document type."""
    if b"encryption-data" in content:
        raise refusal("encrypted")


def _check_compound(data: bytes) -> None:
    """The header of an old Office file against its size; chains are followed by the readers."""
    # [MS-CFB] 2.2: byte order mark, sector shift, number of sectors that hold the allocation
    # table, first sector of the directory; sector 0 follows the header.
    order, shift = data[28:30], int.from_bytes(data[30:32], "little")
    tables, directory = (int.from_bytes(data[at : at + 4], "little") for at in (44, 48))
    if order != b"\xfe\xff" or shift not in (9, 12):
        raise ReadError("旧格式 Office 文件已损坏", _ASK_AGAIN, "文件头有误")
    if not 0 < tables << shift < len(data) or (directory + 1) << shift >= len(data):
        place = "缺少目录，可能没有下载或复制完整"
        raise ReadError("旧格式 Office 文件已损坏", _ASK_AGAIN, place)


def open_package(data: bytes) -> zipfile.ZipFile:
    """The zip package in `data`; `ReadError` when it is damaged or has absurdly many members."""
    # A stored package inside this one has entries of its own, hence the factor two.
    if data.count(_CENTRAL_ENTRY) > 2 * MAX_MEMBERS:
        raise ReadError(f"压缩包里的部件超过 {MAX_MEMBERS} 个", _SUSPICIOUS)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    # zipfile meets damaged directories with all of these, depending on where the damage is.
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        place = "缺少目录，可能没有下载或复制完整"
        raise ReadError("压缩包已损坏", _ASK_AGAIN, place) from error


def read_member(package: zipfile.ZipFile, name: str, limit: int = MAX_UNPACKED) -> bytes:
    """The unpacked bytes of `name`, at most `limit` of them and no more than the directory says.

    Raises `ReadError` when the member is absent, damaged, protected or longer than `limit`.
    """
    try:
        with package.open(name) as member:
            content = member.read(min(package.getinfo(name).file_size, limit) + 1)
    except KeyError as error:
        raise ReadError("文件缺少必需的部件", _ASK_AGAIN, name) from error
    except zipfile.BadZipFile as error:
        raise ReadError("压缩包已损坏", _ASK_AGAIN, f"{name} 处校验不符") from error
    except (zlib.error, EOFError, OSError, ValueError) as error:
        raise ReadError("压缩包已损坏", _ASK_AGAIN, f"{name} 处无法解压") from error
    except (RuntimeError, NotImplementedError) as error:
        raise ReadError("压缩包加了密码或用了不支持的压缩方法", _ASK_AGAIN, name) from error
    if len(content) > limit:
        raise ReadError("部件解压后过大", _SUSPICIOUS, name)
    return content


def _check_directory(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"压缩包里的部件超过 {MAX_MEMBERS} 个", _SUSPICIOUS)
    total = 0
    seen: set[str] = set()
    for member in members:
        total += member.file_size
        _check_member(member)
        if member.filename in seen:
            raise ReadError("压缩包里有两个同名部件", _SUSPICIOUS, member.filename)
        seen.add(member.filename)
    if total > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1024 // 1024
        raise ReadError(f"压缩包解压后超过 {limit} MB", _SUSPICIOUS)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0]:
        raise ReadError("压缩包里有指向文件夹之外的部件名", _SUSPICIOUS, name)
    if member.flag_bits & 0x1:
        raise ReadError("压缩包加了密码", "请向发来文件的人要一份不加密的文件", name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError("压缩包用了不支持的压缩方法", _SUSPICIOUS, name)
    big = member.file_size > RATIO_MATTERS_ABOVE
    if big and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise ReadError(f"部件解压后会膨胀 {MAX_RATIO} 倍以上", _SUSPICIOUS, name)


def _memory(name: str, content: bytes) -> int:
    """About as many bytes as reading a part takes."""
    wide = b"\xf0" in content or b"&#" in content
    elements = content.count(b"<") - content.count(b"</")
    attributes = (content.count(b'"') + content.count(b"'")) // 2
    memory = len(content) * (_PER_WIDE_BYTE if wide else _PER_BYTE)
    memory += elements * _PER_ELEMENT + attributes * _PER_ATTRIBUTE
    return memory * _SHEET_FACTOR if _SHEET_NAME.search(name) else memory


def _check_levels(name: str, content: bytes) -> None:
    """Looked at every few kilobytes only, between which no tags can go down very far."""
    level = 0
    for start in range(0, len(content), _LEVELS_STEP):
        piece = content[start : start + _LEVELS_STEP]
        ends = 2 * piece.count(b"</") + piece.count(b"/>") + piece.count(b"<!") + piece.count(b"<?")
        level += piece.count(b"<") - ends
        if level > MAX_LEVELS:
            raise ReadError("文件的内部结构嵌套过深", _SUSPICIOUS, name)


def _xml_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    markup = [member for member in package.infolist() if _XML_NAME.search(member.filename)]
    if sum(member.file_size for member in markup) > MAX_MARKUP:
        raise ReadError("文件内容过多，超出可处理的范围", _TOO_MUCH)
    for member in markup:
        content = read_member(package, member.filename, MAX_MARKUP)
        # The markup we look for is ASCII: without its zero bytes UTF-16 reads the same.
        yield member.filename, content.replace(b"\0", b"") if b"\0" in content else content


def _check_xml(name: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ReadError("部件里有文档类型声明，这种文件可能夹带外部内容", _SUSPICIOUS, name)
    declared = _ENCODING.search(content, 0, 512)
    known = declared is None or declared.group(1).strip().lower() in _ENCODINGS
    if not known or content.startswith(_EBCDIC_XML):
        raise ReadError("部件用了不支持的文字编码", _ASK_AGAIN, name)
    _check_levels(name, content)
    if b"grid" in content:
        for span in _GRID_SPAN.finditer(content):
            _check_span(name, span.group(1))
    if _SHEET_NAME.search(name):
        _check_merges(name, content)


def _check_span(name: str, value: bytes) -> None:
    text = value.strip()
    # A number spelled with character references is nothing a word processor writes.
    if _SPAN.match(text) is None or (text and int(text.split(b".")[0] or 0) > MAX_GRID_SPAN):
        raise ReadError(f"表格里有跨 {MAX_GRID_SPAN} 列以上的单元格", _SUSPICIOUS, name)


def _check_merges(name: str, content: bytes) -> None:
    total = 0
    for merge in _MERGE.finditer(content):
        area = _area(merge.group(1).strip())
        total += area
        if area > MAX_MERGE_CELLS or total > MAX_MERGED_CELLS_OF_A_SHEET:
            raise ReadError("工作表里合并的区域过大", _SUSPICIOUS, name)


def _area(reference: bytes) -> int:
    match = _RANGE.match(reference)
    if match is None:
        return MAX_MERGE_CELLS + 1 if b"&" in reference else 1
    left, top, right, bottom = match.groups()
    width = abs(_column(right) - _column(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
