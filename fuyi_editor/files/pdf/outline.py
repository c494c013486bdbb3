# SPDX-License-Identifier: MulanPSL-2.0
"""Put bookmarks, author and language into a PDF that Qt wrote; Qt writes none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.update import reference, text_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.update import PdfUpdate
    from fuyi_editor.page.bookmarks import Bookmark

_MEDIA_HEIGHT = re.compile(rb"/MediaBox\s*\[\s*\S+\s+\S+\s+\S+\s+([\d.]+)")


@dataclass
class _Item:
    number: int
    bookmark: Bookmark | None = None
    children: list[_Item] = field(default_factory=list["_Item"])

    def count(self) -> int:
        """How many items are under this one, all of them open."""
        return sum(1 + child.count() for child in self.children)


def add_author(update: PdfUpdate, author: str) -> None:
    """Say in the properties of the file whose it is."""
    number = update.trailer_reference("Info")
    info = update.object(number)
    update.replace(number, info.replace(b"<<", b"<<\n/Author " + text_string(author), 1))


def add_language(update: PdfUpdate) -> None:
    """Tell screen readers and searches in which language the text is (ISO 32000-1, 14.9.2)."""
    number = update.trailer_reference("Root")
    update.replace(number, update.object(number).replace(b"<<", b"<<\n/Lang (zh-CN)", 1))


def add_outline(update: PdfUpdate, bookmarks: Sequence[Bookmark]) -> None:
    """Add the bookmarks as a tree, and let readers show it beside the pages."""
    root_number = update.trailer_reference("Root")
    catalog = update.object(root_number)
    pages = _page_numbers(update, reference(catalog, "Pages"))
    outlines = _tree(update, bookmarks)
    _write(update, outlines, b"", pages)
    added = b"<<\n/Outlines %d 0 R\n/PageMode /UseOutlines" % outlines.number
    update.replace(root_number, catalog.replace(b"<<", added, 1))


def _page_numbers(update: PdfUpdate, pages: int) -> list[int]:
    kids = re.search(rb"/Kids\s*\[(.*?)\]", update.object(pages), re.DOTALL)
    return [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])] if kids else []


def _tree(update: PdfUpdate, bookmarks: Iterable[Bookmark]) -> _Item:
    root = _Item(update.reserve())
    open_items: list[tuple[int, _Item]] = [(0, root)]
    for bookmark in bookmarks:
        while open_items[-1][0] >= bookmark.level:
            open_items.pop()
        item = _Item(update.reserve(), bookmark)
        open_items[-1][1].children.append(item)
        open_items.append((bookmark.level, item))
    return root


def _write(update: PdfUpdate, item: _Item, links: bytes, pages: Sequence[int]) -> None:
    content = b"<< /Type /Outlines"
    if item.bookmark is not None:
        content = b"<< " + _place(update, item.bookmark, pages)
    numbers = [child.number for child in item.children]
    if numbers:
        content += b" /First %d 0 R /Last %d 0 R" % (numbers[0], numbers[-1])
        content += b" /Count %d" % item.count()
    update.replace(item.number, content + links + b" >>")
    for child, before, after in zip(item.children, [0, *numbers], [*numbers[1:], 0], strict=False):
        own = b" /Parent %d 0 R" % item.number
        own += b" /Prev %d 0 R" % before if before else b""
        own += b" /Next %d 0 R" % after if after else b""
        _write(update, child, own, pages)


def _place(update: PdfUpdate, bookmark: Bookmark, pages: Sequence[int]) -> bytes:
    page = pages[bookmark.page]
    height = _MEDIA_HEIGHT.search(update.object(page))
    top = max(0.0, float(height[1]) - bookmark.top) if height else 0.0
    title = text_string(bookmark.title)
    return b"/Title %s /Dest [%d 0 R /XYZ null %.1f null]" % (title, page, top)
