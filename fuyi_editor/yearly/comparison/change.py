# SPDX-License-Identifier: MulanPSL-2.0
"""One line of a comparison: what stood where, what stands there now, and a word on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuyi_editor.yearly.comparison.text_marks import Marks
    from fuyi_editor.yearly.following.pairs import Pair

NONE, BLANK = "（无）", "（空）"
"""Shown where there is no row, and where there is one that says nothing."""


class ChangeKind(Enum):
    """What happened, in words for the user."""

    CHANGED = "修改"
    RENAMED = "改名"
    MOVED = "移动"
    ADDED = "新增"
    DROPPED = "删除"
    SPLIT = "拆分"
    MERGED = "合并"


@dataclass(frozen=True, slots=True)
class Side:
    """One book's side of a change.

    `nodes` are the ids of the rows, the first the one to go to; `field` is None where the change
    is about whole rows. `marks` are the characters of `text` that the other side has not.
    """

    text: str
    nodes: tuple[str, ...]
    field: str | None = None
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two books; `kinds` has the chief one first, 移动 also behind another.

    `before` is None for what is new, `after` for what is gone. `group` is the id of the project it
    belongs to, that of the later book where it has it; empty for what belongs to none.
    """

    kinds: tuple[ChangeKind, ...]
    group: str
    project: str
    place: str
    note: str
    before: Side | None
    after: Side | None
    pair: Pair | None = None
    """How the rows were found to be one, where one row became one."""

    @property
    def kind(self) -> ChangeKind:
        """The chief kind."""
        return self.kinds[0]

    @property
    def old(self) -> str:
        """原内容 as it was typed."""
        return self.before.text if self.before else ""

    @property
    def new(self) -> str:
        """新内容 as it was typed."""
        return self.after.text if self.after else ""

    @property
    def shown_old(self) -> str:
        """原内容, in words where there is none."""
        return self.old or (BLANK if self.before else NONE)

    @property
    def shown_new(self) -> str:
        """新内容, in words where there is none."""
        return self.new or (BLANK if self.after else NONE)

    @property
    def old_marks(self) -> Marks:
        """What is marked in 原内容."""
        return self.before.marks if self.before else ()

    @property
    def new_marks(self) -> Marks:
        """What is marked in 新内容."""
        return self.after.marks if self.after else ()
