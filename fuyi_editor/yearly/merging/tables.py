# SPDX-License-Identifier: MulanPSL-2.0
"""A merge as sheets of a workbook: 项目清单, 按单位合计, 重复和冲突, 来源文件.

Sums are formulas with the value that they have now, so that the list can be worked on.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.model.unit_totals import AMOUNTS, Total, amount_in, unit_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fuyi_editor.model.money import Money
    from fuyi_editor.yearly.merging.conflicts import Conflict
    from fuyi_editor.yearly.merging.merge import Merged
    from fuyi_editor.yearly.merging.parts import Part

PROJECTS = "项目清单"
_WILD = frozenset("*?~<>=")
_LONGEST_CRITERION = 200


class Formula(NamedTuple):
    """A formula in the A1 notation of sheets, and what it comes to."""

    text: str
    value: Decimal | int


Cell = str | int | Decimal | Formula


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `widths` in characters of a column, `last` a row of sums below all others."""

    name: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    last: tuple[Cell, ...] = ()
    title: str = ""
    """Printed above every page."""


def merge_sheets(
    merged: Merged, parts: Sequence[Part], unread: Mapping[str, str]
) -> tuple[Sheet, ...]:
    """All sheets. `unread`: by the names of files why they could not be read."""
    amounts = _shown_amounts(merged)
    return (
        _projects(merged, amounts),
        _units(merged, amounts),
        _conflicts(merged.conflicts, merged.notes),
        _sources(merged, parts, unread),
    )


def _shown_amounts(merged: Merged) -> tuple[str, ...]:
    """上年结转 has a column only where a project has some."""
    budgets = [project.budget for project in merged.submission.projects]
    carried = any(not budget.carried_over.is_blank for budget in budgets)
    return tuple(name for name in AMOUNTS if carried or name != "carried_over")


def _projects(merged: Merged, amounts: Sequence[str]) -> Sheet:
    book = merged.submission
    head = ("序号", "单位编码", "单位", "项目编码", "项目名称")
    labels = {p.id: total.label for total in merged.units for p in total.projects}
    rows = tuple(
        (
            number,
            project.unit.code,
            labels[project.id],
            project.code,
            " ".join(project.name.split()),
            *(_amount(getattr(project.budget, name), book.money_unit) for name in amounts),
            merged.sources[project.id],
        )
        for number, project in enumerate(book.projects, 1)
    )
    first = len(head)
    sums = tuple(
        Formula(f"=SUM({_range(first + at, len(rows))})", merged.whole.sums[name])
        for at, name in enumerate(amounts)
    )
    return Sheet(
        PROJECTS,
        (*head, *_amount_titles(amounts, book.money_unit), "来源文件"),
        (6, 12, 30, 24, 40, *(14 for _ in amounts), 30),
        rows,
        ("合计", "", "", "", f"{len(rows)} 个项目", *sums, "") if rows else (),
        book.title,
    )


def _amount(money: Money, unit: str) -> Cell:
    """A number, or the text as it is where it is none: a sum passes by it."""
    amount = amount_in(money, unit, unit)
    return money.text.strip() if amount is None else amount


def _amount_titles(amounts: Iterable[str], unit: str) -> Iterator[str]:
    yield from (f"{AMOUNTS[name]}（{unit}）" for name in amounts)


def _units(merged: Merged, amounts: Sequence[str]) -> Sheet:
    head = ("单位编码", "单位", "项目数")
    count = len(merged.submission.projects)
    rows = tuple(
        (
            total.projects[0].unit.code,
            total.label,
            *_unit_sums(total, number, amounts, count),
            _files(merged, total),
        )
        for number, total in enumerate(merged.units, 2)
    )
    whole = (count, *(merged.whole.sums[name] for name in amounts))
    sums = tuple(
        Formula(f"=SUM({_column(2 + at)}2:{_column(2 + at)}{len(rows) + 1})", value)
        for at, value in enumerate(whole)
    )
    return Sheet(
        "按单位合计",
        (*head, *_amount_titles(amounts, merged.submission.money_unit), "来源文件"),
        (12, 36, 8, *(16 for _ in amounts), 50),
        rows,
        ("合计", f"{len(rows)} 个单位", *sums, "") if rows else (),
        merged.submission.title,
    )


def _unit_sums(total: Total, row: int, amounts: Sequence[str], count: int) -> Iterator[Cell]:
    """How many projects of a unit the list has, and their sums, looked up by the unit's name."""
    units = _range(2, count, absolute=True)
    values = (len(total.projects), *(total.sums[name] for name in amounts))
    for at, value in enumerate(values):
        if len(total.label) > _LONGEST_CRITERION or not _WILD.isdisjoint(total.label):
            yield value  # no name to look for: to a formula it would be a pattern
        elif at == 0:
            yield Formula(f"=COUNTIF('{PROJECTS}'!{units},$B{row})", value)
        else:
            own = _range(4 + at, count, absolute=True)
            yield Formula(f"=SUMIF('{PROJECTS}'!{units},$B{row},'{PROJECTS}'!{own})", value)


def _files(merged: Merged, total: Total) -> str:
    lines = [*merged.files(total)]
    if total.missing:
        lines.append(f"（{total.missing} 个项目没有预算数，没有计入）")
    return "\n".join(lines)


def _conflicts(conflicts: Iterable[Conflict], notes: Iterable[str]) -> Sheet:
    rows = [
        (
            conflict.kind_words,
            conflict.sentence,
            "\n".join(conflict.files),
            conflict.choice_words or "请改原来的文件",
            _decided(conflict),
            "、".join(w for c, w in conflict.choices.items() if c != conflict.choice),
        )
        for conflict in conflicts
    ]
    rows += [("说明", note, "", "", "", "") for note in notes]
    headers = ("种类", "问题", "涉及的文件", "处理", "由谁决定", "还可以")
    return Sheet("重复和冲突", headers, (16, 60, 36, 22, 12, 36), tuple(rows))


def _decided(conflict: Conflict) -> str:
    if not conflict.choices:
        return ""
    return "已选定" if conflict.settled else "默认"


def _sources(merged: Merged, parts: Iterable[Part], unread: Mapping[str, str]) -> Sheet:
    headers = (
        "文件", "状态", "单位", "年度", "金额单位", "文件里的项目数", "汇总的项目数", "说明",
    )  # fmt: skip
    taken: dict[str, int] = {}
    for file in merged.sources.values():
        taken[file] = taken.get(file, 0) + 1
    rows: list[tuple[Cell, ...]] = []
    for part in parts:
        book, count = part.submission, taken.get(part.file, 0)
        state = "已汇总" if count == len(book.projects) > 0 else "部分汇总" if count else "没有汇总"
        reasons = "\n".join(c.sentence for c in merged.conflicts if part.file in c.files)
        why = "" if state == "已汇总" else reasons
        unit = part_unit(part)
        head = (part.file, state, unit, str(book.year or ""), part.money_unit)
        rows.append((*head, len(book.projects), count, why))
    rows += [(file, "读不出来", "", "", "", 0, 0, why) for file, why in unread.items()]
    return Sheet("来源文件", headers, (36, 10, 36, 8, 10, 16, 14, 70), tuple(rows))


def part_unit(part: Part) -> str:
    """Whose the file is: the unit of the book, else those of its projects."""
    book = part.submission
    if book.unit.name.strip() or book.unit.code.strip():
        return unit_label(book.unit)
    return "、".join(dict.fromkeys(unit_label(project.unit) for project in book.projects))


def _range(column: int, rows: int, *, absolute: bool = False) -> str:
    """The cells of a column below the header."""
    fixed = "$" if absolute else ""
    letter = fixed + _column(column)
    return f"{letter}{fixed}2:{letter}{fixed}{rows + 1}"


def _column(number: int) -> str:
    """0 → A; no sheet of ours has more than 26."""
    return chr(ord("A") + number)
