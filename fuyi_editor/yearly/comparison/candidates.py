# SPDX-License-Identifier: MulanPSL-2.0
"""Which rows of the other book a row may be said to be, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.yearly.comparison.book_places import BookPlaces, group_title, place_words, top_of
from fuyi_editor.yearly.comparison.row_contents import row_contents
from fuyi_editor.yearly.following.likeness import text_likeness
from fuyi_editor.yearly.following.rows import title_text

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.comparison.book_places import BookPlace


class Candidate(NamedTuple):
    """A row: its id, the project, the place, its first line."""

    node: str
    project: str
    place: str
    text: str


def candidates(node: Node, project: str, other: Submission) -> list[Candidate]:
    """All rows of that kind in the other book; those of the project of that id come first."""
    places = [place for place in BookPlaces.of(other) if type(place.node) is type(node)]
    name = title_text(node)

    def order(place: BookPlace) -> tuple[bool, float, int]:
        top = top_of(place)
        elsewhere = top is None or top.node.id != project
        return elsewhere, -text_likeness(name, title_text(place.node)), place.order

    return [
        Candidate(
            place.node.id,
            group_title(top_of(place)),
            place_words(place),
            row_contents(place.node, ()).split("\n")[0],
        )
        for place in sorted(places, key=order)
    ]
