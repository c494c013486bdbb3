# SPDX-License-Identifier: MulanPSL-2.0
"""The 修订对照表 as a page document, so that preview, print, PDF, .docx and .xlsx show the same.

项目, 位置, 原内容, 新内容, 说明: one row for each difference of two books, what differs underlined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fuyi_editor.page.document import (
    NO_BORDERS,
    Align,
    Cell,
    Grid,
    PageDocument,
    PageSetup,
    Paragraph,
    Row,
    TextStyle,
    VerticalAlign,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.page.marked_text import Marks

TITLE = "绩效目标修订对照表"
HEADERS = ("项目", "位置", "原内容", "新内容", "说明")
NOTHING = "两份文本内容相同，没有修订。"
_COLUMNS = (36.0, 50.0, 64.0, 64.0, 43.0)
_HALF = sum(_COLUMNS) / 2
_ROW_HEIGHT = 8.0
_LONG = 240  # letters of a cell, or lines: such a row may go over the end of a page
_MANY_LINES = 8
_BODY = TextStyle("宋体", 10)
_LONG_BODY = TextStyle("宋体", 10, vertical_align=VerticalAlign.TOP)
_LABEL = TextStyle("宋体", 10, align=Align.CENTER)
_HEAD = TextStyle("黑体", 10.5, align=Align.CENTER)
_TITLE = TextStyle("黑体", 18, align=Align.CENTER, space_after=6)
_NOTE = TextStyle("宋体", 10, space_before=3, space_after=3)
_SIGN = TextStyle("宋体", 11, space_before=12)
_SIGNATURE = "编制人（签字）：　　　　　　　　审核人（签字）：　　　　　　　　　　年　　月　　日"
_SETUP = PageSetup(
    width=297.0,
    height=210.0,
    top=20.0,
    bottom=20.0,
    footer="第 {page} 页　共 {pages} 页",
    footer_style=_LABEL,
)


class Revision(Protocol):
    """A difference in words; rows of one `group` are those of one project."""

    @property
    def group(self) -> str:
        """Which project."""
        ...

    @property
    def project(self) -> str:
        """项目."""
        ...

    @property
    def place(self) -> str:
        """位置."""
        ...

    @property
    def shown_old(self) -> str:
        """原内容."""
        ...

    @property
    def shown_new(self) -> str:
        """新内容."""
        ...

    @property
    def note(self) -> str:
        """说明."""
        ...

    @property
    def old_marks(self) -> Marks:
        """What differs of 原内容."""
        ...

    @property
    def new_marks(self) -> Marks:
        """What differs of 新内容."""
        ...


@dataclass(frozen=True, slots=True)
class ComparedBook:
    """What the head says of a book: its file, and its year where that is known."""

    name: str
    year: int | None

    def words(self) -> str:
        """`丰润.docx（2023年度）`."""
        return f"{self.name}（{self.year}年度）" if self.year else self.name


def revision_sheet(
    before: ComparedBook, after: ComparedBook, revisions: Sequence[Revision], summary: str = ""
) -> PageDocument:
    """The sheet; without any difference it says so. `summary` counts them in words."""
    rows = [_header(), *_rows(revisions)]
    if not revisions:
        rows.append(Row((Cell(NOTHING, 0, len(_COLUMNS), style=_LABEL),), _ROW_HEIGHT))
    blocks = (
        Paragraph(TITLE, _TITLE),
        _head_grid(before, after),
        Paragraph(f"{summary}加下划线的是有改动的文字。", _NOTE),
        Grid(_COLUMNS, tuple(rows)),
        Paragraph(_SIGNATURE, _SIGN),
    )
    return PageDocument(blocks, _SETUP, TITLE)


def _head_grid(before: ComparedBook, after: ComparedBook) -> Grid:
    """Without lines, and a table of its own: the two books."""
    cells = (
        Cell(f"原文本：{before.words()}", 0, style=_BODY, borders=NO_BORDERS),
        Cell(f"新文本：{after.words()}", 1, style=_BODY, borders=NO_BORDERS),
    )
    return Grid((_HALF, _HALF), (Row(cells, _ROW_HEIGHT),))


def _header() -> Row:
    cells = tuple(Cell(text, column, style=_HEAD) for column, text in enumerate(HEADERS))
    return Row(cells, _ROW_HEIGHT, header=True)


def _rows(revisions: Iterable[Revision]) -> Iterable[Row]:
    """The project is said once for all of its rows."""
    above: tuple[str, str] | None = None
    for one in revisions:
        project = one.group, one.project
        same = project == above
        texts = (one.place, one.shown_old, one.shown_new, one.note)
        marks: tuple[Marks, ...] = ((), one.old_marks, one.new_marks, ())
        first = Cell("" if same else one.project, 0, continues=same, style=_LABEL)
        long = any(map(_is_long, texts))
        style = _LONG_BODY if long else _BODY
        rest = (
            Cell(_without_tabs(text), column, style=style, marks=marked)
            for column, (text, marked) in enumerate(zip(texts, marks, strict=True), 1)
        )
        yield Row((first, *rest), _ROW_HEIGHT, can_split=long)
        above = project


def _without_tabs(text: str) -> str:
    """A tab is as wide as it happens to be: one blank leaves the marks where they are."""
    return text.replace("\t", " ")


def _is_long(text: str) -> bool:
    return len(text) > _LONG or text.count("\n") >= _MANY_LINES
