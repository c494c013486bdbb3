# SPDX-License-Identifier: MulanPSL-2.0
"""The page of totals in a merged book: each unit's sums, and the files that they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.unit_totals import AMOUNTS, unit_totals, whole_total
from fuyi_editor.page.document import Align, Cell, Grid, Paragraph, Row, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.unit_totals import Total

_HEADING = TextStyle("黑体", 16, align=Align.CENTER, space_after=6)
_COLUMN = TextStyle("黑体", 10.5, align=Align.CENTER)
_TEXT = TextStyle("宋体", 10.5)
_NUMBER = TextStyle("宋体", 10.5, align=Align.RIGHT)
_MIDDLE = TextStyle("宋体", 10.5, align=Align.CENTER)
_ROW_HEIGHT = 8.0
_LONG = 200  # letters: such a row may go over the end of a page


class _Column(NamedTuple):
    """A column with its part of the width, and how its cells are set."""

    title: str
    share: float
    style: TextStyle


def totals_heading(submission: Submission) -> Paragraph:
    """The heading of the page, which it begins."""
    text = f"各单位预算合计（{submission.money_unit}）"
    return Paragraph(text, _HEADING, outline_level=1, page_break_before=True)


def totals_grid(submission: Submission, sources: Mapping[str, str], width: float) -> Grid:
    """A row for the whole and one for each unit; amounts that no project has get no column."""
    shown = [name for name in AMOUNTS if name == "total" or _is_filled(submission, name)]
    columns = [
        _Column("单位", 3.2, _TEXT),
        _Column("项目数", 1.1, _MIDDLE),
        *(_Column(AMOUNTS[name], 1.7, _NUMBER) for name in shown),
        _Column("来源文件", 3.6, _TEXT),
    ]
    whole = whole_total(submission)
    rows = [_row(columns, [column.title for column in columns], header=True)]
    rows.append(_row(columns, [*_figures(whole, shown), _whole_source(whole, sources)]))
    for total in unit_totals(submission):
        rows.append(_row(columns, [*_figures(total, shown), _source(total, sources)]))
    share = width / sum(column.share for column in columns)
    return Grid(tuple(column.share * share for column in columns), tuple(rows))


def _is_filled(submission: Submission, name: str) -> bool:
    return any(not getattr(project.budget, name).is_blank for project in submission.projects)


def _row(columns: Sequence[_Column], texts: Sequence[str], *, header: bool = False) -> Row:
    cells = tuple(
        Cell(text, number, style=_COLUMN if header else column.style)
        for number, (column, text) in enumerate(zip(columns, texts, strict=True))
    )
    long = any(len(text) > _LONG for text in texts)
    return Row(cells, _ROW_HEIGHT, header=header, can_split=long)


def _figures(total: Total, shown: Sequence[str]) -> Iterator[str]:
    yield total.label
    yield str(len(total.projects))
    yield from (_amount(total.sums[name]) for name in shown)


def _amount(amount: Decimal) -> str:
    """`1234.50`; more decimals where 元 were converted exactly."""
    decimals = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{decimals}f}"


def _source(total: Total, sources: Mapping[str, str]) -> str:
    names = dict.fromkeys(filter(None, (sources.get(one.id) for one in total.projects)))
    return "\n".join([*names, *_missing(total)])


def _whole_source(total: Total, sources: Mapping[str, str]) -> str:
    files = {sources[one.id] for one in total.projects if one.id in sources}
    return "\n".join([f"共 {len(files)} 个文件", *_missing(total)])


def _missing(total: Total) -> Iterator[str]:
    if total.missing:
        yield f"（{total.missing} 个项目没有预算数，没有计入）"
