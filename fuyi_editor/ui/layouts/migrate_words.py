# SPDX-License-Identifier: MulanPSL-2.0
"""What is said about moving to the new indicator taxonomy (财预〔2021〕101号), or back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.model.taxonomy import T2015

if TYPE_CHECKING:
    from fuyi_editor.model.taxonomy import Taxonomy

_NEW = "新指标体系把成本指标单列为一级指标"
_OLD = "旧指标体系把成本指标放在产出指标下"


@dataclass(frozen=True, slots=True)
class MigrateWords:
    """The title of the dialog (also of the undo step), its heading, and what its buttons say."""

    title: str
    heading: str
    decline: str


def migrate_title(to: Taxonomy) -> str:
    """What the menu, the dialog and the undo step are called."""
    return "换用旧指标体系" if to is T2015 else "换用新指标体系"


def menu_words(to: Taxonomy, count: int) -> MigrateWords:
    """The words where the person asked for it."""
    says = _OLD if to is T2015 else _NEW
    heading = (
        f"{says}。下面 {count} 条指标要换位置，名称和指标值不变；不想换的去掉勾。换后可以撤销。"
    )
    return MigrateWords(migrate_title(to), heading, "取消")


def layout_words(to: Taxonomy, count: int, layout: str) -> MigrateWords:
    """The words where a layout of the other taxonomy is being applied."""
    says = _OLD if to is T2015 else _NEW
    heading = (
        f"“{layout}”的{says}。表里有 {count} 条成本指标还在原来的位置，"
        "要一起换过去吗？名称和指标值不变；不想换的去掉勾。换后可以撤销。"
    )
    return MigrateWords(migrate_title(to), heading, "不换")
