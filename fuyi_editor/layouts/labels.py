# SPDX-License-Identifier: MulanPSL-2.0
"""Labels: the words forms print beside a field, folded to compare (resources/labels.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.model.width import to_half_width
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Container

_BRACKETS = re.compile(r"\((?:%|万元|元|[A-Z]|[A-Z]/[A-Z]|单位:万元|\d+分?)\)")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")


def fold_label(text: str) -> str:
    """A label without spaces, width, its closing colon and the unit in brackets behind it."""
    folded = re.sub(r"\s+", "", to_half_width(text))
    return _BRACKETS.sub("", folded).rstrip(":")


def fold_heading(text: str) -> str:
    """A heading as a label, without its number: `一、总体绩效目标` → 总体绩效目标."""
    return _ORDINAL.sub("", fold_label(text))


def extra_label(text: str) -> str:
    """The name under which `extra` keeps what stands beside an unknown label; may be empty."""
    return re.sub(r"[{}]", "", to_half_width(text)).strip()


def unused_label(label: str, used: Container[str]) -> str:
    """The label, numbered where another one says the same: 备注, 备注(2)."""
    found, number = label, 1
    while found in used:
        number += 1
        found = f"{label}({number})"
    return found


@dataclass(frozen=True, slots=True)
class Labels:
    """What a folded label means. `frames` are labels that stand for a block of rows."""

    fields: dict[str, str]
    frames: dict[str, str]
    columns: dict[str, str]
    sections: dict[str, str]
    headings: dict[str, str]

    def is_label(self, text: str) -> bool:
        """Whether a cell of that text is a label of the form and no content."""
        folded = fold_label(text)
        return folded in self.fields or folded in self.frames or folded in self.columns


@lru_cache(maxsize=1)
def known_labels() -> Labels:
    """The labels that come with the program."""
    data = tomllib.loads(resource("labels.toml").read_text(encoding="utf-8"))
    return Labels(**{part: _by_label(data[part]) for part in Labels.__slots__})


def _by_label(names: dict[str, list[str]]) -> dict[str, str]:
    return {fold_label(label): field for field, labels in names.items() for label in labels}
