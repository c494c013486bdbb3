# SPDX-License-Identifier: MulanPSL-2.0
"""Whose the projects are: units without a name, under two names, in two files."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import Party
from fuyi_editor.model.unit_totals import unit_label
from fuyi_editor.yearly.merging.conflicts import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fuyi_editor.yearly.merging.conflicts import Decisions
    from fuyi_editor.yearly.merging.parts import Entry, Part


def with_units_named(entries: Sequence[Entry], decisions: Decisions) -> list[Entry]:
    """Where a file names no unit, its own name may be that of the unit."""
    named: dict[str, Party] = {}
    for file in files_of(entry for entry in entries if not entry.unit):
        name = PurePath(file).stem
        sentence = f"“{file}”里有项目没有写单位"
        if decisions.decide("no_unit", file, sentence, (file,), "keep") == "file":
            named[file] = Party(name=name)
    return [
        entry if entry.unit or entry.part.file not in named
        else entry.but(unit=named[entry.part.file])
        for entry in entries
    ]  # fmt: skip


def with_one_name(entries: Sequence[Entry], decisions: Decisions) -> list[Entry]:
    """Each unit under one name and code: the first that was met.

    The same code under two names is one unit misspelt, or two units that their own counties gave
    the same code; that is for the user to say.
    """
    entries = _under_one_code(entries, decisions)
    parties: dict[str, Party] = {}
    for unit, own in _by(entries, lambda entry: entry.unit).items():
        codes = list(dict.fromkeys(e.project.unit.code for e in own if e.project.unit.code))
        parties[unit] = Party(code=codes[0] if codes else "", name=own[0].project.unit.name)
        if len(codes) > 1:
            label = unit_label(own[0].project.unit)
            sentence = f"“{label}”有几个编码：{'、'.join(codes)}，汇总里用 {codes[0]}"
            decisions.tell("unit_code", unit, sentence, files_of(own))
    return [entry.but(unit=parties[entry.unit]) if entry.unit else entry for entry in entries]


def _under_one_code(entries: Sequence[Entry], decisions: Decisions) -> list[Entry]:
    joined: dict[str, Party] = {}
    for code, own in _by(entries, lambda entry: entry.project.unit.code.strip()).items():
        units = {entry.unit: entry.project.unit for entry in reversed(own)}
        if not code or len(units) == 1:
            continue
        names = list(dict.fromkeys(unit_label(entry.project.unit) for entry in own))
        sentence = f"单位编码 {code} 有几个名称：{quoted(names)}"
        if decisions.decide("unit_name", code, sentence, files_of(own), "apart") == "together":
            joined |= dict.fromkeys(units, own[0].project.unit)
    return [
        entry.but(unit=joined[entry.unit]) if entry.unit in joined else entry for entry in entries
    ]


def of_one_file(entries: Sequence[Entry], decisions: Decisions) -> list[Entry]:
    """Each unit from one file, or from all that name it.

    Two files that name the same projects are a table and its correction, and the newer one counts;
    otherwise the unit has sent its projects in two files.
    """
    dropped: set[tuple[str, str]] = set()
    for unit, own in _by(entries, lambda entry: entry.unit).items():
        parts = _parts(own)
        if not unit or len(parts) == 1:
            continue
        files = [part.file for part in parts]
        sentence = _sentence(own, parts)
        default = "newer" if _overlap(own) else "both"
        choice = decisions.decide("same_unit", unit, sentence, files, default)
        if choice != "both":
            newest = max(parts, key=lambda part: part.modified)
            kept = newest if choice == "newer" else parts[0]
            dropped |= {(unit, file) for file in files if file != kept.file}
    return [entry for entry in entries if (entry.unit, entry.part.file) not in dropped]


def _sentence(own: Sequence[Entry], parts: Sequence[Part]) -> str:
    sent = [f"{part.file}（{part.when} 存盘）" for part in parts]
    common = _overlap(own)
    about = f"有 {common} 个项目相同" if common else "没有相同的项目"
    return f"{unit_label(own[0].project.unit)}有 {len(parts)} 个文件：{quoted(sent)}，{about}"


def _overlap(own: Iterable[Entry]) -> int:
    """How many projects stand in more than one of the files, by their names."""
    projects = _by(own, lambda entry: "".join(entry.project.name.split()))
    return sum(name != "" and len(_parts(same)) > 1 for name, same in projects.items())


def _by(entries: Iterable[Entry], key: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups


def _parts(entries: Iterable[Entry]) -> list[Part]:
    return list({entry.part.file: entry.part for entry in entries}.values())


def files_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The files of some projects, each once."""
    return tuple(part.file for part in _parts(entries))
