# SPDX-License-Identifier: MulanPSL-2.0
"""An indicator tree written in one cell, as the public tables print it, and read back (F9, F11).

The outline has `一、产出指标`, `(一) 数量指标：`, `1. 印制宣传资料 ≥10000份`; 满意度 comes without
a 二级 and without numbers. The list of F11 has names only: `1. 公益法律服务质量；`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind
from fuyi_editor.model.numbering import chinese_number
from fuyi_editor.model.value import IndicatorValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIGITS = "[一二三四五六七八九十]+"
_GROUP = re.compile(rf"^\s*{_DIGITS}\s*、\s*(.*?)\s*[：:]?\s*$")
_KIND = re.compile(rf"^\s*[（(]\s*{_DIGITS}\s*[）)]\s*(.*?)\s*[：:]?\s*$")
_ITEM = re.compile(r"^\s*\d+\s*[.．、](?!\d)\s*(.*)$", re.DOTALL)
# A sign with a space before it begins the value; else it begins behind the last space.
_SIGNED = re.compile(r"\s+(?=[≥≤＞＜＝<>=])")
_LAST_SPACE = re.compile(r"\s+(?=\S+$)")
_LIST_END = ("；", ";", "。")


@dataclass
class _Kind:
    name: str
    items: list[str] = field(default_factory=list[str])


@dataclass
class _Group:
    name: str
    kinds: list[_Kind] = field(default_factory=list[_Kind])


def outline_text(groups: Iterable[IndicatorGroup]) -> str:
    """The tree as the lines of an outline, names and values parted by a space."""
    lines: list[str] = []
    for number, group in enumerate(groups, 1):
        if group.name:
            lines.append(f"{chinese_number(number)}、{group.name}")
        for place, kind in enumerate(group.kinds, 1):
            if kind.name:
                lines.append(f"({chinese_number(place)}) {kind.name}：")
            for count, indicator in enumerate(kind.indicators, 1):
                text = f"{indicator.name} {indicator.value.text}".strip()
                numbered = bool(kind.name) or len(kind.indicators) > 1 or not text
                lines.append(f"{count}. {text}".rstrip() if numbered else text)
    return "\n".join(lines)


def list_text(groups: Iterable[IndicatorGroup]) -> str:
    """The names of all indicators as a numbered list; a full stop ends it."""
    names = [indicator.name for _, _, indicator in _leaves(groups)]
    lines = [f"{number}. {name}；" for number, name in enumerate(names, 1)]
    return "\n".join([*lines[:-1], lines[-1][:-1] + "。"]) if lines else ""


def groups_from_outline(old: Iterable[IndicatorGroup], text: str) -> tuple[IndicatorGroup, ...]:
    """The tree that an outline says; levels and indicators that stayed keep their ids."""
    groups: list[IndicatorGroup] = []
    known = _Known(old)
    for read in _scan(text):
        group = known.group(read.name)
        kinds: list[IndicatorKind] = []
        for kind in read.kinds:
            found = known.kind(group, kind.name)
            leaves = _indicators(found.indicators, [_name_and_value(item) for item in kind.items])
            kinds.append(found.but(name=kind.name, indicators=leaves))
        groups.append(group.but(name=read.name, kinds=tuple(kinds)))
    return tuple(groups)


def renamed_by_list(old: Iterable[IndicatorGroup], text: str) -> tuple[IndicatorGroup, ...]:
    """The tree after its list of names was edited; new names go under the last 二级."""
    groups = tuple(old)
    names = [_without_end(item.strip()) for item in _items(text.split("\n"))]
    leaves = list(_leaves(groups))
    changed = _indicators(tuple(leaf for _, _, leaf in leaves), [(name, None) for name in names])
    home = {leaf.id: (group.id, kind.id) for group, kind, leaf in leaves}
    last = (leaves[-1][0].id, leaves[-1][1].id) if leaves else None
    if last is None:
        kind = IndicatorKind(indicators=changed)
        return (IndicatorGroup(kinds=(kind,)),) if changed else groups
    kept: list[IndicatorGroup] = []
    for group in groups:
        kinds = [
            kind.but(
                indicators=tuple(
                    leaf for leaf in changed if home.get(leaf.id, last) == (group.id, kind.id)
                )
            )
            for kind in group.kinds
        ]
        kept.append(group.but(kinds=tuple(kind for kind in kinds if kind.indicators)))
    return tuple(group for group in kept if group.kinds)


def _without_end(item: str) -> str:
    """An item less the one mark that ends it; any before that is the name's own."""
    return item[:-1].rstrip() if item.endswith(_LIST_END) else item


def _leaves(
    groups: Iterable[IndicatorGroup],
) -> Iterator[tuple[IndicatorGroup, IndicatorKind, Indicator]]:
    for group in groups:
        for kind in group.kinds:
            for indicator in kind.indicators:
                yield group, kind, indicator


def _scan(text: str) -> list[_Group]:
    """The levels that the lines name; a line without a mark goes on the item before it."""
    groups: list[_Group] = []
    for line in text.split("\n") if text.strip() else ():
        if match := _GROUP.match(line):
            groups.append(_Group(match[1]))
            continue
        if not groups:
            groups.append(_Group(""))
        kinds = groups[-1].kinds
        if match := _KIND.match(line):
            kinds.append(_Kind(match[1]))
            continue
        if not kinds:
            kinds.append(_Kind(""))
        _add_line(kinds[-1].items, line)
    return groups


def _items(lines: Iterable[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        _add_line(items, line)
    return items


def _add_line(items: list[str], line: str) -> None:
    if match := _ITEM.match(line):
        items.append(match[1])
    elif not items:
        if line.strip():
            items.append(line.strip())
    else:
        items[-1] += "\n" + line


def _name_and_value(item: str) -> tuple[str, str]:
    match = _SIGNED.search(item) or _LAST_SPACE.search(item)
    if match is None:
        return item.strip(), ""
    return item[: match.start()].strip(), item[match.end() :].strip()


def _indicators(
    old: tuple[Indicator, ...], new: list[tuple[str, str | None]]
) -> tuple[Indicator, ...]:
    """Indicators of those names and values; None leaves the value that was there."""
    kept: list[Indicator] = []
    names = [indicator.name for indicator in old]
    matcher = SequenceMatcher(None, names, [name for name, _ in new], autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        olds = old[start:end]
        for offset, (name, value) in enumerate(new[new_start:new_end]):
            found = olds[offset] if offset < len(olds) else Indicator()
            text = found.value.text if value is None else value
            same = (found.name, found.value.text) == (name, text)
            kept.append(found if same else found.but(name=name, value=IndicatorValue(text=text)))
    return tuple(kept)


class _Known:
    """The levels of a tree by name, each given out once."""

    def __init__(self, groups: Iterable[IndicatorGroup]) -> None:
        self._groups = list(groups)
        self._kinds = {group.id: list(group.kinds) for group in self._groups}

    def group(self, name: str) -> IndicatorGroup:
        for group in self._groups:
            if group.name == name:
                self._groups.remove(group)
                return group
        return IndicatorGroup()

    def kind(self, group: IndicatorGroup, name: str) -> IndicatorKind:
        kinds = self._kinds.get(group.id, [])
        for kind in kinds:
            if kind.name == name:
                kinds.remove(kind)
                return kind
        return IndicatorKind()
