# SPDX-License-Identifier: MulanPSL-2.0
"""An entry of the library put into a book where the person stands, worked out as one undo step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.library.entry import alike
from fuyi_editor.library.taking import take
from fuyi_editor.model.arrange import add_indicator, add_kind, indicator_owner
from fuyi_editor.model.arrangement import Arrangement
from fuyi_editor.model.edits import SetField, apply_edits, place_of
from fuyi_editor.model.levels import kinds_of
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, SubGoal
from fuyi_editor.model.taxonomy import fold_group, fold_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.taxonomy import Taxonomy

TITLE = "从指标库插入"


def insert(
    submission: Submission, beside: str, entry: Entry, taxonomy: Taxonomy, *, flat: bool = False
) -> Arrangement | None:
    """The entry in the blank indicator that is selected, else in a new one after what is selected.

    Where the 二级 that is selected is not its own it goes under that, made if need be: a count
    under 质量指标 is a mistake (rule C09). `flat`: the form prints a list without levels. None
    where no indicator can be.
    """
    if not flat and not belongs_at(submission, beside, entry):
        return _under_own_kind(submission, beside, entry, taxonomy)
    return _at(submission, beside, entry, flat=flat)


def belongs_at(submission: Submission, beside: str, entry: Entry) -> bool:
    """Whether the entry may stand where that node is selected: its own 二级, or one of any kind."""
    chain = submission.chain(beside)
    if not isinstance(chain[-1], Indicator | IndicatorKind | SubGoal):
        return False
    kind = next((node for node in reversed(chain) if isinstance(node, IndicatorKind)), None)
    if kind is None or not entry.kind:
        return True
    group = next(node for node in reversed(chain) if isinstance(node, IndicatorGroup))
    name = fold_kind(kind.name, group.name)
    return not name or alike(name, entry.kind)


def _at(submission: Submission, beside: str, entry: Entry, *, flat: bool) -> Arrangement | None:
    if blank := _blank_in(submission.find(beside)):
        return Arrangement(TITLE, take(submission, blank, entry), blank)
    return _filled(submission, add_indicator(submission, beside, flat=flat), entry)


def insert_all(
    submission: Submission,
    beside: str,
    entries: Sequence[Entry],
    taxonomy: Taxonomy,
    *,
    flat: bool = False,
) -> Arrangement | None:
    """Several entries as one step, in their order; see `insert`."""
    edits: list[Edit] = []
    last: Arrangement | None = None
    for entry in entries:
        last = insert(submission, beside, entry, taxonomy, flat=flat)
        if last is None or last.selected is None:
            return None
        edits += last.edits
        submission = apply_edits(submission, last.edits)
        if isinstance(submission.find(beside), Indicator) and _are_together(
            submission, beside, last.selected
        ):
            beside = last.selected  # the next one goes after this one
    if last is None:
        return None
    title = TITLE if len(entries) == 1 else f"{TITLE} {len(entries)} 条"
    return replace(last, title=title, edits=tuple(edits))


def _are_together(submission: Submission, one: str, other: str) -> bool:
    return place_of(submission, one)[0] is place_of(submission, other)[0]


def places_of(submission: Submission, done: Arrangement) -> list[IndicatorKind]:
    """Under which 二级 of the book, as it is now, a step has put its entries."""
    named = [e.node for e in done.edits if isinstance(e, SetField) and e.field == "name"]
    kinds = (place_of(submission, node)[0] for node in named)
    return list({kind.id: kind for kind in kinds if isinstance(kind, IndicatorKind)}.values())


def _under_own_kind(
    submission: Submission, beside: str, entry: Entry, taxonomy: Taxonomy
) -> Arrangement | None:
    owner = indicator_owner(submission, beside)
    if owner is None:
        return None
    groups = [node for node in owner.children("indicators") if isinstance(node, IndicatorGroup)]
    for group in groups:
        for kind in kinds_of(group):
            if alike(fold_kind(kind.name, group.name), entry.kind):
                return _at(submission, kind.id, entry, flat=False)
    wanted = _levels(entry, taxonomy)
    if wanted is None:
        return _at(submission, beside, entry, flat=False)
    # The file's own wording of the 一级, so that no second one is made.
    home = next((group.name for group in groups if fold_group(group.name) == wanted[0]), wanted[0])
    return _filled(submission, add_kind(submission, beside, home, wanted[1]), entry)


def _levels(entry: Entry, taxonomy: Taxonomy) -> tuple[str, str] | None:
    """一级 and 二级 of the entry as the book's taxonomy calls them."""
    levels = ((group, kind) for group, kinds in taxonomy.groups.items() for kind in kinds)
    return next(((group, kind) for group, kind in levels if alike(kind, entry.kind)), None)


def _blank_in(node: Node) -> str | None:
    """The indicator to be filled in: a blank one that is selected, or the first under a 二级."""
    rows = node.indicators if isinstance(node, IndicatorKind) else (node,)
    blank = (row.id for row in rows if isinstance(row, Indicator) and _is_blank(row))
    return next(blank, None)


def _is_blank(indicator: Indicator) -> bool:
    texts = (indicator.name, indicator.description, indicator.value.text, indicator.basis)
    return not any(text.strip() for text in texts)


def _filled(submission: Submission, added: Arrangement | None, entry: Entry) -> Arrangement | None:
    if added is None or added.selected is None:
        return None
    after = apply_edits(submission, added.edits)
    edits = (*added.edits, *take(after, added.selected, entry))
    return replace(added, title=TITLE, edits=edits)
