# SPDX-License-Identifier: MulanPSL-2.0
"""Every row of a book with where it stands, found in one walk; and that place in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import NODE_NAMES, field_label
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.node import TextNode
from fuyi_editor.model.nodes import Department, Indicator, Project, Report, Subtotal
from fuyi_editor.yearly.following.rows import title_field, title_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

ARROW = " › "
WHOLE_BOOK = "整本文本"


@dataclass(slots=True)
class BookPlace:
    """A row of a book: `order` and `end` are its own and its last row's number in the book."""

    node: Node
    parent: BookPlace | None
    slot: str
    position: int
    order: int
    end: int = 0

    def chain(self) -> list[BookPlace]:
        """From below the book down to this row."""
        return [*self.parent.chain(), self] if self.parent else []


class BookPlaces:
    """The places of all rows by id, in reading order."""

    def __init__(self, submission: Submission) -> None:
        """Without any place; `entering` finds them."""
        self.submission = submission
        self._places: dict[str, BookPlace] = {}

    @classmethod
    def of(cls, submission: Submission) -> BookPlaces:
        """The places of a book, found at once."""
        places = cls(submission)
        for _ in places.entering():
            pass
        return places

    def entering(self) -> Generator[None, None, None]:
        """Find all places, project by project."""
        root = BookPlace(self.submission, None, "", 0, 0)
        self._places[self.submission.id] = root
        for slot in self.submission.slots:
            for index, child in enumerate(self.submission.children(slot)):
                self._enter(child, root, slot, index)
                yield
        root.end = len(self._places) - 1

    def __getitem__(self, node_id: str) -> BookPlace:
        return self._places[node_id]

    def __iter__(self) -> Iterator[BookPlace]:
        return iter(self._places.values())

    def _enter(self, node: Node, parent: BookPlace, slot: str, position: int) -> None:
        place = BookPlace(node, parent, slot, position, len(self._places))
        self._places[node.id] = place
        for name in node.slots:
            for index, child in enumerate(node.children(name)):
                self._enter(child, place, name, index)
        place.end = len(self._places) - 1


def row_title(node: Node) -> str:
    """The name of a row, or in brackets what it is while it has none."""
    kind = NODE_NAMES[type(node)]
    if isinstance(node, TextNode):
        return kind
    if title_field(node) not in type(node).model_fields:
        return kind
    return " ".join(title_text(node).split()) or f"（未命名{kind}）"


def place_words(place: BookPlace, field: str | None = None) -> str:
    """`产出指标 › 数量指标 › 培训人数 · 指标值`; the project stands in a column of its own."""
    names = [
        _step_words(step)
        for step in place.chain()
        if not isinstance(step.node, Project | Department | Report)
        # A list of indicators has no 一级 and 二级 (F11).
        if not is_level(step.node) or title_text(step.node).strip() or step is place
    ]
    return " · ".join(filter(None, (ARROW.join(names), _field_words(place.node, field))))


def _step_words(step: BookPlace) -> str:
    title = row_title(step.node)
    return f"{title}第{step.position + 1}条" if isinstance(step.node, TextNode) else title


def _field_words(node: Node, field: str | None) -> str:
    if field is None or isinstance(node, TextNode):
        return ""
    if (field == "name" and isinstance(node, Indicator)) or (is_level(node) and field == "name"):
        return "名称"
    return field_label(node, field)


def home_words(place: BookPlace) -> str:
    """Where a row stands, without the row: `产出指标 › 数量指标`."""
    return place_words(place.parent) if place.parent else ""


def top_of(place: BookPlace) -> BookPlace | None:
    """The project, department or report that a row is or stands in; None for the book's own."""
    chain = place.chain()
    return chain[0] if chain and not isinstance(chain[0].node, Subtotal) else None


def group_title(place: BookPlace | None) -> str:
    """What the column 项目 says."""
    return row_title(place.node) if place else WHOLE_BOOK
