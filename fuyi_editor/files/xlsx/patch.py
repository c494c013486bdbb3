# SPDX-License-Identifier: MulanPSL-2.0
"""The bytes of a sheet taken apart into tags, rows and cells, and cells written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.xlsx.formulas import Corner, corners
from fuyi_editor.files.xlsx.numbers import show_number
from fuyi_editor.files.xlsx.page import clean_text
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_CELL_UNITS = 32_767
"""UTF-16 units that Excel allows in a cell."""

_ATTRIBUTES = r"(?:[^<>\"'/]++|/(?!>)|\"[^\"]*\"|'[^']*')*+"
_NOT_PLAIN = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_CHARACTER = re.compile(r"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")


@cache
def element(name: str) -> re.Pattern[bytes]:
    """Matches an element that does not hold others of its name: `tag`, and `inner` unless empty."""
    found = (
        rf"(?P<tag><(?P<prefix>(?:[\w.-]+:)?){name}(?:\s{_ATTRIBUTES})?)"
        rf"(?:/>|>(?P<inner>.*?)</(?P=prefix){name}\s*>)"
    )
    return re.compile(found.encode(), re.DOTALL)


@cache
def tag(name: str) -> re.Pattern[bytes]:
    """Matches the start tag of elements of that name, whatever they hold."""
    return re.compile(rf"<(?:[\w.-]+:)?{name}(?:\s{_ATTRIBUTES})?/?>".encode())


@cache
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rf"(\s{name}\s*=\s*)(\"[^\"]*\"|'[^']*')".encode())


def attribute(start: bytes, name: str) -> str | None:
    """The value of an attribute of a start tag."""
    found = _attribute(name).search(start)
    return plain(found[2][1:-1]) if found else None


def with_attribute(start: bytes, name: str, value: str | None) -> bytes:
    """The start tag with an attribute set, or taken out if `value` is None."""
    new = b"" if value is None else f'"{xml_text(value, quote=True)}"'.encode()
    found = _attribute(name).search(start)
    if found:
        kept = b"" if value is None else found[1] + new
        return start[: found.start()] + kept + start[found.end() :]
    if value is None:
        return start
    stem = start.rstrip(b"/>").rstrip()
    return stem + f" {name}=".encode() + new + start[len(start.rstrip(b"/>")) :]


def plain(xml: bytes) -> str:
    """The text that a piece of XML without elements stands for."""
    text = _CHARACTER.sub(_referred, xml.decode("utf-8")) if b"&#" in xml else xml.decode("utf-8")
    return unescape(text, _QUOTES)


def _referred(match: re.Match[str]) -> str:
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def xml_text(text: str, *, quote: bool = False) -> str:
    """The text as XML writes it."""
    return escape(text, {'"': "&quot;"} if quote else {})


def edit_text(xml: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The XML with the text of every element `name` that holds only text run through `change`."""

    def edit(match: re.Match[bytes]) -> bytes:
        inner = match["inner"]
        if not inner or b"<" in inner:
            return match[0]
        old = plain(inner)
        new = change(old)
        if new == old:
            return match[0]
        start = match.start("inner") - match.start()
        return match[0][:start] + xml_text(new).encode() + match[0][start + len(inner) :]

    return element(name).sub(edit, xml)


def without_comments(xml: bytes) -> bytes:
    """The part without XML comments and with plain text for CDATA, so that tags can be sought."""
    if b"<!" not in xml:
        return xml
    return _NOT_PLAIN.sub(lambda match: escape((match[1] or b"").decode()).encode(), xml)


@dataclass(frozen=True, slots=True)
class RowBytes:
    """A row of a sheet: its number from 0, what stands before it, and itself."""

    number: int
    before: bytes
    match: re.Match[bytes]

    @property
    def raw(self) -> bytes:
        """The row as it stands in the file."""
        return self.match[0]

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Column, and start and end in `raw`, of each cell."""
        column = -1
        for match in element("c").finditer(self.raw, self.match.end("tag") - self.match.start()):
            place = corners(attribute(match["tag"], "r") or "")
            column = column_number(place[0]) if place else column + 1
            yield column, match.start(), match.end()


class SheetBytes:
    """A sheet's XML: what stands before its rows, the rows, and what stands behind them."""

    def __init__(self, xml: bytes, place: str) -> None:
        xml = without_comments(xml)
        found = element("sheetData").search(xml)
        if found is None:
            raise ReviseError("工作表里没有数据区", KEEP_OR_SAVE_AS, place)
        self.head, self.tail = xml[: found.start()], xml[found.end() :]
        self.open_tag, self.prefix = found["tag"], found["prefix"].decode()
        self.whole = found[0]
        self.rows: list[RowBytes] = []
        number, end = -1, 0
        inner = found["inner"] or b""
        for match in element("row").finditer(inner):
            written = attribute(match["tag"], "r") or ""
            number = int(written) - 1 if written.isdigit() and len(written) < 8 else number + 1
            self.rows.append(RowBytes(number, inner[end : match.start()], match))
            end = match.end()
        self.rest = inner[end:]
        self.in_order = all(
            one.number < two.number for one, two in zip(self.rows, self.rows[1:], strict=False)
        )

    def joined(self, rows: list[bytes]) -> bytes:
        """The whole part with these rows; the old bytes where nothing differs."""
        close = f"</{self.prefix}sheetData>".encode()
        if not rows and self.whole.endswith(b"/>"):
            return self.head + self.whole + self.tail
        inner = b"".join(rows) + self.rest
        kept = self.whole[len(self.open_tag) + 1 :]
        if kept.startswith(inner) and kept[len(inner) :].startswith(b"</"):
            return self.head + self.whole + self.tail
        return self.head + self.open_tag + b">" + inner + close + self.tail


def column_number(corner: Corner) -> int:
    """The column of a reference, from 0."""
    number = 0
    for letter in corner.column.strip("$").upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def reference(row: int, column: int) -> str:
    """The name of a cell: A1 for row 0, column 0."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(65 + rest) + letters
        column -= 1
    return f"{letters}{row + 1}"


def area_name(top: int, left: int, bottom: int, right: int) -> str:
    """The name of a rectangle of cells, ends included."""
    first, last = reference(top, left), reference(bottom, right)
    return first if first == last else f"{first}:{last}"


def new_cell(prefix: str, place: str, style: str | None, text: str, code: str | None) -> bytes:
    """A cell that shows `text`; as a number only where the format `code` shows it just so."""
    look = "" if style is None else f' s="{xml_text(style, quote=True)}"'
    start = f'<{prefix}c r="{place}"{look}'
    text = clean_text(text)
    if not text:
        return f"{start}/>".encode()
    value = None if code is None else _value_of(text, code)
    if value is not None:
        return f"{start}><{prefix}v>{value}</{prefix}v></{prefix}c>".encode()
    if len(text.encode("utf-16-le")) > 2 * MAX_CELL_UNITS:
        cause = f"有一格文字超过 Excel 允许的 {MAX_CELL_UNITS} 个字"
        raise ReviseError(cause, "请缩短这段文字，或改存为 .docx", f"“{text[:12]}…”")
    # Readers take _x000D_ for the character of that number, unless its _ is written so itself.
    shown = xml_text(_ESCAPE.sub("_x005F_", text))
    return (
        f'{start} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{shown}'
        f"</{prefix}t></{prefix}is></{prefix}c>"
    ).encode()


def _value_of(text: str, code: str) -> str | None:
    """The number that a cell of that format shows as `text`, None when there is none."""
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return None
    number = Decimal(text.rstrip("%").replace(",", ""))
    value = format(number.scaleb(-2) if text.endswith("%") else number, "f")
    return value if show_number(value, code) == text else None
