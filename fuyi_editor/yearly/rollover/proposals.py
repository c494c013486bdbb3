# SPDX-License-Identifier: MulanPSL-2.0
"""What roll over proposes and what it leaves, as plain data, and applying it (issue 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import read_field, write_field
from fuyi_editor.model.nodes import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.checks.findings import Place
    from fuyi_editor.model.node import Node


class Group(Enum):
    """Kinds of proposals that a person takes or leaves together; the value is what they read."""

    YEARS = "年度"
    NAMES = "项目名称"
    PAPERS = "依据和日期"
    SESSIONS = "届次、周年"
    CODES = "项目编码"
    AMOUNTS = "金额"
    PLAN = "资金支出计划"
    RESULTS = "得分和完成情况"


class Choice(Enum):
    """What becomes of codes, amounts or the spending plan; only codes can be given a new year."""

    KEEP = "keep"
    CLEAR = "clear"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decides once for the whole book."""

    codes: Choice = Choice.YEAR
    amounts: Choice = Choice.KEEP
    plan: Choice = Choice.KEEP


@dataclass(frozen=True, slots=True)
class Proposal:
    """One phrase of a field that would change, or a whole field that would be blank.

    `text` is the field as it is now, `start` to `end` the letters of it that `new` stands for.
    """

    place: Place
    group: Group
    text: str
    start: int
    end: int
    new: str
    why: str
    ticked: bool = True

    @property
    def key(self) -> tuple[str, str, int]:
        """The same for the same phrase when the list is made anew, for another year say."""
        return self.place.node, self.place.field, self.start

    @property
    def old(self) -> str:
        """The letters that would change."""
        return self.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The field after this change alone."""
        return self.text[: self.start] + self.new + self.text[self.end :]


@dataclass(frozen=True, slots=True)
class Left:
    """A phrase that looks like one to change and is left, with the reason.

    Without a field it stands where no field of the book is shown: on a cover, in a heading.
    """

    place: Place
    text: str
    start: int
    end: int
    why: str

    @property
    def phrase(self) -> str:
        """The letters that stay."""
        return self.text[self.start : self.end]


Item = Proposal | Left


@dataclass(frozen=True, slots=True)
class RollOver:
    """All that bringing a book from one year to another comes to, in reading order."""

    from_year: int
    year: int
    items: tuple[Item, ...]

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What would change, or may."""
        return tuple(item for item in self.items if isinstance(item, Proposal))

    @property
    def ticked(self) -> tuple[Proposal, ...]:
        """What changes unless somebody takes the tick away."""
        return tuple(proposal for proposal in self.proposals if proposal.ticked)

    @property
    def left(self) -> tuple[Left, ...]:
        """What stays."""
        return tuple(item for item in self.items if isinstance(item, Left))


def applied(submission: Submission, proposals: Iterable[Proposal]) -> Submission:
    """The submission with any of the proposals that were made for it, in any order.

    Nodes keep their ids. All at once: a book of 600 projects as a thousand edits took 5 s.
    """
    chosen: dict[str, list[Proposal]] = {}
    for proposal in sorted(proposals, key=lambda proposal: proposal.key):
        chosen.setdefault(proposal.place.node, []).append(proposal)
    after = _applied(submission, chosen)
    assert isinstance(after, Submission)
    return after


def _applied(node: Node, chosen: Mapping[str, list[Proposal]]) -> Node:
    """The node and all below it; what nothing was chosen for is the same object."""
    for slot in node.slots:
        children = node.children(slot)
        new = tuple(_applied(child, chosen) for child in children)
        if any(a is not b for a, b in zip(new, children, strict=True)):
            node = node.with_children(slot, new)
    # From behind, so that what stands before a phrase is still where it was.
    for proposal in reversed(chosen.get(node.id, ())):
        field = proposal.place.field
        text = read_field(node, field)
        text = text[: proposal.start] + proposal.new + text[proposal.end :]
        node = write_field(node, field, text)
    return node
