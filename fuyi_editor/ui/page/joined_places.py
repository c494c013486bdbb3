# SPDX-License-Identifier: MulanPSL-2.0
"""Where the page shows nodes that have no cell of their own: in one of a node around them.

The public tables print all goals of a project in one cell and all indicators in another (F9, F11).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.ui.page.places import binding_at, fields_of, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument

_JOINED = {"goals": ("goals",), "indicators": ("outline", "indicator_list")}


def joined_fields(submission: Submission, node_id: str) -> Iterator[tuple[str, str]]:
    """Node and field of every cell in which the node might stand among others, nearest first."""
    chain = submission.chain(node_id)
    for parent, child in reversed([*pairwise(chain)]):
        for field in _JOINED.get(parent.places[child.id][0], ()):
            yield parent.id, field


def joined_cell(
    document: PageDocument, submission: Submission, node_id: str
) -> tuple[str, str] | None:
    """Node and field of the cell in which the page shows the node among others, if it does."""
    wanted = list(joined_fields(submission, node_id))
    shown = {
        (binding.node, field)
        for place in places(document)
        if (binding := binding_at(document, place)) is not None
        for field in fields_of(binding.template)
    }
    return next((cell for cell in wanted if cell in shown), None)
