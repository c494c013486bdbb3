# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of a table from elsewhere as indicators: which ones they overwrite and which are new.

Nothing happens before the person has seen and settled it row by row. A blank cell erases nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fuyi_editor.model.arrange import add_indicator, indicator_owner
from fuyi_editor.model.arrangement import Arrangement
from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.hanging import Levels, Spot, hang, levels_of, spot_at, with_spot
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.model.taxonomy import fold_kind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fuyi_editor.model.nodes import Submission


class Action(Enum):
    """What becomes of a row."""

    OVERWRITE = "overwrite"
    ADD = "add"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it was read: the names of its levels, blank where it says none, and its texts."""

    group: str
    kind: str
    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.texts.get("name", "").strip()


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row, the indicator that it may overwrite, and what is to become of it."""

    row: TableRow
    existing: str | None
    action: Action
    levels: Levels
    """Where a new indicator would hang."""


def plan_rows(submission: Submission, beside: str, rows: Iterable[TableRow]) -> tuple[RowPlan, ...]:
    """What seems to be meant: a row of a known name overwrites it, others are new.

    Each indicator is overwritten once; of several of one name they are taken in order.
    """
    free = _indicators_around(submission, beside)
    home = levels_of(submission, beside)
    plans: list[RowPlan] = []
    for row in rows:
        existing = _of_name(submission, free, row)
        if existing is not None:
            free.remove(existing)
        levels = Levels(row.group, row.kind) if row.kind.strip() else home
        if existing is not None:
            action = Action.OVERWRITE
        else:
            action = Action.ADD if row.name else Action.SKIP
        plans.append(RowPlan(row, existing.id if existing else None, action, levels))
    return tuple(plans)


def paste_rows(
    submission: Submission, beside: str, plans: Sequence[RowPlan], *, flat: bool = False
) -> Arrangement | None:
    """All rows as planned, as one step. None where there is no place for a new one, or no change.

    `flat`: the form prints a list of indicators, so that the first one needs no 二级.
    """
    working = submission
    spots: dict[Levels, Spot] = {}
    last: str | None = None
    for plan in plans:
        if plan.action is Action.OVERWRITE and plan.existing:
            working = apply_edits(working, _fields(plan.existing, plan.row))
            last = last or plan.existing
        elif plan.action is Action.ADD:
            added = _added(working, beside, plan, spots, flat=flat)
            if added is None:
                return None
            working, new = added
            last = last or new
    edits = diff(submission, working)
    count = sum(plan.action is not Action.SKIP for plan in plans)
    return Arrangement(f"粘贴 {count} 行", edits, last) if edits else None


def _indicators_around(submission: Submission, beside: str) -> list[Indicator]:
    owner = indicator_owner(submission, beside)
    if owner is None:
        return []
    return [
        node
        for child in owner.children("indicators")
        for node in child.walk()
        if isinstance(node, Indicator)
    ]


def _of_name(submission: Submission, free: list[Indicator], row: TableRow) -> Indicator | None:
    wanted = _folded(row.name)
    if not wanted:
        return None
    for node in free:
        if _folded(node.name) != wanted:
            continue
        levels = levels_of(submission, node.id)
        kind = fold_kind(row.kind, row.group or levels.group)
        if not kind or kind == fold_kind(levels.kind, levels.group) or not levels.kind.strip():
            return node
    return None


def _added(
    working: Submission, beside: str, plan: RowPlan, spots: dict[Levels, Spot], *, flat: bool
) -> tuple[Submission, str] | None:
    new = Indicator()
    for field, text in plan.row.texts.items():
        if text.strip():
            new = write_field(new, field, text)
    spot = spots.get(plan.levels)
    if spot is None and not plan.row.kind.strip():
        spot = spot_at(working, beside)
    if spot is None and plan.levels.kind.strip() and not flat:
        found = with_spot(working, beside, plan.levels)
        if found is None:
            return None
        working, spot = found
    if spot is None:
        first = add_indicator(working, beside, flat=flat)
        if first is None or first.selected is None:
            return None
        working = apply_edits(working, first.edits)
        return apply_edits(working, _fields(first.selected, plan.row)), first.selected
    working, spots[plan.levels] = hang(working, spot, new)
    return working, new.id


def _fields(node: str, row: TableRow) -> list[SetField]:
    filled = ((field, text) for field, text in row.texts.items() if text.strip())
    return [SetField(node=node, field=field, text=text) for field, text in filled]


def _folded(name: str) -> str:
    return "".join(to_half_width(name).split())
