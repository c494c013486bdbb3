# SPDX-License-Identifier: MulanPSL-2.0
"""The words in which entries of the indicator library are shown and read out."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from fuyi_editor.library.entry import BETWEEN_ORIGINS
from fuyi_editor.model.arrange import indicator_owner
from fuyi_editor.model.nodes import Indicator, IndicatorKind, Project, SubGoal
from fuyi_editor.ui.file_kinds import opened_suffixes
from fuyi_editor.ui.place_words import ARROW, node_title

if TYPE_CHECKING:
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


def place_in_book(submission: Submission, selected: str) -> str:
    """Where an entry would be inserted while that node is selected; empty where it cannot be."""
    owner = indicator_owner(submission, selected)
    if owner is None or not submission.holds(selected):
        return ""
    chain = submission.chain(selected)
    around = [node for node in chain if isinstance(node, Project | IndicatorKind | SubGoal)]
    names = [node_title(node) for node in around]
    if isinstance(chain[-1], Indicator):
        names.append(
            f"“{node_title(chain[-1])}”之后" if chain[-1].name.strip() else "空白的三级指标"
        )
    elif not isinstance(chain[-1], IndicatorKind | SubGoal):
        names.append("它的二级指标")
    return ARROW.join(names)
