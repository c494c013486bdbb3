# SPDX-License-Identifier: MulanPSL-2.0
"""Telling what a file is by its bytes, never its name, and why it cannot be opened."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from contextlib import closing
from typing import Literal, Protocol, cast

from fuyi_editor.files.errors import ReadError

FileKind = Literal[
    "docx", "docm", "xlsx", "xlsm", "xlsb", "pptx", "odt", "ods", "zip",
    "ole-doc", "ole-xls", "ole-other", "encrypted", "rtf", "html", "mht", "xml", "json",
    "pdf", "image", "text", "empty", "unknown",
]  # fmt: skip

PACKAGE_KINDS: frozenset[FileKind] = frozenset({"docx", "docm", "xlsx", "xlsm", "odt", "ods"})
OWN_KINDS: frozenset[FileKind] = frozenset({"docx", "docm", "xlsx", "xlsm"})
"""The formats that the editor itself writes; their readers need no process of their own."""
FOREIGN_KINDS: frozenset[FileKind] = frozenset(
    {"odt", "ods", "ole-doc", "ole-xls", "pdf", "html", "mht", "text"}
)

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HTML = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|table|meta|title|style|div|center)\b", re.IGNORECASE
)
_HTML_COMMENT = re.compile(rb"<!--(?!\[CDATA).*?-->\s*", re.DOTALL)
_CLIPBOARD_HTML = re.compile(rb"Version:\d[^<]{0,200}?StartHTML:", re.IGNORECASE)
# A web archive is a mail; its header lines may stand in any order.
_MAIL_HEADER = re.compile(
    rb"(from|subject|date|mime-version|content-type|message-id|snapshot-content-location):",
    re.IGNORECASE,
)
_MAIL_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
# Text may begin with a bracket too, as in “[1] 说明”.
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\]]|[{\[]\s*\Z")
_TYPES_LIMIT = 1024 * 1024
# The main part's content type; WPS and Office write the same ones, templates included.
_MAIN_TYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled", "docm"),
    (b"ms-word.template.macroEnabled", "docm"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled", "xlsm"),
    (b"ms-excel.template.macroEnabled", "xlsm"),
    (b"ms-excel.sheet.binary.macroEnabled", "xlsb"),
    (b"presentationml.", "pptx"),
)
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开它，选“另存为”，文件类型选 .docx，再打开新文件"
_SAVE_AS_XLSX = "请用 WPS 或 Excel 打开它，选“另存为”，文件类型选 .xlsx，再打开新文件"
_SAVE_AS_EITHER = "请用 WPS 打开它，选“另存为”，文件类型选 .docx 或 .xlsx，再打开新文件"
_ASK_FOR_IT = "请向发来文件的人要 Word（.docx）或 Excel（.xlsx）格式的绩效目标表"
_REFUSALS: dict[FileKind, tuple[str, str]] = {
    "empty": ("文件是空的，里面没有任何内容", "请重新下载或复制一份，或打开它的备份"),
    "zip": ("这是一个普通压缩包，不是 Word 或 Excel 文件", "请先解压，再打开里面的文件"),
    "pptx": ("这是演示文稿，不是表格文件", _ASK_FOR_IT),
    "xlsb": ("这是 Excel 二进制工作簿（.xlsb），目前还不能直接打开", _SAVE_AS_XLSX),
    "odt": ("这是 OpenDocument 文字文档（.odt），不是 Word 或 Excel 文件", _SAVE_AS_DOCX),
    "ods": ("这是 OpenDocument 电子表格（.ods），不是 Word 或 Excel 文件", _SAVE_AS_XLSX),
    "ole-doc": ("这是旧格式的 Word 文档（.doc、.wps），不是 .docx", _SAVE_AS_DOCX),
    "ole-xls": ("这是旧格式的 Excel 工作簿（.xls、.et），不是 .xlsx", _SAVE_AS_XLSX),
    "ole-other": ("这是旧格式的 Office 文件，目前还不能直接打开", _SAVE_AS_EITHER),
    "encrypted": (
        "文件设有打开密码",
        "请用 WPS 或 Office 输入密码打开，在“文件—文档加密”里去掉密码并保存，然后再打开",
    ),
    "rtf": ("这是 RTF 文档，目前还不能直接打开", _SAVE_AS_DOCX),
    "html": ("这是网页（HTML）文件，不是真正的 Word 或 Excel 文件", _SAVE_AS_EITHER),
    "mht": ("这是网页存档（MHT）文件，不是真正的 Word 或 Excel 文件", _SAVE_AS_EITHER),
    "xml": ("这是 XML 文件，不是真正的 Word 或 Excel 文件", _SAVE_AS_EITHER),
    "json": ("这是 JSON 数据文件，不是 Word 或 Excel 文件", _ASK_FOR_IT),
    "pdf": ("这是 PDF 文件，不是 Word 或 Excel 文件", _ASK_FOR_IT),
    "image": ("这是图片，不是 Word 或 Excel 文件", _ASK_FOR_IT),
    "text": ("这是纯文本，里面没有表格", _ASK_FOR_IT),
    "unknown": ("认不出这是什么文件，它可能已损坏", _ASK_FOR_IT),
}


def sniff(data: bytes) -> FileKind:
    """What `data` is by its content; a damaged zip counts as "zip"."""
    head = data[:4096]
    if not data:
        return "empty"
    if head.startswith(b"PK"):
        return _sniff_zip(data)
    if head.startswith(_OLE_MAGIC):
        return _sniff_ole(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    return _sniff_text(head, whole=len(data) <= len(head))


def refusal(kind: FileKind) -> ReadError:
    """The error for a file of a kind that no reader here opens."""
    cause, remedy = _REFUSALS.get(kind, _REFUSALS["unknown"])
    return ReadError(cause, remedy)


def _sniff_zip(data: bytes) -> FileKind:
    # Only ever called on bounded data; the member count is checked by the preflight itself.
    if data.count(b"PK\x01\x02") > 10_000:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            kind = _kind_of_types(package, names)
            if kind is None and "mimetype" in names:
                kind = _kind_of_mimetype(package)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError):
        return "zip"
    return kind or "zip"


def _kind_of_types(package: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    if "[Content_Types].xml" in names:
        try:
            with package.open("[Content_Types].xml") as member:
                types = member.read(_TYPES_LIMIT).replace(b"\0", b"")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            types = b""
        for mark, kind in _MAIN_TYPES:
            if mark in types:
                return kind
    # Some generators write odd types, and a damaged type list still leaves the parts themselves.
    folded = {name.lower() for name in names}
    if "word/document.xml" in folded:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in folded else None


def _kind_of_mimetype(package: zipfile.ZipFile) -> FileKind | None:
    with package.open("mimetype") as member:
        mimetype = member.read(200)
    if b"opendocument.text" in mimetype:
        return "odt"
    return "ods" if b"opendocument.spreadsheet" in mimetype else None


def _sniff_ole(data: bytes) -> FileKind:
    # Stream names stand in the directory as UTF-16; which one is there tells the program.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    word = "WordDocument".encode("utf-16-le") in data
    excel = "Workbook".encode("utf-16-le") in data or "\0Book\0".encode("utf-16-le")[1:] in data
    if word and excel:
        return "ole-xls" if _is_workbook(data) else "ole-doc"
    if word:
        return "ole-doc"
    return "ole-xls" if excel else "ole-other"


class _Container(Protocol):
    """What is used of olefile, which has no types of its own."""

    def exists(self, filename: str) -> bool: ...
    def close(self) -> None: ...


def _is_workbook(data: bytes) -> bool:
    """Whether a file with streams of both programs is a workbook that has documents inside."""
    import olefile

    try:
        with closing(cast("_Container", olefile.OleFileIO(data))) as container:
            return not container.exists("WordDocument")
    # What olefile meets in damaged directories; the reader will say so.
    except (OSError, ValueError, LookupError, struct.error, RecursionError):
        return False


def _sniff_text(head: bytes, *, whole: bool) -> FileKind:
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    start = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _MAIL_HEADER.match(start) and _MAIL_VERSION.search(start):
        return "mht"
    if _is_html(start):
        return "html"
    if start.startswith(b"<"):
        return "xml"
    if _JSON.match(start):
        return "json"
    return "text" if _is_text(head, whole=whole) else "unknown"


def _is_html(start: bytes) -> bool:
    if _CLIPBOARD_HTML.match(start):
        return True
    bare = _HTML_COMMENT.sub(b"", start) if start.startswith(b"<!--") else start
    declared = bare.startswith((b"<?xml", b"<!--"))
    return bool(_HTML.match(bare) or (declared and _HTML.search(bare[:1024])))


def _is_text(head: bytes, *, whole: bool) -> bool:
    encodings = ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    for encoding in encodings:
        # A cut in the middle of a character is no sign of binary data.
        for cut in (0,) if whole else (0, 1, 2, 3):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            odd = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\f\x1a")
            return odd == 0
    return False
