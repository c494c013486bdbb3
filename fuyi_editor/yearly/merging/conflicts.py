# SPDX-License-Identifier: MulanPSL-2.0
"""What has to be decided when many units' files become one book, and what was decided.

Every conflict has a key that stays the same from merge to merge, so that a choice made once holds
when a file is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

KINDS = {
    "same_file": "重复的文件",
    "year": "年度不同",
    "no_unit": "没有写单位",
    "unit_name": "单位名称不一致",
    "unit_code": "单位编码不一致",
    "same_unit": "同一单位多份",
    "same_code": "项目编码相同",
    "money_unit": "金额单位不同",
    "amount": "金额读不出来",
    "no_projects": "没有项目",
}
"""What each kind of conflict is called, in the order in which they are settled."""

CHOICES: dict[str, dict[str, str]] = {
    "same_file": {"once": "只算一次", "both": "都算"},
    "year": {"leave_out": "不汇总这个文件", "keep": "照样汇总"},
    "no_unit": {"keep": "空着", "file": "用文件名作单位名称"},
    "unit_name": {"apart": "是不同的单位", "together": "是同一个单位，用第一个名称"},
    "same_unit": {"both": "都要", "newer": "只要最新的一份", "first": "只要第一份"},
    "same_code": {
        "both": "都要",
        "first": "只要第一个",
        "second": "只要最后一个",
        "clear": "都要，只留第一个的编码",
    },
    "money_unit": {"万元": "都换算成万元", "元": "都换算成元"},
}
"""Choice → what it does, for the kinds that leave one. Others are only to be known."""

_FEW = 6  # files named one by one in a sentence


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to decide or to know; `files` are those concerned."""

    kind: str
    key: str
    sentence: str
    files: tuple[str, ...]
    choice: str = ""
    default: str = ""
    settled: bool = False
    """Whether the choice is the user's own and not the default."""

    @property
    def choices(self) -> Mapping[str, str]:
        """What can be chosen, in words; nothing where the files themselves must be mended."""
        return CHOICES.get(self.kind, {})

    @property
    def kind_words(self) -> str:
        """同一单位多份."""
        return KINDS[self.kind]

    @property
    def choice_words(self) -> str:
        """What was done; empty where there is no choice."""
        return self.choices.get(self.choice, "")


@dataclass(slots=True)
class Decisions:
    """The user's choices by key or by kind, and every conflict that was met."""

    chosen: Mapping[str, str]
    conflicts: list[Conflict] = field(default_factory=list[Conflict])

    def decide(
        self, kind: str, about: str, sentence: str, files: Iterable[str], default: str
    ) -> str:
        """What to do about a conflict: as chosen for it, as chosen for its kind, the default."""
        key = f"{kind}:{about}"
        chosen = self.chosen.get(key) or self.chosen.get(kind)
        choice = chosen if chosen in CHOICES[kind] else default
        self.conflicts.append(
            Conflict(kind, key, sentence, tuple(files), choice, default, choice == chosen)
        )
        return choice

    def tell(self, kind: str, about: str, sentence: str, files: Iterable[str]) -> None:
        """Something to know that leaves no choice."""
        self.conflicts.append(Conflict(kind, f"{kind}:{about}", sentence, tuple(files)))


def quoted(names: Sequence[str]) -> str:
    """`“a.docx”、“b.docx”`; of many only the first, and how many there are."""
    listed = "、".join(f"“{name}”" for name in names[:_FEW])
    return listed if len(names) <= _FEW else f"{listed}等 {len(names)} 个"
