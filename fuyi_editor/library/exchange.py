# SPDX-License-Identifier: MulanPSL-2.0
"""The library as plain rows, for a workbook to be looked through, changed and read in again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.library.entry import Entry, tidied
from fuyi_editor.library.pinyin import letters
from fuyi_editor.model.taxonomy import TAXONOMIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Titles of the columns, widths in characters, and by what other titles they are known.
_COLUMNS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "name": ("三级指标", 28, ("指标名称", "名称", "绩效指标", "指标")),
    "group": ("一级指标", 12, ("一级",)),
    "kind": ("二级指标", 20, ("二级", "指标类别", "指标类型")),
    "value": ("指标值", 16, ("常用指标值", "目标值", "年度指标值")),
    "unit": ("计量单位", 10, ("度量单位", "单位")),
    "basis": ("指标值确定依据", 16, ("依据", "确定依据", "绩效标准")),
    "description": ("绩效指标描述", 44, ("描述", "指标解释", "指标描述")),
    "origin": ("来源", 36, ("出处",)),
    "year": ("年度", 8, ("年份",)),
    "uses": ("使用次数", 10, ()),
    "own": ("自己的", 8, ()),
}
_HEADERS = [title for title, _, _ in _COLUMNS.values()]
_YES, _NO = "是", "否"
_FIELD_OF = {
    title: field
    for field, (usual, _, others) in _COLUMNS.items()
    for title in (usual, *others)
}  # fmt: skip
_KINDS = {
    kind for taxonomy in TAXONOMIES.values() for kinds in taxonomy.groups.values() for kind in kinds
}
_SHOWN_KINDS = "、".join(next(iter(TAXONOMIES.values())).groups["产出指标"])
_HEAD_ROWS = 10
"""A title or a note may stand above the header."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class LibrarySheet:
    """The entries as a sheet for the writer of workbooks; `widths` in characters."""

    name: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[list[str]]


def sheet_of(entries: Iterable[Entry]) -> LibrarySheet:
    """The sheet that `from_rows` reads again."""
    headers, *rows = to_rows(entries)
    widths = tuple(width for _, width, _ in _COLUMNS.values())
    return LibrarySheet("指标库", tuple(headers), widths, rows)


def to_rows(entries: Iterable[Entry]) -> list[list[str]]:
    """A header, and a row for each entry."""
    return [list(_HEADERS), *(_row(entry) for entry in entries)]


def from_rows(rows: Sequence[Sequence[str]]) -> tuple[list[Entry], list[str]]:
    """The entries of a list whose columns may stand in any order, and a sentence for each bad row.

    The header is looked for in the first rows; without one nothing can be read.
    """
    at, columns = _header(rows)
    if not columns:
        return [], ["没有找到表头：前几行里应有一行写着“三级指标”“二级指标”“指标值”等列名。"]
    entries: list[Entry] = []
    problems: list[str] = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        texts = {
            field: row[column].strip() for field, column in columns.items() if column < len(row)
        }
        if not any(texts.values()):
            continue
        if problem := _problem(texts):
            problems.append(f"第 {number} 行没有导入：{problem}。")
        else:
            entries.append(_entry(texts))
    return entries, problems


def _row(entry: Entry) -> list[str]:
    return [
        entry.name,
        entry.group,
        entry.kind,
        entry.value,
        entry.unit,
        entry.basis,
        entry.description,
        entry.origin,
        str(entry.year or ""),
        str(entry.uses),
        _YES if entry.own else _NO,
    ]


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The header's place and the column of each field; no columns where there is no header."""
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for column, title in enumerate(row):
            field = _FIELD_OF.get("".join(title.split()).strip("*"))
            if field:
                columns.setdefault(field, column)
        if "name" in columns and len(columns) > 1:
            return at, columns
    return 0, {}


def _problem(texts: Mapping[str, str]) -> str:
    if not letters(texts.get("name", "")):
        return "没有写三级指标的名称，请补上"
    kind = tidied(Entry(group=texts.get("group", ""), kind=texts.get("kind", ""))).kind
    if kind and kind not in _KINDS:
        return f"二级指标“{texts['kind']}”认不出来，请写成{_SHOWN_KINDS}等"
    year = texts.get("year", "")
    if year and not _YEAR.search(year):
        return f"年度“{year}”不是年份，请写成 2024 这样的四位数字"
    return ""


def _entry(texts: Mapping[str, str]) -> Entry:
    year = _YEAR.search(texts.get("year", ""))
    uses = texts.get("uses", "")
    return tidied(
        Entry(
            name=texts["name"],
            group=texts.get("group", ""),
            kind=texts.get("kind", ""),
            value=texts.get("value", ""),
            unit=texts.get("unit", ""),
            basis=texts.get("basis", ""),
            description=texts.get("description", ""),
            origin=texts.get("origin", ""),
            year=int(year[0]) if year else None,
            uses=int(uses) if uses.isdecimal() else 0,
            own=texts.get("own", "") != _NO,
        )
    )
