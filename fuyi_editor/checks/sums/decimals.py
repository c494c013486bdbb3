# SPDX-License-Identifier: MulanPSL-2.0
"""Rule B09: amounts that stand in one column have the same number of decimals."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, clean, found
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Department
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.checks.sheet import Book, Sheet
    from fuyi_editor.model.nodes import Node, Project

_AMOUNT = re.compile(r"^\s*[\d,]*\d(?:\.(\d+))?\s*(?:万?元)?\s*$")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_USUAL = 2  # as the forms print amounts
_FEW = 4  # of the amounts in question, as many are named


class _Cell(NamedTuple):
    node: Node
    field: str
    text: str
    decimals: int


def decimals_of_a_table(sheet: Sheet) -> Iterator[Observation]:
    """B09 within one table: the parts of a budget, the tasks of a department."""
    owner = sheet.owner
    if isinstance(owner, Department):
        names = ("basic", "project", "fiscal", "other", "own_level", "transfers")
        yield from _column(_cell(owner, f"budget.{name}") for name in names)
        yield from _column(_cell(task, "amount") for task in (*owner.tasks, *owner.other_tasks))
    else:
        names = ("total", "fiscal", "carried_over", "other")
        yield from _column(_cell(owner, f"budget.{name}") for name in names)


def decimals_of_a_book(book: Book) -> Iterator[Observation]:
    """B09 down the amounts of all projects and of the rows that add them up."""
    sums = (_cell(row, "amount") for row in book.submission.subtotals)
    totals = (book.memo.of(_total, project) for project in book.submission.projects)
    yield from _column(chain(sums, totals))


def _total(project: Project) -> _Cell | None:
    return _cell(project, "budget.total")


def _column(column: Iterable[_Cell | None]) -> Iterator[Observation]:
    """One finding for a column: one fix mends all of it."""
    cells = [cell for cell in column if cell is not None]
    if not cells:
        return
    if len({cell.decimals for cell in cells}) == 1:
        yield clean(cells[0].node, cells[0].field)
        return
    most = max(_USUAL, *(cell.decimals for cell in cells))
    short = [cell for cell in cells if cell.decimals < most]
    like = next((cell for cell in cells if cell.decimals == most), None)
    edits = tuple(
        SetField(node=c.node.id, field=c.field, text=_with_decimals(c.text, most)) for c in short
    )
    yield found(
        short[0].node,
        short[0].field,
        "mixed",
        other=(like.node, like.field) if like else None,
        fix=Fix(f"都写成 {most} 位小数", edits),
        amounts=_named(short),
        like=f"与“{like.text.strip()}”" if like else "",
        decimals=str(most),
    )


def _cell(node: Node, field: str) -> _Cell | None:
    """The amount of a cell; a bare 0 is not written with decimals, and blanks are A08's."""
    text = read_field(node, field)
    match = _AMOUNT.match(to_half_width(text))
    if match is None or to_half_width(text).strip() == "0":
        return None
    return _Cell(node, field, text, len(match[1] or ""))


def _named(cells: Sequence[_Cell]) -> str:
    names = "、".join(f"“{cell.text.strip()}”" for cell in cells[:_FEW])
    return names + (f"等 {len(cells)} 个金额" if len(cells) > _FEW else "")


def _with_decimals(text: str, decimals: int) -> str:
    """The amount with zeros behind it; everything else stays as it was typed."""
    match = _NUMBER.search(to_half_width(text))
    if match is None:
        return text
    given = match[1] or ""
    zeros = ("" if given else ".") + "0" * (decimals - len(given))
    return text[: match.end()] + zeros + text[match.end() :]


RULES = (Rule("B09", sheet=decimals_of_a_table, book=decimals_of_a_book),)
