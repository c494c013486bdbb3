# SPDX-License-Identifier: MulanPSL-2.0
"""What a book would look like in a layout, and what of it would not be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from fuyi_editor.layouts.composing.coverage import unshown_summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.files.book import Book
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument

_ENOUGH_PROJECTS = 12
"""Of so many the first page is filled; 500 projects would take a second to set."""


class LayoutPreview(Protocol):
    """What the picker of layouts asks about each one."""

    def first_pages(self, layout: Layout) -> PageDocument:
        """The beginning of the book in that layout."""
        ...

    def left_out(self, layout: Layout) -> str:
        """What the layout has no place for: 项目编码 4 处; empty if it has for everything."""
        ...


class BlankPreview:
    """The blank book that 新建 would make."""

    def __init__(self, new_book: Callable[[Layout], Book]) -> None:
        self._new_book = new_book

    def first_pages(self, layout: Layout) -> PageDocument:
        """The blank form."""
        book = self._new_book(layout)
        return book.page(book.submission)

    def left_out(self, layout: Layout) -> str:
        """Nothing: the book is blank."""
        return ""


class AppliedPreview:
    """The open book as 套用版式 would set it."""

    def __init__(
        self, composed: Callable[[Submission, Layout], Book], submission: Submission
    ) -> None:
        self._composed = composed
        self._submission = submission

    def first_pages(self, layout: Layout) -> PageDocument:
        """The department and the first projects."""
        projects = self._submission.projects[:_ENOUGH_PROJECTS]
        book = self._composed(self._submission.but(projects=projects), layout)
        return book.page(book.submission)

    def left_out(self, layout: Layout) -> str:
        """What of the whole book would not be printed."""
        book = self._composed(self._submission, layout)
        return unshown_summary(self._submission, book.page(book.submission))
