# SPDX-License-Identifier: MulanPSL-2.0
"""A merge told in lines and as data: totals with their files, and each conflict with its choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.unit_totals import AMOUNTS
from fuyi_editor.yearly.merging.conflicts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.model.unit_totals import Total
    from fuyi_editor.yearly.merging.conflicts import Conflict
    from fuyi_editor.yearly.merging.merge import Merged


def merge_lines(merged: Merged, read: int, unread: int) -> Iterator[str]:
    """The merge in lines for a terminal; `read` and `unread` count files."""
    used = len(set(merged.sources.values()))
    units, count = merged.units, len(merged.submission.projects)
    not_read = f"，读不出来 {unread} 个" if unread else ""
    yield f"读了 {read} 个文件{not_read}；汇总 {used} 个文件、{len(units)} 个单位、{count} 个项目。"
    yield f"合计：{total_words(merged.whole, merged.submission.money_unit)}"
    for total in units:
        words = total_words(total, merged.submission.money_unit)
        files = quoted(merged.files(total))
        yield f"  {total.label}：{len(total.projects)} 个项目，{words}，来自{files}"
    yield f"重复和冲突：{len(merged.conflicts)} 处" if merged.conflicts else "没有重复和冲突。"
    for conflict in merged.conflicts:
        yield f"  {conflict.kind_words}：{conflict.sentence}"
        if conflict.choices:
            yield f"    {_choice_words(conflict)}"
    yield from (f"说明：{note}。" for note in merged.notes)


def _choice_words(conflict: Conflict) -> str:
    """What was done, and how to do otherwise about this one conflict."""
    by = "已选定" if conflict.settled else "默认"
    others = [item for item in conflict.choices.items() if item[0] != conflict.choice]
    (choice, words), *more = others
    text = f'{by}：{conflict.choice_words}；还可以用 --choice "{conflict.key}={choice}"（{words}）'
    return text + "".join(f"，或 {choice}（{words}）" for choice, words in more)


def total_words(total: Total, money_unit: str) -> str:
    """`20.50 万元（财政资金 20.50、其他资金 0.00）`; what is not counted is said."""
    parts = [
        f"{label} {plain(total.sums[name])}"
        for name, label in AMOUNTS.items()
        if name != "total" and total.sums[name]
    ]
    of_which = f"（{'、'.join(parts)}）" if parts else ""
    missing = f"，另有 {total.missing} 个项目没有预算数" if total.missing else ""
    return f"{plain(total.sums['total'])} {money_unit}{of_which}{missing}"


def merge_data(merged: Merged, problems: Mapping[str, str]) -> dict[str, Any]:
    """The merge as data: amounts as text, so that no decimal is lost."""
    book = merged.submission
    return {
        "year": book.year,
        "money_unit": book.money_unit,
        "total": _sums(merged.whole),
        "units": [
            {"unit": total.label, "code": total.projects[0].unit.code, **_sums(total),
             "files": list(merged.files(total))}
            for total in merged.units
        ],
        "projects": [
            {"code": project.code, "name": project.name, "unit": read_field(project, "unit"),
             "total": project.budget.total.text, "file": merged.sources[project.id]}
            for project in book.projects
        ],
        "conflicts": [_conflict(conflict) for conflict in merged.conflicts],
        "notes": list(merged.notes),
        "unread": [{"file": file, "problem": problem} for file, problem in problems.items()],
    }  # fmt: skip


def _sums(total: Total) -> dict[str, Any]:
    sums = {name: plain(amount) for name, amount in total.sums.items()}
    return {"projects": len(total.projects), **sums, "missing": total.missing}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "key": conflict.key,
        "message": conflict.sentence,
        "files": list(conflict.files),
        "choice": conflict.choice or None,
        "default": conflict.default or None,
        "settled": conflict.settled,
        "choices": dict(conflict.choices),
    }
