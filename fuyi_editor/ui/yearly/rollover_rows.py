# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of the list of a roll over: place, text before and after with a mark, and why."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from fuyi_editor.ui.mark_delegate import MARK
from fuyi_editor.ui.place_words import AROUND, ARROW, place_words, project_title
from fuyi_editor.yearly.rollover.proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.rollover.proposals import Item

ITEM = Qt.ItemDataRole.UserRole + 1
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
OLD_STATE, NEW_STATE, LEFT_STATE = "error", "hint", "unknown"
CLEARED, LEFT = "（清空）", "不改"
_AROUND = 10  # letters before a phrase; behind it the column cuts off


class Column(IntEnum):
    """The columns of the list."""

    PLACE = 0
    BEFORE = 1
    AFTER = 2
    WHY = 3


HEADERS = ("位置", "原文", "改为", "说明")


def sections(submission: Submission, items: Iterable[Item]) -> list[QTreeWidgetItem]:
    """A row for each project, and one for what belongs to none, with the rows of its items."""
    made: list[QTreeWidgetItem] = []
    last = ""
    for item in items:
        title = project_title(submission, item.place.project) if item.place.field else AROUND
        key = f"{item.place.project} {title}"  # two projects may have one name
        if key != last:
            last = key
            made.append(QTreeWidgetItem([title]))
        made[-1].addChild(_row(submission, item))
    for section in made:
        show_section_tick(section)
    return made


def rows_of(sections: Iterable[QTreeWidgetItem]) -> Iterator[tuple[QTreeWidgetItem, Item]]:
    """The rows below the sections, each with what it is about."""
    for section in sections:
        for number in range(section.childCount()):
            row = section.child(number)
            yield row, row.data(Column.PLACE, ITEM)


def show_section_tick(section: QTreeWidgetItem) -> None:
    """Tick the row of a project like the rows below it; partly where they differ."""
    states = {row.checkState(Column.PLACE) for row, item in rows_of([section]) if is_open(item)}
    if states:
        state = states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked
        section.setCheckState(Column.PLACE, state)


def is_open(item: Item) -> bool:
    """Whether a person decides about it."""
    return isinstance(item, Proposal)


def _row(submission: Submission, item: Item) -> QTreeWidgetItem:
    # Below its project the project's own name says nothing.
    place = place_words(submission, item.place) if item.place.field else AROUND
    place = place.removeprefix(f"部门整体绩效目标{ARROW}")
    before, start, end = excerpt(item.text, item.start, item.end)
    row = QTreeWidgetItem([place, before, LEFT, item.why])
    row.setData(Column.PLACE, ITEM, item)
    state = LEFT_STATE
    if isinstance(item, Proposal):
        state = OLD_STATE
        row.setCheckState(Column.PLACE, CHECKED if item.ticked else UNCHECKED)
        _show_after(row, item)
    row.setData(Column.BEFORE, MARK, (start, end, state))
    for column, text in enumerate((place, item.text, after_text(item), item.why)):
        row.setToolTip(column, text)
    return row


def _show_after(row: QTreeWidgetItem, proposal: Proposal) -> None:
    text = proposal.after
    if not text:
        row.setText(Column.AFTER, CLEARED)
        return
    after, start, end = excerpt(text, proposal.start, proposal.start + len(proposal.new))
    row.setText(Column.AFTER, after)
    row.setData(Column.AFTER, MARK, (start, end, NEW_STATE))


def after_text(item: Item) -> str:
    """The whole field afterwards, in words where nothing would stand there."""
    return (item.after or CLEARED) if isinstance(item, Proposal) else LEFT


def excerpt(text: str, start: int, end: int) -> tuple[str, int, int]:
    """One line that begins shortly before the phrase, and where the phrase is in it."""
    cut = max(0, start - _AROUND)
    head = "…" if cut else ""
    shown = (head + text[cut:]).replace("\n", "⏎")
    moved = len(head) - cut
    return shown, start + moved, end + moved
