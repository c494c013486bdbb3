# SPDX-License-Identifier: MulanPSL-2.0
"""The container and the head of an old Word file: its streams, and where in them each part stands.

Clauses are those of [MS-DOC] (Word 97–2003 binary format) and [MS-CFB] (its OLE container).
"""

from __future__ import annotations

import io
import struct
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO, Protocol, cast

import olefile

from fuyi_editor.files.errors import OldFormatError, ReadError

MAX_CHARACTERS = 1_000_000
"""Three times what 500 projects have; it bounds the time that any file can take."""
_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_REMOVE_PASSWORD = "请用 WPS 或 Word 输入密码打开，在“文件—文档加密”里去掉密码并保存，然后再打开"
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开它，选“另存为”，文件类型选 .docx，再打开新文件"
_STREAMS = ("WordDocument", "0Table", "1Table", "Data")
_SECTOR_SHIFTS = (9, 12)
_MINI_SECTOR_SHIFT = 6
_HEADER = 512
_FIRST_WORD_97 = 0xC0
"""nFib of Word 97; 0xC0 and 0xC2 are its variants (§2.5.2, note 12). Word 6 and 95 have less."""
_WORD_97_MARK = 0xA5EC
_OLDER_MARKS = frozenset({0xA5DB, 0xA5DC})  # Word 2; Word 6 and 95
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LONGS, _PARTS = 64, 154
"""Where FibRgLw97 and FibRgFcLcb97 begin (§2.5.1)."""
_FIB_SIZE = 898


class _Container(Protocol):
    """What is used of olefile, which has no types of its own."""

    def exists(self, filename: str) -> bool: ...
    def get_size(self, filename: str) -> int: ...
    def openstream(self, filename: str) -> BinaryIO: ...
    def close(self) -> None: ...


# olefile has no types, and the checker takes its class for a generic one.
class _OleFile(olefile.OleFileIO):  # pyright: ignore[reportMissingTypeArgument]
    """Without the search for streams used twice: its time grows as the square of their number."""

    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None: ...


class Part(IntEnum):
    """The parts of the table stream, as numbered in FibRgFcLcb97 (§2.5.6)."""

    STYLES = 1
    SECTIONS = 6
    HEADERS = 11
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    PIECES = 33


@dataclass(frozen=True, slots=True)
class DocFile:
    """The streams of an old Word file; `data` is empty where there is none."""

    word: bytes
    table: bytes
    data: bytes

    def length(self, story: int) -> int:
        """Characters of the numbered story: 0 is the body, 1 the footnotes, 2 the headers (§2.5.4).

        Raises `ReadError` when no ordinary document has that many.
        """
        count: int = struct.unpack_from("<i", self.word, _LONGS + 12 + 4 * story)[0]
        if not 0 <= count <= MAX_CHARACTERS:
            raise ReadError("文件内容过多，超出可处理的范围", _ASK_AGAIN, f"字数 {count}")
        return count

    def part(self, part: Part) -> bytes:
        """The bytes of a part of the table stream; empty where the file has none."""
        start, size = struct.unpack_from("<II", self.word, _PARTS + 8 * part)
        return self.table[start : start + size]


def open_doc(data: bytes) -> DocFile:
    """The streams of the Word file in `data`.

    Raises `ReadError` when it is none, is damaged, has a password, or is older than Word 97.
    """
    _check_container(data)
    streams = _read_streams(data)
    word = streams.get("WordDocument")
    if word is None:
        raise ReadError("这不是 Word 文档，其中没有正文", "请确认选的是绩效目标表")
    flags = _check_head(word)
    # A file saved by a strange program may have but the other one.
    names = ("1Table", "0Table") if flags & _SECOND_TABLE else ("0Table", "1Table")
    table = next((streams[name] for name in names if name in streams), None)
    if table is None:
        raise _damaged("缺少表格流")
    return DocFile(word, table, streams.get("Data", b""))


def _check_container(data: bytes) -> None:
    """[MS-CFB] §2.2; a table that claims more sectors than the file has would be read for ever."""
    if len(data) < _HEADER or not data.startswith(olefile.MAGIC):
        raise _damaged("缺少文件头")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in _SECTOR_SHIFTS or mini_shift != _MINI_SECTOR_SHIFT:
        raise _damaged("扇区大小不合规范")
    sectors = len(data) >> shift
    claims = [struct.unpack_from("<I", data, offset)[0] for offset in (44, 64, 72)]
    if max(claims) > sectors:
        raise _damaged("扇区数超过文件大小")


def _read_streams(data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        # Bytes themselves would be taken for a file name when they are few.
        with closing(cast("_Container", _OleFile(io.BytesIO(data)))) as container:
            for name in _STREAMS:
                if not container.exists(name):
                    continue
                # A chain of sectors that goes round is followed as far as the size says.
                if container.get_size(name) > len(data):
                    raise _damaged(f"{name} 比文件还大")
                with container.openstream(name) as stream:
                    found[name] = stream.read()
    # olefile meets damage with all of these, depending on where it is.
    except (OSError, RecursionError, struct.error, OverflowError, IndexError, TypeError) as error:
        raise _damaged("目录或扇区链有误") from error
    return found


def _check_head(word: bytes) -> int:
    """The flags of the FIB (§2.5.2), once it is known to be one that we can read."""
    if len(word) < 32:
        raise _damaged("文件头不完整")
    mark, version = struct.unpack_from("<HH", word)
    flags: int = struct.unpack_from("<H", word, 10)[0]
    if mark in _OLDER_MARKS:
        raise OldFormatError("这是 Word 95 或更早版本的文档，太旧，不能直接打开", _SAVE_AS_DOCX)
    if mark != _WORD_97_MARK or version < _FIRST_WORD_97:
        raise ReadError("这是 Word 95 或更早版本的文档，太旧，不能直接打开", _SAVE_AS_DOCX)
    if flags & _ENCRYPTED:
        raise ReadError("文件设有打开密码", _REMOVE_PASSWORD)
    if len(word) < _FIB_SIZE:
        raise _damaged("文件头不完整")
    return flags


def _damaged(place: str) -> ReadError:
    return ReadError("文件已损坏，或没有下载、复制完整", _ASK_AGAIN, place[:120])
