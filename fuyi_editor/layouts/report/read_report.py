# SPDX-License-Identifier: MulanPSL-2.0
"""The read report: what of a file was not understood, so that nothing is dropped silently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.model.nodes import Indicator

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Submission


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of the file that no field took. `block` is its index in the page document.

    `row` and `column` are those of a cell in its grid; without them it is the whole block.
    """

    place: str
    text: str
    reason: str
    block: int
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class ReadReport:
    """Which layout the file was read as (None: by its labels alone), and what was left over."""

    layout: str | None
    projects: int
    indicators: int
    unread: tuple[Unread, ...] = ()
    kept: bool = True
    """Whether `unread` stays on the page; what was pasted is set anew without it."""
    sections: int = 0
    """The chapters of a 自评报告."""
    beside: int = 0
    """Texts in text boxes, footnotes and the like, which are on no page."""

    @classmethod
    def of(
        cls, layout: str | None, submission: Submission, unread: tuple[Unread, ...] = ()
    ) -> ReadReport:
        """The report of a book; the sentences of 分项目标 are counted with their goals."""
        owners = (*submission.projects, submission.department)
        groups = (group for owner in owners if owner for group in owner.indicators)
        count = sum(isinstance(node, Indicator) for group in groups for node in group.walk())
        sections = len(submission.report.sections) if submission.report else 0
        return cls(layout, len(submission.projects), count, unread, sections=sections)

    def summary(self) -> str:
        """One Chinese sentence for the status bar."""
        text = self.read_words()
        if count := len(self.unread) + self.beside:
            fate = "未识别（原样保留）" if self.kept else "没有放进来"
            text += f"，{count} 处文字{fate}"
        return text

    def read_words(self) -> str:
        """`读入 4 个项目、24 条指标`: what there is of each; a report has chapters instead."""
        counts = ((self.sections, "个报告章节"), (self.projects, "个项目"))
        found = [f"{count} {words}" for count, words in counts if count]
        if self.indicators or not found:
            found.append(f"{self.indicators} 条指标")
        return "读入 " + "、".join(found)
