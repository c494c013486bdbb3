# SPDX-License-Identifier: MulanPSL-2.0
"""Add objects to a finished PDF, or replace some, without touching the rest of it.

An incremental update (ISO 32000-1, 7.5.6): new objects, a table of where they are, and a trailer
that points back to the old table are put behind the old file. Only for the classic tables that
Qt writes, not for PDFs of others.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_OBJECT = re.compile(rb"(\d+) 0 obj\b")
_ENTRY_SIZE = 20


class PdfUpdate:
    """The objects of a PDF by number; what is replaced and added is written at the end."""

    def __init__(self, data: bytes) -> None:
        """Find the objects; `ValueError` where the table is not of the kind that Qt writes."""
        self._data = data
        start = _START.search(data)
        section = _SECTION.match(data, int(start[1])) if start else None
        if start is None or section is None:
            raise ValueError("no classic table of objects")
        self._table = int(start[1])
        count = int(section[1])
        entries = data[section.end() : section.end() + count * _ENTRY_SIZE]
        offsets = [int(entry[1]) if entry[2] == b"n" else 0 for entry in _ENTRY.finditer(entries)]
        ends = sorted({*filter(None, offsets), self._table})
        after = dict(pairwise(ends))
        self._spans = {
            number: (offset, after[offset]) for number, offset in enumerate(offsets) if offset
        }
        self._trailer = data[section.end() + count * _ENTRY_SIZE : start.start()]
        self._next = count
        self._new: dict[int, bytes] = {}

    def object(self, number: int) -> bytes:
        """What stands between `obj` and `endobj`."""
        if number in self._new:
            return self._new[number]
        start, end = self._spans[number]
        whole = self._data[start:end]
        head = _OBJECT.match(whole)
        if head is None or int(head[1]) != number:
            raise ValueError(f"object {number} is not where the table says")
        return whole[head.end() : whole.rindex(b"endobj")].strip()

    def objects(self) -> Iterator[tuple[int, bytes]]:
        """All objects of the old file with their numbers."""
        return ((number, self.object(number)) for number in self._spans)

    def trailer_reference(self, name: str) -> int:
        """The number of an object that the trailer names, `Root` or `Info`."""
        return reference(self._trailer, name)

    def replace(self, number: int, content: bytes) -> None:
        """From now on object `number` is this."""
        self._new[number] = content

    def reserve(self) -> int:
        """A number for an object whose content is set later by `replace`."""
        number, self._next = self._next, self._next + 1
        return number

    def written(self) -> bytes:
        """The old file with all changes behind it."""
        out = bytearray(self._data)
        if not out.endswith(b"\n"):
            out += b"\n"
        entries: list[bytes] = []
        for number, content in sorted(self._new.items()):
            entries.append(b"%d 1\n%010d 00000 n \n" % (number, len(out)))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % self._next, self._trailer, count=1)
        trailer = trailer.replace(b"<<", b"<<\n/Prev %d" % self._table, 1)
        out += b"xref\n" + b"".join(entries) + trailer
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)


def reference(content: bytes, name: str) -> int:
    """The number of the object that a dictionary names; `ValueError` where it names none."""
    found = re.search(rb"/%s\s+(\d+) 0 R" % name.encode(), content)
    if found is None:
        raise ValueError(f"/{name} is missing")
    return int(found[1])


def text_string(text: str) -> bytes:
    """A text as a PDF string, in hexadecimal UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode()
