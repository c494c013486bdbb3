# SPDX-License-Identifier: MulanPSL-2.0
"""Correcting which row is which: what is asked of a change, and what the answer means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.fields import NODE_NAMES
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.yearly.match_dialog import MatchQuestion
from fuyi_editor.yearly.comparison.candidates import candidates

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.yearly.comparison import Comparison
    from fuyi_editor.ui.yearly.match_dialog import Counterpart
    from fuyi_editor.yearly.comparison.change import Change, Side


def question_for(comparison: Comparison, change: Change) -> MatchQuestion:
    """About the open book's row, or the other book's where the open one has none."""
    side, mine, other = _asked(comparison, change)
    node = mine.find(side.nodes[0])
    find = comparison.counterparts
    now = find(node.id)
    top = mine.chain(node.id)[1:2]
    project = next((one for row in top for one in find(row.id)), "")
    # A row that is new is mostly one of those that seem to be gone.
    found = sorted(candidates(node, project, other), key=lambda one: bool(find(one.node)))
    return MatchQuestion(
        f"{NODE_NAMES[type(node)]}“{node_title(node)}”对应到另一份文本里的哪一行？",
        found,
        frozenset(one.node for one in found if find(one.node)),
        now[0] if now else None,
        isinstance(node, Indicator),
    )


def corrections_for(
    comparison: Comparison, change: Change, chosen: Counterpart
) -> dict[str, str | None]:
    """What to tell the comparison, the answer given."""
    side, _, _ = _asked(comparison, change)
    node = side.nodes[0]
    if chosen.node is None or not chosen.keep_others:
        return {node: chosen.node}
    others = comparison.counterparts(chosen.node)
    return {**dict.fromkeys(others, chosen.node), node: chosen.node}


def _asked(comparison: Comparison, change: Change) -> tuple[Side, Submission, Submission]:
    """The side of the row that is asked about, its book and the other one."""
    before, after = comparison.sides
    if change.after is not None:
        return change.after, after, before
    assert change.before is not None
    return change.before, before, after
