# SPDX-License-Identifier: MulanPSL-2.0
"""The characters of an old Word file: pieces scattered over the main stream, put in order.

A position of a character (CP) counts UTF-16 units from the beginning of the body; the formatting is
kept by the place in the stream (FC), so every piece knows both.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.fib import Part
from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.files.doc.fib import DocFile

_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_MODIFIERS, _PIECES = 1, 2
MAX_PIECES = 200_000
_MAX_MODIFIERS = 0x8000
"""As many as the 15 bits of a piece can number."""
_COMPRESSED = 0x40000000
_PIECE_SIZE = 8
# The bytes that Windows-1252 and Latin-1 read differently; five of these are unused.
_WESTERN = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# A short modifier names its code by the number it had in Word 6 (Prm0, §2.9.215).
_SHORT_CODES = {
    5: sprm.ALIGN_80, 9: sprm.PAGE_BREAK_BEFORE, 24: sprm.IN_TABLE, 25: sprm.ROW_END,
    65: sprm.DELETED, 85: sprm.BOLD,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the text, `width` bytes each from `offset` of the stream.

    `modifiers` were put on top of the piece's formatting by a fast save.
    """

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes

    def place(self, position: int) -> int:
        """Where in the stream the character at `position` begins."""
        return self.offset + (position - self.start) * self.width


class Text:
    """The characters `start` to `end` of a file: one code unit per character of `units`."""

    def __init__(self, word: bytes, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.units = "".join([_decode(word, piece) for piece in pieces])
        self._starts = [piece.start for piece in pieces]

    def piece_at(self, position: int) -> Piece:
        """The piece that holds the character at `position`."""
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def pieces_of(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that hold any of the characters."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self.pieces)):
            if self.pieces[index].start >= end:
                return
            yield self.pieces[index]


def read_text(doc: DocFile, count: int) -> Text:
    """The first `count` characters; all stories follow one another, the body is the first.

    Raises `ReadError` when the table of pieces is broken.
    """
    modifiers, table = _read_clx(doc.part(Part.PIECES))
    number = (len(table) - 4) // (4 + _PIECE_SIZE)
    if number < 1:
        raise _damaged("没有正文片段")
    if number > MAX_PIECES:
        raise ReadError("文件内容过于零碎，超出可处理的范围", _ASK_AGAIN, f"{number} 个片段")
    positions = struct.unpack_from(f"<{number + 1}I", table)
    pieces: list[Piece] = []
    for index, (start, end) in enumerate(pairwise(positions)):
        if start >= count:
            break
        if end <= start or (not index and start):
            raise _damaged(f"第 {index + 1} 个片段")
        at = 4 * (number + 1) + _PIECE_SIZE * index
        place, short = struct.unpack_from("<IH", table, at + 2)
        piece = _piece(start, min(end, count), place, _modifiers_of(short, modifiers))
        if piece.place(piece.end) > len(doc.word):
            raise _damaged(f"第 {index + 1} 个片段在文件之外")
        pieces.append(piece)
    if pieces and pieces[-1].end < count:
        raise _damaged("正文不完整")
    return Text(doc.word, pieces)


def _read_clx(clx: bytes) -> tuple[list[bytes], bytes]:
    """The lists of modifiers and the table of pieces (Clx, §2.9.38)."""
    modifiers: list[bytes] = []
    position = 0
    while position + 5 <= len(clx) and len(modifiers) < _MAX_MODIFIERS:
        if clx[position] == _PIECES:
            size: int = struct.unpack_from("<I", clx, position + 1)[0]
            return modifiers, clx[position + 5 : position + 5 + size]
        if clx[position] != _MODIFIERS:
            break
        length: int = struct.unpack_from("<H", clx, position + 1)[0]
        modifiers.append(clx[position + 3 : position + 3 + length])
        position += 3 + length
    raise _damaged("没有正文片段表")


def _piece(start: int, end: int, place: int, modifiers: bytes) -> Piece:
    if place & _COMPRESSED:
        return Piece(start, end, (place & ~_COMPRESSED) // 2, 1, modifiers)
    return Piece(start, end, place, 2, modifiers)


def _modifiers_of(short: int, modifiers: list[bytes]) -> bytes:
    if short & 1:
        index = short >> 1
        return modifiers[index] if index < len(modifiers) else b""
    code = _SHORT_CODES.get(short >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, short >> 8)


def _decode(word: bytes, piece: Piece) -> str:
    raw = word[piece.offset : piece.place(piece.end)]
    if piece.width == 1:
        # Latin-1 gives a character for every byte, so that positions stay right.
        return raw.decode("latin-1").translate(_WESTERN)
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def join_units(units: str) -> str:
    """Text of code units as real characters: halves of a pair are joined, a lone one is dropped."""
    if units.isascii() or not any("\ud800" <= unit <= "\udfff" for unit in units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _damaged(place: str) -> ReadError:
    return ReadError("文件的正文已损坏", _ASK_AGAIN, place)
