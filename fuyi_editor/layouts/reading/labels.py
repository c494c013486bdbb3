# SPDX-License-Identifier: MulanPSL-2.0
"""Labels: the words forms print beside a field, folded to compare (resources/labels.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.model.width import to_half_width
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Container

_BRACKETS = re.compile(r"\((?:%|万?元|[A-Z]|[A-Z]/[A-Z]|单位:万?元|\d+分?|概述)\)")
# What a clerk adds behind a label: 中期目标（20××年—20××+n年）, 三级指标（核心指标）.
_NOTES = re.compile(
    r"(?<=.)\((?:20[^()]*年[^()]*|核心指标|必填项?|可?选填|如有|盖章|公章|签章|[^()]*\d+字以?内?|"
    r"包?含[^()]*|不含[^()]*)\)$"
)
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_ANNEX = re.compile(r"^\s*附[件表]\s*[\d一二三四五六七八九十]{0,3}(?:[-－—]\d+)?\s*[:：]?\s*$")
_MONTHS = re.compile(r"^\d{1,2}[-—~至]\d{1,2}月(?=执行)")


# Longer texts are no labels; they are folded as well, but would be a burden to remember.
_LONGEST_KEPT = 60


def fold_label(text: str) -> str:
    """A label without spaces, width, its closing colon, a star and the unit in brackets behind it.

    The months of 1-7月执行数 differ from year to year and count as N月.
    """
    return _folded(text) if len(text) <= _LONGEST_KEPT else _folded.__wrapped__(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    folded = re.sub(r"\s+", "", to_half_width(text))
    return _MONTHS.sub("N月", _bare(folded).rstrip(":").strip("*"))


def _bare(folded: str) -> str:
    """The label without what stands in brackets behind it."""
    return _NOTES.sub("", _BRACKETS.sub("", folded).rstrip(":"))


def is_annex_number(text: str) -> bool:
    """Whether a line says only which annex to a letter the form is: 附件7, 附表2-1."""
    return bool(_ANNEX.match(text))


def fold_heading(text: str) -> str:
    """A heading as a label, without its number: `一、总体绩效目标` → 总体绩效目标."""
    return _ORDINAL.sub("", fold_label(text))


def extra_label(text: str) -> str:
    """The name under which `extra` keeps what stands beside an unknown label; may be empty."""
    bare = re.sub(r"[{}]|\s*\n\s*", "", to_half_width(text))
    return bare.strip().rstrip(":").rstrip()


def unused_label(label: str, used: Container[str]) -> str:
    """The label, numbered where another one says the same: 备注, 备注(2)."""
    if label not in used:
        return label
    # Numbers are given out in order. A damaged table may give out thousands: look among them by
    # halving, not one by one.
    taken, free = 1, 2
    while f"{label}({free})" in used:
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if f"{label}({middle})" in used else (taken, middle)
    return f"{label}({free})"


@dataclass(frozen=True)
class Labels:
    """What a folded label means, part by part of resources/labels.toml."""

    fields: dict[str, str]
    midterm: dict[str, str]
    execution: dict[str, str]
    frames: dict[str, str]
    department: dict[str, str]
    department_only: dict[str, str]
    columns: dict[str, str]
    tasks: dict[str, str]
    other_tasks: dict[str, str]
    projects: dict[str, str]
    sections: dict[str, str]
    report: dict[str, str]
    headings: dict[str, str]

    @cached_property
    def of_project(self) -> frozenset[str]:
        """Everything that is a label and no content in the table of a project."""
        parts = (self.fields, self.midterm, self.execution, self.frames, self.columns)
        return frozenset(label for part in (*parts, self.captions) for label in part)

    @cached_property
    def of_department(self) -> frozenset[str]:
        """Everything that is a label and no content in the table of a department."""
        parts = (self.department, self.department_only, self.other_tasks, self.columns)
        return frozenset(label for part in (*parts, self.captions) for label in part)

    @cached_property
    def captions(self) -> frozenset[str]:
        """Texts that stand over other labels and name no field of their own."""
        return frozenset(text for text, part in self.headings.items() if part == "caption")

    @cached_property
    def columns_in_order(self) -> dict[str, int]:
        """How early a column's title stands in the data: of two for one field the first counts."""
        return {label: number for number, label in enumerate(self.columns)}

    def with_more(self, more: dict[str, dict[str, str]]) -> Labels:
        """The labels and, where they are new, those of a form that has words of its own."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return replace(self, **{name: {**new, **parts[name]} for name, new in more.items()})


@lru_cache(maxsize=1)
def known_labels() -> Labels:
    """The labels that come with the program."""
    data = tomllib.loads(resource("labels.toml").read_text(encoding="utf-8"))
    return Labels(**{part.name: _by_label(data[part.name]) for part in fields(Labels)})


def _by_label(names: dict[str, list[str]]) -> dict[str, str]:
    return {fold_label(label): field for field, labels in names.items() for label in labels}
