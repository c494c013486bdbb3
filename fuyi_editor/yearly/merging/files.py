# SPDX-License-Identifier: MulanPSL-2.0
"""Which files are merged: each content once, and those of one year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuyi_editor.yearly.merging.conflicts import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.yearly.merging.conflicts import Decisions
    from fuyi_editor.yearly.merging.parts import Part


def without_copies(parts: Sequence[Part], decisions: Decisions) -> list[Part]:
    """Files that say the same only once, however they were saved; they were sent twice."""
    same: dict[str, list[Part]] = {}
    for part in parts:
        same.setdefault(part.content, []).append(part)
    left_out: set[str] = set()
    for copies in same.values():
        if len(copies) == 1:
            continue
        files = [part.file for part in copies]
        sentence = f"{quoted(files)}的内容完全一样"
        if decisions.decide("same_file", files[0], sentence, files, "once") == "once":
            left_out.update(files[1:])
    return [part for part in parts if part.file not in left_out]


def of_one_year(
    parts: Sequence[Part], wanted: int | None, decisions: Decisions
) -> tuple[list[Part], int | None]:
    """The files of the year that was asked for, else of the year of most, and that year.

    A file that names no year is taken for one of that year.
    """
    years = Counter(part.submission.year for part in parts if part.submission.year)
    year = wanted or (max(years, key=lambda y: (years[y], y)) if years else None)
    kept: list[Part] = []
    for part in parts:
        own = part.submission.year
        if own is None or own == year:
            kept.append(part)
            continue
        sentence = f"“{part.file}”是 {own} 年的，这次汇总的是 {year} 年"
        if decisions.decide("year", part.file, sentence, (part.file,), "leave_out") == "keep":
            kept.append(part)
    return kept, year


def with_projects(parts: Sequence[Part], decisions: Decisions) -> list[Part]:
    """The files that have projects; the others are told."""
    for part in parts:
        if not part.submission.projects:
            sentence = f"“{part.file}”里没有项目，没有可汇总的内容"
            decisions.tell("no_projects", part.file, sentence, (part.file,))
    return [part for part in parts if part.submission.projects]


def left_out_words(parts: Sequence[Part]) -> tuple[str, ...]:
    """What of the files is no project and so in no merged book, in words."""
    kinds = {
        "部门整体绩效目标": [part.file for part in parts if part.submission.department],
        "自评报告": [part.file for part in parts if part.submission.report],
    }
    return tuple(
        f"汇总只取项目：{quoted(files)}里的{kind}没有放进去"
        for kind, files in kinds.items()
        if files
    )
