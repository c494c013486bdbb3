# SPDX-License-Identifier: MulanPSL-2.0
"""The records of an old workbook ([MS-XLS] 2.1.4): what the reading library needs, and no more.

The library evaluates the formulas of names, which a few bytes can make endless, and knows nothing
of printing. So it only gets the records that say what cells show; printing is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import Struct, error, unpack_from
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xlsx.page import sheet_setup
from fuyi_editor.page.document import PageSetup

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RECORDS = 2_000_000
MAX_CELLS = 300_000
"""Cells of a whole book; that many take the library two seconds."""
MAX_KEPT_BYTES = 40_000_000

DAMAGED = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_TOO_MUCH = "请在 WPS 里删去用不到的行、列和工作表后再打开"
_LOCKED = "请用 WPS 或 Excel 输入密码打开，去掉密码并保存，然后再打开"

_BOF, _EOF, _CONTINUE, _FILEPASS, _CODEPAGE = 0x809, 0x0A, 0x3C, 0x2F, 0x42
_BOUNDSHEET, _NAME, _FOOTER, _HCENTER, _SETUP = 0x85, 0x18, 0x15, 0x83, 0xA1
_MARGINS = {0x26: "left", 0x27: "right", 0x28: "top", 0x29: "bottom"}
_MUL_RK, _MUL_BLANK = 0xBD, 0xBE
_CELLS = frozenset({0x01, 0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406})
_KEPT = _CELLS | {
    _BOF, _EOF, _BOUNDSHEET, _CODEPAGE, _MUL_RK, _MUL_BLANK,
    0x22,  # DATEMODE
    0x31, 0x231,  # FONT
    0x55,  # DEFCOLWIDTH
    0x7D,  # COLINFO
    0x99,  # STANDARDWIDTH
    0xE0,  # XF
    0xE5,  # MERGEDCELLS
    0xFC,  # SST
    0x1E, 0x41E,  # FORMAT
    0x200,  # DIMENSIONS
    0x207,  # STRING, the text that a formula came to
    0x208,  # ROW
    0x225,  # DEFAULTROWHEIGHT
    0x293,  # STYLE
}  # fmt: skip
_IGNORED = (0xFFFF).to_bytes(2, "little")
_HEAD = Struct("<HH")
_WORKSHEET = 0
_PRINT_TITLES = 7
_BIFF8 = 0x600
_LAST_COLUMN = 255


@dataclass(slots=True)
class SheetRecords:
    """How a worksheet is printed."""

    setup: PageSetup = field(default_factory=PageSetup)
    centred: bool = False
    header: tuple[int, int] | None = None


@dataclass(slots=True)
class BookRecords:
    """The stream for the library, and the worksheets in its order, hidden ones too."""

    stream: bytes
    encoding: str | None
    """To be used for texts where the file does not say; None where it does."""
    sheets: list[SheetRecords]


@dataclass(slots=True)
class _Printing:
    paper: int = 0
    landscape: bool = False
    centred: bool = False
    footer: bytes = b""
    margins: dict[str, float] = field(default_factory=dict[str, float])


@dataclass(slots=True)
class _Walked:
    """What one walk over all records finds."""

    version: int = 0
    codepage: int = 0
    cells: int = 0
    kept: int = 0
    sheets: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Position and type of each sheet."""
    headers: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    """Rows repeated on each page, by the number of the sheet among all sheets."""
    printing: dict[int, _Printing] = field(default_factory=dict[int, _Printing])
    """By the position at which a substream begins."""


def read_records(stream: bytes) -> BookRecords:
    """The records of the `Workbook` or `Book` stream; `ReadError` where they cannot be read."""
    clean = bytearray(stream)
    try:
        walked = _note_all(stream, clean)
    except (error, IndexError) as cause:
        raise ReadError("工作簿的记录已损坏", DAMAGED) from cause
    _check(walked)
    sheets: list[SheetRecords] = []
    for number, (position, kind) in enumerate(walked.sheets):
        if kind != _WORKSHEET:
            continue
        printing = walked.printing[position]
        footer = _text(printing.footer, walked)
        setup = sheet_setup(printing.paper, printing.margins, footer, landscape=printing.landscape)
        sheets.append(SheetRecords(setup, printing.centred, walked.headers.get(number)))
    silent = walked.version < _BIFF8 and not walked.codepage
    return BookRecords(bytes(clean), "gb18030" if silent else None, sheets)


def walk(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Position, code and content of each record."""
    at = count = 0
    while at + _HEAD.size <= len(stream):
        code, length = _HEAD.unpack_from(stream, at)
        # Streams are filled up with zeros to whole sectors.
        if code == 0 and length == 0:
            return
        yield at, code, stream[at + _HEAD.size : at + _HEAD.size + length]
        at += _HEAD.size + length
        count += 1
        if count > MAX_RECORDS:
            raise ReadError("工作簿里的内容过多，不像是绩效目标表", _TOO_MUCH)


def _note_all(stream: bytes, clean: bytearray) -> _Walked:
    walked = _Walked()
    depth = 0
    here = _Printing()
    keeping = False
    for at, code, content in walk(stream):
        keeping = keeping if code == _CONTINUE else code in _KEPT
        if keeping:
            walked.kept += len(content)
        else:
            clean[at : at + 2] = _IGNORED
        if code == _BOF:
            depth += 1
            if depth == 1:
                here = walked.printing.setdefault(at, _Printing())
            if not walked.version:
                walked.version = int.from_bytes(content[:2], "little")
        elif code == _EOF:
            depth -= 1
        elif depth == 1:
            _note(code, content, walked, here)
    return walked


def _note(code: int, content: bytes, walked: _Walked, here: _Printing) -> None:
    if code in _CELLS:
        walked.cells += 1
    elif code in (_MUL_RK, _MUL_BLANK):
        walked.cells += len(content) // (6 if code == _MUL_RK else 2)
    elif code in _MARGINS:
        (here.margins[_MARGINS[code]],) = unpack_from("<d", content)
    elif code == _FOOTER:
        here.footer = content
    elif code == _HCENTER:
        here.centred = content[:1] != b"\0"
    elif code == _SETUP:
        _note_setup(content, here)
    elif code == _BOUNDSHEET:
        position, _, kind = unpack_from("<IBB", content)
        walked.sheets.append((position, kind))
    elif code == _NAME:
        _note_titles(content, walked)
    elif code == _CODEPAGE:
        (walked.codepage,) = unpack_from("<H", content)
    elif code == _FILEPASS:
        raise ReadError("文件设有打开密码", _LOCKED)


def _note_setup(content: bytes, here: _Printing) -> None:
    paper, flags = unpack_from("<H8xH", content)
    # Bit 2: no printer was chosen, so that paper and orientation mean nothing.
    if not flags & 0x4:
        here.paper, here.landscape = paper, not flags & 0x2


def _note_titles(content: bytes, walked: _Walked) -> None:
    """Keep the rows of the built-in name for print titles."""
    flags, letters, size = unpack_from("<HxBH", content)
    (sheet,) = unpack_from("<H", content, 8)
    wide = walked.version >= _BIFF8
    name = content[14 + wide :]
    if not flags & 0x20 or letters != 1 or name[:1] != bytes([_PRINT_TITLES]) or not sheet:
        return
    for top, bottom, left, right in _areas(name[1 : 1 + size], wide=wide):
        if left == 0 and right >= _LAST_COLUMN:
            walked.headers[sheet - 1] = (top, bottom)


def _areas(formula: bytes, *, wide: bool) -> Iterator[tuple[int, int, int, int]]:
    """The areas that a formula names, as first and last row, first and last column."""
    layout = Struct("<3x4H" if wide else "<15x2H2B")
    at = 0
    while at < len(formula):
        token = formula[at] & 0x1F
        if token == 0x1B and formula[at] >= 0x20 and at + layout.size <= len(formula):
            yield layout.unpack_from(formula, at)
            at += layout.size
        else:
            # A memory token (here: the size of a union) or an operator.
            at += 3 if token == 0x09 and formula[at] >= 0x20 else 1


def _check(walked: _Walked) -> None:
    if walked.version not in (0x500, _BIFF8):
        raise ReadError("这不是 Excel 5.0 以后的工作簿", DAMAGED)
    if walked.cells > MAX_CELLS or walked.kept > MAX_KEPT_BYTES:
        raise ReadError("工作簿里的内容过多，不像是绩效目标表", _TOO_MUCH)
    positions = [position for position, _ in walked.sheets]
    # A sheet that begins inside a record would show the library what was kept from it.
    if len(set(positions)) < len(positions) or not walked.printing.keys() >= set(positions):
        raise ReadError("工作簿的目录已损坏", DAMAGED)


def _text(content: bytes, walked: _Walked) -> str:
    """A string record: its length, in the newer version its width, and its letters."""
    if walked.version < _BIFF8:
        return content[1 : 1 + content[0]].decode("gb18030", "replace") if content else ""
    if len(content) < 3:
        return ""
    length = int.from_bytes(content[:2], "little")
    if content[2] & 1:
        return content[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return content[3 : 3 + length].decode("latin-1")
