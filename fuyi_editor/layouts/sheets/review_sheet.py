# SPDX-License-Identifier: MulanPSL-2.0
"""The 审核意见表 as a page document, so that preview, print, PDF and .docx show the same sheet.

Laid out like the 绩效目标审核表 of 财预〔2015〕88号 (forms.md F3): 审核内容, 审核要点, 审核意见,
one row for each finding, by project; then the overall opinion, the grade, signature and date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import read_field
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
)

if TYPE_CHECKING:
    from datetime import date

    from fuyi_editor.model.nodes import Submission

TITLE = "预算绩效目标审核意见表"
HEADERS = ("审核内容", "审核要点", "审核意见")
NOTHING = "未发现需要修改的问题。"
_GRADES = "□ 优　　□ 良　　□ 中　　□ 差"
_COLUMNS = (30.0, 26.0, 114.0)
_ROW_HEIGHT = 8.0
_OPINION_HEIGHT = 24.0
_LONG = 400  # letters: such a row may go over the end of a page
_BODY = TextStyle("宋体", 10.5)
_LABEL = TextStyle("宋体", 10.5, align=Align.CENTER)
_BOLD = TextStyle("宋体", 10.5, bold=True)
_HEAD = TextStyle("黑体", 10.5, align=Align.CENTER)
_TITLE = TextStyle("黑体", 18, align=Align.CENTER, space_after=6)
_SUBTITLE = TextStyle("宋体", 11, align=Align.CENTER, space_after=6)
_SIGN = TextStyle("宋体", 11, space_before=12)

Opinions = Sequence[tuple[str, str, str]]
"""审核内容, 审核要点 and 审核意见 of one project, those of one 审核内容 together."""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above the table and below it; blank words are left to the pen."""

    unit: str
    year: int | None
    book: str = ""
    on: date | None = None

    @classmethod
    def of(cls, submission: Submission, book: str) -> SheetHead:
        """The head of a book's sheet; the date is for the reviewer to write."""
        named = (read_field(project, "unit").strip() for project in submission.projects)
        unit = read_field(submission, "unit").strip() or next(filter(None, named), "")
        return cls(unit, submission.year, book)


def review_sheet(head: SheetHead, projects: Iterable[tuple[str, Opinions]]) -> PageDocument:
    """The sheet; without any opinion it says that there is none."""
    rows = [_header()]
    for number, (name, opinions) in enumerate(projects, 1):
        rows.append(_wide(f"{number}．{name}（{len(opinions)} 条）"))
        rows += _opinion_rows(opinions)
    if len(rows) == 1:
        rows.append(_wide(NOTHING))
    rows += _conclusion()
    grid = Grid(_COLUMNS, tuple(rows))
    year = f"（{head.year} 年度）" if head.year else "（　　　　年度）"
    blocks = (
        Paragraph(TITLE, _TITLE),
        Paragraph(year, _SUBTITLE),
        _head_grid(head),
        grid,
        Paragraph(_signature(head.on), _SIGN),
    )
    setup = PageSetup(footer="第 {page} 页　共 {pages} 页", footer_style=_LABEL)
    return PageDocument(blocks, setup, TITLE)


def _head_grid(head: SheetHead) -> Grid:
    """Without lines, and a table of its own: the unit and what was reviewed."""
    cells = (
        Cell(f"编报单位：{head.unit}", 0, style=_BODY, borders=NO_BORDERS),
        Cell(f"审核材料：{head.book}", 1, style=_BODY, borders=NO_BORDERS),
    )
    return Grid((85.0, 85.0), (Row(cells, _ROW_HEIGHT),))


def _header() -> Row:
    cells = tuple(Cell(text, column, style=_HEAD) for column, text in enumerate(HEADERS))
    return Row(cells, _ROW_HEIGHT, header=True)


def _wide(text: str) -> Row:
    return Row((Cell(text, 0, len(_COLUMNS), style=_BOLD),), _ROW_HEIGHT)


def _opinion_rows(opinions: Opinions) -> Iterable[Row]:
    """What is the same in 审核内容 and 审核要点 as in the row above is merged with it."""
    above = ("", "")
    for content, point, opinion in opinions:
        same_content = content == above[0]
        same_point = same_content and point == above[1]
        yield Row(
            (
                Cell("" if same_content else content, 0, continues=same_content, style=_LABEL),
                Cell("" if same_point else point, 1, continues=same_point, style=_LABEL),
                Cell(opinion, 2, style=_BODY),
            ),
            _ROW_HEIGHT,
            can_split=len(opinion) > _LONG,
        )
        above = (content, point)


def _conclusion() -> Iterable[Row]:
    for label, text, height in (
        ("总体意见", "", _OPINION_HEIGHT),
        ("综合评定等级", _GRADES, _ROW_HEIGHT),
    ):
        yield Row((Cell(label, 0, style=_LABEL), Cell(text, 1, 2, style=_BODY)), height)


def _signature(on: date | None) -> str:
    day = f"{on.year} 年 {on.month} 月 {on.day} 日" if on else "　　年　　月　　日"
    return f"审核部门（盖章）：　　　　　　　　审核人（签字）：　　　　　　　　{day}"
