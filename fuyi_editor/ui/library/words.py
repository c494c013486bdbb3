# SPDX-License-Identifier: MulanPSL-2.0
"""The words in which entries of the indicator library are shown and read out."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from fuyi_editor.library.entry import BETWEEN_ORIGINS
from fuyi_editor.library.inserting import belongs_at
from fuyi_editor.model.arrange import indicator_owner
from fuyi_editor.model.nodes import Indicator, IndicatorKind, Project, SubGoal
from fuyi_editor.ui.file_kinds import opened_suffixes
from fuyi_editor.ui.place_words import ARROW, node_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.model.nodes import Submission


def value_words(entry: Entry) -> str:
    """The value on one line."""
    return " ".join(entry.value.split())


def short_kind(entry: Entry) -> str:
    """The 二级 without the word that all of them have: 数量; 满意度 says enough of its only one."""
    if "满意度" in entry.kind:
        return "满意度"
    return entry.kind.removesuffix("指标") or entry.group.removesuffix("指标")


def origin_words(entry: Entry) -> str:
    """In short where an entry comes from, the newest of several, and its year."""
    newest = entry.origin.partition(BETWEEN_ORIGINS)[0]
    origin = re.split("[：（]", newest)[0] or ("自己录入" if entry.own else "")
    file = PurePath(origin)
    if file.suffix.lower() in opened_suffixes():
        origin = file.stem
    year = str(entry.year or "")
    return origin if not year or year in origin else f"{origin} {year}"


def spoken_entry(entry: Entry) -> str:
    """What a screen reader says of an entry."""
    value = f"指标值 {value_words(entry)}" if entry.value else "没有指标值"
    parts = (entry.name, value, entry.kind, origin_words(entry))
    return "，".join(part for part in parts if part)


def details_note(entry: Entry) -> str:
    """Where an entry comes from and how often it was taken."""
    origin = f"来源：{entry.origin or '自己录入'}"
    year = f"　年度：{entry.year}" if entry.year else ""
    uses = f"　用过 {entry.uses} 次" if entry.uses else "　还没有用过"
    return origin + year + uses


def harvest_words(added: int, joined: int) -> str:
    """What came of taking indicators over."""
    if not added and not joined:
        return "没有可收录的指标"
    known = f"，{joined} 条已有，合并到原来的条目" if joined else ""
    return f"新收录 {added} 条{known}"


def inserted_words(entries: Sequence[Entry], kinds: Sequence[IndicatorKind]) -> str:
    """What was inserted and under which 二级 it went."""
    what = f"“{entries[0].name}”" if len(entries) == 1 else f" {len(entries)} 条"
    names = "、".join(dict.fromkeys(node_title(kind) for kind in kinds if kind.name.strip()))
    where = f"到“{names}”" if names else ""
    return f"已插入{what}{where}；要撤销，请回到表里按 Ctrl+Z"


def place_in_book(submission: Submission, selected: str, entries: Iterable[Entry] = ()) -> str:
    """Where these entries would go while that node is selected; empty where they cannot."""
    owner = indicator_owner(submission, selected)
    if owner is None or not submission.holds(selected):
        return ""
    chain = submission.chain(selected)
    elsewhere = not all(belongs_at(submission, selected, entry) for entry in entries)
    kinds = (Project, SubGoal) if elsewhere else (Project, IndicatorKind, SubGoal)
    names = [node_title(node) for node in chain if isinstance(node, kinds)]
    if elsewhere or not isinstance(chain[-1], Indicator | IndicatorKind | SubGoal):
        names.append("它的二级指标")
    elif isinstance(chain[-1], Indicator):
        names.append(
            f"“{node_title(chain[-1])}”之后" if chain[-1].name.strip() else "空白的三级指标"
        )
    return ARROW.join(names)
