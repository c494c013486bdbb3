# SPDX-License-Identifier: MulanPSL-2.0
"""Which formatting holds where: the pages of paragraph and character runs in an old Word file.

A page of 512 bytes (FKP) lists runs of the stream; an index of pages tells where each begins. Pages
are read when text on them is met, so that a file of many pages and little text costs little.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.files.doc.fib import Part
from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from fuyi_editor.files.doc.fib import DocFile

_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY = 13
_NOWHERE = 1 << 32


class Run(NamedTuple):
    """Formatting up to `end` (exclusive) of the stream: a paragraph style and modifiers."""

    end: int
    style: int
    modifiers: bytes


class _Page(NamedTuple):
    starts: tuple[int, ...]
    offsets: list[int]
    content: bytes


class Runs:
    """The runs of paragraphs or of characters ([MS-DOC] §2.8.5, §2.8.6)."""

    def __init__(self, doc: DocFile, *, of_paragraphs: bool) -> None:
        self._of_paragraphs = of_paragraphs
        self._word = doc.word
        self._pages: dict[int, _Page] = {}
        index = doc.part(Part.PARAGRAPH_PAGES if of_paragraphs else Part.CHARACTER_PAGES)
        count = max((len(index) - 4) // 8, 0)
        if count > len(doc.word) // _PAGE + 1:
            raise ReadError("文件的格式表已损坏", _ASK_AGAIN, f"{count} 页")
        self._starts = struct.unpack_from(f"<{count}I", index)
        self._numbers = struct.unpack_from(f"<{count}I", index, 4 * (count + 1)) if count else ()

    def at(self, place: int) -> Run:
        """The run that holds the byte at `place`; a plain one up to the next page if none does."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0:
            page = self._page(self._numbers[number] & _PAGE_NUMBER)
            index = bisect_right(page.starts, place) - 1
            if 0 <= index < len(page.offsets):
                return self._run(page, index)
        following = self._starts[number + 1 : number + 2]
        return Run(following[0] if following else _NOWHERE, 0, b"")

    def _page(self, number: int) -> _Page:
        page = self._pages.get(number)
        if page is None:
            page = self._read_page(self._word[number * _PAGE : (number + 1) * _PAGE])
            self._pages[number] = page
        return page

    def _read_page(self, content: bytes) -> _Page:
        entry = _PARAGRAPH_ENTRY if self._of_paragraphs else 1
        count = content[-1] if len(content) == _PAGE else 0
        if not count or 4 * (count + 1) + entry * count >= _PAGE:
            return _Page((), [], content)
        starts = struct.unpack_from(f"<{count + 1}I", content)
        first = 4 * (count + 1)
        return _Page(starts, [2 * content[first + entry * at] for at in range(count)], content)

    def _run(self, page: _Page, index: int) -> Run:
        end, offset = page.starts[index + 1], page.offsets[index]
        if not offset:
            return Run(end, 0, b"")
        content = page.content
        size = content[offset]
        if not self._of_paragraphs:
            return Run(end, 0, content[offset + 1 : offset + 1 + size])
        # An odd number of bytes counts them in pairs; an even one says so after a zero (§2.9.175).
        start, size = (offset + 1, 2 * size - 1) if size else (offset + 2, 2 * content[offset + 1])
        found = content[start : start + size]
        return Run(end, int.from_bytes(found[:2], "little"), found[2:])
